#include "engine/workflow/run/runner.h"

#include <algorithm>

namespace fenming::workflow {
namespace {

constexpr Action kProgress[] = {Action::kTake, Action::kArrive, Action::kComplete, Action::kAccept};

bool before(const Token& token, std::string_view node, std::string_view edge) {
  return token.node != node ? token.node < node : token.edge < edge;
}

FlowCode stop_of(std::string_view name) {
  for (const FlowCode code : {FlowCode::kUndecidedCase, FlowCode::kUncoveredCase})
    if (flow_code_info(code).name == name) return code;
  return FlowCode::kLostToken;
}

}  // namespace

const Node* find_node(const TemplateVersion& version, std::string_view id) {
  const auto found = std::find_if(version.nodes.begin(), version.nodes.end(),
                                  [&](const Node& node) { return node.node == id; });
  return found == version.nodes.end() ? nullptr : &*found;
}

std::vector<const Edge*> edges_of(const TemplateVersion& version, std::string_view node) {
  std::vector<const Edge*> edges;
  for (const Edge& edge : version.edges) {
    if (edge.from == node && find_node(version, edge.to) != nullptr) edges.push_back(&edge);
  }
  std::stable_sort(edges.begin(), edges.end(), [](const Edge* a, const Edge* b) {
    return a->otherwise != b->otherwise ? b->otherwise : a->order < b->order;
  });
  return edges;
}

std::vector<Action> progress_of(const Node& node) {
  std::vector<Action> actions;
  for (const Action action : kProgress) {
    if (node.offers(action)) actions.push_back(action);
  }
  if (node.kind == NodeKind::kJoin && actions.size() > 1) return {actions.back()};
  // Somebody must say that a node which offers nothing is done.
  if (actions.empty() && stands(node) && node.kind != NodeKind::kWait) return {Action::kComplete};
  return actions;
}

bool stands(const Node& node) {
  if (waits(node.kind)) return true;
  if (is_final(node.kind) || node.kind == NodeKind::kStart) return false;
  return std::any_of(node.fields.begin(), node.fields.end(),
                     [](const NodeField& field) { return field.access != FieldAccess::kVisible; });
}

bool belongs(const TemplateVersion& version, const InstanceState& state) {
  if (version.code != state.code || version.version != state.version) return false;
  const auto visits = static_cast<int32_t>(state.visits.size());
  return std::all_of(state.marking.begin(), state.marking.end(), [&](const Token& token) {
    const Node* node = find_node(version, token.node);
    if (node == nullptr || token.visit < 0 || token.visit > visits) return false;
    if (token.clock) {
      const size_t levels = node->sla ? node->sla->chain.size() : 0;
      const auto done = static_cast<size_t>(token.clock->levels_done);
      if (!node->sla || token.clock->levels.size() != levels || done > levels) return false;
    }
    // A wait that offers nothing has nothing done either.
    const size_t most = progress_of(*node).size();
    return token.stopped || token.done.empty() || token.done.size() < most;
  });
}

bool Runner::refuse(RefusalCode code, const std::string& node, const std::string& field) {
  if (!refusal_) refusal_ = Refusal{code, node, field, {}, 0};
  return false;
}

bool Runner::refuse_for(RefusalCode code, const std::string& node, const std::string& who) {
  if (!refusal_) refusal_ = Refusal{code, node, {}, who, 0};
  return false;
}

Token* Runner::token(std::string_view node, std::string_view edge) {
  return const_cast<Token*>(std::as_const(state_).token(node, edge));
}

Token& Runner::put(Token token) {
  const auto place =
      std::find_if_not(state_.marking.begin(), state_.marking.end(),
                       [&](const Token& other) { return before(other, token.node, token.edge); });
  return *state_.marking.insert(place, std::move(token));
}

bool Runner::enter(const Node& node, const Edge* by) {
  const bool join = node.kind == NodeKind::kJoin && by != nullptr;
  if (is_final(node.kind) || (node.kind == NodeKind::kJoin && by == nullptr)) {
    return refuse(RefusalCode::kBadTarget, node.node);
  }
  const std::string edge = join ? by->edge : std::string();
  if (token(node.node, edge) != nullptr) return refuse(RefusalCode::kSecondToken, node.node);
  Token entered;
  entered.node = node.node;
  entered.edge = edge;
  entered.since = now_;
  entered.entered = state_.sequence();
  if (!join) {
    effects_.path.push_back(node.node);
    if (stands(node) && !set_clock(entered, node, now_)) return false;
    if (stands(node)) assign(entered, node);
  }
  put(std::move(entered));
  if (join || !stands(node)) queue_.emplace_back(node.node, edge);
  return true;
}

// Waits until there is one token on each edge, then makes them one.
bool Runner::join(const Node& node) {
  for (const Edge& edge : version_.edges) {
    if (edge.to == node.node && find_node(version_, edge.from) != nullptr &&
        token(node.node, edge.edge) == nullptr) {
      return true;
    }
  }
  std::erase_if(state_.marking, [&](const Token& waiting) {
    return waiting.node == node.node && !waiting.edge.empty();
  });
  effects_.path.push_back(node.node);
  Token joined;
  joined.node = node.node;
  joined.since = now_;
  joined.entered = state_.sequence();
  if (!stands(node)) return pass(node, std::move(joined));
  if (token(node.node) != nullptr) return refuse(RefusalCode::kSecondToken, node.node);
  assign(joined, node);
  put(std::move(joined));
  return true;
}

bool Runner::pass(const Node& node, Token token) {
  if (node.kind == NodeKind::kNotify) {
    effects_.notices.push_back({NoticeKind::kMessage, node.node, node.who.role});
  }
  if (node.kind == NodeKind::kConvert) {
    effects_.notices.push_back({NoticeKind::kConverted, node.node, {}});
  }
  const std::vector<Action> progress = progress_of(node);
  for (size_t i = 0; i + 1 < progress.size(); ++i)
    act(node, progress[i], 0);
  return leave(node, std::move(token));
}

bool Runner::leave(const Node& node, Token token) {
  write_fields(node, token);
  if (token.visit != 0) state_.ended_visit = token.visit;
  const std::vector<Action> progress = progress_of(node);
  if (!progress.empty()) act(node, progress.back(), token.visit);
  if (node.kind == NodeKind::kSplit) {
    const std::vector<const Edge*> edges = edges_of(version_, node.node);
    if (!edges.empty()) return take_edges(edges);
  }
  std::optional<FlowCode> stop;
  const Edge* edge = choose(node, stop, false);
  if (edge != nullptr) return take_edges({edge});
  if (!stop) return false;
  token.done = progress;
  token.stopped = stop;
  token.clock.reset();
  token.timer.reset();
  put(std::move(token));
  return true;
}

// `again`: the token had stopped here before; if it still does, there is nothing to write down.
const Edge* Runner::choose(const Node& node, std::optional<FlowCode>& stop, bool again) {
  const auto ask_edge = [&](const World&) -> std::optional<Taken> {
    FlowCode code = FlowCode::kLostToken;
    const Edge* edge = first_true(node, code);
    if (edge == nullptr) return std::nullopt;
    return Taken{TakenKind::kEdge, node.node, edge->edge, {}};
  };
  if (const auto taken = tape_.take(TakenKind::kEdge, node.node, ask_edge)) {
    for (const Edge* edge : edges_of(version_, node.node))
      if (edge->edge == taken->text) return edge;
    refuse(RefusalCode::kWrongVersion, node.node, taken->text);
    return nullptr;
  }
  if (again) return nullptr;
  const auto ask_stop = [&](const World&) -> std::optional<Taken> {
    FlowCode code = FlowCode::kLostToken;
    first_true(node, code);
    return Taken{TakenKind::kStop, node.node, std::string(flow_code_info(code).name), {}};
  };
  const auto stopped = tape_.take(TakenKind::kStop, node.node, ask_stop);
  if (stopped) {
    stop = stop_of(stopped->text);
  } else {
    refuse(RefusalCode::kWrongVersion, node.node);
  }
  return nullptr;
}

const Edge* Runner::first_true(const Node& node, FlowCode& stop) const {
  const RunFacts facts(state_, *tape_.world());
  const std::vector<const Edge*> edges = edges_of(version_, node.node);
  stop = edges.empty() ? FlowCode::kLostToken : FlowCode::kUncoveredCase;
  for (const Edge* edge : edges) {
    const Tri answer = edge->when ? evaluate(*edge->when, facts.view()) : Tri::kTrue;
    if (answer == Tri::kTrue) return edge;
    if (answer == Tri::kFalse) continue;
    stop = FlowCode::kUndecidedCase;
    return nullptr;
  }
  return nullptr;
}

// Tokens that stay in the ticket first, then those that end it: an end sees all the others.
bool Runner::take_edges(const std::vector<const Edge*>& edges) {
  std::vector<const Node*> finals;
  for (const Edge* edge : edges) {
    const Node* target = find_node(version_, edge->to);
    if (is_final(target->kind)) {
      finals.push_back(target);
    } else if (!enter(*target, edge)) {
      return false;
    }
  }
  if (finals.empty()) return true;
  const auto cancel = std::find_if(finals.begin(), finals.end(), [](const Node* node) {
    return node->kind == NodeKind::kCancel;
  });
  if (cancel != finals.end()) return finish(**cancel);
  if (finals.size() > 1) return refuse(RefusalCode::kTokensLeft, finals[0]->node);
  return finish(*finals[0]);
}

bool Runner::finish(const Node& node) {
  if (node.kind == NodeKind::kEnd && !state_.marking.empty()) {
    return refuse(RefusalCode::kTokensLeft, node.node);
  }
  effects_.path.push_back(node.node);
  for (const Action action : progress_of(node))
    act(node, action, 0);
  state_.marking.clear();
  queue_.clear();
  state_.final_node = node.node;
  state_.status = node.kind == NodeKind::kEnd ? RunStatus::kEnded : RunStatus::kCancelled;
  effects_.status = state_.status;
  return true;
}

bool Runner::settle_down() {
  const size_t limit = 64 + 4 * (version_.nodes.size() + version_.edges.size());
  const auto drain = [&] {
    while (!queue_.empty()) {
      const std::string id = queue_.front().first;
      const std::string edge = queue_.front().second;
      queue_.pop_front();
      const Node* node = find_node(version_, id);
      const Token* passing = token(id, edge);
      // A join that several edges reached at once has passed with the first.
      if (passing == nullptr) continue;
      if (++moves_ > limit) return refuse(RefusalCode::kEndless, id);
      if (node->kind == NodeKind::kJoin) {
        if (!join(*node)) return false;
        continue;
      }
      Token leaving = *passing;
      std::erase_if(state_.marking, [&](const Token& t) { return t.node == id; });
      if (!pass(*node, std::move(leaving))) return false;
    }
    return true;
  };
  if (!drain()) return false;
  std::vector<std::string> stopped;
  for (const Token& waiting : state_.marking) {
    if (waiting.stopped) stopped.push_back(waiting.node);
  }
  for (const std::string& id : stopped) {
    if (token(id) == nullptr || !token(id)->stopped) continue;
    std::optional<FlowCode> stop;
    const Edge* edge = choose(*find_node(version_, id), stop, true);
    if (refusal_) return false;
    if (edge == nullptr) continue;
    std::erase_if(state_.marking, [&](const Token& t) { return t.node == id && t.edge.empty(); });
    if (!take_edges({edge}) || !drain()) return false;
  }
  return true;
}

}  // namespace fenming::workflow
