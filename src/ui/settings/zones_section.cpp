// Zones: dated tables of which places belong to which service zone, and the places of past tickets
// that no zone has yet.
#include <array>
#include <vector>

#include "app/amount_text.h"
#include "app/settings/zones.h"
#include "base/civil_time.h"
#include "ui/settings/settings_parts.h"
#include "ui/widgets/date_field.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace settings = app::settings;

constexpr float kQueue = 260;
constexpr float kDay = 180;
constexpr float kLine = 20;  // a label above the day's field, a message below it

constexpr std::array kFreshTexts = {Key::zone_new_code,   Key::zone_name,    Key::zone_ring,
                                    Key::zone_station,    Key::zone_partner, Key::zone_new_places,
                                    Key::zone_new_aliases};

class Section {
 public:
  explicit Section(SettingsContext& context)
      : c_(context),
        ui_(context.ui),
        own_(context.own().shared),
        may_(context.state.account.has(app::Right::kRouting) && !own_.saving) {
    const int last = static_cast<int>(own_.lists.zones.size()) - 1;
    if (c_.panel.zone_table < 0 || c_.panel.zone_table > last) c_.panel.zone_table = last;
  }

  void draw(Rect rest) {
    draw_lists_error(c_, rest);
    const float message = own_.day_refusal.empty() ? 0 : kLine;
    draw_tools(rest.cut_top(kLine + space::kControl + message, space::kGap));
    const int at = c_.panel.zone_table;
    if (at < 0) {
      card(ui_, rest);
      empty_state(ui_, rest,
                  {.title = ui_.tr(Key::zone_none), .text = ui_.tr(Key::zone_none_text)});
      return;
    }
    draw_queue(titled_card(ui_, rest.cut_right(kQueue, space::kGap), ui_.tr(Key::zone_queue)));
    draw_zones(titled_card(ui_, rest, ui_.tr(Key::settings_zones)),
               own_.lists.zones[static_cast<size_t>(at)]);
  }

 private:
  void draw_tools(Rect row) {
    Rect foot = row;
    foot.y += kLine;
    foot.h = space::kControl;
    std::vector<std::string> days;
    for (const ZoneTable& table : own_.lists.zones)
      days.push_back(ui_.tr(Key::zone_from, {format_date(table.from)}));
    const std::vector<std::string_view> names(days.begin(), days.end());
    if (!names.empty()) {
      const ChoiceDesc tables{.id = "tables", .label = ui_.tr(Key::zone_tables), .options = names};
      const int chosen = segmented(ui_, foot.cut_left(segmented_width(ui_, tables), 8), tables,
                                   c_.panel.zone_table);
      if (chosen >= 0) c_.panel.zone_table = chosen;
    }
    if (!c_.state.account.has(app::Right::kRouting)) return;
    draw_lists_tools(c_, foot);
    const Rect day{foot.x, row.y, kDay, row.h};
    const TextFieldResult result = labelled_date(ui_, day,
                                                 {.field = {.id = "zone-day",
                                                            .label = ui_.tr(Key::zone_add_table),
                                                            .error = own_.day_refusal,
                                                            .disabled = !may_},
                                                  .today = app::local_today(c_.state.surroundings)},
                                                 c_.panel.zone_day);
    if (result.committed && !result.text.empty()) {
      c_.push(settings::AddZoneTable{result.text});
      c_.panel.zone_table = static_cast<int>(own_.lists.zones.size());
    }
  }

