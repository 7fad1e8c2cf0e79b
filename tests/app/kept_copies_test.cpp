// What the server has not acknowledged, in the browser's store.
#include "app/kept_copies.h"

#include <doctest/doctest.h>

#include <string>

#include "draft_world.h"

using namespace fenming;
using namespace fenming::app;
using namespace fenming::testing;

namespace {

std::string text_of(int prices, int changed = -1) {
  std::string text = R"({"items":[)";
  for (int i = 0; i < prices; ++i)
    text += (i > 0 ? ",{\"item\":\"I" : "{\"item\":\"I") + std::to_string(i) +
            "\",\"fen\":" + std::to_string(i == changed ? 99 : 100) + "}";
  return text + "]}";
}

TextCopy copy_of(int changed, std::string window = "1", std::string etag = "\"3\"") {
  return {std::move(window), std::move(etag), text_of(500), text_of(500, changed)};
}

void check_alike(const TextCopy& a, const TextCopy& b) {
  CHECK(a.window == b.window);
  CHECK(a.etag == b.etag);
  CHECK(a.base == b.base);
  CHECK(a.mine == b.mine);
}

}  // namespace

TEST_CASE("a copy comes back with its base, which is written once") {
  Store store;
  KeptCopies copies(store, "d");
  copies.keep(copy_of(7));
  REQUIRE(copies.all().size() == 1);
  check_alike(copies.all()[0], copy_of(7));
  const size_t used = store.used();
  CHECK(used < text_of(500).size() + 200);
  // From here on the store would refuse a base once more.
  store.room = used + 40;
  copies.keep(copy_of(8));
  check_alike(copies.all()[0], copy_of(8));
  CHECK(store.used() < used + 40);
  CHECK(copies.all()[0].base == text_of(500));
}

TEST_CASE("the base is stored in a step of its own, once") {
  Store store;
  KeptCopies copies(store, "d");
  CHECK(copies.keep_base("1", text_of(500)));
  CHECK_FALSE(copies.keep_base("1", text_of(500)));
  CHECK(copies.all().empty());
  CHECK(store.values.empty());  // a window that ended there leaves nothing
  CHECK(copies.keep_base("1", text_of(500)));
  CHECK(copies.keep_base("1", text_of(400)));
  CHECK(copies.keep_base("1", text_of(500)));
  store.room = store.used() + 200;
  copies.keep(copy_of(7));
  REQUIRE(copies.all().size() == 1);
  check_alike(copies.all()[0], copy_of(7));
  CHECK_FALSE(copies.keep_base("2", text_of(500)));  // no room
  copies.forget("1");
  CHECK(copies.all().empty());
  CHECK(store.values.empty());
}

TEST_CASE("a copy of another base replaces the base, even under the same ETag") {
  Store store;
  KeptCopies copies(store, "d");
  copies.keep(copy_of(7));
  TextCopy other = copy_of(9);
  other.base = text_of(400);
  copies.keep(other);
  REQUIRE(copies.all().size() == 1);
  check_alike(copies.all()[0], other);
}

TEST_CASE("windows keep their copies apart, and forget them without a trace") {
  Store store;
  KeptCopies copies(store, "d");
  copies.keep(copy_of(1, "1"));
  copies.keep(copy_of(2, "2", "\"4\""));
  TextCopy fresh{"3", "", "", text_of(3)};  // the server has nothing yet
  copies.keep(fresh);
  REQUIRE(copies.all().size() == 3);
  check_alike(copies.all()[1], copy_of(2, "2", "\"4\""));
  check_alike(copies.all()[2], fresh);
  for (const char* window : {"1", "2", "3"})
    copies.forget(window);
  CHECK(copies.all().empty());
  CHECK(store.values.empty());
}

TEST_CASE("a store without room for both keeps what was typed") {
  Store store;
  KeptCopies copies(store, "d");
  TextCopy copy = copy_of(7);
  store.room = copy.mine.size() + 12;
  copies.keep(copy);
  copy.base.clear();
  REQUIRE(copies.all().size() == 1);
  check_alike(copies.all()[0], copy);
}

TEST_CASE("a copy that the build before kept is found") {
  Store store;
  store.values["d"] = "1\n2\n";
  store.values["d.1"] = "\"3\"\n" + text_of(500) + "\n" + text_of(500, 7);
  store.values["d.2"] = "\"3\"\n\n" + text_of(500, 8);
  const auto copies = KeptCopies(store, "d").all();
  REQUIRE(copies.size() == 2);
  check_alike(copies[0], copy_of(7));
  CHECK(copies[1].base.empty());
  CHECK(copies[1].mine == text_of(500, 8));
}

TEST_CASE("a copy whose base is not the one that it was made from is left out") {
  Store store;
  KeptCopies copies(store, "d");
  copies.keep(copy_of(7));
  for (auto& [key, value] : store.values) {
    if (key == "d.1.base") value.replace(20, 1, "x");
  }
  CHECK(copies.all().empty());
  store.values["d.1"] = "garbage";
  CHECK(copies.all().empty());
}
