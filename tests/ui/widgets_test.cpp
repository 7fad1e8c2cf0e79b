#include <doctest/doctest.h>

#include "platform/null/null_platform.h"
#include "ui/draw.h"

namespace app = fenming::app;
namespace platform_null = fenming::platform_null;
namespace ui = fenming::ui;
using platform_null::Harness;
using ui::a11y::Role;

namespace {

app::PlatformInput edit_event(uint32_t id, app::EditEventKind kind, app::CommitReason reason,
                              std::string text) {
  app::PlatformInput input;
  input.edits.push_back({id, kind, reason, std::move(text)});
  return input;
}

}  // namespace

TEST_CASE("a field asks for the element, commits and closes") {
  Harness harness("/gallery");
  harness.settle();
  REQUIRE(harness.click(Role::kTextbox, "起步价"));
  const auto& output = harness.frame();
  REQUIRE(output.has_edit);
  CHECK(output.edit.right_aligned);
  CHECK(output.edit.value == "1,234.50");
  const uint32_t id = output.edit.id;
  harness.frame(edit_event(id, app::EditEventKind::kInput, app::CommitReason::kBlur, "１２３。５"));
  CHECK(harness.frame().has_edit);
  harness.frame(
      edit_event(id, app::EditEventKind::kCommit, app::CommitReason::kEnter, "１２３。５０"));
  CHECK_FALSE(harness.frame().has_edit);
  CHECK(harness.ui().tree.value(*harness.find(Role::kTextbox, "起步价")) == "123.50");
}

TEST_CASE("Esc restores the value") {
  Harness harness("/gallery");
  harness.settle();
  REQUIRE(harness.click(Role::kTextbox, "起步价"));
  const uint32_t id = harness.frame().edit.id;
  harness.frame(edit_event(id, app::EditEventKind::kInput, app::CommitReason::kBlur, "9"));
  harness.frame(edit_event(id, app::EditEventKind::kCancel, app::CommitReason::kBlur, "9"));
  harness.frame();
  CHECK(harness.ui().tree.value(*harness.find(Role::kTextbox, "起步价")) == "1,234.50");
}

TEST_CASE("Tab walks through all widgets and comes back") {
  Harness harness("/gallery?tab=feedback");
  harness.settle();
  std::vector<ImGuiID> order;
  for (int i = 0; i < 60; ++i) {
    harness.key(ImGuiKey_Tab);
    order.push_back(harness.ui().focus.id);
    if (i > 0 && order.back() == order.front()) break;
  }
  CHECK(order.size() > 12);
  CHECK(order.back() == order.front());
  harness.key(ImGuiKey_Tab, false, true);
  CHECK(harness.ui().focus.id == order[order.size() - 2]);
}

TEST_CASE("Enter presses the focused widget once") {
  Harness harness("/gallery?tab=feedback");
  harness.settle();
  const auto* toast = harness.find(Role::kButton, "提示");
  REQUIRE(toast != nullptr);
  harness.ui().set_focus(toast->id, true);
  harness.key(ImGuiKey_Enter);
  CHECK(harness.app().state().toasts.size() == 1);
}

TEST_CASE("a dialog keeps the keys and Esc closes it") {
  Harness harness("/gallery?tab=feedback");
  harness.settle();
  REQUIRE(harness.click(Role::kButton, "对话框"));
  REQUIRE(harness.find(Role::kDialog, "发布价目 v13？") != nullptr);
  for (int i = 0; i < 6; ++i) {
    harness.key(ImGuiKey_Tab);
    const auto& entries = harness.ui().tree.entries();
    for (const auto& entry : entries) {
      if (entry.id == harness.ui().focus.id && entry.interactive) CHECK(entry.layer == 1);
    }
  }
  harness.key(ImGuiKey_Escape);
  CHECK(harness.find(Role::kDialog, "发布价目 v13？") == nullptr);
}

