#include "ui/ui.h"

#include <algorithm>
#include <cmath>

#include "ui/draw.h"
#include "ui/shortcuts.h"

namespace fenming::ui {

namespace {
constexpr float kTransitionMs = 120;
constexpr double kTooltipDelayMs = 450;
}  // namespace

void Ui::begin_frame(const app::PlatformInput& frame_input, app::PlatformOutput& frame_output) {
  input = &frame_input;
  output = &frame_output;
  frame_ms_ = std::min(50.0f, static_cast<float>(frame_input.now_ms - last_ms_));
  last_ms_ = frame_input.now_ms;
  last_entries_.assign(tree.entries().begin(), tree.entries().end());
  tree.clear();
  cuts.clear();
  focus.just_moved = false;
  edit.alive = false;
  tip_.asked = false;
  offered_ = std::exchange(offering_, {});
  asked_ = std::exchange(wanted_, {});
  had_edit_event_ = !frame_input.edits.empty();
  arrows_moved_last_ = std::exchange(arrows_move_focus_, false);
  apply_edit_events();
  for (const uint32_t target : frame_input.focus_requests)
    set_focus(target, true);
  move_focus_by_keys();
  if (const ImGuiID target = std::exchange(arriving_, 0); target != 0) {
    set_focus(target, true);
    focus.just_moved = true;
  }
  // A key that closed an edit is not also a press of the widget that gets the focus.
  activation_key_ =
      edit.id == 0 && !had_edit_event_ && focus.ring &&
      (shortcut_pressed(Shortcut::kPress) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false));
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) focus.ring = false;
}

bool Ui::offer_table(ImGuiID table, std::string_view name) {
  offering_.push_back({table, std::string(name)});
  return asked_.id == table;
}

void Ui::end_frame() {
  draw_tooltip();
  if (edit.id != 0 && !edit.alive) stop_edit();  // its field is gone: scrolled away or closed
  std::erase_if(animations_, [](const auto& entry) { return !entry.second.used; });
  for (auto& [key, animation] : animations_)
    animation.used = false;
}

void Ui::announce(const a11y::Node& node, const Rect& rect) {
  tree.add(0, node, rect, visible_part(rect), false, false);
}

void Ui::set_focus(ImGuiID target, bool ring) {
  if (focus.id != target) focus.just_moved = true;
  focus.id = target;
  focus.ring = ring;
}

bool Ui::focus_first_from(size_t entry) {
  const auto& entries = tree.entries();
  for (size_t i = entry; i < entries.size(); ++i) {
    if (!entries[i].focusable || (entries[i].states & a11y::kDisabled) != 0) continue;
    arriving_ = entries[i].id;
    output->request_repaint(0);
    return true;
  }
  return false;
}

bool Ui::has_focus_from(size_t entry) const {
  const auto& entries = tree.entries();
  for (size_t i = entry; i < entries.size(); ++i) {
    if (focus.id != 0 && entries[i].id == focus.id) return true;
  }
  return false;
}

bool Ui::focus_takes_text() const {
  for (const auto& entry : last_entries_) {
    if (entry.id == focus.id && focus.id != 0)
      return entry.role == a11y::Role::kCell && (entry.states & a11y::kReadOnly) == 0;
  }
  return false;
}

void Ui::start_edit(ImGuiID field, std::string value, float caret_x) {
  edit.id = field;
  edit.text = value;
  edit.start_value = std::move(value);
  edit.caret_x = caret_x;
  edit.alive = true;
  focus.id = field;
  focus.ring = false;
}

void Ui::stop_edit() {
  edit = Edit{};
}

const app::EditEvent* Ui::edit_event(ImGuiID field, app::EditEventKind kind) const {
  // Of several keys within one frame the last one's text is what stands in the field.
  for (auto event = input->edits.rbegin(); event != input->edits.rend(); ++event) {
    if (event->id == field && event->kind == kind) return &*event;
  }
  return nullptr;
}

void Ui::apply_edit_events() {
  for (const auto& event : input->edits) {
    if (event.kind == app::EditEventKind::kInput) {
      if (event.id == edit.id) edit.text = event.text;
      continue;
    }
    const bool moves_on =
        event.kind == app::EditEventKind::kCommit &&
        (event.reason == app::CommitReason::kTab || event.reason == app::CommitReason::kShiftTab);
    if (event.id == edit.id) stop_edit();
    if (moves_on) {
      focus.id = event.id;
      step_focus(event.reason == app::CommitReason::kTab ? 1 : -1);
    } else if (event.reason != app::CommitReason::kBlur ||
               event.kind == app::EditEventKind::kCancel) {
      focus.id = event.id;
      focus.ring = true;
    }
  }
}

