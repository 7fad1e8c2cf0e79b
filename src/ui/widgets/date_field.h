// A date: typed in any usual way, or chosen in a month that opens below the field. Weeks begin on
// Monday. In the month arrows move by days and weeks, PageUp and PageDown by months (with Shift by
// years), Home and End within the week; Enter chooses, Esc closes.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "ui/widgets/text_field.h"

namespace fenming::ui {

struct DateFieldDesc {
  TextFieldDesc field = {};  // its value is the date as text; its error is the caller's
  int32_t today = 0;         // days since 1970-01-01
  std::optional<int32_t> minimum =
      {};  // earlier days cannot be chosen; typed ones are the caller's
};

// Transient state of one field.
struct DateFieldState {
  int32_t cursor = 0;  // the day with the keyboard
  bool open = false;
};

// What is committed reads "2026-12-01" where it is a date, else it is what was typed.
TextFieldResult date_field(Ui& ui, const Rect& rect, const DateFieldDesc& desc,
                           DateFieldState& state);

// Label above, message below, as labelled_field.
TextFieldResult labelled_date(Ui& ui, Rect rect, const DateFieldDesc& desc, DateFieldState& state,
                              std::string_view help = {});

}  // namespace fenming::ui
