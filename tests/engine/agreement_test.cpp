// The verifier against a search that is slow, plain and independent, on random small templates.
#include "brute_force.h"
#include "flow_support.h"
#include "random_flows.h"

using namespace fenming;
using namespace fenming::testing;

namespace {

constexpr uint64_t kSeed = 20261129;
constexpr int kTemplates = 1000;

std::set<std::string> told(const VerifyReport& report, bool soundness) {
  std::set<std::string> rows;
  for (const FlowFinding& finding : report.findings) {
    const FlowCodeInfo& info = flow_code_info(finding.code);
    const bool wanted = soundness ? info.group == Group::kSoundness
                                  : info.group == Group::kBranches || info.group == Group::kMoney ||
                                        info.group == Group::kFields;
    if (!wanted || info.warning) continue;
    std::string row(info.name);
    const bool of_state =
        finding.code == FlowCode::kDeadlock || finding.code == FlowCode::kCannotFinish;
    if (!of_state) row += " " + finding.nodes.at(0);
    if (finding.code == FlowCode::kShareFalls || finding.code == FlowCode::kSettledTwice ||
        finding.code == FlowCode::kNotSettled || finding.code == FlowCode::kNotFull) {
      row += " " + finding.category;
    }
    rows.insert(row);
  }
  return rows;
}

bool is_sound_code(const std::string& row) {
  for (const char* code :
       {"deadlock", "lost_token", "second_token", "tokens_left", "cannot_finish"}) {
    if (row.starts_with(code)) return true;
  }
  return false;
}

std::string joined(const std::set<std::string>& rows) {
  std::string text;
  for (const std::string& row : rows)
    text += row + "; ";
  return text;
}

}  // namespace

TEST_CASE("verifier and brute force agree on random templates") {
  Dice dice(kSeed);
  std::map<std::string, int> seen;
  int sound = 0;
  for (int i = 0; i < kTemplates; ++i) {
    const Flow flow = random_flow(dice);
    const VerifyReport report = verify(flow.t);
    const BruteForce brute(flow.t);
    CAPTURE(i);
    REQUIRE(report.complete);
    REQUIRE(brute.complete);
    std::set<std::string> sound_rows, other_rows;
    for (const std::string& row : brute.incidents) {
      (is_sound_code(row) ? sound_rows : other_rows).insert(row);
      ++seen[row.substr(0, row.find(' '))];
    }
    CHECK(joined(told(report, false)) == joined(other_rows));
    // Consequences of a defect are not told, but everything told is there, and a defect is told.
    const std::set<std::string> told_rows = told(report, true);
    CHECK(told_rows.empty() == sound_rows.empty());
    for (const std::string& row : told_rows)
      CHECK_MESSAGE(sound_rows.contains(row), row);
    for (const FlowFinding& finding : report.findings) {
      if (finding.example) CHECK_MESSAGE(confirms(flow.t, finding), code_of(finding));
    }
    if (brute.incidents.empty()) ++sound;
  }
  // The templates are worth comparing: each kind of incident occurs, and some are sound.
  CHECK(sound >= 10);
  for (const char* code : {"deadlock", "lost_token", "second_token", "tokens_left", "cannot_finish",
                           "uncovered_case", "undecided_case", "read_before_written", "not_settled",
                           "not_full", "share_falls", "settled_twice"}) {
    CHECK_MESSAGE(seen[code] >= 2, std::string(code));
  }
}
