// A text field. It is drawn by us until it is edited; then the platform's own <input> or <textarea>
// lies over it and this widget only keeps the place. The caller owns the value and gets one commit
// (Enter, Tab, leaving) or none (Esc).
#pragma once

#include <string>
#include <string_view>

#include "ui/interact.h"
#include "ui/widgets/icons.h"

namespace fenming::ui {

struct TextFieldDesc {
  std::string_view id = {};
  std::string_view label = {};   // accessible name
  std::string_view value = {};   // as shown and edited
  std::string_view hint = {};    // shown while empty
  std::string_view error = {};   // not empty: the field is invalid, and why
  std::string_view prefix = {};  // "¥"
  std::string_view suffix = {};  // "%", "公里"
  app::FieldKind kind = app::FieldKind::kText;
  bool disabled = false;
  bool inherited = false;   // the value comes from elsewhere: tertiary colour
  bool autofocus = false;   // opens for editing when it first appears
  bool takes_find = false;  // Ctrl+F opens it
  bool frameless = false;   // a table cell brings its own frame
};

struct TextFieldResult {
  bool editing = false;
  bool changed = false;    // a key was typed; `text` is the live text
  bool committed = false;  // `text` is final
  bool cancelled = false;
  app::CommitReason reason = app::CommitReason::kBlur;
  std::string text = {};
};

// Money, quantities and percentages are right-aligned. The error is drawn below by field_error.
TextFieldResult text_field(Ui& ui, const Rect& rect, const TextFieldDesc& desc);

// Label above, field, error or help line below; needs 52 px, 70 with a message.
TextFieldResult labelled_field(Ui& ui, Rect rect, const TextFieldDesc& desc,
                               std::string_view help = {});
// Its label and its error or help line, for fields of other kinds.
void field_label(Ui& ui, const Rect& rect, const TextFieldDesc& desc);
void field_message(Ui& ui, const Rect& rect, const TextFieldDesc& desc, std::string_view help);

// For widgets that bring their own interaction (table cells): keeps the edit of `id` alive over
// `rect` and reads its events.
TextFieldResult edit_in_place(Ui& ui, ImGuiID id, const Rect& rect, const TextFieldDesc& desc);

}  // namespace fenming::ui
