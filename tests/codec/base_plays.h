// Plays of the shipped templates, written as a line of moves, with what they are worth by a second,
// independent count. The demo's books price them.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/civil_time.h"
#include "base/text.h"
#include "demo/demo.h"
#include "engine/workflow/run/runner.h"
#include "engine/workflow/run/scenario.h"
#include "engine/workflow/verify/priced.h"
#include "support/shipped_templates.h"

namespace fenming::testing {

using namespace fenming::workflow;

// Moves are words: "node" does all that the node offers, with samples for what it requires;
// "node!outcome" ends a visit so, "node>target" returns, "node~" lets a wait be over; ":a=1,b=2"
// gives fields, "+90" waits so many minutes before, "@420" works so many before the last action.
// Visits are "KILOMETRES line*quantity …; …", "^line" within warranty. Everything takes 30 minutes.
struct BasePlay {
  const char* code;
  const char* name;
  const char* facts;  // besides those that every ticket has here
  const char* visits;
  const char* moves;
  const char* path;
  RunStatus status;
  const char*
      amounts;  // yuan by relation (c: from the customer, t: to the technician) and category
};

inline std::vector<std::string> words(const std::string& text, char by = ' ') {
  std::vector<std::string> list;
  std::istringstream stream(text);
  for (std::string word; std::getline(stream, word, by);)
    if (!word.empty()) list.push_back(word);
  return list;
}

inline std::string text_of(const std::vector<CategoryAmount>& list) {
  std::string text;
  for (const CategoryAmount& one : list) {
    text += text.empty() ? "" : " ";
    text += one.relation == Relation::kCustomerCompany ? "c:" : "t:";
    text += one.category + "=" + format_decimal(one.amount_fen, 2);
  }
  return text;
}

inline std::vector<CategoryAmount> amounts_of(const std::string& text) {
  std::vector<CategoryAmount> list;
  for (const std::string& word : words(text)) {
    const size_t is = word.find('=');
    REQUIRE(is != std::string::npos);
    const auto fen = parse_decimal(word.substr(is + 1), 2);
    REQUIRE_MESSAGE(fen.has_value(), word);
    const Relation relation =
        word[0] == 'c' ? Relation::kCustomerCompany : Relation::kCompanyTechnician;
    list.push_back({relation, word.substr(2, is - 2), *fen});
  }
  return list;
}

// A town of no special class: the standard tier of both books.
inline Ticket sample_ticket(const BasePlay& sample) {
  Ticket ticket;
  ticket.ticket = sample.code;
  const std::string common =
      "division=410302 channel=web brand=demo customer_account=acme customer_class=normal "
      "urgency=normal service_type=inspect ";
  for (const std::string& word : words(common + sample.facts)) {
    const size_t is = word.find('=');
    ticket.fact(parse_fact(word.substr(0, is))->fact) = word.substr(is + 1);
  }
  const BookFile demo = demo_books();
  const std::vector<Part>& parts = demo.books[0].versions[0].parts;
  for (const std::string& one : words(sample.visits, ';')) {
    const std::vector<std::string> list = words(one);
    Visit& visit = ticket.visits.emplace_back();
    visit.distance_m = parse_decimal(list.at(0), 3);
    for (size_t i = 1; i < list.size(); ++i) {
      const bool covered = list[i][0] == '^';
      const size_t star = list[i].find('*');
      const std::string code = list[i].substr(covered ? 1 : 0, star - (covered ? 1 : 0));
      TicketLine& line = visit.lines.emplace_back();
      line.line = static_cast<int32_t>(i);
      line.quantity = *parse_decimal(list[i].substr(star + 1), 3);
      line.warranty = covered ? "in" : "out";
      const bool is_part = std::any_of(parts.begin(), parts.end(),
                                       [&](const Part& part) { return part.part == code; });
      (is_part ? line.part : line.item) = code;
      if (!is_part) line.product = "unit";
    }
  }
  return ticket;
}

struct DemoWorld {
  DemoWorld() : file(demo_books()), settler(file) {}

  PlayInput input(const std::string& code, Ticket subject) const {
    PlayInput input;
    input.subject = std::move(subject);
    input.candidates = {"wang", "li"};
    input.calendars = {{"cn", find_calendar(file, "cn"), 480, {{540, 1080}}}};
    input.local.calendar = find_calendar(file, "cn");
    input.pins = verify_input(file, code, *local_date(kBegin, kChinaMinutes)).pins;
    return input;
  }

