// A table of tickets or items: every line that the import accepts is readable as what it claims to
// be.
#include "base/text.h"
#include "codec/csv.h"
#include "codec/import_tickets.h"
#include "codec/ticket_codec.h"
#include "fuzz/fuzz.h"

using namespace fenming;

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
    for (const std::string_view line : split_text(result.lines, '\n')) {
      if (line.empty()) continue;
      FM_ASSERT(kind == ImportKind::kItems ? parse_json(line).ok() : read_ticket(line).ok());
    }
  }
  return 0;
}
