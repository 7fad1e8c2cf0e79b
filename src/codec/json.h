// JSON as Fenming reads it: integers only, no duplicate keys, at most 64 levels, valid UTF-8, a
// size limit; every refusal names line and column. Read into a tree of our own, because a general
// parser would turn 150.10 or a large integer into something that merely looks right.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace fenming {

class Json {
 public:
  enum class Kind : uint8_t { kNull, kBool, kInteger, kString, kArray, kObject };
  using Member = std::pair<std::string, Json>;

  Json() = default;
  static Json boolean(bool value);
  static Json integer(int64_t value);
  static Json string(std::string value);
  static Json array() { return Json(Kind::kArray); }
  static Json object() { return Json(Kind::kObject); }

  Kind kind() const { return kind_; }
  bool is(Kind kind) const { return kind_ == kind; }
  int64_t integer_value() const { return integer_; }
  bool bool_value() const { return integer_ != 0; }
  const std::string& text() const { return text_; }
  std::string& text() { return text_; }
  const std::vector<Json>& items() const { return items_; }
  std::vector<Json>& items() { return items_; }
  const std::vector<Member>& members() const { return members_; }
  std::vector<Member>& members() { return members_; }

  // Member by name; null where there is none or this is no object.
  const Json* find(std::string_view name) const;

 private:
  explicit Json(Kind kind) : kind_(kind) {}

  Kind kind_ = Kind::kNull;
  int64_t integer_ = 0;
  std::string text_;
  std::vector<Json> items_;
  std::vector<Member> members_;
};

struct JsonLimits {
  size_t max_bytes = size_t{64} << 20;
  size_t max_depth = 64;
};

// Error codes: json_syntax, json_number, json_duplicate_key, json_depth, json_size; the field is
// "line L column C".
Result<Json> parse_json(std::string_view text, const JsonLimits& limits = {});

// Appends a string literal: quotes, escapes for control characters, '"' and '\', short ones where
// JSON has them (as RFC 8785 and other writers have it); the rest as UTF-8.
void append_json_string(std::string& out, std::string_view text);

// Writes an object or a list piece by piece: commas are its business, brackets the caller's.
class JsonText {
 public:
  JsonText& open(char bracket);
  JsonText& close(char bracket);
  JsonText& key(std::string_view name);  // open() or a value follows
  JsonText& integer(std::string_view name, int64_t value);
  JsonText& boolean(std::string_view name, bool value);
  JsonText& text(std::string_view name, std::string_view value);
  // A member whose value is JSON already, and an element of a list likewise.
  JsonText& raw(std::string_view name, std::string_view json);
  JsonText& element(std::string_view json);

  // The text; the writer must not be used afterwards.
  std::string take() { return std::move(out_); }

 private:
  void separate();

  std::string out_;
  bool first_ = true;
};

// The tree written compactly, members in their order.
std::string write_json(const Json& json);

}  // namespace fenming
