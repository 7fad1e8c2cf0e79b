#include "engine/simulation/divider.h"

#include "base/assert.h"
#include "engine/pricing/split.h"
#include "engine/pricing/work.h"

namespace fenming {

TicketDivider::TicketDivider(const CompiledVersion& version)
    : version_(&version), history_(&version.history()) {
  FM_ASSERT(version.prepared().book().relation == Relation::kCompanyTechnician);
  ticket_.visits.resize(1);
}

void TicketDivider::read_facts(uint32_t ticket) {
  const uint32_t visit = history_->visits_of(ticket).first;
  const VisitSignature& signature = history_->visit_signatures[history_->visit_signature[visit]];
  if (signature.people != crew_) {
    crew_ = signature.people;
    ticket_.visits.front().people = history_->crews[crew_];
  }
  const TicketSignature& facts = history_->ticket_signatures[history_->signature[ticket]];
  constexpr Fact kPartner = Fact::kPartner;
  ticket_.fact(kPartner) = history_->texts.text(facts[static_cast<size_t>(kPartner)]);
  const auto pin = static_cast<size_t>(version_->prepared().version().pin_event);
  const std::vector<uint32_t>& column = history_->times[pin];
  ticket_.times[pin] = column.empty() ? std::nullopt : instant_of(column[ticket]);
}

bool TicketDivider::divide(uint32_t ticket) {
  lines_.clear();
  const std::optional<uint16_t> tier = version_->lines_of(ticket, compiled_);
  if (!tier) return false;
  read_facts(ticket);
  const PreparedVersion& prepared = version_->prepared();
  for (const CompiledLine& line : compiled_) {
    SettlementLine& settled = lines_.emplace_back();
    settled.component = line.component;
    settled.category = version_->lines().category_of(line);
    settled.supplier = version_->lines().supplier_of(line);
    settled.amount_fen = line.amount_fen;
  }
  Work work{prepared, prepared.tiers()[*tier], ticket_, {}, std::nullopt};
  work.lines.swap(lines_);
  const bool done = add_limits(work) && add_rounding(work);
  lines_.swap(work.lines);
  return done && !split_lines(prepared, ticket_, lines_);
}

}  // namespace fenming
