// What a node's actions do besides moving a token: times, triggers, fields, clocks and handlers.
#include <algorithm>

#include "base/civil_time.h"
#include "base/text.h"
#include "engine/workflow/run/runner.h"

namespace fenming::workflow {
namespace {

constexpr std::string_view kField = "field.";

const Fee* fee_of(const TemplateVersion& version, Relation relation, const std::string& category) {
  const auto found = std::find_if(version.fees.begin(), version.fees.end(), [&](const Fee& fee) {
    return fee.relation == relation && fee.category == category;
  });
  return found == version.fees.end() || !found->never.empty() ? nullptr : &*found;
}

std::optional<int64_t> number_in(const Values& facts, std::string_view name, int places = 0) {
  const auto found = facts.find(std::string(name));
  return found == facts.end() ? std::nullopt : parse_decimal(found->second, places);
}

std::string text_in(const Values& facts, std::string_view name) {
  const auto found = facts.find(std::string(name));
  return found == facts.end() ? std::string() : found->second;
}

// What the verifier takes to be free at each reading; all other facts are the ticket's own.
bool follows_from_others(Fact fact) {
  if (fact == Fact::kZone || fact == Fact::kRing || fact == Fact::kCityClass) return true;
  return fact == Fact::kDistance || fact == Fact::kDistanceKind || fact == Fact::kTripPlace;
}

size_t length_of(const std::string& text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size(); ++count)
    next_code_point(text, at);
  return count;
}

bool has_option(const CustomField& field, std::string_view option) {
  return std::any_of(field.options.begin(), field.options.end(),
                     [&](const FieldOption& one) { return one.option == option; });
}

bool within(const CustomField& field, std::optional<int64_t> value) {
  return value && (!field.min || *value >= *field.min) && (!field.max || *value <= *field.max);
}

bool fits(const CustomField& field, const std::string& value) {
  switch (field.kind) {
    case FieldKind::kNumber:
      return within(field, parse_decimal(value, 3));
    case FieldKind::kMoney:
      return within(field, parse_decimal(value, 2));
    case FieldKind::kDate: {
      const auto date = parse_date(value);
      return within(field, date ? std::optional<int64_t>(*date) : std::nullopt);
    }
    case FieldKind::kChoice:
      return has_option(field, value);
    case FieldKind::kMultipleChoice: {
      const auto chosen = split_text(value, ',');
      return std::all_of(chosen.begin(), chosen.end(),
                         [&](std::string_view one) { return has_option(field, one); });
    }
    default:
      return !field.max_length || length_of(value) <= static_cast<size_t>(*field.max_length);
  }
}

}  // namespace

std::optional<RefusalCode> check_value(const CustomField& field, const std::string& value) {
  if (value.empty() || (is_valid_utf8(value) && fits(field, value))) return std::nullopt;
  return RefusalCode::kFieldInvalid;
}

std::string trigger_code(const Node& node, size_t trigger) {
  return node.node + "/" + std::string(action_name(node.triggers[trigger].action)) + "/" +
         std::to_string(trigger + 1);
}

RunFacts::RunFacts(const InstanceState& state, const World& world) : local_(world.local) {
  Values facts = state.facts;
  for (const auto& [name, value] : world.facts) {
    const auto fact = parse_fact(name);
    if (fact && follows_from_others(fact->fact)) facts[name] = value;
  }
  ticket_.times = state.times;
  for (size_t i = 0; i < kTicketTextFacts; ++i)
    ticket_.facts[i] = text_in(facts, fact_info(static_cast<Fact>(i)).name);
  for (const auto& [name, value] : facts) {
    if (name.starts_with(kField)) fields_.push_back({name.substr(kField.size()), value});
  }
  city_class_ = text_in(facts, fact_info(Fact::kCityClass).name);
  if (state.ended_visit == 0) return;
  const VisitRecord& ended = state.visits[static_cast<size_t>(state.ended_visit) - 1];
  Visit& visit = visit_.emplace();
  if (!ended.windows.empty()) visit.appointment = ended.windows.back().from;
  visit.arrived = ended.arrived;
  visit.departed = ended.departed;
  visit.people = ended.people;
  if (ended.outcome) {
    visit.outcome = visit_outcome_name(*ended.outcome);
    visit.fault = fault_name(ended.fault);
  }
  visit.distance_m = number_in(facts, fact_info(Fact::kDistance).name);
  visit.distance_kind = text_in(facts, fact_info(Fact::kDistanceKind).name);
  if (const auto place = number_in(facts, fact_info(Fact::kTripPlace).name)) {
    visit.trip_place = static_cast<int32_t>(*place);
  }
}

FactView RunFacts::view() const {
  FactView view;
  view.ticket = &ticket_;
  view.visit = visit_ ? &*visit_ : nullptr;
  view.city_class = city_class_;
  view.fields = &fields_;
  view.local = local_;
  return view;
}

