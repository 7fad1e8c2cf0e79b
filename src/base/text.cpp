#include "base/text.h"

#include "base/assert.h"

namespace fenming {

std::string pad_number(int64_t value, size_t width) {
  FM_ASSERT(value >= 0);
  std::string digits = std::to_string(value);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return digits;
}

std::optional<int64_t> parse_decimal(std::string_view text, int places) {
  const bool negative = !text.empty() && text[0] == '-';
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  int64_t value = 0;
  int after_point = -1;  // digits seen after the point; -1 before it
  bool digit_last = false;
  for (const char c : text) {
    if (c == '.') {
      if (after_point >= 0 || !digit_last || places == 0) return std::nullopt;
      after_point = 0;
      digit_last = false;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;
    if (after_point >= 0 && ++after_point > places) return std::nullopt;
    if (__builtin_mul_overflow(value, int64_t{10}, &value)) return std::nullopt;
    if (__builtin_add_overflow(value, int64_t{c - '0'}, &value)) return std::nullopt;
    digit_last = true;
  }
  if (!digit_last) return std::nullopt;
  for (int i = after_point < 0 ? 0 : after_point; i < places; ++i) {
    if (__builtin_mul_overflow(value, int64_t{10}, &value)) return std::nullopt;
  }
  return negative ? -value : value;
}

std::string format_decimal(int64_t value, int places) {
  uint64_t scale = 1;
  for (int i = 0; i < places; ++i)
    scale *= 10;
  const uint64_t magnitude =
      value < 0 ? uint64_t{0} - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
  std::string text = (value < 0 ? "-" : "") + std::to_string(magnitude / scale);
  uint64_t rest = magnitude % scale;
  if (rest == 0) return text;
  text += '.';
  for (uint64_t unit = scale / 10; rest != 0; unit /= 10) {
    text += static_cast<char>('0' + rest / unit);
    rest %= unit;
  }
  return text;
}

bool is_valid_utf8(std::string_view bytes) {
  size_t i = 0;
  while (i < bytes.size()) {
    const auto lead = static_cast<uint8_t>(bytes[i]);
    const size_t length = lead < 0x80   ? 1
                          : lead < 0xC2 ? 0
                          : lead < 0xE0 ? 2
                          : lead < 0xF0 ? 3
                          : lead < 0xF5 ? 4
                                        : 0;
    if (length == 0 || i + length > bytes.size()) return false;
    for (size_t k = 1; k < length; ++k) {
      if ((static_cast<uint8_t>(bytes[i + k]) & 0xC0) != 0x80) return false;
    }
    const uint8_t second = length > 1 ? static_cast<uint8_t>(bytes[i + 1]) : 0;
    const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
    const bool surrogate = lead == 0xED && second > 0x9F;
    const bool beyond = lead == 0xF4 && second > 0x8F;
    if (overlong || surrogate || beyond) return false;
    i += length;
  }
  return true;
}

uint32_t next_code_point(std::string_view text, size_t& at) {
  FM_ASSERT(at < text.size());
  const auto lead = static_cast<uint8_t>(text[at]);
  const size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  FM_ASSERT(at + length <= text.size());
  uint32_t code = length == 1 ? lead : lead & (0xFFu >> (length + 1));
  for (size_t k = 1; k < length; ++k) {
    code = (code << 6) | (static_cast<uint8_t>(text[at + k]) & 0x3Fu);
  }
  at += length;
  return code;
}

std::vector<std::string_view> split_text(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  size_t begin = 0;
  for (size_t i = 0; i <= text.size(); ++i) {
    if (i == text.size() || text[i] == separator) {
      parts.push_back(text.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  return parts;
}

}  // namespace fenming
