// The drawing of a template as a picture for documents: SVG in the light colours, whole and at
// 100 %, with its texts as texts. Pure.
#pragma once

#include <string>

#include "app/designer/scene.h"

namespace fenming::app::designer {

// `title` names the picture for those who cannot see it.
std::string drawing_svg(const Scene& scene, const std::string& title);

}  // namespace fenming::app::designer
