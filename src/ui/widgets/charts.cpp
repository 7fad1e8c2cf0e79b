#include "ui/widgets/charts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "ui/interact.h"

namespace fenming::ui {
namespace {

constexpr float kRowLabel = 48;      // at least
constexpr float kWidestLabel = 120;  // then a name is cut
constexpr float kTallestRow = 64;    // a few rows stay a map and do not become blocks
constexpr float kColumnLabel = 44;   // a column this wide has a label of its own
constexpr float kAxis = 22;
constexpr float kLegend = 30;

struct Grid {
  Rect area;
  float labels = kRowLabel;
  float step_x = 0;
  float step_y = 0;

  Rect cell(int row, int column) const {
    const float x0 = std::round(area.x + step_x * static_cast<float>(column));
    const float x1 = std::round(area.x + step_x * static_cast<float>(column + 1));
    const float y0 = std::round(area.y + step_y * static_cast<float>(row));
    const float y1 = std::round(area.y + step_y * static_cast<float>(row + 1));
    const float gap = step_y > 30 ? 5.0f : 2.0f;
    return {x0 + 1, y0 + gap, x1 - x0 - 2, y1 - y0 - gap * 2};
  }
};

void draw_legend(Ui& ui, Rect row, const HeatMapDesc& desc) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Rect bar = row.cut_left(180, 12).middle(8);
  constexpr int kSteps = 36;
  for (int i = 0; i < kSteps; ++i) {
    const float x0 = bar.x + bar.w * static_cast<float>(i) / kSteps;
    const float x1 = bar.x + bar.w * static_cast<float>(i + 1) / kSteps;
    fill(list, {std::round(x0), bar.y, std::round(x1) - std::round(x0), bar.h},
         diverging_colour(ui.theme, i * 2 - kSteps + 1, kSteps));
  }
  const std::string scale = desc.format(-desc.limit) + " … 0 … " + desc.format(desc.limit);
  const TextStyle style{type::kSmall, Weight::kRegular, ui.theme.secondary};
  const float width = label(ui, row, scale, style);
  row.cut_left(width, 16);
  label(ui, row, desc.legend_note, style);
}

void step_by_keys(const Ui& ui, const Interaction& it, const HeatMapDesc& desc,
                  HeatMapState& state) {
  if (key_for(ui, it, ImGuiKey_LeftArrow)) --state.column;
  if (key_for(ui, it, ImGuiKey_RightArrow)) ++state.column;
  if (key_for(ui, it, ImGuiKey_UpArrow)) --state.row;
  if (key_for(ui, it, ImGuiKey_DownArrow)) ++state.row;
  state.row = std::clamp(state.row, 0, static_cast<int>(desc.rows.size()) - 1);
  state.column = std::clamp(state.column, 0, static_cast<int>(desc.columns.size()) - 1);
}

std::string cell_name(const HeatMapDesc& desc, int row, int column) {
  const auto at = static_cast<size_t>(row) * desc.columns.size() + static_cast<size_t>(column);
  return std::string(desc.rows[static_cast<size_t>(row)]) + " " +
         std::string(desc.columns[static_cast<size_t>(column)]) + "  " +
         desc.format(desc.values[at]);
}

float label_width(const Ui& ui, const HeatMapDesc& desc) {
  float width = kRowLabel;
  for (const std::string_view row : desc.rows)
    width = std::max(width, std::ceil(text_size(ui, row, {type::kSmall}).x) + 10);
  return std::min(width, kWidestLabel);
}

void draw_axes(Ui& ui, const Grid& grid, const HeatMapDesc& desc) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (size_t row = 0; row < desc.rows.size(); ++row) {
    const Rect first = grid.cell(static_cast<int>(row), 0);
    draw_text(ui, list, {grid.area.x - grid.labels, first.y, grid.labels - 8, first.h},
              desc.rows[row], {type::kSmall, Weight::kRegular, ui.theme.secondary});
  }
  const int step = grid.step_x >= kColumnLabel ? 1 : desc.column_label_step;
  for (size_t column = 0; column < desc.columns.size(); column += static_cast<size_t>(step)) {
    const Rect first = grid.cell(0, static_cast<int>(column));
    draw_text(ui, list,
              {first.x, grid.area.bottom(), grid.step_x * static_cast<float>(step), kAxis},
              desc.columns[column], {type::kMicro, Weight::kRegular, ui.theme.secondary});
  }
}

void draw_cells(Ui& ui, const Grid& grid, const HeatMapDesc& desc) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const int columns = static_cast<int>(desc.columns.size());
  for (int row = 0; row < static_cast<int>(desc.rows.size()); ++row) {
    for (int column = 0; column < columns; ++column) {
      const int64_t value = desc.values[static_cast<size_t>(row * columns + column)];
      const Rect cell = grid.cell(row, column);
      fill(list, cell, diverging_colour(ui.theme, value, desc.limit), 2);
      ui.announce({.role = a11y::Role::kListItem,
                   .name = cell_name(desc, row, column),
                   .index = row * columns + column},
                  cell);
    }
  }
}

}  // namespace

