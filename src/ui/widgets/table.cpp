#include "ui/widgets/table.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "imgui_internal.h"
#include "ui/widgets/table_block.h"
#include "ui/widgets/table_keys.h"
#include "ui/widgets/table_layout.h"

namespace fenming::ui {
namespace {

constexpr int kMostPrinted = 5000;  // rows

class Drawer {
 public:
  Drawer(Ui& ui, const Rect& rect, const TableDesc& desc, TableState& state)
      : ui_(ui), desc_(desc), state_(state), layout_(lay_out(rect, desc)), rect_(rect) {}

  TableResult run() {
    const ImGuiID id = Ui::id(desc_.id.empty() ? desc_.label : desc_.id);
    ImGui::PushID(static_cast<int>(id));
    ui_.tree.begin(id,
                   {.role = a11y::Role::kTable,
                    .name = desc_.label,
                    .count = desc_.rows,
                    .columns = static_cast<int>(desc_.columns.size())},
                   rect_, visible_part(rect_));
    if (ui_.offer_table(id, desc_.label)) ui_.give_table(shown_table(ui_, desc_));
    draw_header();
    draw_body();
    tell_columns();
    ui_.tree.end();
    ImGui::PopID();
    return std::move(result_);
  }

 private:
  void tell_columns() {
    const auto column = static_cast<size_t>(state_.column);
    if (state_.row < 0 || column + 1 >= layout_.left.size()) return;
    result_.current_left = layout_.left[column];
    result_.current_right = layout_.left[column + 1];
    result_.frozen_right = layout_.left[0] + layout_.shift + layout_.frozen_width;
  }

  void draw_header() {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Theme& t = ui_.theme;
    for (size_t i = 0; i < desc_.columns.size(); ++i) {
      const TableColumn& column = desc_.columns[i];
      const Rect cell = cell_rect(layout_, i, layout_.header.y);
      if (cell.w <= 0) continue;
      const bool sorted = state_.sort_column == static_cast<int>(i);
      bool hovered = false;
      if (column.sortable) {
        const uint32_t states =
            sorted ? (state_.sort_descending ? a11y::kSortedDown : a11y::kSortedUp) : 0u;
        ImGui::PushID(static_cast<int>(i));
        // Where cells are selected as blocks the keyboard sorts from there, so that the way into
        // the table does not lead past every header.
        const Interaction it = interact(ui_, Ui::id("head"), cell,
                                        {.role = a11y::Role::kColumnHeader,
                                         .name = column.title,
                                         .states = states,
                                         .index = static_cast<int>(i)},
                                        {.focusable = !desc_.blocks});
        ImGui::PopID();
        hovered = it.hovered;
        const bool selects = desc_.blocks && desc_.rows > 0 && ImGui::GetIO().KeyShift;
        if (it.pressed && selects) select_column(static_cast<int>(i));
        if (it.pressed && !selects) result_.sort_pressed = static_cast<int>(i);
        if (it.ring) focus_ring(ui_, list, cell.inset(2), 4);
      } else {
        ui_.announce(
            {.role = a11y::Role::kColumnHeader, .name = column.title, .index = static_cast<int>(i)},
            cell);
        const bool pressed = ImGui::IsWindowHovered() && cell.contains(ImGui::GetMousePos()) &&
                             ImGui::IsMouseClicked(ImGuiMouseButton_Left);
        if (pressed && desc_.blocks && desc_.rows > 0) select_column(static_cast<int>(i));
      }
      draw_header_text(list, cell, column, sorted, hovered);
    }
    horizontal_line(list, rect_.x, rect_.right(), layout_.header.bottom() - 1, t.line);
  }

  void draw_header_text(ImDrawList* list, const Rect& cell, const TableColumn& column, bool sorted,
                        bool hovered) {
    const Theme& t = ui_.theme;
    Rect text = cell.inset(kCellPadding, 0);
    const ImU32 colour = sorted || hovered ? t.text : t.secondary;
    const TextStyle style{type::kSmall, Weight::kRegular, colour, column.align};
    const float width = std::min(text.w, text_size(ui_, column.title, style).x);
    draw_text(ui_, list, text, column.title, style);
    if (!sorted) return;
    const float x = column.align == Align::kRight ? text.right() - width - 16 : text.x + width + 2;
    draw_icon(list, {x, cell.y, 14, cell.h},
              state_.sort_descending ? Icon::kChevronDown : Icon::kChevronUp, t.accent, 0.85f);
  }

