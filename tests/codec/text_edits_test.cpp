#include "codec/text_edits.h"

#include <doctest/doctest.h>

#include <random>
#include <vector>

#include "base/text.h"
#include "codec/json.h"

using namespace fenming;

namespace {

size_t count_edits(const std::string& edits) {
  return parse_json(edits)->items().size();
}

// As a price draft is written: many elements that are nearly alike.
std::string draft_of(const std::vector<int>& prices) {
  std::string text = R"({"items":[)";
  for (size_t i = 0; i < prices.size(); ++i) {
    if (i > 0) text += ',';
    text += R"({"item":"I)" + std::to_string(i) + R"(","name":"空调安装 )" + std::to_string(i % 7) +
            R"(","unit_price":)" + std::to_string(prices[i]) + R"(,"unit":"台"})";
  }
  return text + "]}";
}

}  // namespace

TEST_CASE("a changed price is one short edit, and a column of prices one each") {
  std::vector<int> prices(2000, 15000);
  const std::string base = draft_of(prices);
  CHECK(write_text_edits(base, base) == "[]");
  prices[777] = 15999;
  const std::string one = write_text_edits(base, draft_of(prices));
  CHECK(one.size() < 30);
  CHECK(apply_text_edits(base, one) == draft_of(prices));
  for (size_t i = 0; i < prices.size(); ++i)
    prices[i] = static_cast<int>(20000 + i);
  const std::string all = write_text_edits(base, draft_of(prices));
  CHECK(count_edits(all) == prices.size());
  CHECK(all.size() < base.size() / 4);
  CHECK(apply_text_edits(base, all) == draft_of(prices));
}

TEST_CASE("many elements that came or went are an edit each, and what lies between stays") {
  std::vector<int> prices(3000, 15000);
  const std::string list = draft_of(prices);
  std::string base;
  std::string text;
  for (int tier = 0; tier < 5; ++tier) {
    const std::string name = "{\"tier\":\"T" + std::to_string(tier) + "\",\"prices\":";
    base += name + draft_of(std::vector<int>(1000, 100 + tier)) + "}";
    text += name + draft_of(std::vector<int>(2000, 100 + tier)) + "}";
  }
  base += list;
  text += list;
  const std::string more = write_text_edits(base, text);
  CHECK(count_edits(more) <= 10);
  CHECK(more.size() < (text.size() - base.size()) * 5 / 4);
  CHECK(apply_text_edits(base, more) == text);
  const std::string fewer = write_text_edits(text, base);
  CHECK(fewer.size() < 1000);
  CHECK(apply_text_edits(text, fewer) == base);
}

TEST_CASE("random changes of text in both scripts come back exactly, cut between characters") {
  std::mt19937 random(20261201);
  const std::vector<std::string> pieces{"中", "丮", "价", "é", "a", "b",
                                        "\"", "\\", "\n", "😀", "12"};
  const auto piece = [&] { return pieces[random() % pieces.size()]; };
  for (int round = 0; round < 3000; ++round) {
    CAPTURE(round);
    std::vector<std::string> before;
    for (size_t n = random() % 200; n > 0; --n)
      before.push_back(piece());
    std::vector<std::string> after = before;
    for (size_t n = random() % 6; n > 0; --n) {
      const size_t at = after.empty() ? 0 : random() % after.size();
      const auto place = after.begin() + static_cast<std::ptrdiff_t>(at);
      if (after.empty() || random() % 3 == 0)
        after.insert(place, piece());
      else if (random() % 2 == 0)
        after.erase(place);
      else
        *place = piece();
    }
    std::string base;
    std::string text;
    for (const std::string& part : before)
      base += part;
    for (const std::string& part : after)
      text += part;
    const std::string edits = write_text_edits(base, text);
    REQUIRE(is_valid_utf8(edits));
    REQUIRE(parse_json(edits).ok());
    REQUIRE(apply_text_edits(base, edits) == text);
  }
}

TEST_CASE("texts that have nothing in common are one edit, however long they are") {
  const std::string base(3'000'000, 'a');
  std::string text(3'000'000, 'b');
  CHECK(count_edits(write_text_edits(base, text)) == 1);
  // Differences that are far apart use up the effort; the rest is exact all the same.
  std::string wide = base;
  for (size_t at = 0; at + 3000 < wide.size(); at += 3000)
    wide.replace(at, 1500, std::string(1500, 'c'));
  CHECK(apply_text_edits(base, write_text_edits(base, wide)) == wide);
  CHECK(apply_text_edits("", write_text_edits("", "x")) == "x");
  CHECK(apply_text_edits("x", write_text_edits("x", "")) == "");
}

TEST_CASE("edits that do not fit are refused") {
  for (const char* edits :
       {"", "{}", "[1]", "[[0,0]]", "[[0,0,0]]", R"([[0,0,"",0]])", R"([[-1,0,""]])",
        R"([[0,-1,""]])", R"([[6,0,""]])", R"([[0,6,""]])", R"([[3,0,"x"],[0,3,""]])",
        R"([[9223372036854775807,1,""]])", R"([["0",0,""]])", R"([[0,0,""])"}) {
    CAPTURE(edits);
    CHECK_FALSE(apply_text_edits("abcde", edits).has_value());
  }
  CHECK(apply_text_edits("abcde", R"([[1,2,"X"],[1,1,"Y"]])") == "aXdY");
  CHECK(apply_text_edits("abcde", "[]") == "abcde");
}
