// Two windows of one person on one draft, and a server that stores it: whatever the order of
// typing, saving, losing the line and crashing, what was typed is there in the end or was asked
// about.
#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>

#include "app/prices/merge.h"
#include "codec/book_codec.h"
#include "draft_world.h"

using namespace fenming;
using namespace fenming::testing;

namespace {

constexpr int kItems = 6;

std::string first_draft() {
  auto document = draft();
  while (document.version.items.size() < kItems) {
    Item item = document.version.items[0];
    item.item = "item_" + std::to_string(document.version.items.size() + 1);
    document.version.items.push_back(item);
  }
  return canonical(document);
}

// One author's draft, as the server keeps it.
struct Server {
  std::string body = first_draft();
  int revision = 3;
  int patches = 0;  // saves that sent edits
  std::string etag() const { return "\"" + std::to_string(revision) + "\""; }
};

// A window with its line to the server.
struct Window {
  Window(Store& store, Server& shared, uint64_t name)
      : server(&shared), world(std::make_unique<World>(store, name)) {
    world->tick(1);
    while (serve()) {
    }
  }
  // Answers the oldest request; false where none waits or the line is down.
  bool serve() {
    if (offline || world->http.sent.empty()) return false;
    const HttpRequest request = world->http.sent.front();
    const std::string& what = request.purpose;
    if (what == "me")
      return world->answer("me", 200,
                           R"({"name":"li","role":"price_manager","rights":["prices"]})");
    if (what == "prices.books")
      return world->answer(what, 200,
                           R"({"books":[{"id":"technician","name":"n","relation":)"
                           R"("company_technician","versions":[],"draft":)"
                           R"({"revision":"3","base":0,"updated_at":1}}]})");
    if (what == "prices.draft" || what == "prices.refresh")
      return world->answer(what, 200, server->body, server->etag());
    if (what == "prices.save") return save(request);
    return world->answer(what, 404, "{}");
  }
  bool save(const HttpRequest& request) {
    if (request.if_match != server->etag())
      return world->answer("prices.save", 412,
                           R"({"code":"precondition_failed","current_etag":"\")" +
                               std::to_string(server->revision) + R"(\"","current":)" +
                               server->body + "}");
    const auto text = saved_text(request, server->body);
    if (!text) return world->answer("prices.save", 409, R"({"code":"edits_do_not_fit"})");
    server->body = *text;
    server->patches += request.method == "PATCH" ? 1 : 0;
    ++server->revision;
    // The answer may be lost: the same request comes again and meets its own work.
    if (lose_answer) {
      lose_answer = false;
      world->answer("prices.save", 0, {});
      return false;
    }
    return world->answer("prices.save", 200, "{}", server->etag());
  }
  void type(int item, int fen) {
    Actions actions;
    const std::string text =
        std::to_string(fen / 100) + "." + std::to_string(fen / 10 % 10) + std::to_string(fen % 10);
    actions.push(prices::Intent{prices::EditCell{Section::kItems, item, prices::kItemPrice, text}});
    world->app.apply(actions, world->output);
  }
  // Chooses among what is asked, row by row, and goes on. What is chosen is wanted again, whatever
  // was typed over it elsewhere.
  void decide(std::mt19937_64& random, std::set<int64_t>& replaced) {
    const auto& conflict = world->app.state().prices.conflict;
    if (!conflict || conflict->is_automatic) return;
    Actions actions;
    for (size_t i = 0; i < conflict->rows.size(); ++i) {
      const app::ConflictRow& row = conflict->rows[i];
      if (row.settled) continue;
      const bool theirs = random() % 2 == 0;
      const std::string& chosen = theirs ? row.theirs : row.mine;
      const size_t at = chosen.find("unit_price_fen\":");
      if (at != std::string::npos) replaced.erase(std::stoll(chosen.substr(at + 16)));
      actions.push(prices::Intent{prices::ChooseSide{static_cast<int>(i), theirs}});
    }
    actions.push(prices::Intent{prices::ResolveConflict{}});
    world->app.apply(actions, world->output);
  }

  Server* server;
  std::unique_ptr<World> world;
  bool offline = false;
  bool lose_answer = false;
};

int64_t price_of(const BookVersion& version, int item) {
  return version.items[static_cast<size_t>(item)].price->fen;
}

}  // namespace

