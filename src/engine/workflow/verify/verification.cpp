#include "engine/workflow/verify/verification.h"

#include <algorithm>

#include "engine/workflow/verify/searched.h"

namespace fenming::workflow {
namespace {

// A template that was broken for a moment has few states. What was known before it is worth more
// when it is mended, so that it is kept for some edits.
constexpr int64_t kFewer = 2;
constexpr int kPatience = 8;

// Whether a search sees no difference. Of a node it does not see what it is called, what kind of
// work it is, who does it and how long that may take; the structure asks for the handler before.
bool searches_alike(const Node& a, const Node& b) {
  if (a == b) return true;
  const auto is_plain_work = [](NodeKind kind) {
    return is_human(kind) && kind != NodeKind::kVisit;
  };
  Node other = b;
  if (is_plain_work(a.kind) && is_plain_work(b.kind)) other.kind = a.kind;
  other.title = a.title;
  other.checklist = a.checklist;
  other.sla = a.sla;
  other.open_ended = a.open_ended;
  other.who = a.who;
  other.who.previous = b.who.previous;
  return other == a;
}

bool searches_alike(const TemplateVersion& a, const TemplateVersion& b) {
  return a.intake == b.intake && a.fields == b.fields && a.fees == b.fees && a.edges == b.edges &&
         std::equal(a.nodes.begin(), a.nodes.end(), b.nodes.begin(), b.nodes.end(),
                    [](const Node& one, const Node& other) { return searches_alike(one, other); });
}

}  // namespace

// All that a search refers to, and what came of it.
struct Verification::Kept {
  Kept(const TemplateVersion& t, const VerifyInput& i) : version(t), input(i), graph(version) {}

  bool answers(const TemplateVersion& t, const VerifyInput& i, const VerifyOptions& options) const {
    return found.max_states == options.max_states && input.pins == i.pins &&
           input.fields == i.fields && searches_alike(version, t);
  }
  // Takes over what no search sees. What the search refers to stays where it is.
  VerifyReport complete(const TemplateVersion& t, const VerifyInput& i) {
    for (size_t n = 0; n < version.nodes.size(); ++n) {
      if (version.nodes[n] != t.nodes[n]) version.nodes[n] = t.nodes[n];
    }
    input = i;
    VerifyReport report = found;
    complete_report(graph, input, report);
    return report;
  }

  TemplateVersion version;
  VerifyInput input;
  FlowGraph graph;
  SearchMemory memory;
  VerifyReport found;  // by the search
};

Verification::Verification() = default;
Verification::~Verification() = default;
Verification::Verification(Verification&&) noexcept = default;
Verification& Verification::operator=(Verification&&) noexcept = default;

VerifyReport Verification::verify(const TemplateVersion& version, const VerifyInput& input,
                                  const VerifyOptions& options) {
  if (input.resume != nullptr) return workflow::verify(version, input, options);
  tokens_moved_ = 0;
  if (kept_ && kept_->answers(version, input, options)) return kept_->complete(version, input);
  auto made = std::make_unique<Kept>(version, input);
  made->found = verify_by_search(made->graph, made->input, options,
                                 kept_ ? &kept_->memory : nullptr, &made->memory);
  for (const auto& searched : {made->memory.chains.get(), made->memory.nodes.get()})
    tokens_moved_ += searched == nullptr ? 0 : searched->explored.expanded;
  VerifyReport report = made->found;
  complete_report(made->graph, made->input, report);
  if (kept_ && report.states < kept_->found.states / kFewer && ++passed_over_ <= kPatience)
    return report;
  if (!made->memory.chains) return report;
  passed_over_ = 0;
  kept_ = std::move(made);
  return report;
}

}  // namespace fenming::workflow
