// Edits of a draft: each parses what was typed and executes one named step, or refuses and keeps
// the text with its reason. Nothing here knows the server or the screen.
#pragma once

#include <optional>
#include <string_view>

#include "app/locale.h"
#include "app/prices/intents.h"
#include "app/prices/state.h"
#include "base/result.h"

namespace fenming::app::prices {

void edit_cell(Document& document, const EditCell& edit, const Locale& locale);
void add_row(Document& document, const AddRow& edit, const Locale& locale);
void remove_row(Document& document, const RemoveRow& edit, const Locale& locale);
void duplicate_tier(Document& document, const DuplicateTier& edit, const Locale& locale);
// Why a tier for that place cannot be made below `parent`: "tier_depth" where it would be the sixth
// level, "outside_parent" where the parent holds for other places; empty where it can.
std::string refuse_heir(const BookVersion& version, const AddHeir& edit);
// It stands directly before what it extends and has its priority, so that it is tried first; before
// an elder heir for a place that holds its own, too. Returns its code; empty where it is refused.
std::string add_heir(Document& document, const AddHeir& edit, const Locale& locale);
void move_row(Document& document, const MoveRow& edit, const Locale& locale);
void move_tier(Document& document, int tier, int direction, const Locale& locale);
void set_tier_kind(Document& document, const SetTierKind& edit, const Locale& locale);
void set_tier_parent(Document& document, const SetTierParent& edit, const Locale& locale);
void edit_condition(Document& document, const EditCondition& edit, const Locale& locale);
void edit_surcharge(Document& document, const EditSurcharge& edit, const Locale& locale);
void edit_split(Document& document, const EditSplit& edit, const Locale& locale);

// The condition of a row of the tiers or surcharges; null where there is no such row.
const std::optional<Condition>* condition_of(const BookVersion& version, Section section, int row);

// A version to begin with: one default tier, a minimum and a maximum, the trade's categories.
BookVersion first_version(Relation relation, int32_t from, const Locale& locale);

// 2000-01-01: what is stated first holds for every ticket of a history, however old.
inline constexpr int32_t kSinceEver = 10957;
// "1.5", "150 %" and "１５０％" to basis points.
Result<int64_t> parse_factor(std::string_view text);
// "1.50".
std::string format_factor(int64_t basis_points);
bool is_blank(std::string_view text);
std::string trimmed(std::string_view text);
// Codes separated by blanks or commas of either width.
std::vector<std::string> split_codes(std::string_view text);

// ---- shared by the edits' files
// `stem`, or `stem_2` and so on: a code that the list does not hold yet.
template <typename T>
std::string free_code(const std::vector<T>& list, std::string T::*code, std::string_view stem) {
  for (int number = static_cast<int>(list.size()) + 1;; ++number) {
    std::string candidate = std::string(stem) + "_" + std::to_string(number);
    bool taken = false;
    for (const T& entry : list)
      taken = taken || entry.*code == candidate;
    if (!taken) return candidate;
  }
}
// Changes a tier, an item, … by one cell; each in its own file.
Result<Tier> tier_with_cell(const BookVersion& version, Tier tier, int column,
                            std::string_view text);
Result<Item> item_with_cell(Item item, int column, std::string_view text);
Result<Part> part_with_cell(Part part, int column, std::string_view text);
Result<Surcharge> surcharge_with_cell(Surcharge surcharge, int column, std::string_view text);
Result<Limit> limit_with_cell(Limit limit, int column, std::string_view text);
Result<Bundle> bundle_with_cell(const BookVersion& version, Bundle bundle, int column,
                                std::string_view text);
Result<Split> split_with_cell(Split split, size_t index, int column, std::string_view text);
Result<int64_t> parse_amount(std::string_view text);  // money, not negative

}  // namespace fenming::app::prices
