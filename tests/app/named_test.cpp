// One table of codes and texts: found by code, found by name in either language, or not at all.
#include <doctest/doctest.h>

#include <array>

#include "app/pricing/named.h"

using namespace fenming::app;

TEST_CASE("a code has its text, another stands for what was given") {
  constexpr std::array kList = {Named{"yes", Key::common_yes}, Named{"no", Key::common_no}};
  const Locale chinese(Language::kChinese);
  const Locale english(Language::kEnglish);
  CHECK(find_key(kList, "no") == Key::common_no);
  CHECK_FALSE(find_key(kList, "No"));
  CHECK(name_in(kList, "yes", english, "?") == english.text(Key::common_yes));
  CHECK(name_in(kList, "maybe", english, "maybe") == "maybe");
  CHECK(code_in(kList, chinese.text(Key::common_no)) == "no");
  CHECK(code_in(kList, english.text(Key::common_yes)) == "yes");
  CHECK(code_in(kList, "no such name").empty());
}
