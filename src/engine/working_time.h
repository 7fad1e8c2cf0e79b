// Minutes of a working calendar: weekends, public holidays and make-up days 调休 are data. What an
// SLA counts is the time in which somebody works. Pure; instants are UTC seconds.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/calendar.h"

namespace fenming {

// Minutes since local midnight; `to` is exclusive.
struct MinuteSpan {
  int32_t from = 0;
  int32_t to = 1440;
};

struct WorkingHours {
  std::string calendar;            // the code by which an SLA names it
  const Calendar* days = nullptr;  // null, or a year without data: Monday to Friday
  int32_t offset_minutes = 480;
  std::vector<MinuteSpan> spans;  // of a working day, rising and apart; empty: the whole day

  // Workdays and make-up days are worked on, whatever their weekday.
  bool works_on(int32_t date) const;
};

// The first instant at which `seconds` of working time have passed since `from`; null hours: every
// second counts.
int64_t add_working(const WorkingHours* hours, int64_t from, int64_t seconds);

// The working time between two instants, in seconds; 0 where `to` is not after `from`.
int64_t working_between(const WorkingHours* hours, int64_t from, int64_t to);

}  // namespace fenming
