#include "app/date_text.h"

#include <array>

#include "base/civil_time.h"
#include "base/text.h"

namespace fenming::app {
namespace {

constexpr uint32_t kFullWidthZero = 0xFF10;

// Up to three runs of digits; `used` counts them. False where there are more or other characters.
struct Runs {
  std::array<int64_t, 3> value = {};
  std::array<int, 3> digits = {};
  size_t used = 0;
};

bool is_separator(uint32_t c) {
  constexpr std::u32string_view kSeparators = U"-/. 年月日－／．。";
  return kSeparators.find(static_cast<char32_t>(c)) != std::u32string_view::npos;
}

std::optional<Runs> runs_of(std::string_view text) {
  Runs runs;
  bool inside = false;
  for (size_t at = 0; at < text.size();) {
    const uint32_t c = next_code_point(text, at);
    const bool wide = c >= kFullWidthZero && c < kFullWidthZero + 10;
    if (!wide && (c < '0' || c > '9')) {
      if (!is_separator(c)) return std::nullopt;
      inside = false;
      continue;
    }
    if (!inside && runs.used == runs.value.size()) return std::nullopt;
    if (!inside) ++runs.used;
    inside = true;
    const size_t last = runs.used - 1;
    if (++runs.digits[last] > 8) return std::nullopt;
    runs.value[last] = runs.value[last] * 10 + (wide ? c - kFullWidthZero : c - '0');
  }
  return runs;
}

}  // namespace

std::optional<int32_t> parse_typed_date(std::string_view text) {
  if (!is_valid_utf8(text)) return std::nullopt;
  const auto runs = runs_of(text);
  if (!runs) return std::nullopt;
  CivilDate date;
  const auto part = [&](size_t i) { return static_cast<int32_t>(runs->value[i]); };
  if (runs->used == 1 && runs->digits[0] == 8)
    date = {part(0) / 10000, part(0) / 100 % 100, part(0) % 100};
  else if (runs->used == 3 && runs->digits[0] == 4)
    date = {part(0), part(1), part(2)};
  else
    return std::nullopt;
  if (!is_valid_date(date)) return std::nullopt;
  return days_from_civil(date);
}

}  // namespace fenming::app
