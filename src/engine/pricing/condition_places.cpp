#include "engine/pricing/condition_places.h"

#include "engine/pricing/settle.h"
#include "engine/pricing/work.h"

namespace fenming {

ConditionPlaces::ConditionPlaces(const PreparedVersion& prepared, const Entitlement& entitlement,
                                 const LocalTime& file_local, Occasion occasion)
    : prepared_(prepared),
      entitlement_(entitlement),
      file_local_(file_local),
      occasion_(occasion) {}

// Which lines are priced and who pays them does not depend on the tier; any of them serves.
void ConditionPlaces::add_lines(const Ticket& ticket) {
  if (prepared_.tiers().empty()) return;
  Work work{prepared_, prepared_.tiers().front(), ticket, city_class_,
            ticket.time(prepared_.version().pin_event)};
  if (!resolve_lines(work, entitlement_, file_local_)) return;
  for (PricedLine& line : work.priced) {
    if (!line.priced || line.goodwill || line.line->item.empty()) continue;
    line.item = prepared_.find_item(line.line->item);
    if (line.item >= 0) views_.push_back(work.facts(line.visit, &line));
  }
}

const std::vector<FactView>& ConditionPlaces::views_of(const Ticket& ticket) {
  views_.clear();
  city_class_ = resolved_city_class(prepared_.version(), ticket).class_code;
  FactView whole;
  whole.ticket = &ticket;
  whole.city_class = city_class_;
  whole.local = prepared_.local();
  if (occasion_ == Occasion::kTicket) {
    views_.push_back(whole);
  } else if (occasion_ == Occasion::kVisit) {
    for (const Visit& visit : ticket.visits) {
      whole.visit = &visit;
      views_.push_back(whole);
    }
  } else {
    add_lines(ticket);
  }
  return views_;
}

Tri ConditionPlaces::answer(const Condition& condition, const Ticket& ticket) {
  Tri result = Tri::kFalse;
  for (const FactView& view : views_of(ticket)) {
    const Tri one = evaluate(condition, view);
    if (one == Tri::kTrue) return one;
    if (one == Tri::kUnknown) result = one;
  }
  return result;
}

}  // namespace fenming
