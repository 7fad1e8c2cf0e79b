// One row of an import being read: what each field says, in the trade's words or the company's own,
// and what of it cannot be used.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/csv.h"
#include "codec/import_aliases.h"
#include "codec/import_tickets.h"

namespace fenming {

// Codes for words that the trade writes in its own way; others are taken as they are.
std::string code_of_word(std::string_view field, const std::string& written);
std::string code_of_supplier(const std::string& written);
std::string code_of_payer(const std::string& written);

class RowReader {
 public:
  RowReader(const CsvTable& table, const ImportMapping& mapping, const CsvRow& row,
            ImportNames& names, std::vector<ImportError>& errors)
      : table_(table), mapping_(mapping), row_(row), names_(names), errors_(errors) {}

  // Notes what is wrong with the field that was read last, or with the row where none was.
  void fail(std::string code, std::string message);
  bool failed() const { return failed_; }

  std::string text(std::string_view field);
  // A text that is short enough to be a code.
  std::string code(std::string_view field);
  // The same in the words of the trade.
  std::string word(std::string_view field) { return code_of_word(field, code(field)); }
  // The same, by the company's aliases.
  std::string named(std::string_view field, ImportNoun noun);
  // A division code of 2, 4, 6 or 9 digits, or a name that an alias explains.
  std::string division(std::string_view field);
  // In units of 10^-places, from 0 to `most`; separators and a currency sign are left out.
  std::optional<int64_t> number(std::string_view field, int places, int64_t most);
  // In thousandths. A unit behind the number is converted as its alias says.
  std::optional<int64_t> quantity(std::string_view field, int64_t most);
  std::optional<int64_t> time(std::string_view field);

 private:
  size_t column_of(std::string_view field) const;
  std::optional<int64_t> within(std::optional<int64_t> parsed, const std::string& value,
                                int64_t most);

  const CsvTable& table_;
  const ImportMapping& mapping_;
  const CsvRow& row_;
  ImportNames& names_;
  std::vector<ImportError>& errors_;
  size_t column_ = SIZE_MAX;
  bool failed_ = false;
};

}  // namespace fenming
