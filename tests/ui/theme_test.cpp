#include "ui/theme/theme.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

using namespace fenming::ui;

namespace {

double linear(ImU32 channel) {
  const double c = static_cast<double>(channel & 0xFF) / 255;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}
double luminance(ImU32 c) {
  return 0.2126 * linear(c) + 0.7152 * linear(c >> 8) + 0.0722 * linear(c >> 16);
}
double contrast(ImU32 a, ImU32 b) {
  const double x = luminance(a) + 0.05;
  const double y = luminance(b) + 0.05;
  return x > y ? x / y : y / x;
}

}  // namespace

TEST_CASE("every pair of text and background that the theme allows reaches 4.5 : 1") {
  for (const bool dark : {false, true}) {
    const Theme t = make_theme(dark, true);
    const std::vector<ImU32> grounds = {t.background, t.surface, t.raised, t.hover, t.field};
    for (const ImU32 ground : grounds) {
      for (const ImU32 text : {t.text, t.secondary, t.tertiary, t.accent, t.good, t.bad, t.warn}) {
        CAPTURE(dark);
        CAPTURE(ground);
        CAPTURE(text);
        CHECK(contrast(text, ground) >= 4.5);
      }
    }
    for (const ImU32 ground :
         {t.accent_background, t.good_background, t.bad_background, t.warn_background}) {
      CHECK(contrast(t.text, ground) >= 4.5);
      CHECK(contrast(t.secondary, ground) >= 4.5);
      CHECK(contrast(t.tertiary, ground) >= 4.5);
    }
    // A selected row carries money in both directions.
    CHECK(contrast(t.good, t.accent_background) >= 4.5);
    CHECK(contrast(t.bad, t.accent_background) >= 4.5);
    CHECK(contrast(t.accent, t.accent_background) >= 4.5);
    CHECK(contrast(t.good, t.good_background) >= 4.5);
    CHECK(contrast(t.bad, t.bad_background) >= 4.5);
    CHECK(contrast(t.warn, t.warn_background) >= 4.5);
    CHECK(contrast(t.on_accent, t.accent) >= 4.5);
    CHECK(contrast(t.on_accent, t.accent_pressed) >= 4.5);
    CHECK(contrast(t.on_bad, t.bad) >= 4.5);
    CHECK(contrast(t.on_tooltip, t.tooltip) >= 4.5);
  }
}
