#include "engine/pricing/work.h"

#include <algorithm>
#include <array>
#include <limits>

#include "base/checked.h"

namespace fenming {
namespace {
constexpr std::array<std::string_view, 10> kComponentNames = {
    "labour",   "bundle",    "travel", "on_site",  "parts",
    "handling", "surcharge", "limit",  "rounding", "quote"};
}  // namespace

std::string_view component_name(Component component) {
  return kComponentNames[static_cast<size_t>(component)];
}

std::string line_path(const PricedLine& line, std::string_view member) {
  return "visits[" + std::to_string(line.visit_index) + "].lines[" +
         std::to_string(line.line_index) + "]." + std::string(member);
}

bool Work::owns_fee(std::string_view category) const {
  return all_fees || std::find(own_fees.begin(), own_fees.end(), category) != own_fees.end();
}

FactView Work::facts(const Visit* visit, const PricedLine* line) const {
  FactView view;
  view.ticket = &ticket;
  view.visit = visit;
  view.city_class = city_class;
  view.local = prepared.local();
  if (line != nullptr) {
    view.line = line->line;
    if (line->item >= 0) view.item = version().items[static_cast<size_t>(line->item)].item;
    view.payer = payer_name(line->payer);
  }
  return view;
}

bool Work::fail(std::string code, std::string field, std::string message) {
  if (!error) error = Error{std::move(code), std::move(field), std::move(message)};
  return false;
}

bool Work::add(SettlementLine line, Int128 amount_fen) {
  if (!within(amount_fen, kMaxLineFen)) {
    return fail("money_overflow", "line:" + std::to_string(lines.size() + 1),
                "The line is beyond 10,000,000,000.00 yuan; correct the quantity or the price.");
  }
  line.amount_fen = static_cast<int64_t>(amount_fen);
  lines.push_back(std::move(line));
  return true;
}

std::vector<Work::CategorySum> Work::sums_of(const std::vector<std::string>& base) const {
  std::vector<CategorySum> sums;
  for (const SettlementLine& line : lines) {
    if (line.payer == Payer::kGoodwill) continue;
    if (!base.empty() && std::find(base.begin(), base.end(), line.category) == base.end()) continue;
    const auto found = std::find_if(sums.begin(), sums.end(), [&](const CategorySum& sum) {
      return sum.category == line.category;
    });
    if (found == sums.end()) {
      sums.push_back({line.category, line.amount_fen});
    } else {
      found->fen += line.amount_fen;  // at most a few thousand lines of 10^12: fits 64 bits
    }
  }
  sort_categories(sums);
  return sums;
}

void Work::sort_categories(std::vector<CategorySum>& sums) const {
  const auto position = [&](const CategorySum& sum) {
    const int32_t found = prepared.find_category(sum.category);
    return found < 0 ? std::numeric_limits<int32_t>::max() : found;
  };
  std::stable_sort(sums.begin(), sums.end(), [&](const CategorySum& a, const CategorySum& b) {
    return position(a) < position(b);
  });
}

bool Work::add_divided(const SettlementLine& pattern, Int128 difference_fen,
                       const std::vector<CategorySum>& base) {
  if (difference_fen == 0) return true;
  if (!within(difference_fen, kMaxTotalFen)) {
    return fail("money_overflow", "line:" + std::to_string(lines.size() + 1),
                "A correction is beyond 9 * 10^15 fen; correct the limit or the price.");
  }
  std::vector<int64_t> weights;
  for (const CategorySum& sum : base)
    weights.push_back(sum.fen);
  const auto parts = split_largest_remainder(static_cast<int64_t>(difference_fen), weights);
  for (size_t i = 0; i < base.size(); ++i) {
    if (parts[i] == 0) continue;
    SettlementLine line = pattern;
    line.category = base[i].category;
    if (!add(std::move(line), parts[i])) return false;
  }
  return true;
}

}  // namespace fenming
