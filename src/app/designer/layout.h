// Tidies a drawing: nodes in rows from the start downwards, edges that go against the flow aside.
// Layered drawing in the usual four passes (break cycles, rows, order within a row, places), which
// makes equal drawings of equal templates.
#pragma once

#include <vector>

#include "app/designer/edits.h"

namespace fenming::app::designer {

// Lays out the given nodes; an empty list means all. What is laid out keeps its upper left corner
// where it was, edges between laid out nodes lose their bends or get new ones around other rows.
void tidy(TemplateDocument& document, const Ids& ids);

// Places for the nodes that have none: the whole drawing where no node has one, else below it.
// True where it changed something.
bool place_missing(TemplateDocument& document);

}  // namespace fenming::app::designer
