// The gallery's third page: banners, toasts, progress, empty states, menus, dialogs, split pane.
#include <array>

#include "ui/gallery/gallery_screen.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/panel.h"

namespace fenming::ui {
namespace {

using app::Key;

void draw_banners(Ui& ui, Rect content) {
  const std::array tones = {std::pair{Tone::kWarn, Key::gallery_banner_warn},
                            std::pair{Tone::kBad, Key::gallery_banner_bad},
                            std::pair{Tone::kGood, Key::gallery_banner_good},
                            std::pair{Tone::kAccent, Key::gallery_banner_info}};
  for (size_t i = 0; i < tones.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    const BannerDesc desc{.id = "banner",
                          .text = ui.tr(tones[i].second),
                          .tone = tones[i].first,
                          .action = i == 0 ? ui.tr(Key::gallery_look) : std::string_view()};
    banner(ui, content.cut_top(banner_height(ui, content.w, desc), 10), desc);
    ImGui::PopID();
  }
}

void draw_confirm(Ui& ui, app::Actions& actions) {
  Rect content;
  bool closed = false;
  if (!begin_dialog(
          ui,
          {.id = "confirm", .title = ui.tr(Key::gallery_dialog_title), .width = 440, .height = 190},
          content, closed))
    return;
  Rect foot = content.cut_bottom(30, 12);
  paragraph(ui, content, ui.tr(Key::gallery_dialog_text),
            {type::kBase, Weight::kRegular, ui.theme.secondary});
  if (button_right(ui, foot,
                   {.label = ui.tr(Key::gallery_publish), .kind = ButtonKind::kPrimary})) {
    actions.push(app::ShowToast{app::ToastKind::kGood, std::string(ui.tr(Key::gallery_published))});
    closed = true;
  }
  if (button_right(ui, foot, {.label = ui.tr(Key::common_cancel)})) closed = true;
  if (closed) close_popup();
  end_dialog(ui);
}

void draw_overlays(Ui& ui, Rect content, app::Actions& actions) {
  Rect row = content.cut_top(30, 12);
  const Rect anchor = row;
  if (button_left(ui, row, {.label = ui.tr(Key::gallery_menu), .opens_menu = true}))
    open_popup(ui, Ui::id("menu"));
  const std::array items = {
      MenuItem{ui.tr(Key::common_copy), Icon::kCopy, "Ctrl C"},
      MenuItem{ui.tr(Key::gallery_edit), Icon::kEdit, "F2"},
      MenuItem{.label = ui.tr(Key::gallery_state_disabled), .icon = Icon::kLock, .disabled = true},
      MenuItem{.label = ui.tr(Key::gallery_delete),
               .icon = Icon::kTrash,
               .danger = true,
               .separator_before = true}};
  const int chosen = menu(ui, Ui::id("menu"), anchor, ui.tr(Key::gallery_menu), items);
  if (chosen == 0) actions.push(app::CopyText{"分明"});
  if (button_left(ui, row, {.label = ui.tr(Key::gallery_dialog)})) open_dialog(ui, "confirm");
  draw_confirm(ui, actions);
  const std::array kinds = {std::pair{app::ToastKind::kGood, Key::gallery_published},
                            std::pair{app::ToastKind::kBad, Key::gallery_toast_bad}};
  for (size_t i = 0; i < kinds.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    if (button_left(
            ui, row,
            {.id = "toast",
             .label = ui.tr(i == 0 ? Key::gallery_toast_show : Key::gallery_toast_show_bad)})) {
      actions.push(app::ShowToast{kinds[i].first, std::string(ui.tr(kinds[i].second)),
                                  i == 0 ? app::ToastAction::kUndo : app::ToastAction::kNone});
    }
    ImGui::PopID();
  }
  row = content.cut_top(30, 12);
  if (button_left(ui, row, {.label = ui.tr(Key::gallery_download), .icon = Icon::kDownload})) {
    actions.push(
        app::SaveFile{{"fenming.csv", "text/csv", "\xEF\xBB\xBF项目,单价\r\n空调安装,120.00\r\n"}});
  }
  if (button_left(ui, row, {.label = ui.tr(Key::gallery_upload), .icon = Icon::kUpload}))
    actions.push(app::PickFile{{"gallery", ".csv,.json"}});
}

void draw_progress(Ui& ui, Rect content, GalleryPanel& panel) {
  const bool cancelled = progress(ui, content.cut_top(44, 8),
                                  {.label = ui.tr(Key::gallery_recompute),
                                   .done = panel.progress,
                                   .total = 100,
                                   .detail = "420,000 / 1,000,000"});
  if (cancelled) panel.progress = 0;
  if (panel.reading) {
    const ProgressDesc unknown{.label = ui.tr(Key::gallery_reading)};
    ImGui::PushID("reading");
    if (progress(ui, content.cut_top(44, 8), unknown)) panel.reading = false;
    ImGui::PopID();
  } else {
    Rect row = content.cut_top(44, 8).middle(space::kControl);
    if (button_left(ui, row, {.label = ui.tr(Key::gallery_read), .icon = Icon::kUpload}))
      panel.reading = true;
  }
  const Rect pane = content.cut_top(110);
  outline(ImGui::GetWindowDrawList(), pane, ui.theme.line, space::kRadius);
  const Rect left{pane.x + 12, pane.y + 8, panel.split - 24, 24};
  label(ui, left, ui.tr(Key::gallery_split_left), {type::kBase, Weight::kSemibold});
  label(ui, {pane.x + panel.split + 12, pane.y + 8, pane.w - panel.split - 24, 24},
        ui.tr(Key::gallery_split_right), {type::kBase, Weight::kRegular, ui.theme.secondary});
  panel.split = split_pane(ui, "split", ui.tr(Key::gallery_split), pane.inset(0, 1), panel.split,
                           120, pane.w - 120);
}

}  // namespace

float draw_feedback_page(Ui& ui, const Rect& area, const GalleryView&, GalleryPanel& panel,
                         app::Actions& actions) {
  Rect left = area;
  left.h = 1e6f;
  Rect right = left;
  const float half = (area.w - space::kGap) / 2;
  left.w = half;
  right.cut_left(half, space::kGap);
  draw_banners(ui, titled_card(ui, left.cut_top(252, space::kGap), ui.tr(Key::gallery_banners)));
  draw_progress(ui, titled_card(ui, left.cut_top(272, space::kGap), ui.tr(Key::gallery_progress)),
                panel);
  draw_overlays(ui, titled_card(ui, right.cut_top(140, space::kGap), ui.tr(Key::gallery_overlays)),
                actions);
  const Rect empty = card(ui, right.cut_top(332, space::kGap), 0);
  if (empty_state(ui, empty,
                  {ui.tr(Key::gallery_empty_title), ui.tr(Key::gallery_empty_text),
                   ui.tr(Key::gallery_empty_action)})) {
    actions.push(
        app::ShowToast{app::ToastKind::kInfo, std::string(ui.tr(Key::gallery_empty_action))});
  }
  const std::array columns = {
      TableColumn{.title = ui.tr(Key::gallery_item)},
      TableColumn{.title = ui.tr(Key::gallery_price), .align = Align::kRight}};
  TableState nothing;
  table(ui, titled_card(ui, left.cut_top(180, space::kGap), ui.tr(Key::gallery_empty_table)),
        {.id = "empty",
         .label = ui.tr(Key::gallery_empty_table),
         .columns = columns,
         .rows = 0,
         .cell = [](int, int, TableCell&) {},
         .empty_text = ui.tr(Key::gallery_empty_rows)},
        nothing);
  return std::max(left.y, right.y);
}

}  // namespace fenming::ui
