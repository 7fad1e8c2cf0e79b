// Edits of a draft: parsing, steps, undo and redo, and what the server is told.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>

#include "app/prices/edits.h"
#include "app/prices/flow.h"
#include "app/prices/inherit.h"
#include "app/prices/merge.h"
#include "app/prices/view.h"
#include "codec/book_codec.h"
#include "draft_support.h"
#include "draft_world.h"

using namespace fenming;
using namespace fenming::app;
using namespace fenming::testing;
namespace prices = fenming::app::prices;
using prices::Section;

namespace {

prices::EditCondition change(prices::ConditionChange kind, std::vector<int> path = {},
                             std::string text = {}) {
  prices::EditCondition edit;
  edit.change = kind;
  edit.path = std::move(path);
  edit.text = std::move(text);
  return edit;
}

}  // namespace

TEST_CASE("a heir shows what it inherits, states its own and gives it back") {
  auto document = draft();
  prices::add_row(document, {Section::kTiers}, kChinese);
  REQUIRE(document.version.tiers.size() == 2);
  CHECK(document.version.tiers[0].extends == "standard");
  CHECK(cell(document, Section::kItems, 0, prices::kItemTierPrice) == "¥100.00");
  type(document, Section::kTiers, 0, prices::kTierFactor, "１５０％");
  CHECK(document.version.tiers[0].factor_bp == 15000);
  CHECK(cell(document, Section::kItems, 0, prices::kItemTierPrice) == "¥150.00");
  CHECK(
      prices::cell_view(document, Section::kItems, 0, prices::kItemTierPrice, kChinese).inherited);
  type(document, Section::kItems, 0, prices::kItemTierPrice, "￥１６８。５");
  CHECK(cell(document, Section::kItems, 0, prices::kItemTierPrice) == "¥168.50");
  CHECK_FALSE(
      prices::cell_view(document, Section::kItems, 0, prices::kItemTierPrice, kChinese).inherited);
  type(document, Section::kItems, 0, prices::kItemTierPrice, " ");
  CHECK(cell(document, Section::kItems, 0, prices::kItemTierPrice) == "¥150.00");
  type(document, Section::kTiers, 1, prices::kTierStartFee, "80");
  CHECK(cell(document, Section::kTiers, 0, prices::kTierStartFee) == "¥80.00");
  CHECK(prices::cell_view(document, Section::kTiers, 0, prices::kTierStartFee, kChinese).source ==
        "标准档");
  type(document, Section::kTiers, 0, prices::kTierPerKm, "2");
  CHECK(document.version.tiers[0].travel->start_fee_fen == 8000);
  CHECK(document.version.tiers[0].travel->steps[0].per_unit_fen == 200);
}

TEST_CASE("what is refused stays in its cell with the reason") {
  auto document = draft();
  const std::string before = canonical(document);
  type(document, Section::kItems, 0, prices::kItemPrice, "12..5");
  CHECK(canonical(document) == before);
  const auto shown = prices::cell_view(document, Section::kItems, 0, prices::kItemPrice, kChinese);
  CHECK(shown.text == "12..5");
  CHECK(shown.error == kChinese.text(Key::error_not_a_number));
  CHECK_FALSE(document.log.can_undo());
  type(document, Section::kItems, 0, prices::kItemPrice, "-1");
  CHECK(prices::cell_view(document, Section::kItems, 0, prices::kItemPrice, kChinese).error ==
        kChinese.text(Key::error_negative));
  type(document, Section::kItems, 0, prices::kItemPrice, "1.2万");
  CHECK(document.errors.empty());
  CHECK(document.version.items[0].price->fen == 1200000);
  type(document, Section::kTiers, 0, prices::kTierName, "　");
  CHECK(document.errors.size() == 1);
}

TEST_CASE("renaming a code follows it everywhere, in one step") {
  auto document = draft();
  prices::add_row(document, {Section::kTiers}, kChinese);
  type(document, Section::kItems, 0, prices::kItemTierPrice, "168");
  const std::string before = canonical(document);
  type(document, Section::kItems, 0, prices::kItemCode, "install_wall");
  CHECK(document.version.tiers[0].prices[0].item == "install_wall");
  type(document, Section::kTiers, 1, prices::kTierCode, "base");
  CHECK(document.version.tiers[0].extends == "base");
  document.log.undo(document.version);
  document.log.undo(document.version);
  CHECK(canonical(document) == before);
}

