// Cells that most sections need, shared by the view-models' files.
#pragma once

#include <optional>
#include <string>

#include "app/amount_text.h"
#include "app/prices/view.h"

namespace fenming::app::prices {

inline constexpr std::string_view kNoValue = "—";

inline CellView plain_cell(std::string text, bool editable) {
  CellView cell;
  cell.edit_text = text;
  cell.text = std::move(text);
  cell.editable = editable;
  return cell;
}

// A blank as the editor's start: nothing is stated yet.
inline CellView money_cell(std::optional<int64_t> fen, bool inherited) {
  CellView cell;
  cell.kind = FieldKind::kMoney;
  cell.editable = true;
  cell.inherited = inherited;
  cell.text = fen ? format_money(*fen) : std::string(kNoValue);
  cell.edit_text = fen ? format_money_plain(*fen) : std::string(" ");
  return cell;
}

CellView bundle_cell(const BookVersion& version, const Bundle& bundle, int column);
CellView split_cell(const BookVersion& version, const SplitStep& step, int column,
                    const Locale& locale);

}  // namespace fenming::app::prices