  static constexpr int64_t kBegin = 1'784'077'200;  // Wednesday 2026-07-15, nine in the morning
  BookFile file;
  Settler settler;
};

// One word of a line of moves.
class Move {
 public:
  explicit Move(const std::string& word) {
    size_t end = word.find_first_of("!+@>~:");
    node = word.substr(0, end);
    while (end != std::string::npos) {
      const char mark = word[end];
      const size_t next = mark == ':' ? std::string::npos : word.find_first_of("!+@>~:", end + 1);
      const std::string text =
          word.substr(end + 1, next == std::string::npos ? next : next - end - 1);
      if (mark == '!') outcome = parse_visit_outcome(text);
      if (mark == '+') wait_min = std::stoi(text);
      if (mark == '@') work_min = std::stoi(text);
      if (mark == '>') target = text;
      if (mark == '~') passes = true;
      for (const std::string& pair : mark == ':' ? words(text, ',') : std::vector<std::string>{}) {
        const size_t is = pair.find('=');
        fields["field." + pair.substr(0, is)] = pair.substr(is + 1);
      }
      end = next;
    }
  }

  std::string node, target;
  std::optional<VisitOutcome> outcome;
  int64_t wait_min = 30, work_min = 30;
  bool passes = false;
  Values fields;
};

// Does a move; the refusal, or "" where it was done.
inline std::string perform(Play& play, const Move& move) {
  const Node* node = find_node(play.version(), move.node);
  if (node == nullptr) return "no node " + move.node;
  const bool moved_on = move.passes || !move.target.empty();
  const size_t steps = moved_on ? 1 : progress_of(*node).size();
  for (size_t i = 0; i < steps; ++i) {
    const std::vector<Offer> list = play.moves();
    const auto offer = std::find_if(list.begin(), list.end(), [&](const Offer& one) {
      const EventKind kind = one.event.kind;
      if (one.event.node != move.node) return false;
      if (move.passes) return kind == EventKind::kTimer || kind == EventKind::kForeign;
      if (!move.target.empty()) {
        return kind == EventKind::kReturn && one.event.target == move.target;
      }
      return action_of(kind) && (!one.event.outcome || one.event.outcome == move.outcome);
    });
    if (offer == list.end()) return "not offered: " + move.node;
    Event event = offer->event;
    if (!move.passes) event.actor = offer->handler.empty() ? "wang" : offer->handler;
    for (const std::string& name : offer->missing)
      event.values[name] = sample_value(*play.version().field(name.substr(6)));
    for (const auto& [name, value] : move.fields) {
      if (std::find(offer->fields.begin(), offer->fields.end(), name) != offer->fields.end()) {
        event.values[name] = value;
      } else if (i + 1 == steps) {
        return "not asked for: " + name;
      }
    }
    const int64_t minutes = i == 0 ? move.wait_min : move.work_min;
    const int64_t at = std::max(play.now() + minutes * 60, offer->at.value_or(0));
    if (const auto refusal = play.play(event, at)) {
      return move.node + ": " + std::string(refusal_info(refusal->code).name) + " " +
             refusal->field;
    }
  }
  return {};
}

// What a play is worth, counted without the ledger: at each posting the lines that it covers are
// set anew to their share of the settlement as it is known then. One payee, so a line is one part.
class SecondCount {
 public:
  SecondCount(const Play& play, const Settler& settler) {
    for (const Frame& frame : play.frames()) {
      for (const Posted& posted : frame.posted) {
        if (posted.posting) set(play, settler, frame.state, posted.obligation);
      }
    }
  }

  std::vector<CategoryAmount> totals() const {
    std::map<std::pair<Relation, std::string>, int64_t> sums;
    for (const auto& [key, fen] : fen_)
      sums[{std::get<0>(key), std::get<1>(key)}] += fen;
    std::vector<CategoryAmount> list;
    for (const auto& [key, fen] : sums) {
      if (fen != 0) list.push_back({key.first, key.second, fen});
    }
    return list;
  }

 private:
  // Relation, category, visit, then what tells lines of one visit apart.
  using Key = std::tuple<Relation, std::string, int32_t, Component, int32_t, std::string>;

