#include "engine/workflow/verify/finding.h"

#include <algorithm>

namespace fenming::workflow {
namespace {

constexpr auto kGroups = std::to_array<std::string_view>(
    {"structure", "soundness", "branches", "money", "fields", "time", "people"});
constexpr auto kVerdicts =
    std::to_array<std::string_view>({"proved", "refuted", "possible", "unknown"});
constexpr auto kMoves = std::to_array<std::string_view>({"act", "edge", "split", "return", "stop"});

constexpr auto kStructure = Group::kStructure;
constexpr auto kSoundness = Group::kSoundness;
constexpr auto kBranches = Group::kBranches;
constexpr auto kMoney = Group::kMoney;

// In the order of FlowCode.
constexpr auto kCodes = std::to_array<FlowCodeInfo>({
    {"no_start", kStructure, false, "There is no start node; add one."},
    {"several_starts", kStructure, false, "There is more than one start node; keep one."},
    {"edge_into_start", kStructure, false, "An edge leads into the start node; remove it."},
    {"no_end", kStructure, false, "There is no end node; add one."},
    {"duplicate_node", kStructure, false, "Two nodes have this id; rename one."},
    {"duplicate_edge", kStructure, false, "Two edges have this id; rename one."},
    {"duplicate_field", kStructure, false, "Two fields have this code; rename one."},
    {"dangling_edge", kStructure, false, "The edge begins or ends at no node; remove it."},
    {"unreachable_node", kStructure, false, "No path leads from the start to this node."},
    {"no_way_to_end", kStructure, false, "No path leads from this node to an end."},
    {"edge_out_of_end", kStructure, false, "An edge leaves a node that ends the ticket."},
    {"split_of_one", kStructure, true, "A split with one edge splits nothing."},
    {"join_of_one", kStructure, true, "A join with one incoming edge waits for nothing."},
    {"condition_on_split", kStructure, false,
     "A split sends a token along every edge; its edges have no conditions."},
    {"several_else", kStructure, false, "A node has at most one else edge; remove the others."},
    {"action_not_offered", kStructure, false,
     "A trigger or time is bound to an action that the node does not offer."},
    {"return_mismatch", kStructure, false,
     "A node that offers return names its targets, and only such a node does."},
    {"bad_return", kStructure, false,
     "A return leads only to a node of the same parallel region that every path has passed."},
    {"no_outcome", kStructure, false, "A visit names the outcomes with which it may end."},
    {"unknown_field", kStructure, false, "There is no field of this code."},
    {"bad_test", kStructure, false,
     "The condition tests a fact that edges cannot read, or tests it in the wrong way."},
    {"unknown_option", kStructure, false, "The condition names an option the field has not."},
    {"bad_handler", kStructure, false,
     "The previous handler is that of a node which every path has passed."},
    {"deadlock", kSoundness, false, "The join waits for a token that cannot come any more."},
    {"lost_token", kSoundness, false, "No edge leads on from this node."},
    {"second_token", kSoundness, false, "A second token reaches the node while one is in it."},
    {"tokens_left", kSoundness, false, "The ticket ends while other tokens are still on the way."},
    {"cannot_finish", kSoundness, false, "From here the ticket can go on, and never end."},
    {"uncovered_case", kBranches, false, "No edge is taken in this case, and there is no else."},
    {"undecided_case", kBranches, false,
     "The condition cannot be decided while the value is missing; the token stops."},
    {"hidden_edge", kBranches, true, "The edge is never taken."},
    {"not_settled", kMoney, false, "A normal end is reached before the category is settled."},
    {"not_full", kMoney, false, "A normal end is reached below a share of 100 %."},
    {"share_falls", kMoney, false, "The trigger's share is below the one already reached."},
    {"settled_twice", kMoney, false, "Another trigger has already reached this share."},
    {"undeclared_fee", kMoney, false, "The template does not say how this category is settled."},
    {"duplicate_fee", kMoney, false, "The category is listed twice for this relation."},
    {"never_but_triggered", kMoney, false, "The category is never settled, yet has a trigger."},
    {"trigger_off_visit", kMoney, false,
     "A category of the visit is settled by the action that ends a visit."},
    {"before_pin", kMoney, false, "The trigger may come before the event that pins the book."},
    {"fee_not_declared", kMoney, false,
     "A book prices this category; say which triggers settle it, or that none does."},
    {"read_before_written", Group::kFields, false,
     "On this path the field is read before any node has written it."},
    {"no_sla", Group::kTime, false, "The wait has no SLA and is not declared open-ended."},
    {"no_chain", Group::kTime, false, "The SLA has no escalation chain."},
    {"chain_without_person", Group::kTime, false, "The escalation chain does not end in a person."},
    {"chain_out_of_order", Group::kTime, false, "The delays of the chain do not rise."},
    {"nobody_named", Group::kPeople, false, "The node does not say who does it."},
    {"nobody_there", Group::kPeople, true, "In these regions nobody can do the node."},
});
static_assert(kCodes.size() == kFlowCodeCount);

}  // namespace

std::string_view group_name(Group group) {
  return kGroups[static_cast<size_t>(group)];
}

std::string_view verdict_name(Verdict verdict) {
  return kVerdicts[static_cast<size_t>(verdict)];
}

std::string_view path_move_name(PathMove move) {
  return kMoves[static_cast<size_t>(move)];
}

const FlowCodeInfo& flow_code_info(FlowCode code) {
  return kCodes[static_cast<size_t>(code)];
}

bool VerifyReport::refuted() const {
  return std::any_of(verdicts.begin(), verdicts.end(),
                     [](Verdict verdict) { return verdict == Verdict::kRefuted; });
}

}  // namespace fenming::workflow
