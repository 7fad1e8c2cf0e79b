// A tier's condition as a form: groups (all, any, not) that nest, and tests that compare one fact.
#include <array>
#include <string>
#include <vector>

#include "app/prices/view.h"
#include "app/pricing/condition_edit.h"
#include "app/pricing/condition_sentence.h"
#include "ui/prices/prices_screen.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_field.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace prices = app::prices;
using prices::ConditionChange;
using Change = prices::EditCondition;

constexpr float kGap = 6;

class Editor {
 public:
  Editor(PricesContext& context, int tier) : c_(context), ui_(context.ui), tier_(tier) {}

  // Returns the height used.
  float node(const Condition& node, Rect area) {
    ImGui::PushID(static_cast<int>(path_.size()));
    ImGui::PushID(path_.empty() ? 0 : path_.back());
    const float height = node.is_leaf() ? leaf(node, area) : group(node, area);
    ImGui::PopID();
    ImGui::PopID();
    return height;
  }

 private:
  Change change(ConditionChange kind) const {
    Change edit;
    edit.tier = tier_;
    edit.path = path_;
    edit.change = kind;
    return edit;
  }

  bool icon(Rect& row, std::string_view id, Key label, Icon symbol) {
    return button_right(ui_, row,
                        {.id = id,
                         .label = ui_.tr(label),
                         .icon = symbol,
                         .kind = ButtonKind::kQuiet,
                         .icon_only = true});
  }

  float group(const Condition& node, Rect area) {
    const float top = area.y;
    Rect row = area.cut_top(space::kControl, kGap);
    if (icon(row, "remove", Key::prices_remove_condition, Icon::kClose))
      c_.push(change(ConditionChange::kRemove));
    if (node.op != ConditionOp::kNot && icon(row, "nest", Key::prices_add_group, Icon::kLink))
      c_.push(change(ConditionChange::kAddGroup));
    if (node.op != ConditionOp::kNot && icon(row, "add", Key::prices_add_test, Icon::kPlus))
      c_.push(change(ConditionChange::kAddTest));
    const std::array options = {app::op_label(ConditionOp::kAll, ui_.locale),
                                app::op_label(ConditionOp::kAny, ui_.locale),
                                app::op_label(ConditionOp::kNot, ui_.locale)};
    const ChoiceDesc desc{.id = "op", .label = ui_.tr(Key::prices_group), .options = options};
    row.w = std::min(row.w, segmented_width(ui_, desc));
    const int chosen = segmented(ui_, row, desc, static_cast<int>(node.op));
    if (chosen >= 0) {
      Change edit = change(ConditionChange::kSetGroup);
      edit.op = static_cast<ConditionOp>(chosen);
      c_.push(std::move(edit));
    }
    const float line_top = area.y;
    Rect inner = area;
    inner.cut_left(10);
    for (size_t i = 0; i < node.of.size(); ++i) {
      path_.push_back(static_cast<int>(i));
      inner.cut_top(this->node(node.of[i], inner), kGap);
      path_.pop_back();
    }
    if (inner.y > line_top)
      vertical_line(ImGui::GetWindowDrawList(), area.x + 3, line_top, inner.y - kGap,
                    ui_.theme.line);
    return inner.y - kGap - top;
  }

  float leaf(const Condition& node, Rect area) {
    // The frame is drawn behind the content, whose height is known beforehand.
    const float height = 8 + space::kControl + kGap + values_height(node, area.w - 16) + 8;
    const Rect frame{area.x, area.y, area.w, height};
    fill(ImGui::GetWindowDrawList(), frame, ui_.theme.raised, space::kRadius);
    outline(ImGui::GetWindowDrawList(), frame, ui_.theme.line, space::kRadius);
    Rect content = frame.inset(8, 8);
    Rect row = content.cut_top(space::kControl, kGap);
    if (icon(row, "remove", Key::prices_remove_condition, Icon::kClose))
      c_.push(change(ConditionChange::kRemove));
    fact_select(node, row.cut_left((row.w - kGap) * 0.54f, kGap));
    op_select(node, row);
    values(node, content);
    return height;
  }

