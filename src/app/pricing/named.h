// Codes and the texts that stand for them: one table, one way to look a code up. Tables are short
// and written by hand, so that they are searched from the front.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "app/locale.h"

namespace fenming::app {

struct Named {
  std::string_view code;
  Key key;
};

inline std::optional<Key> find_key(std::span<const Named> list, std::string_view code) {
  for (const Named& entry : list) {
    if (entry.code == code) return entry.key;
  }
  return std::nullopt;
}

// The text of a code, or what is given where the list does not hold it.
inline std::string_view name_in(std::span<const Named> list, std::string_view code,
                                const Locale& locale, std::string_view otherwise) {
  const auto key = find_key(list, code);
  return key ? locale.text(*key) : otherwise;
}

// The code whose text this is, in either language; empty where there is none.
inline std::string_view code_in(std::span<const Named> list, std::string_view name) {
  for (const Language language : {Language::kChinese, Language::kEnglish}) {
    for (const Named& entry : list) {
      if (Locale(language).text(entry.key) == name) return entry.code;
    }
  }
  return {};
}

}  // namespace fenming::app
