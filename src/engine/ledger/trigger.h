// Trigger postings (settlement.md L1, L3): what one action of a ticket's workflow posts to each
// payee, given what earlier triggers posted and the settlement as it is known now. Pure: the caller
// keeps the postings and posts them in one transaction. Money is fen, shares basis points.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/pricing/prepared.h"
#include "engine/pricing/settlement.h"
#include "engine/ticket.h"

namespace fenming {

// What makes a settlement line the same line after facts have changed: never its number, because
// lines come and go before it (docs/settlement.md, 8).
struct LineIdentity {
  Component component = Component::kLabour;
  std::string category;
  int32_t visit = 0;
  int32_t source = 0;
  std::string rule;
  std::optional<Supplier> supplier;
  int32_t occurrence = 1;  // among lines that agree in all of the above, in the settlement's order

  bool operator==(const LineIdentity&) const = default;
};

// What an action posts: the cumulative share that the lines of some categories reach by it.
struct Trigger {
  std::string trigger;                  // the action's code in the template
  int32_t visit = 0;                    // whose action it is; 0: an action of the ticket
  std::vector<std::string> categories;  // empty: all
  int32_t share_bp = 10000;             // 1 to 10000

  bool operator==(const Trigger&) const = default;
};

struct PostingEntry {
  LineIdentity line;
  std::string payee;  // of the split; in customer → company the payer's name
  int64_t amount_fen = 0;

  bool operator==(const PostingEntry&) const = default;
};

// One trigger that has fired, with what it posted: entries without zeros, perhaps none. It is kept
// even without entries, because its share counts as reached.
struct TriggerPosting {
  std::string ticket;
  Relation relation = Relation::kCompanyTechnician;
  int32_t revision = 1;
  Trigger trigger;
  std::vector<PostingEntry> entries;

  bool operator==(const TriggerPosting&) const = default;
};

// The idempotency key of a payee's part of a posting (L3): a JSON-free text in which no member can
// run into the next, "ticket/relation/payee/visit/trigger/revision" with '/' and '%' escaped.
std::string posting_key(const TriggerPosting& posting, std::string_view payee);

// The posting of a trigger (L1). `settlement` is what `prepared` makes of `ticket` as both are
// known now; `earlier` holds the postings of this ticket and relation in their order, those of
// other revisions are passed over. A trigger that has fired for its visit in this revision gives
// its posting again. Errors are those of the split (docs/settlement.md, 5): the obligation then
// waits.
Result<TriggerPosting> post_trigger(const PreparedVersion& prepared, const Ticket& ticket,
                                    const Settlement& settlement,
                                    std::span<const TriggerPosting> earlier, const Trigger& trigger,
                                    int32_t revision);

}  // namespace fenming