TEST_CASE("a table cell is edited, undone and copied") {
  Harness harness("/gallery?tab=data");
  harness.settle();
  REQUIRE(harness.click(Role::kCell, "单价"));
  harness.key(ImGuiKey_F2);
  const auto output = harness.frame();
  REQUIRE(output.has_edit);
  harness.frame(
      edit_event(output.edit.id, app::EditEventKind::kCommit, app::CommitReason::kEnter, "88"));
  harness.settle();
  CHECK(harness.app().state().gallery.document.rows[0].price_fen == 8800);
  harness.key(ImGuiKey_UpArrow);
  app::PlatformInput copy;
  copy.copy_requested = true;
  CHECK(harness.frame(copy).clipboard == "88.00");
  harness.key(ImGuiKey_Z, true);
  CHECK(harness.app().state().gallery.document.rows[0].price_fen == 8000);
}

TEST_CASE("arrow keys move the cell and the table scrolls along") {
  Harness harness("/gallery?tab=data");
  harness.settle();
  REQUIRE(harness.click(Role::kCell, "项目"));
  for (int i = 0; i < 40; ++i)
    harness.key(ImGuiKey_DownArrow);
  const auto* row = harness.find(Role::kRow, "");
  REQUIRE(row != nullptr);
  CHECK(row->index > 10);
  CHECK(row->count == 10000);
}

TEST_CASE("a slider drag is one command on release") {
  Harness harness("/gallery");
  harness.settle();
  const auto* slider = harness.find(Role::kSlider, "高级档 系数");
  REQUIRE(slider != nullptr);
  const ui::Rect rect = slider->rect;
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(rect.x + rect.w / 2, rect.y + 15);
  harness.frame();
  io.AddMouseButtonEvent(0, true);
  harness.frame();
  for (int i = 0; i < 5; ++i) {
    io.AddMousePosEvent(rect.x + rect.w / 2 + static_cast<float>(i) * 10, rect.y + 15);
    harness.frame();
  }
  CHECK(harness.app().state().gallery.log.size() == 0);
  io.AddMouseButtonEvent(0, false);
  harness.settle();
  CHECK(harness.app().state().gallery.log.size() == 1);
  CHECK(harness.app().state().gallery.document.factor_bp > 15000);
}

TEST_CASE("the palette switches the language by keyboard") {
  Harness harness("/gallery");
  harness.settle();
  harness.key(ImGuiKey_K, true);
  const auto output = harness.frame();
  REQUIRE(output.has_edit);
  harness.frame(
      edit_event(output.edit.id, app::EditEventKind::kInput, app::CommitReason::kBlur, "English"));
  harness.frame(edit_event(output.edit.id, app::EditEventKind::kCommit, app::CommitReason::kEnter,
                           "English"));
  harness.settle();
  CHECK(harness.app().state().preferences.language == app::Language::kEnglish);
}

TEST_CASE("a text that is longer than its place is drawn smaller before it is cut") {
  Harness harness("/gallery");
  harness.settle();
  constexpr std::string_view kText = "abcdefghij";
  const auto width = [&](float size) {
    return ui::text_size(harness.ui(), kText, {.size = size}).x;
  };
  const auto size = [&](float room, float own = ui::type::kBase) {
    return ui::fitted(harness.ui(), kText, {.size = own}, room).size;
  };
  REQUIRE(width(ui::type::kSmall) < width(ui::type::kBase));
  CHECK(size(width(ui::type::kBase)) == ui::type::kBase);
  CHECK(size(width(ui::type::kBase) - 1) == ui::type::kSmall);
  CHECK(size(width(ui::type::kSmall)) == ui::type::kSmall);
  CHECK(size(width(ui::type::kSmall) - 1) == ui::type::kMicro);
  CHECK(size(1) == ui::type::kMicro);
  CHECK(size(width(ui::type::kSmall), ui::type::kSmall) == ui::type::kSmall);
  CHECK(size(1, ui::type::kMicro) == ui::type::kMicro);
}
