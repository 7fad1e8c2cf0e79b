#include "codec/verification_codec.h"

#include "codec/json.h"

namespace fenming {
namespace {

using namespace workflow;

std::string write_texts(const std::vector<std::string>& texts) {
  JsonText json;
  json.open('[');
  for (const std::string& text : texts) {
    std::string literal;
    append_json_string(literal, text);
    json.element(literal);
  }
  return json.close(']').take();
}

template <typename T, typename F>
std::string write_list(const std::vector<T>& values, const F& write) {
  JsonText json;
  json.open('[');
  for (const T& value : values)
    json.element(write(value));
  return json.close(']').take();
}

std::string write_step(const PathStep& step) {
  JsonText json;
  json.open('{').text("node", step.node).text("move", path_move_name(step.move));
  if (!step.by.empty()) json.text("by", step.by);
  return json.close('}').take();
}

std::string write_value(const PathValue& value) {
  JsonText json;
  json.open('{').integer("step", static_cast<int64_t>(value.step)).text("fact", value.fact);
  if (value.value.empty()) {
    json.boolean("missing", true);
  } else {
    json.text("value", value.value);
  }
  if (value.derived) json.boolean("derived", true);
  return json.close('}').take();
}

std::string write_example(const CounterExample& example) {
  JsonText json;
  json.open('{').raw("steps", write_list(example.steps, write_step));
  if (!example.values.empty()) json.raw("values", write_list(example.values, write_value));
  return json.close('}').take();
}

bool is_about_money(FixKind kind) {
  return kind == FixKind::kAddTrigger || kind == FixKind::kRemoveTrigger ||
         kind == FixKind::kSetShare;
}

std::string write_fix(const Fix& fix) {
  JsonText json;
  json.open('{').text("kind", fix_kind_name(fix.kind));
  if (!fix.node.empty()) json.text("node", fix.node);
  if (!fix.edge.empty()) json.text("edge", fix.edge);
  if (!fix.target.empty()) json.text("target", fix.target);
  if (is_about_money(fix.kind) || fix.kind == FixKind::kOfferAction) {
    json.text("action", action_name(fix.action));
  }
  if (is_about_money(fix.kind)) {
    json.text("relation", relation_name(fix.relation)).text("category", fix.category);
  }
  if (fix.share_bp != 0) json.integer("share_bp", fix.share_bp);
  return json.close('}').take();
}

std::string write_share(const ReachedShare& share) {
  JsonText json;
  json.open('{').text("relation", relation_name(share.relation)).text("category", share.category);
  return json.integer("share_bp", share.share_bp).close('}').take();
}

std::string write_cancelled(const CancelledPath& path) {
  JsonText json;
  json.open('{').text("node", path.node).raw("posted", write_list(path.posted, write_share));
  if (path.after_visit) json.boolean("after_visit", true);
  return json.close('}').take();
}

std::string write_longest(const LongestPath& path) {
  JsonText json;
  json.open('{').integer("minutes", path.minutes).raw("nodes", write_texts(path.nodes));
  if (!path.cycles.empty()) json.raw("cycles", write_list(path.cycles, write_texts));
  if (!path.open_ended.empty()) json.raw("open_ended", write_texts(path.open_ended));
  return json.close('}').take();
}

}  // namespace

std::string write_flow_finding(const FlowFinding& finding) {
  const FlowCodeInfo& info = flow_code_info(finding.code);
  JsonText json;
  json.open('{').text("group", group_name(info.group));
  json.text("severity", info.warning ? "warning" : "error").text("code", info.name);
  if (!finding.nodes.empty()) json.raw("nodes", write_texts(finding.nodes));
  if (!finding.edges.empty()) json.raw("edges", write_texts(finding.edges));
  if (finding.relation) json.text("relation", relation_name(*finding.relation));
  if (!finding.category.empty()) json.text("category", finding.category);
  if (!finding.field.empty()) json.text("field", finding.field);
  if (!finding.regions.empty()) json.raw("regions", write_texts(finding.regions));
  json.text("message", info.message).text("certainty", finding.possible ? "possible" : "certain");
  if (finding.example) json.raw("example", write_example(*finding.example));
  if (finding.fix) json.raw("fix", write_fix(*finding.fix));
  return json.close('}').take();
}

std::string write_verification(const TemplateVersion& version, const VerifyReport& report) {
  JsonText verdicts;
  verdicts.open('{');
  for (size_t g = 0; g < kGroupCount; ++g)
    verdicts.text(group_name(static_cast<Group>(g)), verdict_name(report.verdicts[g]));
  JsonText json;
  json.open('{').text("schema", "fenming.template-check/1").text("template", version.code);
  json.integer("version", version.version).raw("verdicts", verdicts.close('}').take());
  json.integer("states", report.states).integer("max_states", report.max_states);
  json.boolean("complete", report.complete);
  json.raw("findings", write_list(report.findings, write_flow_finding));
  json.raw("cancelled", write_list(report.cancelled, write_cancelled));
  json.raw("longest", write_longest(report.longest));
  return json.close('}').take();
}

}  // namespace fenming
