// Ticket lines: what is read comes back as it is, settles under the example book, and every line's
// shares add up to it.
#include "codec/book_codec.h"
#include "codec/settle_stream.h"
#include "codec/ticket_codec.h"
#include "fuzz/fuzz.h"

using namespace fenming;

namespace {

constexpr int32_t kChinaMinutes = 480;

void check_shares(const Settlement& settlement) {
  int64_t total = 0;
  for (const SettlementLine& line : settlement.lines) {
    int64_t shared = 0;
    for (const Share& share : line.shares)
      shared += share.amount_fen;
    FM_ASSERT(shared == line.amount_fen);
    total += line.amount_fen;
  }
  FM_ASSERT(total == settlement.total_fen);
}

}  // namespace

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Result<BookFile> file =
      read_book_file(fuzz::read_repository_file("docs/schema/example-book.json"));
  static const Settler settler(*file);
  settle_lines(settler, fuzz::text_of(data, size), {.explain = true});
  const Result<Ticket> ticket = read_ticket(fuzz::text_of(data, size));
  if (!ticket) return 0;
  const std::string text = write_ticket(*ticket, kChinaMinutes);
  const Result<Ticket> again = read_ticket(text);
  FM_ASSERT(again.ok() && write_ticket(*again, kChinaMinutes) == text);
  for (const Outcome& outcome : settler.settle(*ticket)) {
    const bool pays = outcome.relation == Relation::kCompanyTechnician;
    if (outcome.settlement && pays) check_shares(*outcome.settlement);
  }
  return 0;
}
