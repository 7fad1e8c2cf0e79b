#include "codec/simulation_codec.h"

#include <algorithm>
#include <map>

#include "base/civil_time.h"
#include "codec/json.h"
#include "engine/simulation/totals.h"

namespace fenming {
namespace {

constexpr size_t kListed = 20;  // people named on each side

// One relation under one file.
struct Side {
  Side(const BookFile& file, Relation relation, const History& history, RunOptions options,
       const Groups& groups, const Months& months)
      : run(file, relation, history, options) {
    run.settle(0, history.size());
    totals = totals_of(run, file.plans, groups, months);
  }
  int64_t pay_fen() const { return totals.settled_fen + totals.plan_fen; }
  RelationRun run;
  RunTotals totals;
};

void write_side(JsonText& json, std::string_view name, const Side& side) {
  json.key(name).open('{');
  json.integer("settled", side.totals.settled).integer("waiting", side.totals.waiting);
  json.integer("total_fen", side.totals.settled_fen).integer("plan_fen", side.totals.plan_fen);
  std::map<std::string, int64_t> reasons;
  for (const auto& [ticket, error] : side.run.columns().waiting)
    ++reasons[error.code];
  json.key("waiting_by_code").open('[');
  for (const auto& [code, count] : reasons) {
    json.open('{').text("code", code).integer("tickets", count).close('}');
  }
  json.close(']').close('}');
}

void write_by_group(JsonText& json, const Side& a, const Side& b, const Groups& groups,
                    const Months& months) {
  json.key("by_division").open('[');
  for (size_t g = 0; g < groups.labels.size(); ++g) {
    for (uint16_t m = 0; m < months.count; ++m) {
      const size_t at = g * months.count + m;
      const int64_t before = a.totals.by_group[at];
      const int64_t after = b.totals.by_group[at];
      if (before == 0 && after == 0) continue;
      json.open('{').text("division", groups.labels[g]).text("month", months.label(m));
      json.integer("baseline_fen", before).integer("candidate_fen", after);
      json.integer("delta_fen", after - before).close('}');
    }
  }
  json.close(']');
}

// Tickets by the tier that prices them before and after; changes of tier are visible as pairs.
int64_t write_by_tier(JsonText& json, const Side& a, const Side& b) {
  struct Pair {
    int64_t tickets = 0;
    int64_t before = 0;
    int64_t after = 0;
  };
  std::map<std::pair<std::string_view, std::string_view>, Pair> pairs;
  int64_t changed = 0;
  const uint32_t tickets = a.run.history().size();
  for (uint32_t i = 0; i < tickets; ++i) {
    if (!a.run.takes_part(i) && !b.run.takes_part(i)) continue;
    const std::string_view from = a.run.tier_code(i);
    const std::string_view to = b.run.tier_code(i);
    Pair& pair = pairs[{from, to}];
    ++pair.tickets;
    changed += from != to ? 1 : 0;
    const int64_t before = a.run.columns().total[i];
    const int64_t after = b.run.columns().total[i];
    pair.before += before == kUnsettled ? 0 : before;
    pair.after += after == kUnsettled ? 0 : after;
  }
  json.key("by_tier").open('[');
  for (const auto& [codes, pair] : pairs) {
    json.open('{').text("from", codes.first).text("to", codes.second);
    json.integer("tickets", pair.tickets).integer("baseline_fen", pair.before);
    json.integer("candidate_fen", pair.after).integer("delta_fen", pair.after - pair.before);
    json.close('}');
  }
  json.close(']');
  return changed;
}

struct PersonDelta {
  std::string_view payee;
  int64_t before = 0;
  int64_t after = 0;
  int64_t delta() const { return after - before; }
};

std::vector<PersonDelta> people_of(const Side& a, const Side& b) {
  std::map<std::string_view, PersonDelta> people;
  const auto add = [&](const Side& side, int64_t PersonDelta::*member) {
    for (size_t p = 0; p < side.totals.people.size(); ++p) {
      PersonDelta& person = people[side.totals.people[p]];
      person.payee = side.totals.people[p];
      for (uint16_t m = 0; m < side.totals.months; ++m) {
        person.*member += side.totals.by_person[p * side.totals.months + m];
      }
    }
  };
  add(a, &PersonDelta::before);
  add(b, &PersonDelta::after);
  std::vector<PersonDelta> list;
  for (const auto& [name, person] : people)
    list.push_back(person);
  std::stable_sort(list.begin(), list.end(), [](const PersonDelta& x, const PersonDelta& y) {
    return x.delta() < y.delta();
  });
  return list;
}

void write_people(JsonText& json, std::string_view name, const std::vector<PersonDelta>& people,
                  bool winners) {
  json.key(name).open('[');
  for (size_t i = 0; i < std::min(kListed, people.size()); ++i) {
    const PersonDelta& person = winners ? people[people.size() - 1 - i] : people[i];
    if (winners ? person.delta() <= 0 : person.delta() >= 0) break;
    json.open('{').text("payee", person.payee).integer("baseline_fen", person.before);
    json.integer("candidate_fen", person.after).integer("delta_fen", person.delta()).close('}');
  }
  json.close(']');
}

void write_relation(JsonText& json, const Side& a, const Side& b, const Groups& groups,
                    const Months& months) {
  json.open('{').text("relation", relation_name(a.run.relation()));
  write_side(json, "baseline", a);
  write_side(json, "candidate", b);
  json.integer("delta_fen", b.pay_fen() - a.pay_fen());
  write_by_group(json, a, b, groups, months);
  const int64_t changed = write_by_tier(json, a, b);
  json.integer("tier_changes", changed);
  const std::vector<PersonDelta> people = people_of(a, b);
  const auto count = [&](auto test) {
    return static_cast<int64_t>(std::count_if(people.begin(), people.end(), test));
  };
  json.integer("winners", count([](const PersonDelta& p) { return p.delta() > 0; }));
  json.integer("losers", count([](const PersonDelta& p) { return p.delta() < 0; }));
  json.integer("unchanged", count([](const PersonDelta& p) { return p.delta() == 0; }));
  write_people(json, "top_losers", people, false);
  write_people(json, "top_winners", people, true);
  json.close('}');
}

}  // namespace

std::string simulate_to_json(const BookFile& baseline, const BookFile& candidate,
                             const History& history, RunOptions options) {
  const Groups groups = groups_of(history, {Fact::kDivision, 2});
  const Months months = months_of(history, kChinaMinutes);
  JsonText json;
  json.open('{').integer("tickets", history.size());
  json.boolean("by_date", options.by_date).key("relations").open('[');
  int64_t margin_before = 0;
  int64_t margin_after = 0;
  const Relation relations[] = {Relation::kCustomerCompany, Relation::kCompanyTechnician};
  for (const Relation relation : relations) {
    const Side before(baseline, relation, history, options, groups, months);
    const Side after(candidate, relation, history, options, groups, months);
    write_relation(json, before, after, groups, months);
    const auto contribution = [&](const Side& side) {
      if (relation == Relation::kCustomerCompany) return side.totals.settled_fen;
      return -side.totals.settled_fen - own_stock_cost_of(side.run);
    };
    margin_before += contribution(before);
    margin_after += contribution(after);
  }
  json.close(']').key("margin").open('{').integer("baseline_fen", margin_before);
  json.integer("candidate_fen", margin_after);
  json.integer("delta_fen", margin_after - margin_before);
  return json.close('}').close('}').take();
}

}  // namespace fenming
