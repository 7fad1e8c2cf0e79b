// A verification that goes on from the last one says exactly what one from scratch says.
#include "engine/workflow/verify/verification.h"

#include <cstdlib>

#include "mutants.h"
#include "random_edits.h"
#include "report_text.h"
#include "support/shipped_templates.h"
#include "templates/edits.h"
#include "templates/generated.h"

using namespace fenming;
using namespace fenming::testing;

namespace {

constexpr uint64_t kSeed = 20261202;
constexpr int kTemplates = 1500;
constexpr int kManyTemplates = 20000;  // where FENMING_TEST_LONG is set
constexpr int kEdits = 20;

bool is_long() {
  return std::getenv("FENMING_TEST_LONG") != nullptr;
}

VerifyInput books() {
  VerifyInput input;
  input.pins = {{Relation::kCompanyTechnician, "b", TimeName::kTaken},
                {Relation::kCustomerCompany, "c", TimeName::kCompleted}};
  input.fields = {{Relation::kCompanyTechnician, "y"}};
  return input;
}

void check_same(Verification& verification, const TemplateVersion& t, const VerifyInput& input,
                const VerifyOptions& options = {}) {
  CHECK(text_of(verification.verify(t, input, options)) == text_of(verify(t, input, options)));
}

}  // namespace

TEST_CASE(
    "verified again after each edit a random template has the report of a first verification") {
  Dice dice(kSeed);
  for (int i = 0; i < (is_long() ? kManyTemplates : kTemplates); ++i) {
    CAPTURE(i);
    Flow flow = random_flow(dice);
    const VerifyInput input = dice.once_in(2) ? books() : VerifyInput{};
    VerifyOptions options;
    if (dice.once_in(5)) options.max_states = static_cast<int64_t>(1 + dice.below(40));
    Verification verification;
    std::vector<TemplateVersion> before;
    for (int k = 0; k < kEdits; ++k) {
      CAPTURE(k);
      check_same(verification, flow.t, input, options);
      before.push_back(flow.t);
      // Some edits are undone, one by one or several at once.
      if (dice.once_in(4)) {
        flow.t = before[before.size() - 1 - dice.below(std::min<size_t>(before.size(), 3))];
      } else {
        RandomEdits(flow.t, dice).once();
      }
    }
  }
}

TEST_CASE("each defect made on purpose, and its mending, is found as from scratch") {
  Dice dice(kSeed);
  for (const char* name : kShippedTemplates) {
    const TemplateVersion sound = shipped_template(name);
    Verification verification;
    check_same(verification, sound, books());
    for (const Mutant& mutant : Mutants(sound).all) {
      if (!is_long() && !dice.once_in(16)) continue;
      CAPTURE(mutant.name);
      check_same(verification, mutant.t, books());
      if (dice.once_in(2)) check_same(verification, sound, books());
    }
  }
}

TEST_CASE("what books ask may change between two verifications") {
  const TemplateVersion sound = shipped_template("ac_install");
  Verification verification;
  check_same(verification, sound, {});
  check_same(verification, sound, books());
  VerifyInput input = books();
  std::swap(input.pins[0].event, input.pins[1].event);
  check_same(verification, sound, input);
  input.fields.clear();
  check_same(verification, sound, input, VerifyOptions{50});
  check_same(verification, sound, input);
  check_same(verification, TemplateVersion{}, input);
  check_same(verification, sound, input);
}

TEST_CASE("the twenty templates of the benchmark are proved, and after an edit as from scratch") {
  const std::vector<TemplateVersion> all = bench::generated_templates();
  CHECK(all.size() == 20);
  int64_t again = 0;
  int64_t first = 0;
  for (const TemplateVersion& version : all) {
    CAPTURE(version.code);
    const VerifyReport report = verify(version);
    CHECK(report.complete);
    CHECK(errors_of(report).empty());
    CHECK(report.states <= 60'000);
    Verification verification;
    check_same(verification, version, {});
    const int64_t tokens = verification.tokens_moved();
    for (const bench::Edited& edited : bench::ordinary_edits(version, kSeed, is_long() ? 5 : 1)) {
      CAPTURE(edited.kind);
      for (const TemplateVersion* t : {&edited.t, &version}) {
        check_same(verification, *t, {});
        again += verification.tokens_moved();
        first += tokens;
      }
    }
  }
  // What a search costs is the moves that it finds by the rules.
  CHECK(again * 10 <= first);
}
