// The import screen: an Excel or CSV file of historical tickets, its columns mapped to facts, a
// preview with what is wrong marked, and the history that comes of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ui/imports/names_panel.h"
#include "ui/shell/screen.h"
#include "ui/widgets/popup.h"
#include "ui/widgets/table.h"

namespace fenming::ui {

enum class ImportView : uint8_t { kPreview, kNames, kErrors };

struct ImportPanel {
  std::vector<SelectState> selects;  // one per column of the file
  ImportView view = ImportView::kPreview;
  TableState preview;
  TableState errors;
  NamesPanel names;
  bool notes_open = true;
};

class ImportScreen final : public Screen {
 public:
  app::ScreenId id() const override { return app::ScreenId::kImport; }
  Icon icon() const override { return Icon::kImport; }
  app::Key label() const override { return app::Key::import_title; }
  void list_commands(const Ui& ui, const app::AppState& state, CommandList& list) override;
  std::span<const app::Key> help() const override;
  void draw_top_bar(Ui& ui, const app::AppState& state, app::Actions& actions, Rect& row) override;
  void draw(Ui& ui, const app::AppState& state, app::Actions& actions, const Rect& area) override;

 private:
  void draw_views(Ui& ui, const app::AppState& state, app::Actions& actions, Rect rest);

  ImportPanel panel_;
};

}  // namespace fenming::ui
