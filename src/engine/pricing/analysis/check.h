// Checks a book file before publishing (settlement.md T4). Errors refuse, warnings ask. A finding
// about what tiers can match is certain with a witness, or not decided within the stated number of
// boxes; what is certainly absent is not reported.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/pricing/book.h"
#include "engine/ticket.h"

namespace fenming {

enum class Severity : uint8_t { kError, kWarning };
enum class Certainty : uint8_t { kCertain, kUndecided };

struct Finding {
  Severity severity = Severity::kError;
  std::string code;
  std::string book;     // empty: routing, entitlement, plans
  int32_t version = 0;  // 0: not about one version
  std::string field;    // path within the version, or within the file
  std::string message;
  Certainty certainty = Certainty::kCertain;
  int64_t boxes = 0;              // searched where undecided
  std::optional<Ticket> witness;  // a ticket that shows the finding
};

struct CheckOptions {
  int64_t max_boxes = 50'000;  // of one search for a witness
};

std::vector<Finding> check_book_file(const BookFile& file, const CheckOptions& options = {});

// True where no finding is an error.
bool is_publishable(const std::vector<Finding>& findings);

}  // namespace fenming
