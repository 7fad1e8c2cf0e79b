#include "app/amount_text.h"

#include "base/checked.h"
#include "base/text.h"

namespace fenming::app {
namespace {

constexpr std::string_view kMinus = "\xE2\x88\x92";

struct Scanned {
  bool negative = false;
  std::string digits;  // without separators and point
  int decimals = 0;    // digits behind the point
  int ten_power = 0;   // 4 for 万, 8 for 亿
  bool has_percent = false;
};

Error refuse(const char* code, const char* message) {
  return Error{code, "", message};
}

// Folds full-width forms (U+FF01 to U+FF5E) and the ideographic full stop to ASCII.
uint32_t fold(uint32_t code_point) {
  if (code_point >= 0xFF01 && code_point <= 0xFF5E) return code_point - 0xFEE0;
  switch (code_point) {
    case 0x3002:
      return '.';  // 。
    case 0x3000:
    case 0xA0:
    case 0x2009:
    case 0x202F:
      return ' ';
    case 0x2212:
    case 0x2013:
      return '-';  // − –
    case 0xFFE5:
    case 0xA5:
      return '$';  // ￥ ¥: one internal sign for the currency
    case 0x3001:
      return ',';  // 、
    default:
      return code_point;
  }
}

// A separator stands between groups of three digits, or of four as Chinese texts write them.
bool separators_are_sound(const std::string& grouped) {
  const auto groups = split_text(grouped, ',');
  if (groups.size() < 2) return true;
  const size_t width = groups[1].size();
  if (width != 3 && width != 4) return false;
  if (groups[0].empty() || groups[0].size() > width) return false;
  for (size_t i = 1; i < groups.size(); ++i) {
    if (groups[i].size() != width) return false;
  }
  return true;
}

enum class Stage { kSign, kWhole, kFraction, kUnit, kEnd };

class Scanner {
 public:
  Result<Scanned> run(std::string_view text) {
    if (!is_valid_utf8(text)) return refuse("not_a_number", "This is not a number.");
    size_t at = 0;
    while (at < text.size()) {
      if (!take(fold(next_code_point(text, at)))) {
        return refuse("not_a_number", "Enter a number, for example 1,234.50.");
      }
    }
    if (grouped_.empty() && scanned_.digits.empty()) {
      return refuse("empty", "Enter a number.");
    }
    if (scanned_.digits.empty()) return refuse("not_a_number", "A digit is missing.");
    if (!separators_are_sound(grouped_)) {
      return refuse("bad_separator", "Separators must stand between groups of three digits.");
    }
    return scanned_;
  }

 private:
  bool take(uint32_t c) {
    if (c == ' ' || c == '\t') return true;
    if (c >= '0' && c <= '9') return take_digit(static_cast<char>(c));
    if (c == '$') return take_currency();
    if (c == '-' || c == '+') return take_sign(c == '-');
    if (c == ',') return take_separator();
    if (c == '.') return take_point();
    return take_unit(c);
  }
  bool take_digit(char c) {
    if (stage_ == Stage::kUnit || stage_ == Stage::kEnd) return false;
    if (stage_ == Stage::kSign) stage_ = Stage::kWhole;
    scanned_.digits.push_back(c);
    if (stage_ == Stage::kFraction) {
      ++scanned_.decimals;
    } else {
      grouped_.push_back(c);
    }
    return true;
  }
  bool take_currency() {
    if (stage_ != Stage::kSign || has_currency_) return false;
    has_currency_ = true;
    return true;
  }
  bool take_sign(bool negative) {
    if (stage_ != Stage::kSign || has_sign_) return false;
    has_sign_ = true;
    scanned_.negative = negative;
    return true;
  }
  bool take_separator() {
    if (stage_ != Stage::kWhole) return false;
    grouped_.push_back(',');
    return true;
  }
  bool take_point() {
    if (stage_ != Stage::kSign && stage_ != Stage::kWhole) return false;
    stage_ = Stage::kFraction;
    return true;
  }
  bool take_unit(uint32_t c) {
    if (c == 0x5143 && !scanned_.digits.empty()) {  // 元 closes the amount
      stage_ = Stage::kEnd;
      return true;
    }
    if (c == '%' && !scanned_.digits.empty() && !scanned_.has_percent) {
      scanned_.has_percent = true;
      stage_ = Stage::kEnd;
      return true;
    }
    if (stage_ != Stage::kWhole && stage_ != Stage::kFraction) return false;
    if (c == 0x4E07)
      scanned_.ten_power = 4;  // 万
    else if (c == 0x4EBF)
      scanned_.ten_power = 8;  // 亿
    else
      return false;
    stage_ = Stage::kUnit;
    return true;
  }

