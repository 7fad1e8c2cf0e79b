// Calendars are data with their source (settlement.md C1): kinds of days, festivals, make-up days.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fenming {

enum class DayKind : uint8_t { kWorkday, kMakeUpDay, kWeekend, kAdjustedRest, kStatutory };
std::string_view day_kind_name(DayKind kind);
std::optional<DayKind> parse_day_kind(std::string_view name);

struct CalendarDay {
  DayKind kind = DayKind::kWorkday;
  std::string festival;
};

struct Calendar {
  std::string calendar;
  std::string source;
  std::vector<int32_t> years;
  std::map<int32_t, CalendarDay> days;  // by days since 1970-01-01

  bool knows(int32_t date) const;
  // Kind of a local date; nothing in a year without data.
  std::optional<DayKind> kind_of(int32_t date) const;
  // Festival of a local date, empty without one; nothing in a year without data.
  std::optional<std::string_view> festival_of(int32_t date) const;
};

}  // namespace fenming
