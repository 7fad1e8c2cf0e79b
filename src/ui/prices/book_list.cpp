// The left list: relations, their books, the books' versions and drafts.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "app/prices/exports.h"
#include "app/prices/sync.h"
#include "app/prices/view.h"
#include "ui/prices/prices_screen.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/popup.h"
#include "ui/widgets/tree_list.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace prices = app::prices;

// One visible row and what pressing it opens.
struct Line {
  std::string id = {};
  std::string label = {};
  std::string note = {};
  int level = 0;
  bool selected = false;
  std::string book = {};  // empty: a heading
  int32_t number = -1;
  std::string submission = {};  // its id
};

// Versions that wait for a second person.
void add_submissions(const PricesContext& context, const std::string& book,
                     std::vector<Line>& lines) {
  const Ui& ui = context.ui;
  for (const prices::Submission& entry : context.prices().submissions) {
    if (entry.book != book || !entry.waits()) continue;
    // Without the year, which the dialog tells: the name needs the room.
    const std::string day = entry.from.size() == 10 ? entry.from.substr(5) : entry.from;
    lines.push_back({"s:" + entry.id, ui.tr(Key::prices_waiting_line, {entry.author}), day, 2,
                     false, book, -1, entry.id});
  }
}

std::vector<Line> list_lines(PricesContext& context) {
  const Ui& ui = context.ui;
  const prices::Document& open = context.document();
  std::vector<Line> lines;
  for (const Relation relation : {Relation::kCompanyTechnician, Relation::kCustomerCompany}) {
    bool any = false;
    for (const prices::BookEntry& book : context.prices().books) {
      if (book.relation != relation) continue;
      if (!any)
        lines.push_back({std::string(relation_name(relation)),
                         std::string(prices::relation_text(relation, ui.locale)),
                         {},
                         0});
      any = true;
      lines.push_back({"b:" + book.id, book.name, {}, 1});
      const bool unstored = open.book == book.id && open.is_draft();
      const bool unwritten = book.versions.empty() && context.may_edit();
      if (book.has_draft || unstored || unwritten) {
        lines.push_back({"d:" + book.id,
                         std::string(ui.tr(Key::status_draft)),
                         {},
                         2,
                         open.book == book.id && open.is_draft(),
                         book.id,
                         0});
      }
      add_submissions(context, book.id, lines);
      for (auto it = book.versions.rbegin(); it != book.versions.rend(); ++it) {
        const bool is_open = open.book == book.id && open.number == it->number;
        lines.push_back({book.id + ":" + std::to_string(it->number),
                         "v" + std::to_string(it->number),
                         std::string(prices::status_text(it->status, ui.locale)) + "  " + it->from,
                         2, is_open, book.id, it->number});
      }
    }
  }
  return lines;
}

void draw_list(PricesContext& context, const Rect& rect) {
  const std::vector<Line> lines = list_lines(context);
  std::vector<TreeRow> rows;
  for (const Line& line : lines)
    rows.push_back(
        {line.id, line.label, line.note, line.level, line.level < 2, true, line.selected});
  const TreeResult result =
      tree_list(context.ui, "books", context.ui.tr(Key::prices_books), rect, rows);
  if (result.pressed < 0) return;
  const Line& line = lines[static_cast<size_t>(result.pressed)];
  if (!line.submission.empty()) return context.push(prices::OpenSubmission{line.submission});
  if (line.number < 0) return;
  app::Location location;
  location.screen = app::ScreenId::kPrices;
  location.path = line.book + "/" + (line.number == 0 ? "draft" : std::to_string(line.number));
  if (!context.state.location.parameter("tab").empty())
    location.set_parameter("tab", std::string(context.state.location.parameter("tab")));
  context.actions.push(app::Navigate{std::move(location)});
}

void draw_export(PricesContext& context, Rect& tools, bool published) {
  Ui& ui = context.ui;
  const float right = tools.right();
  if (button_right(ui, tools,
                   {.id = "export",
                    .label = ui.tr(Key::prices_export),
                    .icon = Icon::kDownload,
                    .kind = ButtonKind::kQuiet,
                    .icon_only = true}))
    open_popup(ui, Ui::id("export-menu"));
  const bool tables = prices::can_export_tables(context.prices());
  const auto csv = [&](Key name) { return ui.tr(Key::prices_export_csv, {ui.tr(name)}); };
  const std::array labels = {csv(Key::prices_items), csv(Key::prices_parts),
                             csv(Key::prices_tiers)};
  const std::array items = {MenuItem{.label = ui.tr(Key::prices_export_xlsx), .disabled = !tables},
                            MenuItem{.label = labels[0], .disabled = !tables},
                            MenuItem{.label = labels[1], .disabled = !tables},
                            MenuItem{.label = labels[2], .disabled = !tables},
                            MenuItem{.label = ui.tr(Key::prices_export_file),
                                     .disabled = !published,
                                     .separator_before = true},
                            MenuItem{.label = ui.tr(Key::workbook_open),
                                     .disabled = !context.document().is_draft(),
                                     .separator_before = true}};
  const Rect anchor{tools.right(), tools.y, right - tools.right(), tools.h};
  const int chosen = menu(ui, Ui::id("export-menu"), anchor, ui.tr(Key::prices_export), items);
  if (chosen >= 0 && chosen < 4)
    context.push(prices::ExportTables{static_cast<prices::TableKind>(chosen)});
  if (chosen == 4) context.push(prices::ExportFile{});
  if (chosen == 5) context.push(prices::ChooseWorkbook{});
}

}  // namespace

void draw_book_list(PricesContext& context, const Rect& rect) {
  Ui& ui = context.ui;
  Rect tools;
  Rect content = titled_card(ui, rect, ui.tr(Key::prices_books), &tools);
  if (context.may_edit() && button_right(ui, tools,
                                         {.id = "new-book",
                                          .label = ui.tr(Key::prices_new_book),
                                          .icon = Icon::kPlus,
                                          .kind = ButtonKind::kQuiet,
                                          .icon_only = true}))
    context.panel.wants_create = true;
  draw_export(context, tools, prices::has_published(context.prices()));
  const prices::Document& open = context.document();
  const prices::BookEntry* book = prices::find_book(context.prices(), open.book);
  if (book != nullptr && open.is_draft() && !book->versions.empty() && !open.etag.empty()) {
    if (button(ui, content.cut_bottom(space::kControl, 8),
               {.id = "discard", .label = ui.tr(Key::prices_discard), .kind = ButtonKind::kQuiet}))
      context.panel.wants_discard = true;
  } else if (book != nullptr && open.number > 0 && context.may_edit()) {
    const Key key = book->has_draft ? Key::prices_open_draft : Key::prices_new_draft;
    if (button(ui, content.cut_bottom(space::kControl, 8),
               {.id = "draft",
                .label = ui.tr(key, {std::to_string(open.number)}),
                .icon = Icon::kEdit}))
      context.push(prices::StartDraft{open.book, open.number});
  }
  draw_list(context, content);
}

}  // namespace fenming::ui
