// A screen: what fills the window beside the rail. A screen owns its panel states and draws from
// view-models it makes of the application's state; it changes nothing but its own panel states.
// To add one: a file pair with a class like GalleryScreen, and one line in screens.cpp.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "app/actions.h"
#include "ui/shell/commands.h"
#include "ui/ui.h"
#include "ui/widgets/icons.h"

namespace fenming::ui {

class Screen {
 public:
  virtual ~Screen() = default;
  virtual app::ScreenId id() const = 0;
  virtual Icon icon() const = 0;
  virtual app::Key label() const = 0;
  // Part of what is fetched after the first screen (tools/web_split.py).
  virtual bool comes_later() const { return false; }
  // A screen that is not listed is reached by its URL only.
  virtual bool in_rail() const { return true; }
  // The top bar between breadcrumb and user menu: state of the document on the left, the two or
  // three actions that matter on the right. Cut from `row` what is used.
  virtual void draw_top_bar(Ui&, const app::AppState&, app::Actions&, Rect& /*row*/) {}
  // What the command palette offers while this screen is open.
  virtual void list_commands(const Ui&, const app::AppState&, CommandList&) {}
  // Where the palette leads within this screen, whichever is open.
  virtual void list_places(const app::AppState&, CommandList&) {}
  // The lines of this screen's help: what it is for, then one line each for what can be done.
  virtual std::span<const app::Key> help() const { return {}; }
  virtual void draw(Ui& ui, const app::AppState& state, app::Actions& actions,
                    const Rect& area) = 0;
};

// Whether the screen may be asked to draw.
inline bool is_there(const app::AppState& state, const Screen& screen) {
  return state.is_whole || !screen.comes_later();
}

using Screens = std::vector<std::unique_ptr<Screen>>;

// All screens in the order of the rail.
Screens make_screens();

}  // namespace fenming::ui
