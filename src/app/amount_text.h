// Money, quantities and percentages as people type and read them. Integers only: no float is ever
// involved. Typed text may carry full-width digits, 。 as the point, thousands separators (, and
// ，), a currency sign, blanks, a true or ASCII minus, and 万 (ten thousand) or 亿 (a hundred
// million). Errors name the reason in `code`: empty, not_a_number, too_precise, out_of_range,
// bad_separator.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace fenming::app {

// Largest amount in fen that is accepted: exactly representable everywhere (2^53 - 1).
inline constexpr int64_t kMaxAmountFen = 9007199254740991;

// Text to fen; at most two decimals after 万 and 亿 are applied ("1.2345万" is 12,345.00).
Result<int64_t> parse_money(std::string_view text);

// Text to units of 10^-places ("4.5" with 3 places is 4500).
Result<int64_t> parse_quantity(std::string_view text, int places);

// Text with or without % to basis points: "15", "15%" and "１５％" are 1500.
Result<int64_t> parse_percent(std::string_view text);

// "¥1,234.56"; a negative amount carries the true minus sign U+2212.
std::string format_money(int64_t fen);
// "+¥1.00", "−¥1.00", "¥0.00": for differences.
std::string format_money_change(int64_t fen);
// Without the currency sign, as a field shows it: "1,234.56".
std::string format_money_plain(int64_t fen);
// "1,234,567" with the true minus sign.
std::string format_count(int64_t value);
// "4.5" from 4500 and 3 places, with separators and the true minus sign.
std::string format_quantity(int64_t value, int places);
// "15 %", "2.5 %" from basis points.
std::string format_percent(int64_t basis_points);
std::string format_percent_change(int64_t basis_points);
// Ten thousands of yuan with two decimals, rounded half away from zero: "186.27".
std::string format_wan(int64_t fen);

}  // namespace fenming::app
