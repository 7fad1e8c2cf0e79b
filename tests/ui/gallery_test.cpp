#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "platform/null/null_platform.h"
#include "ui/a11y/coverage.h"

namespace app = fenming::app;
namespace platform_null = fenming::platform_null;
namespace ui = fenming::ui;
using platform_null::Harness;
using ui::a11y::Role;

namespace {

const char* const kPages[] = {"/gallery", "/gallery?tab=data", "/gallery?tab=feedback",
                              "/gallery?tab=pickers", "/gallery?tab=charts"};

void check_tree(Harness& harness) {
  CHECK(harness.ui().tree.duplicates().empty());
  CHECK(harness.ui().tree.nameless().empty());
}

}  // namespace

TEST_CASE("every page draws in both themes and languages without doubles") {
  for (const char* page : kPages) {
    for (const bool dark : {false, true}) {
      for (const auto language : {app::Language::kChinese, app::Language::kEnglish}) {
        CAPTURE(page);
        Harness harness(page);
        harness.host().pending().push(
            app::SetTheme{dark ? app::ThemeChoice::kDark : app::ThemeChoice::kLight});
        harness.host().pending().push(app::SetLanguage{language});
        for (int i = 0; i < 5; ++i)
          harness.frame();
        check_tree(harness);
      }
    }
  }
}

TEST_CASE("drawing changes no state and settles") {
  for (const char* page : kPages) {
    Harness harness(page);
    // ImGui knows the size of scrolled content a frame later.
    for (int i = 0; i < 4; ++i)
      harness.frame();
    const auto before = harness.app().state().gallery.document.rows[0].price_fen;
    const auto location = harness.app().state().location;
    const std::string tree = harness.ui().tree.to_json();
    for (int i = 0; i < 10; ++i)
      CHECK(harness.frame().repaint_after_ms < 0);
    CHECK(harness.app().state().gallery.document.rows[0].price_fen == before);
    CHECK(harness.app().state().location == location);
    CHECK_FALSE(harness.app().state().gallery.log.can_undo());
    CHECK((harness.ui().tree.to_json() == tree));
  }
}

TEST_CASE("nothing interactive draws in silence") {
  for (const char* page : kPages) {
    Harness harness(page);
    harness.settle();
    std::vector<ui::a11y::SeenItem> items;
    ui::a11y::record_items(&items);
    harness.frame();
    ui::a11y::record_items(nullptr);
    CHECK(items.size() > 10);
    const auto& entries = harness.ui().tree.entries();
    for (const auto& item : items) {
      const bool announced = std::any_of(entries.begin(), entries.end(),
                                         [&](const auto& entry) { return entry.id == item.id; });
      // Scroll bars are ImGui's own and at most ten pixels wide; the wheel and keys scroll, too.
      const bool scroll_bar = item.max.x - item.min.x <= 10.5f || item.max.y - item.min.y <= 10.5f;
      CAPTURE(item.id);
      CHECK((announced || scroll_bar));
    }
  }
}

TEST_CASE("small and large windows draw") {
  for (const auto& [width, height] :
       {std::pair{320.0f, 240.0f}, std::pair{1280.0f, 720.0f}, std::pair{2560.0f, 1440.0f}}) {
    for (const char* page : kPages) {
      Harness harness(page, width, height);
      harness.settle();
      CHECK(harness.ui().tree.duplicates().empty());
    }
  }
}
