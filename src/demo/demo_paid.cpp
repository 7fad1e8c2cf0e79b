// What the demo company really paid: as the book in force that day says, except where somebody
// rounded, took an old price list, or corrected by hand. So a backtest of it has something to tell.
#include "demo/demo.h"
#include "demo/demo_data.h"
#include "demo/dice.h"
#include "engine/simulation/run.h"

namespace fenming::demo {
namespace {

constexpr Relation kRelation = Relation::kCompanyTechnician;
constexpr int64_t kYuan = 100;

std::vector<int64_t> totals_of(const BookFile& file, const History& history, bool by_date) {
  RelationRun run(file, kRelation, history, {.by_date = by_date});
  run.settle(0, history.size());
  return run.columns().total;
}

BookFile first_versions(BookFile file) {
  for (Book& book : file.books)
    book.versions.resize(1);
  return file;
}

}  // namespace

void pay(History& history, uint64_t seed) {
  const BookFile file = demo_books();
  const std::vector<int64_t> due = totals_of(file, history, true);
  const std::vector<int64_t> old = totals_of(first_versions(file), history, false);
  history.paid_fen.resize(history.size(), kNotPaid);
  for (uint32_t i = 0; i < history.size(); ++i) {
    const uint32_t luck = Dice(seed + i).below(1000);
    int64_t& paid = history.paid_fen[i];
    if (due[i] == kUnsettled) {
      paid = 80 * kYuan;  // agreed on the telephone
    } else if (luck < 940) {
      paid = due[i];
    } else if (luck < 965) {
      paid = due[i] / kYuan * kYuan;
    } else if (luck < 980) {
      paid = old[i] == kUnsettled ? due[i] : old[i];
    } else if (luck < 995) {
      paid = due[i] + 50 * kYuan;
    }
  }
}

}  // namespace fenming::demo
