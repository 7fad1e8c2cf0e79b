#include "app/prices/row_order.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <span>
#include <utility>

#include "app/amount_text.h"
#include "app/prices/inherit.h"
#include "app/prices/view.h"
#include "base/text.h"

namespace fenming::app::prices {
namespace {

constexpr std::string_view kTree = "tree";

// Names of a section's own columns in addresses, in the order of its columns.
std::span<const std::string_view> column_names(Section section) {
  static constexpr std::array<std::string_view, 10> kTiers = {
      "name",  "place",    "priority", "when",   "factor",
      "start", "included", "km",       "markup", "handling"};
  static constexpr std::array<std::string_view, 5> kItems = {"name", "code", "unit", "step",
                                                             "base"};
  static constexpr std::array<std::string_view, 5> kParts = {"name", "code", "unit", "cost",
                                                             "ceiling"};
  static constexpr std::array<std::string_view, 5> kSurcharges = {"name", "when", "occasion",
                                                                  "charge", "cap"};
  static constexpr std::array<std::string_view, 4> kLimits = {"name", "kind", "of", "amount"};
  static constexpr std::array<std::string_view, 3> kCities = {"name", "code", "divisions"};
  static constexpr std::array<std::string_view, 4> kBundles = {"name", "code", "members", "base"};
  switch (section) {
    case Section::kTiers:
      return kTiers;
    case Section::kItems:
      return kItems;
    case Section::kParts:
      return kParts;
    case Section::kSurcharges:
      return kSurcharges;
    case Section::kLimits:
      return kLimits;
    case Section::kCityClasses:
      return kCities;
    case Section::kBundles:
      return kBundles;
    case Section::kSplit:
      break;
  }
  return {};
}

// Columns that are repeated, behind the section's own: limits of tiers, tiers of everything else.
std::vector<std::string> repeated_names(const BookVersion& version, Section section) {
  std::vector<std::string> names;
  if (section == Section::kTiers) {
    for (const Limit& limit : version.limits)
      names.push_back("limit:" + limit.limit);
  } else if (section == Section::kItems || section == Section::kParts ||
             section == Section::kBundles) {
    for (const size_t index : tier_order(version))
      names.push_back("tier:" + version.tiers[index].tier);
  }
  return names;
}

std::optional<int64_t> number_of(const CellView& cell) {
  const std::string_view text = cell.edit_text.empty() ? cell.text : cell.edit_text;
  const Result<int64_t> number = cell.kind == FieldKind::kMoney     ? parse_money(text)
                                 : cell.kind == FieldKind::kPercent ? parse_percent(text)
                                                                    : parse_quantity(text, 4);
  return number ? std::optional(*number) : std::nullopt;
}

uint32_t next_character(std::string_view text, size_t& at) {
  const auto byte = static_cast<unsigned char>(text[at++]);
  if (byte < 0xC0) return byte;
  const int more = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1;
  uint32_t character = byte & (0x3Fu >> more);
  for (int i = 0; i < more && at < text.size(); ++i, ++at)
    character = (character << 6) | (static_cast<unsigned char>(text[at]) & 0x3Fu);
  return character;
}

// What a name is compared by: the initial of each syllable, or the letter itself, before the
// character. So 安装 stands beside "Anzhuang", and before 保养.
std::u32string name_key(std::string_view name, PinyinInitial initial_of) {
  std::u32string key;
  for (size_t at = 0; at < name.size();) {
    const uint32_t character = next_character(name, at);
    const bool capital = character >= 'A' && character <= 'Z';
    const char initial = character >= 0x3400 && initial_of != nullptr ? initial_of(character) : 0;
    key.push_back(initial != 0 ? static_cast<char32_t>(initial) : character + (capital ? 32u : 0u));
    key.push_back(character);
  }
  return key;
}

// Sorts by one key a row, rows without one last whichever the direction.
template <typename Key, typename KeyOf>
void sort_by(std::vector<int>& rows, bool descending, const KeyOf& key_of) {
  std::vector<std::pair<std::optional<Key>, int>> keyed;
  keyed.reserve(rows.size());
  for (const int row : rows)
    keyed.emplace_back(key_of(row), row);
  std::stable_sort(keyed.begin(), keyed.end(), [&](const auto& a, const auto& b) {
    if (!a.first || !b.first) return a.first.has_value() && !b.first.has_value();
    return descending ? *b.first < *a.first : *a.first < *b.first;
  });
  for (size_t i = 0; i < rows.size(); ++i)
    rows[i] = keyed[i].second;
}

// A tier, then what extends it, each list in the order in which they are tried.
std::vector<int> tiers_as_tree(const BookVersion& version) {
  const std::vector<size_t> order = tier_order(version);
  std::vector<int> rows;
  std::vector<bool> shown(version.tiers.size());
  const std::function<void(size_t)> add = [&](size_t index) {
    if (shown[index]) return;
    shown[index] = true;
    rows.push_back(static_cast<int>(index));
    for (const size_t other : order) {
      if (version.tiers[other].extends == version.tiers[index].tier) add(other);
    }
  };
  for (const size_t index : order) {
    if (find_tier(version, version.tiers[index].extends) == nullptr) add(index);
  }
  for (const size_t index : order)  // in a circle
    add(index);
  return rows;
}

}  // namespace

bool can_sort(Section section) {
  return section != Section::kSplit;
}

std::string order_name(const BookVersion& version, Section section, const RowOrder& order) {
  if (order.kind == RowOrder::kTree) return std::string(kTree);
  if (order.is_listed() || order.column < 0) return {};
  const auto own = column_names(section);
  const auto column = static_cast<size_t>(order.column);
  const std::string sign = order.descending ? "-" : "";
  if (column < own.size()) return sign + std::string(own[column]);
  const std::vector<std::string> repeated = repeated_names(version, section);
  return column - own.size() < repeated.size() ? sign + repeated[column - own.size()]
                                               : std::string();
}

RowOrder order_named(const BookVersion& version, Section section, std::string_view name) {
  if (section == Section::kTiers && name == kTree) return {RowOrder::kTree};
  RowOrder order{RowOrder::kColumn};
  order.descending = name.starts_with('-');
  if (order.descending) name.remove_prefix(1);
  const auto own = column_names(section);
  const auto found = std::find(own.begin(), own.end(), name);
  if (found != own.end()) {
    order.column = static_cast<int>(found - own.begin());
    return order;
  }
  const std::vector<std::string> repeated = repeated_names(version, section);
  const auto other = std::find(repeated.begin(), repeated.end(), name);
  if (name.empty() || other == repeated.end()) return {};
  order.column = static_cast<int>(own.size()) + static_cast<int>(other - repeated.begin());
  return order;
}

RowOrder next_order(const RowOrder& order, int column) {
  if (order.kind != RowOrder::kColumn || order.column != column)
    return {RowOrder::kColumn, column, false};
  if (!order.descending) return {RowOrder::kColumn, column, true};
  return {};
}

void put_in_order(std::vector<int>& rows, const Document& document, Section section,
                  const RowOrder& order, PinyinInitial initial_of, const Locale& locale) {
  if (order.is_listed() || !can_sort(section)) return;
  if (order.kind == RowOrder::kTree) {
    const std::vector<int> all = tiers_as_tree(document.version);
    std::vector<int> kept;
    for (const int row : all) {
      if (std::find(rows.begin(), rows.end(), row) != rows.end()) kept.push_back(row);
    }
    rows = std::move(kept);
    return;
  }
  const auto cell = [&](int row) {
    return cell_view(document, section, row, order.column, locale);
  };
  // Where one row has a number, words such as "on request" count as rows without one.
  const bool has_numbers = std::any_of(rows.begin(), rows.end(),
                                       [&](int row) { return cell(row).kind != FieldKind::kText; });
  if (has_numbers)
    return sort_by<int64_t>(rows, order.descending, [&](int row) { return number_of(cell(row)); });
  sort_by<std::u32string>(rows, order.descending, [&](int row) {
    const std::string text = cell(row).text;
    return text.empty() ? std::nullopt : std::optional(name_key(text, initial_of));
  });
}

}  // namespace fenming::app::prices
