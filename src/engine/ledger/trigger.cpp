#include "engine/ledger/trigger.h"

#include <algorithm>

#include "base/checked.h"
#include "engine/pricing/split.h"

namespace fenming {
namespace {

constexpr int32_t kWholeBp = 10000;

// An amount of one payee: his part of the line as known now, and what was posted to him before.
struct PayeeAmount {
  std::string payee;
  int64_t part_fen = 0;
  int64_t posted_fen = 0;
  bool takes_part = true;
};

// A line of the settlement, or one that earlier triggers posted and that is no longer there.
struct PostedLine {
  LineIdentity identity;
  std::vector<PayeeAmount> payees;  // in order of first posting, then of their parts

  PayeeAmount& amount_of(std::string_view payee) {
    const auto found = std::find_if(payees.begin(), payees.end(),
                                    [&](const PayeeAmount& a) { return a.payee == payee; });
    if (found != payees.end()) return *found;
    payees.push_back({std::string(payee)});
    return payees.back();
  }
};

bool covers(const Trigger& trigger, const LineIdentity& line) {
  const bool here = trigger.visit == 0 || line.visit == 0 || trigger.visit == line.visit;
  const bool named =
      trigger.categories.empty() || std::find(trigger.categories.begin(), trigger.categories.end(),
                                              line.category) != trigger.categories.end();
  return here && named;
}

std::vector<const TriggerPosting*> of_revision(std::span<const TriggerPosting> postings,
                                               int32_t revision) {
  std::vector<const TriggerPosting*> found;
  for (const TriggerPosting& posting : postings) {
    if (posting.revision == revision) found.push_back(&posting);
  }
  return found;
}

// The lines of the settlement without shares, followed by an empty line for each identity that was
// posted and has disappeared: what was posted of it must be taken back.
class Lines {
 public:
  Lines(const Settlement& settlement, const std::vector<const TriggerPosting*>& earlier) {
    for (const SettlementLine& line : settlement.lines) {
      LineIdentity identity{line.component, line.category, line.visit,
                            line.source,    line.rule,     line.supplier};
      while (find(identity) != nullptr)
        ++identity.occurrence;
      posted_.push_back({std::move(identity), {}});
      lines_.push_back(line);
      lines_.back().shares.clear();
    }
    for (const TriggerPosting* posting : earlier) {
      for (const PostingEntry& entry : posting->entries) {
        PostedLine* line = find(entry.line);
        if (line == nullptr) line = &add_vanished(entry.line);
        line->amount_of(entry.payee).posted_fen += entry.amount_fen;
      }
    }
  }

  // Finds everybody's part of each line as it stands.
  std::optional<Error> divide(const PreparedVersion& prepared, const Ticket& ticket) {
    if (prepared.book().relation == Relation::kCustomerCompany) {
      for (size_t i = 0; i < lines_.size(); ++i)
        posted_[i].amount_of(payer_name(lines_[i].payer)).part_fen = lines_[i].amount_fen;
      return std::nullopt;
    }
    std::vector<int64_t> kept(lines_.size(), 0);
    for (size_t i = 0; i < lines_.size(); ++i) {
      for (PayeeAmount& amount : posted_[i].payees) {
        amount.takes_part = fenming::takes_part(prepared, ticket, lines_[i], amount.payee);
        if (!amount.takes_part) kept[i] += amount.posted_fen;
      }
    }
    if (std::optional<Error> error = split_lines(prepared, ticket, lines_, kept)) return error;
    for (size_t i = 0; i < lines_.size(); ++i) {
      for (const Share& share : lines_[i].shares)
        posted_[i].amount_of(share.payee).part_fen += share.amount_fen;
    }
    return std::nullopt;
  }

  const std::vector<PostedLine>& posted() const { return posted_; }

 private:
  PostedLine* find(const LineIdentity& identity) {
    const auto found = std::find_if(posted_.begin(), posted_.end(), [&](const PostedLine& line) {
      return line.identity == identity;
    });
    return found == posted_.end() ? nullptr : &*found;
  }

  PostedLine& add_vanished(const LineIdentity& identity) {
    SettlementLine line;
    line.component = identity.component;
    line.category = identity.category;
    line.visit = identity.visit;
    line.source = identity.source;
    line.rule = identity.rule;
    line.supplier = identity.supplier;
    lines_.push_back(std::move(line));
    posted_.push_back({identity, {}});
    return posted_.back();
  }

  std::vector<SettlementLine> lines_;
  std::vector<PostedLine> posted_;
};

// The share that a line has reached, this trigger included.
int32_t reached_bp(const std::vector<const TriggerPosting*>& earlier, const Trigger& trigger,
                   const LineIdentity& line) {
  int32_t reached = trigger.share_bp;
  for (const TriggerPosting* posting : earlier) {
    if (covers(posting->trigger, line)) reached = std::max(reached, posting->trigger.share_bp);
  }
  return reached;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '%') {
      out += "%25";
    } else if (c == '/') {
      out += "%2F";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::string posting_key(const TriggerPosting& posting, std::string_view payee) {
  return escaped(posting.ticket) + "/" + std::string(relation_name(posting.relation)) + "/" +
         escaped(payee) + "/" + std::to_string(posting.trigger.visit) + "/" +
         escaped(posting.trigger.trigger) + "/" + std::to_string(posting.revision);
}

Result<TriggerPosting> post_trigger(const PreparedVersion& prepared, const Ticket& ticket,
                                    const Settlement& settlement,
                                    std::span<const TriggerPosting> earlier, const Trigger& trigger,
                                    int32_t revision) {
  FM_ASSERT(trigger.share_bp > 0 && trigger.share_bp <= kWholeBp);
  const std::vector<const TriggerPosting*> before = of_revision(earlier, revision);
  for (const TriggerPosting* posting : before) {
    const bool fired =
        posting->trigger.trigger == trigger.trigger && posting->trigger.visit == trigger.visit;
    if (fired) return *posting;
  }
  Lines lines(settlement, before);
  if (std::optional<Error> error = lines.divide(prepared, ticket)) return *error;

  TriggerPosting posting{ticket.ticket, prepared.book().relation, revision, trigger, {}};
  for (const PostedLine& line : lines.posted()) {
    if (!covers(trigger, line.identity)) continue;
    const int32_t share_bp = reached_bp(before, trigger, line.identity);
    for (const PayeeAmount& amount : line.payees) {
      if (!amount.takes_part) continue;
      const auto due =
          static_cast<int64_t>(div_half_away(Int128{amount.part_fen} * share_bp, kWholeBp));
      const int64_t change = due - amount.posted_fen;
      if (change != 0) posting.entries.push_back({line.identity, amount.payee, change});
    }
  }
  return posting;
}

}  // namespace fenming