  Stage stage_ = Stage::kSign;
  bool has_currency_ = false;
  bool has_sign_ = false;
  std::string grouped_;
  Scanned scanned_;
};

// The value in units of 10^-places; zeros behind the allowed places are no error.
Result<int64_t> scaled(Scanned scanned, int places, int64_t limit) {
  int shift = places + scanned.ten_power - scanned.decimals;
  while (shift < 0) {
    if (scanned.digits.back() != '0') {
      return refuse("too_precise", "There are more decimals than this field keeps.");
    }
    scanned.digits.pop_back();
    ++shift;
    if (scanned.digits.empty()) return int64_t{0};
  }
  Int128 value = 0;
  for (const char digit : scanned.digits) {
    value = value * 10 + (digit - '0');
    if (!within(value, limit)) return refuse("out_of_range", "The number is too large.");
  }
  for (; shift > 0; --shift) {
    value *= 10;
    if (!within(value, limit)) return refuse("out_of_range", "The number is too large.");
  }
  const int64_t amount = static_cast<int64_t>(value);
  return scanned.negative ? -amount : amount;
}

Result<int64_t> parse_scaled(std::string_view text, int places, bool percent) {
  const auto scanned = Scanner().run(text);
  if (!scanned) return scanned.error();
  if (scanned->has_percent && !percent) {
    return refuse("not_a_number", "A percent sign does not belong here.");
  }
  return scaled(*scanned, places, kMaxAmountFen);
}

// Magnitude as unsigned so that the smallest int64 has one.
uint64_t magnitude(int64_t value) {
  return value < 0 ? ~static_cast<uint64_t>(value) + 1 : static_cast<uint64_t>(value);
}

std::string grouped(uint64_t value) {
  std::string digits = std::to_string(value);
  for (size_t at = digits.size(); at > 3; at -= 3)
    digits.insert(at - 3, ",");
  return digits;
}

std::string two_decimals(uint64_t fen) {
  return grouped(fen / 100) + "." + pad_number(static_cast<int64_t>(fen % 100), 2);
}

std::string signed_text(int64_t value, std::string text, bool plus) {
  if (value < 0) return std::string(kMinus) + text;
  return plus && value > 0 ? "+" + text : text;
}

std::string percent_text(int64_t basis_points) {
  const uint64_t size = magnitude(basis_points);
  std::string text = grouped(size / 100);
  if (size % 100 != 0) {
    std::string decimals = pad_number(static_cast<int64_t>(size % 100), 2);
    if (decimals.back() == '0') decimals.pop_back();
    text += "." + decimals;
  }
  return text + " %";
}

}  // namespace

Result<int64_t> parse_money(std::string_view text) {
  return parse_scaled(text, 2, false);
}

Result<int64_t> parse_quantity(std::string_view text, int places) {
  return parse_scaled(text, places, false);
}

Result<int64_t> parse_percent(std::string_view text) {
  return parse_scaled(text, 2, true);
}

std::string format_money(int64_t fen) {
  return signed_text(fen, "\xC2\xA5" + two_decimals(magnitude(fen)), false);
}

std::string format_money_change(int64_t fen) {
  return signed_text(fen, "\xC2\xA5" + two_decimals(magnitude(fen)), true);
}

std::string format_money_plain(int64_t fen) {
  return signed_text(fen, two_decimals(magnitude(fen)), false);
}

std::string format_count(int64_t value) {
  return signed_text(value, grouped(magnitude(value)), false);
}

std::string format_quantity(int64_t value, int places) {
  uint64_t unit = 1;
  for (int i = 0; i < places; ++i)
    unit *= 10;
  const uint64_t size = magnitude(value);
  std::string text = grouped(size / unit);
  if (size % unit != 0) {
    std::string decimals =
        pad_number(static_cast<int64_t>(size % unit), static_cast<size_t>(places));
    while (decimals.back() == '0')
      decimals.pop_back();
    text += "." + decimals;
  }
  return signed_text(value, text, false);
}

std::string format_percent(int64_t basis_points) {
  return signed_text(basis_points, percent_text(basis_points), false);
}

std::string format_percent_change(int64_t basis_points) {
  return signed_text(basis_points, percent_text(basis_points), true);
}

std::string format_wan(int64_t fen) {
  const auto hundredths = static_cast<int64_t>(div_half_away(fen, 10000));
  return signed_text(hundredths, two_decimals(magnitude(hundredths)), false);
}

}  // namespace fenming::app
