#include "ui/widgets/text_field.h"

#include "ui/draw.h"

namespace fenming::ui {
namespace {

constexpr float kPadding = 9;

bool is_number(app::FieldKind kind) {
  return kind == app::FieldKind::kMoney || kind == app::FieldKind::kQuantity ||
         kind == app::FieldKind::kPercent;
}

// The element lies inside the frame and between prefix and suffix, which stay ours.
Rect element_rect(const Ui& ui, const Rect& rect, const TextFieldDesc& desc) {
  Rect inner = desc.frameless ? rect : rect.inset(1);
  if (!desc.prefix.empty()) inner.cut_left(text_size(ui, desc.prefix, {}).x + kPadding);
  if (!desc.suffix.empty()) inner.cut_right(text_size(ui, desc.suffix, {}).x + kPadding);
  if (desc.kind == app::FieldKind::kSearch) inner.cut_left(24);
  return inner;
}

void request_edit(Ui& ui, ImGuiID id, const Rect& rect, const TextFieldDesc& desc) {
  const Rect inner = element_rect(ui, rect, desc);
  const Rect clip = visible_part(inner);
  const bool is_seen = clip.w > 0 && clip.h > 0;
  // What the keyboard has just reached out of sight is scrolled to on the next frame.
  ui.edit.alive = is_seen || (ui.focus.id == id && ui.focus.just_moved);
  if (!is_seen) return;
  app::EditRequest& request = ui.output->edit;
  ui.output->has_edit = true;
  request.id = id;
  request.kind = desc.kind;
  request.rect = inner.box();
  request.clip = clip.box();
  request.label = desc.label;
  request.value = ui.edit.start_value;
  request.hint = desc.hint;
  request.font_px = type::kBase;
  request.padding = kPadding - 1;
  request.right_aligned = is_number(desc.kind);
  request.invalid = !desc.error.empty();
  request.caret_x = ui.edit.caret_x;
  request.text_rgba = to_rgba(ui.theme.text);
  request.background_rgba = to_rgba(ui.theme.field);
  request.accent_rgba = to_rgba(ui.theme.accent);
}

void draw_frame(Ui& ui, const Rect& rect, const TextFieldDesc& desc, const Interaction& it,
                bool editing) {
  const Theme& t = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  fill(list, rect, desc.disabled ? t.disabled_field : t.field, space::kRadius);
  const ImU32 line = !desc.error.empty()            ? t.bad
                     : editing                      ? t.accent
                     : it.hovered && !desc.disabled ? t.tertiary
                                                    : mix(t.line, t.tertiary, 40);
  outline(list, rect, line, space::kRadius, editing || !desc.error.empty() ? 1.5f : 1.0f);
}

void draw_affixes(Ui& ui, const Rect& rect, const TextFieldDesc& desc) {
  const TextStyle style{type::kBase, Weight::kRegular, ui.theme.tertiary};
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_text(ui, list, {rect.x + kPadding, rect.y, 60, rect.h}, desc.prefix, style);
  if (!desc.suffix.empty()) {
    const float width = text_size(ui, desc.suffix, style).x;
    draw_text(ui, list, {rect.right() - kPadding - width, rect.y, width + 1, rect.h}, desc.suffix,
              style);
  }
  if (desc.kind == app::FieldKind::kSearch) {
    draw_icon(list, {rect.x + 6, rect.y, 20, rect.h}, Icon::kSearch, ui.theme.tertiary);
  }
}

void draw_value(Ui& ui, const Rect& rect, const TextFieldDesc& desc) {
  const Theme& t = ui.theme;
  const Rect inner = element_rect(ui, rect, desc).inset(kPadding - 1, 0);
  const bool empty = desc.value.empty();
  const ImU32 colour = desc.disabled             ? with_alpha(t.tertiary, 170)
                       : empty || desc.inherited ? t.tertiary
                                                 : t.text;
  const std::string_view text = empty ? desc.hint : desc.value;
  const TextStyle style{type::kBase, Weight::kRegular, colour,
                        is_number(desc.kind) ? Align::kRight : Align::kLeft};
  if (desc.kind != app::FieldKind::kMultiline) {
    draw_text(ui, ImGui::GetWindowDrawList(), inner, text,
              empty ? fitted(ui, text, style, inner.w) : style);
    return;
  }
  ImGui::PushClipRect(rect.min(), rect.max(), true);
  paragraph(ui, {inner.x, inner.y + 4, inner.w, inner.h}, text, style);
  ImGui::PopClipRect();
}

void read_events(Ui& ui, ImGuiID id, TextFieldResult& result) {
  if (const auto* event = ui.edit_event(id, app::EditEventKind::kInput)) {
    result.changed = true;
    result.text = event->text;
  }
  if (const auto* event = ui.edit_event(id, app::EditEventKind::kCommit)) {
    result.committed = true;
    result.reason = event->reason;
    result.text = event->text;
  }
  result.cancelled = ui.edit_event(id, app::EditEventKind::kCancel) != nullptr;
}

}  // namespace

TextFieldResult edit_in_place(Ui& ui, ImGuiID id, const Rect& rect, const TextFieldDesc& desc) {
  TextFieldResult result;
  read_events(ui, id, result);
  if (ui.edit.id == id) {
    result.editing = true;
    if (result.text.empty() && !result.changed) result.text = ui.edit.text;
    request_edit(ui, id, rect, desc);
  }
  return result;
}

TextFieldResult text_field(Ui& ui, const Rect& rect, const TextFieldDesc& desc) {
  const ImGuiID id = Ui::id(desc.id.empty() ? desc.label : desc.id);
  uint32_t states = desc.error.empty() ? 0u : static_cast<uint32_t>(a11y::kInvalid);
  if (desc.kind == app::FieldKind::kMultiline) states |= a11y::kMultiline;
  const bool was_editing = ui.edit.id == id;
  const auto role =
      desc.kind == app::FieldKind::kSearch ? a11y::Role::kSearchbox : a11y::Role::kTextbox;
  const Interaction it =
      interact(ui, id, rect,
               {.role = role,
                .name = desc.label,
                .value = was_editing ? std::string_view(ui.edit.text) : desc.value,
                .states = states},
               {.disabled = desc.disabled, .on_press = true, .cursor = "text"});
  const bool appears = (desc.autofocus && ui.appears(id)) || (desc.takes_find && ui.take_find());
  if (!desc.disabled && !was_editing && (it.pressed || it.focus_arrived || appears)) {
    const float caret_x = it.clicked_by_pointer && !is_number(desc.kind)
                              ? ImGui::GetMousePos().x - element_rect(ui, rect, desc).x
                              : -1;
    ui.start_edit(id, std::string(desc.value), caret_x);
  }
  TextFieldResult result = edit_in_place(ui, id, rect, desc);
  if (!it.shown) return result;
  draw_frame(ui, rect, desc, it, result.editing);
  draw_affixes(ui, rect, desc);
  if (!result.editing) draw_value(ui, rect, desc);
  if (it.ring && !result.editing) focus_ring(ui, ImGui::GetWindowDrawList(), rect, space::kRadius);
  return result;
}

void field_label(Ui& ui, const Rect& rect, const TextFieldDesc& desc) {
  draw_text(ui, ImGui::GetWindowDrawList(), rect, desc.label,
            {type::kSmall, Weight::kRegular, ui.theme.secondary});
}

void field_message(Ui& ui, const Rect& rect, const TextFieldDesc& desc, std::string_view help) {
  // A long message wraps; whoever shows one leaves room for it.
  if (!desc.error.empty()) {
    ui.announce({.role = a11y::Role::kAlert, .name = desc.error}, rect);
    paragraph(ui, rect, desc.error, {type::kSmall, Weight::kRegular, ui.theme.bad});
  } else if (!help.empty()) {
    paragraph(ui, rect, help, {type::kSmall, Weight::kRegular, ui.theme.tertiary});
  }
}

TextFieldResult labelled_field(Ui& ui, Rect rect, const TextFieldDesc& desc,
                               std::string_view help) {
  field_label(ui, rect.cut_top(18, 4), desc);
  const float height = desc.kind == app::FieldKind::kMultiline
                           ? std::max(space::kControl, rect.h - 22)
                           : space::kControl;
  const TextFieldResult result = text_field(ui, rect.cut_top(height, 2), desc);
  field_message(ui, rect.cut_top(18), desc, help);
  return result;
}

}  // namespace fenming::ui
