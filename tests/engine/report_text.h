// A report of the verifier as text that leaves nothing out: two reports are equal where their texts
// are.
#pragma once

#include <string>

#include "engine/workflow/verify/finding.h"

namespace fenming::testing {

using namespace fenming::workflow;

namespace report_text {

inline void add(std::string& text, const std::vector<std::string>& list) {
  for (const std::string& one : list)
    text += " " + one;
}

inline void add(std::string& text, const CounterExample& example) {
  for (const PathStep& step : example.steps)
    text += "\n    " + step.node + " " + std::string(path_move_name(step.move)) + " " + step.by;
  for (const PathValue& value : example.values) {
    text += "\n    " + std::to_string(value.step) + " " + value.fact + "=" + value.value +
            (value.derived ? " derived" : "");
  }
}

inline void add(std::string& text, const Fix& fix) {
  text += "\n    fix " + std::string(fix_kind_name(fix.kind)) + " " + fix.node + " " + fix.edge +
          " " + fix.target + " " + std::string(action_name(fix.action)) + " " +
          std::string(relation_name(fix.relation)) + " " + fix.category + " " +
          std::to_string(fix.share_bp);
}

inline void add(std::string& text, const FlowFinding& finding) {
  text += "\n  " + std::string(flow_code_info(finding.code).name);
  add(text, finding.nodes);
  text += " /";
  add(text, finding.edges);
  text += " / " + (finding.relation ? std::string(relation_name(*finding.relation)) : "") + " " +
          finding.category + " " + finding.field;
  add(text, finding.regions);
  if (finding.possible) text += " possible";
  if (finding.example) add(text, *finding.example);
  if (finding.fix) add(text, *finding.fix);
}

}  // namespace report_text

inline std::string text_of(const VerifyReport& report) {
  std::string text = std::to_string(report.states) + " of " + std::to_string(report.max_states) +
                     (report.complete ? " complete" : "");
  for (const Verdict verdict : report.verdicts)
    text += " " + std::string(verdict_name(verdict));
  for (const FlowFinding& finding : report.findings)
    report_text::add(text, finding);
  for (const CancelledPath& path : report.cancelled) {
    text += "\n  cancelled " + path.node + (path.after_visit ? " after a visit" : "");
    for (const ReachedShare& share : path.posted) {
      text += " " + std::string(relation_name(share.relation)) + " " + share.category + " " +
              std::to_string(share.share_bp);
    }
  }
  text += "\n  longest " + std::to_string(report.longest.minutes);
  report_text::add(text, report.longest.nodes);
  for (const auto& cycle : report.longest.cycles) {
    text += " (";
    report_text::add(text, cycle);
    text += ")";
  }
  report_text::add(text, report.longest.open_ended);
  return text;
}

}  // namespace fenming::testing
