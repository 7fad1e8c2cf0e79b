// What the command palette offers of the prices screen: its tabs, books and versions, and what can
// be done with the open one.
#include <array>
#include <string>

#include "app/prices/exports.h"
#include "app/prices/sync.h"
#include "app/prices/tabs.h"
#include "ui/prices/prices_screen.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace prices = app::prices;

std::function<void(app::Actions&)> intent(prices::Intent wanted) {
  return [wanted = std::move(wanted)](app::Actions& actions) { actions.push(wanted); };
}

std::function<void(app::Actions&)> go(app::Location location) {
  return [location = std::move(location)](app::Actions& actions) {
    actions.push(app::Navigate{location});
  };
}

CommandList::Name filled(Key pattern, Key value) {
  return [=](const app::Locale& locale) { return locale.format(pattern, {locale.text(value)}); };
}

void add_tabs(const app::AppState& state, CommandList& list) {
  for (size_t i = 0; i < prices::kTabs.size(); ++i)
    list.add(filled(Key::palette_tab, prices::kTabs[i].key), Icon::kPrices,
             go(tab_location(state, static_cast<PricesTab>(i))));
}

void add_exports(const prices::State& own, CommandList& list) {
  using enum prices::TableKind;
  const auto add = [&](const CommandList::Name& name, prices::Intent wanted) {
    list.add(
        [name](const app::Locale& locale) {
          return locale.format(Key::palette_export, {name(locale)});
        },
        Icon::kDownload, intent(std::move(wanted)));
  };
  const auto plain = [](Key key) {
    return [key](const app::Locale& locale) { return std::string(locale.text(key)); };
  };
  if (prices::can_export_tables(own)) {
    add(plain(Key::prices_export_xlsx), prices::ExportTables{kAll});
    add(filled(Key::prices_export_csv, Key::prices_items), prices::ExportTables{kItems});
    add(filled(Key::prices_export_csv, Key::prices_parts), prices::ExportTables{kParts});
    add(filled(Key::prices_export_csv, Key::prices_tiers), prices::ExportTables{kTiers});
  }
  if (prices::has_published(own)) add(plain(Key::prices_export_file), prices::ExportFile{});
}

}  // namespace

void PricesScreen::list_commands(const Ui&, const app::AppState& state, CommandList& list) {
  const prices::State& own = state.prices;
  const prices::Document& document = own.document;
  const bool may_edit = state.account.has(app::Right::kPrices);
  const auto ask = [](bool& flag) { return [&flag](app::Actions&) { flag = true; }; };
  if (document.is_draft()) {
    const PricesTab tab = current_tab(state);
    list.add(Key::workbook_open, Icon::kUpload, intent(prices::ChooseWorkbook{}));
    if (!own.publishing && !own.conflict)
      list.add(Key::prices_publish, Icon::kUpload, ask(panel_.wants_publish));
    const bool is_table = tab != PricesTab::kVersions;
    if (is_table)
      list.add(filled(Key::palette_add, prices::kTabs[static_cast<size_t>(tab)].key), Icon::kPlus,
               intent(prices::AddRow{section_of(tab)}));
    if (is_table) list.add(Key::prices_replace, Icon::kSearch, ask(panel_.wants_replace));
    if (is_table && panel_.tables[static_cast<size_t>(tab)].row >= 0)
      list.add(Key::prices_adjust, Icon::kEdit, ask(panel_.wants_adjust_selected));
  }
  const prices::BookEntry* book = prices::find_book(own, document.book);
  if (may_edit && book != nullptr && document.number > 0)
    list.add(
        [has = book->has_draft, number = document.number](const app::Locale& locale) {
          return locale.format(has ? Key::prices_open_draft : Key::prices_new_draft,
                               {std::to_string(number)});
        },
        Icon::kEdit, intent(prices::StartDraft{document.book, document.number}));
  if (may_edit) list.add(Key::prices_new_book, Icon::kPlus, ask(panel_.wants_create));
  if (document.is_open()) add_tabs(state, list);
  add_exports(own, list);
}

void PricesScreen::list_places(const app::AppState& state, CommandList& list) {
  for (const prices::BookEntry& book : state.prices.books) {
    const auto add = [&](const std::string& path, const CommandList::Name& version) {
      list.add(
          [name = book.name, version](const app::Locale& locale) {
            return locale.format(Key::palette_book, {name, version(locale)});
          },
          Icon::kHistory, go({app::ScreenId::kPrices, book.id + "/" + path, {}}));
    };
    if (book.has_draft)
      add("draft",
          [](const app::Locale& locale) { return std::string(locale.text(Key::status_draft)); });
    for (auto version = book.versions.rbegin(); version != book.versions.rend(); ++version) {
      const std::string number = std::to_string(version->number);
      add(number, [number](const app::Locale&) { return "v" + number; });
    }
  }
}

std::span<const Key> PricesScreen::help() const {
  static constexpr std::array kLines = {Key::help_prices_books,  Key::help_prices_cells,
                                        Key::help_prices_tiers,  Key::help_prices_adjust,
                                        Key::help_prices_tables, Key::help_prices_publish,
                                        Key::help_prices_undo};
  return kLines;
}

}  // namespace fenming::ui
