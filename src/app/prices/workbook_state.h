// A workbook that is compared with the draft: how far that is, and what it found.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/ports.h"
#include "app/prices/intents.h"

namespace fenming::app::prices {

struct WorkbookChange {
  Section section = Section::kItems;
  int row = -1;  // of the version's list; -1: a row that is new
  int column = 0;
  std::string code;    // of the row
  std::string what;    // "挂机安装 · 核心城市"
  std::string before;  // as the draft shows it
  std::string after;   // as the workbook writes it
  std::string error;   // why it cannot be taken, as a sentence
  bool chosen = true;
};

struct WorkbookUpdate {
  std::string file_name;
  std::string bytes;
  std::vector<std::string> sheets;  // names
  size_t next = 0;                  // the sheet that is asked for
  RequestId reading = 0;            // 0: everything is read
  bool found_table = false;
  std::vector<WorkbookChange> changes;
  int left_out = 0;  // cells that the workbook cannot change: prices by steps
  int missing = 0;   // rows of the draft that the workbook does not have; they stay
  std::string error;

  int chosen() const {
    int count = 0;
    for (const WorkbookChange& change : changes)
      count += change.chosen && change.error.empty() ? 1 : 0;
    return count;
  }
};

}  // namespace fenming::app::prices
