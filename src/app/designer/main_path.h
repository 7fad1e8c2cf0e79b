// The way that a ticket goes where nothing is in its way: what a drawing shows as a straight line.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/workflow/template.h"

namespace fenming::app::designer {

// Its edges, by their places in the model, from the start on: of each node the first in the order
// in which they are tried that still leads to an end. `usable`: for each edge whether it may be
// taken; those that close a cycle may not.
std::vector<size_t> main_path(const workflow::TemplateVersion& model,
                              const std::vector<bool>& usable);

}  // namespace fenming::app::designer
