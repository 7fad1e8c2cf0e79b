#include "engine/pricing/analysis/tier_space.h"
#include "engine/dated.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/assert.h"
#include "base/civil_time.h"
#include "engine/pricing/settle.h"

namespace fenming {
namespace {

constexpr int32_t kSpanDays = 1500;  // longest span of days that is told apart day by day

// Real counties, one a province, so that a witness looks like a place.
constexpr std::string_view kCounties[] = {
    "110105", "120101", "130102", "140105", "150102", "210102", "220104", "230102",
    "310115", "320583", "330106", "340104", "350102", "360102", "370102", "410105",
    "420106", "430102", "440305", "450102", "460105", "500103", "510104", "520102",
    "530102", "540102", "610113", "620102", "630102", "640104", "650102"};

void gather_leaves(const PreparedVersion& prepared, std::vector<const Condition*>& leaves) {
  for (const TierView& view : prepared.tiers()) {
    if (!view.tier->when) continue;
    for_each_leaf(*view.tier->when, [&](const Condition& leaf) { leaves.push_back(&leaf); });
  }
}

std::string other_value(const std::vector<std::string>& constants) {
  std::string value = "other";
  while (std::find(constants.begin(), constants.end(), value) != constants.end())
    value += "_";
  return value;
}

// A place inside `code` that no deeper listed code contains; filler digits where no county fits.
std::string place_inside(const std::string& code, const std::set<std::string>& codes) {
  const auto is_free = [&](std::string_view place) {
    return std::none_of(codes.begin(), codes.end(), [&](const std::string& other) {
      return other.size() > code.size() && place.starts_with(other);
    });
  };
  for (const std::string_view county : kCounties) {
    if (county.starts_with(code) && is_free(county)) return std::string(county);
  }
  for (int filler = 99; filler > 0 && code.size() < 6; --filler) {
    std::string place = code;
    const std::string two = {static_cast<char>('0' + filler / 10),
                             static_cast<char>('0' + filler % 10)};
    while (place.size() < 6)
      place += two;
    if (is_free(place)) return place;
  }
  return code;
}

int32_t clamp_span(int32_t first, int32_t last) {
  return std::min<int32_t>(last, first + kSpanDays);
}

}  // namespace

struct TierSpace::State {
  const std::vector<const Condition*>& must;
  const std::vector<const Condition*>& must_not;
  std::vector<size_t> order;    // variables, those of `must` first
  std::vector<int32_t> choice;  // value of each variable; -1: open
  size_t depth = 0;
  int64_t boxes = 0;
  int64_t max_boxes = 0;
};

TierSpace::TierSpace(const PreparedVersion& prepared) : prepared_(prepared) {
  std::vector<const Condition*> leaves;
  gather_leaves(prepared, leaves);
  std::map<std::string, std::vector<std::string>> texts;
  std::vector<std::string> divisions;
  std::map<TimeName, std::vector<const Condition*>> times;
  bool uses_place = false;
  for (const Condition* leaf : leaves) {
    if (leaf->tests_time()) {
      times[leaf->time].push_back(leaf);
    } else if (leaf->fact.fact == Fact::kDivision || leaf->fact.fact == Fact::kCityClass) {
      uses_place = true;
      if (leaf->op == ConditionOp::kDivisionWithin) {
        divisions.insert(divisions.end(), leaf->values.begin(), leaf->values.end());
      }
    } else {
      auto& constants = texts[fact_name(leaf->fact)];
      constants.insert(constants.end(), leaf->values.begin(), leaf->values.end());
    }
  }
  for (const auto& [name, constants] : texts)
    add_text(*parse_fact(name), constants);
  if (uses_place) add_division(divisions);
  for (const auto& [time, of_time] : times)
    add_time(time, of_time);
}

void TierSpace::add_text(const FactRef& fact, const std::vector<std::string>& constants) {
  SpaceVariable variable;
  variable.fact = fact;
  std::set<std::string> distinct(constants.begin(), constants.end());
  variable.texts.assign(distinct.begin(), distinct.end());
  variable.texts.push_back(other_value(constants));
  variable.texts.emplace_back();
  variables_.push_back(std::move(variable));
}

// The place decides the city class too, so the table's codes cut its cells as the conditions' do.
void TierSpace::add_division(const std::vector<std::string>& codes) {
  std::set<std::string> all;
  for (const std::string& code : codes)
    all.emplace(significant_division(code));
  for (const CityClassTable& table : prepared_.version().city_classes) {
    for (const CityClass& entry : table.classes) {
      for (const std::string& code : entry.divisions)
        all.emplace(significant_division(code));
    }
  }
  SpaceVariable variable;
  variable.fact = {Fact::kDivision, {}};
  std::set<std::string> places;
  for (const std::string& code : all) {
    places.insert(place_inside(code, all));
    places.insert(code);
  }
  for (const std::string_view county : kCounties) {
    const bool listed = std::any_of(all.begin(), all.end(), [&](const std::string& code) {
      return county.starts_with(code) || std::string_view(code).starts_with(county);
    });
    if (!listed) {
      places.insert(std::string(county));
      break;
    }
  }
  variable.texts.assign(places.begin(), places.end());
  variable.texts.emplace_back();
  variables_.push_back(std::move(variable));
}

// Days are told apart by what every leaf says of them at each clock of interest; one day a class.
void TierSpace::add_time(TimeName time, const std::vector<const Condition*>& leaves) {
  const LocalTime local = prepared_.local();
  std::set<int32_t> clocks = {720};
  int32_t first = prepared_.version().from;
  int32_t last = first + 400;
  for (const Condition* leaf : leaves) {
    if (leaf->op == ConditionOp::kWindow) {
      for (const int64_t edge : {leaf->from.value_or(0), leaf->to.value_or(0)}) {
        clocks.insert(static_cast<int32_t>(edge));
        clocks.insert(static_cast<int32_t>((edge + 1439) % 1440));
      }
    }
    if (leaf->op == ConditionOp::kDateWithin) {
      for (const auto& edge : {leaf->from, leaf->to}) {
        if (!edge) continue;
        first = std::min(first, static_cast<int32_t>(*edge) - 8);
        last = std::max(last, static_cast<int32_t>(*edge) + 8);
      }
    }
  }
  SpaceVariable variable;
  variable.is_time = true;
  variable.time = time;
  std::set<std::vector<Tri>> seen;
  for (int32_t day = first; day <= clamp_span(first, last); ++day) {
    for (const int32_t clock : clocks) {
      const int64_t instant = int64_t{day} * 86400 + clock * 60 - local.offset_minutes * 60;
      std::vector<Tri> answers;
      for (const Condition* leaf : leaves)
        answers.push_back(test_instant(*leaf, instant, local));
      if (seen.insert(answers).second) variable.instants.push_back(instant);
    }
  }
  variable.instants.push_back(std::nullopt);
  variables_.push_back(std::move(variable));
}

size_t TierSpace::variable_of(const Condition& leaf) const {
  for (size_t i = 0; i < variables_.size(); ++i) {
    const SpaceVariable& variable = variables_[i];
    if (leaf.tests_time() != variable.is_time) continue;
    if (variable.is_time ? variable.time == leaf.time
                         : variable.fact == leaf.fact || (variable.fact.fact == Fact::kDivision &&
                                                          leaf.fact.fact == Fact::kCityClass)) {
      return i;
    }
  }
  FM_ASSERT(false);
}

TierSpace::Partial TierSpace::evaluate_leaf(const Condition& leaf, const State& state) const {
  const size_t index = variable_of(leaf);
  if (state.choice[index] < 0) return Partial::kOpen;
  const SpaceVariable& variable = variables_[index];
  const auto value = static_cast<size_t>(state.choice[index]);
  Tri result = Tri::kUnknown;
  if (variable.is_time) {
    result = test_instant(leaf, variable.instants[value], prepared_.local());
  } else {
    std::string_view text = variable.texts[value];
    std::string city_class;
    if (leaf.fact.fact == Fact::kCityClass) {
      // The table of the version's first day stands for the pin event's.
      const auto* table = table_on(prepared_.version().city_classes, prepared_.version().from);
      city_class = table ? city_class_of(*table, text) : std::string_view{};
      text = city_class;
    }
    result = test_text(leaf, text.empty() ? std::nullopt : std::optional(text));
  }
  return static_cast<Partial>(result);
}

TierSpace::Partial TierSpace::evaluate_partial(const Condition& condition,
                                               const State& state) const {
  if (condition.is_leaf()) return evaluate_leaf(condition, state);
  if (condition.op == ConditionOp::kNot) {
    const Partial inner = evaluate_partial(condition.of[0], state);
    if (inner == Partial::kTrue) return Partial::kFalse;
    return inner == Partial::kFalse ? Partial::kTrue : inner;
  }
  const Partial deciding = condition.op == ConditionOp::kAll ? Partial::kFalse : Partial::kTrue;
  bool open = false;
  bool unknown = false;
  for (const Condition& member : condition.of) {
    const Partial one = evaluate_partial(member, state);
    if (one == deciding) return deciding;
    open = open || one == Partial::kOpen;
    unknown = unknown || one == Partial::kUnknown;
  }
  if (open) return Partial::kOpen;
  if (unknown) return Partial::kUnknown;
  return condition.op == ConditionOp::kAll ? Partial::kTrue : Partial::kFalse;
}

// An unknown tier is passed over only where its unknown facts are optional (F3); the caller asks
// the engine about the ticket that is found.
bool TierSpace::may_be_passed_over(const Condition& condition) const {
  bool optional = false;
  for_each_leaf(condition, [&](const Condition& leaf) {
    optional = optional || prepared_.is_optional(leaf_fact(leaf));
  });
  return optional;
}

// Depth first over the variables; true when every condition is decided as wanted.
bool TierSpace::step(State& state) const {
  if (++state.boxes > state.max_boxes) return false;
  bool open = false;
  for (const Condition* condition : state.must) {
    const Partial result = evaluate_partial(*condition, state);
    if (result == Partial::kFalse || result == Partial::kUnknown) return false;
    open = open || result == Partial::kOpen;
  }
  for (const Condition* condition : state.must_not) {
    const Partial result = evaluate_partial(*condition, state);
    if (result == Partial::kTrue) return false;
    if (result == Partial::kUnknown && !may_be_passed_over(*condition)) return false;
    open = open || result == Partial::kOpen;
  }
  if (!open) return true;
  if (state.depth == state.order.size()) return false;
  const size_t variable = state.order[state.depth++];
  for (size_t value = 0; value < variables_[variable].size(); ++value) {
    state.choice[variable] = static_cast<int32_t>(value);
    if (step(state)) return true;
    if (state.boxes > state.max_boxes) return false;
  }
  state.choice[variable] = -1;
  --state.depth;
  return false;
}

TierSpace::SearchResult TierSpace::search(const std::vector<const Condition*>& must,
                                          const std::vector<const Condition*>& must_not,
                                          int64_t max_boxes) const {
  State state{must, must_not, {}, std::vector<int32_t>(variables_.size(), -1), 0, 0, max_boxes};
  const auto add_variables = [&](const Condition& condition) {
    for_each_leaf(condition, [&](const Condition& leaf) {
      const size_t index = variable_of(leaf);
      if (std::find(state.order.begin(), state.order.end(), index) == state.order.end()) {
        state.order.push_back(index);
      }
    });
  };
  for (const Condition* condition : must)
    add_variables(*condition);
  for (const Condition* condition : must_not)
    add_variables(*condition);
  SearchResult result;
  if (step(state)) result.ticket = witness(state);
  result.boxes = state.boxes;
  result.exhausted = result.ticket || state.boxes <= max_boxes;
  return result;
}

// A complete ticket: open facts get plain values, one visit with somebody on it.
Ticket TierSpace::witness(const State& state) const {
  const BookVersion& version = prepared_.version();
  const int64_t noon = int64_t{version.from} * 86400 + 43200 - version.utc_offset_min * 60;
  Ticket ticket;
  ticket.ticket = "witness";
  for (size_t i = 0; i < kTicketTextFacts; ++i)
    ticket.facts[i] = i == 0 ? "310115" : "other";
  for (auto& time : ticket.times)
    time = noon;
  Visit visit;
  visit.appointment = noon;
  visit.arrived = noon;
  visit.departed = noon;
  visit.distance_m = 0;
  visit.people.push_back({"person", Role::kLead, {}});
  for (size_t i = 0; i < variables_.size(); ++i) {
    const SpaceVariable& variable = variables_[i];
    if (state.choice[i] < 0) continue;
    const auto value = static_cast<size_t>(state.choice[i]);
    if (!variable.is_time) {
      ticket.fact(variable.fact.fact) = variable.texts[value];
    } else if (static_cast<size_t>(variable.time) < kTicketTimes) {
      ticket.times[static_cast<size_t>(variable.time)] = variable.instants[value];
    } else {
      auto& slot = variable.time == TimeName::kAppointment ? visit.appointment
                   : variable.time == TimeName::kArrived   ? visit.arrived
                                                           : visit.departed;
      slot = variable.instants[value];
    }
  }
  ticket.visits.push_back(std::move(visit));
  return ticket;
}

}  // namespace fenming
