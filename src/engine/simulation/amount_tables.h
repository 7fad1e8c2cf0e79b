// The amounts of a version against a history, each computed once: lines by tier and line signature,
// surcharges of single lines, bundles by set of lines, travel by terms and distance. Made again in
// place when amounts of the version are edited. The loops read the tables themselves.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/pricing/settle.h"
#include "engine/simulation/category_sums.h"
#include "engine/simulation/history.h"
#include "engine/simulation/hot.h"
#include "engine/simulation/line_kinds.h"
#include "engine/simulation/settled.h"

namespace fenming {

// What an edit of amounts touched: by tier, whether all its tickets may have changed, and the line
// signatures whose amounts changed.
struct AmountChanges {
  std::vector<bool> whole_tier;  // travel, charges, limits or time on site changed
  std::vector<bool> line_tier;   // some line amounts changed
  std::vector<bool> lines;       // by line signature, in any tier
};

struct AmountTables {
  // A surcharge of one line.
  struct LineCharge {
    int64_t fen = 0;
    uint16_t surcharge = 0;
    uint8_t sum = 0;
    bool operator==(const LineCharge&) const = default;
  };
  struct SurchargedLine {
    uint32_t line = 0;
    std::vector<std::vector<LineCharge>> by_tier;
  };
  // One component of item lines that are settled together.
  struct SetLine {
    CompiledLine line;  // of a bundle's difference, `line` is one of the category
    uint8_t sum = 0;
    bool operator==(const SetLine&) const = default;
  };
  // By tier; nothing where the ticket needs the explaining path.
  using SetAmounts = std::vector<std::optional<std::vector<SetLine>>>;

  AmountTables() = default;  // for a version of which no ticket is settled in compiled form
  AmountTables(const PreparedVersion& prepared, const History& history, const CategorySums& sums,
               const LineKinds& kinds);

  // Of lines: a column of the tier's row, or a cost to which the tier adds its markup.
  std::vector<HotLine> hot_lines;   // by line signature
  std::vector<int64_t> rows;        // tier × column; kLongWay where a line waits
  std::vector<int32_t> markups_bp;  // by tier: 10000 + its markup
  // By line signature: its entry in `surcharged`, kNoSurcharge, or kLeft where the explaining path
  // has to settle its tickets.
  static constexpr int32_t kNoSurcharge = -1;
  static constexpr int32_t kLeft = -2;
  std::vector<int32_t> surcharges_of_line;
  std::vector<SurchargedLine> surcharged;
  std::vector<SetAmounts> bundled;  // by bundled set of the line kinds

  // Of travel: distinct terms × distance of the history, in fen; kUnsettled where there is none.
  std::vector<const Travel*> travel_terms;
  std::vector<int64_t> travel;
  std::vector<int32_t> hot_travel;  // the same in 32 bits, and a row of nothing

  // Columns of a tier's row.
  size_t columns() const { return kLineColumns + line_of_column_.size(); }
  // Amount of a line under a tier, by index; kLongWay where it waits.
  int64_t line_amount(size_t tier, uint32_t signature) const;

  // Computes again after amounts of the version changed. `wanted`, by tier: whose amounts may have
  // changed. Returns the tiers that were computed again, which may be more.
  std::vector<bool> price_again(std::vector<bool> wanted);
  // Marks what differs from the tables before price_again(wanted); travel is compared by
  // same_travel().
  void compare(const AmountTables& before, const std::vector<bool>& wanted,
               AmountChanges& changes) const;
  // Whether terms of travel give what others gave before, for every distance; by index, negative
  // for no travel.
  bool same_travel(int32_t terms, const AmountTables& before, int32_t terms_before) const;

 private:
  void find_surcharged();
  std::optional<SurchargedLine> surcharges_of(uint32_t signature) const;
  std::optional<std::vector<SetLine>> settle_together(const std::vector<uint32_t>& lines,
                                                      const TierView& tier) const;
  bool read_markups();
  void sort_lines();
  void price_lines(const std::vector<bool>& wanted);
  void price_bundled(const std::vector<bool>& wanted);
  void price_travel(const std::vector<bool>& wanted);
  void compare_bundled(const AmountTables& before, AmountChanges& changes) const;
  void compare_marked_up(const AmountTables& before, AmountChanges& changes) const;

  const PreparedVersion* prepared_ = nullptr;
  const History* history_ = nullptr;
  const CategorySums* sums_ = nullptr;
  const LineKinds* kinds_ = nullptr;
  std::vector<uint32_t> line_of_column_;  // from kLineColumns on
  std::vector<uint32_t> column_of_line_;  // kNothingColumn: at cost with markup
  int32_t markup_bound_ = 0;  // while every tier's is between 0 and this, lines keep their columns
};

}  // namespace fenming
