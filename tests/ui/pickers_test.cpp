// Dates, divisions, chips and toasts by mouse and by keyboard.
#include <doctest/doctest.h>

#include "ui_support.h"

namespace app = fenming::app;
namespace ui = fenming::ui;
using fenming::platform_null::Harness;
using fenming::testing::answer;
using ui::a11y::Role;

namespace {

constexpr const char* kField = "生效日期";
constexpr const char* kOpen = "选择生效日期";
constexpr const char* kDivisions = "行政区划";

std::string value_of(Harness& harness, Role role, std::string_view name) {
  const auto* entry = harness.find(role, name);
  return entry == nullptr ? "none" : std::string(harness.ui().tree.value(*entry));
}

std::string focused_name(Harness& harness) {
  for (const auto& entry : harness.ui().tree.entries()) {
    if (entry.id == harness.ui().focus.id && entry.interactive)
      return std::string(harness.ui().tree.name(entry));
  }
  return {};
}

void open_by_keyboard(Harness& harness, Role role, std::string_view name) {
  const auto* entry = harness.find(role, name);
  REQUIRE(entry != nullptr);
  harness.ui().set_focus(entry->id, true);
  harness.key(ImGuiKey_Enter);
}

void commit(Harness& harness, std::string text) {
  const uint32_t id = harness.frame().edit.id;
  app::PlatformInput input;
  input.edits.push_back(
      {id, app::EditEventKind::kCommit, app::CommitReason::kEnter, std::move(text)});
  harness.frame(input);
  harness.settle();
}

// Esc in the open text element.
void cancel_edit(Harness& harness) {
  app::PlatformInput input;
  input.edits.push_back(
      {harness.frame().edit.id, app::EditEventKind::kCancel, app::CommitReason::kBlur, ""});
  harness.frame(input);
  harness.settle();
}

constexpr const char* kTable =
    "31\t上海市\tshs\n310101\t黄浦区\thpq\n310115\t浦东新区\tpdxq\n310115004\t潍坊新村街道\twfxcjd"
    "\n"
    "32\t江苏省\tjss\n3205\t苏州市\tszs\n320508\t姑苏区\tgsq\n320583\t昆山市\tkss\n";

// More counties than any province has, so that the list scrolls far.
std::string many_counties() {
  std::string text = "41\t河南省\thns\n";
  for (int i = 100000; i < 140000; ++i)
    text += "41" + std::to_string(i).substr(1) + "\t县" + std::to_string(i) + "\tx?\n";
  return text;
}

}  // namespace

TEST_CASE("a date is chosen with the pointer") {
  Harness harness("/gallery?tab=pickers");
  harness.settle();
  REQUIRE(harness.click(Role::kButton, kOpen));
  CHECK(harness.find(Role::kHeading, "2026年12月") != nullptr);
  // 1 December 2026 is a Tuesday: the week before it begins on Monday, 30 November.
  const auto* monday = harness.find(Role::kButton, "2026-11-30 周一");
  const auto* tuesday = harness.find(Role::kButton, "2026-12-01 周二");
  REQUIRE((monday != nullptr && tuesday != nullptr));
  CHECK(monday->rect.x < tuesday->rect.x);
  CHECK(monday->rect.y == tuesday->rect.y);
  REQUIRE(harness.click(Role::kButton, "2026-12-17 周四"));
  CHECK(value_of(harness, Role::kTextbox, kField) == "2026-12-17");
  CHECK(harness.find(Role::kHeading, "2026年12月") == nullptr);
}

