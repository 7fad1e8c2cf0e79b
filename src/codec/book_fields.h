// Helpers that the descriptions of books share: words for flags and enumerations, money, lists.
#pragma once

#include <array>

#include "codec/fields.h"

namespace fenming {

template <typename E, size_t N>
constexpr std::string_view name_in(const std::array<std::string_view, N>& names, E value) {
  return names[static_cast<size_t>(value)];
}
template <typename E, size_t N>
std::optional<E> find_in(const std::array<std::string_view, N>& names, std::string_view name) {
  for (size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<E>(i);
  }
  return std::nullopt;
}

#define FM_NAMED_ENUM(Type, print, parse, ...)                                          \
  constexpr std::array k##Type##Names = std::to_array<std::string_view>({__VA_ARGS__}); \
  std::string_view print(Type value) {                                                  \
    return name_in(k##Type##Names, value);                                              \
  }                                                                                     \
  std::optional<Type> parse(std::string_view name) {                                    \
    return find_in<Type>(k##Type##Names, name);                                         \
  }

// A field that is a bool inside and a word outside.
template <typename IO, typename E>
void choice_of(IO& io, std::string_view name, bool& flag, std::string_view (*print)(E),
               std::optional<E> (*parse)(std::string_view), std::optional<E> standard) {
  E value = static_cast<E>(flag ? 1 : 0);
  io.choice(name, value, print, parse, standard);
  if constexpr (IO::kReads) flag = value == static_cast<E>(1);
}

template <typename IO>
void require_some(IO& io, std::string_view name, bool empty) {
  if (IO::kReads && empty) io.fail(name, "bad_value", "The list must not be empty.");
}

template <typename IO>
void fen(IO& io, std::string_view name, int64_t& value, Need need = Need::kRequired) {
  io.integer(name, value, -kMaxFen, kMaxFen, need);
}
template <typename IO>
void fen_or_none(IO& io, std::string_view name, std::optional<int64_t>& value) {
  io.integer(name, value, 0, kMaxFen);
}

}  // namespace fenming
