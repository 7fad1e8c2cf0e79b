// What an edit costs the verifier beside a verification from scratch, over the twenty generated
// templates. The shipped ones, whose files are the arguments, are measured too but not added up.
// Prints one JSON object.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "codec/template_codec.h"
#include "engine/workflow/verify/verification.h"
#include "templates/edits.h"
#include "templates/generated.h"

namespace {

using namespace fenming;
using namespace fenming::workflow;

constexpr uint64_t kSeed = 20261201;
constexpr int kRounds = 3;
constexpr size_t kEach = 2;  // edits of a kind in each template

struct Row {
  std::vector<double> ratios;
  double edit_us = 0;
  double scratch_us = 0;

  double total() const { return edit_us / scratch_us; }
  void add(const Row& other) {
    ratios.insert(ratios.end(), other.ratios.begin(), other.ratios.end());
    edit_us += other.edit_us;
    scratch_us += other.scratch_us;
  }
};
using Rows = std::map<std::string, Row>;

// Processor time: others work on the machine too.
template <typename F>
double microseconds(const F& f) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
  };
  const double start = now();
  f();
  return now() - start;
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

VerifyInput pins() {
  VerifyInput input;
  input.pins = {{Relation::kCompanyTechnician, "technician", TimeName::kTaken},
                {Relation::kCustomerCompany, "customer", TimeName::kTaken}};
  return input;
}

// The edit and then its undoing, each beside a verification from scratch of the same template.
void measure(const TemplateVersion& base, const bench::Edited& edited, Rows& rows) {
  const VerifyInput input = pins();
  std::vector<double> edit, undo, scratch, scratch_base;
  for (int round = 0; round < kRounds; ++round) {
    Verification verification;
    verification.verify(base, input);
    edit.push_back(microseconds([&] { verification.verify(edited.t, input); }));
    undo.push_back(microseconds([&] { verification.verify(base, input); }));
    scratch.push_back(microseconds([&] { verify(edited.t, input); }));
    scratch_base.push_back(microseconds([&] { verify(base, input); }));
  }
  const Row edit_row{{median(edit) / median(scratch)}, median(edit), median(scratch)};
  const Row undo_row{{median(undo) / median(scratch_base)}, median(undo), median(scratch_base)};
  rows[edited.kind].add(edit_row);
  rows["all edits"].add(edit_row);
  rows["all undone"].add(undo_row);
  rows["all"].add(edit_row);
  rows["all"].add(undo_row);
}

std::string text_of(const char* name) {
  std::ifstream file(name, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// All edits of a template; prints its line.
Rows measure_all(const TemplateVersion& t, uint64_t seed, const char* separator) {
  VerifyReport report;
  std::vector<double> times;
  for (int round = 0; round < kRounds; ++round)
    times.push_back(microseconds([&] { report = verify(t, pins()); }));
  Rows rows;
  for (const bench::Edited& edited : bench::ordinary_edits(t, seed, kEach))
    measure(t, edited, rows);
  std::printf(
      "%s\n{\"template\":\"%s\",\"nodes\":%zu,\"states\":%lld,\"complete\":%s,\"us\":%.0f,"
      "\"edit\":%.3f,\"undo\":%.3f}",
      separator, t.code.c_str(), t.nodes.size(), static_cast<long long>(report.states),
      report.complete ? "true" : "false", median(times), rows["all edits"].total(),
      rows["all undone"].total());
  return rows;
}

}  // namespace

int main(int count, char** names) {
  std::printf("{\"templates\":[");
  const char* separator = "";
  for (int i = 1; i < count; ++i) {
    const auto read = read_template(text_of(names[i]));
    if (!read) {
      std::fprintf(stderr, "%s: no template\n", names[i]);
      return 2;
    }
    measure_all(*read, kSeed, separator);
    separator = ",";
  }
  Rows rows;
  for (const TemplateVersion& t : bench::generated_templates()) {
    for (const auto& [kind, row] : measure_all(t, kSeed + t.nodes.size(), separator))
      rows[kind].add(row);
    separator = ",";
  }
  std::printf("],\n\"edits\":[");
  separator = "";
  for (const auto& [kind, row] : rows) {
    std::printf(
        "%s\n{\"edit\":\"%s\",\"count\":%zu,\"edit_us\":%.0f,\"scratch_us\":%.0f,"
        "\"total\":%.3f,\"median\":%.3f}",
        separator, kind.c_str(), row.ratios.size(), row.edit_us, row.scratch_us, row.total(),
        median(row.ratios));
    separator = ",";
  }
  std::printf("]}\n");
  return 0;
}
