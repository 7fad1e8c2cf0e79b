#include "engine/pricing/split.h"

#include <algorithm>

#include "base/checked.h"
#include "base/civil_time.h"

namespace fenming {
namespace {

// What the division reads beside the lines.
struct SplitCase {
  const PreparedVersion& prepared;
  const Ticket& ticket;

  const BookVersion& version() const { return prepared.version(); }
  std::optional<int32_t> pin_date() const {
    return local_date(ticket.time(version().pin_event), version().utc_offset_min);
  }
};

using People = std::vector<const Person*>;

// The people that count for a line: of its visit, else of all visits; distinct, in order.
People people_of(const SplitCase& split, int32_t visit_number) {
  People people;
  const auto gather = [&](const Visit& visit) {
    for (const Person& person : visit.people) {
      const bool known = std::any_of(people.begin(), people.end(), [&](const Person* p) {
        return p->person == person.person && p->role == person.role;
      });
      if (!known) people.push_back(&person);
    }
  };
  for (const Visit& visit : split.ticket.visits) {
    if (visit_number != 0 && visit.visit == visit_number) gather(visit);
  }
  if (!people.empty()) return people;
  for (const Visit& visit : split.ticket.visits)
    gather(visit);
  return people;
}

// One line being divided; amounts are magnitudes.
struct Division {
  SettlementLine* line = nullptr;
  People people;
  int64_t whole = 0;
  int64_t left = 0;
  bool negative = false;
  int64_t kept = 0;  // by persons who no longer take part; not in `whole`
};

std::vector<std::string_view> payees_of(const SplitCase& split, const People& people, Role role) {
  if (role == Role::kPartner) {
    const std::string& partner = split.ticket.fact(Fact::kPartner);
    if (partner.empty()) return {};
    return {partner};
  }
  if (role == Role::kPlatform) return {kPlatformPayee};
  std::vector<std::string_view> payees;
  for (const Person* person : people) {
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

const Agreement* agreement_for(const SplitCase& split, const People& people, Role role) {
  const auto leads = payees_of(split, people, Role::kLead);
  if (leads.empty()) return nullptr;
  const std::optional<int32_t> date = split.pin_date();
  for (const Agreement& agreement : split.version().split.agreements) {
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

std::optional<Error> give_fixed(const SplitCase& split, const SplitStep& step,
                                std::vector<Division>& divisions) {
  int64_t held = 0;
  bool any = false;
  bool payable = false;
  for (const Division& division : divisions) {
    if (division.line->category != step.category) continue;
    any = true;
    if (payees_of(split, division.people, step.role).empty()) continue;
    payable = true;
    if (!division.negative) held += division.left;
    held += division.kept;
  }
  if (!any || !payable) return std::nullopt;
  if (held < step.fixed_fen) {
    return Error{"split_exceeds_category", "split/" + std::string(role_name(step.role)),
                 "A fixed share is larger than what its category holds on this ticket; lower "
                 "the share."};
  }
  int64_t to_give = step.fixed_fen;
  for (Division& division : divisions) {
    if (division.line->category != step.category || division.negative) continue;
    const auto payees = payees_of(split, division.people, step.role);
    if (payees.empty()) continue;
    const int64_t taken = std::min(to_give, division.left);
    give_equally(division, step.role, payees, taken);
    to_give -= taken;
  }
  return std::nullopt;
}

std::optional<Error> give_rate(const SplitCase& split, const SplitStep& step,
                               std::vector<Division>& divisions) {
  std::optional<int32_t> ticket_bp;
  for (const RoleShare& share : split.ticket.shares) {
    if (share.role == step.role) ticket_bp = share.bp;
  }
  const bool bounded = step.min_bp && step.max_bp;
  if (ticket_bp && (!bounded || *ticket_bp < *step.min_bp || *ticket_bp > *step.max_bp)) {
    return Error{"share_out_of_bounds", "shares/" + std::string(role_name(step.role)),
                 "The ticket's share is outside the bounds of the book; correct it."};
  }
  for (Division& division : divisions) {
    if (!names_category(step, division.line->category)) continue;
    int32_t bp = step.bp;
    std::vector<std::string_view> payees = payees_of(split, division.people, step.role);
    const Agreement* agreement = agreement_for(split, division.people, step.role);
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
  return std::nullopt;
}

Role rest_role(const SplitCase& split, const SettlementLine& line) {
  const int32_t declared = split.prepared.find_category(line.category);
  if (declared < 0) return Role::kLead;
  const Category& category = split.version().categories[static_cast<size_t>(declared)];
  if (category.rest_supplier) {
    return line.supplier == Supplier::kPartner ? Role::kPartner : Role::kLead;
  }
  return category.rest_role.value_or(Role::kLead);
}

std::optional<Error> give_rest(const SplitCase& split, Division& division) {
  if (division.left == 0) return std::nullopt;
  Role role = rest_role(split, *division.line);
  std::vector<std::string_view> payees = payees_of(split, division.people, role);
  if (payees.empty()) {
    role = Role::kLead;
    payees = payees_of(split, division.people, role);
  }
  if (payees.empty() && !division.people.empty()) {
    role = division.people.front()->role;
    payees = {division.people.front()->person};
  }
  if (payees.empty()) {
    return Error{"missing_fact", "people",
                 "Nobody is on the ticket to receive the rest; enter who did the split."};
  }
  give_equally(division, role, payees, division.left);
  return std::nullopt;
}

}  // namespace

std::optional<Error> split_lines(const PreparedVersion& prepared, const Ticket& ticket,
                                 std::span<SettlementLine> lines,
                                 std::span<const int64_t> kept_fen) {
  FM_ASSERT(kept_fen.empty() || kept_fen.size() == lines.size());
  const SplitCase split{prepared, ticket};
  std::vector<Division> divisions;
  for (size_t i = 0; i < lines.size(); ++i) {
    const int64_t kept = kept_fen.empty() ? 0 : kept_fen[i];
    const int64_t open = lines[i].amount_fen - kept;
    const int64_t magnitude = open < 0 ? -open : open;
    divisions.push_back(
        {&lines[i], people_of(split, lines[i].visit), magnitude, magnitude, open < 0, kept});
  }
  for (const SplitStep& step : split.version().split.steps) {
    std::optional<Error> error =
        step.fixed ? give_fixed(split, step, divisions) : give_rate(split, step, divisions);
    if (error) return error;
  }
  for (Division& division : divisions) {
    if (std::optional<Error> error = give_rest(split, division)) return error;
    if (!division.negative) continue;
    for (Share& share : division.line->shares)
      share.amount_fen = -share.amount_fen;
  }
  return std::nullopt;
}

bool takes_part(const PreparedVersion& prepared, const Ticket& ticket, const SettlementLine& line,
                std::string_view payee) {
  const SplitCase split{prepared, ticket};
  if (payee == kPlatformPayee || payee == ticket.fact(Fact::kPartner)) return true;
  const People people = people_of(split, line.visit);
  if (std::any_of(people.begin(), people.end(),
                  [&](const Person* person) { return person->person == payee; })) {
    return true;
  }
  return std::any_of(split.version().split.steps.begin(), split.version().split.steps.end(),
                     [&](const SplitStep& step) {
                       if (step.fixed || !names_category(step, line.category)) return false;
                       const Agreement* agreement = agreement_for(split, people, step.role);
                       return agreement != nullptr && agreement->payee == payee;
                     });
}

}  // namespace fenming
