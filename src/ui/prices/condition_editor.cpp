// A condition as a form: groups (all, any, not) that nest, and tests that compare one fact.
#include <array>
#include <string>
#include <vector>

#include "app/prices/edits.h"
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
  Editor(PricesContext& context, prices::Section section, int row)
      : c_(context), ui_(context.ui), section_(section), row_(row) {}

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
    edit.section = section_;
    edit.row = row_;
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
    fact_select(node, row.cut_left((row.w - kGap) * fact_share(node), kGap));
    op_select(node, row);
    values(node, content);
    return height;
  }

  // How much of the row the fact takes, the operator the rest: by the length of their words.
  float fact_share(const Condition& node) const {
    const std::string_view fact = node.tests_time() ? app::time_label(node.time, ui_.locale)
                                                    : app::fact_label(node.fact, ui_.locale);
    const float left = text_size(ui_, fact, {}).x + 34;
    const float right = text_size(ui_, app::op_label(node.op, ui_.locale), {}).x + 34;
    return std::clamp(left / (left + right), 0.4f, 0.66f);
  }
  void fact_select(const Condition& node, const Rect& rect) {
    const auto facts = app::facts_for(level(), version());
    const auto times = app::times_for(section_);
    std::vector<std::string_view> names;
    int selected = -1;
    for (const FactRef& fact : facts) {
      if (!node.tests_time() && fact == node.fact) selected = static_cast<int>(names.size());
      names.push_back(fact.fact == Fact::kAttribute ? std::string_view(fact.attribute)
                                                    : app::fact_label(fact, ui_.locale));
    }
    for (const TimeName time : times) {
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
      edit.time = times[index - facts.size()];
    else
      edit.fact = facts[index];
    // The test begins with something that the book has.
    if (!edit.is_time) edit.text = app::first_value(edit.fact, version());
    if (!edit.is_time && edit.fact.fact == Fact::kAttribute)
      edit.op = is_number(edit.fact.attribute) ? ConditionOp::kBetween : ConditionOp::kIn;
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

  const BookVersion& version() const { return c_.document().version; }
  Level level() const {
    if (section_ != prices::Section::kSurcharges) return Level::kTicket;
    return app::level_of(version().surcharges[static_cast<size_t>(row_)].occasion);
  }
  bool is_number(std::string_view attribute) const {
    for (const Item& item : version().items) {
      for (const ItemAttribute& entry : item.attributes) {
        if (entry.attribute == attribute) return entry.number;
      }
    }
    return false;
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
    const std::string_view place = app::division_name(c_.state.divisions, code);
    if (node.fact.fact == Fact::kDivision && !place.empty())
      return ui_.tr(Key::sentence_place, {place, code});
    const std::string zone = app::zone_label(c_.prices().file.zones, code);
    if (node.fact.fact == Fact::kZone && !zone.empty()) return zone;
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
    const TextFieldDesc field{
        .id = upper ? "to" : "from", .label = ui_.tr(label), .value = value, .hint = ui_.tr(label)};
    const bool date = node.op == ConditionOp::kDateWithin;
    const TextFieldResult result =
        date ? date_field(ui_, rect, {field, app::local_today(c_.state.surroundings)},
                          c_.panel.dates[Ui::id(field.id)])
             : text_field(ui_, rect, field);
    if (!result.committed || result.text == value) return;
    Change edit = change(upper ? ConditionChange::kSetTo : ConditionChange::kSetFrom);
    edit.text = result.text;
    c_.push(std::move(edit));
  }

  // What the version, its calendar or the country lists is chosen; everything else is typed.
  void add_value(const Condition& node, const Rect& rect) {
    if (node.op == ConditionOp::kDivisionWithin) return add_division(node, rect);
    const bool festival = node.op == ConditionOp::kFestival;
    const auto codes = festival ? app::festival_codes(c_.prices().file, version().calendar)
                                : app::value_codes(node.fact, version(), c_.prices().file.zones);
    if (codes.empty()) {
      const Key hint = Key::prices_add_value;
      const TextFieldResult result =
          text_field(ui_, rect, {.id = "value", .label = ui_.tr(hint), .hint = ui_.tr(hint)});
      if (result.committed && !result.text.empty()) push_value(result.text);
      return;
    }
    std::vector<std::string> texts;
    for (const std::string& code : codes)
      texts.push_back(value_name(node, code));
    const std::vector<std::string_view> names(texts.begin(), texts.end());
    const int chosen = select(ui_, rect,
                              {.id = "class",
                               .label = ui_.tr(Key::prices_add_value),
                               .options = names,
                               .hint = ui_.tr(Key::prices_add_value)},
                              -1, c_.select_state("class"));
    if (chosen >= 0) push_value(codes[static_cast<size_t>(chosen)]);
  }

  void add_division(const Condition& node, const Rect& rect) {
    const app::DivisionState& divisions = c_.state.divisions;
    const TreePickerResult picked =
        tree_picker(ui_, rect,
                    {.id = "division",
                     .label = ui_.tr(Key::prices_add_division_tree),
                     .hint = ui_.tr(Key::prices_add_division),
                     .nodes = divisions.nodes(),
                     .chosen = node.values,
                     .notice = ui_.tr(divisions.failed ? Key::tree_failed : Key::tree_loading)},
                    c_.panel.trees[Ui::id("division")]);
    if (picked.opened) c_.actions.push(app::LoadDivisions{});
    if (picked.toggled.empty()) return;
    const auto found = std::find(node.values.begin(), node.values.end(), picked.toggled);
    if (found == node.values.end()) return push_value(picked.toggled);
    Change edit = change(ConditionChange::kRemoveValue);
    edit.index = static_cast<int>(found - node.values.begin());
    c_.push(std::move(edit));
  }

  void push_value(std::string text) {
    Change edit = change(ConditionChange::kAddValue);
    edit.text = std::move(text);
    c_.push(std::move(edit));
  }

  static constexpr size_t kDayKinds = 5;

  PricesContext& c_;
  Ui& ui_;
  prices::Section section_;
  int row_;
  std::vector<int> path_;
};

float draw_sentence(PricesContext& context, const Rect& rect,
                    const std::optional<Condition>& condition, Key otherwise) {
  Ui& ui = context.ui;
  if (!condition) {
    label(ui, {rect.x, rect.y, rect.w, 20}, ui.tr(otherwise),
          {type::kBase, Weight::kRegular, ui.theme.secondary});
    return 20;
  }
  const auto pieces = app::condition_sentence(*condition, ui.locale, &context.document().version);
  std::vector<SentencePart> parts;
  for (const app::SentencePiece& piece : pieces)
    parts.push_back({piece.text, piece.is_value});
  float height = 0;
  sentence(ui, "sentence", rect, parts, &height);
  return height;
}

float draw_editor(PricesContext& context, const Rect& area, prices::Section section, int row,
                  const std::optional<Condition>& condition) {
  Ui& ui = context.ui;
  Rect rest = area;
  ImGui::PushID("condition");
  if (condition) {
    Editor editor(context, section, row);
    rest.cut_top(editor.node(*condition, rest), 8);
  }
  const int column =
      section == prices::Section::kTiers ? int{prices::kTierWhen} : int{prices::kSurchargeWhen};
  const prices::CellView cell =
      prices::cell_view(context.document(), section, row, column, ui.locale);
  if (!cell.error.empty()) {
    const float height =
        paragraph(ui, rest, cell.error, {type::kSmall, Weight::kRegular, ui.theme.bad});
    ui.announce({.role = a11y::Role::kAlert, .name = cell.error}, {rest.x, rest.y, rest.w, height});
    rest.cut_top(height, 6);
  }
  const bool first = !condition || condition->is_leaf();
  Rect foot = rest.cut_top(first ? space::kControl : 0);
  prices::EditCondition edit;
  edit.section = section;
  edit.row = row;
  if (first &&
      button_left(ui, foot,
                  {.id = "first", .label = ui.tr(Key::prices_add_test), .icon = Icon::kPlus}))
    context.push(edit);
  ImGui::PopID();
  return foot.bottom();
}

}  // namespace

float draw_condition(PricesContext& context, const Rect& area, prices::Section section, int row) {
  Ui& ui = context.ui;
  const auto* condition = prices::condition_of(context.document().version, section, row);
  if (condition == nullptr) return area.y;
  Rect rest = area;
  heading(ui, rest.cut_top(24, 2), ui.tr(Key::prices_condition), 3,
          {type::kBase, Weight::kSemibold});
  const Key otherwise =
      section == prices::Section::kTiers ? Key::sentence_default : Key::prices_always_applies;
  rest.cut_top(draw_sentence(context, {rest.x, rest.y, rest.w, 400}, *condition, otherwise), 10);
  if (context.document().is_draft())
    rest.y = draw_editor(context, rest, section, row, *condition) + 12;
  return *condition ? draw_trial(context, rest, section, row) : rest.y;
}

}  // namespace fenming::ui
