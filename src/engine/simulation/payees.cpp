#include "engine/simulation/payees.h"

#include <algorithm>

#include "base/assert.h"
#include "engine/pricing/split.h"

namespace fenming {
namespace {

// The same name where it outlives the settlement: in the history or in the book.
std::string_view lasting_name(const History& history, const CompiledVersion& version,
                              uint32_t ticket, std::string_view name) {
  const auto [begin, end] = history.visits_of(ticket);
  for (uint32_t visit = begin; visit < end; ++visit) {
    const auto& crew =
        history.crews[history.visit_signatures[history.visit_signature[visit]].people];
    for (const Person& person : crew) {
      if (person.person == name) return person.person;
    }
  }
  const TicketSignature& facts = history.ticket_signatures[history.signature[ticket]];
  const std::string& partner = history.texts.text(facts[static_cast<size_t>(Fact::kPartner)]);
  if (partner == name) return partner;
  for (const Agreement& agreement : version.prepared().version().split.agreements) {
    if (agreement.payee == name) return agreement.payee;
  }
  FM_ASSERT(name == kPlatformPayee);
  return kPlatformPayee;
}

}  // namespace

void PayeeReader::add_shares(uint32_t ticket, const CompiledVersion& version,
                             const std::vector<SettlementLine>& lines) {
  for (const SettlementLine& line : lines) {
    for (const Share& share : line.shares) {
      const auto found =
          std::find_if(amounts_.begin(), amounts_.end(),
                       [&](const PayeeAmount& one) { return one.payee == share.payee; });
      if (found != amounts_.end()) {
        found->fen += share.amount_fen;
      } else {
        amounts_.push_back(
            {lasting_name(run_->history(), version, ticket, share.payee), share.amount_fen});
      }
    }
  }
}

const std::vector<PayeeAmount>& PayeeReader::payees_of(uint32_t ticket) {
  if (const Person* sole = run_->sole_payee(ticket)) {
    amounts_.clear();
    amounts_.push_back({sole->person, run_->columns().total[ticket]});
    return amounts_;
  }
  return shares_of(ticket);
}

const std::vector<PayeeAmount>& PayeeReader::shares_of(uint32_t ticket) {
  amounts_.clear();
  const bool pays = run_->relation() == Relation::kCompanyTechnician;
  const CompiledVersion* version = pays ? run_->version_of(ticket) : nullptr;
  if (version == nullptr) return amounts_;
  TicketDivider& divider = dividers_.try_emplace(version, *version).first->second;
  if (divider.divide(ticket)) {
    add_shares(ticket, *version, divider.lines());
    return amounts_;
  }
  const Result<Settlement> settlement = version->settle_full(ticket);
  if (settlement) add_shares(ticket, *version, settlement->lines);
  return amounts_;
}

}  // namespace fenming
