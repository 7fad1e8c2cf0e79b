// Fields of the forms beside the price tables: each keeps a refused text, with the reason below.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/prices/prices_screen.h"

namespace fenming::ui {

inline constexpr float kFieldHeight = 72;  // a labelled field with its message

const app::prices::CellError* error_of(const PricesContext& context, app::prices::Section section,
                                       int row, int column);

struct FieldDesc {
  std::string_view id;
  std::string_view label;
  std::string value;
  app::FieldKind kind = app::FieldKind::kMoney;
  std::string_view suffix = {};
  bool inherited = false;
};
// The text that was committed in place of the value; nothing where the field was left as it was.
std::optional<std::string> number_field(PricesContext& context, const Rect& rect,
                                        const FieldDesc& desc, const app::prices::CellError* error,
                                        bool labelled);

// One cell of a table as a labelled field.
void cell_field(PricesContext& context, const Rect& rect, app::prices::Section section, int row,
                int column, app::Key label);

// A label above a drop-down; the chosen index or -1.
int labelled_select(PricesContext& context, Rect rect, std::string_view id, app::Key label,
                    const std::vector<std::string_view>& options, int selected);

// Chips that are on or off and wrap; the pressed index or -1. Cuts what they used from `rest`.
struct ToggleChip {
  std::string text;
  bool on = false;
};
int toggle_chips(PricesContext& context, Rect& rest, std::string_view id,
                 const std::vector<ToggleChip>& chips);

// Steps of a price or of a journey.
struct StepRow {
  std::optional<std::string> bound;  // absent on the last step
  std::string amount;
};
struct StepEvent {
  enum Kind : uint8_t { kNone, kBound, kAmount, kAdd, kRemove } kind = kNone;
  int index = 0;
  std::string text = {};
};
using StepError = std::function<const app::prices::CellError*(StepEvent::Kind kind, int index)>;
// Draws the list from the top of `rest`, which loses what was used.
StepEvent draw_steps(PricesContext& context, Rect& rest, const std::vector<StepRow>& steps,
                     std::string_view unit, std::string_view amount_title, bool inherited,
                     const StepError& error_at);

}  // namespace fenming::ui