  void draw_zones(Rect content, const ZoneTable& table) {
    const int count = static_cast<int>(table.zones.size());
    const int at = c_.panel.zone_table;
    label(ui_, content.cut_top(22, 8), ui_.tr(Key::zone_help),
          {type::kSmall, Weight::kRegular, ui_.theme.secondary});
    if (may_) {
      Rect foot = content.cut_bottom(space::kControl, 10);
      const bool chosen = c_.panel.zones.row >= 0 && c_.panel.zones.row < count;
      if (button_left(ui_, foot,
                      {.id = "remove-zone",
                       .label = ui_.tr(Key::zone_remove),
                       .icon = Icon::kTrash,
                       .disabled = !chosen}))
        c_.push(settings::RemoveZone{at, c_.panel.zones.row});
      if (button_right(ui_, foot,
                       {.id = "remove-table",
                        .label = ui_.tr(Key::zone_remove_table, {format_date(table.from)}),
                        .kind = ButtonKind::kQuiet}))
        c_.push(settings::RemoveZoneTable{at});
    }
    const std::array columns = {TableColumn{.title = ui_.tr(Key::zone_code), .width = 128},
                                TableColumn{.title = ui_.tr(Key::zone_name), .flex = 1.2F},
                                TableColumn{.title = ui_.tr(Key::zone_ring), .width = 84},
                                TableColumn{.title = ui_.tr(Key::zone_station)},
                                TableColumn{.title = ui_.tr(Key::zone_partner)},
                                TableColumn{.title = ui_.tr(Key::zone_places), .flex = 2},
                                TableColumn{.title = ui_.tr(Key::zone_aliases)}};
    const auto cell = [&](int row, int column, TableCell& shown) {
      const bool fresh = row == count;
      const Zone& zone = fresh ? own_.new_zone : table.zones[static_cast<size_t>(row)];
      shown.text = settings::zone_text(zone, column, c_.state);
      shown.edit_text = settings::zone_edit_text(zone, column);
      shown.editable = may_;
      const settings::ZoneRefusal& refused = own_.zone_refusal;
      if (refused.table == at && refused.row == row && refused.column == column) {
        shown.text = shown.edit_text = refused.text;
        shown.error = refused.reason;
      } else if (shown.text.empty() && fresh) {
        shown.edit_text = " ";
        shown.text = ui_.tr(kFreshTexts[static_cast<size_t>(column)]);
        shown.tone = CellTone::kInherited;
      }
    };
    const TableResult result = table_of(content, columns, count, cell);
    if (result.edited)
      c_.push(settings::SetZoneCell{at, result.edit_row, result.edit_column, result.text});
  }

  TableResult table_of(const Rect& rect, std::span<const TableColumn> columns, int count,
                       const CellSource& cell) {
    return table(ui_, rect,
                 {.id = "zones",
                  .label = ui_.tr(Key::settings_zones),
                  .columns = columns,
                  .rows = count + (may_ ? 1 : 0),
                  .cell = cell,
                  .empty_text = ui_.tr(Key::zone_empty)},
                 c_.panel.zones);
  }

  void draw_queue(Rect content) {
    if (own_.unzoned_of.first == nullptr) {
      const bool waiting = own_.wants_tickets && !c_.state.simulator.failed;
      paragraph(ui_, content.cut_top(66, 8),
                ui_.tr(waiting ? Key::zone_queue_loading : Key::zone_queue_help),
                {type::kBase, Weight::kRegular, ui_.theme.secondary});
      Rect row = content.cut_top(space::kControl);
      if (!waiting && button_left(ui_, row, {.id = "check", .label = ui_.tr(Key::zone_queue_load)}))
        c_.push(settings::CheckZones{});
      return;
    }
    const std::array columns = {
        TableColumn{.title = ui_.tr(Key::zone_place)},
        TableColumn{.title = ui_.tr(Key::zone_tickets), .width = 80, .align = Align::kRight}};
    table(ui_, content,
          {.id = "unzoned",
           .label = ui_.tr(Key::zone_queue),
           .columns = columns,
           .rows = static_cast<int>(own_.unzoned.size()),
           .cell =
               [&](int row, int column, TableCell& shown) {
                 const UnzonedPlace& place = own_.unzoned[static_cast<size_t>(row)];
                 shown.text = column == 1 ? app::format_count(place.tickets)
                                          : settings::place_text(place.division, c_.state);
               },
           .empty_text = ui_.tr(Key::zone_queue_empty)},
          c_.panel.unzoned);
  }

  SettingsContext& c_;
  Ui& ui_;
  const settings::Shared& own_;
  bool may_;
};

}  // namespace

void draw_zones(SettingsContext& context, Rect rest) {
  Section(context).draw(rest);
}

}  // namespace fenming::ui
