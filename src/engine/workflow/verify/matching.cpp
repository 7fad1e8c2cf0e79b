#include "engine/workflow/verify/matching.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace fenming::workflow {
namespace {

// Names at both ends that are the same are matched where they stand, the others by a table.
std::vector<int32_t> match_names(const std::vector<std::string_view>& before,
                                 const std::vector<std::string_view>& after) {
  std::vector<int32_t> found(before.size(), kNone);
  const size_t shorter = std::min(before.size(), after.size());
  size_t front = 0;
  while (front < shorter && before[front] == after[front]) {
    found[front] = static_cast<int32_t>(front);
    ++front;
  }
  size_t back = 0;
  while (back < shorter - front &&
         before[before.size() - 1 - back] == after[after.size() - 1 - back]) {
    ++back;
    found[before.size() - back] = static_cast<int32_t>(after.size() - back);
  }
  std::unordered_map<std::string_view, int32_t> between;
  for (size_t i = front; i < after.size() - back; ++i)
    between.emplace(after[i], static_cast<int32_t>(i));
  for (size_t i = front; i < before.size() - back; ++i) {
    const auto same = between.find(before[i]);
    if (same == between.end()) continue;
    found[i] = same->second;
    between.erase(same);
  }
  return found;
}

std::vector<int32_t> inverse(const std::vector<int32_t>& forward, size_t size) {
  std::vector<int32_t> backward(size, kNone);
  for (size_t i = 0; i < forward.size(); ++i) {
    if (forward[i] != kNone) backward[static_cast<size_t>(forward[i])] = static_cast<int32_t>(i);
  }
  return backward;
}

template <typename List, typename Name>
std::vector<std::string_view> names(const List& list, const Name& name) {
  std::vector<std::string_view> all;
  all.reserve(list.size());
  for (const auto& one : list)
    all.push_back(name(one));
  return all;
}

// The numbers of each node's triggers in the flat list begin here.
std::vector<int32_t> first_triggers(const FlowGraph& graph) {
  std::vector<int32_t> first;
  int32_t next = 0;
  for (int32_t n = 0; n < graph.size(); ++n) {
    first.push_back(next);
    next += static_cast<int32_t>(graph.node(n).triggers.size());
  }
  return first;
}

}  // namespace

Matching::Matching(const Net& earlier, const Net& later) : before(earlier), after(later) {
  const TemplateVersion& old = before.graph.version();
  const TemplateVersion& now = after.graph.version();
  const auto node_id = [](const Node& node) -> std::string_view { return node.node; };
  const auto edge_id = [](const Edge& edge) -> std::string_view { return edge.edge; };
  nodes = match_names(names(old.nodes, node_id), names(now.nodes, node_id));
  edges = match_names(names(old.edges, edge_id), names(now.edges, edge_id));
  for (const Fee& fee : old.fees) {
    const auto same = std::find_if(now.fees.begin(), now.fees.end(), [&](const Fee& other) {
      return other.relation == fee.relation && other.category == fee.category;
    });
    const auto index = static_cast<int32_t>(same - now.fees.begin());
    const bool taken = std::find(fees.begin(), fees.end(), index) != fees.end();
    fees.push_back(same == now.fees.end() || taken ? kNone : index);
  }
  match_triggers();
  match_bundles();
  match_variables();
  match_places();
}

// Of a node those of the same action, relation and categories, in their order.
void Matching::match_triggers() {
  triggers.assign(before.fees.triggers.size(), kNone);
  const std::vector<int32_t> first = first_triggers(after.graph);
  int32_t t = 0;
  for (int32_t n = 0; n < before.graph.size(); ++n) {
    const auto& old = before.graph.node(n).triggers;
    if (node(n) == kNone) {
      t += static_cast<int32_t>(old.size());
      continue;
    }
    const auto& now = after.graph.node(node(n)).triggers;
    std::vector<bool> taken(now.size());
    for (const SettlementTrigger& trigger : old) {
      for (size_t i = 0; i < now.size(); ++i) {
        if (taken[i] || now[i].action != trigger.action || now[i].relation != trigger.relation ||
            now[i].categories != trigger.categories) {
          continue;
        }
        taken[i] = true;
        triggers[static_cast<size_t>(t)] =
            first[static_cast<size_t>(node(n))] + static_cast<int32_t>(i);
        break;
      }
      ++t;
    }
  }
}

void Matching::match_bundles() {
  for (const FeeBundle& bundle : before.fees.bundles) {
    const auto& list = after.fees.bundles;
    const auto same = std::find_if(list.begin(), list.end(), [&](const FeeBundle& other) {
      return other.relation == bundle.relation && other.categories == bundle.categories;
    });
    const auto index = static_cast<int32_t>(same - list.begin());
    const bool taken = std::find(bundles.begin(), bundles.end(), index) != bundles.end();
    bundles.push_back(same == list.end() || taken ? kNone : index);
    auto& table = reached.emplace_back(bundle.triggers.size() + 1, kLost);
    table[0] = 0;
    if (bundles.back() == kNone) continue;
    for (size_t i = 0; i < bundle.triggers.size(); ++i) {
      const auto place =
          std::find(same->triggers.begin(), same->triggers.end(), trigger(bundle.triggers[i]));
      if (place != same->triggers.end())
        table[i + 1] = static_cast<uint16_t>(place - same->triggers.begin() + 1);
    }
  }
  bundles_before = inverse(bundles, after.fees.bundles.size());
}

