// Operations on histories: building one from tickets, generating the demo's, simulating.
#include "base/sha256.h"
#include "capi/request.h"
#include "codec/book_codec.h"
#include "codec/history_codec.h"
#include "codec/simulation_codec.h"
#include "codec/ticket_codec.h"
#include "demo/demo.h"
#include "engine/simulation/located.h"

namespace fenming {
namespace {

constexpr int64_t kMaxDemoTickets = 2'000'000;

OperationResult snapshot_response(const History& history) {
  const std::string snapshot = write_history(history);
  std::string parts = "[";
  for (const HistoryPart& part : history_parts(snapshot)) {
    parts += (parts.size() > 1 ? "," : "") + std::string("{\"bytes\":") +
             std::to_string(part.bytes) + ",\"digest\":\"" + part.digest + "\"}";
  }
  return {false, "{\"tickets\":" + std::to_string(history.size()) + ",\"parts\":" + parts +
                     "],\"digest\":\"" + sha256_hex(snapshot) + "\"}\n" + snapshot};
}

}  // namespace

OperationResult fail(const Error& error) {
  return {true, "{\"error\":" + write_error(error) + "}\n"};
}

OperationResult build_history(Request& request) {
  HistoryBuilder builder;
  std::string_view rest = request.payload;
  for (int64_t number = 1; !rest.empty(); ++number) {
    const size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    const Result<Ticket> ticket = read_ticket(line);
    if (!ticket) {
      Error error = ticket.error();
      error.field = "line " + std::to_string(number) + ": " + error.field;
      return fail(error);
    }
    builder.add(*ticket);
  }
  return snapshot_response(builder.finish());
}

OperationResult generate_history(Request& request) {
  const int64_t tickets = request.integer("tickets").value_or(-1);
  if (tickets < 0 || tickets > kMaxDemoTickets) {
    return fail({"bad_request", "tickets", "Expected 0 to 2000000 tickets."});
  }
  const auto seed = static_cast<uint64_t>(request.integer("seed").value_or(1));
  return snapshot_response(demo_history(static_cast<uint32_t>(tickets), seed));
}

OperationResult demo_books_operation(Request&) {
  return {false, "{}\n" + write_book_file(demo_books())};
}

OperationResult simulate(Request& request) {
  const Result<std::string_view> book = request.take("book_bytes");
  if (!book) return fail(book.error());
  const Result<std::string_view> candidate = request.take("candidate_bytes");
  if (!candidate) return fail(candidate.error());
  const Result<BookFile> before = read_book_file(*book);
  if (!before) return fail(before.error());
  const Result<BookFile> after = read_book_file(*candidate);
  if (!after) return fail(after.error());
  if (before->zones != after->zones) return fail(zones_differ());
  Result<History> history = read_history(request.payload);
  if (!history) return fail(history.error());
  locate(before->zones, *history);
  return {false, "{}\n" + simulate_to_json(*before, *after, *history, {request.flag("by_date")})};
}

}  // namespace fenming
