// Steps of the split: what one typed cell makes of them, who they pay, of what, and how much.
#include <algorithm>

#include "app/amount_text.h"
#include "app/prices/document_edits.h"
#include "app/prices/edits.h"

namespace fenming::app::prices {
namespace {

constexpr int32_t kFirstShare = 1000;

Error refused(std::string code) {
  return Error{std::move(code), {}, {}};
}

Result<std::optional<int32_t>> optional_share(std::string_view text) {
  if (is_blank(text)) return std::optional<int32_t>();
  const Result<int64_t> bp = parse_percent(text);
  if (!bp) return bp.error();
  if (*bp < 0) return refused("negative");
  if (*bp > 10000) return refused("above_whole");
  return std::optional<int32_t>(static_cast<int32_t>(*bp));
}

// What a fixed amount and a share have no common measure for begins anew; the category stays.
void set_mode(SplitStep& step, SplitMode mode) {
  const bool fixed = mode == SplitMode::kFixed;
  if (fixed && !step.fixed) {
    SplitStep changed;
    changed.role = step.role;
    changed.fixed = true;
    changed.category = step.categories.empty() ? "labour" : step.categories.front();
    step = std::move(changed);
  } else if (!fixed && step.fixed) {
    SplitStep changed;
    changed.role = step.role;
    changed.bp = kFirstShare;
    changed.categories = {step.category};
    step = std::move(changed);
  }
  step.of_left = mode == SplitMode::kOfLeft;
}

void set_category(SplitStep& step, const std::string& category) {
  if (step.fixed) {
    if (!category.empty()) step.category = category;
    return;
  }
  if (category.empty()) return step.categories.clear();
  const auto found = std::find(step.categories.begin(), step.categories.end(), category);
  if (found == step.categories.end())
    step.categories.push_back(category);
  else
    step.categories.erase(found);
}

}  // namespace

// A ticket may set its own share only between both bounds.
Result<Split> split_with_cell(Split split, size_t index, int column, std::string_view text) {
  SplitStep& step = split.steps[index];
  if (column == kSplitShare && step.fixed) {
    const Result<int64_t> fen = parse_amount(text);
    if (!fen) return fen.error();
    step.fixed_fen = *fen;
    return split;
  }
  const auto share = optional_share(text);
  if (!share) return share.error();
  if (column == kSplitShare) {
    if (!*share) return refused("empty");
    step.bp = **share;
  }
  if (column == kSplitLeast) step.min_bp = *share;
  if (column == kSplitMost) step.max_bp = *share;
  const bool outside = (step.min_bp && step.bp < *step.min_bp) ||
                       (step.max_bp && step.bp > *step.max_bp) ||
                       (step.min_bp && step.max_bp && *step.min_bp > *step.max_bp);
  if (outside) return refused("outside_bounds");
  return split;
}

void edit_split(Document& document, const EditSplit& edit, const Locale& locale) {
  if (!document.is_draft() || !holds(document.version.split.steps.size(), edit.step)) return;
  Split split = document.version.split;
  SplitStep& step = split.steps[static_cast<size_t>(edit.step)];
  if (edit.field == SplitField::kRole) step.role = edit.role;
  if (edit.field == SplitField::kMode) {
    set_mode(step, edit.mode);
    // What was refused was typed in other units.
    forget_error(document, Section::kSplit, edit.step, kSplitShare);
    forget_error(document, Section::kSplit, edit.step, kSplitLeast);
    forget_error(document, Section::kSplit, edit.step, kSplitMost);
  }
  if (edit.field == SplitField::kCategory) set_category(step, edit.category);
  replace_member(document, std::string(locale.text(Key::prices_step_split)), &BookVersion::split,
                 std::move(split));
}

}  // namespace fenming::app::prices
