#include "codec/settle_stream.h"

#include "codec/explain_codec.h"
#include "codec/ticket_codec.h"

namespace fenming {

void settle_line(const Settler& settler, std::string_view line, int64_t number,
                 const SettleStreamOptions& options, std::string& out) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.find_first_not_of(" \t") == std::string_view::npos) return;
  Result<Ticket> ticket = read_ticket(line);
  if (!ticket) {
    out += write_line_error(number, ticket.error()) + "\n";
    return;
  }
  settler.zones().locate(*ticket);
  for (const Outcome& outcome : settler.settle(*ticket)) {
    const std::string explain = options.explain ? write_explanation(settler, *ticket, outcome) : "";
    out += write_outcome(*ticket, outcome, explain) + "\n";
  }
}

std::string settle_lines(const Settler& settler, std::string_view text,
                         const SettleStreamOptions& options) {
  std::string out;
  int64_t number = 0;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    settle_line(settler, text.substr(0, end), ++number, options, out);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

}  // namespace fenming
