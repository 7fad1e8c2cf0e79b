// What the import screen may ask for.
#pragma once

#include <string>
#include <variant>

#include "codec/import_aliases.h"

namespace fenming::app::imports {

struct ChooseFile {};
struct SetColumn {
  int column = 0;
  std::string field = {};  // empty: leave the column out
};
struct ChooseSheet {
  int sheet = 0;
};
struct GuessMapping {};  // instead of the mapping that was remembered
struct SetName {
  std::string name = {};
};
// Says what a text of the file means; an empty code takes that back.
struct SetMeaning {
  ImportNoun noun = ImportNoun::kItem;
  std::string written = {};
  std::string code = {};
};
struct Accept {};
struct StopReading {};  // the server's reading is not waited for
struct StartOver {};
struct SaveSample {};  // a small file that shows how one looks

using Intent = std::variant<ChooseFile, ChooseSheet, SetColumn, GuessMapping, SetName, SetMeaning,
                            Accept, StopReading, StartOver, SaveSample>;

}  // namespace fenming::app::imports
