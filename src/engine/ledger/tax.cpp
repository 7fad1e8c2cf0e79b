#include "engine/ledger/tax.h"

#include <algorithm>

#include "base/checked.h"
#include "engine/pricing/settlement.h"

namespace fenming {
namespace {

constexpr int64_t kBpUnit = 10000;

RateTax& rate_of(std::vector<RateTax>& rates, int32_t rate_bp) {
  const auto found = std::find_if(rates.begin(), rates.end(),
                                  [&](const RateTax& rate) { return rate.rate_bp == rate_bp; });
  if (found != rates.end()) return *found;
  rates.push_back({rate_bp, 0, {}});
  return rates.back();
}

// Gives the lines of one rate whole fen toward zero, then one fen each, where most of a fen was cut
// off, until they add up to the rate's net. Signs matter: lines of a document may be deductions.
void spread(const RateTax& rate, std::span<const TaxedLine> lines, std::vector<TaxParts>& parts) {
  struct Cut {
    size_t line;
    Int128 remainder;  // has the line's sign
  };
  std::vector<Cut> cuts;
  int64_t missing = rate.parts.net_fen;
  const int64_t divisor = kBpUnit + rate.rate_bp;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].rate_bp != rate.rate_bp) continue;
    const Int128 exact = Int128{lines[i].gross_fen} * kBpUnit;
    parts[i].net_fen = static_cast<int64_t>(exact / divisor);
    missing -= parts[i].net_fen;
    cuts.push_back({i, exact % divisor});
  }
  const int64_t sign = missing < 0 ? -1 : 1;
  std::stable_sort(cuts.begin(), cuts.end(), [&](const Cut& a, const Cut& b) {
    return a.remainder * sign > b.remainder * sign;
  });
  const auto count = static_cast<size_t>(missing * sign);
  FM_ASSERT(count <= cuts.size());
  for (size_t k = 0; k < count; ++k)
    parts[cuts[k].line].net_fen += sign;
}

}  // namespace

int64_t expected_net_fen(int64_t gross_fen, int32_t rate_bp) {
  FM_ASSERT(rate_bp >= 0);
  return static_cast<int64_t>(
      div_half_away(Int128{gross_fen} * kBpUnit, Int128{kBpUnit} + rate_bp));
}

Result<DocumentTax> document_tax(std::span<const TaxedLine> lines) {
  DocumentTax document;
  for (const TaxedLine& line : lines) {
    RateTax& rate = rate_of(document.rates, line.rate_bp);
    const Int128 gross = Int128{rate.gross_fen} + line.gross_fen;
    if (!within(gross, kMaxTotalFen)) {
      return Error{"money_overflow", "rate:" + std::to_string(line.rate_bp),
                   "The document is beyond 90,000,000,000,000.00 yuan; divide it."};
    }
    rate.gross_fen = static_cast<int64_t>(gross);
  }
  document.lines.resize(lines.size());
  for (RateTax& rate : document.rates) {
    rate.parts.net_fen = expected_net_fen(rate.gross_fen, rate.rate_bp);
    rate.parts.tax_fen = rate.gross_fen - rate.parts.net_fen;
    spread(rate, lines, document.lines);
  }
  for (size_t i = 0; i < lines.size(); ++i)
    document.lines[i].tax_fen = lines[i].gross_fen - document.lines[i].net_fen;
  return document;
}

}  // namespace fenming
