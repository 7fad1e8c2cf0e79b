// The import screen: an Excel or CSV file of historical tickets, its columns mapped to facts, a
// preview with what is wrong marked, and the history that comes of it.
#pragma once

#include <string>
#include <vector>

#include "ui/shell/screen.h"
#include "ui/widgets/popup.h"
#include "ui/widgets/table.h"

namespace fenming::ui {

struct ImportPanel {
  std::vector<SelectState> selects;  // one per column of the file
  TableState preview;
  bool notes_open = true;
};

class ImportScreen final : public Screen {
 public:
  app::ScreenId id() const override { return app::ScreenId::kImport; }
  Icon icon() const override { return Icon::kImport; }
  app::Key label() const override { return app::Key::import_title; }
  void draw_top_bar(Ui& ui, const app::AppState& state, app::Actions& actions, Rect& row) override;
  void draw(Ui& ui, const app::AppState& state, app::Actions& actions, const Rect& area) override;

 private:
  ImportPanel panel_;
};

}  // namespace fenming::ui
