// What every tier pays for every item and part, its own values and those it inherits.
#include <algorithm>

#include "base/civil_time.h"
#include "capi/request.h"
#include "codec/book_codec.h"
#include "engine/pricing/charge.h"
#include "engine/pricing/parts.h"
#include "engine/pricing/prepared.h"

namespace fenming {
namespace {

constexpr size_t kMostCells = 1'000'000;

// The tier as if it stated everything that it pays.
Tier expanded(const PreparedVersion& prepared, const TierView& view) {
  const BookVersion& version = prepared.version();
  Tier tier = *view.tier;
  tier.factor_bp = view.factor_bp();
  tier.markup_bp = view.markup_bp();
  if (view.handling) tier.handling_fen = *view.handling.value;
  tier.prices.clear();
  tier.part_prices.clear();
  for (size_t i = 0; i < version.items.size(); ++i) {
    const Item& item = version.items[i];
    const bool scales = item.price && item.price->model != ChargeModel::kPercentage;
    if (view.prices[i])
      tier.prices.push_back({item.item, *view.prices[i].value});
    else if (item.price)
      tier.prices.push_back(
          {item.item, scales ? scaled(*item.price, view.factor_bp()) : *item.price});
  }
  for (size_t i = 0; i < version.parts.size(); ++i) {
    if (view.part_prices[i])
      tier.part_prices.push_back({version.parts[i].part, *view.part_prices[i].value});
  }
  return tier;
}

// The version with its tiers in the order in which they are tried (T2), each as if it stated all
// that it pays, and of every part's costs the one in force on the day.
BookVersion expanded_version(const PreparedVersion& prepared, int32_t day) {
  BookVersion result = prepared.version();
  result.tiers.clear();
  for (const uint32_t index : prepared.tier_order())
    result.tiers.push_back(expanded(prepared, prepared.tiers()[index]));
  for (Part& part : result.parts) {
    const DatedCost* cost = cost_on(part, day);
    part.costs = cost != nullptr ? std::vector<DatedCost>{*cost} : std::vector<DatedCost>{};
  }
  return result;
}

}  // namespace

OperationResult expand_prices(Request& request) {
  const Json* code = request.header.find("book");
  const auto number = request.integer("version");
  const Json* date = request.header.find("day");
  const auto day = date != nullptr && date->is(Json::Kind::kString) ? parse_date(date->text())
                                                                    : std::optional<int32_t>();
  if (code == nullptr || !code->is(Json::Kind::kString) || !number || !day)
    return fail({"bad_request", "book", "Expected a book's code, a version's number and a day."});
  const Result<BookFile> file = read_book_file(request.payload);
  if (!file) return fail(file.error());
  for (const Book& book : file->books) {
    for (const BookVersion& version : book.versions) {
      if (book.book != code->text() || version.version != *number) continue;
      const size_t rows = version.items.size() + version.parts.size();
      if (version.tiers.size() > kMostCells / std::max<size_t>(rows, 1))
        return fail({"table_too_large", "tiers", "The table has more than a million prices."});
      const PreparedVersion prepared(book, version, nullptr);
      Book only = book;
      only.versions = {expanded_version(prepared, *day)};
      BookFile answer;
      answer.books.push_back(std::move(only));
      return {false, "{}\n" + write_book_file(answer)};
    }
  }
  return fail({"unknown_version", "version", "The file has no such version of the book."});
}

}  // namespace fenming
