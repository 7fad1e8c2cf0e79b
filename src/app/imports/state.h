// What the import screen shows: the file as read here (the engine's own reader, so the preview is
// what the server will do), the mapping of its columns, and how far the acceptance is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/imports/intents.h"
#include "codec/import_tickets.h"

namespace fenming::app::imports {

enum class Stage : uint8_t { kEmpty, kMapping, kUploading, kSettingColumns, kAccepting, kDone };

struct State {
  Stage stage = Stage::kEmpty;
  std::string file_name;
  std::string bytes;
  CsvTable table;
  ImportMapping mapping;
  std::vector<std::string_view> missing;
  ImportResult result;
  std::string name;     // of the history
  std::string error;    // why the file cannot be read, or the server's refusal
  std::string upload;   // the server's id
  std::string history;  // the result
  int64_t tickets = 0;
};

}  // namespace fenming::app::imports
