#include "engine/workflow/run/refusal.h"

#include <array>

namespace fenming::workflow {
namespace {

// In the order of RefusalCode.
constexpr auto kInfos = std::to_array<RefusalInfo>({
    {"already_done", "An event with this key has been done; its result stands."},
    {"no_key", "The event has no idempotency key; give it one."},
    {"wrong_version", "The ticket runs on another version of its template."},
    {"already_started", "The ticket has been started."},
    {"not_running", "The ticket is not running: it has not begun, or has ended."},
    {"no_token", "Nothing is to be done at this node now."},
    {"not_offered", "The node does not offer this action."},
    {"out_of_order", "Another action of the node comes first."},
    {"taken", "Somebody else has taken the node."},
    {"not_handler", "The node belongs to somebody else; have it transferred first."},
    {"stopped", "The node's work is done; no edge can be taken until a fact becomes known."},
    {"suspended", "The node is suspended; resume it first."},
    {"not_suspended", "The node is not suspended."},
    {"pause_not_allowed", "The node's SLA does not pause for this."},
    {"bad_target", "The node does not return there."},
    {"no_person", "Say who."},
    {"not_candidate", "The person is not among the candidates of this dispatch."},
    {"field_not_offered", "The node does not write this field."},
    {"field_missing", "The field must be filled."},
    {"field_invalid", "The value does not fit the field."},
    {"already_written", "The fact is known already; only a node of the ticket changes it."},
    {"fact_missing", "The template needs this fact before a ticket starts."},
    {"unknown_fact", "A ticket of this template has no such fact."},
    {"outcome_missing", "A visit ends with an outcome."},
    {"outcome_not_offered", "The visit cannot end with this outcome and fault."},
    {"visit_begun", "The visit has begun; it ends with an outcome."},
    {"visit_open", "A visit is going on; the ticket can be cancelled when it has ended."},
    {"no_visit", "No visit is planned that this could be about."},
    {"bad_window", "A window ends after it begins."},
    {"not_due", "This is not due yet, or has been done."},
    {"nothing_waits", "Nothing in the ticket waits for this."},
    {"no_calendar", "The node's SLA names a working calendar that is not there."},
    {"not_a_cancel", "Only a cancel node says what a cancelled ticket posts."},
    {"second_token", "A token would reach a node in which one is already."},
    {"tokens_left", "The ticket would end while other tokens are still on the way."},
    {"endless", "The token passes from node to node without end."},
    {"bad_migration", "The mapping cannot be carried out; its report says why."},
});
static_assert(kInfos.size() == kRefusalCodeCount);

}  // namespace

const RefusalInfo& refusal_info(RefusalCode code) {
  return kInfos[static_cast<size_t>(code)];
}

}  // namespace fenming::workflow
