#include "app/prices/exports.h"

#include "app/prices/sync.h"

namespace fenming::app::prices {
namespace {

constexpr std::string_view kPurpose = "prices.export:";

std::string_view table_name(TableKind kind, const Locale& locale) {
  switch (kind) {
    case TableKind::kAll:
      return {};
    case TableKind::kItems:
      return locale.text(Key::prices_items);
    case TableKind::kParts:
      return locale.text(Key::prices_parts);
    case TableKind::kTiers:
      return locale.text(Key::prices_tiers);
  }
  return {};
}

std::string_view query_of(TableKind kind) {
  switch (kind) {
    case TableKind::kAll:
      return "?format=xlsx";
    case TableKind::kItems:
      return "?format=csv&table=items";
    case TableKind::kParts:
      return "?format=csv&table=parts";
    case TableKind::kTiers:
      return "?format=csv&table=tiers";
  }
  return {};
}

}  // namespace

bool can_export_tables(const State& state) {
  const Document& document = state.document;
  if (!document.is_draft()) return document.is_open();
  return !document.etag.empty() && document.edits == document.saved;
}

void ask_book_file(AppState& state, Effects& effects) {
  const Locale locale(state.preferences.language);
  send(state, effects,
       get_request(std::string(kPurpose) + std::string(locale.text(Key::prices_export_name)),
                   "/api/v1/book-file"));
}

void ask_tables(AppState& state, Effects& effects, const ExportTables& what) {
  const Document& document = state.prices.document;
  const BookEntry* book = find_book(state.prices, document.book);
  if (!can_export_tables(state.prices) || book == nullptr) return;
  const Locale locale(state.preferences.language);
  std::string name = book->name + "-";
  name += document.is_draft() ? std::string(locale.text(Key::status_draft))
                              : "v" + std::to_string(document.number);
  if (what.kind != TableKind::kAll) name += "-" + std::string(table_name(what.kind, locale));
  name += what.kind == TableKind::kAll ? ".xlsx" : ".csv";
  const std::string path = document.is_draft() ? draft_path(document.book)
                                               : "/api/v1/books/" + percent_encoded(document.book) +
                                                     "/versions/" + std::to_string(document.number);
  send(state, effects,
       get_request(std::string(kPurpose) + name,
                   path + "/tables" + std::string(query_of(what.kind))));
}

bool take_export(AppState& state, const HttpResponse& response, Effects& effects) {
  if (!response.purpose.starts_with(kPurpose)) return false;
  if (response.status != 200) {
    show_problem(state.prices, response, "load");
    return true;
  }
  save_answer(response, response.purpose.substr(kPurpose.size()), effects);
  return true;
}

}  // namespace fenming::app::prices
