// Proleptic Gregorian calendar and RFC 3339 instants as integers. There is no clock and no time
// zone database here: local time is a fixed offset in minutes that the price book states.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fenming {

struct CivilDate {
  int32_t year = 1970;
  int32_t month = 1;  // 1 to 12
  int32_t day = 1;    // 1 to 31

  bool operator==(const CivilDate&) const = default;
};

// Days since 1970-01-01; negative before.
int32_t days_from_civil(CivilDate date);
CivilDate civil_from_days(int32_t days);

// Monday is 1, Sunday is 7 (ISO 8601).
int32_t weekday_of(int32_t days);

bool is_valid_date(CivilDate date);

// "2026-11-01" to days since 1970-01-01; nothing where the text is no date.
std::optional<int32_t> parse_date(std::string_view text);
std::string format_date(int32_t days);

// RFC 3339 with seconds and an offset ("2026-11-01T09:30:00+08:00" or "…Z") to seconds since
// 1970-01-01T00:00:00Z. Fractions of a second are refused: no rule reads them.
std::optional<int64_t> parse_instant(std::string_view text);
// The instant written with the given offset from UTC in minutes.
std::string format_instant(int64_t seconds, int32_t offset_minutes);

// The local date of an instant at a fixed offset from UTC; nothing where the instant is not known.
// Minutes that China's one time zone is ahead of UTC.
inline constexpr int32_t kChinaMinutes = 480;

std::optional<int32_t> local_date(std::optional<int64_t> instant, int32_t utc_offset_min);

// "HH:MM" to minutes since midnight, 0 to 1439.
std::optional<int32_t> parse_clock(std::string_view text);
std::string format_clock(int32_t minutes);

}  // namespace fenming