  void draw_body() {
    ImGui::SetCursorScreenPos(layout_.body.min());
    ImGui::BeginChild("body", {layout_.body.w, layout_.body.h}, ImGuiChildFlags_None,
                      ImGuiWindowFlags_NoNav);
    handle_keys();
    if (std::exchange(state_.wants_column, false) && desc_.rows > 0) select_column(state_.column);
    reveal_current();
    range_ = selected_range(state_);
    if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) state_.dragging = false;
    const float top = layout_.body.y - ImGui::GetScrollY();
    const bool all = ui_.input->printing;
    const int first = all ? 0 : std::max(0, static_cast<int>(ImGui::GetScrollY() / space::kRow));
    const int shown = all ? kMostPrinted : static_cast<int>(layout_.body.h / space::kRow) + 2;
    const int last = std::min(desc_.rows, first + shown);
    for (int row = first; row < last; ++row) {
      draw_row(row, std::round(top + static_cast<float>(row) * space::kRow));
    }
    keep_hidden_edit(first, last);
    if (focus_after_rows_) focus_current();
    ImGui::SetCursorScreenPos({layout_.body.x, top + static_cast<float>(desc_.rows) * space::kRow});
    ImGui::Dummy({1, 0});
    ImGui::EndChild();
    if (desc_.rows == 0) {
      label(ui_, layout_.body, desc_.empty_text,
            {type::kBase, Weight::kRegular, ui_.theme.tertiary, Align::kCenter});
    }
  }

  bool is_selected(int row) const { return row >= range_.top && row <= range_.bottom; }

  void draw_row(int row, float y) {
    const Rect line{layout_.body.x, y, layout_.body.w, space::kRow};
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Theme& t = ui_.theme;
    const bool hovered = ImGui::IsWindowHovered() && line.contains(ImGui::GetMousePos());
    const ImU32 surface = is_selected(row) && !desc_.blocks ? t.accent_background
                          : hovered                         ? (t.dark ? t.hover : t.raised)
                                                            : t.surface;
    fill(list, line, surface);
    horizontal_line(list, line.x, line.right(), line.bottom() - 1, t.faint_line);
    ImGui::PushID(row);
    ui_.tree.begin(0,
                   {.role = a11y::Role::kRow,
                    .states = is_selected(row) ? a11y::kSelected : 0u,
                    .index = row,
                    .count = desc_.rows},
                   line, visible_part(line));
    const auto columns = static_cast<int>(desc_.columns.size());
    for (int column = desc_.frozen; column < columns; ++column)
      draw_cell(row, column, cell_rect(layout_, static_cast<size_t>(column), y));
    // Frozen cells lie over the others.
    if (desc_.frozen > 0 && layout_.shift > 0)
      fill(list, {layout_.left[0] + layout_.shift, y, layout_.frozen_width, space::kRow - 1},
           surface);
    for (int column = 0; column < desc_.frozen; ++column)
      draw_cell(row, column, cell_rect(layout_, static_cast<size_t>(column), y));
    ui_.tree.end();
    ImGui::PopID();
  }

