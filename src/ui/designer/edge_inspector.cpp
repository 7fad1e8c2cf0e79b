// The selected edge as a form: when it is taken. Tests that all have to hold are edited here one by
// one; a condition of another shape is shown as its sentence.
#include "app/amount_text.h"
#include "app/designer/words.h"
#include "app/pricing/condition_sentence.h"
#include "ui/designer/parts.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;
using namespace app::designer;
using namespace workflow;

// What an edge can read here: the outcome of the visit, then the template's own fields.
struct Subject {
  FactRef fact;
  std::string name;
  FieldTest test = FieldTest::kList;
  std::vector<std::string> codes;  // of a list
  std::vector<std::string> names;
};

bool can_end(const Node& visit, VisitOutcome outcome) {
  return std::any_of(visit.outcomes.begin(), visit.outcomes.end(),
                     [&](const NodeOutcome& one) { return one.outcome == outcome; });
}

std::vector<Subject> subjects_of(const DesignerContext& context, const Edge& edge) {
  const Ui& ui = context.ui;
  std::vector<Subject> list;
  Subject outcome{{Fact::kOutcome, {}},
                  std::string(app::fact_label({Fact::kOutcome, {}}, ui.locale)),
                  FieldTest::kList,
                  {},
                  {}};
  const Node* from = find_node(context.content(), edge.from);
  for (int i = 0; i <= static_cast<int>(VisitOutcome::kTechnicianLate); ++i) {
    const auto one = static_cast<VisitOutcome>(i);
    // Behind a visit only its own outcomes can be.
    if (from != nullptr && from->kind == NodeKind::kVisit && !can_end(*from, one)) continue;
    outcome.codes.emplace_back(visit_outcome_name(one));
    outcome.names.emplace_back(outcome_text(one, ui.locale));
  }
  if (!outcome.codes.empty()) list.push_back(std::move(outcome));
  for (const CustomField& field : context.model().fields) {
    if (!field.in_conditions || field.level == Level::kLine) continue;
    Subject one{{Fact::kField, field.field},
                field_title(context.model(), field.field),
                field_test(field.kind),
                {},
                {}};
    for (const FieldOption& option : field.options) {
      one.codes.push_back(option.option);
      one.names.push_back(option.name);
    }
    if (one.test == FieldTest::kList && one.codes.empty()) one.test = FieldTest::kPresence;
    list.push_back(std::move(one));
  }
  return list;
}

// The first value that no other edge of the same node takes.
std::string free_value(const DesignerContext& context, const Edge& edge, const Subject& subject) {
  for (const std::string& code : subject.codes) {
    const auto& edges = context.model().edges;
    const bool taken = std::any_of(edges.begin(), edges.end(), [&](const Edge& other) {
      return other.from == edge.from && other.when && other.when->op == ConditionOp::kIn &&
             other.when->fact == subject.fact &&
             std::find(other.when->values.begin(), other.when->values.end(), code) !=
                 other.when->values.end();
    });
    if (!taken) return code;
  }
  return subject.codes.front();
}

Condition first_test_of(const DesignerContext& context, const Edge& edge, const Subject& subject) {
  Condition test;
  test.fact = subject.fact;
  switch (subject.test) {
    case FieldTest::kList:
      test.op = ConditionOp::kIn;
      test.values = {free_value(context, edge, subject)};
      break;
    case FieldTest::kRange:
      test.op = ConditionOp::kBetween;
      test.from = 0;
      break;
    case FieldTest::kPresence:
      test.op = ConditionOp::kMissing;
      break;
  }
  return test;
}

// The tests that all have to hold; nothing where the condition has another shape.
std::optional<std::vector<Condition>> tests_of(const std::optional<Condition>& when) {
  if (!when) return std::vector<Condition>{};
  if (when->is_leaf()) return std::vector<Condition>{*when};
  if (when->op != ConditionOp::kAll) return std::nullopt;
  for (const Condition& one : when->of) {
    if (!one.is_leaf()) return std::nullopt;
  }
  return when->of;
}

std::optional<Condition> together(std::vector<Condition> tests) {
  if (tests.empty()) return std::nullopt;
  if (tests.size() == 1) return std::move(tests.front());
  Condition all;
  all.op = ConditionOp::kAll;
  all.of = std::move(tests);
  return all;
}

