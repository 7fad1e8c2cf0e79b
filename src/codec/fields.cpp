#include "codec/fields.h"

#include <algorithm>

#include "base/civil_time.h"
#include "base/text.h"

namespace fenming {
namespace {

std::string_view kind_name(Json::Kind kind) {
  switch (kind) {
    case Json::Kind::kNull:
      return "null";
    case Json::Kind::kBool:
      return "true or false";
    case Json::Kind::kInteger:
      return "an integer";
    case Json::Kind::kString:
      return "a text";
    case Json::Kind::kArray:
      return "a list";
    case Json::Kind::kObject:
      return "an object";
  }
  return "";
}

size_t code_points(std::string_view text) {
  return static_cast<size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<uint8_t>(c) & 0xC0) != 0x80; }));
}

std::optional<int64_t> parse_month_day(std::string_view text) {
  // A leap year lets 02-29 through: the range may begin or end there.
  const auto date = text.size() == 5 ? parse_date("2000-" + std::string(text)) : std::nullopt;
  if (!date) return std::nullopt;
  const CivilDate civil = civil_from_days(*date);
  return civil.month * 100 + civil.day;
}

}  // namespace

FieldReader::FieldReader(const Json& json, std::string path, ReadProblem& problem)
    : json_(json), path_(std::move(path)), problem_(problem) {}

std::string FieldReader::path_of(std::string_view name) const {
  return path_.empty() ? std::string(name) : path_ + "." + std::string(name);
}

void FieldReader::fail(std::string_view name, std::string code, std::string message) {
  problem_.set(std::move(code), path_of(name), std::move(message));
}

void FieldReader::finish() {
  if (problem_.failed()) return;
  for (const Json::Member& entry : json_.members()) {
    if (std::find(asked_.begin(), asked_.end(), entry.first) == asked_.end()) {
      return fail(entry.first, "unknown_field", "This field is not known here; remove it.");
    }
  }
}

const Json* FieldReader::member(std::string_view name, Need need, Json::Kind kind) {
  asked_.push_back(name);
  if (problem_.failed()) return nullptr;
  const Json* json = json_.find(name);
  if (json == nullptr) {
    if (need == Need::kRequired) fail(name, "missing_field", "This field is required; add it.");
    return nullptr;
  }
  if (!json->is(kind)) {
    fail(name, "wrong_type", "Expected " + std::string(kind_name(kind)) + ".");
    return nullptr;
  }
  return json;
}

void FieldReader::constant(std::string_view name, std::string_view value) {
  const Json* json = member(name, Need::kRequired, Json::Kind::kString);
  if (json != nullptr && json->text() != value) {
    fail(name, "wrong_schema", "Expected \"" + std::string(value) + "\".");
  }
}

void FieldReader::text(std::string_view name, std::string& value, Need need, size_t max_length) {
  const Json* json = member(name, need, Json::Kind::kString);
  if (json == nullptr) return;
  const bool may_be_empty = max_length > kCodeLength;
  if (json->text().empty() && !may_be_empty) {
    return fail(name, "bad_value", "The text is empty; leave the field out or fill it.");
  }
  if (code_points(json->text()) > max_length) {
    return fail(name, "out_of_range",
                "The text has more than " + std::to_string(max_length) + " characters.");
  }
  value = json->text();
}

void FieldReader::integer(std::string_view name, std::optional<int64_t>& value, int64_t min,
                          int64_t max) {
  const Json* json = member(name, Need::kOptional, Json::Kind::kInteger);
  if (json == nullptr) return;
  const int64_t read = json->integer_value();
  if (read < 0 && name == "distance_m") {
    return fail(name, "negative_quantity", "A distance cannot be negative; correct it.");
  }
  if (read < min || read > max) {
    return fail(name, "out_of_range",
                "Expected " + std::to_string(min) + " to " + std::to_string(max) + ".");
  }
  value = read;
}

void FieldReader::integer(std::string_view name, std::optional<int32_t>& value, int64_t min,
                          int64_t max) {
  std::optional<int64_t> wide;
  integer(name, wide, min, max);
  if (wide) value = static_cast<int32_t>(*wide);
}

