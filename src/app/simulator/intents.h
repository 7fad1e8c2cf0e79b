// What the simulator screen may ask for. What is chosen and filtered is in the location; these are
// the rest.
#pragma once

#include <string>
#include <variant>

#include "app/simulator/knobs.h"

namespace fenming::app::simulator {

struct ShowKnob {  // while it is dragged
  KnobAddress address;
  int64_t value = 0;
};
struct SetKnob {  // on release
  KnobAddress address;
  int64_t value = 0;
};
struct TypeKnob {
  KnobAddress address;
  KnobUnit unit = KnobUnit::kMoney;
  std::string text = {};  // as typed
};
struct ResetKnob {
  KnobAddress address;
};
struct ResetAll {};
struct SaveDraft {};
struct OpenInPrices {};
struct Reload {};
struct DismissProblem {};

using Intent = std::variant<ShowKnob, SetKnob, TypeKnob, ResetKnob, ResetAll, SaveDraft,
                            OpenInPrices, Reload, DismissProblem>;

}  // namespace fenming::app::simulator
