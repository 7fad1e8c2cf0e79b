// States and scenarios; see run_codec.h.
#include <algorithm>

#include "codec/run_codec.h"
#include "codec/run_fields.h"
#include "codec/ticket_fields.h"

namespace fenming {

using namespace workflow;

namespace {

std::string_view stop_name(FlowCode code) {
  return flow_code_info(code).name;
}
std::optional<FlowCode> parse_stop(std::string_view name) {
  for (const FlowCode code :
       {FlowCode::kLostToken, FlowCode::kUncoveredCase, FlowCode::kUndecidedCase}) {
    if (stop_name(code) == name) return code;
  }
  return std::nullopt;
}

struct LevelInstant {
  int64_t at = 0;
};
struct EventKey {
  std::string key;
};

}  // namespace

template <typename IO>
void describe(IO& io, LevelInstant& level) {
  required_instant(io, "at", level.at);
}
template <typename IO>
void describe(IO& io, EventKey& key) {
  io.text("key", key.key, Need::kRequired, kNameLength);
}

template <typename IO>
void describe(IO& io, Clock& c) {
  required_instant(io, "warn_at", c.warn_at);
  required_instant(io, "due_at", c.due_at);
  std::vector<LevelInstant> levels;
  for (const int64_t at : c.levels)
    levels.push_back({at});
  io.list("levels", levels, Need::kOptional, 16);
  if (IO::kReads) {
    for (const LevelInstant& level : levels)
      c.levels.push_back(level.at);
  }
  io.boolean("warned", c.warned);
  io.boolean("broken", c.broken);
  io.integer("levels_done", c.levels_done, 0, 16, Need::kOptional);
}

template <typename IO>
void describe(IO& io, Token& t) {
  io.text("node", t.node, Need::kRequired);
  io.text("edge", t.edge, Need::kOptional);
  io.choices("done", t.done, action_name, parse_action);
  io.text("handler", t.handler, Need::kOptional);
  required_instant(io, "since", t.since);
  io.integer("entered", t.entered, 1, kMaxFen, Need::kRequired);
  io.integer("visit", t.visit, 0, 1'000, Need::kOptional);
  describe_map<PairKind::kFact>(io, "draft", t.draft);
  io.object("clock", t.clock);
  io.instant("timer", t.timer);
  io.boolean("suspended", t.suspended);
  io.choice("pause", t.pause, sla_pause_name, parse_sla_pause);
  io.instant("paused_since", t.paused_since);
  io.choice("stopped", t.stopped, stop_name, parse_stop);
}

template <typename IO>
void describe(IO& io, Window& w) {
  required_instant(io, "from", w.from);
  required_instant(io, "to", w.to);
  io.text("by", w.by, Need::kOptional);
  required_instant(io, "at", w.at);
  io.text("why", w.why, Need::kOptional, kValueLength);
  io.boolean("by_customer", w.by_customer);
}

template <typename IO>
void describe(IO& io, VisitRecord& v) {
  io.text("node", v.node, Need::kOptional);
  io.list("windows", v.windows, Need::kOptional, 1'000);
  io.list("people", v.people, Need::kOptional, 32);
  io.instant("arrived", v.arrived);
  io.instant("departed", v.departed);
  io.text("arrived_where", v.arrived_where, Need::kOptional, kNameLength);
  io.text("departed_where", v.departed_where, Need::kOptional, kNameLength);
  io.choice("outcome", v.outcome, visit_outcome_name, parse_visit_outcome);
  io.choice("fault", v.fault, fault_name, parse_fault, std::optional(Fault::kNobody));
  io.texts("items", v.items, Need::kOptional);
  io.texts("parts", v.parts, Need::kOptional);
  describe_map<PairKind::kFact>(io, "values", v.values);
}

template <typename IO>
void describe(IO& io, Reached& r) {
  io.choice("relation", r.relation, relation_name, parse_relation, std::optional<Relation>{});
  io.text("category", r.category, Need::kRequired);
  io.integer("visit", r.visit, 0, 1'000, Need::kOptional);
  io.integer("share_bp", r.share_bp, 1, 10'000, Need::kRequired);
  io.text("node", r.node, Need::kOptional);
  io.integer("trigger", r.trigger, -1, 1'000, Need::kOptional);
}

struct RunTimesPart {
  InstanceState* state;
};
template <typename IO>
void describe(IO& io, RunTimesPart& part) {
  for (size_t i = 0; i < kTicketTimes; ++i)
    io.instant(time_name(static_cast<TimeName>(i)), part.state->times[i]);
}

template <typename IO>
void describe(IO& io, InstanceState& s) {
  io.constant("schema", "fenming.instance/1");
  io.text("template", s.code, Need::kOptional);
  io.integer("version", s.version, 0, 1'000'000, Need::kOptional);
  io.choice("status", s.status, run_status_name, parse_run_status, std::optional<RunStatus>{});
  io.list("marking", s.marking, Need::kOptional, 100'000);
  describe_map<PairKind::kFact>(io, "facts", s.facts);
  RunTimesPart times{&s};
  io.object("times", times, Need::kOptional);
  io.list("visits", s.visits, Need::kOptional, 1'000);
  io.integer("ended_visit", s.ended_visit, 0, 1'000, Need::kOptional);
  if (IO::kReads && static_cast<size_t>(s.ended_visit) > s.visits.size()) {
    io.fail("ended_visit", "out_of_range", "There is no such visit.");
  }
  io.list("reached", s.reached, Need::kOptional, 100'000);
  describe_map<PairKind::kHandler>(io, "handlers", s.handlers);
  io.text("dispatched", s.dispatched, Need::kOptional);
  io.integer("urgency_raised", s.urgency_raised, 0, 1'000, Need::kOptional);
  io.text("final_node", s.final_node, Need::kOptional);
  io.text("cancel_reason", s.cancel_reason, Need::kOptional, kValueLength);
  std::vector<EventKey> keys;
  for (const std::string& key : s.keys)
    keys.push_back({key});
  io.list("events", keys, Need::kOptional, 1'000'000);
  if (!IO::kReads) return;
  for (EventKey& key : keys)
    s.keys.push_back(std::move(key.key));
  for (const Token& token : s.marking) {
    if (token.visit < 0 || static_cast<size_t>(token.visit) > s.visits.size()) {
      io.fail("marking", "out_of_range", "A token names a visit that is not there.");
    }
  }
  const auto follows = [](const Token& a, const Token& b) {
    return a.node != b.node ? a.node < b.node : a.edge < b.edge;
  };
  const auto wrong =
      std::adjacent_find(s.marking.begin(), s.marking.end(),
                         [&](const Token& a, const Token& b) { return !follows(a, b); });
  if (wrong != s.marking.end()) {
    io.fail("marking", "bad_value", "Tokens stand in the order of nodes and edges, each once.");
  }
}

template <typename IO>
void describe(IO& io, ScenarioMove& m) {
  io.integer("after_s", m.after_s, 0, kMaxFen, Need::kOptional);
  io.object("event", m.event, Need::kRequired);
}
template <typename IO>
void describe(IO& io, CategoryAmount& a) {
  io.choice("relation", a.relation, relation_name, parse_relation, std::optional<Relation>{});
  io.text("category", a.category, Need::kRequired);
  io.integer("amount_fen", a.amount_fen, -kMaxFen, kMaxFen, Need::kRequired);
}
template <typename IO>
void describe(IO& io, Scenario& s) {
  io.constant("schema", "fenming.scenario/1");
  io.text("name", s.name, Need::kRequired, kNameLength);
  io.object("ticket", s.ticket, Need::kRequired);
  describe_map<PairKind::kFact>(io, "facts", s.facts);
  io.texts("candidates", s.candidates, Need::kOptional);
  required_instant(io, "begins", s.begins);
  describe_map<PairKind::kFact>(io, "fields", s.fields);
  io.list("moves", s.moves, Need::kOptional, 10'000);
  io.texts("path", s.path, Need::kRequired);
  io.choice("status", s.status, run_status_name, parse_run_status, std::optional<RunStatus>{});
  io.list("amounts", s.amounts, Need::kOptional, 1'000);
}

template void describe(FieldReader&, Scenario&);
template void describe(FieldWriter&, Scenario&);

Result<InstanceState> read_instance(std::string_view text) {
  const Result<Json> json = parse_json(text);
  if (!json) return json.error();
  return read_document<InstanceState>(*json);
}
std::string write_instance(const InstanceState& state) {
  return write_document(state, 0);
}

Result<Scenario> read_scenario(std::string_view text) {
  const Result<Json> json = parse_json(text);
  if (!json) return json.error();
  return read_document<Scenario>(*json);
}
std::string write_scenario(const Scenario& scenario) {
  return write_document(scenario, 0);
}

}  // namespace fenming
