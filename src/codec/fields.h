// One description of a document's fields serves reading and writing. describe(io, value) lists the
// fields in schema order; FieldReader fills them from a JSON object and refuses what does not
// belong, FieldWriter prints them canonically: schema order, no spaces, defaults left out.
//
// describe() takes the value by mutable reference for both directions; FieldWriter never changes
// it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "codec/json.h"

namespace fenming {

enum class Need : uint8_t { kRequired, kOptional };

inline constexpr int64_t kMaxFen = 1'000'000'000'000;
inline constexpr int64_t kMaxQuantity = 1'000'000'000;  // thousandths
inline constexpr int64_t kMaxBp = 1'000'000;
inline constexpr size_t kCodeLength = 64;  // code points
inline constexpr size_t kNameLength = 200;

// Where a field stands and what went wrong first; later errors are dropped.
class ReadProblem {
 public:
  bool failed() const { return error_.has_value(); }
  const Error& error() const { return *error_; }
  void set(std::string code, std::string field, std::string message) {
    if (!error_) error_ = Error{std::move(code), std::move(field), std::move(message)};
  }

 private:
  std::optional<Error> error_;
};

class FieldReader {
 public:
  static constexpr bool kReads = true;

  FieldReader(const Json& json, std::string path, ReadProblem& problem);
  FieldReader(const FieldReader&) = delete;
  FieldReader& operator=(const FieldReader&) = delete;

  // Refuses members that no field asked for.
  void finish();

  bool has(std::string_view name) const { return json_.find(name) != nullptr; }
  void fail(std::string_view name, std::string code, std::string message);

  void constant(std::string_view name, std::string_view value);
  void text(std::string_view name, std::string& value, Need need, size_t max_length = kCodeLength);
  void integer(std::string_view name, int64_t& value, int64_t min, int64_t max, Need need);
  void integer(std::string_view name, int32_t& value, int64_t min, int64_t max, Need need);
  void integer(std::string_view name, std::optional<int64_t>& value, int64_t min, int64_t max);
  void integer(std::string_view name, std::optional<int32_t>& value, int64_t min, int64_t max);
  void quantity(std::string_view name, int64_t& value, Need need);
  void quantity(std::string_view name, std::optional<int64_t>& value);
  // A decimal of any sign with three places, for bounds of conditions.
  void decimal(std::string_view name, std::optional<int64_t>& value);
  void date(std::string_view name, int32_t& value);
  void date(std::string_view name, std::optional<int32_t>& value);
  void instant(std::string_view name, std::optional<int64_t>& value);
  void clock(std::string_view name, std::optional<int64_t>& value);
  void month_day(std::string_view name, std::optional<int64_t>& value);
  void boolean(std::string_view name, bool& value);
  void texts(std::string_view name, std::vector<std::string>& values, Need need);
  void integers(std::string_view name, std::vector<int32_t>& values, int64_t min, int64_t max);

  // An enumeration printed by `print` and found by `parse`. With `standard` the field may be
  // absent and then has that value.
  template <typename E>
  void choice(std::string_view name, E& value, std::string_view (*print)(E),
              std::optional<E> (*parse)(std::string_view), std::optional<E> standard) {
    (void)print;
    const Json* json =
        member(name, standard ? Need::kOptional : Need::kRequired, Json::Kind::kString);
    if (standard) value = *standard;
    if (json == nullptr) return;
    const std::optional<E> found = parse(json->text());
    if (!found) return fail(name, "bad_value", "The value is not one of the known codes.");
    value = *found;
  }
  template <typename E>
  void choice(std::string_view name, std::optional<E>& value, std::string_view (*print)(E),
              std::optional<E> (*parse)(std::string_view)) {
    (void)print;
    const Json* json = member(name, Need::kOptional, Json::Kind::kString);
    if (json == nullptr) return;
    value = parse(json->text());
    if (!value) fail(name, "bad_value", "The value is not one of the known codes.");
  }
  template <typename E>
  void choices(std::string_view name, std::vector<E>& values, std::string_view (*print)(E),
               std::optional<E> (*parse)(std::string_view)) {
    (void)print;
    std::vector<std::string> texts_read;
    texts(name, texts_read, Need::kOptional);
    for (const std::string& one : texts_read) {
      const std::optional<E> found = parse(one);
      if (!found) return fail(name, "bad_value", "A value is not one of the known codes.");
      values.push_back(*found);
    }
  }

  template <typename T>
  void object(std::string_view name, T& value, Need need) {
    const Json* json = member(name, need, Json::Kind::kObject);
    if (json != nullptr) read_into(*json, path_of(name), value);
  }
  template <typename T>
  void object(std::string_view name, std::optional<T>& value) {
    const Json* json = member(name, Need::kOptional, Json::Kind::kObject);
    if (json != nullptr) read_into(*json, path_of(name), value.emplace());
  }
  template <typename T>
  void list(std::string_view name, std::vector<T>& values, Need need, size_t max = 100'000) {
    const Json* json = member(name, need, Json::Kind::kArray);
    if (json == nullptr) return;
    if (json->items().size() > max) {
      return fail(name, "out_of_range",
                  "The list has more than " + std::to_string(max) + " entries.");
    }
    values.reserve(json->items().size());
    for (size_t i = 0; i < json->items().size() && !problem_.failed(); ++i) {
      const std::string path = path_of(name) + "[" + std::to_string(i) + "]";
      if (!json->items()[i].is(Json::Kind::kObject)) {
        problem_.set("wrong_type", path, "An object is expected here.");
        return;
      }
      read_into(json->items()[i], path, values.emplace_back());
    }
  }

