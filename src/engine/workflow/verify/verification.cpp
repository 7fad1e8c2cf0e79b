#include "engine/workflow/verify/verification.h"

#include <algorithm>

#include "engine/workflow/verify/searched.h"

namespace fenming::workflow {
namespace {

// Of so many templates is kept what was learned: to undo to them costs no search, and one that was
// broken for some edits is mended with what was known before.
constexpr size_t kTemplates = 6;
// A search begins with the newest, unless another has more states by this factor.
constexpr int64_t kFuller = 2;

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

// What to begin a search with; null: nothing.
Verification::Kept* Verification::fullest() const {
  Kept* best = nullptr;
  for (const auto& one : kept_) {
    if (best == nullptr || one->found.states > best->found.states * kFuller) best = one.get();
  }
  return best;
}

VerifyReport Verification::verify(const TemplateVersion& version, const VerifyInput& input,
                                  const VerifyOptions& options) {
  if (input.resume != nullptr) return workflow::verify(version, input, options);
  tokens_moved_ = 0;
  const auto known = std::find_if(kept_.begin(), kept_.end(), [&](const auto& one) {
    return one->answers(version, input, options);
  });
  if (known != kept_.end()) {
    std::rotate(kept_.begin(), known, known + 1);
    return kept_.front()->complete(version, input);
  }
  auto made = std::make_unique<Kept>(version, input);
  Kept* before = fullest();
  made->found = verify_by_search(made->graph, made->input, options,
                                 before == nullptr ? nullptr : &before->memory, &made->memory);
  for (const auto& searched : {made->memory.chains.get(), made->memory.nodes.get()})
    tokens_moved_ += searched == nullptr ? 0 : searched->explored.expanded;
  VerifyReport report = made->found;
  complete_report(made->graph, made->input, report);
  // Without a search there is nothing to keep.
  if (!made->memory.chains) return report;
  kept_.insert(kept_.begin(), std::move(made));
  if (kept_.size() > kTemplates) kept_.pop_back();
  return report;
}

}  // namespace fenming::workflow
