// The fen that a ticket's triggers post, for plays and replays: the ticket as its state knows it is
// settled under the books given, and posted as the ledger would (engine/ledger/trigger.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/ledger/trigger.h"
#include "engine/pricing/settle.h"
#include "engine/workflow/run/step.h"

namespace fenming::workflow {

// The ticket that prices read. Facts, times, outcomes and people come from the state; what a
// template does not know, lines, distances, places and quotes, from visit N of `subject`.
Ticket priced_ticket(const InstanceState& state, const Ticket& subject);

// What an obligation posted, or why it waits: a fact is missing, the book's pin has not come.
struct Posted {
  Obligation obligation;
  std::optional<TriggerPosting> posting;
  Error error;  // where there is no posting

  int64_t total_fen() const;
};

struct CategoryAmount {
  Relation relation = Relation::kCompanyTechnician;
  std::string category;
  int64_t amount_fen = 0;

  bool operator==(const CategoryAmount&) const = default;
};

// The postings of one ticket. Copyable, so that a play can go back.
class RunLedger {
 public:
  // Without a settler nothing is posted. It must outlive this.
  explicit RunLedger(const Settler* settler) : settler_(settler) {}

  // Posts what waited before, as far as it can be posted now, then the new obligations.
  std::vector<Posted> post(const InstanceState& state, const Ticket& subject,
                           const std::vector<Obligation>& obligations);

  // Posted so far by relation and fee category, without zeros, in the order of relations and
  // categories.
  std::vector<CategoryAmount> totals() const;
  const std::vector<Obligation>& waiting() const { return waiting_; }

 private:
  Posted post_one(const Ticket& ticket, const std::vector<Outcome>& outcomes,
                  const Obligation& obligation) const;

  const Settler* settler_;
  std::vector<TriggerPosting> postings_;
  std::vector<Obligation> waiting_;
};

}  // namespace fenming::workflow