  void draw_cell(int row, int column, const Rect& rect) {
    if (rect.w <= 0) return;
    TableCell cell;
    desc_.cell(row, column, cell);
    const bool current = state_.row == row && state_.column == column;
    ImGui::PushID(column);
    const ImGuiID id = Ui::id("cell");
    ImGui::PopID();
    const uint32_t states =
        (cell.error.empty() ? 0u : a11y::kInvalid) | (cell.editable ? 0u : a11y::kReadOnly);
    // One stop of the Tab order: the current cell, or the first visible one.
    const bool focusable = current || (state_.row < 0 && row == 0 && column == 0);
    const Interaction it =
        interact(ui_, id, rect,
                 {.role = a11y::Role::kCell,
                  .name = desc_.columns[static_cast<size_t>(column)].title,
                  .value = cell.text,
                  .description = cell.note,
                  .states = states,
                  .index = column},
                 {.focusable = focusable, .cursor = cell.editable ? "cell" : "default"});
    const std::string& told = cell.error.empty() ? cell.note : cell.error;
    if (it.hovered && !told.empty()) ui_.tooltip(id, rect, told);
    take_pointer(it, row, column, id, rect, cell);
    if (it.focus_arrived && !current) move_to(row, column, false);
    if (it.ring && it.pressed && !it.clicked_by_pointer) act_on(row, column, id, cell);
    draw_cell_content(rect, cell, id, row, column, current && ui_.focus.id == id);
    take_edit(row, column, id, rect, cell);
  }

  void take_pointer(const Interaction& it, int row, int column, ImGuiID id, const Rect& rect,
                    const TableCell& cell) {
    if (it.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
      move_to(row, column, ImGui::GetIO().KeyShift);
      state_.reveal = false;
      state_.dragging = desc_.blocks;
      ui_.set_focus(id, false);
    } else if (state_.dragging && rect.contains(ImGui::GetMousePos()) &&
               (row != state_.row || column != state_.column)) {
      move_to(row, column, true);
      ui_.set_focus(id, false);
    }
    if (it.double_clicked) act_on(row, column, id, cell);
    if (it.context) {
      if (!(desc_.blocks ? range_.contains(row, column) : is_selected(row)))
        move_to(row, column, false);
      result_.context_row = row;
      result_.context_at = it.hovered ? ImGui::GetMousePos() : layout_.body.min();
    }
  }

  void act_on(int row, int column, ImGuiID id, const TableCell& cell) {
    move_to(row, column, false);
    if (cell.editable) {
      ui_.start_edit(id, cell.edit_text.empty() ? cell.text : cell.edit_text, -1);
    } else {
      result_.activated_row = row;
    }
  }

  void draw_cell_content(const Rect& rect, const TableCell& cell, ImGuiID id, int row, int column,
                         bool has_keys) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Theme& t = ui_.theme;
    if (desc_.blocks && !range_.is_single() && range_.contains(row, column))
      fill(list, {rect.x, rect.y, rect.w, rect.h - 1}, t.accent_background);
    if (!cell.error.empty()) outline(list, rect.inset(2), t.bad, 4, 1.5f);
    if (has_keys && ui_.edit.id != id)
      outline(list, rect.inset(1), t.accent, 4, ui_.focus.ring ? 2.0f : 1.0f);
    if (ui_.edit.id == id) return;
    const TextStyle style{
        type::kBase, cell.tone == CellTone::kStrong ? Weight::kSemibold : Weight::kRegular,
        tone_colour(t, cell.tone), desc_.columns[static_cast<size_t>(column)].align};
    Rect text = rect.inset(kCellPadding, 0);
    if (cell.indent > 0) draw_indent(list, text, cell.indent);
    draw_text(ui_, list, text, cell.text, style);
    if (cell.changed) list->AddCircleFilled({rect.right() - 5, rect.y + 8}, 2.5f, t.accent);
  }

  // An elbow from what stands above in the tree.
  void draw_indent(ImDrawList* list, Rect& text, int levels) const {
    constexpr float kLevel = 14;
    text.cut_left(kLevel * static_cast<float>(levels - 1));
    const Rect elbow = text.cut_left(kLevel - 4, 4);
    const float y = std::round(elbow.y + elbow.h / 2);
    vertical_line(list, elbow.x, elbow.y + 7, y, ui_.theme.line);
    horizontal_line(list, elbow.x, elbow.right(), y, ui_.theme.line);
  }