TEST_CASE("a date is chosen with the keyboard") {
  Harness harness("/gallery?tab=pickers");
  harness.settle();
  open_by_keyboard(harness, Role::kButton, kOpen);
  CHECK(focused_name(harness) == "2026-12-01 周二");
  harness.key(ImGuiKey_RightArrow);
  harness.key(ImGuiKey_DownArrow);
  CHECK(focused_name(harness) == "2026-12-09 周三");
  harness.key(ImGuiKey_End);
  CHECK(focused_name(harness) == "2026-12-13 周日");
  harness.key(ImGuiKey_Home);
  CHECK(focused_name(harness) == "2026-12-07 周一");
  harness.key(ImGuiKey_PageDown);
  harness.key(ImGuiKey_PageDown, false, true);
  CHECK(focused_name(harness) == "2028-01-07 周五");
  harness.key(ImGuiKey_PageUp);
  harness.key(ImGuiKey_UpArrow);
  harness.key(ImGuiKey_LeftArrow);
  CHECK(focused_name(harness) == "2027-11-29 周一");
  harness.key(ImGuiKey_Enter);
  CHECK(value_of(harness, Role::kTextbox, kField) == "2027-11-29");
  CHECK(focused_name(harness) == kOpen);
}

TEST_CASE("Esc leaves the date as it was, and days before the minimum cannot be chosen") {
  Harness harness("/gallery?tab=pickers");
  harness.settle();
  open_by_keyboard(harness, Role::kButton, kOpen);
  for (int i = 0; i < 20; ++i)
    harness.key(ImGuiKey_LeftArrow);
  CHECK(focused_name(harness) == "2026-11-25 周三");
  CHECK_FALSE(harness.click(Role::kButton, "2026-12-99"));
  const auto* early = harness.find(Role::kButton, "2026-11-24 周二 今天");
  REQUIRE(early != nullptr);
  CHECK((early->states & ui::a11y::kDisabled) != 0);
  harness.click(Role::kButton, "2026-11-24 周二 今天");
  CHECK(harness.find(Role::kHeading, "2026年11月") != nullptr);
  harness.key(ImGuiKey_Escape);
  CHECK(harness.find(Role::kHeading, "2026年11月") == nullptr);
  CHECK(value_of(harness, Role::kTextbox, kField) == "2026-12-01");
  CHECK(focused_name(harness) == kOpen);
}

TEST_CASE("a typed date is understood, a wrong one says why") {
  Harness harness("/gallery?tab=pickers");
  harness.settle();
  REQUIRE(harness.click(Role::kTextbox, kField));
  commit(harness, "２０２７年3月9日");
  CHECK(value_of(harness, Role::kTextbox, kField) == "2027-03-09");
  REQUIRE(harness.click(Role::kTextbox, kField));
  commit(harness, "2027-02-30");
  CHECK(harness.find(Role::kAlert, "不是有效的日期，请写作 2026-12-01") != nullptr);
  REQUIRE(harness.click(Role::kTextbox, kField));
  commit(harness, "2026-11-24");
  CHECK(harness.find(Role::kAlert, "最早为 2026-11-25。") != nullptr);
}

TEST_CASE("divisions are loaded when the picker opens, and chosen with the pointer") {
  Harness harness("/gallery?tab=pickers");
  harness.settle();
  REQUIRE(harness.click(Role::kCombobox, kDivisions));
  CHECK(harness.find(Role::kText, "正在载入行政区划…") != nullptr);
  answer(harness, "divisions", kTable);
  // 31 and 3205 are chosen: below 31 all is.
  const auto* city = harness.find(Role::kTreeItem, "上海市");
  const auto* province = harness.find(Role::kTreeItem, "江苏省");
  REQUIRE((city != nullptr && province != nullptr));
  CHECK((city->states & ui::a11y::kChecked) != 0);
  CHECK((province->states & ui::a11y::kMixed) != 0);
  CHECK(harness.find(Role::kTreeItem, "黄浦区") == nullptr);
  harness.click(city->rect.x + 14, city->rect.y + 15);  // the arrow opens and chooses nothing
  REQUIRE(harness.find(Role::kTreeItem, "黄浦区") != nullptr);
  CHECK((harness.find(Role::kTreeItem, "黄浦区")->states & ui::a11y::kChecked) != 0);
  REQUIRE(harness.click(Role::kTreeItem, "上海市"));
  CHECK((harness.find(Role::kTreeItem, "上海市")->states & ui::a11y::kChecked) == 0);
  cancel_edit(harness);
  CHECK(harness.find(Role::kTreeItem, "上海市") == nullptr);
  CHECK(harness.find(Role::kButton, "苏州市") != nullptr);  // its chip
  CHECK(harness.find(Role::kButton, "上海市") == nullptr);
}

