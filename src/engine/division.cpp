#include "engine/division.h"

#include <algorithm>

namespace fenming {

std::string_view significant_division(std::string_view code) {
  if (code.size() != 6) return code;
  if (code.substr(2) == "0000") return code.substr(0, 2);
  if (code.substr(4) == "00") return code.substr(0, 4);
  return code;
}

bool is_division_code(std::string_view code) {
  const bool length = code.size() == 2 || code.size() == 4 || code.size() == 6 || code.size() == 9;
  return length &&
         std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Tri division_within(std::string_view place, std::string_view code) {
  place = significant_division(place);
  code = significant_division(code);
  if (place.empty()) return Tri::kUnknown;
  if (place.starts_with(code)) return Tri::kTrue;
  return code.starts_with(place) ? Tri::kUnknown : Tri::kFalse;
}

std::string_view city_class_of(const CityClassTable& table, std::string_view place) {
  place = significant_division(place);
  if (place.empty()) return {};
  std::string_view found = table.otherwise;
  size_t found_length = 0;
  for (const CityClass& entry : table.classes) {
    for (const std::string& listed : entry.divisions) {
      const std::string_view code = significant_division(listed);
      if (code.size() > found_length && place.starts_with(code)) {
        found = entry.class_code;
        found_length = code.size();
      }
    }
  }
  for (const CityClass& entry : table.classes) {
    if (entry.class_code == found) continue;
    for (const std::string& listed : entry.divisions) {
      const std::string_view code = significant_division(listed);
      if (code.size() > place.size() && code.starts_with(place)) return {};
    }
  }
  return found;
}

CityClassIndex::CityClassIndex(const CityClassTable& table) : otherwise_(table.otherwise) {
  for (const CityClass& entry : table.classes) {
    for (const std::string& text : entry.divisions) {
      const std::string_view code = significant_division(text);
      listed_.try_emplace(code, entry.class_code);
      for (size_t length = 1; length < code.size(); ++length) {
        const auto [below, fresh] =
            below_.try_emplace(code.substr(0, length), Below{entry.class_code});
        if (!fresh && below->second.class_code != entry.class_code) below->second.several = true;
      }
    }
  }
}

std::string_view CityClassIndex::class_of(std::string_view place) const {
  place = significant_division(place);
  if (place.empty()) return {};
  std::string_view found = otherwise_;
  for (size_t length = place.size(); length > 0; --length) {
    const auto listed = listed_.find(place.substr(0, length));
    if (listed == listed_.end()) continue;
    found = listed->second;
    break;
  }
  const auto below = below_.find(place);
  const bool differs =
      below != below_.end() && (below->second.several || below->second.class_code != found);
  return differs ? std::string_view{} : found;
}

}  // namespace fenming