 private:
  // The member if it is there and of the kind; sets the problem otherwise.
  const Json* member(std::string_view name, Need need, Json::Kind kind);
  std::string path_of(std::string_view name) const;
  template <typename T>
  void read_into(const Json& json, std::string path, T& value) {
    FieldReader reader(json, std::move(path), problem_);
    describe(reader, value);
    reader.finish();
  }

  const Json& json_;
  std::string path_;
  ReadProblem& problem_;
  std::vector<std::string_view> asked_;
};

class FieldWriter {
 public:
  static constexpr bool kReads = false;

  explicit FieldWriter(std::string& out, int32_t utc_offset_min = 480);
  FieldWriter(const FieldWriter&) = delete;
  FieldWriter& operator=(const FieldWriter&) = delete;

  void finish() { out_ += '}'; }
  bool has(std::string_view) const { return true; }
  void fail(std::string_view, std::string, std::string) {}

  void constant(std::string_view name, std::string_view value);
  void text(std::string_view name, std::string& value, Need need, size_t max_length = kCodeLength);
  void integer(std::string_view name, int64_t value, int64_t min, int64_t max, Need need);
  void integer(std::string_view name, std::optional<int64_t>& value, int64_t min, int64_t max);
  void integer(std::string_view name, std::optional<int32_t>& value, int64_t min, int64_t max);
  void quantity(std::string_view name, int64_t& value, Need need);
  void quantity(std::string_view name, std::optional<int64_t>& value);
  void decimal(std::string_view name, std::optional<int64_t>& value) { quantity(name, value); }
  void date(std::string_view name, int32_t& value);
  void date(std::string_view name, std::optional<int32_t>& value);
  void instant(std::string_view name, std::optional<int64_t>& value);
  void clock(std::string_view name, std::optional<int64_t>& value);
  void month_day(std::string_view name, std::optional<int64_t>& value);
  void boolean(std::string_view name, bool& value);
  void texts(std::string_view name, std::vector<std::string>& values, Need need);
  void integers(std::string_view name, std::vector<int32_t>& values, int64_t min, int64_t max);

  template <typename E>
  void choice(std::string_view name, E& value, std::string_view (*print)(E),
              std::optional<E> (*)(std::string_view), std::optional<E> standard) {
    if (!standard || value != *standard) string_member(name, print(value));
  }
  template <typename E>
  void choice(std::string_view name, std::optional<E>& value, std::string_view (*print)(E),
              std::optional<E> (*)(std::string_view)) {
    if (value) string_member(name, print(*value));
  }
  template <typename E>
  void choices(std::string_view name, std::vector<E>& values, std::string_view (*print)(E),
               std::optional<E> (*)(std::string_view)) {
    std::vector<std::string> names;
    for (const E value : values)
      names.emplace_back(print(value));
    texts(name, names, Need::kOptional);
  }
  template <typename T>
  void object(std::string_view name, T& value, Need) {
    key(name);
    write_into(value);
  }
  template <typename T>
  void object(std::string_view name, std::optional<T>& value) {
    if (!value) return;
    key(name);
    write_into(*value);
  }
  template <typename T>
  void list(std::string_view name, std::vector<T>& values, Need need, size_t = 0) {
    if (values.empty() && need == Need::kOptional) return;
    key(name);
    out_ += '[';
    for (size_t i = 0; i < values.size(); ++i) {
      if (i > 0) out_ += ',';
      write_into(values[i]);
    }
    out_ += ']';
  }

 private:
  void key(std::string_view name);
  void string_member(std::string_view name, std::string_view value);
  template <typename T>
  void write_into(T& value) {
    FieldWriter writer(out_, utc_offset_min_);
    describe(writer, value);
    writer.finish();
  }

  std::string& out_;
  int32_t utc_offset_min_;
  bool first_ = true;
};

// Reads a whole document; the error's field is a path such as "books[0].tiers[2].when".
template <typename T>
Result<T> read_document(const Json& json) {
  if (!json.is(Json::Kind::kObject)) return Error{"wrong_type", "", "An object is expected."};
  ReadProblem problem;
  T value;
  FieldReader reader(json, "", problem);
  describe(reader, value);
  reader.finish();
  if (problem.failed()) return problem.error();
  return value;
}

// The canonical text; instants are written with the given offset from UTC.
template <typename T>
std::string write_document(const T& value, int32_t utc_offset_min = 480) {
  std::string out;
  FieldWriter writer(out, utc_offset_min);
  describe(writer, const_cast<T&>(value));  // FieldWriter reads only
  writer.finish();
  return out;
}

}  // namespace fenming
