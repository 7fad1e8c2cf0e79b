// What one typed cell makes of an element: pure, without commands.
#include <algorithm>

#include "app/amount_text.h"
#include "app/prices/edits.h"
#include "app/prices/inherit.h"
#include "base/text.h"
#include "codec/fields.h"

namespace fenming::app::prices {
namespace {

Error refused(std::string code) {
  return Error{std::move(code), {}, {}};
}

Charge per_unit(int64_t fen) {
  Charge charge;
  charge.model = ChargeModel::kPerUnit;
  charge.fen = fen;
  return charge;
}

Result<std::string> parse_name(std::string_view text) {
  std::string name = trimmed(text);
  if (name.empty()) return refused("name_empty");
  if (name.size() > kNameLength) return refused("name_long");
  return name;
}

template <typename T>
Result<int64_t> in_range(Result<T> parsed, int64_t minimum, int64_t maximum) {
  if (!parsed) return parsed.error();
  if (*parsed < minimum) return refused("negative");
  if (*parsed > maximum) return refused("out_of_range");
  return static_cast<int64_t>(*parsed);
}

// Blank text clears.
Result<std::optional<int64_t>> optional_amount(std::string_view text) {
  if (is_blank(text)) return std::optional<int64_t>();
  const Result<int64_t> amount = parse_amount(text);
  if (!amount) return amount.error();
  return std::optional<int64_t>(*amount);
}

void set_amount(std::vector<TierAmount>& list, const std::string& code,
                std::optional<int64_t> fen) {
  std::erase_if(list, [&](const TierAmount& entry) { return entry.code == code; });
  if (fen) list.push_back({code, *fen});
}

// A heir that changes one part of the journey's price takes over the rest of it.
Result<Tier> with_travel(const BookVersion& version, Tier tier, const Tier& stored, int column,
                         std::string_view text) {
  if (is_blank(text)) {
    tier.travel.reset();
    return tier;
  }
  const Found<Travel> found = found_travel(version, stored);
  Travel travel = found.value != nullptr ? *found.value : Travel{};
  if (travel.steps.empty()) travel.steps.push_back({});
  const Result<int64_t> value = column == kTierIncluded
                                    ? in_range(parse_quantity(text, 3), 0, 100'000'000)
                                    : parse_amount(text);
  if (!value) return value.error();
  if (column == kTierStartFee) travel.start_fee_fen = *value;
  if (column == kTierIncluded) travel.included_m = *value;
  if (column == kTierPerKm) travel.steps[0].per_unit_fen = *value;
  tier.travel = std::move(travel);
  return tier;
}

Result<Tier> with_rate(Tier tier, int column, std::string_view text) {
  std::optional<int32_t>& target = column == kTierFactor ? tier.factor_bp : tier.markup_bp;
  if (is_blank(text)) {
    target.reset();
    return tier;
  }
  const Result<int64_t> rate = column == kTierFactor
                                   ? in_range(parse_factor(text), 0, kMaxBp)
                                   : in_range(parse_percent(text), -10000, kMaxBp);
  if (!rate) return rate.error();
  target = static_cast<int32_t>(*rate);
  return tier;
}

Result<Tier> with_quote_bound(Tier tier, int column, std::string_view text) {
  if (!tier.quote) return tier;
  const auto amount = optional_amount(text);
  if (!amount) return amount.error();
  (column == kTierFloor ? tier.quote->floor_fen : tier.quote->ceiling_fen) = *amount;
  return tier;
}

}  // namespace

bool is_blank(std::string_view text) {
  return trimmed(text).empty();
}

std::string trimmed(std::string_view text) {
  constexpr std::string_view kWide = "\xE3\x80\x80";  // the ideographic space
  for (bool again = true; again;) {
    again = false;
    while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ')
      text.remove_prefix(1);
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ')
      text.remove_suffix(1);
    if (text.starts_with(kWide)) {
      text.remove_prefix(kWide.size());
      again = true;
    }
    if (text.ends_with(kWide)) {
      text.remove_suffix(kWide.size());
      again = true;
    }
  }
  return std::string(text);
}

std::vector<std::string> split_codes(std::string_view text) {
  constexpr std::string_view kSeparators[] = {"，", "、", "；", "\xE3\x80\x80"};
  std::string plain(text);
  for (const std::string_view separator : kSeparators) {
    for (size_t at = plain.find(separator); at != std::string::npos; at = plain.find(separator))
      plain.replace(at, separator.size(), " ");
  }
  const auto separates = [](char c) { return c == ',' || c == ';' || c == '\n' || c == '\t'; };
  std::replace_if(plain.begin(), plain.end(), separates, ' ');
  std::vector<std::string> codes;
  for (const std::string_view word : split_text(plain, ' ')) {
    const bool fresh = std::find(codes.begin(), codes.end(), word) == codes.end();
    if (!word.empty() && fresh) codes.emplace_back(word);
  }
  return codes;
}

Result<int64_t> parse_amount(std::string_view text) {
  return in_range(parse_money(text), 0, kMaxFen);
}

Result<int64_t> parse_factor(std::string_view text) {
  const bool percent =
      text.find('%') != std::string_view::npos || text.find("％") != std::string_view::npos;
  return percent ? parse_percent(text) : parse_quantity(text, 4);
}

// At least two decimals: factors are compared with each other.
std::string format_factor(int64_t basis_points) {
  std::string text = format_decimal(basis_points, 4);
  size_t point = text.find('.');
  if (point == std::string::npos) {
    point = text.size();
    text.push_back('.');
  }
  while (text.size() < point + 3)
    text.push_back('0');
  return text;
}

Result<Tier> tier_with_cell(const BookVersion& version, Tier tier, int column,
                            std::string_view text) {
  const Tier* stored = find_tier(version, tier.tier);
  if (column == kTierName) {
    const auto name = parse_name(text);
    if (!name) return name.error();
    tier.name = *name;
    return tier;
  }
  if (column == kTierPriority) {
    const auto priority = in_range(parse_quantity(text, 0), -1'000'000, 1'000'000);
    if (!priority) return priority.error();
    tier.priority = static_cast<int32_t>(*priority);
    return tier;
  }
  if (column == kTierFactor || column == kTierMarkup)
    return with_rate(std::move(tier), column, text);
  if (column == kTierStartFee || column == kTierIncluded || column == kTierPerKm)
    return with_travel(version, tier, stored != nullptr ? *stored : tier, column, text);
  if (column == kTierFloor || column == kTierCeiling)
    return with_quote_bound(std::move(tier), column, text);
  const auto amount = optional_amount(text);
  if (!amount) return amount.error();
  if (column == kTierHandling) tier.handling_fen = *amount;
  const auto limit = static_cast<size_t>(column - kTierLimit);
  if (column >= kTierLimit && limit < version.limits.size())
    set_amount(tier.limits, version.limits[limit].limit, *amount);
  return tier;
}

Result<Item> item_with_cell(Item item, int column, std::string_view text) {
  if (column == kItemUnit) {
    item.unit = trimmed(text);
    return item;
  }
  if (column == kItemStep) {
    if (is_blank(text)) {
      item.stepping = {};
      return item;
    }
    const auto step = in_range(parse_quantity(text, 3), 1, kMaxQuantity);
    if (!step) return step.error();
    item.stepping.started_counts = item.stepping.step == 0 || item.stepping.started_counts;
    item.stepping.step = *step;
    return item;
  }
  if (column == kItemPrice) {
    if (is_blank(text)) {
      item.price.reset();
      return item;
    }
    const auto amount = item.deduction ? parse_money(text) : parse_amount(text);
    if (!amount) return amount.error();
    if (!item.price) item.price = per_unit(0);
    item.price->fen = *amount;
    return item;
  }
  const auto name = parse_name(text);
  if (!name) return name.error();
  item.name = *name;
  return item;
}

Result<Part> part_with_cell(Part part, int column, std::string_view text) {
  if (column == kPartUnit) {
    part.unit = trimmed(text);
    return part;
  }
  if (column == kPartCost || column == kPartCeiling) {
    const auto amount = optional_amount(text);
    if (!amount) return amount.error();
    if (column == kPartCeiling) {
      part.ceiling_fen = *amount;
    } else if (!*amount) {
      part.costs.clear();
    } else if (part.costs.empty()) {
      part.costs.push_back({kSinceEver, **amount});
    } else {
      part.costs.back().cost_fen = **amount;
    }
    return part;
  }
  const auto name = parse_name(text);
  if (!name) return name.error();
  part.name = *name;
  return part;
}

Result<Surcharge> surcharge_with_cell(Surcharge surcharge, int column, std::string_view text) {
  if (column == kSurchargeName) {
    const auto name = parse_name(text);
    if (!name) return name.error();
    surcharge.name = *name;
    return surcharge;
  }
  if (column == kSurchargeCap) {
    const auto amount = optional_amount(text);
    if (!amount) return amount.error();
    surcharge.cap_fen = *amount;
    return surcharge;
  }
  if (surcharge.charge && surcharge.charge->model == ChargeModel::kPercentage) {
    const auto rate = in_range(parse_percent(text), 0, kMaxBp);
    if (!rate) return rate.error();
    surcharge.charge->bp = static_cast<int32_t>(*rate);
    return surcharge;
  }
  const auto amount = parse_amount(text);
  if (!amount) return amount.error();
  if (!surcharge.charge) surcharge.charge = Charge{};
  surcharge.charge->fen = *amount;
  return surcharge;
}

Result<Limit> limit_with_cell(Limit limit, int column, std::string_view text) {
  if (column == kLimitAmount) {
    const auto amount = optional_amount(text);
    if (!amount) return amount.error();
    limit.amount_fen = *amount;
    return limit;
  }
  const auto name = parse_name(text);
  if (!name) return name.error();
  limit.name = *name;
  return limit;
}

}  // namespace fenming::app::prices
