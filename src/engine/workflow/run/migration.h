// A running ticket goes on under another version of its template (workflow.md, Model): on purpose,
// with a mapping of nodes, after a dry run. Shares reached are carried. The verifier's search goes
// on from where the ticket would stand: a mapping after which some path deadlocks, settles a
// category twice or ends below 100 % is refused, with that path.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/workflow/run/event.h"
#include "engine/workflow/verify/verify.h"

namespace fenming::workflow {

enum class MigrationCode : uint8_t {
  kNotRunning,
  kOtherTemplate,
  kNoMapping,        // a node or edge with a token leads nowhere
  kNoSuchNode,       // the mapping leads to a node or edge that is not there
  kCannotStand,      // a token cannot stay at a node of this kind
  kProgressLost,     // the actions done are not the first of the new node's
  kVisitLost,        // a visit that goes on leads to a node that is no visit
  kSecondToken,      // two tokens lead to one node
  kFieldVanished,    // a required field that has a value is gone
  kFieldInvalid,     // a value does not fit the field as it is now
  kFeeVanished,      // a category that has been settled in part is settled no more
  kOccasionChanged,  // a category was the visit's and is the ticket's, or the other way round
  kRefuted,          // `finding` shows a path on which the rest goes wrong
  kNotProved,        // the search reached its bound
  kFieldDropped,     // warning: a value stays in the log alone
};
struct MigrationInfo {
  std::string_view name;
  bool warning;
  std::string_view message;
};
const MigrationInfo& migration_info(MigrationCode code);

struct MigrationFinding {
  MigrationCode code = MigrationCode::kNotRunning;
  std::string node;    // of the version that the ticket is on
  std::string target;  // of the one it goes to
  std::string field;   // or the fee category
  std::optional<FlowFinding> finding;
};

struct MovedToken {
  std::string from;
  std::string to;
};

// What would happen; nothing has.
struct MigrationReport {
  std::vector<MovedToken> tokens;
  std::vector<ReachedShare> carried;
  std::vector<MigrationFinding> findings;
  int64_t states = 0;  // that the search visited

  bool ok() const;
};

// Nodes and edges of the same id and kind.
NodeMapping same_ids(const TemplateVersion& from, const TemplateVersion& to);

// The dry run. `input` is what the verifier reads beside the template, such as the pins of books.
MigrationReport plan_migration(const TemplateVersion& from, const TemplateVersion& to,
                               const NodeMapping& mapping, const InstanceState& state,
                               const VerifyInput& input = {}, const VerifyOptions& options = {});

// Where the search of a plan begins; the state must be on `version`.
Resume resume_of(const TemplateVersion& version, const InstanceState& state);

// Moves tokens, handlers and shares reached; a step of kind migrate does this and starts the clocks
// of the nodes returned, whose terms have changed.
std::set<std::string> carry_over(const TemplateVersion& from, const TemplateVersion& to,
                                 const NodeMapping& mapping, InstanceState& state);

}  // namespace fenming::workflow
