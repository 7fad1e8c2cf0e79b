#include "app/prices/block_trial.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "app/prices/code_edits.h"
#include "app/prices/edits.h"
#include "app/prices/inherit.h"
#include "app/prices/tier_prices.h"

namespace fenming::app::prices {
namespace {

// Elements of one list put in place of others; its own inverse.
template <typename T>
class ReplaceSome final : public VersionCommand {
 public:
  ReplaceSome(std::vector<T> BookVersion::*list, std::map<size_t, T> values)
      : list_(list), values_(std::move(values)) {}
  std::string name() const override { return {}; }  // always within a named group
  void execute(BookVersion& version) override {
    for (auto& [index, value] : values_)
      std::swap((version.*list_)[index], value);
  }
  void undo(BookVersion& version) override { execute(version); }

 private:
  std::vector<T> BookVersion::*list_;
  std::map<size_t, T> values_;
};

// What differs between the two long lists whose rows have prices of tiers.
struct ItemList {
  using Row = Item;
  static constexpr auto kList = &BookVersion::items;
  static constexpr auto kPrices = &Tier::prices;
  static constexpr int kCode = kItemCode;
  static constexpr int kTierPrice = kItemTierPrice;
  static Result<Item> with_cell(const Item& item, int column, std::string_view text) {
    return item_with_cell(item, column, text);
  }
  static Result<bool> set(TierPrices& prices, const Item& item, size_t row, size_t tier,
                          std::string_view text) {
    return prices.set_price(item, row, tier, text);
  }
};
struct PartList {
  using Row = Part;
  static constexpr auto kList = &BookVersion::parts;
  static constexpr auto kPrices = &Tier::part_prices;
  static constexpr int kCode = kPartCode;
  static constexpr int kTierPrice = kPartTierPrice;
  static Result<Part> with_cell(const Part& part, int column, std::string_view text) {
    return part_with_cell(part, column, text);
  }
  static Result<bool> set(TierPrices& prices, const Part&, size_t row, size_t tier,
                          std::string_view text) {
    return prices.set_amount(row, tier, text);
  }
};

template <typename List>
class RowBlock {
 public:
  RowBlock(const BookVersion& version, Section section)
      : version_(version), section_(section), order_(tier_order(version)) {}

  // Why the cell refuses its text; empty where it takes it, none where there is no such cell.
  std::optional<std::string> take(const BlockCell& cell) {
    const auto& list = version_.*List::kList;
    const auto row = static_cast<size_t>(cell.row);
    if (cell.row < 0 || row >= list.size()) return std::nullopt;
    if (cell.column == List::kCode) return codes().set(row, cell.text);
    if (cell.column >= List::kTierPrice) {
      const auto place = static_cast<size_t>(cell.column - List::kTierPrice);
      if (place >= order_.size()) return std::nullopt;
      const auto changed = rows_.find(row);
      const auto& now = changed == rows_.end() ? list[row] : changed->second;
      const Result<bool> done = List::set(prices_, now, row, order_[place], cell.text);
      return done ? std::string() : done.error().code;
    }
    const auto changed = rows_.try_emplace(row, list[row]).first;
    auto result = List::with_cell(changed->second, cell.column, cell.text);
    if (!result) return result.error().code;
    changed->second = std::move(*result);
    return std::string();
  }

  std::vector<std::unique_ptr<VersionCommand>> commands() {
    std::vector<std::unique_ptr<VersionCommand>> commands;
    std::map<size_t, Tier> tiers;
    const auto& list = version_.*List::kList;
    for (const size_t index : prices_.tiers()) {
      const auto changed = tiers.emplace(index, version_.tiers[index]).first;
      prices_.apply(index, changed->second.*List::kPrices,
                    [&](size_t row) -> const std::string& { return code_of(list[row]); });
    }
    using Row = typename List::Row;
    if (!rows_.empty())
      commands.push_back(std::make_unique<ReplaceSome<Row>>(List::kList, std::move(rows_)));
    if (!tiers.empty())
      commands.push_back(
          std::make_unique<ReplaceSome<Tier>>(&BookVersion::tiers, std::move(tiers)));
    if (!codes_ || !codes_->any()) return commands;
    // Prices are found by the codes that rows had before, so that those change last.
    BookVersion renamed = version_;
    for (const auto& command : commands)
      command->execute(renamed);
    codes_->apply(renamed, section_);
    commands.clear();
    commands.push_back(std::make_unique<ReplaceVersion>(std::string(), std::move(renamed)));
    return commands;
  }

 private:
  static const std::string& code_of(const Item& item) { return item.item; }
  static const std::string& code_of(const Part& part) { return part.part; }

  NewCodes& codes() {
    if (!codes_) codes_.emplace(codes_of(version_, section_));
    return *codes_;
  }

  const BookVersion& version_;
  Section section_;
  std::vector<size_t> order_;
  std::map<size_t, typename List::Row> rows_;
  TierPrices prices_;
  std::optional<NewCodes> codes_;
};

template <typename List>
BlockTrial try_rows(const Document& document, const EditBlock& edit) {
  BlockTrial trial;
  RowBlock<List> block(document.version, edit.section);
  std::map<std::pair<int, int>, CellError> refused;  // of a cell that comes twice the last counts
  for (const BlockCell& cell : edit.cells) {
    const auto refusal = block.take(cell);
    if (!refusal) continue;
    const std::pair place{cell.row, cell.column};
    refused.erase(place);
    if (refusal->empty())
      ++trial.changed;
    else
      refused.emplace(place, CellError{edit.section, cell.row, cell.column, cell.text, *refusal});
  }
  for (auto& [place, error] : refused)
    trial.refused.push_back(std::move(error));
  if (trial.changed > 0) trial.commands = block.commands();
  return trial;
}

// The short lists: the cells are edited in a copy, one after the other.
BlockTrial try_copy(const Document& document, const EditBlock& edit, const Locale& locale) {
  BlockTrial trial;
  Document scratch;
  scratch.number = document.number;
  scratch.version = document.version;
  for (const BlockCell& cell : edit.cells) {
    const uint64_t edits = scratch.edits;
    edit_cell(scratch, {edit.section, cell.row, cell.column, cell.text}, locale);
    scratch.log = {};
    trial.changed += scratch.edits != edits ? 1 : 0;
  }
  trial.refused = std::move(scratch.errors);
  if (trial.changed > 0)
    trial.commands.push_back(
        std::make_unique<ReplaceVersion>(std::string(), std::move(scratch.version)));
  return trial;
}

}  // namespace

BlockTrial try_block(const Document& document, const EditBlock& edit, const Locale& locale) {
  if (edit.section == Section::kItems) return try_rows<ItemList>(document, edit);
  if (edit.section == Section::kParts) return try_rows<PartList>(document, edit);
  return try_copy(document, edit, locale);
}

}  // namespace fenming::app::prices
