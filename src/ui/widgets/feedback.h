// What tells the user how things stand: banner, toast, empty state, progress.
#pragma once

#include <span>
#include <string_view>

#include "app/actions.h"
#include "ui/widgets/button.h"

namespace fenming::ui {

struct BannerDesc {
  std::string_view id = {};
  std::string_view text = {};
  Tone tone = Tone::kWarn;
  std::string_view action = {};  // a link at the end; empty: none
};
// Height that the text needs at that width.
float banner_height(Ui& ui, float width, const BannerDesc& desc);
// True when the action was pressed.
bool banner(Ui& ui, const Rect& rect, const BannerDesc& desc);

// The same in one line at the left of `row`, from which it cuts what it takes: for what comes and
// goes by itself, which must move nothing that somebody may be about to press. `brief` is shown
// where the text is too long for the row, and no words where that is, too; the text is then the
// tooltip, and announced anyway.
bool line_banner(Ui& ui, Rect& row, const BannerDesc& desc, std::string_view brief);

// All toasts, stacked above the lower right corner. The oldest leaves after a while, or when it is
// dismissed or acted upon; time stands still while the pointer or the keyboard is on one of them.
struct ToastState {
  uint32_t first_id = 0;
  double rest_ms = 0;  // how long the first one stays
  double last_ms = 0;  // when that was true
  bool held = false;   // by pointer or keyboard, in the last frame
};
void toasts(Ui& ui, std::span<const app::Toast> list, ToastState& state, app::Actions& actions);

struct EmptyStateDesc {
  std::string_view title = {};
  std::string_view text = {};    // what to do, in one or two sentences
  std::string_view action = {};  // label of the primary button; empty: none
  Icon icon = Icon::kEmpty;
};
bool empty_state(Ui& ui, const Rect& rect, const EmptyStateDesc& desc);

struct ProgressDesc {
  std::string_view label = {};
  int64_t done = 0;
  int64_t total = 0;  // 0: not known
  std::string_view detail = {};
  bool can_cancel = true;
};
// True when cancel was pressed.
bool progress(Ui& ui, const Rect& rect, const ProgressDesc& desc);

}  // namespace fenming::ui
