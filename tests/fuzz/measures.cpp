// Accounts with their measures under the example book's plans.
#include "codec/book_codec.h"
#include "codec/plan_codec.h"
#include "fuzz/fuzz.h"

using namespace fenming;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Result<BookFile> file =
      read_book_file(fuzz::read_repository_file("docs/schema/example-book.json"));
  FM_ASSERT(file.ok());
  plan_accounts(*file, fuzz::text_of(data, size));
  return 0;
}