ImU32 diverging_colour(const Theme& theme, int64_t value, int64_t limit) {
  const int64_t size = std::min<int64_t>(limit, value < 0 ? -value : value);
  const ImU32 end = value < 0 ? theme.loss() : theme.gain();
  // Never quite the neutral colour, so that a small difference is still seen.
  const int share = value == 0 ? 0 : 16 + static_cast<int>(size * 240 / limit);
  return mix(theme.dark ? theme.raised : theme.hover, end, share);
}

HeatMapResult heat_map(Ui& ui, const Rect& rect, const HeatMapDesc& desc, HeatMapState& state) {
  const float labels = label_width(ui, desc);
  const auto rows = static_cast<float>(desc.rows.size());
  const float step_y = std::min(kTallestRow, (rect.h - kLegend - 4 - kAxis) / rows);
  Rect below = rect;
  Rect rest = below.cut_top(step_y * rows, kAxis + 4);
  const Rect legend = below.cut_top(kLegend);
  rest.cut_left(labels);
  const Grid grid{rest, labels, rest.w / static_cast<float>(desc.columns.size()), step_y};
  const ImGuiID id = Ui::id(desc.id.empty() ? desc.label : desc.id);
  const Interaction it = interact(ui, id, rest,
                                  {.role = a11y::Role::kList,
                                   .name = desc.label,
                                   .value = cell_name(desc, state.row, state.column),
                                   .count = static_cast<int>(desc.values.size())});
  ui.tree.begin(0, {.role = a11y::Role::kGroup, .name = desc.label}, rect, visible_part(rect));
  draw_axes(ui, grid, desc);
  draw_cells(ui, grid, desc);
  draw_legend(ui, legend, desc);
  ui.tree.end();
  HeatMapResult result;
  if (it.hovered) {
    const ImVec2 mouse = ImGui::GetMousePos();
    state.column = std::clamp(static_cast<int>((mouse.x - rest.x) / grid.step_x), 0,
                              static_cast<int>(desc.columns.size()) - 1);
    state.row = std::clamp(static_cast<int>((mouse.y - rest.y) / grid.step_y), 0,
                           static_cast<int>(desc.rows.size()) - 1);
  }
  step_by_keys(ui, it, desc, state);
  if (it.hovered || it.ring) {
    const Rect cell = grid.cell(state.row, state.column);
    outline(ImGui::GetWindowDrawList(), cell.inset(-1), it.ring ? ui.theme.accent : ui.theme.text,
            3, it.ring ? 2.0f : 1.5f);
    ui.tooltip(id, cell, cell_name(desc, state.row, state.column));
  }
  if (it.pressed) result = {true, state.row, state.column};
  return result;
}

int bar_list(Ui& ui, std::string_view id, const Rect& rect, std::span<const Bar> bars) {
  const Theme& t = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  int64_t longest = 1;
  float label_width = 40;
  float value_width = 40;
  for (const Bar& bar : bars) {
    longest = std::max<int64_t>(longest, bar.value < 0 ? -bar.value : bar.value);
    label_width = std::max(label_width, std::ceil(text_size(ui, bar.label, {}).x));
    value_width = std::max(value_width, std::ceil(text_size(ui, bar.value_text, {}).x));
  }
  label_width = std::min(label_width, rect.w * 0.4f);
  int pressed = -1;
  Rect rows = rect;
  ImGui::PushID(static_cast<int>(Ui::id(id)));
  for (size_t i = 0; i < bars.size(); ++i) {
    const Bar& bar = bars[i];
    const Rect row = rows.cut_top(28);
    ImGui::PushID(static_cast<int>(i));
    const Interaction it = interact(ui, Ui::id("bar"), row,
                                    {.role = a11y::Role::kButton,
                                     .name = bar.label,
                                     .value = bar.value_text,
                                     .index = static_cast<int>(i),
                                     .count = static_cast<int>(bars.size())});
    ImGui::PopID();
    if (it.pressed) pressed = static_cast<int>(i);
    if (!it.shown) continue;
    if (it.hovered) fill(list, row, t.hover, 4);
    Rect parts = row.inset(8, 0);
    draw_text(ui, list, parts.cut_left(label_width + 2, 12), bar.label, {});
    draw_text(ui, list, parts.cut_right(value_width + 2, 12), bar.value_text,
              {type::kBase, Weight::kRegular, bar.value < 0 ? t.change(bar.value) : t.text,
               Align::kRight});
    const Rect track = parts.middle(8);
    const int64_t size = bar.value < 0 ? -bar.value : bar.value;
    const float length = track.w * static_cast<float>(size) / static_cast<float>(longest);
    fill(list, {track.x, track.y, std::max(2.0f, std::round(length)), track.h},
         bar.value < 0 ? t.loss() : t.accent, 2);
    if (it.ring) focus_ring(ui, list, row.inset(2), 4);
  }
  ImGui::PopID();
  return pressed;
}

}  // namespace fenming::ui
