// The domains of what edges read, cut into cells: two values are in one cell if every test of the
// template answers alike to both. Tests compare one fact with constants, so the cells are finite
// and a search over them is exact.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/condition.h"
#include "engine/workflow/verify/graph.h"
#include "engine/workflow/verify/verify.h"

namespace fenming::workflow {

// What a state knows of a variable. From kFirstCell on: the cell that was chosen.
inline constexpr uint16_t kNever = 0;        // no node has written it; also what nobody reads again
inline constexpr uint16_t kOpen = 1;         // written or given, not yet read
inline constexpr uint16_t kOpenOrEmpty = 2;  // as kOpen, but perhaps left empty
inline constexpr uint16_t kEmpty = 3;        // read, and found empty
inline constexpr uint16_t kFirstCell = 4;

enum class Origin : uint8_t {
  kField,    // written by nodes
  kTicket,   // given when the ticket starts, and constant
  kVisit,    // outcome and fault, set together by the action that ends a visit
  kDerived,  // follows from other facts; free at each reading
};

struct Variable {
  std::string name;  // of the fact or time
  Origin origin = Origin::kField;
  uint16_t initial = kNever;
  std::vector<const Condition*> tests;
  std::vector<std::string> cells;       // a value of each
  std::vector<std::vector<Tri>> truth;  // by cell and test
  std::vector<Tri> when_missing;        // by test
};

// A condition with its tests resolved to variables.
struct Guard {
  ConditionOp op = ConditionOp::kAll;
  std::vector<Guard> of;
  int32_t variable = kNone;
  int32_t test = kNone;
};

enum class Answer : uint8_t { kFalse, kTrue, kUnknown, kDepends };

class Domains {
 public:
  Domains(const FlowGraph& graph, const VerifyInput& input);

  const std::vector<Variable>& variables() const { return variables_; }
  size_t size() const { return variables_.size(); }
  const Variable& variable(int32_t v) const { return variables_[static_cast<size_t>(v)]; }
  int32_t field(std::string_view code) const;  // kNone where nobody reads the field
  int32_t fact(Fact fact) const;
  // The value for states that stands for this text, which must be one of the variable's.
  uint16_t cell_of(int32_t v, std::string_view value) const;
  // As above for any text: kOpen where no cell answers as it does.
  uint16_t cell_or_open(int32_t v, std::string_view value) const;

  Guard compile(const Condition& condition) const;
  // Values are by variable. Where the answer depends on a value not yet read, `open` is its
  // variable.
  Answer answer(const Guard& guard, const std::vector<uint16_t>& values, int32_t& open) const;
  // Of a condition that is unknown, the variable whose missing value makes it so: one that was
  // never written before one that was left empty.
  int32_t blocking(const Guard& guard, const std::vector<uint16_t>& values) const;

 private:
  int32_t named(const std::string& name);
  void add_test(const Condition& leaf);
  void cut(Variable& variable, const TemplateVersion& version);

  std::vector<Variable> variables_;
  std::map<std::string, int32_t, std::less<>> by_name_;             // fields and facts
  std::map<const Condition*, std::pair<int32_t, int32_t>> places_;  // of each leaf
};

}  // namespace fenming::workflow
