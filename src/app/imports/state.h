// What the import screen shows: the file as read here (the engine's own reader, so the preview is
// what the server will do) or the table that the server made of it, the mapping of its columns, and
// how far the acceptance is.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/imports/intents.h"
#include "app/imports/names.h"
#include "app/ports.h"
#include "codec/import_tickets.h"

namespace fenming::app::imports {

enum class Stage : uint8_t {
  kEmpty,
  kReading,  // the server reads the file
  kMapping,
  kUploading,
  kSettingColumns,
  kAccepting,
  kDone
};

// A sheet of a file that the server read.
struct Sheet {
  std::string name;
  int64_t rows = 0;
  int64_t columns = 0;
  bool hidden = false;
  std::vector<std::string> notes;  // what was done to its cells, in the reader's language
};

struct State {
  Stage stage = Stage::kEmpty;
  std::string file_name;
  std::string bytes;          // CSV
  std::string file;           // as chosen, where the server reads it; else empty
  std::vector<Sheet> sheets;  // empty where the file was read here
  int sheet = -1;             // the one whose table is shown
  RequestId reading = 0;      // the question whose answer is waited for
  CsvTable table;
  ImportMapping mapping;
  bool touched = false;     // a column was mapped by hand
  bool remembered = false;  // the mapping is the one accepted last, not the guess
  std::vector<std::string_view> missing;
  ImportResult result;
  std::unique_ptr<ImportPass> pass;  // under way: the result is not there yet
  Names names;
  std::string name;     // of the history
  std::string error;    // why the file cannot be read, or the server's refusal
  std::string upload;   // the server's id
  std::string history;  // the result
  int64_t tickets = 0;

  bool is_busy() const {
    return stage == Stage::kReading || (stage > Stage::kMapping && stage < Stage::kDone);
  }
};

}  // namespace fenming::app::imports
