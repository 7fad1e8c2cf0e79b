// Texts shown to users. Every text comes from assets/locale/<language>.json; the build turns the
// tables into an enum of keys, so a key that does not exist does not compile. Placeholders are {0},
// {1}, …. The language can change between two frames.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "locale_keys.h"

namespace fenming::app {

enum class Language { kChinese, kEnglish };

class Locale {
 public:
  explicit Locale(Language language = Language::kChinese) : language_(language) {}

  Language language() const { return language_; }
  void set_language(Language language) { language_ = language; }
  std::string_view tag() const { return language_ == Language::kChinese ? "zh-CN" : "en"; }

  // Valid for the life of the program and terminated by a zero.
  std::string_view text(Key key) const;
  std::string format(Key key, std::initializer_list<std::string_view> values) const;

 private:
  Language language_;
};

// "en", "en-GB" are English; everything else is Chinese.
Language language_from_tag(std::string_view tag);

}  // namespace fenming::app