void store(DesignerContext& context, const std::string& edge, std::vector<Condition> tests) {
  context.edit(Key::designer_step_condition,
               {edge_title(context.content(), edge, context.ui.locale)},
               [edge, when = together(std::move(tests))](TemplateDocument& document) {
                 set_condition(document, edge, when);
               });
}

// A bound of a number in thousandths, or of none where the field is emptied.
bool draw_bound(DesignerContext& context, Rect& rest, const std::string& id, Key name,
                std::optional<int64_t>& bound) {
  const std::string value = bound ? app::format_quantity(*bound, 3) : std::string();
  const auto text = form_text(
      context, rest,
      {.id = id, .label = context.ui.tr(name), .value = value, .kind = app::FieldKind::kQuantity});
  if (!text) return false;
  if (text->empty()) {
    bound.reset();
    return true;
  }
  const Result<int64_t> number = app::parse_quantity(*text, 3);
  if (!number) return false;
  bound = *number;
  return true;
}

// True where the test was changed.
bool draw_test(DesignerContext& context, Rect& rest, const Subject& subject, const std::string& id,
               Condition& test) {
  if (test.op == ConditionOp::kIn) {
    std::vector<FormChip> chips;
    for (size_t i = 0; i < subject.codes.size(); ++i) {
      const bool on =
          std::find(test.values.begin(), test.values.end(), subject.codes[i]) != test.values.end();
      chips.push_back({subject.names[i], on});
    }
    const int pressed = form_chips(context, rest, id, chips);
    if (pressed < 0) return false;
    const std::string& code = subject.codes[static_cast<size_t>(pressed)];
    if (std::erase(test.values, code) == 0) test.values.push_back(code);
    if (test.values.empty()) test.values.push_back(code);  // the last one stays
    return true;
  }
  if (test.op != ConditionOp::kBetween) return false;
  const bool low = draw_bound(context, rest, id + "-from", Key::designer_at_least, test.from);
  const bool high = draw_bound(context, rest, id + "-to", Key::designer_below, test.to);
  return (low || high) && (test.from || test.to);
}

void draw_tests(DesignerContext& context, Rect& rest, const Edge& edge,
                std::vector<Condition> tests) {
  const std::vector<Subject> subjects = subjects_of(context, edge);
  for (size_t i = 0; i < tests.size(); ++i) {
    const auto subject = std::find_if(subjects.begin(), subjects.end(), [&](const Subject& one) {
      return one.fact == tests[i].fact;
    });
    const std::string id = "test-" + std::to_string(i);
    const std::string name = subject == subjects.end()
                                 ? app::condition_text(tests[i], context.ui.locale, nullptr)
                                 : subject->name;
    if (form_line(context, rest, id, name,
                  tests[i].op == ConditionOp::kMissing ? context.ui.tr(Key::designer_is_missing)
                                                       : std::string_view())) {
      tests.erase(tests.begin() + static_cast<ptrdiff_t>(i));
      return store(context, edge.edge, std::move(tests));
    }
    const size_t entry = context.ui.tree.entries().size();
    if (subject != subjects.end() && draw_test(context, rest, *subject, id, tests[i]))
      return store(context, edge.edge, std::move(tests));
    form_arrive(context, edge.edge + id, entry);
  }
  std::vector<std::string> names;
  for (const Subject& subject : subjects)
    names.push_back(subject.name);
  const int added =
      form_add(context, rest, "add-test", context.ui.tr(Key::designer_add_test), names);
  if (added < 0) return;
  context.panel.just_added = edge.edge + "test-" + std::to_string(tests.size());
  tests.push_back(first_test_of(context, edge, subjects[static_cast<size_t>(added)]));
  store(context, edge.edge, std::move(tests));
}

}  // namespace

