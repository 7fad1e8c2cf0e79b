#include "app/designer/wizard.h"

#include <utility>

#include "app/designer/edits.h"

namespace fenming::app::designer {
namespace {

using namespace workflow;

constexpr int32_t kWhole = 10'000;
constexpr int32_t kHour = 60;
constexpr int32_t kDay = 8 * kHour;

// One choice field that conditions read, or a plain field.
CustomField field_of(std::string code, std::string name, FieldKind kind,
                     std::vector<FieldOption> options = {}) {
  CustomField field;
  field.field = std::move(code);
  field.name = std::move(name);
  field.kind = kind;
  field.in_conditions = !options.empty();
  field.options = std::move(options);
  return field;
}

class Builder {
 public:
  Builder(const WizardAnswers& answers, const std::string& calendar, const Locale& locale)
      : answers_(answers), calendar_(calendar), locale_(locale) {
    model().code = answers.code;
    model().name = answers.name;
    model().intake = {Fact::kDivision, Fact::kServiceType};
  }

  TemplateDocument build(const std::vector<Fee>& fees) {
    model().fees = fees;
    start();
    visit();
    finish();
    exits();
    settle();
    return std::move(document_);
  }

 private:
  TemplateVersion& model() { return document_.model; }
  Node& node(const std::string& id) { return *find_node(document_, id); }
  std::string text(Key key) const { return std::string(locale_.text(key)); }

  std::string add(NodeKind kind, Key title, std::string_view role = {}, int32_t minutes = kDay) {
    const std::string id = add_node(document_, kind, {}, text(title));
    Node& made = node(id);
    if (!role.empty()) {
      made.who = {};
      made.who.role = role;
    }
    if (made.sla) {
      made.sla->minutes = minutes;
      made.sla->calendar = calendar_;
      made.sla->chain = {
          {30, EscalationAction::kNotify, EscalationTarget::kRole, "dispatcher"},
          {240, EscalationAction::kNotify, EscalationTarget::kRole, "service_manager"}};
    }
    document_.drawing.places.clear();  // the designer lays the whole out
    return id;
  }
  void lead(const std::string& from, const std::string& to) { connect(document_, from, to); }
  void lead_if(const std::string& from, const std::string& to, std::string_view fact,
               std::vector<std::string> values) {
    Condition condition;
    condition.op = ConditionOp::kIn;
    condition.fact = *parse_fact(fact);
    condition.values = std::move(values);
    set_condition(document_, connect(document_, from, to), condition);
  }
  void otherwise(const std::string& from, const std::string& to) {
    set_otherwise(document_, connect(document_, from, to), true);
  }
  void ask(const std::string& at, CustomField field) {
    node(at).fields.push_back({field.field, FieldAccess::kRequired});
    model().fields.push_back(std::move(field));
  }

  void start() {
    const std::string begin = add(NodeKind::kStart, Key::node_start);
    const std::string intake = add(NodeKind::kForm, Key::wizard_intake, "service_desk", 30);
    const std::string dispatch = add(NodeKind::kDispatch, Key::node_dispatch, "dispatcher", kHour);
    node(dispatch).dispatch = answers_.dispatch;
    take_ = add(NodeKind::kTask, Key::wizard_take, "technician", kHour);
    Node& take = node(take_);
    take.who.best_match = true;
    take.actions = {Action::kTake};
    take.stamps = {{Action::kTake, TimeName::kTaken}};
    lead(begin, intake);
    lead(intake, dispatch);
    lead(dispatch, take_);
  }

  void by_taker(const std::string& id) {
    Who& who = node(id).who;
    who = {};
    who.previous = take_;
  }

  void visit() {
    visit_ = add(NodeKind::kVisit, Key::node_visit, {}, answers_.visit_hours * kHour);
    by_taker(visit_);
    ask(visit_, field_of("site_photos", text(Key::wizard_photos), FieldKind::kPhoto));
    before_visit_ = visit_;
    if (answers_.appointment) appoint();
    lead(take_, before_visit_);
  }

  void appoint() {
    const std::string appoint = add(NodeKind::kAppoint, Key::node_appoint, {}, 2 * kHour);
    by_taker(appoint);
    before_visit_ = appoint;
    const bool waits = answers_.moved;
    if (!waits && !answers_.cancelled) return lead(appoint, visit_);
    std::vector<FieldOption> options = {{"agreed", text(Key::wizard_agreed)}};
    if (waits) options.push_back({"later", text(Key::wizard_later)});
    if (answers_.cancelled) options.push_back({"gives_up", text(Key::wizard_gives_up)});
    ask(appoint, field_of("appoint_result", text(Key::wizard_appoint_result), FieldKind::kChoice,
                          std::move(options)));
    const std::string fact = "field.appoint_result";
    lead_if(appoint, visit_, fact, {"agreed"});
    if (waits) {
      const std::string later = add(NodeKind::kWait, Key::wizard_wait_customer);
      node(later).sla.reset();
      node(later).open_ended = true;
      node(later).timer_min = 3 * kDay;
      lead_if(appoint, later, fact, {"later"});
      lead(later, appoint);
    }
    otherwise(appoint, answers_.cancelled ? cancel_form() : visit_);
  }

  std::string cancel_form() {
    if (!cancel_form_.empty()) return cancel_form_;
    cancel_form_ = add(NodeKind::kForm, Key::wizard_cancel_reason, "dispatcher", kDay / 2);
    ask(cancel_form_, field_of("cancel_reason", text(Key::wizard_reason), FieldKind::kText));
    const std::string cancel = add(NodeKind::kCancel, Key::node_cancel);
    lead(cancel_form_, cancel);
    return cancel_form_;
  }

