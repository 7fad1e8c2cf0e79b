#include "codec/template_codec.h"

#include "codec/book_fields.h"
#include "codec/template_fields.h"
#include "codec/terms_codec.h"

namespace fenming {
namespace {

using namespace workflow;

constexpr int64_t kMaxMinutes = 10'000'000;
constexpr size_t kMaxNodes = 5'000;
constexpr size_t kMaxEdges = 20'000;

std::optional<Fact> parse_intake(std::string_view name) {
  const std::optional<FactRef> ref = parse_fact(name);
  const bool stored = ref && static_cast<size_t>(ref->fact) < kTicketTextFacts;
  return stored ? std::optional(ref->fact) : std::nullopt;
}
std::string_view intake_name(Fact fact) {
  return fact_info(fact).name;
}

std::optional<TimeName> parse_stamp_time(std::string_view name) {
  const std::optional<TimeName> time = parse_time_name(name);
  const bool stamped =
      time == TimeName::kTaken || time == TimeName::kCompleted || time == TimeName::kAccepted;
  return stamped ? time : std::nullopt;
}

std::optional<Action> parse_progress(std::string_view name) {
  const std::optional<Action> action = parse_action(name);
  return action && is_progress(*action) ? action : std::nullopt;
}

}  // namespace

template <typename IO>
void describe(IO& io, Who& w) {
  io.text("role", w.role, Need::kOptional);
  io.text("team", w.team, Need::kOptional);
  io.text("region_rule", w.region_rule, Need::kOptional);
  io.text("previous", w.previous, Need::kOptional);
  io.boolean("best_match", w.best_match);
}
template <typename IO>
void describe(IO& io, NodeField& f) {
  io.text("field", f.field, Need::kRequired);
  io.choice("access", f.access, field_access_name, parse_field_access,
            std::optional<FieldAccess>{});
}
template <typename IO>
void describe(IO& io, NodeOutcome& o) {
  io.choice("outcome", o.outcome, visit_outcome_name, parse_visit_outcome,
            std::optional<VisitOutcome>{});
  io.choice("fault", o.fault, fault_name, parse_fault, std::optional<Fault>{});
}
template <typename IO>
void describe(IO& io, Stamp& s) {
  io.choice("action", s.action, action_name, parse_progress, std::optional<Action>{});
  io.choice("time", s.time, time_name, parse_stamp_time, std::optional<TimeName>{});
}
template <typename IO>
void describe(IO& io, SettlementTrigger& t) {
  io.choice("action", t.action, action_name, parse_progress, std::optional<Action>{});
  io.choice("relation", t.relation, relation_name, parse_relation, std::optional<Relation>{});
  io.texts("categories", t.categories, Need::kRequired);
  require_some(io, "categories", t.categories.empty());
  io.integer("share_bp", t.share_bp, 1, 10'000, Need::kRequired);
}
template <typename IO>
void describe(IO& io, EscalationLevel& l) {
  io.integer("after_min", l.after_min, 0, kMaxMinutes, Need::kOptional);
  io.choice("action", l.action, escalation_action_name, parse_escalation_action,
            std::optional<EscalationAction>{});
  io.choice("to", l.to, escalation_target_name, parse_escalation_target,
            std::optional<EscalationTarget>{});
  io.text("target", l.target, Need::kOptional, kNameLength);
}
template <typename IO>
void describe(IO& io, Sla& s) {
  io.integer("minutes", s.minutes, 1, kMaxMinutes, Need::kRequired);
  io.text("calendar", s.calendar, Need::kOptional);
  io.choices("pauses", s.pauses, sla_pause_name, parse_sla_pause);
  io.integer("warn_percent", s.warn_percent, 1, 100, Need::kRequired);
  io.list("chain", s.chain, Need::kOptional, 16);
}

// What only one kind of node has.
template <typename IO>
void describe_kind(IO& io, Node& n) {
  switch (n.kind) {
    case NodeKind::kVisit:
      return io.list("outcomes", n.outcomes, Need::kOptional, 64);
    case NodeKind::kDispatch:
      return io.choice("dispatch", n.dispatch, dispatch_mode_name, parse_dispatch_mode,
                       std::optional<DispatchMode>{});
    case NodeKind::kParts:
      return io.choice("parts", n.parts, parts_step_name, parse_parts_step,
                       std::optional<PartsStep>{});
    case NodeKind::kWait:
      io.integer("timer_min", n.timer_min, 1, kMaxMinutes);
      io.text("event", n.event, Need::kOptional);
      if (IO::kReads && n.timer_min.has_value() != n.event.empty()) {
        io.fail("event", "bad_value", "A wait is for a timer or for an event: give one.");
      }
      return;
    default:
      return;
  }
}

template <typename IO>
void describe(IO& io, Node& n) {
  io.text("node", n.node, Need::kRequired);
  io.choice("kind", n.kind, node_kind_name, parse_node_kind, std::optional<NodeKind>{});
  io.text("title", n.title, Need::kOptional, kNameLength);
  if (IO::kReads ? io.has("who") : !n.who.empty()) io.object("who", n.who, Need::kRequired);
  if (IO::kReads && io.has("who") && n.who.empty()) {
    io.fail("who", "bad_value", "Say who, or leave the field out.");
  }
  io.texts("checklist", n.checklist, Need::kOptional);
  io.list("fields", n.fields, Need::kOptional, 1'000);
  io.choices("actions", n.actions, action_name, parse_action);
  io.texts("return_to", n.return_to, Need::kOptional);
  describe_kind(io, n);
  io.list("stamps", n.stamps, Need::kOptional, 16);
  io.list("triggers", n.triggers, Need::kOptional, 64);
  io.object("sla", n.sla);
  io.boolean("open_ended", n.open_ended);
}
template <typename IO>
void describe(IO& io, Edge& e) {
  io.text("edge", e.edge, Need::kRequired);
  io.text("from", e.from, Need::kRequired);
  io.text("to", e.to, Need::kRequired);
  io.integer("order", e.order, 0, 10'000, Need::kOptional);
  io.boolean("else", e.otherwise);
  io.object("when", e.when);
  if (IO::kReads && e.otherwise && e.when) {
    io.fail("when", "bad_value", "An else edge has no condition; remove one of both.");
  }
}
template <typename IO>
void describe(IO& io, Fee& f) {
  io.choice("relation", f.relation, relation_name, parse_relation, std::optional<Relation>{});
  io.text("category", f.category, Need::kRequired);
  io.choice("occasion", f.occasion, fee_occasion_name, parse_fee_occasion,
            std::optional(FeeOccasion::kTicket));
  io.text("never", f.never, Need::kOptional, kNameLength);
  if (IO::kReads && io.has("never") && f.never.empty()) {
    io.fail("never", "bad_value", "Say why the category is never settled.");
  }
}
template <typename IO>
void describe(IO& io, TemplateVersion& t) {
  io.constant("schema", "fenming.template/1");
  io.text("template", t.code, Need::kRequired);
  io.text("name", t.name, Need::kRequired, kNameLength);
  io.text("name_en", t.name_en, Need::kOptional, kNameLength);
  io.integer("version", t.version, 1, 1'000'000, Need::kRequired);
  io.choice("status", t.status, template_status_name, parse_template_status,
            std::optional<TemplateStatus>{});
  io.choices("intake", t.intake, intake_name, parse_intake);
  io.list("fields", t.fields, Need::kOptional, 1'000);
  io.list("fees", t.fees, Need::kOptional, 1'000);
  io.list("nodes", t.nodes, Need::kRequired, kMaxNodes);
  io.list("edges", t.edges, Need::kRequired, kMaxEdges);
}

template void describe(FieldReader&, Node&);
template void describe(FieldWriter&, Node&);
template void describe(FieldReader&, Edge&);
template void describe(FieldWriter&, Edge&);
template void describe(FieldReader&, TemplateVersion&);
template void describe(FieldWriter&, TemplateVersion&);

Result<TemplateVersion> read_template(std::string_view text) {
  const Result<Json> json = parse_json(text);
  if (!json) return json.error();
  return read_document<TemplateVersion>(*json);
}

std::string write_template(const TemplateVersion& version) {
  return write_document(version);
}

}  // namespace fenming