void draw_edge_inspector(DesignerContext& context, const Rect& rect) {
  Ui& ui = context.ui;
  const Edge* edge = find_edge(context.content(), context.panel.one_selected());
  if (edge == nullptr) return;
  ImGui::PushID(edge->edge.c_str());
  const Rect area = begin_scroll(ui, "edge", rect);
  Rect rest = area;
  rest.w -= kScrollBar;
  rest.h = 1e6f;
  heading(ui, rest.cut_top(26), edge_title(context.content(), edge->edge, ui.locale), 2,
          {type::kTitle, Weight::kSemibold});
  label(ui, rest.cut_top(20, 8), ui.tr(Key::designer_edge),
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
  const Node* from = find_node(context.content(), edge->from);
  if (from != nullptr && from->kind == NodeKind::kSplit) {
    form_words(context, rest, ui.tr(Key::designer_split_edge));
  } else {
    if (checkbox(
            ui, rest.cut_top(26, 8),
            {.id = "else", .label = ui.tr(Key::designer_is_else), .disabled = !context.may_edit()},
            edge->otherwise)) {
      context.edit(Key::designer_step_condition,
                   {edge_title(context.content(), edge->edge, ui.locale)},
                   [id = edge->edge, on = !edge->otherwise](TemplateDocument& document) {
                     set_otherwise(document, id, on);
                   });
    }
    form_section(context, rest, Key::designer_when);
    form_words(context, rest,
               edge->otherwise ? std::string(ui.tr(Key::designer_else_help))
               : edge->when    ? edge_note(context.content(), *edge, ui.locale)
                               : std::string(ui.tr(Key::designer_always)));
    const auto tests = tests_of(edge->when);
    if (tests && !edge->otherwise) draw_tests(context, rest, *edge, *tests);
    form_section(context, rest, Key::designer_order);
    Rect row = rest.cut_top(space::kControl, 8);
    for (const int direction : {-1, 1}) {
      const Key name = direction < 0 ? Key::designer_earlier : Key::designer_later;
      if (button_left(ui, row, {.label = ui.tr(name), .disabled = !context.may_edit()})) {
        context.edit(Key::designer_step_order, {}, [id = edge->edge, direction](auto& document) {
          move_edge(document, id, direction);
        });
      }
    }
  }
  end_scroll(area, rest.y + 12);
  ImGui::PopID();
}

void draw_many_inspector(DesignerContext& context, const Rect& rect) {
  Ui& ui = context.ui;
  Rect rest = rect;
  heading(ui, rest.cut_top(30),
          ui.tr(Key::designer_selected, {std::to_string(context.panel.selected.size())}), 2,
          {type::kTitle, Weight::kSemibold});
  form_section(context, rest, Key::designer_align);
  struct Choice {
    Key name;
    Alignment alignment;
  };
  constexpr std::array kChoices = {Choice{Key::designer_align_left, Alignment::kLeft},
                                   Choice{Key::designer_align_center, Alignment::kCenter},
                                   Choice{Key::designer_align_right, Alignment::kRight},
                                   Choice{Key::designer_align_top, Alignment::kTop},
                                   Choice{Key::designer_align_middle, Alignment::kMiddle},
                                   Choice{Key::designer_align_bottom, Alignment::kBottom}};
  for (size_t i = 0; i < kChoices.size(); i += 3) {
    Rect row = rest.cut_top(space::kControl, 8);
    for (size_t k = i; k < i + 3; ++k) {
      if (button_left(ui, row, {.label = ui.tr(kChoices[k].name), .disabled = !context.may_edit()}))
        align_selected(context, kChoices[k].alignment);
    }
  }
  form_section(context, rest, Key::designer_distribute);
  Rect row = rest.cut_top(space::kControl, 8);
  for (const bool horizontally : {true, false}) {
    const Key name = horizontally ? Key::designer_horizontally : Key::designer_vertically;
    if (button_left(ui, row, {.label = ui.tr(name), .disabled = !context.may_edit()})) {
      context.edit(Key::designer_step_align, {},
                   [ids = context.panel.selected, horizontally](auto& document) {
                     distribute_parts(document, ids, horizontally);
                   });
    }
  }
  form_section(context, rest, Key::designer_more);
  Rect more = rest.cut_top(space::kControl, 8);
  if (button_left(ui, more, {.label = ui.tr(Key::keys_tidy), .disabled = !context.may_edit()}))
    tidy_selected(context);
  if (button_left(ui, more, {.label = ui.tr(Key::keys_group), .disabled = !context.may_edit()}))
    group_selected(context);
}

}  // namespace fenming::ui