  // From what was added last: a visit that was done, a call after which all is well, or anything.
  void then(const std::string& id) {
    if (last_ == visit_) {
      lead_if(visit_, id, "outcome", {"done"});
    } else if (last_ == callback_) {
      lead_if(callback_, id, "field.satisfaction", {"satisfied"});
      otherwise(callback_, before_visit_);
    } else {
      lead(last_, id);
    }
    last_ = id;
  }

  // An acceptance that closes the ticket comes after the call: whoever is visited again would be
  // settled below what was reached.
  void finish() {
    last_ = visit_;
    if (answers_.closing == Closing::kBoth) accept();
    if (answers_.callback) {
      callback_ = add(NodeKind::kCallback, Key::node_callback, "service_desk", 6 * kDay);
      ask(callback_, field_of("satisfaction", text(Key::wizard_satisfaction), FieldKind::kChoice,
                              {{"satisfied", text(Key::wizard_satisfied)},
                               {"rework", text(Key::wizard_rework)}}));
      then(callback_);
    }
    if (answers_.closing == Closing::kAcceptance)
      accept();
    else
      review();
    then(add(NodeKind::kEnd, Key::node_end));
  }

  void accept() {
    const std::string accepted = add(NodeKind::kApproval, Key::wizard_acceptance, {}, 3 * kDay);
    by_taker(accepted);
    closing_ = customer_closing_ = accepted;
    then(accepted);
  }

  void review() {
    closing_ = add(NodeKind::kApproval, Key::wizard_review, "settlement_clerk", 3 * kDay);
    node(closing_).stamps = {{Action::kAccept, TimeName::kCompleted}};
    if (customer_closing_.empty()) customer_closing_ = closing_;
    then(closing_);
  }

  void exits() {
    std::vector<NodeOutcome> outcomes = {{VisitOutcome::kDone, Fault::kNobody}};
    const auto may_be = [&](VisitOutcome outcome) {
      outcomes.push_back({outcome, usual_fault(outcome)});
      return std::string(visit_outcome_name(outcome));
    };
    if (answers_.part_needed) {
      const std::string value = may_be(VisitOutcome::kPartNeeded);
      const std::string request = add(NodeKind::kParts, Key::wizard_request_part, {}, 2 * kHour);
      by_taker(request);
      const std::string wait = add(NodeKind::kWait, Key::wizard_wait_part, {}, 9 * kDay);
      node(wait).timer_min.reset();
      node(wait).event = "parts_received";
      lead_if(visit_, request, "outcome", {value});
      lead(request, wait);
      lead(wait, before_visit_);
    }
    if (answers_.empty_trip) {
      const std::string absent = may_be(VisitOutcome::kCustomerAbsent);
      const std::string wrong = may_be(VisitOutcome::kWrongAddress);
      const std::string check =
          add(NodeKind::kApproval, Key::wizard_check_trip, "dispatcher", kDay / 2);
      node(check).stamps.clear();
      lead_if(visit_, check, "outcome", {absent, wrong});
      lead(check, before_visit_);
    }
    if (answers_.cancelled) {
      const std::string refused = may_be(VisitOutcome::kCustomerRefused);
      lead_if(visit_, cancel_form(), "outcome", {refused});
    }
    if (answers_.moved) {
      const std::string moved = may_be(VisitOutcome::kCustomerMoved);
      if (before_visit_ == visit_) {
        const std::string again = add(NodeKind::kWait, Key::wizard_wait_customer);
        node(again).sla.reset();
        node(again).open_ended = true;
        node(again).timer_min = kDay;
        lead_if(visit_, again, "outcome", {moved});
        lead(again, visit_);
      } else {
        lead_if(visit_, before_visit_, "outcome", {moved});
      }
    }
    node(visit_).outcomes = std::move(outcomes);
  }

  // Fees of a visit when it ends, those of the ticket when it is closed.
  void settle() {
    for (const Relation relation : {Relation::kCompanyTechnician, Relation::kCustomerCompany}) {
      std::vector<std::string> of_visit, of_ticket;
      bool labour = false;
      for (const Fee& fee : model().fees) {
        if (fee.relation != relation || !fee.never.empty()) continue;
        (fee.occasion == FeeOccasion::kVisit ? of_visit : of_ticket).push_back(fee.category);
        labour = labour || (fee.category == "labour" && fee.occasion == FeeOccasion::kTicket);
      }
      const bool technician = relation == Relation::kCompanyTechnician;
      if (technician && labour && answers_.arrival_bp > 0)
        trigger(visit_, Action::kArrive, relation, {"labour"}, answers_.arrival_bp);
      trigger(visit_, Action::kComplete, relation, std::move(of_visit), kWhole);
      trigger(technician ? closing_ : customer_closing_, Action::kAccept, relation,
              std::move(of_ticket), kWhole);
    }
  }
  void trigger(const std::string& at, Action action, Relation relation,
               std::vector<std::string> categories, int32_t share_bp) {
    if (!categories.empty())
      node(at).triggers.push_back({action, relation, std::move(categories), share_bp});
  }

  const WizardAnswers& answers_;
  const std::string& calendar_;
  const Locale& locale_;
  TemplateDocument document_;
  std::string take_, visit_, before_visit_, cancel_form_;
  std::string last_, callback_, closing_, customer_closing_;
};

}  // namespace

TemplateDocument wizard_template(const WizardAnswers& answers, const std::vector<Fee>& fees,
                                 const std::string& calendar, const Locale& locale) {
  return Builder(answers, calendar, locale).build(fees);
}

}  // namespace fenming::app::designer
