// Which variables may be read from a node on: backwards to the fixed point, what the node reads,
// and what is read behind it unless the node certainly writes it first.
#include "engine/workflow/verify/net.h"

namespace fenming::workflow {
namespace {

using Variables = std::vector<bool>;

void add(Variables& into, int32_t variable) {
  into[static_cast<size_t>(variable)] = true;
}

void add_all(Variables& into, const Variables& from) {
  for (size_t v = 0; v < into.size(); ++v)
    into[v] = into[v] || from[v];
}

class Liveness {
 public:
  explicit Liveness(const Net& net)
      : live(net.nodes.size(), Variables(net.domains.size())),
        net_(net),
        returning_(live.size()),
        waits_(live.size()) {
    for (int32_t n = 0; n < net.graph.size(); ++n) {
      look_at(n);
      for (const int32_t target : net.graph.returns(n))
        returning_[static_cast<size_t>(target)].push_back(n);
    }
    while (!open_.empty())
      look();
  }

  std::vector<Variables> live;  // by node

 private:
  void look_at(int32_t n) {
    if (!waits_[static_cast<size_t>(n)]) open_.push_back(n);
    waits_[static_cast<size_t>(n)] = true;
  }

  // Where more is read than was known, those before look again.
  void look() {
    const int32_t n = open_.back();
    open_.pop_back();
    waits_[static_cast<size_t>(n)] = false;
    Variables here = live_before(n);
    if (here == live[static_cast<size_t>(n)]) return;
    live[static_cast<size_t>(n)] = std::move(here);
    for (const int32_t e : net_.graph.in(n))
      look_at(net_.graph.from(e));
    for (const int32_t m : returning_[static_cast<size_t>(n)])
      look_at(m);
  }

  Variables live_before(int32_t n) const {
    const NodePlan& node = net_.nodes[static_cast<size_t>(n)];
    Variables here(net_.domains.size());
    for (const auto& guard : node.guards) {
      if (guard) read_guard(*guard, here);
    }
    read_prices(node.leave, here);
    for (const int32_t e : net_.graph.out(n))
      add_all(here, live[static_cast<size_t>(net_.graph.to(e))]);
    for (const auto& [variable, required] : node.writes) {
      if (required) here[static_cast<size_t>(variable)] = false;
    }
    if (node.chooses_outcome) {
      for (const Fact fact : {Fact::kOutcome, Fact::kFault}) {
        const int32_t variable = net_.domains.fact(fact);
        if (variable != kNone) here[static_cast<size_t>(variable)] = false;
      }
    }
    for (const Effect& stage : node.stages)
      read_prices(stage, here);
    for (const int32_t v : node.shows)
      add(here, v);
    for (const int32_t target : net_.graph.returns(n))
      add_all(here, live[static_cast<size_t>(target)]);
    return here;
  }

  void read_guard(const Guard& guard, Variables& into) const {
    if (guard.variable != kNone) add(into, guard.variable);
    for (const Guard& member : guard.of)
      read_guard(member, into);
  }

  void read_prices(const Effect& effect, Variables& into) const {
    for (const int32_t t : effect.triggers) {
      const Relation relation = net_.fees.triggers[static_cast<size_t>(t)].relation;
      for (const int32_t v : net_.price_reads[static_cast<size_t>(relation)])
        add(into, v);
    }
  }

  const Net& net_;
  std::vector<std::vector<int32_t>> returning_;  // by the node that they return to
  std::vector<bool> waits_;                      // to be looked at
  std::vector<int32_t> open_;
};

}  // namespace

void Net::find_live() {
  const Liveness found(*this);
  for (Place& place : places)
    place.live = found.live[static_cast<size_t>(place.node)];
}

}  // namespace fenming::workflow
