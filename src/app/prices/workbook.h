// A workbook of price tables that comes back from Excel: what it says otherwise than the draft,
// cell by cell, to be taken over as one step. Rows are found by their codes, columns by the tier's
// code in the title. A cell that says what the draft says already leaves it as it is, own or
// inherited, so that a workbook that nobody touched changes nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/locale.h"
#include "app/prices/intents.h"
#include "app/prices/state.h"
#include "codec/csv.h"

namespace fenming::app::prices {

// What a sheet holds, by its titles; kNone: none of the price tables.
enum class SheetKind : uint8_t { kNone, kItems, kParts, kTiers };
SheetKind kind_of(const CsvTable& table);

// Adds what a sheet says otherwise to `update`. The document is a draft.
void compare_sheet(const CsvTable& table, const Document& document, const Locale& locale,
                   WorkbookUpdate& update);

// Takes the chosen changes over as one step; the number of cells and rows that changed.
int take_workbook(Document& document, const WorkbookUpdate& update, const Locale& locale);

}  // namespace fenming::app::prices
