// The rows that a table shows: those that its filter leaves, in its order. As in a spreadsheet both
// are applied when they are asked for, and an edit moves no row from under the hand: what was typed
// stays in sight until the filter or the order changes, or rows come and go.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/prices/row_order.h"

namespace fenming::app::prices {

class ShownRows {
 public:
  // Indexes within the section's list, made again only where something above changed.
  const std::vector<int>& find(const Document& document, Section section, std::string_view filter,
                               const RowOrder& order, PinyinInitial initial_of,
                               const Locale& locale);
  const std::vector<int>& rows() const { return rows_; }

 private:
  struct Made {
    uint64_t opened = 0;
    uint64_t edits = 0;
    uint64_t listing = 0;
    std::string filter;
    RowOrder order;
    Language language = Language::kChinese;
  };

  Made made_;
  bool is_made_ = false;
  std::vector<int> rows_;
};

// Changes with the codes of the section's rows and their order, not with what the rows say.
uint64_t listing_of(const BookVersion& version, Section section);

}  // namespace fenming::app::prices
