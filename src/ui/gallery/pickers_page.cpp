// The gallery's fourth page: dates, divisions, chips in a row.
#include <algorithm>
#include <array>

#include "app/date_text.h"
#include "app/pricing/condition_sentence.h"
#include "base/civil_time.h"
#include "ui/gallery/gallery_screen.h"
#include "ui/widgets/panel.h"

namespace fenming::ui {
namespace {

using app::Key;

void draw_dates(Ui& ui, Rect content, const GalleryView& view, GalleryPanel& panel) {
  // A day that stands still keeps the pictures of this page alike.
  const int32_t today = days_from_civil({2026, 11, 24});
  const float half = (content.w - 16) / 2;
  Rect left = content.cut_left(half, 16);
  const TextFieldResult date = labelled_date(ui, left.cut_top(80),
                                             {{.id = "date",
                                               .label = ui.tr(Key::gallery_date),
                                               .value = panel.date,
                                               .hint = "2026-12-01",
                                               .error = panel.date_error},
                                              today,
                                              today + 1},
                                             panel.date_state, ui.tr(Key::gallery_date_help));
  if (date.committed) {
    const auto parsed = app::parse_typed_date(date.text);
    panel.date = date.text;
    panel.date_error.clear();
    if (!parsed)
      panel.date_error = ui.tr(Key::error_bad_date);
    else if (*parsed <= today)
      panel.date_error = ui.tr(Key::gallery_date_early, {format_date(today + 1)});
  }
  labelled_date(ui, content.cut_top(80),
                {{.id = "date-off",
                  .label = ui.tr(Key::gallery_disabled_field),
                  .value = "2026-11-24",
                  .disabled = true},
                 view.today},
                panel.other_date_state);
}

std::string_view division_notice(const Ui& ui, const app::DivisionState& divisions) {
  return ui.tr(divisions.failed ? Key::tree_failed : Key::tree_loading);
}

void toggle(std::vector<std::string>& list, const std::string& code) {
  const auto found = std::find(list.begin(), list.end(), code);
  if (found == list.end())
    list.push_back(code);
  else
    list.erase(found);
}

void draw_divisions(Ui& ui, Rect content, const GalleryView& view, GalleryPanel& panel,
                    app::Actions& actions) {
  const app::DivisionState& divisions = *view.divisions;
  const TreePickerResult picked = tree_picker(ui, content.cut_top(space::kControl, 10),
                                              {.id = "divisions",
                                               .label = ui.tr(Key::gallery_divisions),
                                               .hint = ui.tr(Key::gallery_divisions_hint),
                                               .nodes = divisions.nodes(),
                                               .chosen = panel.divisions,
                                               .notice = division_notice(ui, divisions)},
                                              panel.tree);
  if (picked.opened) actions.push(app::LoadDivisions{});
  if (!picked.toggled.empty()) toggle(panel.divisions, picked.toggled);
  std::vector<std::string> names;
  for (const std::string& code : panel.divisions) {
    const int32_t node = divisions.list ? divisions.list->find(code) : -1;
    names.push_back(node >= 0 ? std::string(divisions.nodes()[static_cast<size_t>(node)].name)
                              : app::value_label({}, code, ui.locale, nullptr));
  }
  std::vector<ChipDesc> chips;
  for (size_t i = 0; i < names.size(); ++i)
    chips.push_back({.id = panel.divisions[i], .label = names[i], .removable = true});
  const ChipRowResult row =
      chip_row(ui, content.cut_top(space::kControl), "chosen-divisions", chips);
  if (row.removed >= 0) panel.divisions.erase(panel.divisions.begin() + row.removed);
}

void draw_chips(Ui& ui, Rect content, GalleryPanel& panel) {
  const std::array names = {Key::region_north,     Key::region_east,      Key::region_south,
                            Key::region_central,   Key::region_southwest, Key::region_northwest,
                            Key::region_northeast, Key::gallery_tier_1,   Key::gallery_tier_2};
  std::vector<std::string> ids;
  for (size_t i = 0; i < names.size(); ++i)
    ids.push_back(std::to_string(i));
  std::vector<ChipDesc> chips;
  for (size_t i = 0; i < names.size(); ++i) {
    const auto& gone = panel.removed_chips;
    if (std::find(gone.begin(), gone.end(), ids[i]) == gone.end())
      chips.push_back({.id = ids[i], .label = ui.tr(names[i]), .removable = true});
  }
  const ChipRowResult row = chip_row(ui, content.cut_top(space::kControl), "regions", chips);
  if (row.removed >= 0)
    panel.removed_chips.emplace_back(chips[static_cast<size_t>(row.removed)].id);
  if (row.overflow) panel.removed_chips.clear();
}

}  // namespace

float draw_pickers_page(Ui& ui, const Rect& area, const GalleryView& view, GalleryPanel& panel,
                        app::Actions& actions) {
  Rect left = area;
  left.h = 1e6f;
  Rect right = left;
  const float half = (area.w - space::kGap) / 2;
  left.w = half;
  right.cut_left(half, space::kGap);
  draw_dates(ui, titled_card(ui, left.cut_top(140, space::kGap), ui.tr(Key::gallery_dates)), view,
             panel);
  draw_chips(ui, titled_card(ui, left.cut_top(92, space::kGap), ui.tr(Key::gallery_chips)), panel);
  draw_divisions(ui,
                 titled_card(ui, right.cut_top(140, space::kGap), ui.tr(Key::gallery_divisions)),
                 view, panel, actions);
  return std::max(left.y, right.y);
}

}  // namespace fenming::ui
