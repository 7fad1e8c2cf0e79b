// Verifies a template (workflow.md, Verifier). Pure and deterministic: equal input gives an equal
// report. A group is proved, refuted with a counter-example, possible where every counter-example
// rests on a derived fact, or unknown at the stated bound on states.
//
// Four groups rest on a search of all states: marking (at most one token a node), the trigger that
// each group of fee categories reached last, and for each field that is still to be read the cell
// of its domain. A value is chosen when it is first read, which is exact because nothing sees it
// before.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/workflow/template.h"
#include "engine/workflow/verify/finding.h"

namespace fenming::workflow {

// The event that pins a book which the template's tickets can meet (settlement.md T1).
struct BookPin {
  Relation relation = Relation::kCompanyTechnician;
  std::string book;
  TimeName event = TimeName::kTaken;

  bool operator==(const BookPin&) const = default;
};

// A category, or a custom field, that the books of a relation have or read.
struct PricedCategory {
  Relation relation = Relation::kCompanyTechnician;
  std::string category;
};
struct PricedField {
  Relation relation = Relation::kCompanyTechnician;
  std::string field;

  bool operator==(const PricedField&) const = default;
};

// Regions in which no active person can do a node; the server knows them.
struct PeopleGap {
  std::string node;
  std::vector<std::string> regions;
};

// Where a ticket stands that runs already: the search begins there and not at the start.
struct ResumeToken {
  std::string node;
  std::string edge;  // of one that waits in a join: the edge it came by
  std::vector<Action> done;
};
struct ResumeShare {
  Relation relation = Relation::kCompanyTechnician;
  std::string category;
  int32_t share_bp = 0;
  std::string node;     // whose trigger reached it; empty: none of this version
  int32_t trigger = 0;  // in the node's list
};
struct Resume {
  std::vector<ResumeToken> tokens;
  std::map<std::string, std::string> facts;  // by name; outcome and fault of the visit ended last
  std::vector<ResumeShare> reached;          // of categories of the ticket
  bool taken = false;
  bool completed = false;
  bool visited = false;
};

// What the verifier reads besides the template. All of it may be empty.
struct VerifyInput {
  std::vector<BookPin> pins;
  std::vector<PricedCategory> categories;
  std::vector<PricedField> fields;
  std::vector<PeopleGap> gaps;
  // Its nodes and edges must be the template's; counter-examples then begin where it stands.
  const Resume* resume = nullptr;
};

struct VerifyOptions {
  int64_t max_states = 1'000'000;
};

VerifyReport verify(const TemplateVersion& version, const VerifyInput& input = {},
                    const VerifyOptions& options = {});

}  // namespace fenming::workflow
