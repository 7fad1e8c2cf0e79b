// View-models of the prices screen: what each cell of its tables shows, where the value comes from,
// and whether it can be typed over. Pure functions of document, place and language.
#pragma once

#include <string>
#include <vector>

#include "app/locale.h"
#include "app/platform_io.h"
#include "app/prices/state.h"

namespace fenming::app::prices {

struct CellView {
  std::string text;
  std::string edit_text;  // what an editor starts with; empty: `text`
  std::string error;      // a sentence; the refused text stands in `text`
  std::string source;     // the tier that an inherited value, or a heir, comes from
  int level = 0;          // of a tier's name: how many tiers it extends, one after the other
  FieldKind kind = FieldKind::kText;
  bool inherited = false;
  bool editable = false;
};

// `row` is an index within the version's list of that section.
CellView cell_view(const Document& document, Section section, int row, int column,
                   const Locale& locale);
// Whether the cell states a value of its own where, cleared, it would show an inherited one.
bool can_inherit(const Document& document, Section section, int row, int column);

// The reason of a refusal as a sentence.
std::string_view error_text(std::string_view code, const Locale& locale);
// A finding as a sentence in the reader's language; unknown codes keep the engine's English.
std::string finding_text(const Finding& finding, const BookVersion& version, const Locale& locale);
// Where a finding points: section and row; row -1 where it is not about one row.
struct FindingPlace {
  Section section = Section::kTiers;
  int row = -1;
};
FindingPlace place_of(const Finding& finding);

// What a charge costs, in one cell.
std::string charge_text(const BookVersion& version, const Charge& charge, const Locale& locale);
std::string_view status_text(VersionStatus status, const Locale& locale);
std::string_view role_text(Role role, const Locale& locale);
std::string_view occasion_text(Occasion occasion, const Locale& locale);
std::string_view relation_text(Relation relation, const Locale& locale);

}  // namespace fenming::app::prices
