// Small text helpers: decimal quantities, UTF-8, joining. No locale anywhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fenming {

// `value` (not negative) in decimal, padded with zeros on the left to `width`.
std::string pad_number(int64_t value, size_t width);

// A decimal string with at most `places` digits after the point ("4.5", places 3) to its value in
// units of 10^-places (4500). A sign is accepted; an exponent, separators, blanks, "1." and ".5"
// are not. Nothing where the text is no such number or does not fit 64 bits.
std::optional<int64_t> parse_decimal(std::string_view text, int places);

// The shortest decimal string of `value` in units of 10^-places: 4500 with 3 places is "4.5".
std::string format_decimal(int64_t value, int places);

// True where the bytes are valid UTF-8 without surrogates, overlong forms or code points beyond
// U+10FFFF.
bool is_valid_utf8(std::string_view bytes);

// Decodes the code point that begins at `at` and moves `at` behind it. The text must be valid.
uint32_t next_code_point(std::string_view text, size_t& at);

std::vector<std::string_view> split_text(std::string_view text, char separator);

}  // namespace fenming
