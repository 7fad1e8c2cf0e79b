#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "codec/book_codec.h"
#include "codec/history_codec.h"
#include "demo/demo.h"
#include "ui/a11y/coverage.h"
#include "ui_support.h"

using namespace fenming;
using platform_null::Harness;
using A11yRole = ui::a11y::Role;

namespace {

// Answers what the screen asks for, as the server would.
void answer(Harness& harness, const std::string& snapshot, const std::string& book_file) {
  for (const app::HttpRequest& request : std::exchange(harness.http().sent, {})) {
    app::HttpResponse response;
    response.id = request.id;
    response.purpose = request.purpose;
    response.status = 200;
    response.body = "{}";
    if (request.purpose == "me") response.body = fenming::testing::kAdministrator;
    if (request.purpose == "simulator.histories")
      response.body = R"({"histories":[{"id":"h1","name":"样例","origin":"demo","tickets":1500}]})";
    if (request.purpose == "simulator.books")
      response.body =
          R"({"books":[{"id":"technician","name":"师傅","relation":"company_technician",)"
          R"("versions":[{"number":1},{"number":2},{"number":3}],"draft":null}]})";
    if (request.purpose == "simulator.manifest")
      response.body =
          R"({"id":"h1","parts":[{"k":0,"bytes":)" + std::to_string(snapshot.size()) + "}]}";
    if (request.purpose == "simulator.part") response.body = snapshot;
    if (request.purpose == "simulator.file") response.body = book_file;
    harness.http().responses.push_back(std::move(response));
  }
}

void load(Harness& harness) {
  static const std::string snapshot = write_history(demo_history(1500, 3));
  static const std::string book_file = write_book_file(demo_books());
  for (int i = 0; i < 40; ++i) {
    harness.frame();
    answer(harness, snapshot, book_file);
  }
  harness.settle();
}

const app::simulator::Session* session_of(Harness& harness) {
  return harness.app().state().simulator.session.get();
}

}  // namespace

TEST_CASE("the simulator loads, announces what it shows, and settles") {
  for (const char* query : {"", "?tab=tiers", "?tab=items", "?tab=people", "?tab=bands",
                            "?base=2&with=3&row=1&month=3"}) {
    for (const auto language : {app::Language::kChinese, app::Language::kEnglish}) {
      CAPTURE(query);
      Harness harness(std::string("/simulator") + query);
      harness.host().pending().push(app::SetLanguage{language});
      load(harness);
      REQUIRE(session_of(harness) != nullptr);
      CHECK(session_of(harness)->is_exact());
      for (int i = 0; i < 200 && harness.frame().repaint_after_ms == 0; ++i) {
      }
      CHECK(harness.ui().tree.duplicates().empty());
      CHECK(harness.ui().tree.nameless().empty());
      const auto edits = session_of(harness)->edits();
      const std::string tree = harness.ui().tree.to_json();
      for (int i = 0; i < 5; ++i)
        harness.frame();
      CHECK(session_of(harness)->edits() == edits);
      CHECK((harness.ui().tree.to_json() == tree));
    }
  }
}

TEST_CASE("the map's sums are told, stand apart and use the height of the card") {
  Harness harness("/simulator?base=2&with=3");
  load(harness);
  const auto& entries = harness.ui().tree.entries();
  const auto find = [&](A11yRole role, const std::string& name) {
    return std::find_if(entries.begin(), entries.end(), [&](const auto& entry) {
      return entry.role == role && harness.ui().tree.name(entry).starts_with(name);
    });
  };
  const auto map = find(A11yRole::kGroup, "差额：区域 × 月份");
  REQUIRE(map != entries.end());
  CHECK(map->rect.bottom() > 860);
  const auto north = find(A11yRole::kListItem, "华北 合计  ");
  const auto northeast = find(A11yRole::kListItem, "东北 合计  ");
  const auto month = find(A11yRole::kListItem, "合计 24-12  ");
  const auto cell = find(A11yRole::kListItem, "东北 24-12  ");
  REQUIRE(north != entries.end());
  REQUIRE(northeast != entries.end());
  REQUIRE(month != entries.end());
  REQUIRE(cell != entries.end());
  CHECK(northeast->rect.x > cell->rect.right());
  CHECK(northeast->rect.right() <= map->rect.right());
  CHECK(month->rect.y >= cell->rect.bottom());
  CHECK(month->rect.x <= cell->rect.x);
  // Regions fill what bars, axis and legend leave.
  CHECK(month->rect.bottom() > map->rect.bottom() - 90);
}

TEST_CASE("nothing interactive on the simulator draws in silence") {
  Harness harness("/simulator");
  load(harness);
  std::vector<ui::a11y::SeenItem> items;
  ui::a11y::record_items(&items);
  harness.frame();
  ui::a11y::record_items(nullptr);
  const auto& entries = harness.ui().tree.entries();
  for (const auto& item : items) {
    const bool announced = std::any_of(entries.begin(), entries.end(),
                                       [&](const auto& entry) { return entry.id == item.id; });
    const bool scroll_bar = item.max.x - item.min.x <= 10.5f || item.max.y - item.min.y <= 10.5f;
    CHECK((announced || scroll_bar));
  }
}

TEST_CASE("an arrow key on a knob's slider is one step, and the figures follow") {
  Harness harness("/simulator");
  load(harness);
  const auto before = session_of(harness)->what_if().totals().candidate_fen;
  const auto& entries = harness.ui().tree.entries();
  const auto found = std::find_if(entries.begin(), entries.end(), [](const auto& entry) {
    return entry.role == A11yRole::kSlider;
  });
  REQUIRE(found != entries.end());
  harness.click(found->rect.x + found->rect.w * 0.9f, found->rect.y + found->rect.h / 2);
  harness.settle();
  CHECK(session_of(harness)->log().size() == 1);
  CHECK(session_of(harness)->what_if().totals().candidate_fen != before);
  harness.key(ImGuiKey_Z, true);
  harness.settle();
  CHECK(session_of(harness)->what_if().totals().candidate_fen == before);
}

TEST_CASE("a ticket opens from the location with its explanation") {
  Harness harness("/simulator");
  load(harness);
  app::Location location = harness.app().state().location;
  location.set_parameter("ticket", std::string(session_of(harness)->history().name(5)));
  harness.host().pending().push(app::Navigate{location});
  harness.settle();
  const auto& entries = harness.ui().tree.entries();
  CHECK(std::any_of(entries.begin(), entries.end(),
                    [](const auto& entry) { return entry.role == A11yRole::kDialog; }));
  harness.key(ImGuiKey_Escape);
  harness.settle();
  CHECK(harness.app().state().location.parameter("ticket").empty());
}
