// Past tickets as JSON, one a line: what a replay of history reads (docs/execution.md).
#include "codec/run_codec.h"
#include "codec/run_fields.h"
#include "codec/ticket_fields.h"

namespace fenming {

using namespace workflow;

namespace {

constexpr size_t kMaxEvents = 10'000;

}  // namespace

template <typename IO>
void describe(IO& io, HistoryCase& c) {
  io.constant("schema", "fenming.past-ticket/1");
  io.text("ticket", c.ticket, Need::kRequired);
  io.object("subject", c.subject, Need::kRequired);
  describe_map<PairKind::kFact>(io, "facts", c.facts);
  io.list("events", c.events, Need::kRequired, kMaxEvents);
}

Result<HistoryCase> read_past_ticket(std::string_view text) {
  const Result<Json> json = parse_json(text);
  if (!json) return json.error();
  return read_document<HistoryCase>(*json);
}
std::string write_past_ticket(const HistoryCase& past) {
  return write_document(past, 0);
}

Result<std::vector<HistoryCase>> read_past_tickets(std::string_view lines) {
  std::vector<HistoryCase> cases;
  for (size_t number = 1; !lines.empty(); ++number) {
    const size_t end = lines.find('\n');
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
    if (line.empty()) continue;
    Result<HistoryCase> one = read_past_ticket(line);
    if (!one) {
      Error error = one.error();
      error.field = "line " + std::to_string(number) + ": " + error.field;
      return error;
    }
    cases.push_back(std::move(*one));
  }
  return cases;
}

}  // namespace fenming
