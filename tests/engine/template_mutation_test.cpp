// Every defect made on purpose in a sound template is found as its operator says, at the place that
// was touched, or brute force shows that it is none.
#include <cstdlib>

#include "brute_force.h"
#include "mutants.h"
#include "random_flows.h"
#include "support/shipped_templates.h"

using namespace fenming;
using namespace fenming::testing;

namespace {

constexpr uint64_t kSeed = 20261130;

// All mutants run where FENMING_TEST_LONG is set, else one of so many of each operator.
constexpr size_t kOneOf = 4;

// A sound template whose branches cover their cases without an else.
TemplateVersion covering() {
  Flow f("covering");
  f.node("s", NodeKind::kStart);
  f.node("ask", NodeKind::kForm).fields = {{"way", FieldAccess::kRequired}};
  f.node("which", NodeKind::kBranch);
  f.node("left");
  f.node("right");
  f.node("merge", NodeKind::kBranch);
  f.node("review", NodeKind::kApproval).actions = {Action::kAccept};
  f.node("end", NodeKind::kEnd);
  f.choice("way", {"l", "m", "r"});
  f.chain("s ask which").chain("left merge").chain("right merge").chain("merge review end");
  f.when("which", "left", one_of("field.way", {"l", "m"}));
  f.when("which", "right", one_of("field.way", {"r"}));
  f.labour();
  f.trigger("review", 10000, Action::kAccept);
  return f.t;
}

template <typename List>
bool holds(const List& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool is_found(const Mutant& mutant, const VerifyReport& report) {
  return std::any_of(report.findings.begin(), report.findings.end(), [&](const FlowFinding& f) {
    return holds(mutant.codes, code_of(f)) &&
           (holds(f.nodes, mutant.at) || holds(f.edges, mutant.at) || f.field == mutant.at ||
            f.category == mutant.at);
  });
}

bool is_harmless(const Mutant& mutant, const VerifyReport& report) {
  const bool proved = std::all_of(report.verdicts.begin(), report.verdicts.end(),
                                  [](Verdict verdict) { return verdict == Verdict::kProved; });
  if (!proved) return false;
  const BruteForce brute(mutant.t);
  return brute.complete && brute.incidents.empty();
}

}  // namespace

TEST_CASE("the shipped templates are proved in every group") {
  for (const char* name : kShippedTemplates) {
    CAPTURE(name);
    const TemplateVersion version = shipped_template(name);
    CHECK_FALSE(version.name_en.empty());
    VerifyInput input;
    input.pins = {{Relation::kCompanyTechnician, "b", TimeName::kTaken},
                  {Relation::kCustomerCompany, "b", TimeName::kTaken}};
    const VerifyReport report = verify(version, input);
    CHECK(report.complete);
    CHECK(report.findings.empty());
    for (size_t g = 0; g < kGroupCount; ++g)
      CHECK(report.verdicts[g] == Verdict::kProved);
    // What is left posted where a ticket is cancelled is told.
    CHECK(report.cancelled.size() >= 1);
    CHECK(report.longest.minutes > 0);
    const BruteForce brute(version);
    CHECK(brute.complete);
    CHECK(brute.incidents.empty());
  }
}

TEST_CASE("defects made on purpose are found where they were made") {
  std::map<std::string, int> operators;
  int found = 0;
  int harmless = 0;
  std::vector<TemplateVersion> sound = {covering()};
  for (const char* name : kShippedTemplates)
    sound.push_back(shipped_template(name));
  const bool all = std::getenv("FENMING_TEST_LONG") != nullptr;
  Dice dice(kSeed);
  for (const TemplateVersion& version : sound) {
    for (const Mutant& mutant : Mutants(version).all) {
      // An operator's first place is always tried.
      if (!dice.once_in(kOneOf) && operators[mutant.name] > 0 && !all) continue;
      ++operators[mutant.name];
      const VerifyReport report = verify(mutant.t);
      for (const FlowFinding& finding : report.findings) {
        if (finding.example && finding.refutes()) CHECK(confirms(mutant.t, finding));
      }
      if (is_found(mutant, report)) {
        ++found;
        continue;
      }
      std::string told;
      for (const std::string& row : errors_of(report))
        told += row + "; ";
      ++harmless;
      CHECK_MESSAGE(is_harmless(mutant, report), version.code, ": ", mutant.name, " at ", mutant.at,
                    " gives ", told);
    }
  }
  CHECK(operators.size() >= 20);
  CHECK(found >= 200);
  CHECK(harmless * 10 < found);
}
