#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "ui/interact.h"
#include "ui/widgets/charts.h"
#include "ui/widgets/mesh.h"

namespace fenming::ui {
namespace {

constexpr float kRowLabel = 48;      // at least
constexpr float kWidestLabel = 120;  // then a name is cut
constexpr float kTallestRow = 140;   // beyond it a row is no longer read as one
constexpr float kColumnLabel = 44;   // a column this wide has a label of its own
constexpr float kAxis = 22;
constexpr float kLegend = 30;
// Bars of the columns' sums stand below the cells where these rows would be taller than need be.
constexpr float kEasyRow = 32;
constexpr float kLowestBars = 64;
constexpr float kHighestBars = 240;

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
    const float gap = step_y > 30 ? 5.0f : step_y > 24 ? 3.0f : 2.0f;
    return {x0 + 1, y0 + gap, x1 - x0 - 2, y1 - y0 - gap * 2};
  }
};

// Sums of rows and columns; empty where the chart has none.
struct Sums {
  std::vector<int64_t> rows;
  std::vector<int64_t> columns;
  int64_t low = 0;  // of the columns and zero
  int64_t high = 0;
};

Sums sums_of(const HeatMapDesc& desc) {
  Sums sums;
  if (desc.sum_label.empty()) return sums;
  sums.rows.resize(desc.rows.size());
  sums.columns.resize(desc.columns.size());
  for (size_t i = 0; i < desc.values.size(); ++i) {
    sums.rows[i / desc.columns.size()] += desc.values[i];
    sums.columns[i % desc.columns.size()] += desc.values[i];
  }
  for (const int64_t sum : sums.columns) {
    sums.low = std::min(sums.low, sum);
    sums.high = std::max(sums.high, sum);
  }
  return sums;
}

// Where the parts stand: cells, to their right the rows' sums, below them the columns' sums, the
// columns' names, and the legend at the bottom.
struct Layout {
  Grid grid;
  Rect row_sums;
  Rect column_sums;
  Rect axis;
  Rect legend;
};

float label_width(const Ui& ui, const HeatMapDesc& desc) {
  float width = kRowLabel;
  for (const std::string_view row : desc.rows)
    width = std::max(width, std::ceil(text_size(ui, row, {type::kSmall}).x) + 10);
  return std::min(width, kWidestLabel);
}

float sum_width(const Ui& ui, const HeatMapDesc& desc, const Sums& sums) {
  if (sums.rows.empty()) return 0;
  float width = text_size(ui, desc.sum_label, {type::kSmall}).x;
  for (const int64_t sum : sums.rows)
    width = std::max(width, text_size(ui, desc.format(sum), {type::kSmall}).x);
  for (const int64_t sum : {sums.low, sums.high})
    width = std::max(width, text_size(ui, desc.format(sum), {type::kMicro}).x);
  return std::ceil(width) + 12;
}

Layout lay_out(const Ui& ui, Rect rect, const HeatMapDesc& desc, const Sums& sums) {
  Layout layout;
  const auto rows = static_cast<float>(desc.rows.size());
  layout.legend = rect.cut_bottom(kLegend);
  const float labels = label_width(ui, desc);
  rect.cut_left(labels);
  Rect right = rect.cut_right(sum_width(ui, desc, sums));
  const float height = rect.h - kAxis;
  const float spare = height - rows * kEasyRow;
  float bars = 0;
  if (!sums.columns.empty() && spare >= kLowestBars)
    bars = std::clamp(height * 0.22f, kLowestBars, std::min(spare, kHighestBars));
  const float step_y = std::min(kTallestRow, (height - bars) / rows);
  const Rect cells = rect.cut_top(step_y * rows);
  layout.grid = {cells, labels, cells.w / static_cast<float>(desc.columns.size()), step_y};
  layout.row_sums = right.cut_top(cells.h);
  layout.column_sums = rect.cut_top(bars);
  layout.axis = rect.cut_top(kAxis);
  return layout;
}

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
  // Where both do not fit as they are, both are smaller.
  const float both = text_size(ui, scale, style).x + text_size(ui, desc.legend_note, style).x;
  const TextStyle small =
      both + 16 > row.w ? TextStyle{type::kMicro, style.weight, style.colour} : style;
  row.cut_left(label(ui, row, scale, small), 16);
  label(ui, row, desc.legend_note, fitted(ui, desc.legend_note, style, row.w));
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

// As calm as the middle of the map's scale.
ImU32 bar_colour(const Theme& theme, int64_t sum) {
  return sum == 0 ? theme.line : diverging_colour(theme, sum < 0 ? -5 : 5, 8);
}

// Rows that are lower than a line of text have smaller names.
TextStyle row_style(const Grid& grid, ImU32 colour, Align align) {
  return {grid.step_y < 16 ? type::kMicro : type::kSmall, Weight::kRegular, colour, align};
}

void draw_axes(Ui& ui, const Layout& layout, const HeatMapDesc& desc) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Grid& grid = layout.grid;
  for (size_t row = 0; row < desc.rows.size(); ++row) {
    const Rect first = grid.cell(static_cast<int>(row), 0);
    draw_text(ui, list, {grid.area.x - grid.labels, first.y, grid.labels - 8, first.h},
              desc.rows[row], row_style(grid, ui.theme.secondary, Align::kLeft));
  }
  const int step = grid.step_x >= kColumnLabel ? 1 : desc.column_label_step;
  for (size_t column = 0; column < desc.columns.size(); column += static_cast<size_t>(step)) {
    const Rect first = grid.cell(0, static_cast<int>(column));
    draw_text(ui, list,
              {first.x, layout.axis.y, grid.step_x * static_cast<float>(step), layout.axis.h},
              desc.columns[column], {type::kMicro, Weight::kRegular, ui.theme.secondary});
  }
}

