// What a company writes in its own way, and what that means: items and parts by their names,
// divisions by theirs, people in several spellings, units behind a quantity. An alias is asked for
// once and holds for every file. ImportNames answers while rows are read, and counts what was
// written, so that whoever is asked begins with what moves the most money.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "codec/json.h"

namespace fenming {

// The dictionaries. People are leads and assistants alike.
enum class ImportNoun : uint8_t { kItem, kPart, kDivision, kPerson, kUnit };
inline constexpr size_t kImportNouns = 5;
std::string_view import_noun_name(ImportNoun noun);
std::optional<ImportNoun> parse_import_noun(std::string_view name);

struct ImportAlias {
  ImportNoun noun = ImportNoun::kItem;
  std::string written;  // as narrow_text leaves it
  std::string code;     // what it means; a unit's is the unit to count in

  bool operator==(const ImportAlias&) const = default;
};
inline constexpr size_t kMostAliases = 20'000;

// What a file writes for one noun, and how much depends on it.
struct ImportValue {
  ImportNoun noun = ImportNoun::kItem;
  std::string written;
  std::string code;  // by an alias; empty: there is none
  int64_t rows = 0;
  int64_t paid_fen = 0;  // of those rows
};
inline constexpr size_t kMostImportValues = 20'000;  // of one file

class ImportNames {
 public:
  explicit ImportNames(const std::vector<ImportAlias>& aliases);

  // What `written` means, and counts it; the text itself where there is no alias.
  std::string meaning(ImportNoun noun, const std::string& written);
  // The same, but nothing where there is no alias.
  std::optional<std::string> alias(ImportNoun noun, const std::string& written);
  // Begins a row; the amount paid for it is told at its end.
  void begin_row() { of_row_.clear(); }
  void end_row(int64_t paid_fen);
  // Most money first, then most rows, then by text.
  std::vector<ImportValue> take_values();

 private:
  void count(ImportNoun noun, const std::string& written);

  std::unordered_map<std::string, std::string> codes_;
  std::unordered_map<std::string, size_t> places_;
  std::vector<ImportValue> values_;
  std::vector<size_t> of_row_;
};

// A factor between two units of one kind, as a fraction: 厘米 in 米 is 1/100. Equal units and units
// that count things are 1; nothing where one is of another kind.
struct UnitFactor {
  int64_t numerator = 1;
  int64_t denominator = 1;
};
std::optional<UnitFactor> unit_factor(std::string_view from, std::string_view to);

// `json`: a list of {"noun", "written", "code"}. Errors name "mapping.aliases[i]".
Result<std::vector<ImportAlias>> read_aliases(const Json& json);
std::string write_aliases(const std::vector<ImportAlias>& aliases);

}  // namespace fenming
