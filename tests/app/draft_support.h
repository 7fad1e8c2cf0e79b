// A draft of a technicians' book, and short names for typing into it and reading it.
#pragma once

#include <string>
#include <utility>

#include "app/prices/edits.h"
#include "app/prices/view.h"
#include "codec/book_codec.h"

namespace fenming::testing {

namespace prices = fenming::app::prices;

inline const app::Locale kChinese(app::Language::kChinese);

inline prices::Document draft() {
  prices::Document document;
  document.book = "technician";
  document.number = 0;
  document.version = prices::first_version(Relation::kCompanyTechnician, 20500, kChinese);
  return document;
}

inline std::string canonical(const prices::Document& document) {
  return write_book_version(document.version);
}

inline void type(prices::Document& document, prices::Section section, int row, int column,
                 std::string text) {
  prices::edit_cell(document, {section, row, column, std::move(text)}, kChinese);
}

inline std::string cell(const prices::Document& document, prices::Section section, int row,
                        int column) {
  return prices::cell_view(document, section, row, column, kChinese).text;
}

}  // namespace fenming::testing
