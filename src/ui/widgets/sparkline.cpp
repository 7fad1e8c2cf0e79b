#include <algorithm>

#include "ui/widgets/plot_frame.h"

namespace fenming::ui {

void sparkline(Ui& ui, const Rect& rect, const SparklineDesc& desc) {
  if (desc.values.empty()) return;
  const auto [low, high] = std::minmax_element(desc.values.begin(), desc.values.end());
  const std::string summary =
      ui.tr(app::Key::chart_sparkline_summary,
            {desc.format(desc.values.front()), desc.format(desc.values.back()), desc.format(*low),
             desc.format(*high)});
  ui.announce({.role = a11y::Role::kImage, .name = desc.label, .value = summary}, rect);
  const Rect plot = rect.inset(4, 4);
  const Axis y{*low, *high, plot.bottom(), plot.y};
  const Axis x{0, static_cast<int64_t>(desc.values.size()) - 1, plot.x, plot.right()};
  ImDrawList* list = ImGui::GetWindowDrawList();
  ImVec2 last;
  for (size_t i = 0; i < desc.values.size(); ++i) {
    last = {x.at(static_cast<int64_t>(i)), y.at(desc.values[i])};
    list->PathLineTo(last);
  }
  list->PathStroke(ui.theme.accent, ImDrawFlags_None, 1.5f);
  list->AddCircleFilled(last, 2.5f, ui.theme.accent);
  if (ImGui::IsWindowHovered() && rect.contains(ImGui::GetMousePos()))
    ui.tooltip(Ui::id(desc.label), rect, summary);
}

}  // namespace fenming::ui
