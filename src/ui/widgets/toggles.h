// Controls that hold one of a few values: check box, switch, segmented control, tabs, slider.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "ui/interact.h"

namespace fenming::ui {

struct ToggleDesc {
  std::string_view id = {};
  std::string_view label = {};
  bool disabled = false;
  bool mixed = false;  // check box: some of what it stands for
};

// True when the user asked for the opposite of `value`.
bool checkbox(Ui& ui, const Rect& rect, const ToggleDesc& desc, bool value);
bool switch_control(Ui& ui, const Rect& rect, const ToggleDesc& desc, bool value);

struct ChoiceDesc {
  std::string_view id = {};
  std::string_view label = {};  // accessible name of the group
  std::span<const std::string_view> options = {};
  bool disabled = false;
};

// Both return the chosen index, or -1 when nothing was chosen in this frame.
int segmented(Ui& ui, const Rect& rect, const ChoiceDesc& desc, int selected);
int tabs(Ui& ui, const Rect& rect, const ChoiceDesc& desc, int selected);
float tabs_width(const Ui& ui, const ChoiceDesc& desc);
float segmented_width(const Ui& ui, const ChoiceDesc& desc);

struct SliderDesc {
  std::string_view id = {};
  std::string_view label = {};
  int64_t minimum = 0;
  int64_t maximum = 100;
  int64_t step = 1;
  int64_t baseline = -1;             // marked on the track when within the bounds
  std::string_view value_text = {};  // "1.54": announced
  bool disabled = false;
};
struct SliderResult {
  bool changed = false;    // preview: the knob moved
  bool committed = false;  // the knob was let go, or a key moved it: one command
  int64_t value = 0;
};
// `value` is what the caller shows now: its own preview during a drag, else the model's.
SliderResult slider(Ui& ui, const Rect& rect, const SliderDesc& desc, int64_t value);

}  // namespace fenming::ui
