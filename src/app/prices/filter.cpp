#include "app/prices/filter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>

#include "app/prices/edits.h"
#include "app/prices/inherit.h"

namespace fenming::app::prices {
namespace {

char folded(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

// Whatever the case of ASCII letters, without copies: it is asked for every row of every frame.
bool contains(std::string_view text, std::string_view query) {
  return std::search(text.begin(), text.end(), query.begin(), query.end(),
                     [](char a, char b) { return folded(a) == folded(b); }) != text.end();
}

// An amount as it is typed: digits, perhaps with a point, separators and the sign of the currency.
// Empty where the query is something else.
std::string amount_digits(std::string_view query) {
  if (query.starts_with("¥")) query.remove_prefix(std::string_view("¥").size());
  std::string digits;
  for (const char c : query) {
    if (c == ',') continue;
    if ((c < '0' || c > '9') && c != '.') return {};
    digits.push_back(c);
  }
  return digits;
}

bool amount_contains(int64_t fen, std::string_view digits) {
  std::array<char, 24> text;
  const auto yuan = std::to_chars(text.data(), text.data() + text.size(), fen / 100).ptr;
  const int64_t rest = fen < 0 ? -(fen % 100) : fen % 100;
  yuan[0] = '.';
  yuan[1] = static_cast<char>('0' + rest / 10);
  yuan[2] = static_cast<char>('0' + rest % 10);
  const std::string_view whole(text.data(), static_cast<size_t>(yuan + 3 - text.data()));
  return whole.find(digits) != std::string_view::npos;
}

// The amount that a row's first price column shows; none where it has no price of its own.
std::optional<int64_t> amount_of(const Tier& tier) {
  return tier.travel ? std::optional(tier.travel->start_fee_fen) : std::nullopt;
}
std::optional<int64_t> amount_of(const Item& item) {
  return item.price ? std::optional(item.price->fen) : std::nullopt;
}
std::optional<int64_t> amount_of(const Part& part) {
  return part.costs.empty() ? std::nullopt : std::optional(part.costs.back().cost_fen);
}
std::optional<int64_t> amount_of(const Limit& limit) {
  return limit.amount_fen;
}
std::optional<int64_t> amount_of(const Bundle& bundle) {
  return bundle.price_fen;
}
template <typename Other>
std::optional<int64_t> amount_of(const Other&) {
  return std::nullopt;
}

// Keeps the rows whose name, code or amount contains the query.
template <typename T>
void keep(std::vector<int>& rows, const std::vector<T>& list, std::string T::*code,
          const std::string& query) {
  const std::string digits = amount_digits(query);
  std::erase_if(rows, [&](int row) {
    const T& entry = list[static_cast<size_t>(row)];
    if (contains(entry.name, query) || contains(entry.*code, query)) return false;
    const auto fen = digits.empty() ? std::nullopt : amount_of(entry);
    return !fen || !amount_contains(*fen, digits);
  });
}

size_t size_of(const BookVersion& version, Section section) {
  switch (section) {
    case Section::kTiers:
      return version.tiers.size();
    case Section::kItems:
      return version.items.size();
    case Section::kParts:
      return version.parts.size();
    case Section::kSurcharges:
      return version.surcharges.size();
    case Section::kLimits:
      return version.limits.size();
    case Section::kCityClasses:
      return version.city_classes.empty() ? 0 : version.city_classes.back().classes.size();
    case Section::kBundles:
      return version.bundles.size();
    case Section::kSplit:
      return version.split.steps.size();
  }
  return 0;
}

}  // namespace

std::vector<int> rows_matching(const BookVersion& version, Section section,
                               std::string_view typed) {
  std::vector<int> rows;
  const size_t count = size_of(version, section);
  if (section == Section::kTiers) {
    for (const size_t index : tier_order(version))
      rows.push_back(static_cast<int>(index));
  } else {
    for (size_t i = 0; i < count; ++i)
      rows.push_back(static_cast<int>(i));
  }
  const std::string query = trimmed(typed);
  if (query.empty()) return rows;
  if (section == Section::kTiers) keep(rows, version.tiers, &Tier::tier, query);
  if (section == Section::kItems) keep(rows, version.items, &Item::item, query);
  if (section == Section::kParts) keep(rows, version.parts, &Part::part, query);
  if (section == Section::kSurcharges) keep(rows, version.surcharges, &Surcharge::surcharge, query);
  if (section == Section::kLimits) keep(rows, version.limits, &Limit::limit, query);
  if (section == Section::kBundles) keep(rows, version.bundles, &Bundle::bundle, query);
  if (section == Section::kCityClasses && count > 0)
    keep(rows, version.city_classes.back().classes, &CityClass::class_code, query);
  return rows;
}

}  // namespace fenming::app::prices
