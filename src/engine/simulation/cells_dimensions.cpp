// The dimensions of cells: the values that a history has of each fact, in classes that no test
// tells apart.
#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "base/checked.h"
#include "engine/simulation/cells.h"

namespace fenming {
namespace {

constexpr uint64_t kMaxCells = uint64_t{1} << 22;

// `in` and `division_within` with long lists, looked up by hash instead of by walking the list.
class TextTest {
 public:
  explicit TextTest(const Condition& leaf) : leaf_(leaf) {
    for (const std::string& value : leaf.values) {
      const std::string_view code = is_division() ? significant_division(value) : value;
      values_.insert(code);
      for (size_t length = 2; is_division() && length < code.size(); ++length) {
        above_.insert(code.substr(0, length));
      }
    }
  }
  Tri operator()(std::string_view value) const {
    if (leaf_.op == ConditionOp::kMissing) return value.empty() ? Tri::kTrue : Tri::kFalse;
    if (value.empty()) return Tri::kUnknown;
    if (!is_division()) return values_.contains(value) ? Tri::kTrue : Tri::kFalse;
    const std::string_view place = significant_division(value);
    for (const size_t length : {size_t{2}, size_t{4}, size_t{6}, size_t{9}}) {
      if (length <= place.size() && values_.contains(place.substr(0, length))) return Tri::kTrue;
    }
    return above_.contains(place) ? Tri::kUnknown : Tri::kFalse;
  }

 private:
  bool is_division() const { return leaf_.op == ConditionOp::kDivisionWithin; }
  const Condition& leaf_;
  std::set<std::string_view> values_;
  std::set<std::string_view> above_;
};

bool is_visit_time(TimeName time) {
  return static_cast<size_t>(time) >= kTicketTimes;
}

}  // namespace

std::vector<uint32_t> ConditionCells::classify(Dimension& dimension,
                                               const std::vector<std::vector<Tri>>& values) {
  std::map<std::vector<Tri>, uint32_t> classes;
  std::vector<uint32_t> of_value;
  of_value.reserve(values.size());
  for (const std::vector<Tri>& answers : values) {
    const auto [entry, fresh] = classes.try_emplace(answers, static_cast<uint32_t>(classes.size()));
    if (fresh) dimension.truth.push_back(answers);
    of_value.push_back(entry->second);
  }
  dimension.classes = static_cast<uint32_t>(classes.size());
  return of_value;
}

bool ConditionCells::take_cells(Dimension& dimension) {
  dimension.stride = cell_count_;
  const uint64_t cells = uint64_t{cell_count_} * std::max(1u, dimension.classes);
  if (cells > kMaxCells) {
    supported_ = false;
    return false;
  }
  cell_count_ = static_cast<uint32_t>(cells);
  return true;
}

// All text facts together: one pass over the signatures, whatever the number of facts.
void ConditionCells::add_text_dimensions(std::vector<TextDimension>& facts) {
  for (TextDimension& fact : facts) {
    fact.cell_of_text.assign(history_->texts.size(), kNoCell);
    fact.texts = history_->fact_texts[static_cast<size_t>(fact.fact)];
  }
  std::vector<Dimension> dimensions;
  for (TextDimension& fact : facts)
    dimensions.push_back(text_dimension(fact));
  // The fact with the most classes becomes the innermost loop over cells.
  std::vector<size_t> order(facts.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return dimensions[a].classes > dimensions[b].classes;
  });
  for (const size_t f : order) {
    if (!supported_ || !take_cells(dimensions[f])) return;
    for (const uint32_t text : facts[f].texts)
      facts[f].cell_of_text[text] *= dimensions[f].stride;
    dimensions_.push_back(std::move(dimensions[f]));
  }
  std::vector<std::pair<size_t, const uint32_t*>> columns;
  for (const TextDimension& fact : facts)
    columns.emplace_back(static_cast<size_t>(fact.fact), fact.cell_of_text.data());
  signature_cell_.clear();
  signature_cell_.reserve(history_->ticket_signatures.size());
  for (const TicketSignature& signature : history_->ticket_signatures) {
    uint32_t cell = 0;
    for (const auto& [fact, cell_of_text] : columns)
      cell += cell_of_text[signature[fact]];
    signature_cell_.push_back(cell);
  }
}

// The classes of a fact's texts; leaves each text's class in cell_of_text.
ConditionCells::Dimension ConditionCells::text_dimension(TextDimension& fact) {
  Dimension dimension;
  dimension.leaves = fact.leaves;
  std::vector<TextTest> tests;
  for (const Condition* leaf : fact.leaves)
    tests.emplace_back(*leaf);
  // The class table is the one of the pin event's day; where several are dated, days would decide.
  const auto* tables = context_.city_classes;
  const auto of_class = [](const Condition* leaf) { return leaf->fact.fact == Fact::kCityClass; };
  const bool tests_class = std::any_of(fact.leaves.begin(), fact.leaves.end(), of_class);
  if (tests_class && tables != nullptr && tables->size() > 1) {
    supported_ = false;
    return dimension;
  }
  std::optional<CityClassIndex> index;
  if (tests_class && tables != nullptr && !tables->empty()) index.emplace(tables->front());
  std::vector<std::vector<Tri>> values;
  for (const uint32_t text_id : fact.texts) {
    const std::string_view text = history_->texts.text(text_id);
    const std::string_view city_class = index ? index->class_of(text) : std::string_view{};
    std::vector<Tri> answers;
    for (size_t i = 0; i < tests.size(); ++i)
      answers.push_back(tests[i](of_class(fact.leaves[i]) ? city_class : text));
    values.push_back(std::move(answers));
  }
  const std::vector<uint32_t> classes = classify(dimension, values);
  for (size_t v = 0; v < fact.texts.size(); ++v)
    fact.cell_of_text[fact.texts[v]] = classes[v];
  return dimension;
}

