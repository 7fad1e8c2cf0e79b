// What the verifier says: a verdict for each group of workflow.md, and findings that name nodes and
// edges, with the path that shows them and a fix where one is obvious.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/workflow/verify/fix.h"

namespace fenming::workflow {

enum class Group : uint8_t {
  kStructure,
  kSoundness,
  kBranches,
  kMoney,
  kFields,
  kTime,
  kPeople,
};
inline constexpr size_t kGroupCount = 7;
std::string_view group_name(Group group);

// kPossible: every counter-example uses a derived fact, whose values may not occur as chosen.
// kUnknown: the bound on states was reached, or the structure does not allow a search.
enum class Verdict : uint8_t { kProved, kRefuted, kPossible, kUnknown };
std::string_view verdict_name(Verdict verdict);

enum class FlowCode : uint8_t {
  // Structure.
  kNoStart,
  kSeveralStarts,
  kEdgeIntoStart,
  kNoEnd,
  kDuplicateNode,
  kDuplicateEdge,
  kDuplicateField,
  kDanglingEdge,
  kUnreachableNode,
  kNoWayToEnd,
  kEdgeOutOfEnd,
  kSplitOfOne,
  kJoinOfOne,
  kConditionOnSplit,
  kSeveralElse,
  kActionNotOffered,
  kReturnMismatch,
  kBadReturn,
  kNoOutcome,
  kUnknownField,
  kBadTest,
  kUnknownOption,
  kBadHandler,
  // Soundness.
  kDeadlock,
  kLostToken,
  kSecondToken,
  kTokensLeft,
  kCannotFinish,
  // Branches.
  kUncoveredCase,
  kUndecidedCase,
  kHiddenEdge,
  // Money.
  kNotSettled,
  kNotFull,
  kShareFalls,
  kSettledTwice,
  kUndeclaredFee,
  kDuplicateFee,
  kNeverButTriggered,
  kTriggerOffVisit,
  kBeforePin,
  kFeeNotDeclared,
  // Fields.
  kReadBeforeWritten,
  // Time.
  kNoSla,
  kNoChain,
  kChainWithoutPerson,
  kChainOutOfOrder,
  // People.
  kNobodyNamed,
  kNobodyThere,
};
inline constexpr size_t kFlowCodeCount = static_cast<size_t>(FlowCode::kNobodyThere) + 1;

struct FlowCodeInfo {
  std::string_view name;
  Group group;
  bool warning;  // asks, and does not refute
  std::string_view message;
};
const FlowCodeInfo& flow_code_info(FlowCode code);

// One step of a path: what a token does at a node.
enum class PathMove : uint8_t {
  kAct,     // an action that leaves it there; `by` is the action
  kEdge,    // it leaves; `by` is the edge
  kSplit,   // one token leaves on each edge
  kReturn,  // it goes back; `by` is the node
  kStop,    // it wants to leave and cannot
};
std::string_view path_move_name(PathMove move);

struct PathStep {
  std::string node;
  PathMove move = PathMove::kEdge;
  std::string by;

  bool operator==(const PathStep&) const = default;
};

// The value of a fact or field when the step of this index reads it; it was written so, or holds
// since the start. Empty: missing. A test of a time is named as its time and is "true" or "false".
struct PathValue {
  size_t step = 0;
  std::string fact;
  std::string value;
  bool derived = false;
};

struct CounterExample {
  std::vector<PathStep> steps;
  std::vector<PathValue> values;
};

struct FlowFinding {
  FlowCode code = FlowCode::kNoStart;
  std::vector<std::string> nodes;  // where it shows, then where it may come from
  std::vector<std::string> edges;
  std::optional<Relation> relation;
  std::string category;
  std::string field;  // of the node, or a custom field's code
  std::vector<std::string> regions;
  bool possible = false;
  std::optional<CounterExample> example;
  std::optional<Fix> fix;

  bool refutes() const { return !flow_code_info(code).warning && !possible; }
};

// The share that a category has reached when a path is cancelled.
struct ReachedShare {
  Relation relation = Relation::kCompanyTechnician;
  std::string category;
  int32_t share_bp = 0;

  bool operator==(const ReachedShare&) const = default;
};

struct CancelledPath {
  std::string node;                  // the cancel node
  std::vector<ReachedShare> posted;  // empty: nothing
  bool after_visit = false;          // a visit has ended before, whose categories stay posted
};

// The longest way by SLA minutes, each cycle passed once.
struct LongestPath {
  int64_t minutes = 0;
  std::vector<std::string> nodes;
  std::vector<std::vector<std::string>> cycles;
  std::vector<std::string> open_ended;  // nodes on it whose time has no limit
};

struct VerifyReport {
  std::array<Verdict, kGroupCount> verdicts{};
  std::vector<FlowFinding> findings;
  std::vector<CancelledPath> cancelled;
  LongestPath longest;
  int64_t states = 0;      // visited
  int64_t max_states = 0;  // the bound
  bool complete = false;   // every reachable state was visited

  Verdict verdict(Group group) const { return verdicts[static_cast<size_t>(group)]; }
  bool refuted() const;
};

}  // namespace fenming::workflow
