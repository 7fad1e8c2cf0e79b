// A book file: what is read comes back as it is, and what can be published settles a ticket.
#include "codec/book_codec.h"
#include "codec/finding_codec.h"
#include "codec/plan_codec.h"
#include "codec/settle_stream.h"
#include "engine/pricing/analysis/check.h"
#include "fuzz/fuzz.h"

using namespace fenming;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::string tickets =
      fuzz::read_repository_file("docs/schema/example-tickets.jsonl");
  static const std::string accounts =
      fuzz::read_repository_file("docs/schema/example-measures.jsonl");
  const Result<BookFile> file = read_book_file(fuzz::text_of(data, size));
  if (!file) return 0;
  const std::string text = write_book_file(*file);
  const Result<BookFile> again = read_book_file(text);
  FM_ASSERT(again.ok() && write_book_file(*again) == text);
  const std::vector<Finding> findings = check_book_file(*file, {.max_boxes = 200});
  write_finding_list(findings);
  if (!is_publishable(findings)) return 0;
  const Settler settler(*file);
  settle_lines(settler, tickets, {.explain = true});
  plan_accounts(*file, accounts);
  return 0;
}
