#include "engine/simulation/cells.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/assert.h"
#include "base/checked.h"

namespace fenming {
namespace {

// The dimension that decides a leaf; city class is decided by the place. Times come last and get
// the largest strides: neighbouring tickets have neighbouring days, so that their cells lie
// together.
std::string dimension_key(const Condition& leaf) {
  if (leaf.tests_time()) return "~" + std::string(time_name(leaf.time));
  if (leaf.fact.fact == Fact::kCityClass) return "division";
  return fact_name(leaf.fact);
}

}  // namespace

uint32_t ConditionCells::TimePart::cell(uint32_t index) const {
  if (column == nullptr || (*column)[index] == kNoTime) return day_cell.back();
  const auto local = static_cast<uint32_t>(shift + (*column)[index]);
  const uint32_t day = local / kDaySeconds;
  const uint32_t at = (day - static_cast<uint32_t>(first_day)) * minutes;
  if (minute_class.empty()) return day_cell[at];
  return day_cell[at + minute_class[(local - day * kDaySeconds) / 60]];
}

void ConditionCells::TimePart::add_days(uint32_t begin, uint32_t count, uint32_t* cells) const {
  const uint32_t* stored = column->data() + begin;
  const uint32_t* cell_of_day = day_cell.data();
  const auto missing = static_cast<uint32_t>(day_cell.size() - 1);
  const auto to_local = static_cast<uint32_t>(shift);
  const auto first = static_cast<uint32_t>(first_day);
  for (uint32_t i = 0; i < count; ++i) {
    const uint32_t day = (stored[i] + to_local) / kDaySeconds - first;
    cells[i] += cell_of_day[stored[i] == kNoTime ? missing : day];
  }
}

void ConditionCells::cells_of(uint32_t begin, uint32_t end, uint32_t* cells) const {
  const uint32_t* signature = history_->signature.data();
  const uint32_t* signature_cell = signature_cell_.data();
  for (uint32_t i = begin; i < end; ++i)
    cells[i - begin] = signature_cell[signature[i]];
  const bool visits_are_tickets = history_->visit_end.empty();
  // A ticket without visits gets the cell of any: its caller knows that it is odd.
  const auto last_visit = static_cast<uint32_t>(history_->visit_signature.size() - 1);
  const auto visit_of = [&](uint32_t ticket) {
    return visits_are_tickets ? ticket : std::min(history_->visits_of(ticket).first, last_visit);
  };
  for (const TimePart& part : time_parts_) {
    const bool by_index = !part.of_visit || visits_are_tickets;
    if (by_index && part.column != nullptr && part.minute_class.empty()) {
      part.add_days(begin, end - begin, cells);
      continue;
    }
    for (uint32_t i = begin; i < end; ++i)
      cells[i - begin] += part.cell(by_index ? i : visit_of(i));
  }
  if (visit_cell_.empty() && distance_cell_.empty()) return;
  for (uint32_t i = begin; i < end; ++i) {
    const uint32_t visit = visit_of(i);
    if (!visit_cell_.empty()) cells[i - begin] += visit_cell_[history_->visit_signature[visit]];
    if (!distance_cell_.empty()) cells[i - begin] += distance_cell_[history_->distance[visit]];
  }
}

ConditionCells::ConditionCells(const Context& context, std::vector<const Condition*> conditions)
    : history_(context.history), context_(context), condition_count_(conditions.size()) {
  words_ = (conditions.size() + 63) / 64;
  FM_ASSERT(conditions.size() <= kMaxConditions);
  std::map<std::string, std::vector<const Condition*>> leaves;
  for (const Condition* condition : conditions) {
    if (condition == nullptr) continue;
    for_each_leaf(*condition,
                  [&](const Condition& leaf) { leaves[dimension_key(leaf)].push_back(&leaf); });
  }
  std::vector<TextDimension> texts;
  for (const auto& [key, of_fact] : leaves) {
    const Condition& leaf = *of_fact.front();
    if (leaf.tests_time() || fact_info(leaf.fact.fact).level != Level::kTicket) continue;
    texts.push_back({key == "division" ? Fact::kDivision : leaf.fact.fact, of_fact, {}, {}});
  }
  add_text_dimensions(texts);
  for (const auto& [key, of_fact] : leaves) {
    if (!supported_) return;
    const Condition& leaf = *of_fact.front();
    if (leaf.tests_time()) {
      add_time_dimension(leaf.time, of_fact);
    } else if (fact_info(leaf.fact.fact).level == Level::kTicket) {
      continue;
    } else if (leaf.fact.fact == Fact::kDistance) {
      add_distance_dimension(of_fact);
    } else if (fact_info(leaf.fact.fact).level == Level::kVisit) {
      add_visit_dimension(leaf.fact, of_fact);
    } else {
      supported_ = false;
    }
  }
  if (supported_) split_conjuncts(conditions);
}

// A condition is the conjunction of the members of its top-level `all`. A conjunct that reads one
// dimension is folded into that dimension's bits; the others are evaluated cell by cell.
void ConditionCells::split_conjuncts(const std::vector<const Condition*>& conditions) {
  std::vector<std::vector<Mixed>> single(dimensions_.size());
  const auto place = [&](size_t index, const Condition& conjunct) {
    std::set<size_t> used;
    for_each_leaf(conjunct, [&](const Condition& leaf) {
      for (size_t d = 0; d < dimensions_.size(); ++d) {
        const auto& of_dimension = dimensions_[d].leaves;
        if (std::find(of_dimension.begin(), of_dimension.end(), &leaf) != of_dimension.end()) {
          used.insert(d);
        }
      }
    });
    if (used.size() == 1) {
      single[*used.begin()].push_back({index, &conjunct});
    } else {
      mixed_.push_back({index, &conjunct});
    }
  };
  for (size_t i = 0; i < conditions.size(); ++i) {
    if (conditions[i] == nullptr) continue;
    if (conditions[i]->op == ConditionOp::kAll) {
      for (const Condition& member : conditions[i]->of)
        place(i, member);
    } else {
      place(i, *conditions[i]);
    }
  }
  for (size_t d = 0; d < dimensions_.size(); ++d)
    fold(dimensions_[d], single[d]);
}

void ConditionCells::fold(Dimension& dimension, const std::vector<Mixed>& conjuncts) {
  dimension.holds.assign(dimension.classes * words_, ~uint64_t{0});
  dimension.may_hold.assign(dimension.classes * words_, ~uint64_t{0});
  for (const Mixed& entry : conjuncts) {
    const uint64_t bit = uint64_t{1} << (entry.condition % 64);
    for (uint32_t cls = 0; cls < dimension.classes; ++cls) {
      const Tri answer = evaluate_single(*entry.conjunct, dimension, cls);
      const size_t at = cls * words_ + entry.condition / 64;
      if (answer != Tri::kTrue) dimension.holds[at] &= ~bit;
      if (answer == Tri::kFalse) dimension.may_hold[at] &= ~bit;
    }
  }
}

Tri ConditionCells::evaluate_single(const Condition& condition, const Dimension& dimension,
                                    uint32_t cls) const {
  std::vector<uint32_t> classes(dimensions_.size(), 0);
  classes[static_cast<size_t>(&dimension - dimensions_.data())] = cls;
  return evaluate_in(condition, classes);
}

Tri ConditionCells::evaluate_in(const Condition& condition,
                                const std::vector<uint32_t>& classes) const {
  if (condition.is_leaf()) {
    for (size_t d = 0; d < dimensions_.size(); ++d) {
      const auto& leaves = dimensions_[d].leaves;
      const auto found = std::find(leaves.begin(), leaves.end(), &condition);
      if (found == leaves.end()) continue;
      return dimensions_[d].truth[classes[d]][static_cast<size_t>(found - leaves.begin())];
    }
    FM_ASSERT(false);
  }
  if (condition.op == ConditionOp::kNot) {
    const Tri inner = evaluate_in(condition.of[0], classes);
    if (inner == Tri::kUnknown) return inner;
    return inner == Tri::kTrue ? Tri::kFalse : Tri::kTrue;
  }
  const Tri deciding = condition.op == ConditionOp::kAll ? Tri::kFalse : Tri::kTrue;
  Tri result = condition.op == ConditionOp::kAll ? Tri::kTrue : Tri::kFalse;
  for (const Condition& member : condition.of) {
    const Tri one = evaluate_in(member, classes);
    if (one == deciding) return deciding;
    if (one == Tri::kUnknown) result = Tri::kUnknown;
  }
  return result;
}

void ConditionCells::answer(uint32_t cell, Answers& answers) const {
  answers.holds.assign(words_, ~uint64_t{0});
  answers.may_hold.assign(words_, ~uint64_t{0});
  std::vector<uint32_t> classes;
  for (const Dimension& dimension : dimensions_) {
    const uint32_t cls = cell / dimension.stride % dimension.classes;
    classes.push_back(cls);
    for (size_t w = 0; w < words_; ++w) {
      answers.holds[w] &= dimension.holds[cls * words_ + w];
      answers.may_hold[w] &= dimension.may_hold[cls * words_ + w];
    }
  }
  for (const Mixed& entry : mixed_) {
    const uint64_t bit = uint64_t{1} << (entry.condition % 64);
    uint64_t& holds = answers.holds[entry.condition / 64];
    uint64_t& may_hold = answers.may_hold[entry.condition / 64];
    if ((may_hold & bit) == 0) continue;
    const Tri one = evaluate_in(*entry.conjunct, classes);
    if (one != Tri::kTrue) holds &= ~bit;
    if (one == Tri::kFalse) may_hold &= ~bit;
  }
}

}  // namespace fenming