TEST_CASE("what one window changed and what the other changed come together unasked") {
  Store store;
  Server server;
  Window a(store, server, 1);
  Window b(store, server, 2);
  a.type(0, 12300);
  b.type(1, 45600);
  for (Window* window : {&a, &b}) {
    window->world->tick(999);
    while (window->serve()) {
    }
  }
  b.world->tick(999);
  while (b.serve()) {
  }
  CHECK_FALSE(b.world->app.state().prices.conflict);
  const auto stored = read_book_version(server.body);
  CHECK(price_of(*stored, 0) == 12300);
  CHECK(price_of(*stored, 1) == 45600);
  CHECK(b.world->app.state().toasts.size() == 1);
}

TEST_CASE("a merge waits until the field is left") {
  Store store;
  Server server;
  Window a(store, server, 1);
  Window b(store, server, 2);
  a.type(0, 12300);
  a.world->tick(999);
  a.serve();
  b.type(1, 45600);
  b.world->editing = true;
  b.world->tick(999);
  b.serve();
  REQUIRE(b.world->app.state().prices.conflict);
  CHECK(b.world->app.state().prices.conflict->is_automatic);
  CHECK(price_of(b.world->document().version, 0) != 12300);
  b.type(0, 777);  // what is typed meanwhile meets the other's after all
  b.world->editing = false;
  b.world->tick(1);
  REQUIRE(b.world->app.state().prices.conflict);
  CHECK_FALSE(b.world->app.state().prices.conflict->is_automatic);
  const auto& rows = b.world->app.state().prices.conflict->rows;
  CHECK(std::count_if(rows.begin(), rows.end(), [](const auto& row) { return !row.settled; }) == 1);
  // Taking one side of what is asked leaves alone what is not.
  Actions actions;
  actions.push(prices::Intent{prices::ChooseSide{-1, true}});
  actions.push(prices::Intent{prices::ResolveConflict{}});
  b.world->app.apply(actions, b.world->output);
  CHECK(price_of(b.world->document().version, 0) == 12300);
  CHECK(price_of(b.world->document().version, 1) == 45600);
}

TEST_CASE("random interleavings of two windows lose nothing") {
  for (uint64_t seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    Store store;
    Server server;
    std::vector<Window> windows;
    for (uint64_t name : {1, 2})
      windows.emplace_back(store, server, name);
    std::vector<std::vector<int64_t>> typed(kItems);  // by item
    std::set<int64_t> replaced;                       // what somebody saw and typed over
    uint64_t name = 3;
    int next = 10000;
    for (int step = 0; step < 40; ++step) {
      Window& window = windows[random() % 2];
      switch (random() % 8) {
        case 0:
        case 1:
        case 2: {
          const int item = static_cast<int>(random() % kItems);
          replaced.insert(price_of(window.world->document().version, item));
          window.type(item, ++next);
          typed[static_cast<size_t>(item)].push_back(next);
          break;
        }
        case 3:
          window.world->tick(static_cast<double>(random() % 1500));
          break;
        case 4:
          window.serve();
          break;
        case 5:
          window.offline = !window.offline;
          break;
        case 6:
          window.lose_answer = true;
          break;
        default:
          // The window dies; another one opens in its place, with what the store kept.
          if (random() % 3 == 0) window = Window(store, server, name++);
      }
      window.decide(random, replaced);
    }
    const auto calm = [&] {
      for (int round = 0; round < 12; ++round) {
        for (Window& window : windows) {
          window.offline = window.lose_answer = false;
          window.world->tick(40000);  // repeated requests are due
          while (window.serve()) {
          }
          window.decide(random, replaced);
        }
      }
    };
    calm();
    // A copy that met another one's change of the same place waits until that is saved.
    for (int visit = 0; visit < 4 && !store.values.empty(); ++visit) {
      windows[0] = Window(store, server, name++);
      calm();
    }
    for (Window& window : windows) {
      CHECK_FALSE(window.world->app.has_unsent_changes());
      CHECK_FALSE(window.world->app.state().prices.conflict);
    }
    const auto stored = read_book_version(server.body);
    REQUIRE(stored);
    for (int item = 0; item < kItems; ++item) {
      const auto& values = typed[static_cast<size_t>(item)];
      CAPTURE(item);
      const int64_t kept = price_of(*stored, item);
      if (values.empty()) {
        CHECK(kept == price_of(*read_book_version(first_draft()), item));
      } else {
        // A value that was typed and that nobody replaced; which, where two met, was asked.
        CHECK(std::find(values.begin(), values.end(), kept) != values.end());
        CHECK_FALSE(replaced.contains(kept));
      }
    }
    CHECK(store.values.empty());  // nothing waits unacknowledged
    CHECK(server.patches > 0);
  }
}
