#include "engine/calendar.h"

#include <algorithm>
#include <array>

#include "base/civil_time.h"

namespace fenming {
namespace {
constexpr std::array<std::string_view, 5> kKindNames = {"workday", "make_up_day", "weekend",
                                                        "adjusted_rest", "statutory"};
}  // namespace

std::string_view day_kind_name(DayKind kind) {
  return kKindNames[static_cast<size_t>(kind)];
}

std::optional<DayKind> parse_day_kind(std::string_view name) {
  for (size_t i = 0; i < kKindNames.size(); ++i) {
    if (kKindNames[i] == name) return static_cast<DayKind>(i);
  }
  return std::nullopt;
}

bool Calendar::knows(int32_t date) const {
  return std::find(years.begin(), years.end(), civil_from_days(date).year) != years.end();
}

std::optional<DayKind> Calendar::kind_of(int32_t date) const {
  if (!knows(date)) return std::nullopt;
  const auto entry = days.find(date);
  if (entry != days.end()) return entry->second.kind;
  return weekday_of(date) >= 6 ? DayKind::kWeekend : DayKind::kWorkday;
}

std::optional<std::string_view> Calendar::festival_of(int32_t date) const {
  if (!knows(date)) return std::nullopt;
  const auto entry = days.find(date);
  return entry == days.end() ? std::string_view{} : std::string_view(entry->second.festival);
}

}  // namespace fenming