void Runner::act(const Node& node, Action action, int32_t visit) {
  if (!node.offers(action)) return;
  const auto stamp = [&](TimeName time) {
    auto& known = state_.times[static_cast<size_t>(time)];
    // The first stays: a book that was pinned by it stays pinned.
    if (known) return;
    known = now_;
    effects_.stamped.push_back({time, now_});
  };
  for (const Stamp& one : node.stamps) {
    if (one.action == action) stamp(one.time);
  }
  for (size_t i = 0; i < node.triggers.size(); ++i) {
    if (node.triggers[i].action != action) continue;
    stamp(TimeName::kFirstTrigger);
    fire(node, i, visit);
  }
}

// Categories of the ticket and of the visit are obligations of their own.
void Runner::fire(const Node& node, size_t trigger, int32_t visit) {
  const SettlementTrigger& fired = node.triggers[trigger];
  Obligation whole;
  whole.relation = fired.relation;
  whole.trigger = trigger_code(node, trigger);
  whole.share_bp = fired.share_bp;
  Obligation of_visit = whole;
  of_visit.visit = visit;
  for (const std::string& category : fired.categories) {
    const Fee* fee = fee_of(version_, fired.relation, category);
    if (fee == nullptr) continue;
    const bool by_visit = fee->occasion == FeeOccasion::kVisit;
    if (by_visit && visit == 0) continue;
    if (!raise(node, trigger, *fee, by_visit ? visit : 0)) continue;
    (by_visit ? of_visit : whole).categories.push_back(category);
  }
  for (Obligation& obligation : std::vector<Obligation>{whole, of_visit}) {
    if (obligation.categories.empty()) continue;
    if (const World* world = tape_.world()) {
      for (const BookPin& pin : world->pins) {
        if (pin.relation != fired.relation) continue;
        obligation.pin = pin.event;
        const auto event = static_cast<size_t>(pin.event);
        if (event < kTicketTimes) obligation.pinned_at = state_.times[event];
      }
    }
    effects_.obligations.push_back(obligation);
  }
}

// The same trigger again posts nothing new (L3), because its share has been reached; another one
// must raise it.
bool Runner::raise(const Node& node, size_t trigger, const Fee& fee, int32_t visit) {
  const SettlementTrigger& fired = node.triggers[trigger];
  const auto known =
      std::find_if(state_.reached.begin(), state_.reached.end(), [&](const Reached& one) {
        return one.relation == fee.relation && one.category == fee.category && one.visit == visit;
      });
  const bool reached = known != state_.reached.end();
  int32_t share = reached ? known->share_bp : 0;
  const auto posted =
      tape_.take(TakenKind::kPosted, node.node, [&](const World& world) -> std::optional<Taken> {
        for (const ReachedShare& one : world.posted) {
          const bool same = one.relation == fee.relation && one.category == fee.category;
          if (!same || visit != 0 || one.share_bp <= share) continue;
          return Taken{TakenKind::kPosted, node.node, fee.category, {one.share_bp}};
        }
        return std::nullopt;
      });
  if (posted && !posted->numbers.empty()) share = static_cast<int32_t>(posted->numbers[0]);
  if (fired.share_bp <= share) return false;
  Reached now{fee.relation,   fee.category, visit,
              fired.share_bp, node.node,    static_cast<int32_t>(trigger)};
  if (reached) {
    *known = now;
  } else {
    state_.reached.push_back(now);
  }
  return true;
}

// A field that was filled stays filled; one with a default is never left empty.
void Runner::write_fields(const Node& node, Token& token) {
  for (const NodeField& field : node.fields) {
    const CustomField* custom = version_.field(field.field);
    if (field.access == FieldAccess::kVisible || custom == nullptr) continue;
    const std::string name = std::string(kField) + field.field;
    std::string& value = state_.facts[name];
    const auto given = token.draft.find(name);
    if (given != token.draft.end() && !given->second.empty()) value = given->second;
    if (value.empty()) value = custom->standard;
    if (custom->level == Level::kVisit && token.visit != 0) {
      state_.visits[static_cast<size_t>(token.visit) - 1].values[name] = value;
    }
  }
  token.draft.clear();
}

void Runner::assign(Token& token, const Node& node) {
  if (!node.who.previous.empty()) {
    const auto found = state_.handlers.find(node.who.previous);
    if (found != state_.handlers.end()) token.handler = found->second;
  } else if (node.who.best_match) {
    token.handler = state_.dispatched;
    if (token.handler.empty()) {
      const auto person = tape_.take(
          TakenKind::kPerson, node.node, [&](const World& world) -> std::optional<Taken> {
            if (world.candidates.empty()) return std::nullopt;
            return Taken{TakenKind::kPerson, node.node, world.candidates[0], {}};
          });
      if (person) token.handler = person->text;
    }
  }
  if (token.handler.empty()) return;
  effects_.notices.push_back({NoticeKind::kAssigned, node.node, token.handler});
}

