// Conditions over a history, decided once per cell instead of once per ticket. Values of each fact
// that no test tells apart fall into one class; a ticket's classes make its cell; a cell's answers
// are kept. Exact for every condition, three values included (F3).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/condition.h"
#include "engine/pricing/book.h"
#include "engine/simulation/history.h"

namespace fenming {

// A set of conditions (at most kMaxConditions) at ticket level, or at the level of a ticket's first
// visit.
class ConditionCells {
 public:
  static constexpr size_t kMaxConditions = 4096;
  static constexpr uint32_t kNoCell = 0xFFFFFFFF;
  static constexpr uint32_t kDaySeconds = 86400;

  struct Context {
    const History* history = nullptr;
    LocalTime local;
    const std::vector<CityClassTable>* city_classes = nullptr;
    TimeName pin_event = TimeName::kCreated;
  };

  // Null conditions hold always. `supported()` is false where a test has no column or the cells
  // are too many; the caller then asks the explaining path.
  ConditionCells(const Context& context, std::vector<const Condition*> conditions);

  bool supported() const { return supported_; }
  uint32_t cell_count() const { return cell_count_; }
  // `visit`: the ticket's first visit, which it must have.
  uint32_t cell_of(uint32_t ticket, uint32_t visit) const {
    uint32_t cell = signature_cell_[history_->signature[ticket]];
    if (!visit_cell_.empty()) cell += visit_cell_[history_->visit_signature[visit]];
    if (!distance_cell_.empty()) cell += distance_cell_[history_->distance[visit]];
    for (const TimePart& part : time_parts_)
      cell += part.cell(part.of_visit ? visit : ticket);
    return cell;
  }

  // Cells of tickets [begin, end) at once; there must be a visit in the history.
  void cells_of(uint32_t begin, uint32_t end, uint32_t* cells) const;

  // The conditions' answers in one cell. Words of bits by condition: true, and not false.
  struct Answers {
    std::vector<uint64_t> holds;
    std::vector<uint64_t> may_hold;
  };
  void answer(uint32_t cell, Answers& answers) const;

  // Calls `f(cell, holds, may_hold)` for every cell, the words of bits as in Answers.
  template <typename F>
  void for_each_cell(const F& f) const {
    std::vector<uint64_t> stack((dimensions_.size() + 1) * words_ * 2, ~uint64_t{0});
    descend(dimensions_.size(), 0, stack.data(), f);
  }
  // Whether for_each_word() can be asked: at most 64 conditions, each a conjunction of tests that
  // read one dimension.
  bool answers_in_a_word() const { return words_ == 1 && mixed_.empty(); }
  // The same as for_each_cell with the words by value: several times faster.
  template <typename F>
  void for_each_word(const F& f) const {
    if (dimensions_.empty()) return f(0, ~uint64_t{0}, ~uint64_t{0});
    descend_words(dimensions_.size(), 0, ~uint64_t{0}, ~uint64_t{0}, f);
  }

 private:
  struct Dimension {
    std::vector<const Condition*> leaves;
    uint32_t classes = 0;
    uint32_t stride = 0;
    std::vector<std::vector<Tri>> truth;    // by class, by leaf
    std::vector<uint64_t> holds, may_hold;  // by class × words: conjuncts of this dimension alone
  };
  struct TimePart {
    const std::vector<uint32_t>* column = nullptr;  // null: missing for every ticket
    bool of_visit = false;
    int64_t shift = 0;
    std::vector<uint32_t> minute_class;  // 1440 entries; empty: one class
    uint32_t minutes = 1;
    int32_t first_day = 0;
    std::vector<uint32_t> day_cell;  // by day × minute class; the last entry: missing
    uint32_t cell(uint32_t index) const;
    // Adds the cells of `count` entries from `begin` where no test tells the minutes apart.
    void add_days(uint32_t begin, uint32_t count, uint32_t* cells) const;
  };
  struct Mixed {
    size_t condition;
    const Condition* conjunct;
  };

  template <typename F>
  void descend_words(size_t left, uint32_t cell, uint64_t holds, uint64_t may_hold,
                     const F& f) const {
    const Dimension& dimension = dimensions_[left - 1];
    const uint64_t* own_holds = dimension.holds.data();
    const uint64_t* own_may_hold = dimension.may_hold.data();
    const uint32_t classes = dimension.classes;
    const uint32_t stride = dimension.stride;
    for (uint32_t cls = 0; cls < classes; ++cls, cell += stride) {
      if (left == 1) {
        f(cell, holds & own_holds[cls], may_hold & own_may_hold[cls]);
      } else {
        descend_words(left - 1, cell, holds & own_holds[cls], may_hold & own_may_hold[cls], f);
      }
    }
  }

  // From the dimension with the largest stride to the smallest: one AND a dimension and class.
  template <typename F>
  void descend(size_t left, uint32_t cell, uint64_t* bits, const F& f) const {
    if (left == 0) {
      if (mixed_.empty()) return f(cell, bits, bits + words_);
      Answers answers;
      answer(cell, answers);
      return f(cell, answers.holds.data(), answers.may_hold.data());
    }
    const Dimension& dimension = dimensions_[left - 1];
    uint64_t* below = bits + 2 * words_;
    for (uint32_t cls = 0; cls < dimension.classes; ++cls) {
      for (size_t w = 0; w < words_; ++w) {
        below[w] = bits[w] & dimension.holds[cls * words_ + w];
        below[words_ + w] = bits[words_ + w] & dimension.may_hold[cls * words_ + w];
      }
      descend(left - 1, cell + cls * dimension.stride, below, f);
    }
  }

  // A text fact with the leaves that test it, the texts it has in the history and the part of the
  // cell that each text gives.
  struct TextDimension {
    Fact fact;
    std::vector<const Condition*> leaves;
    std::vector<uint32_t> texts;
    std::vector<uint32_t> cell_of_text;
  };
  void add_text_dimensions(std::vector<TextDimension>& facts);
  Dimension text_dimension(TextDimension& fact);
  void add_visit_dimension(const FactRef& fact, const std::vector<const Condition*>& leaves);
  void add_distance_dimension(const std::vector<const Condition*>& leaves);
  void add_time_dimension(TimeName time, const std::vector<const Condition*>& leaves);
  // Turns per-value answers into classes; returns the class of each value.
  std::vector<uint32_t> classify(Dimension& dimension, const std::vector<std::vector<Tri>>& values);
  bool take_cells(Dimension& dimension);
  void split_conjuncts(const std::vector<const Condition*>& conditions);
  void fold(Dimension& dimension, const std::vector<Mixed>& conjuncts);
  Tri evaluate_in(const Condition& condition, const std::vector<uint32_t>& classes) const;
  Tri evaluate_single(const Condition& condition, const Dimension& dimension, uint32_t cls) const;

  const History* history_;
  Context context_;
  bool supported_ = true;
  uint32_t cell_count_ = 1;
  size_t words_ = 1;
  size_t condition_count_ = 0;
  std::vector<Dimension> dimensions_;
  std::vector<std::vector<Mixed>> of_dimension_;  // conjuncts that one dimension decides
  std::vector<Mixed> mixed_;                      // conjuncts over several dimensions
  std::vector<uint32_t> signature_cell_;
  std::vector<uint32_t> visit_cell_;
  std::vector<uint32_t> distance_cell_;
  std::vector<TimePart> time_parts_;
};

}  // namespace fenming
