#include "engine/workflow/run/play.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/civil_time.h"
#include "base/text.h"

namespace fenming::workflow {
namespace {

// What a person would do next: done before any other outcome, what waits last.
const Offer* preferred(const std::vector<Offer>& list) {
  const auto find = [&](const auto& fits) -> const Offer* {
    const auto found = std::find_if(list.begin(), list.end(), fits);
    return found == list.end() ? nullptr : &*found;
  };
  const auto acts = [](const Offer& offer) { return action_of(offer.event.kind).has_value(); };
  const Offer* offer = find([&](const Offer& one) {
    return acts(one) && one.event.outcome.value_or(VisitOutcome::kDone) == VisitOutcome::kDone;
  });
  if (offer == nullptr) offer = find(acts);
  for (const EventKind kind : {EventKind::kResume, EventKind::kForeign, EventKind::kTimer}) {
    if (offer == nullptr) offer = find([&](const Offer& one) { return one.event.kind == kind; });
  }
  return offer;
}

}  // namespace

Play::Play(const TemplateVersion& version, const Settler* settler, PlayInput input)
    : version_(version), settler_(settler), input_(std::move(input)) {
  if (settler_ == nullptr) return;
  Ticket located = input_.subject;
  settler_->zones().locate(located);
  for (const Fact fact : {Fact::kZone, Fact::kRing}) {
    const std::string name(fact_info(fact).name);
    if (!located.fact(fact).empty()) input_.facts.emplace(name, located.fact(fact));
  }
}

Ticket Play::subject_of(const InstanceState& state) const {
  Ticket ticket = input_.subject;
  const size_t known = std::max(ticket.visits.size(), state.visits.size());
  ticket.visits.resize(known, input_.later_visit);
  return ticket;
}

const InstanceState& Play::state() const {
  return frames_.empty() ? fresh_ : frames_.back().state;
}

std::optional<Refusal> Play::start(int64_t now, const Values& fields) {
  Event event;
  event.kind = EventKind::kStart;
  event.values = fields;
  for (size_t i = 0; i < kTicketTextFacts; ++i) {
    const std::string name(fact_info(static_cast<Fact>(i)).name);
    const std::string& value = input_.subject.facts[i];
    if (!value.empty()) event.values.emplace(name, value);
  }
  return play(std::move(event), now);
}

std::optional<Refusal> Play::play(Event event, int64_t now) {
  if (event.key.empty()) event.key = "play/" + std::to_string(frames_.size() + 1);
  const World world{version_,     input_.calendars, input_.local, input_.candidates,
                    input_.facts, input_.pins,      {},           nullptr};
  StepResult result = step(world, state(), event, now);
  if (!result) return result.refusal();
  Frame frame;
  frame.ledger = frames_.empty() ? RunLedger(settler_) : frames_.back().ledger;
  frame.posted =
      frame.ledger.post(result->state, subject_of(result->state), result->effects.obligations);
  frame.recorded = std::move((*result).recorded);
  frame.state = std::move((*result).state);
  frame.effects = std::move((*result).effects);
  frames_.push_back(std::move(frame));
  return std::nullopt;
}

std::vector<Offer> Play::moves() const {
  return offers(version_, state());
}

void Play::back_to(size_t frame) {
  if (frame + 1 < frames_.size()) {
    frames_.erase(frames_.begin() + static_cast<std::ptrdiff_t>(frame) + 1, frames_.end());
  }
}

std::vector<std::string> Play::path() const {
  std::vector<std::string> path;
  for (const Frame& frame : frames_)
    path.insert(path.end(), frame.effects.path.begin(), frame.effects.path.end());
  return path;
}

std::vector<CategoryAmount> Play::totals() const {
  if (frames_.empty()) return {};
  return frames_.back().ledger.totals();
}

std::string sample_value(const CustomField& field, size_t turn) {
  const int64_t least = field.min.value_or(0);
  const int64_t number = field.max ? std::min(std::max<int64_t>(least, 0), *field.max) : least;
  switch (field.kind) {
    case FieldKind::kChoice:
    case FieldKind::kMultipleChoice:
      if (!field.options.empty()) return field.options[turn % field.options.size()].option;
      return {};
    default:
      break;
  }
  if (!field.standard.empty()) return field.standard;
  switch (field.kind) {
    case FieldKind::kNumber:
      return format_decimal(number, 3);
    case FieldKind::kMoney:
      return format_decimal(number, 2);
    case FieldKind::kDate:
      return format_date(field.min ? static_cast<int32_t>(*field.min)
                                   : days_from_civil({2026, 1, 1}));
    default:
      return "1";
  }
}

bool auto_run(Play& play, const AutoOptions& options) {
  std::map<std::string, size_t> turns;
  for (size_t moves = 0; moves < options.max_moves; ++moves) {
    if (play.state().status != RunStatus::kRunning) break;
    const std::vector<Offer> list = play.moves();
    const Offer* offer = preferred(list);
    if (offer == nullptr) return false;
    Event event = offer->event;
    const bool system = offer->at || event.kind == EventKind::kForeign;
    if (!system) event.actor = offer->handler.empty() ? "auto" : offer->handler;
    if (play.input().candidates.empty()) event.person = "auto";
    const size_t turn = offer->fields.empty() ? 0 : turns[event.node]++;
    for (const std::string& name : offer->fields) {
      const auto chosen = options.choices.find(name);
      const bool missing =
          std::find(offer->missing.begin(), offer->missing.end(), name) != offer->missing.end();
      const CustomField& field = *play.version().field(name.substr(6));
      if (chosen != options.choices.end()) {
        event.values[name] = chosen->second;
      } else if (missing || (turn > 0 && !field.options.empty())) {
        event.values[name] = sample_value(field, turn);
      }
    }
    const int64_t later = play.now() + options.minutes_per_move * 60;
    if (play.play(std::move(event), std::max(later, offer->at.value_or(0)))) return false;
  }
  return play.state().status == RunStatus::kEnded;
}

}  // namespace fenming::workflow