void ConditionCells::add_visit_dimension(const FactRef& fact,
                                         const std::vector<const Condition*>& leaves) {
  if (fact.fact == Fact::kOnSiteMinutes) {
    supported_ = false;
    return;
  }
  Dimension dimension;
  dimension.leaves = leaves;
  std::vector<std::vector<Tri>> values;
  for (const VisitSignature& signature : history_->visit_signatures) {
    Visit visit;
    visit.distance_kind = history_->texts.text(signature.distance_kind);
    visit.outcome = history_->texts.text(signature.outcome);
    visit.fault = history_->texts.text(signature.fault);
    if (signature.trip_place > 0) visit.trip_place = signature.trip_place;
    visit.people = history_->crews[signature.people];
    FactView view;
    view.visit = &visit;
    std::vector<Tri> answers;
    for (const Condition* leaf : leaves)
      answers.push_back(evaluate(*leaf, view));
    values.push_back(std::move(answers));
  }
  const std::vector<uint32_t> classes = classify(dimension, values);
  if (!take_cells(dimension)) return;
  if (visit_cell_.empty()) visit_cell_.assign(values.size(), 0);
  for (size_t i = 0; i < values.size(); ++i)
    visit_cell_[i] += classes[i] * dimension.stride;
  dimensions_.push_back(std::move(dimension));
}

void ConditionCells::add_distance_dimension(const std::vector<const Condition*>& leaves) {
  Dimension dimension;
  dimension.leaves = leaves;
  std::vector<std::vector<Tri>> values;
  for (const uint32_t metres : history_->distances_m) {
    const auto number =
        metres == kNoDistance ? std::nullopt : std::optional(int64_t{metres} * 1000);
    std::vector<Tri> answers;
    for (const Condition* leaf : leaves)
      answers.push_back(test_number(*leaf, number));
    values.push_back(std::move(answers));
  }
  const std::vector<uint32_t> classes = classify(dimension, values);
  if (!take_cells(dimension)) return;
  distance_cell_.assign(values.size(), 0);
  for (size_t i = 0; i < values.size(); ++i)
    distance_cell_[i] = classes[i] * dimension.stride;
  dimensions_.push_back(std::move(dimension));
}

void ConditionCells::add_time_dimension(TimeName time,
                                        const std::vector<const Condition*>& leaves) {
  const std::vector<uint32_t>* column = &history_->instants(time);
  const TimeRange& range = history_->time_ranges[static_cast<size_t>(time)];
  TimePart part;
  part.of_visit = is_visit_time(time);
  part.shift = int64_t{context_.local.offset_minutes} * 60 - 1;
  std::set<uint32_t> edges = {0};
  for (const Condition* leaf : leaves) {
    if (leaf->op != ConditionOp::kWindow) continue;
    edges.insert(static_cast<uint32_t>(leaf->from.value_or(0)));
    edges.insert(static_cast<uint32_t>(leaf->to.value_or(0)));
  }
  const std::vector<uint32_t> starts(edges.begin(), edges.end());
  part.minutes = static_cast<uint32_t>(starts.size());
  if (part.minutes > 1) {
    for (uint32_t minute = 0, k = 0; minute < 1440; ++minute) {
      while (k + 1 < starts.size() && minute >= starts[k + 1])
        ++k;
      part.minute_class.push_back(k);
    }
  }
  std::vector<std::vector<Tri>> values;
  if (range.first != kNoTime) {
    part.column = column;
    part.first_day = static_cast<int32_t>((part.shift + range.first) / kDaySeconds);
    const auto last_day = static_cast<int32_t>((part.shift + range.last) / kDaySeconds);
    for (int32_t day = part.first_day; day <= last_day; ++day) {
      for (const uint32_t start : starts) {
        const int64_t instant = kTimeEpoch + int64_t{day} * kDaySeconds + start * 60 -
                                int64_t{context_.local.offset_minutes} * 60;
        std::vector<Tri> answers;
        for (const Condition* leaf : leaves) {
          answers.push_back(test_instant(*leaf, instant, context_.local));
        }
        values.push_back(std::move(answers));
      }
    }
  }
  values.emplace_back(leaves.size(), Tri::kUnknown);
  Dimension dimension;
  dimension.leaves = leaves;
  const std::vector<uint32_t> classes = classify(dimension, values);
  if (!take_cells(dimension)) return;
  for (const uint32_t cls : classes)
    part.day_cell.push_back(cls * dimension.stride);
  time_parts_.push_back(std::move(part));
  dimensions_.push_back(std::move(dimension));
}

}  // namespace fenming
