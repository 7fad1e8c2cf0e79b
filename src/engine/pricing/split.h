// P8: who gets which part of each line of a company → technician settlement.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/pricing/prepared.h"
#include "engine/pricing/settlement.h"
#include "engine/ticket.h"

namespace fenming {

// Who receives what falls to the role platform.
inline constexpr std::string_view kPlatformPayee = "platform";

// Divides each line among those who take part, by the version's steps and rest roles, into its
// shares, which must be empty before. `kept_fen` has one amount per line, or none at all: what was
// posted of the line to persons who no longer take part (L1); the steps then divide the line less
// that amount. Errors: split_exceeds_category, share_out_of_bounds, missing_fact
// (docs/settlement.md, 5).
std::optional<Error> split_lines(const PreparedVersion& prepared, const Ticket& ticket,
                                 std::span<SettlementLine> lines,
                                 std::span<const int64_t> kept_fen = {});

// Whether the ticket as it stands lets the payee take part in a line: one of the people who count
// for it, the ticket's partner, the platform, or the payee of an agreement that applies to it.
bool takes_part(const PreparedVersion& prepared, const Ticket& ticket, const SettlementLine& line,
                std::string_view payee);

}  // namespace fenming
