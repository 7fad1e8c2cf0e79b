#include "ui/designer/parts.h"

#include <algorithm>

#include "app/amount_text.h"
#include "app/designer/words.h"
#include "base/text.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_field.h"

namespace fenming::ui {
namespace {

using app::Key;

constexpr float kLabel = 18;
constexpr float kGapBelow = 10;

void add_once(std::vector<std::string>& list, const std::string& code) {
  if (!code.empty() && std::find(list.begin(), list.end(), code) == list.end())
    list.push_back(code);
}

std::string refused_key(const DesignerContext& context, std::string_view id) {
  return context.panel.one_selected() + "/" + std::string(id);
}

}  // namespace

void form_section(DesignerContext& context, Rect& rest, Key title) {
  Ui& ui = context.ui;
  rest.cut_top(6);
  horizontal_line(ImGui::GetWindowDrawList(), rest.x, rest.right(), rest.y, ui.theme.faint_line);
  rest.cut_top(8);
  heading(ui, rest.cut_top(22, 4), ui.tr(title), 3,
          {type::kSmall, Weight::kSemibold, ui.theme.secondary});
}

void form_arrive(DesignerContext& context, std::string_view name, size_t entry) {
  if (context.panel.just_added != name) return;
  if (context.ui.focus_first_from(entry)) context.panel.just_added.clear();
}

int form_pick(DesignerContext& context, Rect& rest, std::string_view id, std::string_view name,
              const std::vector<std::string>& options, int selected) {
  Ui& ui = context.ui;
  label(ui, rest.cut_top(kLabel, 2), name, {type::kSmall, Weight::kRegular, ui.theme.secondary});
  std::vector<std::string_view> shown(options.begin(), options.end());
  return select(ui, rest.cut_top(space::kControl, kGapBelow),
                {.id = id, .label = name, .options = shown, .disabled = !context.may_edit()},
                selected, context.select_state(id));
}

int form_add(DesignerContext& context, Rect& rest, std::string_view id, std::string_view hint,
             const std::vector<std::string>& options) {
  if (!context.may_edit() || options.empty()) return -1;
  std::vector<std::string_view> shown(options.begin(), options.end());
  return select(context.ui, rest.cut_top(space::kControl, kGapBelow),
                {.id = id, .label = hint, .options = shown, .hint = hint}, -1,
                context.select_state(id));
}

std::optional<std::string> form_text(DesignerContext& context, Rect& rest, const FormField& field) {
  const auto result = labelled_field(context.ui, rest.cut_top(54, 4),
                                     {.id = field.id,
                                      .label = field.label,
                                      .value = field.value,
                                      .hint = field.hint,
                                      .suffix = field.suffix,
                                      .kind = field.kind,
                                      .disabled = !context.may_edit()});
  if (!result.committed || result.text == field.value) return std::nullopt;
  return result.text;
}

std::optional<int64_t> form_number(DesignerContext& context, Rect& rest, const FormField& field,
                                   int64_t least, int64_t most) {
  auto& refused = context.panel.refused;
  const std::string key = refused_key(context, field.id);
  const auto kept = refused.find(key);
  const std::string error = kept == refused.end()
                                ? std::string()
                                : context.ui.tr(Key::designer_number_bounds,
                                                {std::to_string(least), std::to_string(most)});
  const auto result =
      labelled_field(context.ui, rest.cut_top(kept == refused.end() ? 54.0f : 70.0f, 4),
                     {.id = field.id,
                      .label = field.label,
                      .value = kept == refused.end() ? field.value : kept->second,
                      .error = error,
                      .suffix = field.suffix,
                      .kind = app::FieldKind::kQuantity,
                      .disabled = !context.may_edit()});
  if (!result.committed || result.text == field.value) {
    if (result.committed) refused.erase(key);
    return std::nullopt;
  }
  const Result<int64_t> number = app::parse_quantity(result.text, 0);
  if (!number || *number < least || *number > most) {
    refused[key] = result.text;
    return std::nullopt;
  }
  refused.erase(key);
  return *number;
}

std::optional<int32_t> form_share(DesignerContext& context, Rect& rest, std::string_view id,
                                  std::string_view name, int32_t bp) {
  auto& refused = context.panel.refused;
  const std::string key = refused_key(context, id);
  const auto kept = refused.find(key);
  const std::string error = kept == refused.end()
                                ? std::string()
                                : context.ui.tr(Key::designer_number_bounds, {"0.01", "100"});
  const std::string value = kept == refused.end() ? app::designer::percent_text(bp) : kept->second;
  const auto result =
      labelled_field(context.ui, rest.cut_top(kept == refused.end() ? 54.0f : 70.0f, 4),
                     {.id = id,
                      .label = name,
                      .value = value,
                      .error = error,
                      .suffix = "%",
                      .kind = app::FieldKind::kPercent,
                      .disabled = !context.may_edit()});
  if (!result.committed || result.text == app::designer::percent_text(bp)) {
    if (result.committed) refused.erase(key);
    return std::nullopt;
  }
  const Result<int64_t> share = app::parse_percent(result.text);
  if (!share || *share < 1 || *share > 10'000) {
    refused[key] = result.text;
    return std::nullopt;
  }
  refused.erase(key);
  return static_cast<int32_t>(*share);
}

int form_chips(DesignerContext& context, Rect& rest, std::string_view id,
               const std::vector<FormChip>& chips) {
  Ui& ui = context.ui;
  int pressed = -1;
  float x = rest.x, y = rest.y;
  for (size_t i = 0; i < chips.size(); ++i) {
    const std::string chip_id = std::string(id) + std::to_string(i);
    const ChipDesc desc{.id = chip_id,
                        .label = chips[i].text,
                        .selected = chips[i].on,
                        .disabled = !context.may_edit()};
    const float width = std::min(rest.w, chip_width(ui, desc));
    if (x > rest.x && x + width > rest.right()) {
      x = rest.x;
      y += 30;
    }
    if (chip(ui, {x, y, width, 26}, desc) == ChipEvent::kPressed) pressed = static_cast<int>(i);
    x += width + 4;
  }
  rest.cut_top(y + 26 - rest.y, kGapBelow);
  return pressed;
}

bool form_line(DesignerContext& context, Rect& rest, std::string_view id, std::string_view text,
               std::string_view note) {
  Ui& ui = context.ui;
  Rect row = rest.cut_top(28, 2);
  const std::string remove = ui.tr(Key::common_remove_named, {text});
  bool gone = false;
  if (context.may_edit()) {
    gone = button(ui, row.cut_right(24, 4).middle(24),
                  {.id = id,
                   .label = remove,
                   .icon = Icon::kClose,
                   .kind = ButtonKind::kQuiet,
                   .icon_only = true});
  }
  if (!note.empty()) {
    const TextStyle style{type::kSmall, Weight::kRegular, ui.theme.secondary, Align::kRight};
    const float width = std::min(row.w * 0.55f, text_size(ui, note, style).x + 8);
    label(ui, row.cut_right(width), note, style);
  }
  label(ui, row, text);
  return gone;
}

void form_words(DesignerContext& context, Rect& rest, std::string_view text) {
  small_print(context.ui, rest, text, context.ui.theme.secondary, 8);
}

void change_node(DesignerContext& context, Key step, const std::string& node,
                 std::function<void(workflow::Node&)> how) {
  context.edit(step, {context.title_of(node)}, [node, how](TemplateDocument& document) {
    if (workflow::Node* found = app::designer::find_node(document, node)) how(*found);
  });
}

std::vector<std::string> fee_codes(const DesignerContext& context) {
  std::vector<std::string> codes = app::designer::known_fees();
  for (const workflow::Fee& fee : context.model().fees)
    add_once(codes, fee.category);
  for (const workflow::Node& node : context.model().nodes) {
    for (const auto& trigger : node.triggers) {
      for (const std::string& category : trigger.categories)
        add_once(codes, category);
    }
  }
  for (const Book& book : context.state.prices.file.books) {
    for (const BookVersion& version : book.versions) {
      for (const Category& category : version.categories)
        add_once(codes, category.category);
    }
  }
  return codes;
}

std::vector<std::string> staff_codes(const DesignerContext& context) {
  std::vector<std::string> codes = app::designer::known_staff();
  for (const workflow::Node& node : context.model().nodes) {
    add_once(codes, node.who.role);
    add_once(codes, node.who.team);
  }
  return codes;
}

}  // namespace fenming::ui
