#include "ui/widgets/table_layout.h"

#include <algorithm>
#include <cmath>

namespace fenming::ui {

namespace {
constexpr float kScrollBar = 10;  // kept free at the right side
}  // namespace

TableLayout lay_out(const Rect& rect, const TableDesc& desc) {
  TableLayout layout;
  Rect rest = rect;
  layout.header = rest.cut_top(space::kRow);
  layout.body = rest;
  float fixed = 0;
  float flex = 0;
  for (const TableColumn& column : desc.columns) {
    fixed += column.width;
    if (column.width == 0) flex += column.flex;
  }
  const float room = std::max(0.0f, rect.w - fixed - kScrollBar);
  float x = rect.x;
  for (const TableColumn& column : desc.columns) {
    layout.left.push_back(x);
    x += column.width > 0 ? column.width : std::floor(room * column.flex / flex);
  }
  layout.left.push_back(rect.right() - kScrollBar);
  layout.frozen = static_cast<size_t>(desc.frozen);
  if (desc.frozen > 0) {
    layout.shift = std::max(0.0f, desc.frozen_x - rect.x);
    layout.frozen_width = layout.left[layout.frozen] - layout.left[0];
  }
  return layout;
}

Rect cell_rect(const TableLayout& layout, size_t column, float y) {
  float left = layout.left[column];
  float right = layout.left[column + 1];
  if (column < layout.frozen) {
    left += layout.shift;
    right += layout.shift;
  } else if (layout.frozen > 0) {
    left = std::max(left, layout.left[0] + layout.shift + layout.frozen_width);
  }
  return {left, y, std::max(0.0f, right - left), space::kRow};
}

ImU32 tone_colour(const Theme& t, CellTone tone) {
  switch (tone) {
    case CellTone::kSecondary:
      return t.secondary;
    case CellTone::kInherited:
      return t.tertiary;
    case CellTone::kGood:
      return t.good;
    case CellTone::kBad:
      return t.bad;
    case CellTone::kWarn:
      return t.warn;
    case CellTone::kAccent:
      return t.accent;
    case CellTone::kGain:
      return t.gain();
    case CellTone::kLoss:
      return t.loss();
    case CellTone::kNormal:
    case CellTone::kStrong:
      break;
  }
  return t.text;
}

}  // namespace fenming::ui