void draw_row_sums(Ui& ui, const Layout& layout, const HeatMapDesc& desc, const Sums& sums) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (size_t row = 0; row < sums.rows.size(); ++row) {
    const Rect first = layout.grid.cell(static_cast<int>(row), 0);
    const Rect place{layout.row_sums.x, first.y, layout.row_sums.w, first.h};
    const std::string text = desc.format(sums.rows[row]);
    const std::string name =
        std::string(desc.rows[row]) + " " + std::string(desc.sum_label) + "  " + text;
    ui.announce({.role = a11y::Role::kListItem, .name = name}, place);
    draw_text(ui, list, place, sums.rows[row] == 0 ? "—" : text,
              row_style(layout.grid, ui.theme.change(sums.rows[row]), Align::kRight));
  }
}

// Bars stand on a line at zero; the extremes of the scale are written at its ends.
void draw_column_sums(Ui& ui, const Layout& layout, const HeatMapDesc& desc, const Sums& sums) {
  if (layout.column_sums.h <= 0) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Grid& grid = layout.grid;
  const Rect area{layout.column_sums.x, layout.column_sums.y + 14, layout.column_sums.w,
                  layout.column_sums.h - 20};
  const auto range = static_cast<float>(std::max<int64_t>(1, sums.high - sums.low));
  const auto y_of = [&](int64_t value) {
    return std::round(area.y + area.h * (static_cast<float>(sums.high - value) / range));
  };
  const float zero = y_of(0);
  const Rect name{area.x - grid.labels, area.y, grid.labels - 8, area.h};
  draw_text(ui, list, name, desc.sum_label, {type::kSmall, Weight::kRegular, ui.theme.secondary});
  for (size_t column = 0; column < sums.columns.size(); ++column) {
    const int64_t sum = sums.columns[column];
    const Rect cell = grid.cell(0, static_cast<int>(column));
    const float end = y_of(sum);
    const Rect bar{cell.x, std::min(end, zero), cell.w, std::max(1.0f, std::abs(end - zero))};
    fill(list, bar, bar_colour(ui.theme, sum), 1);
    const std::string text = std::string(desc.sum_label) + " " + std::string(desc.columns[column]) +
                             "  " + desc.format(sum);
    const Rect place{cell.x - 1, area.y, cell.w + 2, area.h};
    ui.announce({.role = a11y::Role::kListItem, .name = text}, place);
    if (ImGui::IsWindowHovered() && place.contains(ImGui::GetMousePos()))
      ui.tooltip(Ui::id(desc.columns[column]), bar, text);
  }
  horizontal_line(list, area.x, area.right(), zero, ui.theme.line);
  const TextStyle scale{type::kMicro, Weight::kRegular, ui.theme.tertiary, Align::kRight};
  const auto mark = [&](int64_t value) {
    draw_text(ui, list, {layout.row_sums.x, y_of(value) - 7, layout.row_sums.w, 14},
              value == 0 ? "0" : desc.format(value), scale);
  };
  constexpr float kMarkHeight = 12;
  const bool high_stands = sums.high > 0 && zero - y_of(sums.high) >= kMarkHeight;
  const bool low_stands = sums.low < 0 && y_of(sums.low) - zero >= kMarkHeight;
  mark(0);
  if (high_stands) mark(sums.high);
  if (low_stands) mark(sums.low);
}

void draw_cells(Ui& ui, const Grid& grid, const HeatMapDesc& desc) {
  QuadMesh mesh(ImGui::GetWindowDrawList(), static_cast<int>(desc.values.size()));
  const int columns = static_cast<int>(desc.columns.size());
  for (int row = 0; row < static_cast<int>(desc.rows.size()); ++row) {
    for (int column = 0; column < columns; ++column) {
      const int64_t value = desc.values[static_cast<size_t>(row * columns + column)];
      const Rect cell = grid.cell(row, column);
      mesh.rect(cell, diverging_colour(ui.theme, value, desc.limit));
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
  const Sums sums = sums_of(desc);
  const Layout layout = lay_out(ui, rect, desc, sums);
  const Grid& grid = layout.grid;
  const Rect& rest = grid.area;
  const ImGuiID id = Ui::id(desc.id.empty() ? desc.label : desc.id);
  const Interaction it = interact(ui, id, rest,
                                  {.role = a11y::Role::kList,
                                   .name = desc.label,
                                   .value = cell_name(desc, state.row, state.column),
                                   .count = static_cast<int>(desc.values.size())});
  ui.tree.begin(0, {.role = a11y::Role::kGroup, .name = desc.label}, rect, visible_part(rect));
  draw_axes(ui, layout, desc);
  draw_cells(ui, grid, desc);
  draw_row_sums(ui, layout, desc, sums);
  draw_column_sums(ui, layout, desc, sums);
  draw_legend(ui, layout.legend, desc);
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

}  // namespace fenming::ui
