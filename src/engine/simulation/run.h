// Settles a history under a book file in one relation (settlement.md W1, W2): routing, versions,
// compiled settlement, the plan by count. Work is cut by the caller: settle() takes a range of
// tickets, so that a screen stays alive. Points into the file and the history.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/pricing/settle.h"
#include "engine/simulation/compiled.h"

namespace fenming {

struct RunOptions {
  bool by_date = false;  // false: each book's last version prices every ticket
};

class RelationRun {
 public:
  RelationRun(const BookFile& file, Relation relation, const History& history, RunOptions options);

  Relation relation() const { return relation_; }
  const History& history() const { return *history_; }
  const SettledColumns& columns() const { return columns_; }

  // Settles tickets [begin, end) or a list. Tickets that routing keeps out of the relation have
  // total 0 and no tier.
  void settle(uint32_t begin, uint32_t end);
  void settle_some(std::span<const uint32_t> tickets);

  // Takes part in the relation: routed to a book, or waiting because routing is undecided.
  bool takes_part(uint32_t ticket) const { return unit_of(ticket) != kNoUnit; }
  // Code of the tier that priced a ticket; empty where none did.
  std::string_view tier_code(uint32_t ticket) const;

  // True where every ticket has one visit and one version prices it for its lead alone: then the
  // payee of a ticket is its crew's lead, see crew_leads().
  bool pays_leads_alone() const;
  const std::vector<const Person*>& crew_leads() const { return lead_of_crew_; }
  // The lead who gets the whole ticket; null where the ticket has to be divided, is not settled or
  // pays nobody.
  const Person* sole_payee(uint32_t ticket) const;
  // The version that priced a ticket; null where it waits or is not in the relation.
  const CompiledVersion* version_of(uint32_t ticket) const {
    const uint16_t unit = unit_of(ticket);
    const bool settled = unit < kWaitingUnit && columns_.total[ticket] != kUnsettled;
    return settled ? compiled_[unit].version.get() : nullptr;
  }
  // Cost of the parts from own stock of a settled ticket (P11), in fen.
  int64_t own_stock_cost(uint32_t ticket) const;
  // The settlement with its lines, by the explaining path.
  Result<Settlement> explain(uint32_t ticket) const;

  // Units are book versions that price tickets; for edits of one version while a knob moves.
  struct Unit {
    const Book* book = nullptr;
    const BookVersion* version = nullptr;
  };
  const std::vector<Unit>& units() const { return units_; }
  // Compiles a unit again after its version was edited in place; settled totals stay until the
  // tickets are settled again.
  void recompile(size_t unit);
  // The same where only amounts were edited: cheaper, and it tells what they touch.
  // `tier`: only this tier and those that extend it were edited; empty: any.
  AmountChanges reprice(size_t unit, std::string_view tier = {});
  const PreparedVersion& prepared(size_t unit) const;
  // Packs a settled ticket of the unit; see CompiledVersion.
  bool pack(size_t unit, uint32_t ticket, PackedTickets& packed) const {
    return compiled_[unit].version->pack(ticket, columns_, packed);
  }
  void settle_packed(size_t unit, PackedTickets& packed, size_t first_block, size_t last_block,
                     std::span<Repriced> repriced) {
    compiled_[unit].version->settle_packed(packed, first_block, last_block, columns_, repriced);
  }
  bool is_in_unit(uint32_t ticket, size_t unit) const { return unit_of(ticket) == unit; }

 private:
  static constexpr uint16_t kNoUnit = 0xFFFF;
  static constexpr uint16_t kWaitingUnit = 0xFFFE;
  struct Compiled {
    std::unique_ptr<PreparedVersion> prepared;
    std::unique_ptr<CompiledVersion> version;
    bool lead_alone = false;           // a crew of one lead gets all of a ticket without partner
    bool lead_beside_partner = false;  // and of one with partner
  };

  void add_units(const Book& book);
  void judge_split(Compiled& compiled) const;
  void assign_units(const BookFile& file);
  uint16_t unit_for(const Book* book, uint32_t ticket) const;
  uint16_t unit_of(uint32_t ticket) const {
    return unit_of_ticket_.empty() ? 0 : unit_of_ticket_[ticket];
  }
  void settle_ticket(uint32_t ticket);

  const BookFile* file_;
  Relation relation_;
  const History* history_;
  RunOptions options_;
  Settler settler_;
  std::vector<Unit> units_;
  std::vector<Compiled> compiled_;
  std::vector<uint16_t> unit_of_ticket_;     // empty: one unit prices everything
  std::vector<const Person*> lead_of_crew_;  // null where a crew is not one lead alone
  SettledColumns columns_;
};

// The months of a history: index by ticket from the first one on, by local completion time, else
// taking, else creation; kNoMonth where none is known.
struct Months {
  static constexpr uint16_t kNoMonth = 0xFFFF;
  int32_t first_year = 0;
  int32_t first_month = 1;
  uint16_t count = 0;
  std::vector<uint16_t> of_ticket;
  std::string label(uint16_t month) const;  // "2026-11"
};
Months months_of(const History& history, int32_t utc_offset_min);

}  // namespace fenming
