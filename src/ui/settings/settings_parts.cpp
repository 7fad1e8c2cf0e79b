#include "ui/settings/settings_parts.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "ui/widgets/feedback.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

constexpr float kRow = 64;

}  // namespace

int choice_row(Ui& ui, Rect& rest, app::Key name, app::Key help, std::span<const app::Key> options,
               int selected, Rect* free) {
  std::vector<std::string_view> texts(options.size());
  std::transform(options.begin(), options.end(), texts.begin(),
                 [&](app::Key key) { return ui.tr(key); });
  const ChoiceDesc desc{.id = ui.tr(name), .label = ui.tr(name), .options = texts};
  Rect row = rest.cut_top(kRow);
  horizontal_line(ImGui::GetWindowDrawList(), row.x, row.right(), row.y, ui.theme.faint_line);
  const Rect control = row.cut_right(segmented_width(ui, desc), 24).middle(space::kControl);
  Rect text = row.middle(38);
  if (free != nullptr) *free = row.middle(space::kControl);
  label(ui, text.cut_top(18, 2), ui.tr(name), {type::kBase, Weight::kSemibold});
  label(ui, text, ui.tr(help), {type::kSmall, Weight::kRegular, ui.theme.secondary});
  return segmented(ui, control, desc, selected);
}

void draw_lists_error(SettingsContext& context, Rect& rest) {
  Ui& ui = context.ui;
  const std::string& error = context.own().shared.error;
  if (error.empty()) return;
  const BannerDesc desc{.id = "failed",
                        .text = error,
                        .tone = Tone::kBad,
                        .action = ui.tr(app::Key::calendar_reload)};
  if (banner(ui, rest.cut_top(banner_height(ui, rest.w, desc), space::kGap), desc))
    context.push(app::settings::ReloadLists{});
}

void draw_lists_tools(SettingsContext& context, Rect& row) {
  Ui& ui = context.ui;
  const app::settings::Shared& own = context.own().shared;
  if (button_right(ui, row,
                   {.id = "save",
                    .label = ui.tr(app::Key::settings_save_lists),
                    .kind = ButtonKind::kPrimary,
                    .disabled = !own.is_changed() || own.saving}))
    context.push(app::settings::SaveLists{});
  const auto step = [&](app::Key name, Icon icon, bool can, app::Action action) {
    if (button_right(ui, row,
                     {.label = ui.tr(name), .icon = icon, .icon_only = true, .disabled = !can}))
      context.actions.push(std::move(action));
  };
  step(app::Key::common_redo, Icon::kRedo, own.log.can_redo(), app::Redo{});
  step(app::Key::common_undo, Icon::kUndo, own.log.can_undo(), app::Undo{});
}

void draw_refusal(SettingsContext& context, Rect& rest, app::settings::Place place) {
  const std::string_view refused = context.refusal(place);
  if (refused.empty()) return;
  const BannerDesc desc{.id = "refusal",
                        .text = refused,
                        .tone = Tone::kBad,
                        .action = context.ui.tr(app::Key::common_close)};
  if (banner(context.ui, rest.cut_top(banner_height(context.ui, rest.w, desc), space::kGap), desc))
    context.push(app::settings::DismissRefusal{});
}

}  // namespace fenming::ui
