// The gallery: every widget in every state, in the current theme and language. Reached by /gallery.
#pragma once

#include "ui/shell/screen.h"
#include "ui/widgets/charts.h"
#include "ui/widgets/date_field.h"
#include "ui/widgets/plots.h"
#include "ui/widgets/popup.h"
#include "ui/widgets/table.h"
#include "ui/widgets/tree_picker.h"

namespace fenming::ui {

struct GalleryView {
  const app::GalleryDocument* document = nullptr;
  bool can_undo = false;
  bool can_redo = false;
  int error_row = -1;
  app::Key error_text = app::Key::error_not_a_number;
  int tab = 0;
  const app::DivisionState* divisions = nullptr;
  int32_t today = 0;
};
GalleryView make_gallery_view(const app::AppState& state);

struct GalleryPanel {
  std::string name = "张三 · 罕见字：堃昇曌龘";
  std::string money = "1,234.50";
  std::string money_error;
  std::string quantity = "4.5";
  std::string percent = "15";
  std::string note;
  bool check = true;
  bool toggle = true;
  int segment = 1;
  int tab = 0;
  int choice = 2;
  int tier = -1;
  SelectState choice_state;
  SelectState tier_state;
  int64_t factor_preview = -1;
  float split = 220;
  bool tree_open = true;
  int tree_selected = 2;
  bool chip_shown = true;
  int press_count = 0;
  int64_t progress = 42;
  TableState table;
  HeatMapState heat;
  bool reading = false;  // the progress without an end runs
  std::string date = "2026-12-01";
  std::string date_error;
  DateFieldState date_state;
  DateFieldState other_date_state;
  std::vector<std::string> divisions = {"31", "3205"};
  TreePickerState tree;
  std::vector<std::string> removed_chips;
  PlotState distribution, fall, change;
  ScatterState points;
};

// Each draws one page of the gallery into its scroll area; returns the bottom of its content.
float draw_controls_page(Ui& ui, const Rect& area, const GalleryView& view, GalleryPanel& panel,
                         app::Actions& actions);
float draw_data_page(Ui& ui, const Rect& area, const GalleryView& view, GalleryPanel& panel,
                     app::Actions& actions);
float draw_feedback_page(Ui& ui, const Rect& area, const GalleryView& view, GalleryPanel& panel,
                         app::Actions& actions);
float draw_pickers_page(Ui& ui, const Rect& area, const GalleryView& view, GalleryPanel& panel,
                        app::Actions& actions);
float draw_charts_page(Ui& ui, const Rect& area, const GalleryView& view, GalleryPanel& panel,
                       app::Actions& actions);

class GalleryScreen final : public Screen {
 public:
  app::ScreenId id() const override { return app::ScreenId::kGallery; }
  Icon icon() const override { return Icon::kGallery; }
  app::Key label() const override { return app::Key::gallery_short; }
  bool comes_later() const override { return true; }
  bool in_rail() const override { return false; }
  std::span<const app::Key> help() const override;
  void draw_top_bar(Ui& ui, const app::AppState& state, app::Actions& actions, Rect& row) override;
  void draw(Ui& ui, const app::AppState& state, app::Actions& actions, const Rect& area) override;

 private:
  GalleryPanel panel_;
};

}  // namespace fenming::ui
