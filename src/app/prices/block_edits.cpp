#include "app/prices/block_edits.h"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

#include "app/amount_text.h"
#include "app/prices/block_trial.h"
#include "app/prices/edits.h"
#include "app/prices/view.h"
#include "base/checked.h"

namespace fenming::app::prices {
namespace {

Key step_of(BlockKind kind) {
  switch (kind) {
    case BlockKind::kPaste:
      return Key::prices_step_paste;
    case BlockKind::kClear:
      return Key::prices_step_clear;
    case BlockKind::kFill:
      return Key::prices_step_fill;
    case BlockKind::kAdjust:
      return Key::prices_step_adjust;
    case BlockKind::kReplace:
      break;
  }
  return Key::prices_step_replace;
}

Error refused(std::string code) {
  return Error{std::move(code), {}, {}};
}

// The cells of a block, to be asked for.
class CellSet {
 public:
  explicit CellSet(const EditBlock& edit) {
    for (const BlockCell& cell : edit.cells)
      cells_.insert(key(cell.row, cell.column));
  }
  bool contains(int row, int column) const { return cells_.contains(key(row, column)); }

 private:
  static int64_t key(int row, int column) { return int64_t{row} << 32 | column; }
  std::unordered_set<int64_t> cells_;
};

bool takes(std::string& text, std::string_view sign) {
  if (!text.starts_with(sign)) return false;
  text.erase(0, sign.size());
  return true;
}

}  // namespace

BlockOutcome edit_block(Document& document, const EditBlock& edit, const Locale& locale) {
  BlockOutcome outcome;
  if (!document.is_draft() || edit.cells.empty()) return outcome;
  BlockTrial trial = try_block(document, edit, locale);
  const CellSet meant(edit);
  std::erase_if(document.errors, [&](const CellError& error) {
    return error.section == edit.section && meant.contains(error.row, error.column);
  });
  outcome.changed = trial.changed;
  outcome.refused = static_cast<int>(trial.refused.size());
  trial.refused.resize(std::min(trial.refused.size(), kMostKeptErrors));
  document.errors.insert(document.errors.end(), trial.refused.begin(), trial.refused.end());
  if (trial.commands.empty()) return outcome;
  document.log.begin_group(locale.format(step_of(edit.kind), {std::to_string(outcome.changed)}));
  for (auto& command : trial.commands)
    document.log.execute(document.version, std::move(command));
  document.log.end_group();
  ++document.edits;
  return outcome;
}

Result<Adjustment> parse_adjustment(std::string_view typed) {
  std::string text = trimmed(typed);
  for (const auto& [wide, plain] :
       {std::pair{"＋", "+"}, std::pair{"－", "-"}, std::pair{"−", "-"}, std::pair{"×", "*"},
        std::pair{"＊", "*"}, std::pair{"＝", "="}}) {
    if (takes(text, wide)) text.insert(0, plain);
  }
  const bool percent = text.ends_with('%') || text.ends_with("％");
  if (takes(text, "*")) {
    const Result<int64_t> factor = parse_factor(text);
    if (!factor) return factor.error();
    if (*factor < 0 || *factor > 1'000'000) return refused("out_of_range");
    return Adjustment{Adjustment::kPercent, *factor - 10000};
  }
  if (takes(text, "=")) {
    const Result<int64_t> amount = parse_money(text);
    if (!amount) return amount.error();
    return Adjustment{Adjustment::kSet, *amount};
  }
  const bool minus = takes(text, "-");
  if (!minus && !takes(text, "+")) return refused(text.empty() ? "empty" : "adjustment_sign");
  const Result<int64_t> value = percent ? parse_percent(text) : parse_money(text);
  if (!value) return value.error();
  if (*value < 0) return refused("not_a_number");
  if (percent && *value > 1'000'000) return refused("out_of_range");
  return Adjustment{percent ? Adjustment::kPercent : Adjustment::kAdd, minus ? -*value : *value};
}

Result<int64_t> adjusted(int64_t fen, const Adjustment& adjustment, int64_t unit_fen) {
  Int128 numerator = Int128{fen} * 10000;
  if (adjustment.kind == Adjustment::kPercent) numerator = Int128{fen} * (10000 + adjustment.value);
  if (adjustment.kind == Adjustment::kAdd) numerator += Int128{adjustment.value} * 10000;
  if (adjustment.kind == Adjustment::kSet) numerator = Int128{adjustment.value} * 10000;
  const Int128 result = div_half_away(numerator, Int128{10000} * unit_fen) * unit_fen;
  if (!within(result, kMaxAmountFen)) return refused("out_of_range");
  if (result < 0 && fen >= 0) return refused("negative");
  return static_cast<int64_t>(result);
}

AdjustedCells adjust_cells(const Document& document, Section section,
                           const std::vector<CellPlace>& places, const Adjustment& adjustment,
                           int64_t unit_fen, const Locale& locale) {
  AdjustedCells result;
  for (const CellPlace& place : places) {
    const CellView view = cell_view(document, section, place.row, place.column, locale);
    const bool is_amount = view.editable && view.error.empty() && view.kind == FieldKind::kMoney;
    const Result<int64_t> before =
        is_amount ? parse_money(view.edit_text) : Result<int64_t>(refused("empty"));
    const Result<int64_t> after =
        before ? adjusted(*before, adjustment, unit_fen) : Result<int64_t>(before.error());
    if (!after) {
      ++result.left_out;
      continue;
    }
    result.before_fen += *before;
    result.after_fen += *after;
    if (*after != *before)
      result.cells.push_back({place.row, place.column, format_money_plain(*after)});
  }
  return result;
}

}  // namespace fenming::app::prices
