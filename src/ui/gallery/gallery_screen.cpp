#include "ui/gallery/gallery_screen.h"

#include <array>

#include "ui/widgets/panel.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;
constexpr std::array<std::string_view, 5> kTabNames = {"controls", "data", "feedback", "pickers",
                                                       "charts"};

Key error_key(std::string_view code) {
  if (code == "empty") return Key::error_empty;
  if (code == "too_precise") return Key::error_too_precise;
  if (code == "out_of_range") return Key::error_out_of_range;
  if (code == "bad_separator") return Key::error_bad_separator;
  return Key::error_not_a_number;
}

}  // namespace

GalleryView make_gallery_view(const app::AppState& state) {
  GalleryView view;
  view.document = &state.gallery.document;
  view.can_undo = state.gallery.log.can_undo();
  view.can_redo = state.gallery.log.can_redo();
  view.error_row = state.gallery.error_row;
  view.error_text = error_key(state.gallery.error_code);
  for (size_t i = 0; i < kTabNames.size(); ++i) {
    if (state.location.parameter("tab") == kTabNames[i]) view.tab = static_cast<int>(i);
  }
  view.divisions = &state.divisions;
  view.today = app::local_today(state.surroundings);
  return view;
}

std::span<const Key> GalleryScreen::help() const {
  static constexpr std::array kLines = {Key::help_gallery_what};
  return kLines;
}

void GalleryScreen::draw_top_bar(Ui& ui, const app::AppState& state, app::Actions& actions,
                                 Rect& row) {
  const GalleryView view = make_gallery_view(state);
  row.cut_left(
      badge(ui, row.x, row, ui.tr(view.can_undo ? Key::gallery_changed : Key::gallery_unchanged),
            view.can_undo ? Tone::kWarn : Tone::kAccent),
      12);
  if (button_right(
          ui, row,
          {.label = ui.tr(Key::common_redo), .icon = Icon::kRedo, .disabled = !view.can_redo}))
    actions.push(app::Redo{});
  if (button_right(
          ui, row,
          {.label = ui.tr(Key::common_undo), .icon = Icon::kUndo, .disabled = !view.can_undo}))
    actions.push(app::Undo{});
}

void GalleryScreen::draw(Ui& ui, const app::AppState& state, app::Actions& actions,
                         const Rect& area) {
  const GalleryView view = make_gallery_view(state);
  Rect rest = area.inset(16, 8);
  const std::array pages = {ui.tr(Key::gallery_tab_controls), ui.tr(Key::gallery_tab_data),
                            ui.tr(Key::gallery_tab_feedback), ui.tr(Key::gallery_tab_pickers),
                            ui.tr(Key::gallery_tab_charts)};
  const int chosen =
      tabs(ui, rest.cut_top(36, space::kGap),
           {.id = "pages", .label = ui.tr(Key::gallery_title), .options = pages}, view.tab);
  if (chosen >= 0) {
    app::Location location = state.location;
    location.screen = app::ScreenId::kGallery;
    location.set_parameter("tab", std::string(kTabNames[static_cast<size_t>(chosen)]));
    actions.push(app::Navigate{location});
  }
  ImGui::PushID(view.tab);
  Rect content = begin_scroll(ui, "page", rest);
  float bottom = content.y;
  if (view.tab == 0) bottom = draw_controls_page(ui, content, view, panel_, actions);
  if (view.tab == 1) bottom = draw_data_page(ui, content, view, panel_, actions);
  if (view.tab == 2) bottom = draw_feedback_page(ui, content, view, panel_, actions);
  if (view.tab == 3) bottom = draw_pickers_page(ui, content, view, panel_, actions);
  if (view.tab == 4) bottom = draw_charts_page(ui, content, view, panel_, actions);
  end_scroll(content, bottom);
  ImGui::PopID();
}

}  // namespace fenming::ui
