// Historical tickets from a table (CSV): columns are mapped to the facts of tickets, rows become
// lines of tickets, rows with the same ticket number join. A refused row names line, column and
// reason and stops no other ticket; but a ticket with one refused row is not accepted, because its
// amount would be wrong. Addresses are never taken over: only division codes are.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "codec/csv.h"
#include "codec/import_aliases.h"
#include "codec/json.h"

namespace fenming {

enum class ImportKind : uint8_t { kTickets, kItems };

// What each column holds: a field's name (import_fields), or empty to leave it out.
struct ImportMapping {
  std::vector<std::string> columns;
  std::vector<ImportAlias> aliases = {};  // the last one of a noun and text holds
  int32_t utc_offset_min = 480;
};

struct ImportError {
  int64_t line = 0;
  std::string column;  // its title in the file
  std::string code;
  std::string message;
};

struct ImportResult {
  int64_t rows = 0;
  int64_t accepted = 0;  // rows
  std::vector<ImportError> errors;
  std::string lines;  // accepted tickets (or items), one canonical JSON object a line
  int64_t tickets = 0;
  int64_t paid_fen = 0;             // sum of the amounts really paid, of accepted rows
  std::vector<ImportValue> values;  // what was written for items, places, people and units
};

// Every field that a column can be mapped to, in the order of a form.
std::vector<std::string_view> import_fields(ImportKind kind);

// Finds the fields by the columns' titles, Chinese or English. A title that fits but whose values
// do not fit as well (a city's name where a code is needed) is taken where no other column holds
// the field: names are explained by aliases.
ImportMapping guess_mapping(const CsvTable& table, ImportKind kind);

// The fields that are still missing; empty where rows can be read.
std::vector<std::string_view> missing_fields(const ImportMapping& mapping, ImportKind kind);

Result<ImportMapping> read_mapping(const Json& json, size_t columns, ImportKind kind);
std::string write_mapping(const ImportMapping& mapping);

// Reads a table a slice at a time, so that a screen stays alive over a large file. Table and
// mapping must outlive it and stay unchanged.
class ImportPass {
 public:
  ImportPass(const CsvTable& table, const ImportMapping& mapping, ImportKind kind);
  ~ImportPass();

  // Reads up to `rows` more rows, or writes as many tickets; true while there is more to do.
  bool work(size_t rows);
  size_t done() const;  // rows
  // Once, when work() is over.
  ImportResult take();

 private:
  class Reading;
  class Tickets;
  class Items;
  std::unique_ptr<Reading> reading_;
};

// All at once.
ImportResult import_rows(const CsvTable& table, const ImportMapping& mapping, ImportKind kind);

// "2026-03-02 09:10", "2026/3/2 9:10", "2026年3月2日", RFC 3339; a date alone is its first minute.
std::optional<int64_t> parse_import_time(std::string_view text, int32_t utc_offset_min);

}  // namespace fenming
