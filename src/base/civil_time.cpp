#include "base/civil_time.h"

#include "base/checked.h"
#include "base/text.h"

namespace fenming {
namespace {

constexpr int64_t kDaySeconds = 86400;

std::optional<int32_t> digits(std::string_view text, size_t at, size_t count) {
  if (at + count > text.size()) return std::nullopt;
  int32_t value = 0;
  for (size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

}  // namespace

// The era arithmetic counts years from March so that a leap day ends its year.
int32_t days_from_civil(CivilDate date) {
  const int32_t y = date.year - (date.month <= 2 ? 1 : 0);
  const int32_t era = (y >= 0 ? y : y - 399) / 400;
  const int32_t year_of_era = y - era * 400;
  const int32_t month_from_march = (date.month + 9) % 12;
  const int32_t day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
  const int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

CivilDate civil_from_days(int32_t days) {
  const int32_t shifted = days + 719468;
  const int32_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  const int32_t day_of_era = shifted - era * 146097;
  const int32_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int32_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int32_t month_from_march = (5 * day_of_year + 2) / 153;
  CivilDate date;
  date.day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  date.month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  date.year = year_of_era + era * 400 + (date.month <= 2 ? 1 : 0);
  return date;
}

int32_t weekday_of(int32_t days) {
  const int32_t from_monday = (days + 3) % 7;  // 1970-01-01 was a Thursday.
  return (from_monday < 0 ? from_monday + 7 : from_monday) + 1;
}

bool is_valid_date(CivilDate date) {
  if (date.year < 1 || date.year > 9999 || date.month < 1 || date.month > 12 || date.day < 1) {
    return false;
  }
  return civil_from_days(days_from_civil(date)) == date;
}

std::optional<int32_t> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text, 0, 4);
  const auto month = digits(text, 5, 2);
  const auto day = digits(text, 8, 2);
  if (!year || !month || !day) return std::nullopt;
  const CivilDate date{*year, *month, *day};
  if (!is_valid_date(date)) return std::nullopt;
  return days_from_civil(date);
}

std::string format_date(int32_t days) {
  const CivilDate date = civil_from_days(days);
  return pad_number(date.year, 4) + "-" + pad_number(date.month, 2) + "-" + pad_number(date.day, 2);
}

std::optional<int64_t> parse_instant(std::string_view text) {
  if (text.size() != 20 && text.size() != 25) return std::nullopt;
  const auto days = parse_date(text.substr(0, 10));
  if (!days || text[10] != 'T' || text[13] != ':' || text[16] != ':') return std::nullopt;
  const auto hour = digits(text, 11, 2);
  const auto minute = digits(text, 14, 2);
  const auto second = digits(text, 17, 2);
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) {
    return std::nullopt;
  }
  int64_t offset_minutes = 0;
  if (text.size() == 20) {
    if (text[19] != 'Z') return std::nullopt;
  } else {
    const auto zone_hour = digits(text, 20, 2);
    const auto zone_minute = digits(text, 23, 2);
    const bool signed_zone = text[19] == '+' || text[19] == '-';
    if (!signed_zone || text[22] != ':' || !zone_hour || !zone_minute) return std::nullopt;
    if (*zone_hour > 14 || *zone_minute > 59) return std::nullopt;
    offset_minutes = (text[19] == '-' ? -1 : 1) * (*zone_hour * 60 + *zone_minute);
  }
  return int64_t{*days} * kDaySeconds + *hour * 3600 + *minute * 60 + *second - offset_minutes * 60;
}

std::string format_instant(int64_t seconds, int32_t offset_minutes) {
  const int64_t local = seconds + int64_t{offset_minutes} * 60;
  const int64_t days = div_floor(local, kDaySeconds);
  const int64_t in_day = local - days * kDaySeconds;
  const int32_t zone = offset_minutes < 0 ? -offset_minutes : offset_minutes;
  return format_date(static_cast<int32_t>(days)) + "T" + pad_number(in_day / 3600, 2) + ":" +
         pad_number(in_day / 60 % 60, 2) + ":" + pad_number(in_day % 60, 2) +
         (offset_minutes < 0 ? "-" : "+") + pad_number(zone / 60, 2) + ":" +
         pad_number(zone % 60, 2);
}

std::optional<int32_t> local_date(std::optional<int64_t> instant, int32_t utc_offset_min) {
  if (!instant) return std::nullopt;
  const int64_t local = *instant + int64_t{utc_offset_min} * 60;
  return static_cast<int32_t>(div_floor(local, kDaySeconds));
}

std::optional<int32_t> parse_clock(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hour = digits(text, 0, 2);
  const auto minute = digits(text, 3, 2);
  if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  return *hour * 60 + *minute;
}

std::string format_clock(int32_t minutes) {
  return pad_number(minutes / 60, 2) + ":" + pad_number(minutes % 60, 2);
}

}  // namespace fenming