TEST_CASE("tiers move among equals and across priorities") {
  auto document = draft();
  prices::add_row(document, {Section::kTiers}, kChinese);
  prices::add_row(document, {Section::kTiers}, kChinese);
  const auto order = prices::tier_order(document.version);
  const std::string first = document.version.tiers[order[0]].tier;
  prices::move_row(document, {Section::kTiers, static_cast<int>(order[0]), 1}, kChinese);
  CHECK(document.version.tiers[prices::tier_order(document.version)[1]].tier == first);
  document.log.undo(document.version);
  CHECK(document.version.tiers[prices::tier_order(document.version)[0]].tier == first);
}

TEST_CASE("conditions are built, nested and refused") {
  auto document = draft();
  prices::add_row(document, {Section::kTiers}, kChinese);
  auto edit = change(prices::ConditionChange::kSetFact);
  edit.fact = {Fact::kDivision, {}};
  prices::edit_condition(document, edit, kChinese);
  prices::edit_condition(document, change(prices::ConditionChange::kAddValue, {}, "3205，11"),
                         kChinese);
  prices::edit_condition(document, change(prices::ConditionChange::kAddTest), kChinese);
  prices::edit_condition(document, change(prices::ConditionChange::kAddGroup), kChinese);
  CHECK(write_condition(*document.version.tiers[0].when) ==
        R"({"op":"all","of":[{"op":"division_within","codes":["31","3205","11"]},)"
        R"({"op":"in","fact":"customer_class","values":["normal"]},)"
        R"({"op":"any","of":[{"op":"in","fact":"customer_class","values":["normal"]}]}]})");
  const std::string before = canonical(document);
  prices::edit_condition(document, change(prices::ConditionChange::kAddValue, {0}, "火星"),
                         kChinese);
  CHECK(canonical(document) == before);
  CHECK(document.errors.size() == 1);
  prices::edit_condition(document, change(prices::ConditionChange::kRemove, {2}), kChinese);
  CHECK(document.version.tiers[0].when->of.size() == 2);
  prices::edit_condition(document, change(prices::ConditionChange::kRemove), kChinese);
  CHECK_FALSE(document.version.tiers[0].when);
}

TEST_CASE("a draft is saved within a second, with its revision") {
  Store store;
  World world(store);
  world.open();
  world.edit("123");
  CHECK(world.output.unsent_changes);
  CHECK(store.values.count("fenming.drafts.li.technician") == 1);
  world.tick(999);
  REQUIRE(world.answer("prices.save", 200, "{}", "\"4\""));
  CHECK(world.last.method == "PATCH");
  CHECK(world.last.if_match == "\"3\"");
  CHECK(world.last.body.size() < 200);
  CHECK(saved_text(world.last, canonical(draft())) == canonical(world.document()));
  CHECK_FALSE(world.app.has_unsent_changes());
  CHECK(store.values.count("fenming.drafts.li.technician") == 0);
  CHECK(world.document().etag == "\"4\"");
}

TEST_CASE("a server that spells the draft otherwise is sent the whole") {
  Store store;
  World world(store);
  world.open();
  world.edit("123");
  world.tick(999);
  REQUIRE(world.answer("prices.save", 409, R"({"code":"edits_do_not_fit","detail":"d"})"));
  REQUIRE(world.answer("prices.save", 200, "{}", "\"4\""));
  CHECK(world.last.method == "PUT");
  CHECK(world.last.if_match == "\"3\"");
  CHECK(world.last.body == canonical(world.document()));
  CHECK(world.app.state().prices.problem.empty());
  const std::string before = canonical(world.document());
  world.edit("124");
  world.tick(999);
  REQUIRE(world.answer("prices.save", 200, "{}", "\"5\""));
  CHECK(world.last.method == "PATCH");  // now it has our spelling
  CHECK(saved_text(world.last, before) == canonical(world.document()));
  CHECK_FALSE(world.app.has_unsent_changes());
  CHECK_FALSE(store.values.contains("fenming.drafts.li.technician"));
}

TEST_CASE("a reload before the save loses nothing") {
  Store store;
  {
    World world(store);
    world.open();
    world.edit("123");
  }
  World again(store);
  again.open();
  CHECK(again.document().version.items[0].price->fen == 12300);
  CHECK(again.app.has_unsent_changes());
  again.tick(1000);
  CHECK(again.answer("prices.save", 200, "{}", "\"4\""));
}