// Cells keep their number while there are as many of them, else those of the same value are one.
void Matching::match_variables() {
  const auto& old = before.domains.variables();
  const auto& now = after.domains.variables();
  const auto name = [](const Variable& variable) -> std::string_view { return variable.name; };
  variables = match_names(names(old, name), names(now, name));
  variables_before = inverse(variables, now.size());
  for (size_t v = 0; v < old.size(); ++v) {
    auto& table = values.emplace_back(kFirstCell + old[v].cells.size(), kLost);
    for (uint16_t value = 0; value < kFirstCell; ++value)
      table[value] = value;
    if (variables[v] == kNone) continue;
    const Variable& other = now[static_cast<size_t>(variables[v])];
    const bool given = old[v].origin == Origin::kTicket && other.origin == Origin::kTicket;
    if (given) table[old[v].initial] = other.initial;
    for (size_t cell = 0; cell < old[v].cells.size(); ++cell) {
      size_t place = cell;
      if (old[v].cells.size() != other.cells.size()) {
        place = static_cast<size_t>(
            std::find(other.cells.begin(), other.cells.end(), old[v].cells[cell]) -
            other.cells.begin());
      }
      if (place < other.cells.size())
        table[kFirstCell + cell] = static_cast<uint16_t>(kFirstCell + place);
    }
  }
}

// Whether the first so many actions of two places' nodes are the same.
bool Matching::same_stages(int32_t p, int32_t q, int32_t stage) const {
  const auto& old = before.nodes[static_cast<size_t>(before.places[static_cast<size_t>(p)].node)];
  const auto& now = after.nodes[static_cast<size_t>(after.places[static_cast<size_t>(q)].node)];
  if (now.stages.size() < static_cast<size_t>(stage)) return false;
  for (size_t i = 0; i < static_cast<size_t>(stage); ++i) {
    if (old.stages[i].action != now.stages[i].action) return false;
  }
  return true;
}

// A chain is the one whose last node is the same, else the one that its first node is now in.
void Matching::match_places() {
  places.assign(before.places.size(), kNone);
  places_before.assign(after.places.size(), kNone);
  const auto pair = [&](int32_t p, int32_t q) {
    places[static_cast<size_t>(p)] = q;
    places_before[static_cast<size_t>(q)] = p;
  };
  for (size_t e = 0; e < edges.size(); ++e) {
    const int32_t p = before.edge_place[e];
    const int32_t same = edges[e];
    if (p == kNone || same == kNone) continue;
    const int32_t q = after.edge_place[static_cast<size_t>(same)];
    if (q != kNone) pair(p, q);
  }
  std::vector<int32_t> chains(static_cast<size_t>(after.graph.size()), kNone);
  const auto is_chain = [](const Net& net, const Place& place) {
    return place.stage == 0 && net.graph.node(place.node).kind != NodeKind::kJoin;
  };
  for (size_t q = 0; q < after.places.size(); ++q) {
    const Place& place = after.places[q];
    if (!is_chain(after, place)) continue;
    chains[static_cast<size_t>(place.node)] = static_cast<int32_t>(q);
    for (const int32_t passed : place.passed)
      chains[static_cast<size_t>(passed)] = static_cast<int32_t>(q);
  }
  const auto pair_chain = [&](int32_t p, int32_t q) {
    const int32_t last = before.places[static_cast<size_t>(p)].node;
    const size_t stages = before.nodes[static_cast<size_t>(last)].stages.size();
    for (int32_t stage = 0; stage <= static_cast<int32_t>(stages); ++stage) {
      if (same_stages(p, q, stage)) pair(p + stage, q + stage);
    }
  };
  for (const bool by_last : {true, false}) {
    for (size_t p = 0; p < before.places.size(); ++p) {
      const Place& place = before.places[p];
      if (!is_chain(before, place) || places[p] != kNone) continue;
      const int32_t known = node(by_last || place.passed.empty() ? place.node : place.passed[0]);
      const int32_t q = known == kNone ? kNone : chains[static_cast<size_t>(known)];
      if (q == kNone || places_before[static_cast<size_t>(q)] != kNone) continue;
      const bool same_last = after.places[static_cast<size_t>(q)].node == known;
      if (!by_last || same_last) pair_chain(static_cast<int32_t>(p), q);
    }
  }
}

void Matching::lose_place(int32_t p) {
  int32_t& q = places[static_cast<size_t>(p)];
  if (q != kNone) places_before[static_cast<size_t>(q)] = kNone;
  q = kNone;
}

}  // namespace fenming::workflow