TEST_CASE("divisions that cannot be loaded say so, and opening again asks again") {
  Harness harness("/gallery?tab=pickers");
  harness.settle();
  REQUIRE(harness.click(Role::kCombobox, kDivisions));
  answer(harness, "divisions", "no table\n");
  CHECK(harness.find(Role::kText, "行政区划载入失败，关闭后重新打开可重试。") != nullptr);
  cancel_edit(harness);
  REQUIRE(harness.click(Role::kCombobox, kDivisions));
  answer(harness, "divisions", kTable);
  CHECK(harness.find(Role::kTreeItem, "江苏省") != nullptr);
}

TEST_CASE("the tree is searched and walked with the keyboard") {
  Harness harness("/gallery?tab=pickers");
  harness.settle();
  open_by_keyboard(harness, Role::kCombobox, kDivisions);
  answer(harness, "divisions", kTable);
  uint32_t search = harness.frame().edit.id;
  REQUIRE(search != 0);
  app::PlatformInput typed;
  typed.edits.push_back({search, app::EditEventKind::kInput, app::CommitReason::kBlur, "PDX"});
  harness.frame(typed);
  harness.settle();
  CHECK(harness.find(Role::kTreeItem, "浦东新区") != nullptr);
  CHECK(value_of(harness, Role::kTreeItem, "浦东新区") == "上海市");
  CHECK(harness.find(Role::kTreeItem, "江苏省") == nullptr);
  typed.edits[0].text = "3205";
  harness.frame(typed);
  harness.settle();
  CHECK(harness.find(Role::kTreeItem, "昆山市") != nullptr);
  typed.edits[0].text = "";
  harness.frame(typed);
  harness.settle();
  harness.key(ImGuiKey_DownArrow);  // from the search into the tree
  CHECK(focused_name(harness) == "上海市");
  harness.key(ImGuiKey_DownArrow);
  CHECK(focused_name(harness) == "江苏省");
  harness.key(ImGuiKey_RightArrow);
  harness.key(ImGuiKey_RightArrow);
  CHECK(focused_name(harness) == "苏州市");
  harness.key(ImGuiKey_RightArrow);
  harness.key(ImGuiKey_End);
  CHECK(focused_name(harness) == "昆山市");
  harness.key(ImGuiKey_LeftArrow);
  CHECK(focused_name(harness) == "苏州市");
  harness.key(ImGuiKey_Space);
  CHECK((harness.find(Role::kTreeItem, "苏州市")->states & ui::a11y::kChecked) == 0);
  harness.key(ImGuiKey_LeftArrow);
  CHECK(harness.find(Role::kTreeItem, "昆山市") == nullptr);
  harness.key(ImGuiKey_Escape);
  CHECK(focused_name(harness) == kDivisions);
}

TEST_CASE("a tree of forty thousand nodes announces only what is in sight") {
  Harness harness("/gallery?tab=pickers");
  harness.settle();
  REQUIRE(harness.click(Role::kCombobox, kDivisions));
  answer(harness, "divisions", many_counties());
  harness.key(ImGuiKey_DownArrow);
  harness.key(ImGuiKey_RightArrow);
  harness.key(ImGuiKey_End);
  CHECK(focused_name(harness) == "县139999");
  int rows = 0;
  for (const auto& entry : harness.ui().tree.entries())
    rows += entry.role == Role::kTreeItem ? 1 : 0;
  CHECK(rows < 20);
  const auto* last = harness.find(Role::kTreeItem, "县139999");
  REQUIRE(last != nullptr);
  CHECK(last->count == 40001);
}

