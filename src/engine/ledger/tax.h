// Tax of a document whose prices include it (settlement.md P16): split once per rate over the
// document, spread back over its lines, so that the lines add up to what the tax office expects.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"

namespace fenming {

struct TaxedLine {
  int64_t gross_fen = 0;
  int32_t rate_bp = 0;  // not negative
};

struct TaxParts {
  int64_t net_fen = 0;
  int64_t tax_fen = 0;

  bool operator==(const TaxParts&) const = default;
};

struct RateTax {
  int32_t rate_bp = 0;
  int64_t gross_fen = 0;
  TaxParts parts;
};

struct DocumentTax {
  std::vector<RateTax> rates;   // in the order in which the lines first name them
  std::vector<TaxParts> lines;  // like the lines given
};

// What a line's net is expected to be before it stands on a document:
// round(gross × 10000 / (10000 + rate)).
int64_t expected_net_fen(int64_t gross_fen, int32_t rate_bp);

// The same over the sum of each rate, spread back by largest remainder, ties to the earlier line.
// The document with every sign turned has every part's sign turned. Error: money_overflow, field
// rate:BP, where the gross of a rate is beyond 9 · 10^15 fen.
Result<DocumentTax> document_tax(std::span<const TaxedLine> lines);

}  // namespace fenming
