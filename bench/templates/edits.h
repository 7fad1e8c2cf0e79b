// What people do to a template in an editor, one small change at a time, from a seed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/workflow/template.h"

namespace fenming::bench {

struct Edited {
  std::string kind;
  workflow::TemplateVersion t;
};

// Up to `each` templates for every kind of edit that the template has a place for.
std::vector<Edited> ordinary_edits(const workflow::TemplateVersion& version, uint64_t seed,
                                   size_t each);

}  // namespace fenming::bench
