// Cells of bundles and of the split.
#include <optional>

#include "app/prices/categories.h"
#include "app/prices/cells.h"
#include "app/prices/inherit.h"

namespace fenming::app::prices {
namespace {

std::string member_text(const BookVersion& version, const BundleMember& member) {
  std::string name = member.item;
  for (const Item& item : version.items) {
    if (item.item == member.item && !item.name.empty()) name = item.name;
  }
  return member.units == 1 ? name : name + " × " + std::to_string(member.units);
}

CellView share_cell(std::optional<int32_t> bp) {
  CellView cell;
  cell.kind = FieldKind::kPercent;
  cell.editable = true;
  cell.text = bp ? format_percent(*bp) : std::string(kNoValue);
  cell.edit_text = bp ? format_quantity(*bp, 2) : std::string(" ");
  return cell;
}

}  // namespace

CellView bundle_cell(const BookVersion& version, const Bundle& bundle, int column) {
  if (column == kBundleName)
    return plain_cell(bundle.name.empty() ? bundle.bundle : bundle.name, true);
  if (column == kBundleCode) return plain_cell(bundle.bundle, true);
  if (column == kBundlePrice) return money_cell(bundle.price_fen, false);
  if (column == kBundleMembers) {
    std::string text;
    for (const BundleMember& member : bundle.members)
      text += (text.empty() ? "" : " + ") + member_text(version, member);
    return plain_cell(std::move(text), true);
  }
  const auto order = tier_order(version);
  const auto place = static_cast<size_t>(column - kBundleTierPrice);
  if (place >= order.size()) return {};
  const Tier& tier = version.tiers[order[place]];
  for (const Tier* link : chain_of(version, tier)) {
    for (const TierAmount& price : link->bundles) {
      if (price.code != bundle.bundle) continue;
      CellView cell = money_cell(price.fen, link != &tier);
      if (cell.inherited) cell.source = link->name;
      return cell;
    }
  }
  return money_cell(bundle.price_fen, true);
}

CellView split_cell(const BookVersion& version, const SplitStep& step, int column,
                    const Locale& locale) {
  if (column == kSplitRole) return plain_cell(std::string(role_text(step.role, locale)), false);
  if (column == kSplitOf)
    return plain_cell(step.fixed ? category_text(version, step.category, locale)
                                 : categories_text(version, step.categories, locale),
                      false);
  if (column == kSplitBase)
    return plain_cell(std::string(locale.text(step.fixed     ? Key::prices_split_fixed
                                              : step.of_left ? Key::prices_split_rest
                                                             : Key::prices_split_whole)),
                      false);
  if (column == kSplitShare)
    return step.fixed ? money_cell(step.fixed_fen, false) : share_cell(step.bp);
  if (step.fixed) return plain_cell(std::string(kNoValue), false);
  return share_cell(column == kSplitLeast ? step.min_bp : step.max_bp);
}

}  // namespace fenming::app::prices