TEST_CASE("a large draft's local copy is written in the frames after the edit") {
  auto document = draft();
  while (document.version.items.size() < 2500) {
    Item item = document.version.items[0];
    item.item = "item_" + std::to_string(document.version.items.size() + 1);
    document.version.items.push_back(item);
  }
  const std::string stored = canonical(document);
  REQUIRE(stored.size() > 200'000);
  Store store;
  {
    World world(store);
    world.open(stored);
    const size_t before = store.used();
    world.edit("123");
    CHECK(store.used() == before);
    world.tick(1);
    world.tick(1);
    CHECK(store.used() > before + stored.size());
    CHECK(store.used() < before + stored.size() + 1000);
  }
  World again(store);
  again.open(stored);
  CHECK(again.document().version.items[0].price->fen == 12300);
  CHECK(again.app.has_unsent_changes());
  again.tick(1000);
  again.tick(1);
  REQUIRE(again.answer("prices.save", 200, "{}", "\"4\""));
  CHECK(saved_text(again.last, stored) == canonical(again.document()));
  CHECK_FALSE(store.values.contains("fenming.drafts.li.technician"));
}

TEST_CASE("a store that is nearly full keeps what was typed") {
  Store store;
  {
    World world(store);
    world.open();
    // The draft itself and its list of windows, but not what it was made from beside an edit.
    store.room = store.used() + canonical(draft()).size() + 20;
    world.edit("123");
    CHECK(store.used() > canonical(draft()).size());
  }
  World again(store);
  again.open();
  CHECK(again.document().version.items[0].price->fen == 12300);
  CHECK(again.app.has_unsent_changes());
}

TEST_CASE("a conflict shows both sides and either can stay") {
  for (const bool mine : {true, false}) {
    Store store;
    World world(store);
    world.open();
    world.edit("123");
    world.tick(999);
    auto theirs = draft();
    type(theirs, Section::kItems, 0, prices::kItemPrice, "999");
    REQUIRE(world.answer("prices.save", 412,
                         R"({"code":"stale","detail":"d","current_etag":"\"9\"","current":)" +
                             canonical(theirs) + "}"));
    REQUIRE(world.app.state().prices.conflict);
    REQUIRE(world.app.state().prices.conflict->rows.size() == 1);
    const app::ConflictRow& row = world.app.state().prices.conflict->rows[0];
    CHECK(prices::side_text(row, false, world.document().version, kChinese) == "¥123.00");
    CHECK(prices::side_text(row, true, world.app.state().prices.conflict->theirs, kChinese) ==
          "¥999.00");
    Actions actions;
    actions.push(prices::Intent{prices::ChooseSide{0, !mine}});
    actions.push(prices::Intent{prices::ResolveConflict{}});
    world.app.apply(actions, world.output);
    CHECK(world.document().version.items[0].price->fen == (mine ? 12300 : 99900));
    CHECK(world.document().etag == "\"9\"");
    REQUIRE(world.answer("prices.save", 200, "{}", "\"10\""));
    CHECK(world.last.if_match == "\"9\"");
  }
}

TEST_CASE("a draft that another window discarded is kept as a new one") {
  Store store;
  World world(store);
  world.open();
  world.edit("123");
  world.tick(999);
  REQUIRE(world.answer("prices.save", 412, R"({"code":"precondition_failed","detail":"d"})"));
  CHECK(world.document().etag.empty());
  CHECK(world.app.has_unsent_changes());
  REQUIRE(world.answer("prices.file", 200, R"({"routing":[],"books":[]})"));
  CHECK(world.document().version.items[0].price->fen == 12300);
  REQUIRE(world.answer("prices.save", 201, "{}", "\"11\""));
  CHECK(world.last.if_match.empty());
  CHECK(std::any_of(world.last.headers.begin(), world.last.headers.end(), [](const auto& header) {
    return header.first == "If-None-Match" && header.second == "*";
  }));
  CHECK(world.document().etag == "\"11\"");
  CHECK_FALSE(world.app.has_unsent_changes());
}

TEST_CASE("an unreachable server keeps the request and gets the same one again") {
  Store store;
  World world(store);
  world.open();
  world.edit("123");
  world.tick(999);
  REQUIRE(world.answer("prices.save", 0, ""));
  CHECK(world.app.state().backend.offline);
  CHECK(world.app.has_unsent_changes());
  world.tick(2100);
  REQUIRE(world.answer("prices.save", 200, "{}", "\"4\""));
  CHECK_FALSE(world.app.state().backend.offline);
  CHECK_FALSE(world.app.has_unsent_changes());
}

TEST_CASE("an expired session leaves for the sign-in page and comes back here") {
  Store store;
  World world(store);
  world.tick(1);
  for (const HttpRequest& request : world.http.sent) {
    CHECK(std::any_of(request.headers.begin(), request.headers.end(), [](const auto& header) {
      return header.first == "X-Fenming-Request" && header.second == "1";
    }));
  }
  HttpResponse response;
  response.id = world.http.sent[0].id;
  response.purpose = "me";
  response.status = 401;
  world.http.responses.push_back(response);
  Actions actions;
  world.app.collect(actions);
  PlatformOutput output;
  world.app.apply(actions, output);
  CHECK(output.leave_for == "/signin?next=%2Fprices%2Ftechnician%2Fdraft");
}