void Ui::move_focus_by_keys() {
  if (input->focus_first || input->focus_last) {
    focus.id = 0;
    step_focus(input->focus_first ? 1 : -1);
    return;
  }
  const bool down = ImGui::IsKeyPressed(ImGuiKey_DownArrow);
  if (edit.id != 0) {
    // From the search field of an open list, the arrow goes to the list.
    if (!arrows_moved_last_ || !down) return;
    focus.id = edit.id;
    stop_edit();
  }
  const bool shift = ImGui::GetIO().KeyShift;
  if (shortcut_pressed(shift ? Shortcut::kPreviousField : Shortcut::kNextField, true)) {
    step_focus(shift ? -1 : 1);
  } else if (arrows_moved_last_ && down) {
    step_focus(1);
  } else if (arrows_moved_last_ && ImGui::IsKeyPressed(ImGuiKey_UpArrow)) {
    step_focus(-1);
  }
}

void Ui::step_focus(int direction) {
  int top = 0;
  for (const auto& entry : last_entries_)
    top = std::max(top, entry.layer);
  std::vector<ImGuiID> order;
  for (const auto& entry : last_entries_) {
    if (entry.focusable && entry.layer == top) order.push_back(entry.id);
  }
  if (order.empty()) return;
  const auto found = std::find(order.begin(), order.end(), focus.id);
  const auto size = static_cast<ptrdiff_t>(order.size());
  ptrdiff_t at = direction > 0 ? 0 : size - 1;
  if (found != order.end()) at = (found - order.begin() + direction + size) % size;
  set_focus(order[static_cast<size_t>(at)], true);
  focus.just_moved = true;
}

float Ui::animate(ImGuiID key, float target) {
  auto [found, fresh] = animations_.try_emplace(key, Animation{target, true});
  Animation& animation = found->second;
  animation.used = true;
  if (fresh || input->reduced_motion) {
    animation.value = target;
    return target;
  }
  const float step = frame_ms_ / kTransitionMs;
  const float distance = target - animation.value;
  animation.value =
      std::abs(distance) <= step ? target : animation.value + (distance > 0 ? step : -step);
  if (animation.value != target) output->request_repaint(0);
  return animation.value;
}

bool Ui::appears(ImGuiID key) {
  auto [found, fresh] = animations_.try_emplace(key, Animation{1, true});
  found->second.used = true;
  return fresh;
}

void Ui::tooltip(ImGuiID owner, const Rect& rect, std::string_view text) {
  if (text.empty()) return;
  if (tip_.owner != owner) {
    tip_.owner = owner;
    tip_.since_ms = input->now_ms;
  }
  tip_.asked = true;
  tip_.rect = rect;
  tip_.text = text;
}

void Ui::draw_tooltip() {
  if (!tip_.asked) {
    tip_.owner = 0;
    return;
  }
  const double rest = kTooltipDelayMs - (input->now_ms - tip_.since_ms);
  if (rest > 0) {
    output->request_repaint(static_cast<int>(rest) + 1);
    return;
  }
  const ImVec2 size = text_size(*this, tip_.text, {type::kSmall});
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  Rect box{tip_.rect.center().x - size.x / 2 - 8, tip_.rect.bottom() + 6, size.x + 16, 26};
  box.x = std::round(std::clamp(box.x, 4.0f, std::max(4.0f, screen.x - box.w - 4)));
  if (box.bottom() > screen.y - 4) box.y = tip_.rect.y - box.h - 6;
  ImDrawList* list = ImGui::GetForegroundDrawList();
  list->AddRectFilled(box.min(), box.max(), theme.tooltip, space::kRadius);
  draw_text(*this, list, box, tip_.text,
            {type::kSmall, Weight::kRegular, theme.on_tooltip, Align::kCenter});
  tree.add(0, {.role = a11y::Role::kTooltip, .name = tip_.text}, box, box, false, false);
}

bool Ui::activated_remotely(ImGuiID target) const {
  return std::find(input->activations.begin(), input->activations.end(), target) !=
         input->activations.end();
}

}  // namespace fenming::ui
