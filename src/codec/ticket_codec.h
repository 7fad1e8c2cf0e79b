// Tickets and settlements as JSON (docs/schema/ticket.schema.json, result.schema.json).
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "engine/pricing/settlement.h"
#include "engine/ticket.h"

namespace fenming {

// One ticket. Beyond the schema: visit numbers are distinct, line numbers distinct within a visit,
// each line names exactly one of item and part.
Result<Ticket> read_ticket(std::string_view text);

// The canonical form; instants with the given offset from UTC.
std::string write_ticket(const Ticket& ticket, int32_t utc_offset_min);

// Digest of a settlement (X3): 32 hexadecimal digits.
std::string settlement_digest(const Ticket& ticket, Relation relation,
                              const Settlement& settlement);

// The lines of a settlement as a JSON list.
std::string write_lines(const Settlement& settlement);

// One result line without line feed. `explain` is a JSON object to append, or empty.
std::string write_outcome(const Ticket& ticket, const Outcome& outcome,
                          std::string_view explain = {});

// {"line":n,"error":…} for an input line that is no ticket.
std::string write_line_error(int64_t line, const Error& error);

std::string write_error(const Error& error);

}  // namespace fenming
