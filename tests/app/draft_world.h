// The application with a draft open, and a server that the test plays.
#pragma once

#include <doctest/doctest.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/app.h"
#include "base/sha256.h"
#include "codec/json.h"
#include "codec/text_edits.h"
#include "draft_support.h"

namespace fenming::testing {

using namespace fenming::app;
using prices::Section;

struct Http final : HttpPort {
  void send(const HttpRequest& request) override { sent.push_back(request); }
  void cancel(RequestId) override {}
  std::vector<HttpResponse> take_responses() override { return std::exchange(responses, {}); }
  std::vector<HttpProgress> take_progress() override { return {}; }
  std::vector<HttpRequest> sent;
  std::vector<HttpResponse> responses;
};
struct Store final : KeyValuePort {
  std::optional<std::string> get(std::string_view key) override {
    const auto found = values.find(std::string(key));
    return found == values.end() ? std::nullopt : std::optional<std::string>(found->second);
  }
  bool put(std::string_view key, std::string_view value) override {
    const auto former = values.find(std::string(key));
    const size_t others = used() - (former == values.end() ? 0 : former->second.size());
    if (others + value.size() > room) return false;
    values[std::string(key)] = std::string(value);
    return true;
  }
  void remove(std::string_view key) override { values.erase(std::string(key)); }
  size_t used() const {
    size_t bytes = 0;
    for (const auto& [key, value] : values)
      bytes += value.size();
    return bytes;
  }
  std::map<std::string, std::string> values;
  size_t room = SIZE_MAX;  // bytes of all values
};

// The draft that the server has once a request to save was granted; `before` is what it had.
// Nothing where edits do not fit it.
inline std::optional<std::string> saved_text(const HttpRequest& request,
                                             const std::string& before) {
  if (request.method != "PATCH") return request.body;
  const Result<Json> json = parse_json(request.body);
  const auto text = apply_text_edits(before, write_json(*json->find("edits")));
  return text && sha256_hex(*text) == json->find("sha256")->text() ? text : std::nullopt;
}

// The application with a server played by the test.
struct World {
  explicit World(Store& shared, uint64_t name = 1) : store(shared), app(http, store), window(name) {
    app.start("/prices/technician/draft", false, "");
  }
  void tick(double ms) {
    now += ms;
    PlatformInput input;
    input.now_ms = now;
    input.unix_seconds = 1'790'000'000;
    input.random = window;
    output = {};
    app.tick(input, output, editing);
    Actions actions;
    app.collect(actions);
    app.apply(actions, output);
    app.tick(input, output, editing);
  }
  // Answers the oldest unanswered request of that purpose.
  bool answer(std::string_view purpose, int status, std::string body, std::string etag = {}) {
    for (size_t i = 0; i < http.sent.size(); ++i) {
      if (http.sent[i].purpose != purpose) continue;
      HttpResponse response;
      response.id = http.sent[i].id;
      response.purpose = purpose;
      response.status = status;
      response.body = std::move(body);
      if (!etag.empty()) response.headers.emplace_back("etag", etag);
      last = http.sent[i];
      http.sent.erase(http.sent.begin() + static_cast<ptrdiff_t>(i));
      http.responses.push_back(std::move(response));
      tick(1);
      return true;
    }
    return false;
  }
  void edit(std::string price) {
    Actions actions;
    actions.push(
        prices::Intent{prices::EditCell{Section::kItems, 0, prices::kItemPrice, std::move(price)}});
    app.apply(actions, output);
  }
  void open(const std::string& stored = canonical(draft())) {
    tick(1);
    REQUIRE(answer("me", 200,
                   R"({"name":"li","role":"price_manager","rights":["prices"],)"
                   R"("preferences":{"language":"zh-CN"}})"));
    REQUIRE(answer("prices.books", 200,
                   R"({"books":[{"id":"technician","name":"n","relation":"company_technician",)"
                   R"("versions":[],"draft":{"revision":"3","base":0,"updated_at":1}}]})"));
    REQUIRE(answer("prices.draft", 200, stored, "\"3\""));
  }
  const prices::Document& document() { return app.state().prices.document; }

  Http http;
  Store& store;
  App app;
  PlatformOutput output;
  HttpRequest last;
  uint64_t window;  // its name among those of the same person
  double now = 0;
  bool editing = false;
};

}  // namespace fenming::testing
