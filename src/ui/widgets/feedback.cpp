#include "ui/widgets/feedback.h"

#include <cmath>
#include <string>

#include "imgui_internal.h"
#include "ui/draw.h"

namespace fenming::ui {
namespace {

constexpr double kToastMs = 6000;

Icon tone_icon(Tone tone) {
  switch (tone) {
    case Tone::kGood:
      return Icon::kCheck;
    case Tone::kBad:
      return Icon::kError;
    case Tone::kWarn:
      return Icon::kWarning;
    case Tone::kNeutral:
    case Tone::kAccent:
      break;
  }
  return Icon::kInfo;
}

Tone toast_tone(app::ToastKind kind) {
  switch (kind) {
    case app::ToastKind::kGood:
      return Tone::kGood;
    case app::ToastKind::kWarn:
      return Tone::kWarn;
    case app::ToastKind::kBad:
      return Tone::kBad;
    case app::ToastKind::kInfo:
      break;
  }
  return Tone::kAccent;
}

// The lit part of a progress bar; where the total is not known it travels, or stands in the middle
// for those who want no motion.
Rect lit_part(Ui& ui, const Rect& track, const ProgressDesc& desc, int64_t percent) {
  if (desc.total > 0) {
    const float width = std::round(track.w * static_cast<float>(percent) / 100);
    return {track.x, track.y, std::max(4.0f, width), track.h};
  }
  constexpr double kRoundMs = 1600;
  const float width = std::round(track.w / 5);
  float share = 0.5f;
  if (!ui.input->reduced_motion) {
    share = static_cast<float>(std::fmod(ui.input->now_ms, kRoundMs) / kRoundMs);
    ui.output->request_repaint(0);
  }
  return track.intersect({track.x - width + (track.w + width) * share, track.y, width, track.h});
}

}  // namespace

float banner_height(Ui& ui, float width, const BannerDesc& desc) {
  const float action = desc.action.empty() ? 0 : text_size(ui, desc.action, {type::kSmall}).x + 16;
  return paragraph(ui, {0, 0, width - 44 - action, 0}, desc.text, {type::kSmall}, false) + 18;
}

bool banner(Ui& ui, const Rect& rect, const BannerDesc& desc) {
  const ToneColours colours = tone_colours(ui.theme, desc.tone);
  ImDrawList* list = ImGui::GetWindowDrawList();
  fill(list, rect, colours.background, space::kRadius);
  Rect row = rect.inset(10, 9);
  const Rect icon = row.cut_left(16, 8);
  draw_icon(list, {icon.x, icon.y, 16, 18}, tone_icon(desc.tone), colours.text);
  bool pressed = false;
  ui.tree.begin(0,
                {.role = desc.tone == Tone::kBad ? a11y::Role::kAlert : a11y::Role::kStatus,
                 .name = desc.text},
                rect, visible_part(rect));
  if (!desc.action.empty()) {
    const Rect place = row.cut_right(text_size(ui, desc.action, {type::kSmall}).x + 2, 14);
    pressed = link(ui, {place.x, place.y, place.w, 18}, desc.action, type::kSmall, desc.id);
  }
  paragraph(ui, row, desc.text, {type::kSmall, Weight::kRegular, colours.text});
  ui.tree.end();
  return pressed;
}

bool line_banner(Ui& ui, Rect& row, const BannerDesc& desc, std::string_view brief) {
  const ToneColours colours = tone_colours(ui.theme, desc.tone);
  const TextStyle style{type::kSmall, Weight::kRegular, colours.text};
  const float action = text_size(ui, desc.action, style).x + 2;
  const float bare = 10 + 16 + 8 + action + 10;
  const auto with = [&](std::string_view words) {
    return bare + text_size(ui, words, style).x + 15;
  };
  std::string_view words = desc.text;
  if (with(words) > row.w) words = brief;
  if (with(words) > row.w) words = {};
  const Rect place = row.cut_left(std::min(words.empty() ? bare : with(words), row.w), 8);
  ImDrawList* list = ImGui::GetWindowDrawList();
  fill(list, place, colours.background, space::kRadius);
  Rect rest = place.inset(10, 0);
  draw_icon(list, rest.cut_left(16, 8), tone_icon(desc.tone), colours.text);
  ui.tree.begin(0, {.role = a11y::Role::kStatus, .name = desc.text}, place, visible_part(place));
  const bool pressed = link(ui, rest.cut_right(action, 14), desc.action, type::kSmall, desc.id);
  if (!words.empty()) draw_text(ui, list, rest, words, style);
  ui.tree.end();
  if (words != desc.text && place.contains(ImGui::GetMousePos()))
    ui.tooltip(Ui::id(desc.id), place, desc.text);
  return pressed;
}

namespace {

// Counts down while nobody looks closer; what is held stays.
void count_down(Ui& ui, uint32_t first, ToastState& state, app::Actions& actions) {
  const double now = ui.input->now_ms;
  if (state.first_id != first) state = {first, kToastMs, now, state.held};
  if (!state.held) state.rest_ms -= now - state.last_ms;
  state.last_ms = now;
  if (state.held) return;
  if (state.rest_ms <= 0) actions.push(app::DismissToast{first});
  ui.output->request_repaint(std::max(0, static_cast<int>(state.rest_ms) + 1));
}

// True while the pointer or the keyboard is on it.
bool draw_toast(Ui& ui, Rect box, const app::Toast& toast, app::Actions& actions) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Tone tone = toast_tone(toast.kind);
  bool held = box.contains(ImGui::GetMousePos());
  shadow(ui, draw, box.inset(8), space::kCardRadius);
  fill(draw, box, ui.theme.dark ? ui.theme.raised : ui.theme.surface, space::kCardRadius);
  outline(draw, box, ui.theme.line, space::kCardRadius);
  const bool urgent = toast.kind == app::ToastKind::kBad || toast.kind == app::ToastKind::kWarn;
  ui.tree.begin(0, {.role = urgent ? a11y::Role::kAlert : a11y::Role::kStatus, .name = toast.text},
                box, box);
  draw_icon(draw, box.cut_left(36), tone_icon(tone), tone_colours(ui.theme, tone).text);
  ImGui::PushID(static_cast<int>(toast.id));
  const auto press = [&](const Rect& rect, const ButtonDesc& desc) {
    held = held || (ui.focus.ring && ui.focus.id == Ui::id(desc.id));
    const bool pressed = button(ui, rect, desc);
    if (pressed) actions.push(app::DismissToast{toast.id});
    return pressed;
  };
  const Rect cross = box.cut_right(36).middle(28);
  press({cross.x, cross.y, 28, 28}, {.id = "dismiss",
                                     .label = ui.tr(app::Key::common_close),
                                     .icon = Icon::kClose,
                                     .kind = ButtonKind::kQuiet,
                                     .icon_only = true});
  if (toast.action == app::ToastAction::kUndo) {
    const ButtonDesc undo{
        .id = "undo", .label = ui.tr(app::Key::common_undo), .kind = ButtonKind::kQuiet};
    if (press(box.cut_right(button_width(ui, undo), 4).middle(28), undo)) actions.push(app::Undo{});
  }
  ImGui::PopID();
  draw_text(ui, draw, box, toast.text, {});
  if (held && text_size(ui, toast.text, {}).x > box.w) ui.tooltip(toast.id, box, toast.text);
  ui.tree.end();
  return held;
}

}  // namespace

