// Keys that somebody gives to what: what is kept as text, and what can be given to what.
#include "ui/keymap.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "ui_support.h"

using namespace fenming::ui;

TEST_CASE("a map of keys is its text again; what cannot be is left out") {
  Keymap keys("tidy=Ctrl+J;connect=X;undo=Ctrl+Shift+U;next_problem=F9");
  CHECK(keys.own(Shortcut::kTidy) == (ImGuiMod_Ctrl | ImGuiKey_J));
  CHECK(keys.own(Shortcut::kNextProblem) == ImGuiKey_F9);
  CHECK(keys.own(Shortcut::kUndo) == 0);  // the browser's
  CHECK(keys.text() == "connect=X;tidy=Ctrl+J;next_problem=F9");
  CHECK(Keymap(keys.text()).text() == keys.text());
  for (const char* text :
       {"", ";", "=", "tidy", "tidy=", "nothing=J", "tidy=Nokey", "tidy=Ctrl+", "tidy=Escape",
        "palette=J", "tidy=Ctrl+C", "next_field=J", "tidy=LeftCtrl", "====;;;=;tidy==J"}) {
    CAPTURE(std::string(text));
    CHECK(Keymap(text).empty());
  }
  keys.set(Shortcut::kTidy, ImGuiKey_T);  // as it was made
  CHECK(keys.own(Shortcut::kTidy) == 0);
}

TEST_CASE("the browser leaves the table's keys and one's own to the interface, and no others") {
  const std::vector<OwnKey> made = own_keys({});
  const std::vector<OwnKey> own = own_keys(Keymap("palette=Ctrl+Shift+J;tidy=Ctrl+1;find=F3"));
  const auto has = [](const std::vector<OwnKey>& keys, OwnKey key) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
  };
  CHECK(has(made, {ImGuiMod_Ctrl | ImGuiKey_K, true}));
  CHECK(has(made, {ImGuiKey_T, false}));
  CHECK(has(made, {ImGuiMod_Ctrl | ImGuiKey_Z, false}));  // an open field has its own undo
  for (const ImGuiKey browsers : {ImGuiKey_C, ImGuiKey_X, ImGuiKey_V}) {
    for (const bool leaves : {false, true})
      CHECK_FALSE(has(made, {ImGuiMod_Ctrl | browsers, leaves}));
  }
  CHECK(has(own, {ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_J, true}));
  CHECK(has(own, {ImGuiMod_Ctrl | ImGuiKey_1, false}));
  CHECK(has(own, {ImGuiKey_F3, true}));
  CHECK_FALSE(has(own, {ImGuiMod_Ctrl | ImGuiKey_K, true}));  // given back to the browser
  CHECK_FALSE(has(own, {ImGuiKey_T, false}));
}

TEST_CASE("a key that something else has is told, where the two can meet") {
  fenming::platform_null::Harness harness("/templates");
  Keymap keys("connect=X");
  use_keymap(keys);
  const auto judged = [](Shortcut shortcut, ImGuiKeyChord chord) {
    return judge_key(shortcut, chord);
  };
  CHECK(judged(Shortcut::kTidy, ImGuiKey_J).fit == KeyFit::kFits);
  CHECK(judged(Shortcut::kTidy, ImGuiKey_C).fit == KeyFit::kFits);  // was given back
  const KeyJudgement own = judged(Shortcut::kTidy, ImGuiKey_X);
  CHECK(own.fit == KeyFit::kTaken);
  CHECK(own.taken_by == Shortcut::kConnect);
  CHECK(judged(Shortcut::kTidy, ImGuiMod_Ctrl | ImGuiKey_K).taken_by == Shortcut::kPalette);
  // Filling down is for tables, duplicating for drawings: neither is in the other's way.
  CHECK(judged(Shortcut::kTidy, ImGuiMod_Ctrl | ImGuiKey_D).taken_by == Shortcut::kDuplicate);
  CHECK(judged(Shortcut::kTidy, ImGuiKey_PageUp).fit == KeyFit::kFits);
  CHECK(judged(Shortcut::kPalette, ImGuiMod_Ctrl | ImGuiKey_D).fit == KeyFit::kTaken);
  CHECK(judged(Shortcut::kPalette, ImGuiKey_J).fit == KeyFit::kUnfit);  // a letter is typed
  CHECK(judged(Shortcut::kPress, ImGuiKey_J).fit == KeyFit::kUnfit);
  CHECK(judged(Shortcut::kTidy, ImGuiKey_Enter).fit == KeyFit::kUnfit);
  CHECK(shortcut_keys(Shortcut::kConnect) == "X");
  CHECK(shortcut_keys(Shortcut::kTidy) == "T");
}

TEST_CASE("the map of the keys gives another key to what is pressed for it, and takes it back") {
  using a11y::Role;
  fenming::platform_null::Harness harness("/templates");
  fenming::testing::sign_in(harness);
  harness.settle();
  harness.key(ImGuiKey_Slash, true);
  harness.settle();
  const auto value = [&](Role role, std::string_view name) {
    const auto& tree = harness.ui().tree;
    for (const auto& entry : tree.entries()) {
      if (entry.role == role && tree.name(entry) == name) return std::string(tree.value(entry));
    }
    return std::string("not there");
  };
  const auto tidy = [&] { return value(Role::kListItem, "整理布局"); };
  const auto change = [&] {
    REQUIRE(harness.click(Role::kButton, "更换按键：整理布局"));
    harness.settle();
  };
  CHECK(tidy() == "T");
  change();
  CHECK(tidy() == "请按新的按键，Esc 取消");
  harness.key(ImGuiKey_E);
  harness.settle();
  CHECK(tidy().find("已用于") != std::string::npos);
  harness.key(ImGuiKey_J);
  harness.settle();
  CHECK(tidy() == "J");
  CHECK(harness.app().state().preferences.keys == "tidy=J");
  change();
  harness.key(ImGuiKey_Escape);
  harness.settle();
  CHECK(value(Role::kDialog, "键盘").empty());  // only the change has ended
  CHECK(tidy() == "J");
  REQUIRE(harness.click(Role::kButton, "恢复默认按键"));
  harness.settle();
  CHECK(tidy() == "T");
  CHECK(harness.app().state().preferences.keys.empty());
}
