// Corrections that a finding can offer as data: a screen shows one as a button, and applying it is
// a function from template to template.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/workflow/template.h"

namespace fenming::workflow {

enum class FixKind : uint8_t {
  kAddElse,        // from node to target
  kRemoveEdge,     // edge
  kRemoveNode,     // node with its edges
  kMakeBranch,     // node: passes each token on
  kMakeJoin,       // node: waits for all
  kAddTrigger,     // node, action, relation, category, share_bp
  kRemoveTrigger,  // node, action, relation, category
  kSetShare,       // node, action, relation, category, share_bp
  kRemoveReturn,   // node, target
  kOfferAction,    // node, action
  kRequireField,   // node, field (in target)
};
std::string_view fix_kind_name(FixKind kind);

struct Fix {
  FixKind kind = FixKind::kAddElse;
  std::string node;
  std::string edge;
  std::string target;  // a node, or the field of kRequireField
  Action action = Action::kComplete;
  Relation relation = Relation::kCompanyTechnician;
  std::string category;
  int32_t share_bp = 0;
};

// The template with the fix applied. What the fix names and the template no longer has is passed
// over: the template may have been edited since.
TemplateVersion apply_fix(TemplateVersion version, const Fix& fix);

}  // namespace fenming::workflow
