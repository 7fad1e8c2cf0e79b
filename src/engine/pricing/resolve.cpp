// P0 and the lookup of lines: who pays which line in this relation, which item or part it is.
#include <algorithm>

#include "engine/pricing/work.h"

namespace fenming {
namespace {

FactView file_facts(const Work& work, const LocalTime& file_local) {
  FactView facts;
  facts.ticket = &work.ticket;
  facts.city_class = work.city_class;
  facts.local = file_local;
  return facts;
}

// The first rule that holds decides; an unknown one stops.
std::optional<Payer> payer_by(Work& work, const std::vector<LineRule>& rules, Payer otherwise,
                              std::string_view category, const FactView& facts) {
  for (const LineRule& rule : rules) {
    const bool names = rule.categories.empty() || category.empty() ||
                       std::find(rule.categories.begin(), rule.categories.end(), category) !=
                           rule.categories.end();
    if (!names) continue;
    const Tri result = rule.when ? evaluate(*rule.when, facts) : Tri::kTrue;
    if (result == Tri::kTrue) return rule.payer;
    if (result == Tri::kFalse) continue;
    const auto leaves = unknown_leaves(*rule.when, facts);
    work.fail("undecided", "entitlement:" + rule.rule + "/" + leaf_fact(*leaves.front()),
              "Who pays cannot be decided because a fact is missing; enter it.");
    return std::nullopt;
  }
  return otherwise;
}

}  // namespace

bool resolve_payer(Work& work, const Entitlement& entitlement, const LocalTime& file_local,
                   PricedLine& line) {
  if (line.line->payer) {
    line.payer = *line.line->payer;
  } else {
    FactView facts = file_facts(work, file_local);
    facts.visit = line.visit;
    facts.line = line.line;
    facts.item = line.line->item;
    const int32_t item = work.prepared.find_item(line.line->item);
    if (item >= 0) facts.item = work.version().items[static_cast<size_t>(item)].item;
    const auto payer = payer_by(work, entitlement.lines, entitlement.otherwise, {}, facts);
    if (!payer) return false;
    line.payer = *payer;
  }
  line.goodwill = line.payer == Payer::kGoodwill;
  line.priced = line.payer == Payer::kCustomer || line.goodwill;
  return true;
}

namespace {

// Categories that this relation may charge as fees; asked once per category that can occur.
bool resolve_fees(Work& work, const Entitlement& entitlement, const LocalTime& file_local) {
  std::vector<std::string> fees = {"travel", "on_site"};
  for (const Surcharge& surcharge : work.version().surcharges)
    fees.push_back(surcharge.category);
  const FactView facts = file_facts(work, file_local);
  for (const std::string& fee : fees) {
    const auto payer = payer_by(work, entitlement.fees, entitlement.otherwise, fee, facts);
    if (!payer) return false;
    if (*payer == Payer::kCustomer) work.own_fees.push_back(fee);
  }
  return true;
}

}  // namespace

bool resolve_lines(Work& work, const Entitlement& entitlement, const LocalTime& file_local) {
  const bool charges = !work.pays();
  work.all_fees = !charges;
  if (charges && !resolve_fees(work, entitlement, file_local)) return false;
  for (size_t v = 0; v < work.ticket.visits.size(); ++v) {
    const Visit& visit = work.ticket.visits[v];
    bool open = visit.lines.empty();
    for (size_t l = 0; l < visit.lines.size(); ++l) {
      PricedLine line;
      line.visit_index = v;
      line.line_index = l;
      line.visit = &visit;
      line.line = &visit.lines[l];
      line.priced = true;
      if (charges && !resolve_payer(work, entitlement, file_local, line)) return false;
      open = open || (line.priced && !line.goodwill);
      work.priced.push_back(line);
    }
    work.open_visits.push_back(open);
  }
  return true;
}

bool resolve_items(Work& work) {
  for (PricedLine& line : work.priced) {
    if (!line.priced) continue;
    const bool is_item = !line.line->item.empty();
    const int32_t found = is_item ? work.prepared.find_item(line.line->item)
                                  : work.prepared.find_part(line.line->part);
    if (found < 0) {
      return work.fail("unmapped_item", line_path(line, is_item ? "item" : "part"),
                       "The book does not know this code; add it or map it.");
    }
    (is_item ? line.item : line.part) = found;
    const auto index = static_cast<size_t>(found);
    const Stepping& stepping =
        is_item ? work.version().items[index].stepping : work.version().parts[index].stepping;
    line.billable = billable_quantity(line.line->quantity, stepping);
  }
  return true;
}

}  // namespace fenming
