// Result<T>: a value or the error that explains why there is none. Errors describe input that a
// user can correct: a stable code, the field it is about, and a message with the remedy. The
// message is English; screens translate by code and field through the locale tables.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "base/assert.h"

namespace fenming {

struct Error {
  std::string code;     // stable, snake_case, part of the API
  std::string field;    // path of the field within the input, e.g. "tiers[2].when"
  std::string message;  // reason and remedy in one or two sentences

  bool operator==(const Error&) const = default;
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}      // NOLINT: implicit by design
  Result(Error error) : error_(std::move(error)) {}  // NOLINT: implicit by design

  bool ok() const { return value_.has_value(); }
  explicit operator bool() const { return ok(); }

  T& value() {
    FM_ASSERT(ok());
    return *value_;
  }
  const T& value() const {
    FM_ASSERT(ok());
    return *value_;
  }
  const Error& error() const {
    FM_ASSERT(!ok());
    return error_;
  }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& operator*() { return value(); }
  const T& operator*() const { return value(); }

 private:
  std::optional<T> value_;
  Error error_;
};

}  // namespace fenming
