// The rows of a conflict in words: where, and what either side has there.
#include <algorithm>
#include <array>

#include "app/amount_text.h"
#include "app/prices/edits.h"
#include "app/prices/merge.h"
#include "app/prices/view.h"
#include "app/pricing/condition_sentence.h"
#include "app/pricing/named.h"
#include "codec/book_codec.h"

namespace fenming::app::prices {
namespace {

constexpr std::array kWords = {Named{"*order", Key::prices_order},
                               Named{"tiers", Key::prices_tiers},
                               Named{"items", Key::prices_items},
                               Named{"parts", Key::prices_parts},
                               Named{"surcharges", Key::prices_surcharges},
                               Named{"limits", Key::prices_limits},
                               Named{"bundles", Key::prices_bundles},
                               Named{"city_classes", Key::prices_cities},
                               Named{"classes", Key::prices_cities},
                               Named{"split", Key::prices_split},
                               Named{"categories", Key::prices_categories},
                               Named{"groups", Key::prices_groups},
                               Named{"item_codes", Key::prices_item_codes},
                               Named{"name", Key::prices_book_name},
                               Named{"priority", Key::prices_col_priority},
                               Named{"when", Key::prices_col_when},
                               Named{"extends", Key::prices_extends},
                               Named{"factor_bp", Key::prices_col_factor},
                               Named{"markup_bp", Key::prices_col_markup},
                               Named{"handling_fen", Key::prices_col_handling},
                               Named{"prices", Key::prices_tier_prices},
                               Named{"price", Key::prices_price},
                               Named{"price_fen", Key::prices_price},
                               Named{"travel", Key::category_travel},
                               Named{"start_fee_fen", Key::prices_col_start},
                               Named{"included_m", Key::prices_col_included},
                               Named{"unit_m", Key::prices_travel_unit},
                               Named{"steps", Key::prices_steps},
                               Named{"on_site", Key::category_on_site},
                               Named{"part_prices", Key::prices_parts},
                               Named{"quote", Key::prices_on_request},
                               Named{"kind", Key::prices_kind},
                               Named{"floor_fen", Key::prices_quote_floor},
                               Named{"ceiling_fen", Key::prices_quote_ceiling},
                               Named{"unit", Key::prices_col_unit},
                               Named{"step", Key::prices_col_step},
                               Named{"service_type", Key::fact_service_type},
                               Named{"category", Key::prices_category},
                               Named{"costs", Key::prices_col_cost},
                               Named{"charge", Key::prices_col_charge},
                               Named{"cap_fen", Key::prices_col_cap},
                               Named{"occasion", Key::prices_col_occasion},
                               Named{"amount_fen", Key::prices_col_amount},
                               Named{"base", Key::prices_col_of},
                               Named{"members", Key::prices_members},
                               Named{"divisions", Key::prices_col_divisions},
                               Named{"agreements", Key::prices_agreements},
                               Named{"rounding", Key::simulator_rounding},
                               Named{"calendar", Key::prices_calendar},
                               Named{"pin_event", Key::prices_pin_event}};

template <typename T>
std::string name_of(const std::vector<T>& list, std::string T::*code, std::string_view wanted) {
  for (const T& entry : list) {
    if (entry.*code == wanted) return entry.name;
  }
  return {};
}

// "tier=premium" by the name that people gave it, else by its code.
std::string element_text(std::string_view segment, const BookVersion& version) {
  const size_t equals = segment.find('=');
  const std::string_view kind = segment.substr(0, equals);
  const std::string_view code = segment.substr(equals + 1);
  std::string name;
  if (kind == "tier") name = name_of(version.tiers, &Tier::tier, code);
  if (kind == "item") name = name_of(version.items, &Item::item, code);
  if (kind == "part") name = name_of(version.parts, &Part::part, code);
  if (kind == "surcharge") name = name_of(version.surcharges, &Surcharge::surcharge, code);
  if (kind == "limit") name = name_of(version.limits, &Limit::limit, code);
  if (kind == "bundle") name = name_of(version.bundles, &Bundle::bundle, code);
  if (kind == "category") name = name_of(version.categories, &Category::category, code);
  if (kind == "class" && !version.city_classes.empty())
    name = name_of(version.city_classes.back().classes, &CityClass::class_code, code);
  return name.empty() ? std::string(code) : name;
}

std::string number_text(int64_t value, std::string_view member) {
  if (member.ends_with("_fen") || member == "fen") return format_money(value);
  if (member == "factor_bp") return format_factor(value);
  if (member.ends_with("bp")) return format_percent(value);
  if (member.ends_with("_m")) return format_quantity(value, 3) + " km";
  return format_count(value);
}

const Charge* charge_at(const ConflictRow& row, const BookVersion& version) {
  const auto& path = row.path;
  const auto code = [](const std::string& segment) {
    return segment.substr(segment.find('=') + 1);
  };
  if (path.size() == 3 && path[0] == "items") {
    for (const Item& item : version.items) {
      if (item.item == code(path[1]) && item.price) return &*item.price;
    }
  }
  if (path.size() >= 4 && path[0] == "tiers" && path[2] == "prices") {
    for (const Tier& tier : version.tiers) {
      for (const TierItemPrice& price : tier.prices) {
        if (tier.tier == code(path[1]) && price.item == code(path[3])) return &price.price;
      }
    }
  }
  return nullptr;
}

std::string object_text(const Json& json, const ConflictRow& row, const BookVersion& version,
                        const Locale& locale) {
  if (json.find("op") != nullptr) {
    const Result<Condition> condition = read_condition(write_json(json));
    return condition ? condition_text(*condition, locale, &version) : std::string();
  }
  if (const Charge* charge = charge_at(row, version)) return charge_text(version, *charge, locale);
  for (const std::string_view member : {"name", "price_fen", "fen", "bp"}) {
    const Json* found = json.find(member);
    if (found == nullptr) continue;
    return found->is(Json::Kind::kString) ? found->text()
                                          : number_text(found->integer_value(), member);
  }
  return locale.format(Key::prices_entries, {std::to_string(json.members().size())});
}

std::string list_text(const Json& json, const BookVersion& version, const Locale& locale) {
  std::string text;
  for (const Json& entry : json.items()) {
    if (!entry.is(Json::Kind::kString))
      return locale.format(Key::prices_entries, {std::to_string(json.items().size())});
    if (!text.empty()) text += locale.text(Key::sentence_list_comma);
    // In an order of elements their codes stand with what they are: "tier=premium".
    const std::string& word = entry.text();
    text += word.find('=') == std::string::npos ? word : element_text(word, version);
  }
  return text;
}

}  // namespace

std::string place_text(const ConflictRow& row, const Conflict& conflict, const BookVersion& mine,
                       const Locale& locale) {
  std::string text;
  for (const std::string& segment : row.path) {
    const bool element = segment.find('=') != std::string::npos;
    // A new element is known to one side alone.
    const bool theirs_only = element && row.mine.empty() && &segment == &row.path.back();
    const std::string word = element ? element_text(segment, theirs_only ? conflict.theirs : mine)
                                     : std::string(name_in(kWords, segment, locale, segment));
    if (!text.empty()) text += " · ";
    text += word;
  }
  return text;
}

std::string side_text(const ConflictRow& row, bool of_theirs, const BookVersion& version,
                      const Locale& locale) {
  const std::string& side = of_theirs ? row.theirs : row.mine;
  if (side.empty()) return std::string(locale.text(Key::prices_nothing));
  const Result<Json> json = parse_json(side);
  if (!json || row.path.empty()) return side;
  switch (json->kind()) {
    case Json::Kind::kInteger:
      return number_text(json->integer_value(), row.path.back());
    case Json::Kind::kString:
      return json->text();
    case Json::Kind::kBool:
      return std::string(locale.text(json->bool_value() ? Key::common_yes : Key::common_no));
    case Json::Kind::kArray:
      return list_text(*json, version, locale);
    case Json::Kind::kObject:
      return object_text(*json, row, version, locale);
    case Json::Kind::kNull:
      break;
  }
  return side;
}

}  // namespace fenming::app::prices
