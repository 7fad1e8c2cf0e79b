// Settles ticket lines (JSONL) against a book: the work of `fenming settle`, of the C ABI and of
// the WebAssembly host, so that all hosts print the same bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/pricing/settle.h"

namespace fenming {

struct SettleStreamOptions {
  bool explain = false;
};

// Appends the result lines of one input line, each ended by LF. `number` counts from 1. A blank
// line gives nothing.
void settle_line(const Settler& settler, std::string_view line, int64_t number,
                 const SettleStreamOptions& options, std::string& out);

// All lines of a text.
std::string settle_lines(const Settler& settler, std::string_view text,
                         const SettleStreamOptions& options);

}  // namespace fenming
