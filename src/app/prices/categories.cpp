#include "app/prices/categories.h"

#include <algorithm>
#include <array>

#include "app/pricing/named.h"

namespace fenming::app::prices {
namespace {

constexpr std::array kTrade = {
    Named{"labour", Key::category_labour}, Named{"travel", Key::category_travel},
    Named{"on_site", Key::category_on_site}, Named{"parts", Key::category_parts},
    Named{"handling", Key::category_handling}};

}  // namespace

std::vector<std::string> known_categories(const BookVersion& version) {
  std::vector<std::string> codes;
  const auto add = [&](std::string_view code) {
    if (std::find(codes.begin(), codes.end(), code) == codes.end()) codes.emplace_back(code);
  };
  for (const Named& entry : kTrade)
    add(entry.code);
  for (const Category& category : version.categories)
    add(category.category);
  for (const Item& item : version.items)
    add(item.category);
  for (const Surcharge& surcharge : version.surcharges)
    add(surcharge.category);
  return codes;
}

std::string category_text(const BookVersion& version, std::string_view code, const Locale& locale) {
  for (const Category& category : version.categories) {
    if (category.category == code && !category.name.empty()) return category.name;
  }
  if (const auto key = find_key(kTrade, code)) return std::string(locale.text(*key));
  for (const Surcharge& surcharge : version.surcharges) {
    if (surcharge.category == code && !surcharge.name.empty()) return surcharge.name;
  }
  return std::string(code);
}

std::string categories_text(const BookVersion& version, const std::vector<std::string>& codes,
                            const Locale& locale) {
  if (codes.empty()) return std::string(locale.text(Key::prices_everything));
  std::string text;
  for (const std::string& code : codes) {
    if (!text.empty()) text += locale.text(Key::sentence_list_comma);
    text += category_text(version, code, locale);
  }
  return text;
}

}  // namespace fenming::app::prices
