#include "app/command_log.h"

#include <doctest/doctest.h>

#include <vector>

#include "app/gallery_document.h"

using namespace fenming::app;

namespace {

using Numbers = std::vector<int>;

class Append final : public Command<Numbers> {
 public:
  explicit Append(int value) : value_(value) {}
  std::string name() const override { return "append"; }
  void execute(Numbers& numbers) override { numbers.push_back(value_); }
  void undo(Numbers& numbers) override {
    REQUIRE(numbers.back() == value_);
    numbers.pop_back();
  }

 private:
  int value_;
};

}  // namespace

TEST_CASE("execute, undo, redo") {
  Numbers numbers;
  CommandLog<Numbers> log;
  log.execute(numbers, std::make_unique<Append>(1));
  log.execute(numbers, std::make_unique<Append>(2));
  CHECK(log.undo(numbers));
  CHECK(numbers == Numbers{1});
  CHECK(log.redo(numbers));
  CHECK(numbers == Numbers{1, 2});
  CHECK_FALSE(log.redo(numbers));
  log.undo(numbers);
  log.execute(numbers, std::make_unique<Append>(3));
  CHECK_FALSE(log.can_redo());
  CHECK(numbers == Numbers{1, 3});
}

TEST_CASE("a group is one named step and reverts in reverse") {
  Numbers numbers;
  CommandLog<Numbers> log;
  log.begin_group("both");
  log.execute(numbers, std::make_unique<Append>(1));
  log.begin_group("inner");
  log.execute(numbers, std::make_unique<Append>(2));
  log.end_group();
  log.end_group();
  CHECK(log.size() == 1);
  CHECK(log.undo_name() == "both");
  CHECK(log.undo(numbers));
  CHECK(numbers.empty());
  log.begin_group("nothing");
  log.end_group();
  CHECK(log.can_redo());
}

TEST_CASE("the saved mark follows undo and is lost with a cut future") {
  Numbers numbers;
  CommandLog<Numbers> log;
  log.execute(numbers, std::make_unique<Append>(1));
  log.mark_saved();
  log.undo(numbers);
  CHECK_FALSE(log.is_saved());
  log.execute(numbers, std::make_unique<Append>(2));
  CHECK_FALSE(log.is_saved());
}

TEST_CASE("random commands undone give the first document") {
  GalleryState state;
  state.document = GalleryDocument::sample(50);
  const auto first = state.document.rows;
  uint32_t seed = 7;
  for (int i = 0; i < 500; ++i) {
    seed = seed * 1664525 + 1013904223;
    const int row = static_cast<int>(seed >> 16) % 50;
    if ((seed & 3) == 0)
      state.log.undo(state.document);
    else
      edit_gallery_price(state, row, std::to_string((seed >> 8) % 900));
  }
  while (state.log.undo(state.document)) {
  }
  for (size_t i = 0; i < first.size(); ++i) {
    CHECK(state.document.rows[i].price_fen == first[i].price_fen);
    CHECK(state.document.rows[i].inherited == first[i].inherited);
  }
}
