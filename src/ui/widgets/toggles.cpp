#include "ui/widgets/toggles.h"

#include <algorithm>
#include <cmath>

#include "ui/draw.h"
#include "ui/widgets/icons.h"

namespace fenming::ui {
namespace {

ImGuiID id_of(std::string_view id, std::string_view label) {
  return Ui::id(id.empty() ? label : id);
}

ImU32 faded(const Theme& t) {
  return with_alpha(t.tertiary, 150);
}

// Arrow keys step within the group; the new index or -1.
int arrow_choice(const Ui& ui, const Interaction& it, int index, int count) {
  if (key_for(ui, it, ImGuiKey_RightArrow)) return (index + 1) % count;
  if (key_for(ui, it, ImGuiKey_LeftArrow)) return (index + count - 1) % count;
  return -1;
}

}  // namespace

bool checkbox(Ui& ui, const Rect& rect, const ToggleDesc& desc, bool value) {
  const uint32_t state = desc.mixed ? a11y::kMixed : value ? a11y::kChecked : a11y::kUnchecked;
  const Interaction it =
      interact(ui, id_of(desc.id, desc.label), rect,
               {.role = a11y::Role::kCheckbox, .name = desc.label, .states = state},
               {.disabled = desc.disabled});
  if (!it.shown) return it.pressed;
  const Theme& t = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  Rect box = rect.middle(16);
  box.w = 16;
  const bool on = value || desc.mixed;
  fill(list, box,
       desc.disabled ? t.disabled_field
       : on          ? (it.held ? t.accent_pressed : t.accent)
       : it.hovered  ? t.hover
                     : t.field,
       4);
  if (!on || desc.disabled)
    outline(list, box, it.hovered && !desc.disabled ? t.tertiary : with_alpha(t.tertiary, 150), 4);
  const ImU32 mark = desc.disabled ? faded(t) : t.on_accent;
  if (on) draw_icon(list, box, desc.mixed ? Icon::kMinus : Icon::kCheck, mark, 0.75f);
  draw_text(ui, list, {box.right() + 8, rect.y, rect.right() - box.right() - 8, rect.h}, desc.label,
            {type::kBase, Weight::kRegular, desc.disabled ? faded(t) : t.text});
  if (it.ring) focus_ring(ui, list, box, 4);
  return it.pressed;
}

bool switch_control(Ui& ui, const Rect& rect, const ToggleDesc& desc, bool value) {
  const Interaction it = interact(ui, id_of(desc.id, desc.label), rect,
                                  {.role = a11y::Role::kSwitch,
                                   .name = desc.label,
                                   .states = value ? a11y::kChecked : a11y::kUnchecked},
                                  {.disabled = desc.disabled});
  if (!it.shown) return it.pressed;
  const Theme& t = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  Rect track = rect.middle(18);
  track.w = 32;
  const float on = ui.animate(it.id, value ? 1.0f : 0.0f);
  const ImU32 off_colour = with_alpha(t.tertiary, it.hovered ? 190 : 140);
  fill(list, track, desc.disabled ? t.line : mix(off_colour, t.accent, static_cast<int>(on * 256)),
       9);
  list->AddCircleFilled({track.x + 9 + on * 14, track.y + 9}, 7,
                        desc.disabled     ? t.disabled_field
                        : t.dark && value ? t.on_accent
                                          : rgb(0xFFFFFF));
  draw_text(ui, list, {track.right() + 8, rect.y, rect.right() - track.right() - 8, rect.h},
            desc.label, {type::kBase, Weight::kRegular, desc.disabled ? faded(t) : t.text});
  if (it.ring) focus_ring(ui, list, track, 9);
  return it.pressed;
}

float segmented_width(const Ui& ui, const ChoiceDesc& desc) {
  float width = 0;
  for (const auto option : desc.options) {
    width += std::ceil(text_size(ui, option, {type::kBase, Weight::kSemibold}).x) + 24;
  }
  return width + 4;
}

// The size at which all options fit beside each other, with the least room around their words.
static float options_size(const Ui& ui, const ChoiceDesc& desc, float width) {
  constexpr float kLeast = 6;
  float size = type::kBase;
  for (const float smaller : {type::kSmall, type::kMicro}) {
    float needed = 4;
    for (const auto option : desc.options)
      needed += std::ceil(text_size(ui, option, {size, Weight::kSemibold}).x) + kLeast;
    if (needed <= width) break;
    size = smaller;
  }
  return size;
}

int segmented(Ui& ui, const Rect& rect, const ChoiceDesc& desc, int selected) {
  const Theme& t = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImGuiID group = id_of(desc.id, desc.label);
  ui.tree.begin(group, {.role = a11y::Role::kRadioGroup, .name = desc.label}, rect,
                visible_part(rect));
  ImGui::PushID(static_cast<int>(group));
  fill(list, rect, t.dark ? t.background : t.hover, space::kRadius);
  outline(list, rect, t.line, space::kRadius);
  const int count = static_cast<int>(desc.options.size());
  const float size = options_size(ui, desc, rect.w);
  float words = 4;
  for (const auto option : desc.options)
    words += std::ceil(text_size(ui, option, {size, Weight::kSemibold}).x);
  const float around = (rect.w - words) / static_cast<float>(count);
  Rect row = rect.inset(2);
  int chosen = -1;
  for (int i = 0; i < count; ++i) {
    const auto option = desc.options[static_cast<size_t>(i)];
    const bool on = i == selected;
    const float width = std::ceil(text_size(ui, option, {size, Weight::kSemibold}).x) + around;
    const Rect part = i + 1 == count ? row : row.cut_left(width);
    const Interaction it = interact(ui, Ui::id(option), part,
                                    {.role = a11y::Role::kRadio,
                                     .name = option,
                                     .states = on ? a11y::kChecked : a11y::kUnchecked,
                                     .index = i,
                                     .count = count},
                                    {.disabled = desc.disabled});
    if (on) {
      fill(list, part, t.dark ? t.pressed : t.surface, 4);
      outline(list, part, t.line, 4);
    } else if (it.hovered && !desc.disabled) {
      fill(list, part, it.held ? t.line : t.pressed, 4);
    }
    draw_text(ui, list, part, option,
              {size, on ? Weight::kSemibold : Weight::kRegular,
               desc.disabled ? faded(t)
               : on          ? t.text
                             : t.secondary,
               Align::kCenter});
    if (it.ring) focus_ring(ui, list, part, 4);
    if (it.pressed && !on) chosen = i;
    const int stepped = arrow_choice(ui, it, i, count);
    if (stepped >= 0) {
      chosen = stepped;
      ui.set_focus(Ui::id(desc.options[static_cast<size_t>(stepped)]), true);
    }
  }
  ImGui::PopID();
  ui.tree.end();
  return chosen;
}

static float tab_width(const Ui& ui, std::string_view option, float size = type::kBase) {
  return std::ceil(text_size(ui, option, {size, Weight::kSemibold}).x) + 24;
}

float tabs_width(const Ui& ui, const ChoiceDesc& desc) {
  float width = 0;
  for (const std::string_view option : desc.options)
    width += tab_width(ui, option);
  return width;
}

int tabs(Ui& ui, const Rect& rect, const ChoiceDesc& desc, int selected) {
  const Theme& t = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImGuiID group = id_of(desc.id, desc.label);
  ui.tree.begin(group, {.role = a11y::Role::kTabList, .name = desc.label}, rect,
                visible_part(rect));
  ImGui::PushID(static_cast<int>(group));
  horizontal_line(list, rect.x, rect.right(), rect.bottom() - 1, t.line);
  Rect row = rect;
  const int count = static_cast<int>(desc.options.size());
  int chosen = -1;
  // In a narrow strip the tabs give up room beside their words.
  const float size = options_size(ui, desc, rect.w);
  float wide = 0;
  for (const auto option : desc.options)
    wide += tab_width(ui, option, size);
  const float spared = std::max(0.0f, wide - rect.w) / static_cast<float>(std::max(1, count));
  for (int i = 0; i < count; ++i) {
    const auto option = desc.options[static_cast<size_t>(i)];
    const bool on = i == selected;
    const Rect part = row.cut_left(tab_width(ui, option, size) - spared);
    const Interaction it = interact(ui, Ui::id(option), part,
                                    {.role = a11y::Role::kTab,
                                     .name = option,
                                     .states = on ? a11y::kSelected : 0u,
                                     .index = i,
                                     .count = count},
                                    {.disabled = desc.disabled});
    draw_text(ui, list, part, option,
              {size, on ? Weight::kSemibold : Weight::kRegular,
               on           ? t.accent
               : it.hovered ? t.text
                            : t.secondary,
               Align::kCenter});
    if (on) fill(list, {part.x + 8, part.bottom() - 2, part.w - 16, 2}, t.accent, 1);
    if (it.ring) focus_ring(ui, list, part.inset(2), 4);
    if (it.pressed && !on) chosen = i;
    const int stepped = arrow_choice(ui, it, i, count);
    if (stepped >= 0) {
      chosen = stepped;
      ui.set_focus(Ui::id(desc.options[static_cast<size_t>(stepped)]), true);
    }
  }
  ImGui::PopID();
  ui.tree.end();
  return chosen;
}

namespace {

int64_t snapped(const SliderDesc& desc, int64_t value) {
  const int64_t steps = (value - desc.minimum + desc.step / 2) / desc.step;
  return std::clamp(desc.minimum + steps * desc.step, desc.minimum, desc.maximum);
}

float position_of(const SliderDesc& desc, const Rect& track, int64_t value) {
  const double span = static_cast<double>(desc.maximum - desc.minimum);
  return track.x + static_cast<float>(static_cast<double>(value - desc.minimum) / span) * track.w;
}

int64_t key_step(const Ui& ui, const Interaction& it, const SliderDesc& desc, int64_t value) {
  const int64_t step = ImGui::GetIO().KeyShift ? desc.step * 10 : desc.step;
  if (key_for(ui, it, ImGuiKey_RightArrow) || key_for(ui, it, ImGuiKey_UpArrow))
    return value + step;
  if (key_for(ui, it, ImGuiKey_LeftArrow) || key_for(ui, it, ImGuiKey_DownArrow))
    return value - step;
  if (key_for(ui, it, ImGuiKey_PageUp)) return value + desc.step * 10;
  if (key_for(ui, it, ImGuiKey_PageDown)) return value - desc.step * 10;
  if (key_for(ui, it, ImGuiKey_Home)) return desc.minimum;
  if (key_for(ui, it, ImGuiKey_End)) return desc.maximum;
  return value;
}

}  // namespace

SliderResult slider(Ui& ui, const Rect& rect, const SliderDesc& desc, int64_t value) {
  const Interaction it =
      interact(ui, id_of(desc.id, desc.label), rect,
               {.role = a11y::Role::kSlider,
                .name = desc.label,
                .value = desc.value_text,
                .index = static_cast<int>((value - desc.minimum) / desc.step),
                .count = static_cast<int>((desc.maximum - desc.minimum) / desc.step)},
               {.disabled = desc.disabled, .on_press = true, .cursor = "ew-resize"});
  SliderResult result{.value = value};
  Rect track = rect.inset(8, 0).middle(4);
  if (it.held && track.w > 0) {
    const float share = std::clamp((ImGui::GetMousePos().x - track.x) / track.w, 0.0f, 1.0f);
    const auto span = static_cast<double>(desc.maximum - desc.minimum);
    result.value = snapped(
        desc, desc.minimum + static_cast<int64_t>(std::llround(static_cast<double>(share) * span)));
  }
  const bool let_go =
      it.focused && ImGui::IsMouseReleased(ImGuiMouseButton_Left) && ImGui::IsItemDeactivated();
  const int64_t keyed = key_step(ui, it, desc, value);
  if (keyed != value) result.value = std::clamp(keyed, desc.minimum, desc.maximum);
  result.changed = result.value != value;
  result.committed = let_go || (keyed != value && result.changed);
  if (!it.shown) return result;
  const Theme& t = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float x = std::round(position_of(desc, track, result.value));
  fill(list, track, t.line, 2);
  fill(list, {track.x, track.y, x - track.x, 4},
       desc.disabled ? with_alpha(t.tertiary, 120) : t.accent, 2);
  if (desc.baseline >= desc.minimum && desc.baseline <= desc.maximum) {
    vertical_line(list, position_of(desc, track, desc.baseline), track.y - 5, track.y + 9,
                  t.tertiary);
  }
  const ImVec2 knob(x, track.y + 2);
  list->AddCircleFilled(knob, 8, desc.disabled ? t.disabled_field : t.dark ? t.raised : t.surface);
  list->AddCircle(knob, 7.25f,
                  desc.disabled ? with_alpha(t.tertiary, 120)
                  : it.held     ? t.accent_pressed
                                : t.accent,
                  0, it.hovered || it.held ? 2.5f : 1.5f);
  if (it.ring) list->AddCircle(knob, 11, t.accent, 0, 2);
  return result;
}

}  // namespace fenming::ui
