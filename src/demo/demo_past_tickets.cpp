// Tickets that went through a template, event by event: what a replay of history reads.
#include <algorithm>
#include <string>
#include <utility>

#include "base/civil_time.h"
#include "demo/demo.h"
#include "demo/demo_tickets.h"
#include "engine/pricing/settle.h"
#include "engine/workflow/run/due.h"
#include "engine/workflow/run/file_world.h"

namespace fenming {
namespace {

using demo::Dice;
using namespace workflow;

constexpr size_t kMostMoves = 80;
constexpr size_t kMostVisits = 12;
constexpr uint32_t kDaysOfWork = 24;  // of a month; the rest is for tickets to end
constexpr uint32_t kAttempts = 200;   // drawn until one is of the template's work

// Which work a shipped template is about; nothing: any.
std::string_view work_of(std::string_view code) {
  if (code == "appliance_repair" || code == "part_swap") return "repair";
  if (code == "ac_install" || code == "ac_move") return "install";
  return {};
}

bool fits(const Ticket& ticket, std::string_view code) {
  const std::string_view work = work_of(code);
  const bool cooling =
      !code.starts_with("ac_") || ticket.visits[0].lines[0].item.starts_with("ac_");
  return cooling && (work.empty() || ticket.fact(Fact::kServiceType) == work);
}

// One ticket's way: mostly straight on, at times as tickets go.
class Walk {
 public:
  Walk(Play& play, Dice& dice, const WorkingHours* hours, std::string lead)
      : play_(play), dice_(dice), hours_(hours), lead_(std::move(lead)) {}

  void go() {
    for (size_t i = 0; i < kMostMoves && play_.state().status == RunStatus::kRunning; ++i) {
      // Of more visits nobody knows what was done.
      if (play_.state().visits.size() == kMostVisits) return;
      if (dice_.one_in(160) && cancel()) continue;
      if (!move()) return;
    }
  }

 private:
  uint32_t weight_of(const Offer& offer) const {
    if (offer.event.kind == EventKind::kReturn) return 2;
    if (!action_of(offer.event.kind)) return 0;
    return offer.event.outcome.value_or(VisitOutcome::kDone) == VisitOutcome::kDone ? 24 : 2;
  }

  const Offer* choose(const std::vector<Offer>& list) {
    uint32_t sum = 0;
    for (const Offer& offer : list)
      sum += weight_of(offer);
    if (sum > 0) {
      uint32_t at = dice_.below(sum);
      for (const Offer& offer : list) {
        if (at < weight_of(offer)) return &offer;
        at -= weight_of(offer);
      }
    }
    for (const EventKind kind : {EventKind::kForeign, EventKind::kTimer}) {
      for (const Offer& offer : list) {
        if (offer.event.kind == kind) return &offer;
      }
    }
    return nullptr;
  }

  // Within working hours, mostly soon, at times after days.
  int64_t later() {
    const int64_t minutes = dice_.one_in(9) ? 300 + dice_.below(1500) : 8 + dice_.below(110);
    return add_working(hours_, play_.now(), minutes * 60);
  }

  // What the clocks ask for until then happens first, each at its own time.
  void fire_until(int64_t at) {
    for (const DueEvent& one : due(play_.state(), at)) {
      if (one.event.kind != EventKind::kTimer) play_.play(one.event, std::max(one.at, play_.now()));
    }
  }

  void fill(Event& event, const Offer& offer) {
    for (const std::string& name : offer.fields) {
      const bool missing =
          std::find(offer.missing.begin(), offer.missing.end(), name) != offer.missing.end();
      const CustomField& field = *play_.version().field(name.substr(6));
      const size_t turn = dice_.below(10) < 7 ? 0 : dice_.below(5);
      if (missing || !field.options.empty()) event.values[name] = sample_value(field, turn);
    }
  }

  bool move() {
    const std::vector<Offer> list = play_.moves();
    const Offer* chosen = choose(list);
    if (chosen == nullptr) return false;
    const Offer offer = *chosen;
    // A wait is over when its time has come, not when somebody looks.
    const int64_t at = offer.at ? std::max(play_.now(), *offer.at) : later();
    fire_until(at);
    Event event = offer.event;
    const bool system = offer.at || event.kind == EventKind::kForeign;
    // An escalation may have given the node to somebody else meanwhile.
    const Token* token = play_.state().token(event.node);
    if (token == nullptr) return true;
    if (!system) event.actor = token->handler.empty() ? lead_ : token->handler;
    fill(event, offer);
    return !play_.play(std::move(event), at);
  }

  bool cancel() {
    Event event;
    event.kind = EventKind::kCancel;
    event.actor = "desk";
    event.why = "客户取消";
    return !play_.play(std::move(event), later());
  }

  Play& play_;
  Dice& dice_;
  const WorkingHours* hours_;
  std::string lead_;
};

// As the ticket was known when it was created; whatever happened is the walk's.
Ticket as_created(Ticket ticket, const TemplateVersion& version, const std::string& name) {
  ticket.ticket = name;
  ticket.times = {};
  ticket.fact(Fact::kTemplate) = version.code;
  for (const Fact fact : version.intake) {
    if (ticket.fact(fact).empty()) ticket.fact(fact) = "demo";
  }
  Visit& visit = ticket.visits[0];
  visit.appointment.reset();
  visit.arrived.reset();
  visit.departed.reset();
  visit.outcome.clear();
  while (ticket.visits.size() < kMostVisits) {
    ticket.visits.push_back(ticket.visits[0]);
    ticket.visits.back().visit = static_cast<int32_t>(ticket.visits.size());
  }
  return ticket;
}

}  // namespace

std::vector<HistoryCase> demo_past_tickets(const TemplateVersion& version, const BookFile& file,
                                           uint32_t tickets, uint64_t seed, int32_t month) {
  const Settler settler(file);
  const PlayInput world = file_world(file, version.code, month);
  const WorkingHours* hours = world.calendars.empty() ? nullptr : &world.calendars[0];
  demo::TicketMaker maker(seed);
  Dice dice(seed ^ 0x7A57);
  std::vector<HistoryCase> past;
  for (uint32_t number = 1; past.size() < tickets && number <= tickets * 2; ++number) {
    Ticket drawn = maker.ticket(number, 0);
    for (uint32_t i = 0; i < kAttempts && !fits(drawn, version.code); ++i)
      drawn = maker.ticket(number, 0);
    HistoryCase one;
    one.ticket = version.code + "-" + std::to_string(number);
    one.subject = as_created(std::move(drawn), version, one.ticket);
    one.facts = {{"distance_m", std::to_string(*one.subject.visits[0].distance_m / 1000)}};
    const std::string lead = one.subject.visits[0].people[0].person;
    PlayInput input = world;
    input.subject = one.subject;
    input.facts = one.facts;
    input.candidates = {lead};
    Play play(version, &settler, std::move(input));
    const int64_t day = month + static_cast<int32_t>(dice.below(kDaysOfWork));
    const int64_t created = day * 86400 + 60 * (60 + dice.below(9 * 60));  // 9:00 to 18:00
    if (play.start(created)) continue;
    Walk(play, dice, hours, lead).go();
    for (const Frame& frame : play.frames())
      one.events.push_back(frame.recorded);
    one.subject.visits.resize(std::max<size_t>(1, play.state().visits.size()));
    past.push_back(std::move(one));
  }
  return past;
}

}  // namespace fenming
