// The template itself as a form, while nothing is selected: its name, its fields, and how each fee
// category is settled.
#include "app/designer/words.h"
#include "app/pricing/condition_sentence.h"
#include "engine/workflow/verify/priced.h"
#include "ui/designer/parts.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;
using namespace app::designer;
using namespace workflow;

// A code for what has a name: its letters and digits, else the stem with a number.
template <typename List, typename Of>
std::string fresh_code(const List& list, std::string_view stem, const Of& of) {
  std::string code(stem);
  const auto taken = [&] {
    return std::any_of(list.begin(), list.end(), [&](const auto& one) { return of(one) == code; });
  };
  for (int number = 2; taken(); ++number)
    code = std::string(stem) + "_" + std::to_string(number);
  return code;
}

void change_field(DesignerContext& context, const std::string& code,
                  std::function<void(CustomField&)> how) {
  context.edit(Key::designer_step_field, {field_title(context.model(), code)},
               [code, how](TemplateDocument& document) {
                 for (CustomField& field : document.model.fields) {
                   if (field.field == code) how(field);
                 }
               });
}

void add_field(DesignerContext& context, FieldKind kind) {
  CustomField field;
  field.field = fresh_code(context.model().fields, field_kind_name(kind),
                           [](const CustomField& one) { return std::string_view(one.field); });
  field.name = input_text(kind, context.ui.locale);
  field.kind = kind;
  field.in_conditions = kind == FieldKind::kChoice || kind == FieldKind::kNumber;
  if (kind == FieldKind::kChoice || kind == FieldKind::kMultipleChoice) {
    field.options = {{"yes", std::string(context.ui.tr(Key::common_yes))},
                     {"no", std::string(context.ui.tr(Key::common_no))}};
  }
  context.panel.just_added = field.field;
  context.edit(Key::designer_step_field, {field.name},
               [field](TemplateDocument& document) { document.model.fields.push_back(field); });
}

void remove_field(DesignerContext& context, const std::string& code) {
  context.edit(Key::designer_step_field_gone, {field_title(context.model(), code)},
               [code](TemplateDocument& document) {
                 std::erase_if(document.model.fields,
                               [&](const CustomField& one) { return one.field == code; });
                 for (Node& node : document.model.nodes) {
                   std::erase_if(node.fields,
                                 [&](const NodeField& one) { return one.field == code; });
                 }
               });
}

void draw_options(DesignerContext& context, Rect& rest, const CustomField& field) {
  const Ui& ui = context.ui;
  for (const FieldOption& option : field.options) {
    const std::string id = field.field + "-option-" + option.option;
    const size_t entry = ui.tree.entries().size();
    const auto name = form_text(
        context, rest, {.id = id, .label = ui.tr(Key::designer_option), .value = option.name});
    form_arrive(context, id, entry);
    if (!name) continue;
    change_field(context, field.field, [code = option.option, text = *name](CustomField& one) {
      if (text.empty() && one.options.size() > 1) {
        std::erase_if(one.options, [&](const FieldOption& each) { return each.option == code; });
        return;
      }
      for (FieldOption& each : one.options) {
        if (each.option == code && !text.empty()) each.name = text;
      }
    });
  }
  if (!context.may_edit()) return;
  if (link(context.ui, rest.cut_top(22, 8), ui.tr(Key::designer_add_option), type::kSmall,
           field.field + "-add-option")) {
    const std::string code = fresh_code(field.options, "option", [](const FieldOption& one) {
      return std::string_view(one.option);
    });
    context.panel.just_added = field.field + "-option-" + code;
    change_field(context, field.field,
                 [code, name = std::string(ui.tr(Key::designer_option))](CustomField& one) {
                   one.options.push_back({code, name});
                 });
  }
}

void draw_field(DesignerContext& context, Rect& rest, const CustomField& field) {
  Ui& ui = context.ui;
  if (form_line(context, rest, "gone-" + field.field, field.name,
                input_text(field.kind, ui.locale)))
    remove_field(context, field.field);
  const size_t entry = ui.tree.entries().size();
  const auto name = form_text(
      context, rest,
      {.id = "name-" + field.field, .label = ui.tr(Key::designer_field_name), .value = field.name});
  form_arrive(context, field.field, entry);
  if (name && !name->empty())
    change_field(context, field.field, [text = *name](CustomField& one) { one.name = text; });
  if (checkbox(ui, rest.cut_top(26, 4),
               {.id = "when-" + field.field,
                .label = ui.tr(Key::designer_in_conditions),
                .disabled = !context.may_edit()},
               field.in_conditions)) {
    change_field(context, field.field,
                 [](CustomField& one) { one.in_conditions = !one.in_conditions; });
  }
  if (!field.options.empty()) draw_options(context, rest, field);
}

void draw_fields(DesignerContext& context, Rect& rest) {
  const Ui& ui = context.ui;
  form_section(context, rest, Key::designer_fields);
  for (const CustomField& field : context.model().fields)
    draw_field(context, rest, field);
  std::vector<std::string> kinds;
  for (int i = 0; i <= static_cast<int>(FieldKind::kPartLines); ++i)
    kinds.emplace_back(input_text(static_cast<FieldKind>(i), ui.locale));
  const int kind = form_add(context, rest, "new-field", ui.tr(Key::designer_new_field), kinds);
  if (kind >= 0) add_field(context, static_cast<FieldKind>(kind));
}

