#include "engine/working_time.h"

#include <algorithm>
#include <span>

#include "base/checked.h"
#include "base/civil_time.h"

namespace fenming {
namespace {

constexpr int64_t kDay = 86400;
constexpr MinuteSpan kWholeDay{};

int32_t date_at(const WorkingHours& hours, int64_t instant) {
  return static_cast<int32_t>(div_floor(instant + int64_t{hours.offset_minutes} * 60, kDay));
}

int64_t midnight(const WorkingHours& hours, int32_t date) {
  return int64_t{date} * kDay - int64_t{hours.offset_minutes} * 60;
}

std::span<const MinuteSpan> spans_of(const WorkingHours& hours) {
  const bool any = std::any_of(hours.spans.begin(), hours.spans.end(),
                               [](const MinuteSpan& span) { return span.from < span.to; });
  // Hours in which nobody ever works would never let a clock end.
  if (!any) return {&kWholeDay, 1};
  return hours.spans;
}

}  // namespace

bool WorkingHours::works_on(int32_t date) const {
  const auto kind = days == nullptr ? std::nullopt : days->kind_of(date);
  if (!kind) return weekday_of(date) <= 5;
  return *kind == DayKind::kWorkday || *kind == DayKind::kMakeUpDay;
}

int64_t add_working(const WorkingHours* hours, int64_t from, int64_t seconds) {
  if (hours == nullptr || seconds <= 0) return from + std::max<int64_t>(seconds, 0);
  for (int32_t date = date_at(*hours, from);; ++date) {
    if (!hours->works_on(date)) continue;
    const int64_t start = midnight(*hours, date);
    for (const MinuteSpan& span : spans_of(*hours)) {
      const int64_t begin = std::max(from, start + int64_t{span.from} * 60);
      const int64_t length = start + int64_t{span.to} * 60 - begin;
      if (length <= 0) continue;
      if (seconds <= length) return begin + seconds;
      seconds -= length;
    }
  }
}

int64_t working_between(const WorkingHours* hours, int64_t from, int64_t to) {
  if (to <= from) return 0;
  if (hours == nullptr) return to - from;
  int64_t sum = 0;
  for (int32_t date = date_at(*hours, from); date <= date_at(*hours, to); ++date) {
    if (!hours->works_on(date)) continue;
    const int64_t start = midnight(*hours, date);
    for (const MinuteSpan& span : spans_of(*hours)) {
      const int64_t begin = std::max(from, start + int64_t{span.from} * 60);
      const int64_t end = std::min(to, start + int64_t{span.to} * 60);
      sum += std::max<int64_t>(0, end - begin);
    }
  }
  return sum;
}

}  // namespace fenming
