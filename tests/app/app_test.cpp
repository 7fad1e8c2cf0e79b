#include "app/app.h"

#include <doctest/doctest.h>

#include <map>

using namespace fenming::app;

namespace {

struct Http final : HttpPort {
  void send(const HttpRequest& request) override { sent.push_back(request); }
  void cancel(RequestId id) override { cancelled.push_back(id); }
  std::vector<HttpResponse> take_responses() override { return std::exchange(responses, {}); }
  std::vector<HttpProgress> take_progress() override { return {}; }
  std::vector<HttpRequest> sent;
  std::vector<RequestId> cancelled;
  std::vector<HttpResponse> responses;
};

struct Store final : KeyValuePort {
  std::optional<std::string> get(std::string_view key) override {
    const auto found = values.find(std::string(key));
    if (found == values.end()) return std::nullopt;
    return found->second;
  }
  bool put(std::string_view key, std::string_view value) override {
    values[std::string(key)] = std::string(value);
    return true;
  }
  void remove(std::string_view key) override { values.erase(std::string(key)); }
  std::map<std::string, std::string> values;
};

PlatformOutput apply(App& app, Action action) {
  Actions actions;
  actions.push(std::move(action));
  PlatformOutput output;
  app.apply(actions, output);
  return output;
}

}  // namespace

TEST_CASE("navigation is history, going back is not") {
  Http http;
  Store store;
  App app(http, store);
  app.start("/gallery?tab=data", false, "");
  CHECK(app.state().location.parameter("tab") == "data");
  auto output = apply(app, Navigate{Location{ScreenId::kPrices, "", {}}});
  CHECK(output.history == HistoryStep::kPush);
  CHECK(output.url == "/prices");
  output = apply(app, UrlChanged{"/gallery"});
  CHECK(output.history == HistoryStep::kNone);
  CHECK(app.state().location.screen == ScreenId::kGallery);
}

TEST_CASE("preferences survive a restart") {
  Http http;
  Store store;
  {
    App app(http, store);
    apply(app, SetLanguage{Language::kEnglish});
    apply(app, SetTheme{ThemeChoice::kDark});
    apply(app, SetGainColour{false});
  }
  App again(http, store);
  CHECK(again.state().preferences.language == Language::kEnglish);
  CHECK(again.state().is_dark());
  CHECK_FALSE(again.state().preferences.gain_is_red);
}

TEST_CASE("requests get ids and are sent") {
  Http http;
  Store store;
  App app(http, store);
  apply(app,
        SendRequest{HttpRequest{.purpose = "books", .path = "/api/books", .if_match = "\"3\""}});
  REQUIRE(http.sent.size() == 1);
  CHECK(http.sent[0].id == 1);
  apply(app, CancelRequest{1});
  CHECK(http.cancelled == std::vector<RequestId>{1});
}

TEST_CASE("an edit is undone and counts as unsent") {
  Http http;
  Store store;
  App app(http, store);
  app.start("/gallery", false, "");
  const int64_t before = app.state().gallery.document.rows[3].price_fen;
  auto output = apply(app, EditGalleryPrice{3, "１２３。５０"});
  CHECK(app.state().gallery.document.rows[3].price_fen == 12350);
  CHECK(output.unsent_changes);
  output = apply(app, Undo{});
  CHECK(app.state().gallery.document.rows[3].price_fen == before);
  CHECK_FALSE(output.unsent_changes);
  apply(app, EditGalleryPrice{3, "12..5"});
  CHECK(app.state().gallery.error_row == 3);
  CHECK(app.state().gallery.document.rows[3].price_fen == before);
}

TEST_CASE("a table leaves as it is shown, by the server") {
  Http http;
  Store store;
  App app(http, store);
  app.start("/simulator", false, "");
  http.sent.clear();
  apply(app, ExportTable{{.name = "人员",
                          .titles = {"人员", "差额"},
                          .numeric = {false, true},
                          .cells = {"李\"", "¥1.00", "王", "¥2.00"}},
                         TableForm::kCsv});
  REQUIRE(http.sent.size() == 1);
  const HttpRequest& request = http.sent.front();
  CHECK(request.method == "POST");
  CHECK(request.path == "/api/v1/table-files?format=csv");
  CHECK(request.body == R"({"name":"人员","titles":["人员","差额"],"numeric":[false,true],)"
                        R"("rows":[["李\"","¥1.00"],["王","¥2.00"]]})");
  HttpResponse answer;
  answer.id = request.id;
  answer.purpose = request.purpose;
  answer.status = 200;
  answer.body = "x";
  const PlatformOutput saved = apply(app, ResponseArrived{answer});
  REQUIRE(saved.downloads.size() == 1);
  CHECK(saved.downloads[0].name == "人员.csv");
  CHECK(saved.downloads[0].bytes == "x");
}
