// Tax on documents (P16): figures by hand, and that lines always add up to the document.
#include "engine/ledger/tax.h"

#include <doctest/doctest.h>

#include <random>

using namespace fenming;

TEST_CASE(
    "lines add up to the document; the greatest remainder, then the earlier line, gets the fen") {
  // 3 × 1.00 at 6 %: net 2.83, not 3 × 0.94 = 2.82; all cut the same, so the first one has 0.95.
  const std::vector<TaxedLine> same = {{100, 600}, {100, 600}, {100, 600}};
  const auto three = document_tax(same);
  REQUIRE(three.ok());
  CHECK(three->rates[0].parts == TaxParts{283, 17});
  CHECK(three->lines == std::vector<TaxParts>{{95, 5}, {94, 6}, {94, 6}});
}

TEST_CASE("rates are split apart; a rate of nothing has no tax") {
  const std::vector<TaxedLine> lines = {{10600, 600}, {11300, 1300}, {500, 0}, {10600, 600}};
  const auto document = document_tax(lines);
  REQUIRE(document.ok());
  REQUIRE(document->rates.size() == 3);
  CHECK(document->rates[0].parts == TaxParts{20000, 1200});
  CHECK(document->rates[1].parts == TaxParts{10000, 1300});
  CHECK(document->rates[2].parts == TaxParts{500, 0});
  CHECK(document->lines ==
        std::vector<TaxParts>{{10000, 600}, {10000, 1300}, {500, 0}, {10000, 600}});
}

TEST_CASE("a document beyond the limit is refused") {
  const std::vector<TaxedLine> lines = {{9'000'000'000'000'000, 600}, {1, 600}};
  const auto document = document_tax(lines);
  REQUIRE_FALSE(document.ok());
  CHECK(document.error().field == "rate:600");
}

TEST_CASE(
    "deductions and reversals: sums hold, each line is within a fen, turning signs turns all") {
  std::mt19937_64 dice(7);
  for (int round = 0; round < 3000; ++round) {
    std::vector<TaxedLine> lines;
    std::vector<TaxedLine> turned;
    for (auto i = dice() % 12; i < 13; ++i) {
      const auto fen = static_cast<int64_t>(dice() % 2001) - 700;
      const auto rate = static_cast<int32_t>(dice() % 2 == 0 ? 600 : dice() % 1800);
      lines.push_back({fen, rate});
      turned.push_back({-fen, rate});
    }
    const auto document = document_tax(lines);
    const auto reversal = document_tax(turned);
    for (const RateTax& rate : document->rates) {
      int64_t net = 0;
      for (size_t i = 0; i < lines.size(); ++i)
        net += lines[i].rate_bp == rate.rate_bp ? document->lines[i].net_fen : 0;
      CHECK(net == rate.parts.net_fen);
      CHECK(rate.parts.net_fen + rate.parts.tax_fen == rate.gross_fen);
    }
    for (size_t i = 0; i < lines.size(); ++i) {
      CHECK(document->lines[i].net_fen + document->lines[i].tax_fen == lines[i].gross_fen);
      CHECK(document->lines[i].net_fen == -reversal->lines[i].net_fen);
      const int64_t alone = expected_net_fen(lines[i].gross_fen, lines[i].rate_bp);
      CHECK(std::abs(document->lines[i].net_fen - alone) <= 1);
    }
  }
}