  static bool covers(const Obligation& one, Relation relation, const std::string& category,
                     int32_t visit) {
    const auto& list = one.categories;
    return one.relation == relation &&
           std::find(list.begin(), list.end(), category) != list.end() &&
           (one.visit == 0 || visit == 0 || one.visit == visit);
  }

  void set(const Play& play, const Settler& settler, const InstanceState& state,
           const Obligation& obligation) {
    past_.push_back(obligation);
    std::erase_if(fen_, [&](const auto& entry) {
      return covers(obligation, std::get<0>(entry.first), std::get<1>(entry.first),
                    std::get<2>(entry.first));
    });
    for (const Outcome& outcome : settler.settle(priced_ticket(state, play.input().subject))) {
      if (outcome.relation != obligation.relation || !outcome.settlement) continue;
      for (const SettlementLine& line : outcome.settlement->lines) {
        if (!covers(obligation, obligation.relation, line.category, line.visit)) continue;
        int64_t share = 0;
        for (const Obligation& one : past_) {
          if (covers(one, obligation.relation, line.category, line.visit))
            share = std::max<int64_t>(share, one.share_bp);
        }
        const int64_t twice = 2 * line.amount_fen * share;
        fen_[{obligation.relation, line.category, line.visit, line.component, line.source,
              line.rule}] += (twice + (twice < 0 ? -10000 : 10000)) / 20000;
      }
    }
  }

  std::vector<Obligation> past_;
  std::map<Key, int64_t> fen_;
};

// The whole settlement as it stands at the end, without the categories that are never settled.
inline std::vector<CategoryAmount> whole_settlement(const Play& play, const Settler& settler) {
  std::map<std::pair<Relation, std::string>, int64_t> sums;
  for (const Outcome& outcome : settler.settle(priced_ticket(play.state(), play.input().subject))) {
    REQUIRE_MESSAGE(outcome.settlement, outcome.error.code, " ", outcome.error.field);
    for (const SettlementLine& line : outcome.settlement->lines) {
      for (const Fee& fee : play.version().fees) {
        if (fee.relation == *outcome.relation && fee.category == line.category && fee.never.empty())
          sums[{fee.relation, fee.category}] += line.amount_fen;
      }
    }
  }
  std::vector<CategoryAmount> list;
  for (const auto& [key, fen] : sums) {
    if (fen != 0) list.push_back({key.first, key.second, fen});
  }
  return list;
}

inline std::string told(const std::optional<ScenarioDifference>& difference) {
  if (!difference) return "pass";
  return std::string(difference_kind_name(difference->kind)) + " " + difference->what + ": " +
         difference->expected + " / " + difference->actual;
}

// The play as it goes is kept as a scenario whose expectations are those written by hand.
inline void play_one(const DemoWorld& world, const BasePlay& sample) {
  CAPTURE(sample.code);
  CAPTURE(sample.name);
  const TemplateVersion version = shipped_template(sample.code);
  const PlayInput input = world.input(sample.code, sample_ticket(sample));
  Play play(version, &world.settler, input);
  REQUIRE(!play.start(DemoWorld::kBegin));
  for (const std::string& word : words(sample.moves)) {
    const std::string refusal = perform(play, Move(word));
    REQUIRE_MESSAGE(refusal.empty(), word, ": ", refusal);
  }
  Scenario scenario = scenario_of(play, sample.name);
  scenario.path = words(sample.path);
  scenario.status = sample.status;
  scenario.amounts = amounts_of(sample.amounts);
  CHECK(told(run_scenario(version, &world.settler, input, scenario)) == "pass");
  CHECK(text_of(SecondCount(play, world.settler).totals()) == text_of(play.totals()));
  if (sample.status != RunStatus::kEnded) return;
  CHECK(play.frames().back().ledger.waiting().empty());
  for (const Reached& reached : play.state().reached)
    CHECK(reached.share_bp == 10000);
  CHECK(text_of(play.totals()) == text_of(whole_settlement(play, world.settler)));
}

template <size_t N>
void play_all(const BasePlay (&samples)[N]) {
  const DemoWorld world;
  for (const BasePlay& sample : samples)
    play_one(world, sample);
}

}  // namespace fenming::testing
