#include "app/pricing/condition_edit.h"

#include <algorithm>

#include "app/amount_text.h"
#include "app/prices/edits.h"
#include "app/pricing/condition_sentence.h"
#include "base/civil_time.h"
#include "base/text.h"

namespace fenming::app {
namespace {

using prices::ConditionChange;
using prices::EditCondition;

constexpr size_t kMostMembers = 64;

Error refused(std::string code) {
  return Error{std::move(code), {}, {}};
}

Condition group_of(ConditionOp op) {
  Condition group;
  group.op = op;
  return group;
}

Condition* at_path(Condition& root, const std::vector<int>& path, size_t length) {
  Condition* node = &root;
  for (size_t i = 0; i < length; ++i) {
    const auto place = static_cast<size_t>(path[i]);
    if (path[i] < 0 || place >= node->of.size()) return nullptr;
    node = &node->of[place];
  }
  return node;
}

void set_op(Condition& leaf, ConditionOp op) {
  if (leaf.op == op) return;
  leaf.op = op;
  leaf.values.clear();
  leaf.from.reset();
  leaf.to.reset();
  leaf.kinds.clear();
  leaf.weekdays.clear();
  if (op == ConditionOp::kIn) leaf.values = {"normal"};
  if (op == ConditionOp::kDivisionWithin) leaf.values = {"31"};
  if (op == ConditionOp::kFestival) leaf.values = {"spring_festival"};
  if (op == ConditionOp::kDayKind) leaf.kinds = {DayKind::kStatutory};
  if (op == ConditionOp::kBetween) leaf.from = 0;
  if (op == ConditionOp::kWindow) {
    leaf.from = 22 * 60;
    leaf.to = 6 * 60;
  }
  if (op == ConditionOp::kMonthDayWithin) {
    leaf.from = 601;
    leaf.to = 901;
  }
  if (op == ConditionOp::kDateWithin) leaf.from = days_from_civil({2026, 1, 1});
}

void set_fact(Condition& leaf, const EditCondition& edit) {
  if (edit.is_time) {
    if (!leaf.tests_time()) set_op(leaf, ConditionOp::kWindow);
    leaf.time = edit.time;
    return;
  }
  if (leaf.fact == edit.fact && !leaf.tests_time()) return;
  leaf.fact = edit.fact;
  const auto ops = ops_for(edit.fact);
  if (std::find(ops.begin(), ops.end(), leaf.op) == ops.end())
    set_op(leaf, ops.front());
  else if (leaf.op == ConditionOp::kIn)
    leaf.values = {"normal"};
  if (edit.fact.fact == Fact::kAttribute &&
      (edit.op == ConditionOp::kIn || edit.op == ConditionOp::kBetween))
    set_op(leaf, edit.op);
  if (leaf.op != ConditionOp::kIn) return;
  if (edit.fact.fact == Fact::kCityClass) leaf.values = {"tier1"};
  if (!edit.text.empty()) leaf.values = {edit.text};
}

Result<int64_t> parse_month_day(std::string_view text) {
  const size_t dash = text.find_first_of("-/.");
  if (dash == std::string_view::npos) return refused("bad_month_day");
  const auto month = parse_decimal(text.substr(0, dash), 0);
  const auto day = parse_decimal(text.substr(dash + 1), 0);
  if (!month || !day || *month < 1 || *month > 12 || *day < 1 || *day > 31)
    return refused("bad_month_day");
  return *month * 100 + *day;
}

Result<std::optional<int64_t>> parse_bound(const Condition& leaf, std::string_view typed) {
  const std::string text = prices::trimmed(typed);
  if (text.empty()) return std::optional<int64_t>();
  if (leaf.op == ConditionOp::kDateWithin) {
    std::string dashes = text;
    std::replace(dashes.begin(), dashes.end(), '/', '-');
    const auto date = parse_date(dashes);
    if (!date) return refused("bad_date");
    return std::optional<int64_t>(*date);
  }
  if (leaf.op == ConditionOp::kWindow) {
    const auto clock = parse_clock(text);
    if (!clock) return refused("bad_clock");
    return std::optional<int64_t>(*clock);
  }
  const Result<int64_t> number =
      leaf.op == ConditionOp::kMonthDayWithin ? parse_month_day(text) : parse_quantity(text, 3);
  if (!number) return number.error();
  return std::optional<int64_t>(*number);
}

Result<bool> set_bound(Condition& leaf, bool upper, std::string_view text) {
  const auto bound = parse_bound(leaf, text);
  if (!bound) return bound.error();
  const bool needs_both =
      leaf.op == ConditionOp::kWindow || leaf.op == ConditionOp::kMonthDayWithin;
  const auto& other = upper ? leaf.from : leaf.to;
  if (!*bound && (needs_both || !other)) return refused("bound_needed");
  (upper ? leaf.to : leaf.from) = *bound;
  return true;
}

Result<bool> add_value(Condition& leaf, std::string_view text) {
  const auto names = prices::split_codes(text);
  if (names.empty()) return refused("name_empty");
  for (const std::string& name : names) {
    const std::string code = code_of_name(leaf.op, name);
    if (leaf.op == ConditionOp::kDivisionWithin && !is_division_code(code))
      return refused("bad_division");
    if (std::find(leaf.values.begin(), leaf.values.end(), code) == leaf.values.end())
      leaf.values.push_back(code);
  }
  return true;
}

Result<bool> remove_value(Condition& leaf, int index) {
  const auto place = static_cast<size_t>(index);
  if (index < 0 || place >= leaf.values.size()) return true;
  if (leaf.values.size() == 1) return refused("value_needed");
  leaf.values.erase(leaf.values.begin() + index);
  return true;
}

void toggle_kind(Condition& leaf, int index) {
  const auto kind = static_cast<DayKind>(index);
  const auto found = std::find(leaf.kinds.begin(), leaf.kinds.end(), kind);
  if (found == leaf.kinds.end())
    leaf.kinds.push_back(kind);
  else if (leaf.kinds.size() > 1)
    leaf.kinds.erase(found);
}

// Tests and groups are added to a group; a lone test first becomes one of a group.
void add_member(Condition& node, Condition member) {
  if (node.is_leaf()) {
    Condition group;
    group.op = ConditionOp::kAll;
    group.of.push_back(std::move(node));
    node = std::move(group);
  }
  if (node.of.size() < kMostMembers && (node.op != ConditionOp::kNot || node.of.empty()))
    node.of.push_back(std::move(member));
}

void set_group(Condition& node, ConditionOp op) {
  if (op == ConditionOp::kNot && node.of.size() != 1) {
    Condition inner = node;
    node = group_of(ConditionOp::kNot);
    if (inner.of.empty()) inner = first_test();
    node.of.push_back(std::move(inner));
    return;
  }
  node.op = op;
}

void remove_at(std::optional<Condition>& root, const std::vector<int>& path) {
  if (path.empty()) {
    root.reset();
    return;
  }
  Condition* parent = at_path(*root, path, path.size() - 1);
  if (parent == nullptr || static_cast<size_t>(path.back()) >= parent->of.size()) return;
  if (parent->op == ConditionOp::kNot) {
    remove_at(root, {path.begin(), path.end() - 1});
    return;
  }
  parent->of.erase(parent->of.begin() + path.back());
}

Result<bool> change_node(Condition& node, const EditCondition& edit) {
  switch (edit.change) {
    case ConditionChange::kAddTest:
      add_member(node, first_test());
      return true;
    case ConditionChange::kAddGroup: {
      Condition group = group_of(ConditionOp::kAny);
      group.of.push_back(first_test());
      add_member(node, std::move(group));
      return true;
    }
    case ConditionChange::kSetGroup:
      set_group(node, edit.op);
      return true;
    case ConditionChange::kSetFact:
      set_fact(node, edit);
      return true;
    case ConditionChange::kSetOp:
      set_op(node, edit.op);
      return true;
    case ConditionChange::kAddValue:
      return add_value(node, edit.text);
    case ConditionChange::kRemoveValue:
      return remove_value(node, edit.index);
    case ConditionChange::kToggleValue:
      toggle_kind(node, edit.index);
      return true;
    case ConditionChange::kSetFrom:
    case ConditionChange::kSetTo:
      return set_bound(node, edit.change == ConditionChange::kSetTo, edit.text);
    case ConditionChange::kRemove:
      break;
  }
  return true;
}

}  // namespace

Condition first_test() {
  Condition leaf;
  leaf.op = ConditionOp::kIn;
  leaf.fact.fact = Fact::kCustomerClass;
  leaf.values = {"normal"};
  return leaf;
}

std::vector<FactRef> facts_for(Level level, const BookVersion& version) {
  std::vector<FactRef> facts;
  for (const Fact fact :
       {Fact::kDivision, Fact::kCityClass, Fact::kServiceType, Fact::kCustomerClass, Fact::kUrgency,
        Fact::kServiceLevel, Fact::kBrand, Fact::kChannel, Fact::kCustomerAccount, Fact::kProject,
        Fact::kPartner, Fact::kPartnerMode, Fact::kLegalEntity, Fact::kZone, Fact::kRing})
    facts.push_back({fact, {}});
  if (level == Level::kTicket) return facts;
  for (const Fact fact : {Fact::kDistance, Fact::kOnSiteMinutes, Fact::kTripPlace, Fact::kOutcome,
                          Fact::kLeadGrade, Fact::kDistanceKind, Fact::kFault})
    facts.push_back({fact, {}});
  if (level == Level::kVisit) return facts;
  for (const Fact fact : {Fact::kItem, Fact::kQuantity, Fact::kProduct, Fact::kModel, Fact::kPart,
                          Fact::kWarranty, Fact::kPayer, Fact::kSupplier})
    facts.push_back({fact, {}});
  for (const Item& item : version.items) {
    for (const ItemAttribute& attribute : item.attributes) {
      FactRef fact{Fact::kAttribute, attribute.attribute};
      if (std::find(facts.begin(), facts.end(), fact) == facts.end())
        facts.push_back(std::move(fact));
    }
  }
  return facts;
}

std::vector<TimeName> times_for(prices::Section section) {
  std::vector<TimeName> times = {TimeName::kCreated, TimeName::kTaken, TimeName::kCompleted};
  if (section != prices::Section::kSurcharges) return times;
  for (const TimeName time : {TimeName::kAppointment, TimeName::kArrived, TimeName::kDeparted})
    times.push_back(time);
  return times;
}

Level level_of(Occasion occasion) {
  if (occasion == Occasion::kTicket) return Level::kTicket;
  return occasion == Occasion::kVisit ? Level::kVisit : Level::kLine;
}

std::string first_value(const FactRef& fact, const BookVersion& version) {
  const std::vector<std::string> codes = value_codes(fact, version, {});
  return codes.empty() ? std::string() : codes.front();
}

std::vector<std::string> value_codes(const FactRef& fact, const BookVersion& version,
                                     const std::vector<ZoneTable>& zones) {
  std::vector<std::string> codes;
  if (fact.fact == Fact::kZone || fact.fact == Fact::kRing) {
    for (const ZoneTable& table : zones) {
      for (const Zone& zone : table.zones) {
        const std::string& code = fact.fact == Fact::kZone ? zone.zone : zone.ring;
        const bool known = std::find(codes.begin(), codes.end(), code) != codes.end();
        if (!code.empty() && !known) codes.push_back(code);
      }
    }
  }
  const auto& tables = version.city_classes;
  if (fact.fact == Fact::kCityClass && !tables.empty()) {
    for (const CityClass& entry : tables.back().classes)
      codes.push_back(entry.class_code);
  }
  if (fact.fact == Fact::kItem) {
    for (const Item& item : version.items)
      codes.push_back(item.item);
  }
  if (fact.fact == Fact::kPart) {
    for (const Part& part : version.parts)
      codes.push_back(part.part);
  }
  if (fact.fact == Fact::kWarranty) codes = {"in", "out"};
  if (fact.fact == Fact::kPayer) {
    for (int i = 0; i <= static_cast<int>(Payer::kGoodwill); ++i)
      codes.emplace_back(payer_name(static_cast<Payer>(i)));
  }
  if (fact.fact == Fact::kSupplier) {
    for (int i = 0; i <= static_cast<int>(Supplier::kCustomer); ++i)
      codes.emplace_back(supplier_name(static_cast<Supplier>(i)));
  }
  return codes;
}

std::string_view division_name(const DivisionState& divisions, std::string_view code) {
  const int32_t node = divisions.list ? divisions.list->find(significant_division(code)) : -1;
  return node >= 0 ? divisions.nodes()[static_cast<size_t>(node)].name : std::string_view();
}

std::string zone_label(const std::vector<ZoneTable>& zones, std::string_view code) {
  for (auto table = zones.rbegin(); table != zones.rend(); ++table) {
    for (const Zone& zone : table->zones) {
      if (zone.zone == code && !zone.name.empty()) return zone.name + " " + zone.zone;
    }
  }
  return {};
}

std::vector<std::string> festival_codes(const BookFile& file, std::string_view calendar) {
  std::vector<std::string> codes;
  for (const Calendar& one : file.calendars) {
    if (one.calendar != calendar) continue;
    for (const auto& [date, day] : one.days) {
      const bool known = std::find(codes.begin(), codes.end(), day.festival) != codes.end();
      if (!day.festival.empty() && !known) codes.push_back(day.festival);
    }
  }
  return codes;
}

std::vector<ConditionOp> ops_for(const FactRef& fact) {
  if (fact.fact == Fact::kDivision) return {ConditionOp::kDivisionWithin, ConditionOp::kMissing};
  const FactKind kind = fact_info(fact.fact).kind;
  if (kind == FactKind::kAttribute)
    return {ConditionOp::kBetween, ConditionOp::kIn, ConditionOp::kMissing};
  if (kind == FactKind::kNumber) return {ConditionOp::kBetween, ConditionOp::kMissing};
  return {ConditionOp::kIn, ConditionOp::kMissing};
}

std::vector<ConditionOp> time_ops() {
  return {ConditionOp::kWindow, ConditionOp::kDateWithin, ConditionOp::kMonthDayWithin,
          ConditionOp::kDayKind, ConditionOp::kFestival};
}

Result<std::optional<Condition>> changed_condition(const std::optional<Condition>& root,
                                                   const EditCondition& edit) {
  std::optional<Condition> changed = root;
  if (edit.change == ConditionChange::kRemove) {
    if (changed) remove_at(changed, edit.path);
    return changed;
  }
  if (!changed) changed = group_of(ConditionOp::kAll);
  Condition* node = at_path(*changed, edit.path, edit.path.size());
  if (node == nullptr) return changed;
  const Result<bool> done = change_node(*node, edit);
  if (!done) return done.error();
  return changed;
}

std::string format_bound(const Condition& leaf, bool upper) {
  const auto& bound = upper ? leaf.to : leaf.from;
  if (!bound) return {};
  if (leaf.op == ConditionOp::kDateWithin) return format_date(static_cast<int32_t>(*bound));
  if (leaf.op == ConditionOp::kWindow) return format_clock(static_cast<int32_t>(*bound));
  if (leaf.op == ConditionOp::kMonthDayWithin)
    return pad_number(*bound / 100, 2) + "-" + pad_number(*bound % 100, 2);
  return format_decimal(*bound, 3);
}

}  // namespace fenming::app