void FieldReader::integer(std::string_view name, int64_t& value, int64_t min, int64_t max,
                          Need need) {
  std::optional<int64_t> read;
  integer(name, read, min, max);
  if (read) {
    value = *read;
  } else if (need == Need::kRequired && !problem_.failed()) {
    fail(name, "missing_field", "This field is required; add it.");
  }
}

void FieldReader::integer(std::string_view name, int32_t& value, int64_t min, int64_t max,
                          Need need) {
  int64_t wide = value;
  integer(name, wide, min, max, need);
  value = static_cast<int32_t>(wide);
}

void FieldReader::quantity(std::string_view name, std::optional<int64_t>& value) {
  const Json* json = member(name, Need::kOptional, Json::Kind::kString);
  if (json == nullptr) return;
  const std::optional<int64_t> read = parse_decimal(json->text(), 3);
  if (read && *read < 0) return fail(name, "negative_quantity", "A quantity cannot be negative.");
  const size_t whole_digits = std::min(json->text().find('.'), json->text().size());
  const bool is_signed = json->text().starts_with('+') || json->text().starts_with('-');
  if (!read || is_signed || whole_digits > 7) {
    return fail(name, "bad_value", "Expected a decimal number with at most three decimals.");
  }
  if (*read > kMaxQuantity) return fail(name, "out_of_range", "Expected at most 1000000.");
  value = *read;
}

void FieldReader::quantity(std::string_view name, int64_t& value, Need need) {
  std::optional<int64_t> read;
  quantity(name, read);
  if (read) {
    value = *read;
  } else if (need == Need::kRequired && !problem_.failed()) {
    fail(name, "missing_field", "This field is required; add it.");
  }
}

void FieldReader::decimal(std::string_view name, std::optional<int64_t>& value) {
  const Json* json = member(name, Need::kOptional, Json::Kind::kString);
  if (json == nullptr) return;
  value = parse_decimal(json->text(), 3);
  if (!value) fail(name, "bad_value", "Expected a decimal number with at most three decimals.");
}

void FieldReader::date(std::string_view name, std::optional<int32_t>& value) {
  const Json* json = member(name, Need::kOptional, Json::Kind::kString);
  if (json == nullptr) return;
  value = parse_date(json->text());
  if (!value) fail(name, "bad_value", "Expected a date such as 2026-11-01.");
}

void FieldReader::date(std::string_view name, int32_t& value) {
  std::optional<int32_t> read;
  date(name, read);
  if (read) {
    value = *read;
  } else if (!problem_.failed()) {
    fail(name, "missing_field", "This field is required; add it.");
  }
}

void FieldReader::instant(std::string_view name, std::optional<int64_t>& value) {
  const Json* json = member(name, Need::kOptional, Json::Kind::kString);
  if (json == nullptr) return;
  value = parse_instant(json->text());
  if (!value) fail(name, "bad_value", "Expected a time such as 2026-11-01T09:30:00+08:00.");
}

void FieldReader::clock(std::string_view name, std::optional<int64_t>& value) {
  const Json* json = member(name, Need::kRequired, Json::Kind::kString);
  if (json == nullptr) return;
  value = parse_clock(json->text());
  if (!value) fail(name, "bad_value", "Expected a time of day such as 22:00.");
}

void FieldReader::month_day(std::string_view name, std::optional<int64_t>& value) {
  const Json* json = member(name, Need::kRequired, Json::Kind::kString);
  if (json == nullptr) return;
  value = parse_month_day(json->text());
  if (!value) fail(name, "bad_value", "Expected a day of the year such as 06-01.");
}

void FieldReader::boolean(std::string_view name, bool& value) {
  const Json* json = member(name, Need::kOptional, Json::Kind::kBool);
  if (json != nullptr) value = json->bool_value();
}

void FieldReader::texts(std::string_view name, std::vector<std::string>& values, Need need) {
  const Json* json = member(name, need, Json::Kind::kArray);
  if (json == nullptr) return;
  for (const Json& item : json->items()) {
    if (!item.is(Json::Kind::kString)) return fail(name, "wrong_type", "Expected a list of texts.");
    if (item.text().empty() || code_points(item.text()) > kCodeLength) {
      return fail(name, "out_of_range", "Each text must have 1 to 64 characters.");
    }
    values.push_back(item.text());
  }
}

