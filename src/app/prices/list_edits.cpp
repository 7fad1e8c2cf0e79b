// What one typed cell makes of a bundle: pure, without commands.
#include <algorithm>

#include "app/amount_text.h"
#include "app/prices/edits.h"
#include "base/text.h"
#include "codec/fields.h"

namespace fenming::app::prices {
namespace {

constexpr int64_t kMostUnits = 1000;

Error refused(std::string code) {
  return Error{std::move(code), {}, {}};
}

const Item* find_item(const BookVersion& version, std::string_view name) {
  for (const Item& item : version.items) {
    if (item.item == name || item.name == name) return &item;
  }
  return nullptr;
}

// "移机 × 2" or "ac_remove*2"; a name alone is one unit.
Result<BundleMember> parse_member(const BookVersion& version, std::string_view text) {
  std::string name = trimmed(text);
  int64_t units = 1;
  for (const std::string_view times : {"×", "*", "x"}) {
    const size_t at = name.rfind(times);
    if (at == std::string::npos || at == 0 || find_item(version, name) != nullptr) continue;
    const auto number = parse_quantity(name.substr(at + times.size()), 0);
    if (!number) continue;
    units = *number;
    name = trimmed(name.substr(0, at));
  }
  const Item* item = find_item(version, name);
  if (item == nullptr) return refused("unknown_item");
  if (units < 1 || units > kMostUnits) return refused("out_of_range");
  return BundleMember{item->item, units};
}

Result<Bundle> with_members(const BookVersion& version, Bundle bundle, std::string_view text) {
  std::string plain(text);
  for (const std::string_view separator : {"，", "、", "；", "+"}) {
    for (size_t at = plain.find(separator); at != std::string::npos; at = plain.find(separator))
      plain.replace(at, separator.size(), ",");
  }
  std::vector<BundleMember> members;
  for (const std::string_view word : split_text(plain, ',')) {
    if (is_blank(word)) continue;
    const Result<BundleMember> member = parse_member(version, word);
    if (!member) return member.error();
    members.push_back(*member);
  }
  if (members.empty()) return refused("name_empty");
  bundle.members = std::move(members);
  return bundle;
}

}  // namespace

Result<Bundle> bundle_with_cell(const BookVersion& version, Bundle bundle, int column,
                                std::string_view text) {
  if (column == kBundleMembers) return with_members(version, std::move(bundle), text);
  if (column == kBundlePrice) {
    const Result<int64_t> fen = parse_amount(text);
    if (!fen) return fen.error();
    bundle.price_fen = *fen;
    return bundle;
  }
  bundle.name = trimmed(text);
  if (bundle.name.empty()) return refused("name_empty");
  if (bundle.name.size() > kNameLength) return refused("name_long");
  return bundle;
}

}  // namespace fenming::app::prices
