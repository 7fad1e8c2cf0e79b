// What every widget needs while it draws: theme, texts, fonts, the announcement tree, keyboard
// focus, the one text edit, and the frame's effects. Host owns the only Ui and passes it down;
// nothing here outlives a frame except focus, edit and animations.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "app/locale.h"
#include "app/platform_io.h"
#include "app/table_file.h"
#include "imgui.h"
#include "ui/a11y/tree.h"
#include "ui/geometry.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

namespace fenming::ui {

class KeptShapes;

// Keyboard focus over all announced widgets, in the order they are announced. While a dialog or a
// menu is open only its own widgets take part.
struct Focus {
  ImGuiID id = 0;
  bool ring = false;        // shown after keyboard use, hidden after a click
  bool just_moved = false;  // this frame: scroll the widget into view, open its text field
  bool last_in_canvas = false;
};

// The one open text edit. The platform's element holds the live text; `text` is its last report.
struct Edit {
  ImGuiID id = 0;
  std::string text;
  std::string start_value;
  float caret_x = -1;
  bool alive = false;  // its field was drawn this frame
};

// The gallery shows states that otherwise need a pointer or a key.
enum class ForcedState : uint8_t { kNone, kHover, kPressed, kFocus };

class Ui {
 public:
  ForcedState forced = ForcedState::kNone;

  // ---- constant during a frame
  Theme theme;
  Fonts fonts;
  app::Locale locale;
  bool in_wan = false;  // large sums are shown in ten thousands of yuan
  const app::PlatformInput* input = nullptr;
  KeptShapes* shapes = nullptr;

  // ---- written while drawing
  app::PlatformOutput* output = nullptr;
  a11y::Tree tree;
  mutable a11y::Cuts cuts;  // drawing text is no change of anything that a panel sees
  Focus focus;
  Edit edit;

  void begin_frame(const app::PlatformInput& frame_input, app::PlatformOutput& frame_output);
  void end_frame();

  std::string_view tr(app::Key key) const { return locale.text(key); }
  std::string tr(app::Key key, std::initializer_list<std::string_view> values) const {
    return locale.format(key, values);
  }

  static ImGuiID id(std::string_view name) {
    return ImGui::GetID(name.data(), name.data() + name.size());
  }

  // Plain announcement of something that is no control.
  void announce(const a11y::Node& node, const Rect& rect);

  void set_focus(ImGuiID target, bool ring);
  // On the next frame the first widget announced from that entry of the tree on has the focus;
  // false where there is none.
  bool focus_first_from(size_t entry);
  // What has the focus was announced from that entry of the tree on.
  bool has_focus_from(size_t entry) const;
  bool has_focus_ring(ImGuiID target) const { return focus.id == target && focus.ring; }
  // Arrow keys move the focus like Tab while a menu or list is open.
  void let_arrows_move_focus() { arrows_move_focus_ = true; }

  // ---- Ctrl+F: the first search field of the screen that is drawn after it opens
  void ask_find() { finding_ = true; }
  bool take_find() { return std::exchange(finding_, false); }
  bool find_is_unanswered() { return take_find(); }
  // The focused widget is a cell that would take what is typed.
  bool focus_takes_text() const;

  // ---- the text edit
  void start_edit(ImGuiID field, std::string value, float caret_x);
  void stop_edit();
  // The event of this frame for that field, or null. Enter during composition never arrives here.
  const app::EditEvent* edit_event(ImGuiID field, app::EditEventKind kind) const;

  // ---- tables as files: those of the last frame are offered, the wanted one is read in the next
  struct OfferedTable {
    ImGuiID id = 0;
    std::string name = {};
  };
  const std::vector<OfferedTable>& offered_tables() const { return offered_; }
  void want_table(ImGuiID table, app::TableForm form) { wanted_ = {table, form}; }
  // What a table tells about itself; true where it is wanted, and then given.
  bool offer_table(ImGuiID table, std::string_view name);
  void give_table(app::ShownTable table) { given_ = {std::move(table), asked_.form}; }
  std::optional<app::ExportTable> take_given_table() { return std::exchange(given_, std::nullopt); }

  // Moves a remembered value toward its target, at most 120 ms; at once with reduced motion.
  float animate(ImGuiID key, float target);
  // True in the first frame that asks after one that did not: what is drawn has just appeared.
  bool appears(ImGuiID key);

  // A tooltip appears where the pointer rests; only the last one asked for is drawn.
  void tooltip(ImGuiID owner, const Rect& rect, std::string_view text);
  // Enter or Space was pressed and reaches the focused widget.
  bool activation_key() const { return activation_key_; }
  bool activated_remotely(ImGuiID target) const;
  void set_cursor(const char* css_name) { output->cursor = css_name; }

 private:
  void apply_edit_events();
  void move_focus_by_keys();
  void step_focus(int direction);
  void draw_tooltip();

  struct Animation {
    float value = 0;
    bool used = false;
  };
  struct Tip {
    ImGuiID owner = 0;
    double since_ms = 0;
    Rect rect;
    std::string text;
    bool asked = false;
  };

  struct WantedTable {
    ImGuiID id = 0;
    app::TableForm form = app::TableForm::kXlsx;
  };

  std::vector<OfferedTable> offered_;
  std::vector<OfferedTable> offering_;  // in this frame
  WantedTable wanted_;
  WantedTable asked_;  // in this frame
  std::optional<app::ExportTable> given_;
  std::vector<a11y::Entry> last_entries_;
  std::unordered_map<ImGuiID, Animation> animations_;
  Tip tip_;
  double last_ms_ = 0;
  float frame_ms_ = 0;
  ImGuiID arriving_ = 0;  // gets the focus when the next frame begins
  bool arrows_move_focus_ = false;
  bool arrows_moved_last_ = false;
  bool activation_key_ = false;
  bool had_edit_event_ = false;
  bool finding_ = false;
};

}  // namespace fenming::ui