  void fact_select(const Condition& node, const Rect& rect) {
    const auto facts = app::tier_facts();
    std::vector<std::string_view> names;
    int selected = -1;
    for (const FactRef& fact : facts) {
      if (!node.tests_time() && fact == node.fact) selected = static_cast<int>(names.size());
      names.push_back(app::fact_label(fact, ui_.locale));
    }
    for (const TimeName time : kTimes) {
      if (node.tests_time() && time == node.time) selected = static_cast<int>(names.size());
      names.push_back(app::time_label(time, ui_.locale));
    }
    const int chosen =
        select(ui_, rect, {.id = "fact", .label = ui_.tr(Key::prices_fact), .options = names},
               selected, c_.select_state("fact"));
    if (chosen < 0) return;
    Change edit = change(ConditionChange::kSetFact);
    const auto index = static_cast<size_t>(chosen);
    edit.is_time = index >= facts.size();
    if (edit.is_time)
      edit.time = kTimes[index - facts.size()];
    else
      edit.fact = facts[index];
    // The test begins with a class that the book has.
    const auto& tables = c_.document().version.city_classes;
    if (!edit.is_time && edit.fact.fact == Fact::kCityClass && !tables.empty() &&
        !tables.back().classes.empty())
      edit.text = tables.back().classes.front().class_code;
    c_.push(std::move(edit));
  }

  void op_select(const Condition& node, const Rect& rect) {
    const auto ops = node.tests_time() ? app::time_ops() : app::ops_for(node.fact);
    std::vector<std::string_view> names;
    int selected = -1;
    for (const ConditionOp op : ops) {
      if (op == node.op) selected = static_cast<int>(names.size());
      names.push_back(app::op_label(op, ui_.locale));
    }
    const int chosen =
        select(ui_, rect, {.id = "op", .label = ui_.tr(Key::prices_test), .options = names},
               selected, c_.select_state("op"));
    if (chosen < 0) return;
    Change edit = change(ConditionChange::kSetOp);
    edit.op = ops[static_cast<size_t>(chosen)];
    c_.push(std::move(edit));
  }

  static bool has_values(const Condition& node) {
    return node.op == ConditionOp::kIn || node.op == ConditionOp::kDivisionWithin ||
           node.op == ConditionOp::kFestival;
  }
  static bool has_bounds(const Condition& node) {
    return node.op == ConditionOp::kBetween || node.op == ConditionOp::kDateWithin ||
           node.op == ConditionOp::kMonthDayWithin || node.op == ConditionOp::kWindow;
  }

  std::string value_name(const Condition& node, const std::string& code) const {
    if (node.op == ConditionOp::kFestival)
      return std::string(app::festival_label(code, ui_.locale));
    return app::value_label(node.fact, code, ui_.locale, &c_.document().version);
  }

  // Chips wrap; the field to add one more follows on a line of its own.
  float values_height(const Condition& node, float width) const {
    if (node.op == ConditionOp::kMissing) return -kGap;
    if (has_bounds(node)) return space::kControl;
    return chips(node, {0, 0, width, 0}, nullptr) + (has_values(node) ? kGap + space::kControl : 0);
  }

  // Only measures where `pressed` is null.
  float chips(const Condition& node, const Rect& area, int* pressed) const {
    float x = area.x;
    float y = area.y;
    const bool kinds = node.op == ConditionOp::kDayKind;
    const size_t count = kinds ? kDayKinds : node.values.size();
    for (size_t i = 0; i < count; ++i) {
      const auto kind = static_cast<DayKind>(i);
      const bool on = std::find(node.kinds.begin(), node.kinds.end(), kind) != node.kinds.end();
      const std::string text = kinds ? std::string(app::day_kind_label(kind, ui_.locale))
                                     : value_name(node, node.values[i]);
      const std::string id = "value" + std::to_string(i);
      const ChipDesc desc{
          .id = id, .label = text, .removable = !kinds && count > 1, .selected = kinds && on};
      const float width = std::min(area.w, chip_width(ui_, desc));
      if (x > area.x && x + width > area.right()) {
        x = area.x;
        y += 30;
      }
      if (pressed != nullptr) {
        const ChipEvent event = chip(ui_, {x, y, width, 26}, desc);
        if (event == ChipEvent::kRemoved || (kinds && event == ChipEvent::kPressed))
          *pressed = static_cast<int>(i);
      }
      x += width + 4;
    }
    return y + 26 - area.y;
  }

