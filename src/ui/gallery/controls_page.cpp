// The gallery's first page: buttons, fields, choices, type, colours, icons.
#include <array>
#include <cmath>

#include "app/amount_text.h"
#include "ui/gallery/gallery_screen.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_field.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;

void caption(Ui& ui, const Rect& rect, std::string_view text) {
  label(ui, rect, text, {type::kSmall, Weight::kRegular, ui.theme.tertiary});
}

void draw_button_states(Ui& ui, Rect content, GalleryPanel& panel) {
  const std::array kinds = {std::pair{ButtonKind::kPrimary, Key::gallery_primary},
                            std::pair{ButtonKind::kNormal, Key::gallery_normal},
                            std::pair{ButtonKind::kQuiet, Key::gallery_quiet},
                            std::pair{ButtonKind::kDanger, Key::gallery_danger}};
  const std::array states = {std::pair{ForcedState::kNone, Key::gallery_state_normal},
                             std::pair{ForcedState::kHover, Key::gallery_state_hover},
                             std::pair{ForcedState::kPressed, Key::gallery_state_pressed},
                             std::pair{ForcedState::kFocus, Key::gallery_state_focus}};
  const float column = (content.w - 64) / 5;
  Rect head = content.cut_top(20, 4);
  head.cut_left(64);
  for (const auto& [forced, name] : states)
    caption(ui, head.cut_left(column), ui.tr(name));
  caption(ui, head.cut_left(column), ui.tr(Key::gallery_state_disabled));
  int index = 0;
  for (const auto& [kind, name] : kinds) {
    Rect row = content.cut_top(30, 8);
    caption(ui, row.cut_left(64), ui.tr(name));
    ImGui::PushID(index++);
    for (const auto& [forced, state_name] : states) {
      ImGui::PushID(static_cast<int>(forced));
      ui.forced = forced;
      Rect place = row.cut_left(column);
      if (button_left(ui, place, {.id = "b", .label = ui.tr(Key::common_save), .kind = kind}))
        ++panel.press_count;
      ui.forced = ForcedState::kNone;
      ImGui::PopID();
    }
    button_left(ui, row,
                {.id = "off", .label = ui.tr(Key::common_save), .kind = kind, .disabled = true});
    ImGui::PopID();
  }
  Rect row = content.cut_top(30, 8);
  button_left(
      ui, row,
      {.label = ui.tr(Key::gallery_add), .icon = Icon::kPlus, .kind = ButtonKind::kPrimary});
  button_left(ui, row,
              {.label = ui.tr(Key::gallery_filter), .icon = Icon::kFilter, .opens_menu = true});
  button_left(ui, row, {.label = ui.tr(Key::common_copy), .icon = Icon::kCopy, .icon_only = true});
  button_left(ui, row,
              {.id = "more",
               .label = ui.tr(Key::gallery_more),
               .icon = Icon::kMore,
               .kind = ButtonKind::kQuiet,
               .icon_only = true});
  button_left(ui, row,
              {.id = "on",
               .label = ui.tr(Key::gallery_selected),
               .kind = ButtonKind::kQuiet,
               .selected = true});
  link(ui, row.cut_left(120), ui.tr(Key::gallery_link), type::kBase);
  label(ui, content.cut_top(24),
        ui.tr(Key::gallery_pressed_times, {std::to_string(panel.press_count)}),
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
}

void commit_amount(const TextFieldResult& field, Result<int64_t> (*parse)(std::string_view),
                   std::string (*format)(int64_t), std::string& value, std::string& error,
                   const Ui& ui) {
  if (!field.committed) return;
  const auto parsed = parse(field.text);
  error = parsed ? std::string() : std::string(ui.tr(Key::error_not_a_number));
  value = parsed ? format(*parsed) : field.text;
}

void draw_fields(Ui& ui, Rect content, GalleryPanel& panel) {
  const float half = (content.w - 16) / 2;
  Rect left = content.cut_left(half, 16);
  Rect right = content;
  const auto name =
      labelled_field(ui, left.cut_top(92), {.label = ui.tr(Key::gallery_name), .value = panel.name},
                     ui.tr(Key::gallery_name_help));
  if (name.committed) panel.name = name.text;
  const auto money = labelled_field(ui, right.cut_top(92),
                                    {.label = ui.tr(Key::gallery_money),
                                     .value = panel.money,
                                     .error = panel.money_error,
                                     .prefix = "¥",
                                     .kind = app::FieldKind::kMoney},
                                    ui.tr(Key::gallery_money_help));
  commit_amount(money, app::parse_money, app::format_money_plain, panel.money, panel.money_error,
                ui);
  labelled_field(
      ui, left.cut_top(92),
      {.id = "hint", .label = ui.tr(Key::gallery_empty_field), .hint = ui.tr(Key::gallery_hint)});
  labelled_field(ui, right.cut_top(92),
                 {.id = "bad",
                  .label = ui.tr(Key::gallery_error_field),
                  .value = "12..5",
                  .error = ui.tr(Key::error_not_a_number),
                  .kind = app::FieldKind::kMoney});
  const auto quantity = labelled_field(ui, left.cut_top(64),
                                       {.label = ui.tr(Key::gallery_quantity),
                                        .value = panel.quantity,
                                        .suffix = ui.tr(Key::gallery_kilometre),
                                        .kind = app::FieldKind::kQuantity});
  if (quantity.committed) panel.quantity = quantity.text;
  const auto percent = labelled_field(ui, right.cut_top(64),
                                      {.label = ui.tr(Key::gallery_percent),
                                       .value = panel.percent,
                                       .suffix = "%",
                                       .kind = app::FieldKind::kPercent});
  if (percent.committed) panel.percent = percent.text;
  labelled_field(ui, left.cut_top(64),
                 {.id = "inherited",
                  .label = ui.tr(Key::gallery_inherited),
                  .value = "80.00",
                  .prefix = "¥",
                  .kind = app::FieldKind::kMoney,
                  .inherited = true});
  labelled_field(ui, right.cut_top(64),
                 {.id = "disabled",
                  .label = ui.tr(Key::gallery_disabled_field),
                  .value = "80.00",
                  .prefix = "¥",
                  .kind = app::FieldKind::kMoney,
                  .disabled = true});
  const auto note = labelled_field(ui, left.cut_top(96),
                                   {.label = ui.tr(Key::gallery_note),
                                    .value = panel.note,
                                    .hint = ui.tr(Key::gallery_note_hint),
                                    .kind = app::FieldKind::kMultiline});
  if (note.committed) panel.note = note.text;
  text_field(ui, right.cut_top(52).cut_bottom(30),
             {.id = "find",
              .label = ui.tr(Key::common_search),
              .hint = ui.tr(Key::common_search),
              .kind = app::FieldKind::kSearch});
}

void draw_selects(Ui& ui, Rect row, GalleryPanel& panel) {
  const std::array regions = {ui.tr(Key::region_north), ui.tr(Key::region_east),
                              ui.tr(Key::region_south)};
  const std::array tiers = {
      ui.tr(Key::gallery_tier_1), ui.tr(Key::gallery_tier_2),   ui.tr(Key::gallery_tier_3),
      ui.tr(Key::region_north),   ui.tr(Key::region_east),      ui.tr(Key::region_south),
      ui.tr(Key::region_central), ui.tr(Key::region_southwest), ui.tr(Key::region_northwest)};
  const float third = (row.w - 24) / 3;
  const int region =
      select(ui, row.cut_left(third, 12), {.label = ui.tr(Key::gallery_region), .options = regions},
             panel.choice, panel.choice_state);
  if (region >= 0) panel.choice = region;
  const int tier = select(
      ui, row.cut_left(third, 12),
      {.label = ui.tr(Key::gallery_tier), .options = tiers, .hint = ui.tr(Key::gallery_choose)},
      panel.tier, panel.tier_state);
  if (tier >= 0) panel.tier = tier;
  SelectState unused;
  select(ui, row,
         {.id = "select-off",
          .label = ui.tr(Key::gallery_disabled_field),
          .options = regions,
          .disabled = true},
         0, unused);
}

void draw_toggles(Ui& ui, Rect& content, GalleryPanel& panel) {
  Rect row = content.cut_top(30, 4);
  const float quarter = row.w / 4;
  if (checkbox(ui, row.cut_left(quarter), {.label = ui.tr(Key::gallery_tax)}, panel.check))
    panel.check = !panel.check;
  checkbox(ui, row.cut_left(quarter), {.label = ui.tr(Key::gallery_partly), .mixed = true}, false);
  checkbox(ui, row.cut_left(quarter),
           {.id = "check-off", .label = ui.tr(Key::gallery_state_disabled), .disabled = true},
           true);
  checkbox(ui, row, {.id = "check-empty", .label = ui.tr(Key::gallery_unchecked)}, false);
  row = content.cut_top(30, 8);
  if (switch_control(ui, row.cut_left(quarter), {.label = ui.tr(Key::gallery_live)}, panel.toggle))
    panel.toggle = !panel.toggle;
  switch_control(ui, row.cut_left(quarter), {.id = "switch-off", .label = ui.tr(Key::gallery_off)},
                 false);
  switch_control(
      ui, row,
      {.id = "switch-disabled", .label = ui.tr(Key::gallery_state_disabled), .disabled = true},
      true);
}

void draw_choices(Ui& ui, Rect content, const GalleryView& view, GalleryPanel& panel,
                  app::Actions& actions) {
  draw_selects(ui, content.cut_top(30, 12), panel);
  draw_toggles(ui, content, panel);
  const std::array views = {ui.tr(Key::gallery_by_region), ui.tr(Key::gallery_by_tier),
                            ui.tr(Key::gallery_by_item), ui.tr(Key::gallery_by_person)};
  const ChoiceDesc choice{.label = ui.tr(Key::gallery_view), .options = views};
  Rect row = content.cut_top(30, 12);
  const int segment =
      segmented(ui, row.cut_left(segmented_width(ui, choice)), choice, panel.segment);
  if (segment >= 0) panel.segment = segment;
  const int tab =
      tabs(ui, content.cut_top(34, 12),
           {.id = "small-tabs", .label = ui.tr(Key::gallery_view), .options = views}, panel.tab);
  if (tab >= 0) panel.tab = tab;
  row = content.cut_top(30, 12);
  const ChipDesc chip_one{.id = "chip-1", .label = ui.tr(Key::gallery_chip_all), .selected = true};
  chip(ui, row.cut_left(chip_width(ui, chip_one), 8), chip_one);
  const ChipDesc chip_two{
      .id = "chip-2", .label = ui.tr(Key::gallery_chip_range), .removable = true};
  if (panel.chip_shown &&
      chip(ui, row.cut_left(chip_width(ui, chip_two), 8), chip_two) == ChipEvent::kRemoved)
    panel.chip_shown = false;
  const std::array tones = {
      std::pair{Tone::kNeutral, Key::badge_draft}, std::pair{Tone::kAccent, Key::badge_checked},
      std::pair{Tone::kGood, Key::badge_published}, std::pair{Tone::kWarn, Key::badge_waiting},
      std::pair{Tone::kBad, Key::badge_refused}};
  row = content.cut_top(24, 12);
  for (const auto& [tone, text] : tones)
    row.cut_left(badge(ui, row.x, row, ui.tr(text), tone), 8);
  const int64_t factor =
      panel.factor_preview >= 0 ? panel.factor_preview : view.document->factor_bp;
  row = content.cut_top(30, 4);
  label(ui, row.cut_left(130), ui.tr(Key::gallery_factor), {});
  const std::string shown = app::format_money_plain(factor / 100);
  label(ui, row.cut_right(56), shown,
        {type::kBase, Weight::kSemibold,
         factor == 15000 ? ui.theme.text : ui.theme.change(factor - 15000), Align::kRight});
  const SliderResult moved = slider(ui, row,
                                    {.label = ui.tr(Key::gallery_factor),
                                     .minimum = 10000,
                                     .maximum = 20000,
                                     .step = 100,
                                     .baseline = 15000,
                                     .value_text = shown},
                                    factor);
  if (moved.changed) panel.factor_preview = moved.value;
  if (moved.committed) {
    panel.factor_preview = -1;
    actions.push(app::SetGalleryFactor{moved.value});
  }
  slider(ui, content.cut_top(30),
         {.id = "slider-off", .label = ui.tr(Key::gallery_state_disabled), .disabled = true}, 30);
}

void draw_type(Ui& ui, Rect content) {
  const std::array sizes = {type::kMicro, type::kSmall,  type::kBase,
                            type::kTitle, type::kFigure, type::kBig};
  for (const float size : sizes) {
    Rect row = content.cut_top(size + 14);
    caption(ui, row.cut_left(36), std::to_string(static_cast<int>(size)));
    label(ui, row.cut_left(row.w / 2), ui.tr(Key::gallery_sample), {size});
    label(ui, row, "¥1,234.50", {size, Weight::kSemibold});
  }
}

void draw_colours(Ui& ui, Rect content) {
  const Theme& t = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const std::array swatches = {t.text, t.secondary, t.tertiary, t.accent,
                               t.good, t.bad,       t.warn,     t.line};
  Rect row = content.cut_top(28, 6);
  const float width = row.w / 8;
  for (const ImU32 colour : swatches)
    fill(list, row.cut_left(width).inset(2, 0), colour, 4);
  row = content.cut_top(28, 12);
  for (const ImU32 colour : t.series)
    fill(list, row.cut_left(width).inset(2, 0), colour, 4);
  int column = 0;
  for (int i = 1; i < static_cast<int>(Icon::kCount); ++i) {
    if (column == 0) row = content.cut_top(28);
    draw_icon(list, row.cut_left(content.w / 13), static_cast<Icon>(i), t.secondary);
    column = (column + 1) % 13;
  }
}

}  // namespace

float draw_controls_page(Ui& ui, const Rect& area, const GalleryView& view, GalleryPanel& panel,
                         app::Actions& actions) {
  Rect left = area;
  left.h = 1e6f;
  Rect right = left;
  const float half = (area.w - space::kGap) / 2;
  left.w = half;
  right.cut_left(half, space::kGap);
  draw_button_states(
      ui, titled_card(ui, left.cut_top(304, space::kGap), ui.tr(Key::gallery_buttons)), panel);
  draw_choices(ui, titled_card(ui, left.cut_top(424, space::kGap), ui.tr(Key::gallery_choices)),
               view, panel, actions);
  draw_fields(ui, titled_card(ui, right.cut_top(472, space::kGap), ui.tr(Key::gallery_fields)),
              panel);
  Rect lower = right.cut_top(280, space::kGap);
  const float part = std::floor((lower.w - space::kGap) / 2);
  draw_type(ui, titled_card(ui, lower.cut_left(part, space::kGap), ui.tr(Key::gallery_type)));
  draw_colours(ui, titled_card(ui, lower, ui.tr(Key::gallery_colours)));
  return std::max(left.y, right.y);
}

}  // namespace fenming::ui
