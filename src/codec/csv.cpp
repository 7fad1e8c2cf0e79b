#include "codec/csv.h"

#include <algorithm>

#include "base/text.h"

namespace fenming {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

// The separator that stands most often in the first line outside of quotes.
char find_separator(std::string_view text) {
  char best = ',';
  size_t most = 0;
  for (const char candidate : {',', ';', '\t'}) {
    size_t count = 0;
    bool quoted = false;
    for (const char c : text) {
      if (c == '"') quoted = !quoted;
      if (!quoted && c == '\n') break;
      if (!quoted && c == candidate) ++count;
    }
    if (count > most) {
      most = count;
      best = candidate;
    }
  }
  return best;
}

class Reader {
 public:
  Reader(std::string_view text, const CsvLimits& limits) : text_(text), limits_(limits) {}

  Result<CsvTable> read() {
    CsvTable table;
    table.separator = find_separator(text_);
    separator_ = table.separator;
    while (at_ < text_.size()) {
      CsvRow row;
      row.line = line_;
      if (!read_row(row)) return error_;
      const bool blank = row.cells.size() == 1 && row.cells[0].empty();
      if (blank) continue;
      if (table.header.empty()) {
        table.header = std::move(row.cells);
        continue;
      }
      if (row.cells.size() > table.header.size())
        return error_at("csv_columns", row.line, table.header.size() + 1,
                        "The row has more cells than the header; check its separators and quotes.");
      row.cells.resize(table.header.size());
      if (table.rows.size() >= limits_.max_rows)
        return error_at("csv_size", row.line, 1, "The file has too many rows; split it.");
      table.rows.push_back(std::move(row));
    }
    if (table.header.empty())
      return error_at("csv_empty", 1, 1,
                      "The file is empty; its first line must name the columns.");
    return table;
  }

 private:
  static Error error_at(std::string code, int64_t line, size_t column, std::string message) {
    return Error{std::move(code),
                 "line " + std::to_string(line) + " column " + std::to_string(column),
                 std::move(message)};
  }

  bool fail(std::string code, size_t column, std::string message) {
    error_ = error_at(std::move(code), line_, column, std::move(message));
    return false;
  }

  bool read_row(CsvRow& row) {
    for (;;) {
      std::string cell;
      const size_t column = row.cells.size() + 1;
      if (column > limits_.max_columns)
        return fail("csv_columns", column, "The row has too many columns.");
      const bool quoted = at_ < text_.size() && text_[at_] == '"';
      if (quoted ? !read_quoted(cell, column) : !read_plain(cell, column)) return false;
      row.cells.push_back(std::move(cell));
      if (at_ < text_.size() && text_[at_] == separator_) {
        ++at_;
        continue;
      }
      end_line();
      return true;
    }
  }

  void end_line() {
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    ++line_;
  }

  bool is_end_of_cell(char c) const { return c == separator_ || c == '\n' || c == '\r'; }

  bool read_plain(std::string& cell, size_t column) {
    const size_t start = at_;
    while (at_ < text_.size() && !is_end_of_cell(text_[at_]))
      ++at_;
    if (at_ - start > limits_.max_cell_bytes)
      return fail("csv_size", column, "The cell is too long.");
    cell = text_.substr(start, at_ - start);
    return true;
  }

  bool read_quoted(std::string& cell, size_t column) {
    ++at_;
    const int64_t opened = line_;
    for (;;) {
      if (at_ >= text_.size()) {
        line_ = opened;
        return fail("csv_quote", column, "The quote that opens this cell is never closed.");
      }
      const char c = text_[at_++];
      if (c == '"') {
        if (at_ < text_.size() && text_[at_] == '"') {
          cell.push_back('"');
          ++at_;
          continue;
        }
        break;
      }
      if (c == '\n') ++line_;
      cell.push_back(c);
      if (cell.size() > limits_.max_cell_bytes)
        return fail("csv_size", column, "The cell is too long; a quote may be missing.");
    }
    if (at_ < text_.size() && !is_end_of_cell(text_[at_]))
      return fail("csv_quote", column, "After a closing quote only a separator may follow.");
    return true;
  }

  std::string_view text_;
  const CsvLimits& limits_;
  size_t at_ = 0;
  int64_t line_ = 1;
  char separator_ = ',';
  Error error_;
};

}  // namespace

Result<CsvTable> read_csv(std::string_view text, const CsvLimits& limits) {
  if (text.size() > limits.max_bytes)
    return Error{"csv_size", "line 1 column 1", "The file is too large; split it."};
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  if (!is_valid_utf8(text)) {
    return Error{"csv_encoding", "line 1 column 1",
                 "The file is not UTF-8. In Excel choose \"CSV UTF-8\" when saving."};
  }
  return Reader(text, limits).read();
}

std::string narrow_text(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t start = at;
    const uint32_t c = next_code_point(text, at);
    if (c >= 0xFF01 && c <= 0xFF5E)
      out.push_back(static_cast<char>(c - 0xFF01 + '!'));
    else if (c == 0x3002)
      out.push_back('.');
    else if (c == 0x3000 || c == 0xA0)
      out.push_back(' ');
    else
      out += text.substr(start, at - start);
  }
  const auto is_blank = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  while (!out.empty() && is_blank(out.back()))
    out.pop_back();
  out.erase(out.begin(), std::find_if_not(out.begin(), out.end(), is_blank));
  return out;
}

}  // namespace fenming
