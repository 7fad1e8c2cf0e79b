// What a version makes of each line signature of a history, before any tier has a say: who pays it,
// which component it is and which sum it enters, and which lines are settled together because they
// may be a bundle (P14). Made once a version; edits of amounts change nothing here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/pricing/settle.h"
#include "engine/simulation/category_sums.h"
#include "engine/simulation/history.h"
#include "engine/simulation/settled.h"

namespace fenming {

struct LineKind {
  uint8_t sum = 0;          // which sum its amount enters
  bool full = false;        // needs the explaining path
  bool priced = true;       // false: another party's business
  bool may_bundle = false;  // its item begins a bundle: priced with the ticket's other items
  Component component = Component::kLabour;

  // Whether its amount depends on nothing but the line and the tier.
  bool stands_alone() const { return !full && priced && !may_bundle; }
};

struct LineKinds {
  LineKinds() = default;  // for a version of which no ticket is settled in compiled form
  LineKinds(const PreparedVersion& prepared, const Entitlement& entitlement,
            const LocalTime& file_local, const History& history, const CategorySums& sums);

  // By line signature.
  std::vector<LineKind> kinds;
  std::vector<TicketLine> facts;
  std::vector<int32_t> index;  // of the item or part in the version; -1 where it has none

  // The distinct sets of item lines (signatures, in order) among which a bundle may be, and by
  // visit, in order, which of them a visit has.
  std::vector<std::vector<uint32_t>> bundled_sets;
  std::vector<std::pair<uint32_t, uint32_t>> bundled_visits;

  // The set of a visit; nothing where it has no line that begins a bundle.
  std::optional<uint32_t> bundled_set_of(uint32_t visit) const;

  // Cost in fen of the quantity of a part line, to which every tier adds its markup; nothing where
  // it is no whole fen or the line is of another kind.
  std::optional<int64_t> marked_up_cost(uint32_t signature) const;
  // Cost of own-stock parts on a line (P11), in fen; nothing where it depends on the ticket's day
  // and the explaining path knows it.
  std::optional<int64_t> own_stock_cost(uint32_t signature) const;

  // Fee category of a component, who supplied it where it is a part, and the book's code of a
  // labour line's item.
  std::string_view category_of(const CompiledLine& line) const;
  std::optional<Supplier> supplier_of(const CompiledLine& line) const;
  const std::string& item_of(const CompiledLine& line) const;

 private:
  LineKind kind_of_item(const Item& item, const CategorySums& sums) const;
  LineKind kind_of_part(const Part& part, const TicketLine& line, const CategorySums& sums,
                        int32_t first_day) const;
  void find_bundled(const History& history);
  const Part& part_of(uint32_t signature) const;
  std::optional<int64_t> unit_cost_of(uint32_t signature) const;

  const PreparedVersion* prepared_ = nullptr;
  bool charges_customer_ = false;
};

}  // namespace fenming