TEST_CASE("chips that do not fit are counted, and chips can be removed") {
  Harness harness("/gallery?tab=pickers", 1280, 720);
  harness.settle();
  REQUIRE(harness.find(Role::kButton, "华北") != nullptr);
  // Chips in sight, and what "+2" counts.
  const auto counted = [&] {
    int shown = 0;
    int rest = 0;
    for (const auto& entry : harness.ui().tree.entries()) {
      const std::string_view name = harness.ui().tree.name(entry);
      const bool region =
          name.find("华") != std::string_view::npos || name.find("西") != std::string_view::npos ||
          name.find("东北") != std::string_view::npos || name.find("档") != std::string_view::npos;
      if (entry.role == Role::kButton && name.starts_with("移除") && region) ++shown;
      if (entry.role == Role::kButton && name.starts_with("+")) rest = name[1] - '0';
    }
    return std::pair(shown, rest);
  };
  const auto [shown, rest] = counted();
  CHECK(rest > 0);
  CHECK(shown + rest == 9);
  REQUIRE(harness.click(Role::kButton, "移除 华北"));
  CHECK(harness.find(Role::kButton, "华北") == nullptr);
  const auto [shown_after, rest_after] = counted();
  CHECK(shown_after + rest_after == 8);
}

TEST_CASE("a toast leaves after a while, but not under the pointer, and its action is done once") {
  Harness harness("/gallery?tab=feedback");
  harness.settle();
  REQUIRE(harness.click(Role::kButton, "提示"));
  const auto& toasts = harness.app().state().toasts;
  REQUIRE(toasts.size() == 1);
  const auto* box = harness.find(Role::kStatus, toasts[0].text);
  REQUIRE(box != nullptr);
  ImGui::GetIO().AddMousePosEvent(box->rect.x + 60, box->rect.y + 20);
  for (int i = 0; i < 600; ++i)
    harness.frame();
  CHECK(toasts.size() == 1);
  ImGui::GetIO().AddMousePosEvent(10, 10);
  for (int i = 0; i < 300; ++i)
    harness.frame();
  CHECK(toasts.size() == 1);  // 4.8 of its 6 seconds
  for (int i = 0; i < 120; ++i)
    harness.frame();
  CHECK(toasts.empty());
}

TEST_CASE("a toast with the keyboard on it stays, and undoes what it tells") {
  Harness harness("/gallery?tab=feedback");
  harness.settle();
  harness.host().pending().push(app::SetGalleryFactor{12000});
  harness.settle();
  REQUIRE(harness.click(Role::kButton, "提示"));
  const auto* undo = harness.find(Role::kButton, "撤销");
  REQUIRE(undo != nullptr);
  // The top bar has an undo, too: the toast's is announced last.
  uint32_t last = 0;
  for (const auto& entry : harness.ui().tree.entries()) {
    if (entry.role == Role::kButton && harness.ui().tree.name(entry) == "撤销") last = entry.id;
  }
  harness.ui().set_focus(last, true);
  for (int i = 0; i < 600; ++i)
    harness.frame();
  REQUIRE(harness.app().state().toasts.size() == 1);
  harness.key(ImGuiKey_Enter);
  CHECK(harness.app().state().toasts.empty());
  CHECK(harness.app().state().gallery.document.factor_bp == 15000);
}

TEST_CASE("reading without a known end can be given up") {
  Harness harness("/gallery?tab=feedback");
  harness.settle();
  REQUIRE(harness.click(Role::kButton, "开始读取"));
  CHECK(harness.find(Role::kProgress, "正在读取…") != nullptr);
  CHECK(value_of(harness, Role::kProgress, "正在读取…").empty());
  uint32_t last = 0;
  for (const auto& entry : harness.ui().tree.entries()) {
    if (entry.role == Role::kButton && harness.ui().tree.name(entry) == "取消") last = entry.id;
  }
  harness.ui().set_focus(last, true);
  harness.key(ImGuiKey_Enter);
  CHECK(harness.find(Role::kProgress, "正在读取…") == nullptr);
}