  void take_edit(int row, int column, ImGuiID id, const Rect& rect, const TableCell& cell) {
    const Rect field = rect.inset(2);
    if (ui_.edit.id == id) {
      fill(ImGui::GetWindowDrawList(), field, ui_.theme.field, 4);
      outline(ImGui::GetWindowDrawList(), field, ui_.theme.accent, 4, 2);
    }
    const TextFieldResult edit =
        edit_in_place(ui_, id, field.inset(2),
                      {.label = desc_.columns[static_cast<size_t>(column)].title,
                       .value = cell.text,
                       .kind = cell.kind,
                       .frameless = true});
    if (!edit.committed) {
      if (edit.cancelled) ui_.set_focus(id, true);
      return;
    }
    result_.edited =
        edit.text != (cell.edit_text.empty() ? cell.text : cell.edit_text) || !cell.error.empty();
    result_.edit_row = row;
    result_.edit_column = column;
    result_.text = edit.text;
    if (edit.reason == app::CommitReason::kEnter && row + 1 < desc_.rows)
      move_to(row + 1, column, false);
    focus_after_rows_ = edit.reason == app::CommitReason::kEnter;
  }

  // An edit whose row scrolled away is committed by the platform when its element is removed.
  void keep_hidden_edit(int first, int last) {
    if (state_.row >= first && state_.row < last) return;
    for (const auto& event : ui_.input->edits) {
      if (event.kind == app::EditEventKind::kCommit &&
          event.id == id_of(state_.row, state_.column)) {
        result_ = {.edited = true,
                   .edit_row = state_.row,
                   .edit_column = state_.column,
                   .text = event.text};
      }
    }
  }

  void handle_keys() {
    if (state_.row < 0 || ui_.edit.id != 0 || ui_.focus.id != id_of(state_.row, state_.column))
      return;
    const int page = std::max(1, static_cast<int>(layout_.body.h / space::kRow) - 1);
    TableKeys keys = read_table_keys(ui_, desc_, state_, page);
    if (keys.moved) {
      result_.moved = true;
      focus_current();
    }
    if (keys.start)
      ui_.start_edit(id_of(state_.row, state_.column), *keys.start,
                     keys.selects_all ? -1.0f : 10000.0f);
    if (keys.typed) {
      result_.edited = true;
      result_.edit_row = state_.row;
      result_.edit_column = state_.column;
      result_.text = *keys.typed;
    }
    result_.block = std::move(keys.block);
  }

  void move_to(int row, int column, bool extend) {
    result_.moved = result_.moved || row != state_.row || column != state_.column;
    move_current(state_, row, column, extend);
  }

  // As in a spreadsheet, the first cell stays the current one.
  void select_column(int column) {
    move_to(0, column, false);
    state_.anchor_row = desc_.rows - 1;
    state_.anchor_column = column;
    focus_after_rows_ = true;
  }

  void focus_current() { ui_.set_focus(id_of(state_.row, state_.column), true); }

  ImGuiID id_of(int row, int column) const {
    ImGui::PushID(row);
    ImGui::PushID(column);
    const ImGuiID id = Ui::id("cell");
    ImGui::PopID();
    ImGui::PopID();
    return id;
  }

  void reveal_current() {
    if (!state_.reveal || state_.row < 0) return;
    state_.reveal = false;
    const float top = static_cast<float>(state_.row) * space::kRow;
    const float scroll = ImGui::GetScrollY();
    if (top < scroll) ImGui::SetScrollY(top);
    if (top + space::kRow > scroll + layout_.body.h)
      ImGui::SetScrollY(top + space::kRow - layout_.body.h);
    ui_.output->request_repaint(0);
  }

  Ui& ui_;
  const TableDesc& desc_;
  TableState& state_;
  TableLayout layout_;
  Rect rect_;
  TableResult result_;
  CellRange range_;                // what is selected
  bool focus_after_rows_ = false;  // ids of cells are made outside the row's id scope
};

}  // namespace

TableResult table(Ui& ui, const Rect& rect, const TableDesc& desc, TableState& state) {
  if (state.row >= desc.rows) state.row = desc.rows - 1;
  if (state.anchor_row >= desc.rows) state.anchor_row = desc.rows - 1;
  const int last_column = static_cast<int>(desc.columns.size()) - 1;
  state.column = std::clamp(state.column, 0, std::max(0, last_column));
  state.anchor_column = std::clamp(state.anchor_column, 0, std::max(0, last_column));
  return Drawer(ui, rect, desc, state).run();
}

}  // namespace fenming::ui
