#include "app/locale.h"

#include "base/assert.h"

namespace fenming::app {

std::string_view Locale::text(Key key) const {
  const auto index = static_cast<size_t>(key);
  FM_ASSERT(index < kKeyCount);
  return language_ == Language::kChinese ? kChineseTexts[index] : kEnglishTexts[index];
}

std::string Locale::format(Key key, std::initializer_list<std::string_view> values) const {
  const std::string_view pattern = text(key);
  std::string result;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const bool placeholder = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}';
    if (!placeholder) {
      result.push_back(pattern[i]);
      continue;
    }
    const auto index = static_cast<size_t>(pattern[i + 1] - '0');
    if (index < values.size()) result += values.begin()[index];
    i += 2;
  }
  return result;
}

Language language_from_tag(std::string_view tag) {
  return tag.substr(0, 2) == "en" ? Language::kEnglish : Language::kChinese;
}

}  // namespace fenming::app
