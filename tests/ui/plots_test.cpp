// Charts say in words what they draw, exactly.
#include <doctest/doctest.h>

#include "ui_support.h"

namespace ui = fenming::ui;
using fenming::platform_null::Harness;
using ui::a11y::Role;

namespace {

std::vector<std::string> items_of(Harness& harness, std::string_view group) {
  std::vector<std::string> names;
  const auto& tree = harness.ui().tree;
  int parent = -2;
  for (size_t i = 0; i < tree.entries().size(); ++i) {
    const auto& entry = tree.entries()[i];
    if (entry.role == Role::kGroup && tree.name(entry) == group) parent = static_cast<int>(i);
    if (entry.role == Role::kListItem && entry.parent == parent)
      names.emplace_back(tree.name(entry));
  }
  return names;
}

std::string value_of_group(Harness& harness, std::string_view group) {
  const auto* entry = harness.find(Role::kGroup, group);
  return entry == nullptr ? std::string() : std::string(harness.ui().tree.value(*entry));
}

// The number after the colon: "80 至 90：1,234 张工单".
int64_t count_in(const std::string& item) {
  int64_t count = 0;
  for (size_t i = item.find("："); i < item.size(); ++i) {
    if (item[i] >= '0' && item[i] <= '9') count = count * 10 + (item[i] - '0');
  }
  return count;
}

const char* const kFall = "差额构成";

}  // namespace

TEST_CASE("the bands of a distribution add up to what it says of the whole") {
  Harness harness("/gallery?tab=charts", 1440, 1400);
  harness.settle();
  const auto items = items_of(harness, "每单结算额分布");
  REQUIRE(items.size() > 10);
  int64_t sum = 0;
  for (const std::string& item : items)
    sum += count_in(item);
  CHECK(sum == 100000);
  CHECK(value_of_group(harness, "每单结算额分布").starts_with("共 100,000 张工单，中位数"));
}

TEST_CASE("a waterfall ends at its start and all steps, to the fen") {
  Harness harness("/gallery?tab=charts", 1440, 1400);
  harness.settle();
  // 600,000.00 + 412,880.55 + 331,055.12 - 91,230.17 + 271,900.30 - 128,050.44 = 1,396,555.36
  CHECK(value_of_group(harness, kFall) == "旧价 60.00，新价 139.66，差额 +79.66");
  const auto items = items_of(harness, kFall);
  REQUIRE(items.size() == 7);
  CHECK(items.front() == "旧价  60.00");
  CHECK(items[3] == "华南  −9.12");
  CHECK(items.back() == "新价  139.66");
}

TEST_CASE("arrow keys walk through a chart, and Enter asks for the step") {
  Harness harness("/gallery?tab=charts", 1440, 1400);
  harness.settle();
  const auto* chart = harness.find(Role::kList, kFall);
  REQUIRE(chart != nullptr);
  harness.ui().set_focus(chart->id, true);
  harness.key(ImGuiKey_RightArrow);
  harness.key(ImGuiKey_RightArrow);
  CHECK(std::string(harness.ui().tree.value(*harness.find(Role::kList, kFall))) == "华东  +33.11");
  harness.key(ImGuiKey_Enter);
  REQUIRE(harness.app().state().toasts.size() == 1);
  CHECK(harness.app().state().toasts[0].text == "华东");
  harness.key(ImGuiKey_End);
  CHECK(std::string(harness.ui().tree.value(*harness.find(Role::kList, kFall))) == "新价  139.66");
}

TEST_CASE("the pointer picks the part of a chart below it") {
  Harness harness("/gallery?tab=charts", 1440, 1400);
  harness.settle();
  const auto* chart = harness.find(Role::kList, kFall);
  REQUIRE(chart != nullptr);
  const float step = chart->rect.w / 7;
  harness.click(chart->rect.x + step * 3.5f, chart->rect.y + 40);
  REQUIRE(harness.app().state().toasts.size() == 1);
  CHECK(harness.app().state().toasts[0].text == "华南");
}

TEST_CASE("a hundred thousand points are told by bands that hold all of them") {
  Harness harness("/gallery?tab=charts", 1440, 1400);
  harness.settle();
  const auto items = items_of(harness, "里程与金额，10 万张工单");
  REQUIRE(items.size() == 10);
  for (const std::string& item : items)
    CHECK(item.find("10,000 个点") != std::string::npos);
  // Marks share pixels: far fewer vertices than points, in one piece.
  CHECK(ImGui::GetDrawData()->TotalVtxCount < 300000);
}

TEST_CASE("a sparkline says where it begins and ends") {
  Harness harness("/gallery?tab=charts", 1440, 1400);
  harness.settle();
  const auto* line = harness.find(Role::kImage, "华北");
  REQUIRE(line != nullptr);
  CHECK(harness.ui().tree.value(*line).starts_with("从 ¥"));
}
