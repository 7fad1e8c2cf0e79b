// Division codes and city classes (settlement.md F2, F3). A code is compared by its significant
// part: 2 digits a province, 4 a city, 6 a county, 9 a town or street.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace fenming {

enum class Tri : uint8_t { kFalse, kTrue, kUnknown };

// "310000" to "31", "440100" to "4401"; two, four, nine digits and full county codes as they are.
std::string_view significant_division(std::string_view code);

// True where the text is a code of 2, 4, 6 or 9 digits.
bool is_division_code(std::string_view code);

// Whether `place` lies within `code`: unknown where the place is known only to a level above.
// An empty place is unknown.
Tri division_within(std::string_view place, std::string_view code);

struct CityClass {
  std::string class_code;
  std::string name;
  std::vector<std::string> divisions;
};

struct CityClassTable {
  int32_t from = 0;  // days since 1970-01-01
  std::string edition;
  std::vector<CityClass> classes;
  std::string otherwise;
};

// The class of a place under a table; empty where it cannot be told (docs/settlement.md, 1).
std::string_view city_class_of(const CityClassTable& table, std::string_view place);

// The same for many places: codes are looked up instead of walked. Points into the table.
class CityClassIndex {
 public:
  explicit CityClassIndex(const CityClassTable& table);
  std::string_view class_of(std::string_view place) const;

 private:
  struct Below {
    std::string_view class_code;
    bool several = false;
  };
  std::string_view otherwise_;
  std::unordered_map<std::string_view, std::string_view> listed_;  // class of a code
  std::unordered_map<std::string_view, Below> below_;  // classes listed below a shorter code
};

}  // namespace fenming
