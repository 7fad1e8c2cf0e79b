// Prices that tiers state for items, parts and bundles, as cells are typed: any number of them,
// then each tier is changed once, however many prices it has.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/pricing/book.h"

namespace fenming::app::prices {

class TierPrices {
 public:
  // What is typed into the cell of a row and a tier, both as indexes of the version's lists; blank
  // takes the tier's own price away. Error codes: those of amounts, negative, out_of_range.
  Result<bool> set_price(const Item& item, size_t row, size_t tier, std::string_view text);
  Result<bool> set_amount(size_t row, size_t tier, std::string_view text);  // parts, bundles

  std::vector<size_t> tiers() const;
  // A tier's list with what was set for it; `code_of` names the rows.
  using CodeOf = std::function<const std::string&(size_t row)>;
  void apply(size_t tier, std::vector<TierItemPrice>& list, const CodeOf& code_of) const;
  void apply(size_t tier, std::vector<TierAmount>& list, const CodeOf& code_of) const;

 private:
  struct Wanted {
    bool is_moved = false;       // what the tier stated goes; a new one comes at the list's end
    std::optional<int64_t> fen;  // none: the tier states nothing
    Charge charge;               // what a new price of an item is like
    size_t order = 0;            // in which new ones come
  };
  void want(Wanted& wanted, std::optional<int64_t> fen);

  std::map<size_t, std::map<size_t, Wanted>> by_tier_;  // then by row
  size_t next_ = 0;
};

}  // namespace fenming::app::prices
