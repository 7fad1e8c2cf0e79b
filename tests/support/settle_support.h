// Settles small books written as JSON in the tests, and prints the result as an accountant reads
// it: one line of text per settlement line.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/text.h"
#include "codec/book_codec.h"
#include "codec/ticket_codec.h"
#include "engine/pricing/settle.h"

namespace fenming::testing {

// A book file with one company → technician book "b" whose versions are given as JSON objects.
inline BookFile technician_book(const std::string& versions) {
  const std::string text =
      R"({"schema":"fenming.book-file/1","routing":[{"route":"all","books":[{"relation":)"
      R"("company_technician","book":"b"}]}],"books":[{"book":"b","relation":)"
      R"("company_technician","versions":[)" +
      versions + "]}]}";
  Result<BookFile> file = read_book_file(text);
  REQUIRE_MESSAGE(file.ok(), (file.ok() ? "" : file.error().field + " " + file.error().message));
  return std::move(*file);
}

// A version valid from 2026-01-01, pinned when taken; `members` are its further JSON members.
inline std::string version_json(
    const std::string& members,
    const std::string& head =
        R"("version":1,"status":"in_force","from":"2026-01-01","pin_event":"taken")") {
  return "{" + head + R"(,"utc_offset_min":480,)" + members + "}";
}

inline Ticket ticket_of(const std::string& text) {
  Result<Ticket> ticket = read_ticket(text);
  REQUIRE_MESSAGE(ticket.ok(),
                  (ticket.ok() ? "" : ticket.error().field + " " + ticket.error().message));
  return std::move(*ticket);
}

inline std::string yuan(int64_t fen) {
  const std::string sign = fen < 0 ? "-" : "";
  const int64_t magnitude = fen < 0 ? -fen : fen;
  return sign + std::to_string(magnitude / 100) + "." + pad_number(magnitude % 100, 2);
}

// "labour item:x 2 -> 200.00" per line, then "= total"; "error code field" where it failed.
inline std::vector<std::string> statement_of(const Outcome& outcome) {
  if (!outcome.settlement) return {"error " + outcome.error.code + " " + outcome.error.field};
  std::vector<std::string> rows;
  for (const SettlementLine& line : outcome.settlement->lines) {
    std::string row = line.category + " " + line.rule;
    if (line.quantity) row += " x" + format_decimal(*line.quantity, 3);
    row += " " + yuan(line.amount_fen);
    for (const Share& share : line.shares) {
      if (line.shares.size() > 1) row += " | " + share.payee + " " + yuan(share.amount_fen);
    }
    rows.push_back(row);
  }
  rows.push_back("= " + yuan(outcome.settlement->total_fen));
  return rows;
}

inline std::vector<std::string> settle_one(const BookFile& file, const std::string& ticket) {
  const Settler settler(file);
  const auto outcomes = settler.settle(ticket_of(ticket));
  REQUIRE(outcomes.size() == 1);
  return statement_of(outcomes[0]);
}

}  // namespace fenming::testing
