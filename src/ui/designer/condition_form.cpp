// When an edge is taken, as a form: tests of which all have to hold, or one, each as it is or
// turned around. A condition of another shape is shown as its sentence and can be begun anew.
#include <array>

#include "app/amount_text.h"
#include "app/designer/words.h"
#include "app/pricing/condition_sentence.h"
#include "ui/designer/parts.h"
#include "ui/widgets/panel.h"

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

// The tests of a condition as the form has them, each perhaps with its opposite.
struct Tests {
  bool any = false;  // one of them is enough
  std::vector<Condition> list;
};

bool is_test(const Condition& condition) {
  return condition.is_leaf() || (condition.op == ConditionOp::kNot && condition.of.size() == 1 &&
                                 condition.of.front().is_leaf());
}

// Nothing where the condition has another shape.
std::optional<Tests> tests_of(const std::optional<Condition>& when) {
  if (!when) return Tests{};
  if (is_test(*when)) return Tests{false, {*when}};
  if (when->op != ConditionOp::kAll && when->op != ConditionOp::kAny) return std::nullopt;
  if (!std::all_of(when->of.begin(), when->of.end(), is_test)) return std::nullopt;
  return Tests{when->op == ConditionOp::kAny, when->of};
}

std::optional<Condition> together(Tests tests) {
  if (tests.list.empty()) return std::nullopt;
  if (tests.list.size() == 1) return std::move(tests.list.front());
  Condition whole;
  whole.op = tests.any ? ConditionOp::kAny : ConditionOp::kAll;
  whole.of = std::move(tests.list);
  return whole;
}

void store(DesignerContext& context, const std::string& edge, Tests tests) {
  context.edit(Key::designer_step_condition,
               {edge_title(context.content(), edge, context.ui.locale)},
               [edge, when = together(std::move(tests))](TemplateDocument& document) {
                 set_condition(document, edge, when);
               });
}

// A choice of two; true where the other one was chosen.
bool draw_either(DesignerContext& context, Rect& rest, const std::string& id, Key first, Key second,
                 bool is_second) {
  const Ui& ui = context.ui;
  const int pressed = form_chips(
      context, rest, id,
      {{std::string(ui.tr(first)), !is_second}, {std::string(ui.tr(second)), is_second}});
  return pressed >= 0 && (pressed == 1) != is_second;
}

// A test becomes its opposite, and back.
Condition opposite(Condition test) {
  if (test.op == ConditionOp::kNot) return std::move(test.of.front());
  Condition turned;
  turned.op = ConditionOp::kNot;
  turned.of.push_back(std::move(test));
  return turned;
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

// The words for a test as it is and turned around.
std::array<Key, 2> ways_of(ConditionOp op) {
  switch (op) {
    case ConditionOp::kMissing:
      return {Key::designer_is_missing, Key::designer_is_given};
    case ConditionOp::kBetween:
      return {Key::designer_within, Key::designer_outside};
    default:
      return {Key::designer_is_of, Key::designer_is_not_of};
  }
}

enum class TestEvent : uint8_t { kNone, kChanged, kRemoved };

// One test with its name. `arrival`: where the keyboard is to go once it has just been added.
TestEvent draw_named_test(DesignerContext& context, Rect& rest,
                          const std::vector<Subject>& subjects, const std::string& id,
                          const std::string& arrival, Condition& test) {
  const bool turned = test.op == ConditionOp::kNot;
  Condition& leaf = turned ? test.of.front() : test;
  const auto subject = std::find_if(subjects.begin(), subjects.end(),
                                    [&](const Subject& one) { return one.fact == leaf.fact; });
  const bool known = subject != subjects.end();
  const std::string name =
      known ? subject->name : app::condition_text(leaf, context.ui.locale, nullptr);
  if (form_line(context, rest, id, name)) return TestEvent::kRemoved;
  const auto [as_is, reversed] = ways_of(leaf.op);
  const bool turns = draw_either(context, rest, id + "-turn", as_is, reversed, turned);
  const size_t entry = context.ui.tree.entries().size();
  const bool changed = known && draw_test(context, rest, *subject, id, leaf);
  form_arrive(context, arrival, entry);
  if (turns) test = opposite(std::move(test));
  return turns || changed ? TestEvent::kChanged : TestEvent::kNone;
}

void draw_tests(DesignerContext& context, Rect& rest, const Edge& edge, Tests tests) {
  const std::vector<Subject> subjects = subjects_of(context, edge);
  if (tests.list.size() > 1 && draw_either(context, rest, "any", Key::designer_all_hold,
                                           Key::designer_any_holds, tests.any)) {
    tests.any = !tests.any;
    return store(context, edge.edge, std::move(tests));
  }
  for (size_t i = 0; i < tests.list.size(); ++i) {
    const std::string id = "test-" + std::to_string(i);
    const TestEvent event =
        draw_named_test(context, rest, subjects, id, edge.edge + id, tests.list[i]);
    if (event == TestEvent::kRemoved)
      tests.list.erase(tests.list.begin() + static_cast<ptrdiff_t>(i));
    if (event != TestEvent::kNone) return store(context, edge.edge, std::move(tests));
  }
  std::vector<std::string> names;
  for (const Subject& subject : subjects)
    names.push_back(subject.name);
  const int added =
      form_add(context, rest, "add-test", context.ui.tr(Key::designer_add_test), names);
  if (added < 0) return;
  context.panel.just_added = edge.edge + "test-" + std::to_string(tests.list.size());
  tests.list.push_back(first_test_of(context, edge, subjects[static_cast<size_t>(added)]));
  store(context, edge.edge, std::move(tests));
}

}  // namespace

void draw_condition(DesignerContext& context, Rect& rest, const Edge& edge) {
  if (auto tests = tests_of(edge.when)) return draw_tests(context, rest, edge, std::move(*tests));
  form_words(context, rest, std::string(context.ui.tr(Key::designer_nested)));
  Rect row = rest.cut_top(space::kControl, 8);
  if (button_left(
          context.ui, row,
          {.label = context.ui.tr(Key::designer_clear_condition), .disabled = !context.may_edit()}))
    store(context, edge.edge, {});
}

}  // namespace fenming::ui
