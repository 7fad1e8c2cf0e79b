// What steps, migrations, scenarios and replays of history answer; see run_codec.h.
#include "base/civil_time.h"
#include "codec/json.h"
#include "codec/run_codec.h"
#include "codec/verification_codec.h"

namespace fenming {
namespace {

using namespace workflow;

template <typename T, typename F>
std::string list_of(const std::vector<T>& values, const F& write) {
  JsonText json;
  json.open('[');
  for (const T& value : values)
    json.element(write(value));
  return json.close(']').take();
}

std::string text_of(const std::string& text) {
  std::string literal;
  append_json_string(literal, text);
  return literal;
}

std::string time_of(int64_t instant) {
  return format_instant(instant, 0);
}

std::string write_obligation(const Obligation& one) {
  JsonText json;
  json.open('{').text("relation", relation_name(one.relation)).text("trigger", one.trigger);
  json.raw("categories", list_of(one.categories, text_of)).integer("share_bp", one.share_bp);
  if (one.visit != 0) json.integer("visit", one.visit);
  if (one.pin) json.text("pin", time_name(*one.pin));
  if (one.pinned_at) json.text("pinned_at", time_of(*one.pinned_at));
  return json.close('}').take();
}

std::string write_notice(const Notice& notice) {
  JsonText json;
  json.open('{').text("kind", notice_kind_name(notice.kind)).text("node", notice.node);
  if (!notice.to.empty()) json.text("to", notice.to);
  return json.close('}').take();
}

std::string write_timer(const Timer& timer) {
  JsonText json;
  json.open('{').text("kind", event_kind_name(timer.kind)).text("node", timer.node);
  if (timer.level != 0) json.integer("level", timer.level);
  json.text("key", event_of(timer).key).text("at", time_of(timer.at));
  return json.close('}').take();
}

std::string write_stamped(const Stamped& stamped) {
  JsonText json;
  json.open('{').text("time", time_name(stamped.time)).text("at", time_of(stamped.at));
  return json.close('}').take();
}

std::string write_amount(const CategoryAmount& amount) {
  JsonText json;
  json.open('{').text("relation", relation_name(amount.relation));
  json.text("category", amount.category).integer("amount_fen", amount.amount_fen);
  return json.close('}').take();
}

std::string write_migration_finding(const MigrationFinding& finding) {
  const MigrationInfo& info = migration_info(finding.code);
  JsonText json;
  json.open('{').text("code", info.name).text("severity", info.warning ? "warning" : "error");
  if (!finding.node.empty()) json.text("node", finding.node);
  if (!finding.target.empty()) json.text("target", finding.target);
  if (!finding.field.empty()) json.text("field", finding.field);
  json.text("message", info.message);
  if (finding.finding) json.raw("finding", write_flow_finding(*finding.finding));
  return json.close('}').take();
}

std::string write_run(const HistoryRun& run) {
  JsonText json;
  json.open('{').raw("path", list_of(run.path, text_of));
  json.text("status", run_status_name(run.status)).integer("minutes", run.minutes);
  if (!run.late.empty()) json.raw("late", list_of(run.late, text_of));
  json.raw("amounts", list_of(run.amounts, write_amount));
  if (run.waiting != 0) json.integer("waiting", static_cast<int64_t>(run.waiting));
  return json.close('}').take();
}

std::string write_stop(const HistoryStop& stop) {
  JsonText json;
  json.open('{');
  if (!stop.node.empty()) json.text("node", stop.node);
  if (stop.refusal) json.raw("refusal", write_refusal(*stop.refusal));
  return json.close('}').take();
}

std::string write_history_difference(const HistoryDifference& one) {
  JsonText json;
  json.open('{').text("ticket", one.ticket).boolean("same", one.same());
  if (!one.error.code.empty()) {
    JsonText error;
    error.open('{').text("code", one.error.code).text("field", one.error.field);
    json.raw("error", error.text("message", one.error.message).close('}').take());
    return json.close('}').take();
  }
  json.raw("before", write_run(one.before)).raw("after", write_run(one.after));
  if (!one.stops.empty()) json.raw("stops", list_of(one.stops, write_stop));
  return json.close('}').take();
}

}  // namespace

std::string write_effects(const Effects& effects) {
  JsonText json;
  json.open('{').raw("path", list_of(effects.path, text_of));
  json.raw("obligations", list_of(effects.obligations, write_obligation));
  json.raw("notices", list_of(effects.notices, write_notice));
  json.raw("set", list_of(effects.set, write_timer));
  json.raw("cancelled", list_of(effects.cancelled, write_timer));
  json.raw("stamped", list_of(effects.stamped, write_stamped));
  if (effects.status) json.text("status", run_status_name(*effects.status));
  return json.close('}').take();
}

std::string write_refusal(const Refusal& refusal) {
  const RefusalInfo& info = refusal_info(refusal.code);
  JsonText json;
  json.open('{').text("code", info.name);
  if (!refusal.node.empty()) json.text("node", refusal.node);
  if (!refusal.field.empty()) json.text("field", refusal.field);
  if (!refusal.who.empty()) json.text("who", refusal.who);
  if (refusal.sequence != 0) json.integer("sequence", refusal.sequence);
  return json.text("message", info.message).close('}').take();
}

std::string write_step(const StepResult& result) {
  JsonText json;
  json.open('{');
  if (!result) return json.raw("refusal", write_refusal(result.refusal())).close('}').take();
  json.raw("state", write_instance(result->state));
  json.raw("recorded", write_recorded(result->recorded));
  return json.raw("effects", write_effects(result->effects)).close('}').take();
}

std::string write_due(const std::vector<DueEvent>& events) {
  return list_of(events, [](const DueEvent& one) {
    JsonText json;
    json.open('{').text("at", time_of(one.at)).raw("event", write_event(one.event));
    return json.close('}').take();
  });
}

std::string write_migration(const MigrationReport& report) {
  JsonText json;
  json.open('{').text("schema", "fenming.migration/1").boolean("possible", report.ok());
  json.raw("tokens", list_of(report.tokens, [](const MovedToken& moved) {
             JsonText token;
             token.open('{').text("from", moved.from).text("to", moved.to);
             return token.close('}').take();
           }));
  json.raw("carried", list_of(report.carried, [](const ReachedShare& share) {
             JsonText one;
             one.open('{').text("relation", relation_name(share.relation));
             one.text("category", share.category).integer("share_bp", share.share_bp);
             return one.close('}').take();
           }));
  json.raw("findings", list_of(report.findings, write_migration_finding));
  return json.integer("states", report.states).close('}').take();
}

std::string write_scenario_result(const std::optional<ScenarioDifference>& difference) {
  JsonText json;
  json.open('{').boolean("passes", !difference);
  if (!difference) return json.close('}').take();
  json.text("kind", difference_kind_name(difference->kind));
  json.integer("move", static_cast<int64_t>(difference->move)).text("what", difference->what);
  json.text("expected", difference->expected).text("actual", difference->actual);
  if (difference->refusal) json.raw("refusal", write_refusal(*difference->refusal));
  return json.close('}').take();
}

std::string write_history(const std::vector<HistoryDifference>& differences) {
  return list_of(differences, write_history_difference);
}

}  // namespace fenming
