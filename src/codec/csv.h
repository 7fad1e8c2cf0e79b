// CSV as RFC 4180 has it and as Excel writes it: UTF-8 with or without a byte order mark, separated
// by comma, semicolon or tab (found out from the first line), quotes, CRLF or LF. Sizes are
// bounded; an error names line and column.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace fenming {

struct CsvLimits {
  size_t max_bytes = size_t{64} << 20;
  size_t max_columns = 200;
  size_t max_cell_bytes = 32768;
  size_t max_rows = 2'000'000;
};

struct CsvRow {
  int64_t line = 0;                // where it begins in the file, from 1
  std::vector<std::string> cells;  // as many as the header; missing ones are empty
};

struct CsvTable {
  char separator = ',';
  std::vector<std::string> header;
  std::vector<CsvRow> rows;  // without blank lines
};

// Error codes: csv_encoding, csv_empty, csv_quote, csv_size, csv_columns; the field is
// "line L column C", the column counted in cells.
Result<CsvTable> read_csv(std::string_view text, const CsvLimits& limits = {});

// Full-width digits, letters and signs to their narrow forms, 。 to a point, blanks cut off at the
// ends: what people type in spreadsheets.
std::string narrow_text(std::string_view text);

}  // namespace fenming