void toasts(Ui& ui, std::span<const app::Toast> list, ToastState& state, app::Actions& actions) {
  if (list.empty()) {
    state.held = false;
    return;
  }
  count_down(ui, list.front().id, state, actions);
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float height = static_cast<float>(list.size()) * 52;
  const Rect window{screen.x - 388, screen.y - height - 20, 376, height + 12};
  ImGui::SetNextWindowPos(window.min());
  ImGui::SetNextWindowSize({window.w, window.h});
  ImGui::Begin("##toasts", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoMove);
  Rect rows = window.inset(8, 4);
  state.held = false;
  for (const app::Toast& toast : list)
    state.held = draw_toast(ui, rows.cut_top(44, 8), toast, actions) || state.held;
  ImGui::End();
}

bool empty_state(Ui& ui, const Rect& rect, const EmptyStateDesc& desc) {
  const Theme& t = ui.theme;
  const float text_width = std::min(360.0f, rect.w - 32);
  const TextStyle small{type::kSmall, Weight::kRegular, t.secondary, Align::kCenter};
  const float text_height = paragraph(ui, {0, 0, text_width, 0}, desc.text, small, false);
  const float total = 44 + 12 + 22 + 6 + text_height + (desc.action.empty() ? 0 : 46);
  Rect column{std::round(rect.x + (rect.w - text_width) / 2),
              std::round(rect.y + std::max(0.0f, (rect.h - total) / 2)), text_width, total};
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Rect circle = column.cut_top(44, 12);
  list->AddCircleFilled(circle.center(), 22, t.dark ? t.raised : t.hover);
  draw_icon(list, circle, desc.icon, t.tertiary, 1.25f);
  heading(ui, column.cut_top(22, 6), desc.title, 3,
          {type::kBase, Weight::kSemibold, t.text, Align::kCenter});
  paragraph(ui, column.cut_top(text_height, 16), desc.text, small);
  if (desc.action.empty()) return false;
  const ButtonDesc press{.label = desc.action, .kind = ButtonKind::kPrimary};
  const float width = button_width(ui, press);
  return button(
      ui, {std::round(column.x + (column.w - width) / 2), column.y, width, space::kControl}, press);
}

bool progress(Ui& ui, const Rect& rect, const ProgressDesc& desc) {
  const Theme& t = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  Rect row = rect.middle(38);
  const ButtonDesc cancel{.label = ui.tr(app::Key::common_cancel)};
  const bool cancelled =
      desc.can_cancel &&
      button(ui, row.cut_right(button_width(ui, cancel), 12).middle(space::kControl), cancel);
  const int64_t percent = desc.total > 0 ? desc.done * 100 / desc.total : 0;
  const std::string shown = desc.total > 0 ? std::to_string(percent) + " %" : std::string();
  ui.announce(
      {.role = a11y::Role::kProgress, .name = desc.label, .value = shown, .states = a11y::kBusy},
      row);
  const Rect top = row.cut_top(20, 6);
  draw_text(ui, list, top, desc.label, {type::kSmall, Weight::kRegular, t.text});
  const std::string right = desc.detail.empty() ? shown : std::string(desc.detail) + "  " + shown;
  draw_text(ui, list, top, right, {type::kSmall, Weight::kRegular, t.secondary, Align::kRight});
  const Rect track = row.cut_top(4);
  fill(list, track, t.line, 2);
  fill(list, lit_part(ui, track, desc, percent), t.accent, 2);
  return cancelled;
}

}  // namespace fenming::ui
