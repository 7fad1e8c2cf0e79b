// In which order a table shows its rows: as the document lists them, by one column, or the tiers
// under what they extend. A view only: the document's own order never changes by it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/locale.h"
#include "app/prices/state.h"
#include "app/search_text.h"

namespace fenming::app::prices {

struct RowOrder {
  enum Kind : uint8_t { kListed, kColumn, kTree } kind = kListed;  // kTree: of tiers alone
  int column = 0;
  bool descending = false;
  bool is_listed() const { return kind == kListed; }
  bool operator==(const RowOrder&) const = default;
};

// Steps of a split take of what earlier ones left: they are never shown in another order.
bool can_sort(Section section);
// As an address names it: "price", "-tier:premium", "tree"; empty: as listed. What names no column
// of the version is as listed.
std::string order_name(const BookVersion& version, Section section, const RowOrder& order);
RowOrder order_named(const BookVersion& version, Section section, std::string_view name);
// By pressing the same header again: ascending, descending, as listed.
RowOrder next_order(const RowOrder& order, int column);

// `rows` of the section in that order; rows that are equal in it keep theirs. Amounts and
// quantities by value, rows without one last. Names by the initials of their pinyin where the
// platform knows them, then by code point, which is the same on every machine.
void put_in_order(std::vector<int>& rows, const Document& document, Section section,
                  const RowOrder& order, PinyinInitial initial_of, const Locale& locale);

}  // namespace fenming::app::prices
