// What each cell of a history decides under a version: the tier, the surcharges of the ticket and
// its visit, limits, travel and time on site; kept as recipes, of which there are few. Made again
// in place when amounts of the version are edited. The loops read the tables themselves.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "engine/pricing/limits.h"
#include "engine/pricing/settle.h"
#include "engine/simulation/amount_tables.h"
#include "engine/simulation/category_sums.h"
#include "engine/simulation/cells.h"
#include "engine/simulation/hot.h"
#include "engine/simulation/settled.h"

namespace fenming {

// A surcharge on the whole ticket or its visit.
struct TicketCharge {
  uint32_t base = 0;  // bits of sums; 0: a fixed amount
  int32_t bp = 0;
  int64_t fen = 0;
  int64_t cap = INT64_MAX;
  uint16_t surcharge = 0;
  uint8_t sum = 0;
  bool of_visit = false;
  bool operator==(const TicketCharge&) const = default;
};

struct TicketLimit {
  uint32_t base = 0;  // bits of sums
  bool is_max = false;
  int64_t fen = 0;
  bool operator==(const TicketLimit&) const = default;
};

// Everything that a cell decides.
struct Recipe {
  uint16_t tier = kNoTier;
  bool full = true;  // needs the explaining path
  uint32_t line_row = 0;
  int32_t marked_up_bp = 10000;  // 10000 + the tier's markup
  int32_t travel_row = -1;       // -1: no travel
  std::optional<OnSite> on_site;
  std::vector<TicketCharge> charges;
  std::vector<TicketLimit> limits;
  std::vector<WholeLimit> whole_limits;
  // Where every limit is over everything they are bounds, the minimum first.
  bool bounded = true;
  int64_t low = INT64_MIN;
  int64_t high = INT64_MAX;
};

struct CellRecipes {
  CellRecipes() = default;  // for a version of which no ticket is settled in compiled form
  CellRecipes(const PreparedVersion& prepared, const Entitlement& entitlement,
              const LocalTime& file_local, const History& history, const CategorySums& sums,
              const AmountTables& tables);

  bool expressible = false;  // false: cells cannot decide the version's conditions
  std::unique_ptr<ConditionCells> cells;
  std::vector<uint16_t> of_cell;       // by cell, index of a recipe
  std::vector<Recipe> recipes;         // the first needs the explaining path
  std::vector<HotRecipe> hot_recipes;  // by recipe

  // `visit`: the ticket's first visit, which it must have.
  uint16_t index_of(uint32_t ticket, uint32_t visit) const {
    return of_cell[cells->cell_of(ticket, visit)];
  }

  // Makes the recipes of wanted tiers again, from the version's amounts as they are now.
  void make_again(const std::vector<bool>& wanted);
  // Marks the tiers of which a recipe differs from what it was, or has other travel.
  void compare(const std::vector<Recipe>& before, const AmountTables& tables_before,
               AmountChanges& changes) const;

 private:
  struct Conditions;
  // What a recipe was made from, to make it again with other amounts.
  struct Key {
    size_t position = 0;        // of the tier, in the order in which tiers are tried
    std::vector<bool> holding;  // by surcharge
    bool travels = false;
    bool stays = false;
  };
  Conditions conditions_of_cells() const;
  uint16_t add_recipe(const Conditions& conditions, size_t position, const uint64_t* holds);
  void fill_by_table(const Conditions& conditions);
  void fill_by_key(const Conditions& conditions);
  Recipe make_recipe(const Key& key) const;
  bool add_charges(Recipe& recipe, const TierView& tier, std::vector<bool> holding) const;
  bool add_charge(Recipe& recipe, size_t surcharge, const Charge& charge) const;
  HotRecipe hot_recipe(const Recipe& recipe) const;

  const PreparedVersion* prepared_ = nullptr;
  const Entitlement* entitlement_ = nullptr;
  const History* history_ = nullptr;
  const CategorySums* sums_ = nullptr;
  const AmountTables* tables_ = nullptr;
  bool charges_customer_ = false;
  std::vector<Key> keys_;  // of recipes 1 and up
};

}  // namespace fenming
