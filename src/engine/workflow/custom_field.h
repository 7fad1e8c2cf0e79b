// Custom fields of a template (settlement.md F1): what a company asks for beyond the facts that
// every ticket has. A condition reads one as the fact "field.CODE".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/facts.h"

namespace fenming::workflow {

enum class FieldKind : uint8_t {
  kText,
  kNumber,
  kMoney,
  kChoice,
  kMultipleChoice,
  kDate,
  kAddress,
  kPhone,
  kPhoto,
  kFile,
  kSignature,
  kItemLines,
  kPartLines,
};
std::string_view field_kind_name(FieldKind kind);
std::optional<FieldKind> parse_field_kind(std::string_view name);

struct FieldOption {
  std::string option;
  std::string name;

  bool operator==(const FieldOption&) const = default;
};

struct CustomField {
  std::string field;  // its code
  std::string name;
  FieldKind kind = FieldKind::kText;
  Level level = Level::kTicket;
  std::string standard;  // the default, as entered; a field that has one is never left empty

  // Validation. A required field is required at every node that offers it.
  bool required = false;
  std::optional<int64_t> min;  // thousandths of a number, fen of money, days since 1970-01-01
  std::optional<int64_t> max;  // inclusive, in the same unit
  std::optional<int64_t> max_length;  // characters of a text
  std::vector<FieldOption> options;   // of a choice

  std::vector<std::string> visible_to;  // roles; empty: all
  bool in_prices = false;
  bool in_conditions = false;

  bool operator==(const CustomField&) const = default;
};

// How a condition may test a field: texts and choices with a list, numbers and money (in yuan) with
// a range. Of the other kinds it can only ask whether they are missing.
enum class FieldTest : uint8_t { kPresence, kList, kRange };
FieldTest field_test(FieldKind kind);

}  // namespace fenming::workflow
