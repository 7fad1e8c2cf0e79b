// The verifier against a search that is slow, plain and independent, on random small templates.
#include "brute_force.h"
#include "flow_support.h"

using namespace fenming;
using namespace fenming::testing;

namespace {

constexpr uint64_t kSeed = 20261129;
constexpr int kTemplates = 400;

class Dice {
 public:
  explicit Dice(uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 1) {}
  size_t below(size_t n) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<size_t>((state_ >> 33) % n);
  }
  bool once_in(size_t n) { return below(n) == 0; }

 private:
  uint64_t state_;
};

std::string id_of(size_t i) {
  return "n" + std::to_string(i);
}

void random_node(Dice& dice, Flow& flow, size_t i) {
  constexpr NodeKind kKinds[] = {NodeKind::kTask,  NodeKind::kTask,   NodeKind::kForm,
                                 NodeKind::kForm,  NodeKind::kBranch, NodeKind::kBranch,
                                 NodeKind::kSplit, NodeKind::kJoin,   NodeKind::kVisit};
  const NodeKind kind = kKinds[dice.below(std::size(kKinds))];
  Node& node = flow.node(id_of(i), kind);
  if (kind == NodeKind::kTask && dice.once_in(3)) node.actions = {Action::kTake, Action::kAccept};
  if (kind == NodeKind::kForm) {
    const char* field = dice.once_in(2) ? "x" : "y";
    constexpr FieldAccess kAccess[] = {FieldAccess::kRequired, FieldAccess::kRequired,
                                       FieldAccess::kOptional, FieldAccess::kVisible};
    node.fields = {{field, kAccess[dice.below(4)]}};
  }
  if (is_human(kind) && dice.once_in(3)) {
    constexpr int32_t kShares[] = {3000, 5000, 10000, 10000};
    const Action action = node.actions[dice.below(node.actions.size())];
    flow.trigger(id_of(i), kShares[dice.below(4)], action);
  }
  if (is_human(kind) && i > 1 && dice.once_in(6)) {
    const std::string target = id_of(dice.below(i));
    if (flow.at(target).kind != NodeKind::kJoin) {
      flow.at(id_of(i)).actions.push_back(Action::kReturn);
      flow.at(id_of(i)).return_to = {target};
    }
  }
}

std::optional<Condition> random_condition(Dice& dice) {
  switch (dice.below(6)) {
    case 0:
      return one_of("outcome", {"done"});
    case 1:
      return one_of("field.x", {"a", "b"});
    case 2:
      return one_of("field.x", {"a"});
    case 3:
      return one_of("field.y", {"a"});
    case 4: {
      Condition both;
      both.op = dice.once_in(2) ? ConditionOp::kAll : ConditionOp::kAny;
      both.of = {one_of("field.x", {"b"}), one_of("field.y", {"b"})};
      return both;
    }
    default:
      return std::nullopt;
  }
}

Flow random_flow(Dice& dice) {
  Flow flow;
  flow.choice("x", {"a", "b", "c"});
  flow.choice("y", {"a", "b"});
  flow.labour();
  flow.node(id_of(0), NodeKind::kStart);
  const size_t inner = 2 + dice.below(5);
  for (size_t i = 1; i <= inner; ++i)
    random_node(dice, flow, i);
  flow.node("end", NodeKind::kEnd);
  flow.node("stop", NodeKind::kCancel);
  const auto connect = [&](size_t from, const std::string& to) {
    Edge& edge = flow.edge(id_of(from), to);
    edge.edge = "e" + std::to_string(flow.t.edges.size());
    edge.order = static_cast<int32_t>(dice.below(2));
  };
  for (size_t i = 1; i <= inner; ++i)
    connect(dice.once_in(3) ? dice.below(i) : i - 1, id_of(i));
  for (size_t i = 1; i <= inner; ++i) {
    if (i == inner || dice.once_in(4)) connect(i, dice.once_in(6) ? "stop" : "end");
    if (dice.once_in(3)) connect(i, id_of(1 + dice.below(inner)));
  }
  // An edge out of a node with several is tested, or is the else edge.
  std::set<std::string> with_else;
  for (Edge& edge : flow.t.edges) {
    const auto same = [&](const Edge& other) { return other.from == edge.from; };
    const bool several = std::count_if(flow.t.edges.begin(), flow.t.edges.end(), same) > 1;
    if (!several || flow.at(edge.from).kind == NodeKind::kSplit) continue;
    edge.otherwise = dice.once_in(2) && with_else.insert(edge.from).second;
    if (!edge.otherwise) edge.when = random_condition(dice);
  }
  return flow;
}

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
