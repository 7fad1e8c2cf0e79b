// A table of tickets or items: every line that the import accepts is readable as what it claims to
// be.
#include "base/text.h"
#include "codec/csv.h"
#include "codec/import_tickets.h"
#include "codec/ticket_codec.h"
#include "fuzz/fuzz.h"

using namespace fenming;

namespace {

// Whatever a file writes may be explained: the aliases survive being written and read, and no row
// that was accepted is refused under them.
void check_aliases(const CsvTable& table, ImportMapping mapping, ImportKind kind,
                   const ImportResult& before) {
  for (const ImportValue& value : before.values) {
    const bool place = value.noun == ImportNoun::kDivision;
    mapping.aliases.push_back({value.noun, value.written, place ? "310115" : value.written});
  }
  const Result<Json> json = parse_json(write_mapping(mapping));
  FM_ASSERT(json.ok());
  const Result<ImportMapping> read = read_mapping(*json, table.header.size(), kind);
  if (!read) return;  // more aliases, or longer ones, than are kept
  FM_ASSERT(read->aliases == mapping.aliases);
  FM_ASSERT(import_rows(table, *read, kind).accepted >= before.accepted);
}

}  // namespace

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const Result<CsvTable> table = read_csv(fuzz::text_of(data, size));
  if (!table) return 0;
  for (const ImportKind kind : {ImportKind::kTickets, ImportKind::kItems}) {
    const ImportMapping mapping = guess_mapping(*table, kind);
    const std::string text = write_mapping(mapping);
    const Result<Json> json = parse_json(text);
    FM_ASSERT(json.ok() && read_mapping(*json, table->header.size(), kind).ok());
    if (!missing_fields(mapping, kind).empty()) continue;
    const ImportResult result = import_rows(*table, mapping, kind);
    FM_ASSERT(result.accepted <= result.rows);
    check_aliases(*table, mapping, kind, result);
    for (const std::string_view line : split_text(result.lines, '\n')) {
      if (line.empty()) continue;
      FM_ASSERT(kind == ImportKind::kItems ? parse_json(line).ok() : read_ticket(line).ok());
    }
  }
  return 0;
}