  void values(const Condition& node, Rect area) {
    if (node.op == ConditionOp::kMissing) return;
    if (has_bounds(node)) {
      const float half = (area.w - kGap) / 2;
      bound(node, area.cut_left(half, kGap), false);
      bound(node, area, true);
      return;
    }
    int pressed = -1;
    area.cut_top(chips(node, area, &pressed), kGap);
    if (pressed >= 0) {
      Change edit = change(node.op == ConditionOp::kDayKind ? ConditionChange::kToggleValue
                                                            : ConditionChange::kRemoveValue);
      edit.index = pressed;
      c_.push(std::move(edit));
    }
    if (has_values(node)) add_value(node, area.cut_top(space::kControl));
  }

  void bound(const Condition& node, const Rect& rect, bool upper) {
    const std::string value = app::format_bound(node, upper);
    const Key label = upper ? Key::prices_below : Key::prices_from;
    const TextFieldResult result = text_field(ui_, rect,
                                              {.id = upper ? "to" : "from",
                                               .label = ui_.tr(label),
                                               .value = value,
                                               .hint = ui_.tr(label)});
    if (!result.committed || result.text == value) return;
    Change edit = change(upper ? ConditionChange::kSetTo : ConditionChange::kSetFrom);
    edit.text = result.text;
    c_.push(std::move(edit));
  }

  // City classes come from the version's table; everything else is typed.
  void add_value(const Condition& node, const Rect& rect) {
    const auto& tables = c_.document().version.city_classes;
    if (node.op == ConditionOp::kIn && node.fact.fact == Fact::kCityClass && !tables.empty()) {
      std::vector<std::string_view> names;
      std::vector<std::string> codes;
      for (const CityClass& entry : tables.back().classes) {
        names.push_back(entry.name.empty() ? entry.class_code : entry.name);
        codes.push_back(entry.class_code);
      }
      const int chosen = select(ui_, rect,
                                {.id = "class",
                                 .label = ui_.tr(Key::prices_add_value),
                                 .options = names,
                                 .hint = ui_.tr(Key::prices_add_value)},
                                -1, c_.select_state("class"));
      if (chosen >= 0) push_value(codes[static_cast<size_t>(chosen)]);
      return;
    }
    const Key hint =
        node.op == ConditionOp::kDivisionWithin ? Key::prices_add_division : Key::prices_add_value;
    const TextFieldResult result = text_field(
        ui_, rect, {.id = "value", .label = ui_.tr(Key::prices_add_value), .hint = ui_.tr(hint)});
    if (result.committed && !result.text.empty()) push_value(result.text);
  }

  void push_value(std::string text) {
    Change edit = change(ConditionChange::kAddValue);
    edit.text = std::move(text);
    c_.push(std::move(edit));
  }

  static constexpr size_t kDayKinds = 5;
  static constexpr std::array kTimes = {TimeName::kCreated, TimeName::kTaken, TimeName::kCompleted};

  PricesContext& c_;
  Ui& ui_;
  int tier_;
  std::vector<int> path_;
};

}  // namespace

float draw_condition_editor(PricesContext& context, const Rect& area, int tier) {
  Ui& ui = context.ui;
  const Tier& own = context.document().version.tiers[static_cast<size_t>(tier)];
  Rect rest = area;
  ImGui::PushID("condition");
  if (own.when) {
    Editor editor(context, tier);
    rest.cut_top(editor.node(*own.when, rest), 8);
  }
  const prices::CellView cell = prices::cell_view(context.document(), prices::Section::kTiers, tier,
                                                  prices::kTierWhen, ui.locale);
  if (!cell.error.empty()) {
    const float height =
        paragraph(ui, rest, cell.error, {type::kSmall, Weight::kRegular, ui.theme.bad});
    ui.announce({.role = a11y::Role::kAlert, .name = cell.error}, {rest.x, rest.y, rest.w, height});
    rest.cut_top(height, 6);
  }
  const bool first = !own.when || own.when->is_leaf();
  Rect row = rest.cut_top(first ? space::kControl : 0);
  prices::EditCondition edit;
  edit.tier = tier;
  if (first &&
      button_left(ui, row,
                  {.id = "first", .label = ui.tr(Key::prices_add_test), .icon = Icon::kPlus}))
    context.push(edit);
  ImGui::PopID();
  return row.bottom();
}

}  // namespace fenming::ui
