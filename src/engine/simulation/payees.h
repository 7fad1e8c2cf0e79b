// What each person receives of the tickets of a settled run.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "engine/simulation/divider.h"
#include "engine/simulation/run.h"

namespace fenming {

// What one person receives of one ticket. The name lives as long as the run and its history.
struct PayeeAmount {
  std::string_view payee;
  int64_t fen = 0;
};

class PayeeReader {
 public:
  // The run must outlive the reader and must not be compiled again meanwhile.
  explicit PayeeReader(const RelationRun& run) : run_(&run) {}

  // Per person, in the order of first gift, until the next call; empty for charge relations and
  // unsettled tickets.
  const std::vector<PayeeAmount>& payees_of(uint32_t ticket);
  // The same where RelationRun::sole_payee() is known to give nobody.
  const std::vector<PayeeAmount>& shares_of(uint32_t ticket);

 private:
  void add_shares(uint32_t ticket, const CompiledVersion& version,
                  const std::vector<SettlementLine>& lines);

  const RelationRun* run_;
  std::map<const CompiledVersion*, TicketDivider> dividers_;
  std::vector<PayeeAmount> amounts_;
};

}  // namespace fenming
