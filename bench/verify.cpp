// What an edit costs the verifier beside a verification from scratch, over twenty templates: the
// shipped ones, whose files are the arguments, and ten generated ones. Prints one JSON object.
#include <algorithm>
#include <chrono>
#include <cstdio>
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
constexpr size_t kEach = 3;  // edits of a kind in each template

struct Row {
  std::vector<double> ratios;
  double edit_us = 0;
  double scratch_us = 0;

  void add(const Row& other) {
    ratios.insert(ratios.end(), other.ratios.begin(), other.ratios.end());
    edit_us += other.edit_us;
    scratch_us += other.scratch_us;
  }
};
using Rows = std::map<std::string, Row>;

template <typename F>
double microseconds(const F& f) {
  const auto start = std::chrono::steady_clock::now();
  f();
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start)
      .count();
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
  Verification verification;
  verification.verify(base, input);
  for (int round = 0; round < kRounds; ++round) {
    edit.push_back(microseconds([&] { verification.verify(edited.t, input); }));
    undo.push_back(microseconds([&] { verification.verify(base, input); }));
    scratch.push_back(microseconds([&] { verify(edited.t, input); }));
    scratch_base.push_back(microseconds([&] { verify(base, input); }));
  }
  const auto add = [&](const std::string& kind, double ours, double all) {
    for (const std::string& name : {kind, std::string("all")})
      rows[name].add({{ours / all}, ours, all});
  };
  add(edited.kind, median(edit), median(scratch));
  add("undo: " + edited.kind, median(undo), median(scratch_base));
}

std::string text_of(const char* name) {
  std::ifstream file(name, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

int main(int count, char** names) {
  std::vector<TemplateVersion> all;
  for (int i = 1; i < count; ++i) {
    const auto read = read_template(text_of(names[i]));
    if (!read) {
      std::fprintf(stderr, "%s: no template\n", names[i]);
      return 2;
    }
    all.push_back(*read);
  }
  for (TemplateVersion& generated : bench::generated_templates())
    all.push_back(std::move(generated));
  std::printf("{\"templates\":[");
  Rows rows;
  for (size_t i = 0; i < all.size(); ++i) {
    VerifyReport report;
    std::vector<double> times;
    for (int round = 0; round < kRounds; ++round)
      times.push_back(microseconds([&] { report = verify(all[i], pins()); }));
    Rows own;
    for (const bench::Edited& edited : bench::ordinary_edits(all[i], kSeed + i, kEach))
      measure(all[i], edited, own);
    for (const auto& [kind, row] : own)
      rows[kind].add(row);
    std::printf(
        "%s\n{\"template\":\"%s\",\"nodes\":%zu,\"states\":%lld,\"complete\":%s,\"us\":%.0f,"
        "\"edit\":%.3f,\"median\":%.3f}",
        i == 0 ? "" : ",", all[i].code.c_str(), all[i].nodes.size(),
        static_cast<long long>(report.states), report.complete ? "true" : "false", median(times),
        own["all"].edit_us / own["all"].scratch_us, median(own["all"].ratios));
  }
  std::printf("],\n\"edits\":[");
  const char* separator = "";
  for (const auto& [kind, row] : rows) {
    std::printf(
        "%s\n{\"edit\":\"%s\",\"count\":%zu,\"edit_us\":%.0f,\"scratch_us\":%.0f,"
        "\"total\":%.3f,\"median\":%.3f}",
        separator, kind.c_str(), row.ratios.size(), row.edit_us, row.scratch_us,
        row.edit_us / row.scratch_us, median(row.ratios));
    separator = ",";
  }
  std::printf("]}\n");
  return 0;
}
