// What may be asked about the selected condition.
#pragma once

#include <string>
#include <variant>

#include "app/prices/intents.h"

namespace fenming::app::trials {

struct Watch {  // this condition is in sight
  prices::Section section = prices::Section::kTiers;
  int row = 0;
};
struct LoadHistory {};
struct TestTicket {
  std::string name = {};
};
struct TestExample {
  bool fits = true;
};
struct TypeFact {
  std::string fact = {};
  std::string text = {};
};

using Intent = std::variant<Watch, LoadHistory, TestTicket, TestExample, TypeFact>;

}  // namespace fenming::app::trials
