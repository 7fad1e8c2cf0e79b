// P8: who gets which part of each line.
#include <algorithm>

#include "base/checked.h"
#include "engine/pricing/work.h"

namespace fenming {
namespace {

// The people that count for a line: of its visit, else of all visits; distinct, in order.
std::vector<const Person*> people_of(const Work& work, int32_t visit_number) {
  std::vector<const Person*> people;
  const auto gather = [&](const Visit& visit) {
    for (const Person& person : visit.people) {
      const bool known = std::any_of(people.begin(), people.end(), [&](const Person* p) {
        return p->person == person.person && p->role == person.role;
      });
      if (!known) people.push_back(&person);
    }
  };
  for (const Visit& visit : work.ticket.visits) {
    if (visit_number != 0 && visit.visit == visit_number) gather(visit);
  }
  if (!people.empty()) return people;
  for (const Visit& visit : work.ticket.visits)
    gather(visit);
  return people;
}

// One line being divided; amounts are magnitudes.
struct Division {
  SettlementLine* line = nullptr;
  std::vector<const Person*> people;
  int64_t whole = 0;
  int64_t left = 0;
};

std::vector<std::string_view> payees_of(const Work& work, const Division& division, Role role) {
  if (role == Role::kPartner) {
    const std::string& partner = work.ticket.fact(Fact::kPartner);
    if (partner.empty()) return {};
    return {partner};
  }
  if (role == Role::kPlatform) return {"platform"};
  std::vector<std::string_view> payees;
  for (const Person* person : division.people) {
    if (person->role == role) payees.push_back(person->person);
  }
  return payees;
}

void give(Division& division, Role role, std::string_view payee, int64_t amount) {
  if (amount == 0) return;
  for (Share& share : division.line->shares) {
    if (share.role == role && share.payee == payee) {
      share.amount_fen += amount;
      return;
    }
  }
  division.line->shares.push_back({role, std::string(payee), amount});
}

void give_equally(Division& division, Role role, const std::vector<std::string_view>& payees,
                  int64_t amount) {
  const std::vector<int64_t> equal(payees.size(), 1);
  const auto parts = split_largest_remainder(amount, equal);
  for (size_t i = 0; i < payees.size(); ++i)
    give(division, role, payees[i], parts[i]);
  division.left -= amount;
}

const Agreement* agreement_for(const Work& work, const Division& division, Role role) {
  const auto leads = payees_of(work, division, Role::kLead);
  if (leads.empty()) return nullptr;
  const std::optional<int32_t> date = work.pin_date();
  for (const Agreement& agreement : work.version().split.agreements) {
    if (agreement.role != role || agreement.person != leads.front()) continue;
    if ((agreement.from || agreement.to) && !date) continue;
    if (agreement.from && *date < *agreement.from) continue;
    if (agreement.to && *date >= *agreement.to) continue;
    return &agreement;
  }
  return nullptr;
}

bool names_category(const SplitStep& step, const std::string& category) {
  if (step.categories.empty()) return true;
  return std::find(step.categories.begin(), step.categories.end(), category) !=
         step.categories.end();
}

bool give_fixed(Work& work, const SplitStep& step, std::vector<Division>& divisions) {
  int64_t held = 0;
  bool any = false;
  bool payable = false;
  for (const Division& division : divisions) {
    if (division.line->category != step.category) continue;
    any = true;
    if (payees_of(work, division, step.role).empty()) continue;
    payable = true;
    if (division.line->amount_fen > 0) held += division.left;
  }
  if (!any || !payable) return true;
  if (held < step.fixed_fen) {
    return work.fail("split_exceeds_category", "split/" + std::string(role_name(step.role)),
                     "A fixed share is larger than what its category holds on this ticket; lower "
                     "the share.");
  }
  int64_t to_give = step.fixed_fen;
  for (Division& division : divisions) {
    if (division.line->category != step.category || division.line->amount_fen <= 0) continue;
    const auto payees = payees_of(work, division, step.role);
    if (payees.empty()) continue;
    const int64_t taken = std::min(to_give, division.left);
    give_equally(division, step.role, payees, taken);
    to_give -= taken;
  }
  return true;
}

bool give_rate(Work& work, const SplitStep& step, std::vector<Division>& divisions) {
  std::optional<int32_t> ticket_bp;
  for (const RoleShare& share : work.ticket.shares) {
    if (share.role == step.role) ticket_bp = share.bp;
  }
  const bool bounded = step.min_bp && step.max_bp;
  if (ticket_bp && (!bounded || *ticket_bp < *step.min_bp || *ticket_bp > *step.max_bp)) {
    return work.fail("share_out_of_bounds", "shares/" + std::string(role_name(step.role)),
                     "The ticket's share is outside the bounds of the book; correct it.");
  }
  for (Division& division : divisions) {
    if (!names_category(step, division.line->category)) continue;
    int32_t bp = step.bp;
    std::vector<std::string_view> payees = payees_of(work, division, step.role);
    const Agreement* agreement = agreement_for(work, division, step.role);
    if (agreement != nullptr) {
      bp = agreement->bp;
      payees = {agreement->payee};
    }
    if (ticket_bp) bp = *ticket_bp;
    if (payees.empty()) continue;
    const int64_t base = step.of_left ? division.left : division.whole;
    const auto share = static_cast<int64_t>(div_half_away(Int128{base} * bp, 10000));
    give_equally(division, step.role, payees, std::min(share, division.left));
  }
  return true;
}

Role rest_role(const Work& work, const SettlementLine& line) {
  const int32_t declared = work.prepared.find_category(line.category);
  if (declared < 0) return Role::kLead;
  const Category& category = work.version().categories[static_cast<size_t>(declared)];
  if (category.rest_supplier) {
    return line.supplier == Supplier::kPartner ? Role::kPartner : Role::kLead;
  }
  return category.rest_role.value_or(Role::kLead);
}

bool give_rest(Work& work, Division& division) {
  if (division.left == 0) return true;
  Role role = rest_role(work, *division.line);
  std::vector<std::string_view> payees = payees_of(work, division, role);
  if (payees.empty()) {
    role = Role::kLead;
    payees = payees_of(work, division, role);
  }
  if (payees.empty() && !division.people.empty()) {
    role = division.people.front()->role;
    payees = {division.people.front()->person};
  }
  if (payees.empty()) {
    return work.fail("missing_fact", "people",
                     "Nobody is on the ticket to receive the rest; enter who did the work.");
  }
  give_equally(division, role, payees, division.left);
  return true;
}

}  // namespace

bool split_lines(Work& work) {
  std::vector<Division> divisions;
  for (SettlementLine& line : work.lines) {
    const int64_t magnitude = line.amount_fen < 0 ? -line.amount_fen : line.amount_fen;
    divisions.push_back({&line, people_of(work, line.visit), magnitude, magnitude});
  }
  for (const SplitStep& step : work.version().split.steps) {
    const bool done =
        step.fixed ? give_fixed(work, step, divisions) : give_rate(work, step, divisions);
    if (!done) return false;
  }
  for (Division& division : divisions) {
    if (!give_rest(work, division)) return false;
    if (division.line->amount_fen >= 0) continue;
    for (Share& share : division.line->shares)
      share.amount_fen = -share.amount_fen;
  }
  return true;
}

}  // namespace fenming