// The occasions of a fee, and why it may never be settled.
void draw_fee(DesignerContext& context, Rect& rest, size_t index) {
  Ui& ui = context.ui;
  const Fee& fee = context.model().fees[index];
  const std::string id = "fee-" + std::to_string(index);
  const auto edit = [&](std::function<void(Fee&)> how) {
    context.edit(Key::designer_step_fee, {context.fee(fee.category)},
                 [index, how](TemplateDocument& document) {
                   if (index < document.model.fees.size()) how(document.model.fees[index]);
                 });
  };
  if (form_line(context, rest, id, context.fee(fee.category),
                relation_text(fee.relation, ui.locale))) {
    context.edit(Key::designer_step_fee, {context.fee(fee.category)},
                 [index](TemplateDocument& document) {
                   auto& fees = document.model.fees;
                   if (index < fees.size())
                     fees.erase(fees.begin() + static_cast<ptrdiff_t>(index));
                 });
  }
  const std::array<std::string_view, 3> occasions = {ui.tr(Key::designer_fee_ticket),
                                                     ui.tr(Key::designer_fee_visit),
                                                     ui.tr(Key::designer_fee_never)};
  const int selected = !fee.never.empty() ? 2 : static_cast<int>(fee.occasion);
  const std::string group = id + "-occasion";
  const int chosen = segmented(ui, rest.cut_top(28, 8),
                               {.id = group,
                                .label = context.fee(fee.category),
                                .options = occasions,
                                .disabled = !context.may_edit()},
                               selected);
  if (chosen < 0) return;
  edit([chosen, reason = std::string(ui.tr(Key::designer_fee_never_reason))](Fee& one) {
    one.never = chosen == 2 ? reason : std::string();
    one.occasion = chosen == 1 ? FeeOccasion::kVisit : FeeOccasion::kTicket;
  });
}

void draw_fees(DesignerContext& context, Rect& rest) {
  const Ui& ui = context.ui;
  form_section(context, rest, Key::designer_fees);
  form_words(context, rest, ui.tr(Key::designer_fees_help));
  for (size_t i = 0; i < context.model().fees.size(); ++i)
    draw_fee(context, rest, i);
  std::vector<Fee> fresh;
  std::vector<std::string> options;
  for (const Relation relation : {Relation::kCompanyTechnician, Relation::kCustomerCompany}) {
    for (const std::string& code : fee_codes(context)) {
      const auto& fees = context.model().fees;
      const bool there = std::any_of(fees.begin(), fees.end(), [&](const Fee& fee) {
        return fee.relation == relation && fee.category == code;
      });
      if (there) continue;
      Fee fee;
      fee.relation = relation;
      fee.category = code;
      fee.occasion = usual_occasion(code);
      fresh.push_back(fee);
      options.push_back(context.fee(code) + " · " +
                        std::string(relation_text(relation, ui.locale)));
    }
  }
  const int added = form_add(context, rest, "new-fee", ui.tr(Key::designer_add_fee), options);
  if (added < 0) return;
  context.edit(Key::designer_step_fee, {options[static_cast<size_t>(added)]},
               [fee = fresh[static_cast<size_t>(added)]](TemplateDocument& document) {
                 document.model.fees.push_back(fee);
               });
}

void draw_intake(DesignerContext& context, Rect& rest) {
  const Ui& ui = context.ui;
  form_section(context, rest, Key::designer_intake);
  form_words(context, rest, ui.tr(Key::designer_intake_help));
  constexpr std::array kFacts = {Fact::kDivision, Fact::kCustomerClass, Fact::kBrand,
                                 Fact::kChannel,  Fact::kServiceLevel,  Fact::kUrgency,
                                 Fact::kPartner,  Fact::kServiceType};
  std::vector<FormChip> chips;
  const auto& intake = context.model().intake;
  for (const Fact fact : kFacts) {
    chips.push_back({std::string(app::fact_label({fact, {}}, ui.locale)),
                     std::find(intake.begin(), intake.end(), fact) != intake.end()});
  }
  const int pressed = form_chips(context, rest, "intake", chips);
  if (pressed < 0) return;
  context.edit(Key::designer_step_intake, {},
               [fact = kFacts[static_cast<size_t>(pressed)]](auto& document) {
                 auto& list = document.model.intake;
                 if (std::erase(list, fact) == 0) list.push_back(fact);
                 std::sort(list.begin(), list.end());
               });
}

}  // namespace

void draw_template_inspector(DesignerContext& context, const Rect& rect) {
  Ui& ui = context.ui;
  ImGui::PushID("template");
  const Rect area = begin_scroll(ui, "template", rect);
  Rect rest = area;
  rest.w -= kScrollBar;
  rest.h = 1e6f;
  heading(ui, rest.cut_top(26), context.model().name, 2, {type::kTitle, Weight::kSemibold});
  label(ui, rest.cut_top(20, 8), context.document().code,
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
  const auto name =
      form_text(context, rest,
                {.id = "name", .label = ui.tr(Key::designer_name), .value = context.model().name});
  if (name && !name->empty()) {
    context.edit(Key::designer_step_name, {*name},
                 [text = *name](TemplateDocument& document) { document.model.name = text; });
  }
  draw_fields(context, rest);
  draw_fees(context, rest);
  draw_intake(context, rest);
  draw_scenarios(context, rest);
  draw_replay_entry(context, rest);
  draw_files(context, rest);
  end_scroll(area, rest.y + 12);
  ImGui::PopID();
}

}  // namespace fenming::ui
