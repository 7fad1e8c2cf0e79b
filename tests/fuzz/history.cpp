// A column snapshot: what is read is written back byte for byte, and its tickets can be rebuilt.
#include <algorithm>

#include "codec/history_codec.h"
#include "codec/ticket_codec.h"
#include "fuzz/fuzz.h"

using namespace fenming;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const Result<History> history = read_history(fuzz::text_of(data, size));
  if (!history) return 0;
  const std::string bytes = write_history(*history);
  const Result<History> again = read_history(bytes);
  FM_ASSERT(again.ok() && write_history(*again) == bytes);
  constexpr int32_t kChinaMinutes = 480;
  constexpr uint32_t kRebuilt = 20;
  for (uint32_t i = 0; i < std::min(history->size(), kRebuilt); ++i)
    write_ticket(history->ticket(i), kChinaMinutes);
  return 0;
}
