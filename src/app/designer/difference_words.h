// Where two versions of a template differ, and what each says there, in the reader's words.
#pragma once

#include <string>

#include "app/designer/words.h"
#include "app/json_merge.h"

namespace fenming::app::designer {

// "客户验收 · 时限 · 预警": the node, edge or field, then the members that lead on.
std::string difference_place(const TemplateDocument& document, const ConflictRow& row,
                             const Locale& locale);
// One side's value at that place; empty JSON: it is not there.
std::string difference_side(const TemplateDocument& document, const ConflictRow& row,
                            const std::string& json, const Locale& locale);
// The node or edge that the place belongs to; empty where it is about neither.
std::string difference_part(const ConflictRow& row);

}  // namespace fenming::app::designer