bool Runner::hours_of(const std::string& node, const Sla* sla, const WorkingHours*& hours) {
  hours = nullptr;
  if (sla == nullptr || sla->calendar.empty()) return true;
  for (const WorkingHours& one : tape_.world()->calendars) {
    if (one.calendar == sla->calendar) hours = &one;
  }
  return hours != nullptr || refuse(RefusalCode::kNoCalendar, node, sla->calendar);
}

bool Runner::set_clock(Token& token, const Node& node, int64_t since) {
  const WorkingHours* hours = nullptr;
  const Sla* sla = node.sla ? &*node.sla : nullptr;
  if (tape_.world() != nullptr && !hours_of(node.node, sla, hours)) return false;
  if (node.timer_min) {
    const auto timer =
        tape_.take(TakenKind::kTimer, node.node, [&](const World&) -> std::optional<Taken> {
          const int64_t at = add_working(hours, since, *node.timer_min * 60);
          return Taken{TakenKind::kTimer, node.node, {}, {at}};
        });
    if (!timer || timer->numbers.size() != 1) return refuse(RefusalCode::kWrongVersion, node.node);
    token.timer = timer->numbers[0];
  }
  token.clock.reset();
  if (sla == nullptr) return true;
  const auto instants =
      tape_.take(TakenKind::kInstants, node.node, [&](const World&) -> std::optional<Taken> {
        Taken taken{TakenKind::kInstants, node.node, {}, {}};
        const int64_t whole = int64_t{sla->minutes} * 60;
        const int64_t due = add_working(hours, since, whole);
        taken.numbers = {add_working(hours, since, whole * sla->warn_percent / 100), due};
        // A chain that is out of order still goes level by level.
        for (const EscalationLevel& level : sla->chain) {
          taken.numbers.push_back(std::max(taken.numbers.back(),
                                           add_working(hours, due, int64_t{level.after_min} * 60)));
        }
        return taken;
      });
  if (!instants || instants->numbers.size() != sla->chain.size() + 2) {
    return refuse(RefusalCode::kWrongVersion, node.node);
  }
  Clock& clock = token.clock.emplace();
  clock.warn_at = instants->numbers[0];
  clock.due_at = instants->numbers[1];
  clock.levels.assign(instants->numbers.begin() + 2, instants->numbers.end());
  return true;
}

bool Runner::renew_clock(Token& token, const Node& node) {
  const std::optional<Clock> old = token.clock;
  token.timer.reset();
  if (!set_clock(token, node, token.since)) return false;
  const auto& pauses = node.sla ? node.sla->pauses : std::vector<SlaPause>{};
  if (token.pause && std::find(pauses.begin(), pauses.end(), *token.pause) == pauses.end()) {
    token.pause.reset();
    token.paused_since.reset();
  }
  if (!old || !token.clock) return true;
  Clock& clock = *token.clock;
  clock.warned = old->warned && clock.warn_at <= now_;
  clock.broken = old->broken && clock.due_at <= now_;
  const auto levels = static_cast<int32_t>(clock.levels.size());
  clock.levels_done = clock.broken ? std::min(old->levels_done, levels) : 0;
  return true;
}

bool Runner::resume_clock(Token& token, const Node& node) {
  if (!token.paused_since || !token.clock) return true;
  const int64_t paused = *token.paused_since;
  const WorkingHours* hours = nullptr;
  const Sla* sla = node.sla ? &*node.sla : nullptr;
  if (tape_.world() != nullptr && !hours_of(node.node, sla, hours)) return false;
  const auto moved =
      tape_.take(TakenKind::kInstants, node.node, [&](const World&) -> std::optional<Taken> {
        Taken taken{
            TakenKind::kInstants, node.node, {}, {token.clock->warn_at, token.clock->due_at}};
        taken.numbers.insert(taken.numbers.end(), token.clock->levels.begin(),
                             token.clock->levels.end());
        for (int64_t& at : taken.numbers) {
          if (at > paused) at = add_working(hours, now_, working_between(hours, paused, at));
        }
        return taken;
      });
  if (!moved || moved->numbers.size() != token.clock->levels.size() + 2) {
    return refuse(RefusalCode::kWrongVersion, node.node);
  }
  token.clock->warn_at = moved->numbers[0];
  token.clock->due_at = moved->numbers[1];
  std::copy(moved->numbers.begin() + 2, moved->numbers.end(), token.clock->levels.begin());
  return true;
}

}  // namespace fenming::workflow
