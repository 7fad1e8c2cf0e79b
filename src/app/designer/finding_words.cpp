// What the verifier says, in the reader's language.
#include <array>

#include "app/designer/words.h"

namespace fenming::app::designer {
namespace {

using namespace workflow;

void add_part(std::string& text, std::string_view part, std::string_view between) {
  if (!text.empty()) text += between;
  text += part;
}

// What a finding is about: a fee, a field, a node, an action or regions.
std::string subject_of(const TemplateDocument& document, const FlowFinding& finding,
                       const Locale& locale, const BookFile* file) {
  if (!finding.category.empty()) {
    const std::string fee = fee_text(finding.category, locale, file);
    return finding.relation ? std::string(relation_text(*finding.relation, locale)) + " " + fee
                            : fee;
  }
  if (!finding.regions.empty()) {
    std::string regions;
    for (const std::string& region : finding.regions)
      add_part(regions, region, locale.text(Key::sentence_list_comma));
    return regions;
  }
  if (finding.code == FlowCode::kActionNotOffered) {
    const auto action = parse_action(finding.field);
    if (action) return std::string(action_text(*action, locale));
  }
  if (finding.code == FlowCode::kBadHandler)
    return node_title(document.model, finding.field, locale);
  const std::string_view field = finding.field;
  return field_title(document.model, field.starts_with("field.") ? field.substr(6) : field);
}

constexpr auto kFlaws = std::to_array<Key>({
    Key::flaw_no_start,
    Key::flaw_several_starts,
    Key::flaw_edge_into_start,
    Key::flaw_no_end,
    Key::flaw_duplicate_node,
    Key::flaw_duplicate_edge,
    Key::flaw_duplicate_field,
    Key::flaw_dangling_edge,
    Key::flaw_unreachable_node,
    Key::flaw_no_way_to_end,
    Key::flaw_edge_out_of_end,
    Key::flaw_split_of_one,
    Key::flaw_join_of_one,
    Key::flaw_condition_on_split,
    Key::flaw_several_else,
    Key::flaw_action_not_offered,
    Key::flaw_return_mismatch,
    Key::flaw_bad_return,
    Key::flaw_no_outcome,
    Key::flaw_unknown_field,
    Key::flaw_bad_test,
    Key::flaw_unknown_option,
    Key::flaw_bad_handler,
    Key::flaw_deadlock,
    Key::flaw_lost_token,
    Key::flaw_second_token,
    Key::flaw_tokens_left,
    Key::flaw_cannot_finish,
    Key::flaw_uncovered_case,
    Key::flaw_undecided_case,
    Key::flaw_hidden_edge,
    Key::flaw_not_settled,
    Key::flaw_not_full,
    Key::flaw_share_falls,
    Key::flaw_settled_twice,
    Key::flaw_undeclared_fee,
    Key::flaw_duplicate_fee,
    Key::flaw_never_but_triggered,
    Key::flaw_trigger_off_visit,
    Key::flaw_before_pin,
    Key::flaw_fee_not_declared,
    Key::flaw_read_before_written,
    Key::flaw_no_sla,
    Key::flaw_no_chain,
    Key::flaw_chain_without_person,
    Key::flaw_chain_out_of_order,
    Key::flaw_nobody_named,
    Key::flaw_nobody_there,
});
static_assert(kFlaws.size() == kFlowCodeCount);

}  // namespace

std::string finding_text(const TemplateDocument& document, const FlowFinding& finding,
                         const Locale& locale, const BookFile* file) {
  return locale.format(kFlaws[static_cast<size_t>(finding.code)],
                       {subject_of(document, finding, locale, file)});
}

std::string fix_text(const Fix& fix, const Locale& locale) {
  constexpr auto keys = std::to_array<Key>(
      {Key::flaw_fix_add_else, Key::flaw_fix_remove_edge, Key::flaw_fix_remove_node,
       Key::flaw_fix_make_branch, Key::flaw_fix_make_join, Key::flaw_fix_add_trigger,
       Key::flaw_fix_remove_trigger, Key::flaw_fix_set_share, Key::flaw_fix_remove_return,
       Key::flaw_fix_offer_action, Key::flaw_fix_require_field});
  const Key key = keys[static_cast<size_t>(fix.kind)];
  if (fix.kind == FixKind::kSetShare) return locale.format(key, {percent_text(fix.share_bp)});
  if (fix.kind == FixKind::kOfferAction)
    return locale.format(key, {action_text(fix.action, locale)});
  return std::string(locale.text(key));
}

std::string path_text(const TemplateDocument& document, const CounterExample& example,
                      const Locale& locale) {
  std::string text;
  std::string_view last;
  for (const PathStep& step : example.steps) {
    if (step.node == last) continue;
    last = step.node;
    add_part(text, node_title(document.model, step.node, locale), " → ");
  }
  return text;
}

}  // namespace fenming::app::designer
