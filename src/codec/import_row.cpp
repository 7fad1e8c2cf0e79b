#include "codec/import_row.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "codec/fields.h"
#include "engine/division.h"

namespace fenming {
namespace {

struct Word {
  std::string_view written;
  std::string_view code;
};
constexpr std::array kWords = {
    Word{"VIP", "vip"},        Word{"普通", "normal"},   Word{"普通客户", "normal"},
    Word{"重点", "key"},       Word{"重点客户", "key"},  Word{"大客户", "key"},
    Word{"加急", "urgent"},    Word{"紧急", "urgent"},   Word{"正常", "normal"},
    Word{"不急", "normal"},    Word{"安装", "install"},  Word{"维修", "repair"},
    Word{"清洗", "clean"},     Word{"保养", "maintain"}, Word{"自营", "own"},
    Word{"加盟", "franchise"}, Word{"保内", "in"},       Word{"保外", "out"}};
// Yes and no, as people write them and as a spreadsheet's truth value reads, mean what the column
// asks.
struct Answer {
  std::string_view field;
  std::string_view yes;
  std::string_view no;
};
constexpr std::array kAnswers = {Answer{"urgency", "urgent", "normal"},
                                 Answer{"warranty", "in", "out"}};
constexpr std::array<std::string_view, 5> kYes = {"是", "TRUE", "true", "Y", "√"};
constexpr std::array<std::string_view, 4> kNo = {"否", "FALSE", "false", "N"};
constexpr std::array kSuppliers = {Word{"公司", "own_stock"},     Word{"自有", "own_stock"},
                                   Word{"公司库存", "own_stock"}, Word{"师傅", "technician"},
                                   Word{"服务商", "partner"},     Word{"合作方", "partner"},
                                   Word{"现购", "on_the_spot"},   Word{"厂家", "manufacturer"},
                                   Word{"客户", "customer"},      Word{"客户自备", "customer"}};
constexpr std::array kPayers = {Word{"客户", "customer"}, Word{"厂家", "manufacturer"},
                                Word{"公司", "company"}, Word{"项目", "project"},
                                Word{"善意", "goodwill"}};

template <size_t N>
std::string code_of(const std::array<Word, N>& words, const std::string& written) {
  for (const Word& word : words) {
    if (word.written == written) return std::string(word.code);
  }
  return written;
}

// Amounts with separators and a currency sign: "¥1,200.50".
std::optional<int64_t> parse_number(std::string_view text, int places) {
  std::string plain(text);
  for (const std::string_view sign : {"¥", "￥", "元"}) {
    for (size_t at = plain.find(sign); at != std::string::npos; at = plain.find(sign))
      plain.erase(at, sign.size());
  }
  std::erase(plain, ',');
  return parse_decimal(plain, places);
}

// Where the number ends that a text begins with.
size_t number_end(std::string_view text) {
  size_t end = 0;
  while (end < text.size() &&
         (std::string_view("0123456789.,+-").find(text[end]) != std::string_view::npos))
    ++end;
  return end;
}

}  // namespace

std::string code_of_word(std::string_view field, const std::string& written) {
  const auto is_in = [&](const auto& words) {
    return std::find(words.begin(), words.end(), written) != words.end();
  };
  for (const Answer& answer : kAnswers) {
    if (answer.field == field && is_in(kYes)) return std::string(answer.yes);
    if (answer.field == field && is_in(kNo)) return std::string(answer.no);
  }
  return code_of(kWords, written);
}
std::string code_of_supplier(const std::string& written) {
  return code_of(kSuppliers, written);
}
std::string code_of_payer(const std::string& written) {
  return code_of(kPayers, written);
}

size_t RowReader::column_of(std::string_view field) const {
  const auto found = std::find(mapping_.columns.begin(), mapping_.columns.end(), field);
  return static_cast<size_t>(found - mapping_.columns.begin());
}

void RowReader::fail(std::string code, std::string message) {
  errors_.push_back({row_.line, column_ < table_.header.size() ? table_.header[column_] : "",
                     std::move(code), std::move(message)});
  failed_ = true;
}

std::string RowReader::text(std::string_view field) {
  column_ = column_of(field);
  return column_ < row_.cells.size() ? narrow_text(row_.cells[column_]) : std::string();
}

std::string RowReader::code(std::string_view field) {
  std::string value = text(field);
  if (value.size() > kCodeLength * 4) {
    fail("too_long", "The text is too long for a code.");
    value.clear();
  }
  return value;
}

std::string RowReader::named(std::string_view field, ImportNoun noun) {
  return names_.meaning(noun, code(field));
}

std::string RowReader::division(std::string_view field) {
  const std::string value = code(field);
  if (value.empty() || is_division_code(value)) return value;
  if (auto meant = names_.alias(ImportNoun::kDivision, value)) return *meant;
  fail("bad_division",
       "\"" + value + "\" is no division code of 2, 4, 6 or 9 digits; say which division it is.");
  return {};
}

std::optional<int64_t> RowReader::within(std::optional<int64_t> parsed, const std::string& value,
                                         int64_t most) {
  if (!parsed) {
    fail("not_a_number", "\"" + value + "\" is no number that can be used here.");
  } else if (*parsed < 0 || *parsed > most) {
    fail("out_of_range", "\"" + value + "\" is outside of what is possible.");
    parsed.reset();
  }
  return parsed;
}

std::optional<int64_t> RowReader::number(std::string_view field, int places, int64_t most) {
  const std::string value = text(field);
  if (value.empty()) return std::nullopt;
  return within(parse_number(value, places), value, most);
}

std::optional<int64_t> RowReader::quantity(std::string_view field, int64_t most) {
  constexpr int kPlaces = 3;
  const std::string value = text(field);
  if (value.empty()) return std::nullopt;
  const size_t end = number_end(value);
  if (end == 0 || end == value.size()) return within(parse_number(value, kPlaces), value, most);
  const std::string unit = narrow_text(std::string_view(value).substr(end));
  const auto counted = within(parse_number(value.substr(0, end), kPlaces), value, most);
  if (!counted) return std::nullopt;
  const auto target = names_.alias(ImportNoun::kUnit, unit);
  if (!target) {
    fail("unknown_unit", "\"" + unit + "\" stands behind the quantity; say which unit it is.");
    return std::nullopt;
  }
  const auto factor = unit_factor(unit, *target);
  // kMaxQuantity times the largest factor stays far below 64 bits.
  const int64_t exact = factor ? *counted * factor->numerator : 0;
  if (!factor || exact % factor->denominator != 0) {
    fail("not_a_number", "\"" + value + "\" is no exact quantity in " + *target + ".");
    return std::nullopt;
  }
  return within(exact / factor->denominator, value, most);
}

std::optional<int64_t> RowReader::time(std::string_view field) {
  const std::string value = text(field);
  if (value.empty()) return std::nullopt;
  const auto parsed = parse_import_time(value, mapping_.utc_offset_min);
  if (!parsed)
    fail("bad_time", "\"" + value + "\" is no date and time; write it like 2026-03-02 09:10.");
  return parsed;
}

}  // namespace fenming