void FieldReader::integers(std::string_view name, std::vector<int32_t>& values, int64_t min,
                           int64_t max) {
  const Json* json = member(name, Need::kOptional, Json::Kind::kArray);
  if (json == nullptr) return;
  for (const Json& item : json->items()) {
    const bool fits =
        item.is(Json::Kind::kInteger) && item.integer_value() >= min && item.integer_value() <= max;
    if (!fits) return fail(name, "out_of_range", "Expected a list of small integers.");
    values.push_back(static_cast<int32_t>(item.integer_value()));
  }
}

FieldWriter::FieldWriter(std::string& out, int32_t utc_offset_min)
    : out_(out), utc_offset_min_(utc_offset_min) {
  out_ += '{';
}

void FieldWriter::key(std::string_view name) {
  if (!first_) out_ += ',';
  first_ = false;
  append_json_string(out_, name);
  out_ += ':';
}

void FieldWriter::string_member(std::string_view name, std::string_view value) {
  key(name);
  append_json_string(out_, value);
}

void FieldWriter::constant(std::string_view name, std::string_view value) {
  string_member(name, value);
}
void FieldWriter::text(std::string_view name, std::string& value, Need need, size_t) {
  if (need == Need::kRequired || !value.empty()) string_member(name, value);
}
void FieldWriter::integer(std::string_view name, int64_t value, int64_t, int64_t, Need need) {
  if (need == Need::kOptional && value == 0) return;
  key(name);
  out_ += std::to_string(value);
}
void FieldWriter::integer(std::string_view name, std::optional<int64_t>& value, int64_t min,
                          int64_t max) {
  if (value) integer(name, *value, min, max, Need::kRequired);
}
void FieldWriter::integer(std::string_view name, std::optional<int32_t>& value, int64_t min,
                          int64_t max) {
  if (value) integer(name, int64_t{*value}, min, max, Need::kRequired);
}
void FieldWriter::quantity(std::string_view name, int64_t& value, Need need) {
  if (need == Need::kRequired || value != 0) string_member(name, format_decimal(value, 3));
}
void FieldWriter::quantity(std::string_view name, std::optional<int64_t>& value) {
  if (value) string_member(name, format_decimal(*value, 3));
}
void FieldWriter::date(std::string_view name, int32_t& value) {
  string_member(name, format_date(value));
}
void FieldWriter::date(std::string_view name, std::optional<int32_t>& value) {
  if (value) string_member(name, format_date(*value));
}
void FieldWriter::instant(std::string_view name, std::optional<int64_t>& value) {
  if (value) string_member(name, format_instant(*value, utc_offset_min_));
}
void FieldWriter::clock(std::string_view name, std::optional<int64_t>& value) {
  if (value) string_member(name, format_clock(static_cast<int32_t>(*value)));
}
void FieldWriter::month_day(std::string_view name, std::optional<int64_t>& value) {
  if (value) string_member(name, pad_number(*value / 100, 2) + "-" + pad_number(*value % 100, 2));
}
void FieldWriter::boolean(std::string_view name, bool& value) {
  if (!value) return;
  key(name);
  out_ += "true";
}
void FieldWriter::texts(std::string_view name, std::vector<std::string>& values, Need need) {
  if (values.empty() && need == Need::kOptional) return;
  key(name);
  out_ += '[';
  for (size_t i = 0; i < values.size(); ++i) {
    if (i > 0) out_ += ',';
    append_json_string(out_, values[i]);
  }
  out_ += ']';
}
void FieldWriter::integers(std::string_view name, std::vector<int32_t>& values, int64_t, int64_t) {
  if (values.empty()) return;
  key(name);
  out_ += '[';
  for (size_t i = 0; i < values.size(); ++i) {
    if (i > 0) out_ += ',';
    out_ += std::to_string(values[i]);
  }
  out_ += ']';
}

}  // namespace fenming
