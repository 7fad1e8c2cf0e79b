// A book version compiled against a history. LineKinds says what its lines are, AmountTables what
// they and travel cost under each tier, CellRecipes what else applies to a ticket; the loops here
// settle a ticket from these by a few look-ups and additions, exactly as the explaining path
// settles it. What the compiled form cannot express is handed to that path (settle_under), ticket
// by ticket.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/pricing/settle.h"
#include "engine/simulation/amount_tables.h"
#include "engine/simulation/category_sums.h"
#include "engine/simulation/cell_recipes.h"
#include "engine/simulation/history.h"
#include "engine/simulation/hot.h"
#include "engine/simulation/line_kinds.h"
#include "engine/simulation/packed.h"
#include "engine/simulation/settled.h"

namespace fenming {

class CompiledVersion {
 public:
  CompiledVersion(const PreparedVersion& prepared, const Entitlement& entitlement,
                  const LocalTime& file_local, const History& history);
  CompiledVersion(const CompiledVersion&) = delete;  // its tables point at each other
  CompiledVersion& operator=(const CompiledVersion&) = delete;

  const PreparedVersion& prepared() const { return *prepared_; }
  const History& history() const { return *history_; }
  // What its lines are: categories, suppliers and items of the components that lines_of() gives.
  const LineKinds& lines() const { return lines_; }

  // Prices again after amounts of the version changed in place (and the prepared version was made
  // anew at the same address); conditions, items and categories must be as they were.
  // `wanted`, by tier: whose amounts may have changed.
  AmountChanges reprice_and_compare(const std::vector<bool>& wanted);

  // Settles one ticket, a list or tickets [begin, end), into columns that are indexed by ticket.
  void settle_ticket(uint32_t ticket, SettledColumns& columns) const {
    settle_list({&ticket, 1}, columns);
  }
  void settle_list(std::span<const uint32_t> tickets, SettledColumns& columns) const;
  void settle_range(uint32_t begin, uint32_t end, SettledColumns& columns) const;

  // Packs a settled ticket for settle_packed(); false where that cannot settle it. Packed tickets
  // stay good while amounts alone are edited.
  bool pack(uint32_t ticket, const SettledColumns& columns, PackedTickets& packed) const;
  // Settles blocks [first_block, last_block) again; `repriced` gets each ticket's totals, in order.
  void settle_packed(PackedTickets& packed, size_t first_block, size_t last_block,
                     SettledColumns& columns, std::span<Repriced> repriced) const;

  // The components of a ticket before limits and rounding, in the order of the explaining path, and
  // its tier; nothing where the ticket needs that path.
  std::optional<uint16_t> lines_of(uint32_t ticket, std::vector<CompiledLine>& lines) const;
  // Cost of own-stock parts on a line signature (P11), in fen; nothing where it depends on the
  // ticket's day and the explaining path knows it.
  std::optional<int64_t> own_stock_cost(uint32_t line_signature) const;
  // Settles a ticket by the explaining path.
  Result<Settlement> settle_full(uint32_t ticket) const;

 private:
  // The columns and tables of the loop over single tickets, copied into locals: a store of a result
  // could otherwise be a store to any of them, and all would be loaded again for every ticket.
  struct HotColumns {
    const uint32_t* line_end = nullptr;
    const uint32_t* line_signature = nullptr;
    const uint32_t* distance = nullptr;
    const HotLine* lines = nullptr;
    const int64_t* rows = nullptr;
    size_t columns = 0;
    uint8_t marked_up_sum = 0;
    uint8_t travel_sum = 0;
  };
  HotColumns hot_columns() const;

  void mark_nobody();
  void find_odd();
  void find_later_places();

  // Single tickets.
  const Recipe& recipe_of(uint32_t ticket) const {
    return recipes_.recipes[recipes_.index_of(ticket, history_->visits_of(ticket).first)];
  }
  void settle_single(const HotColumns& hot, uint32_t ticket, SettledColumns& columns) const;
  template <typename Sink>
  bool add_components(const HotColumns& hot, uint32_t visit, const Recipe& recipe, TicketSums& sums,
                      const Sink& sink) const;
  template <typename Sink>
  bool add_line(uint32_t signature, const Recipe& recipe, TicketSums& sums, const Sink& sink) const;
  template <typename Sink>
  bool add_bundled(uint32_t set, const Recipe& recipe, TicketSums& sums, const Sink& sink) const;
  bool add_corrections(const Recipe& recipe, const TicketSums& sums, int64_t& total) const;
  bool add_limits_of_parts(const Recipe& recipe, const TicketSums& sums, int64_t& total) const;
  void settle_by_explaining(uint32_t ticket, SettledColumns& columns) const;
  bool gives_fixed_share(uint32_t ticket) const;
  void check_division(std::span<const uint32_t> tickets, SettledColumns& columns) const;

  // Blocks of tickets, from the history or packed.
  struct BlockColumns {  // of a block: by ticket
    const uint32_t* distance = nullptr;
    int64_t* totals = nullptr;
    uint16_t* tiers = nullptr;
  };
  void settle_blocks(uint32_t begin, uint32_t end, SettledColumns& columns) const;
  void settle_block(SettleBlock& block, uint32_t begin, uint32_t end,
                    SettledColumns& columns) const;
  void order_tickets(SettleBlock& block, uint32_t begin, uint32_t end) const;
  void order_first_visits(SettleBlock& block, uint32_t begin, uint32_t end) const;
  template <uint32_t kLines, typename Signature>
  uint8_t settle_alike(SettleBlock& block, uint32_t loop, const Signature* signatures,
                       const BlockColumns& columns) const;
  template <typename Signature>
  bool settle_ordered(SettleBlock& block, uint32_t tickets, const Signature* signatures,
                      const BlockColumns& columns) const;
  void round_block(const SettleBlock& block, uint32_t tickets, int64_t* totals) const;
  bool mark_odd(SettleBlock& block, uint32_t begin, uint32_t end) const;
  bool can_pack(uint32_t ticket, const SettledColumns& columns) const;
  void store_packed(std::span<const uint32_t> tickets, std::span<const int64_t> totals, bool mixed,
                    SettledColumns& columns, Repriced* repriced) const;

  const PreparedVersion* prepared_;
  const Entitlement* entitlement_;
  LocalTime file_local_;
  const History* history_;
  bool gives_fixed_shares_ = false;  // which may be more than a category holds (P8)
  CategorySums sums_;
  bool expressible_ = true;  // false: every ticket needs the explaining path
  LineKinds lines_;
  AmountTables tables_;
  CellRecipes recipes_;
  std::vector<uint8_t> later_place_;  // by visit signature; empty: no visit is at a later place
  std::vector<uint8_t> odd_;          // by ticket: needs the explaining path; empty: none
};

}  // namespace fenming
