// What the prices screen shows: the list of books, the open document (a draft that is edited, or a
// published version that is read), how it stands with the server, and what the checks found.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/command_log.h"
#include "app/prices/intents.h"
#include "engine/pricing/analysis/check.h"
#include "engine/pricing/book.h"

namespace fenming::app::prices {

struct VersionEntry {
  int32_t number = 0;
  VersionStatus status = VersionStatus::kInForce;
  std::string from;
};
struct BookEntry {
  std::string id;
  std::string name;
  Relation relation = Relation::kCompanyTechnician;
  std::vector<VersionEntry> versions;
  bool has_draft = false;
  int32_t draft_base = 0;
};

enum class Load : uint8_t { kIdle, kLoading, kReady, kFailed };

// A cell whose typed text was refused: the text stays in the cell, with the reason.
struct CellError {
  Section section = Section::kTiers;
  int row = 0;
  int column = 0;
  std::string text;
  std::string code;
};

// One place where two versions differ: members and codes that lead there, both sides' canonical
// JSON (empty: not there), and which of them stays.
struct ConflictRow {
  std::vector<std::string> path;
  std::string mine;
  std::string theirs;
  bool take_theirs = false;
};
struct Conflict {
  BookVersion theirs;
  std::string etag;   // of the draft that is overwritten by what is decided
  int32_t newer = 0;  // the published version that came in between; 0: the draft saved elsewhere
  std::vector<ConflictRow> rows;
};

struct Document {
  std::string book;
  int32_t number = -1;  // 0: the draft; -1: nothing is open
  BookVersion version;
  CommandLog<BookVersion> log;
  std::vector<CellError> errors;
  int32_t base = 0;
  std::string etag;    // of the draft as the server has it; empty: not stored yet
  uint64_t edits = 0;  // counts changes; what is saved is known by the count
  uint64_t saved = 0;
  uint64_t sending = 0;  // the count that is on its way; 0: none
  double save_at_ms = -1;
  double check_at_ms = -1;
  uint64_t checked = static_cast<uint64_t>(-1);

  bool is_draft() const { return number == 0; }
  bool is_open() const { return number >= 0; }
};

struct WitnessRow {
  std::string field;
  std::string value;
};
struct Witness {
  std::string claim;
  std::vector<WitnessRow> facts;
  std::vector<WitnessRow> results;
};

inline constexpr int32_t kAwaitNewest = -1;  // whichever is the newest

struct State {
  Load books_load = Load::kIdle;
  Load document_load = Load::kIdle;
  std::vector<BookEntry> books;
  BookFile file;  // published versions, routing, calendars
  std::string routing_text = R"({"routing":[]})";
  std::string routing_etag;
  Document document;
  std::string wanted;  // what the location asks for and is being loaded: "book/number"
  std::vector<Finding> findings;
  std::optional<Conflict> conflict;
  // A published version that is newer than the draft's base and is fetched; 0: none.
  int32_t awaited = 0;
  std::optional<Witness> witness;
  bool publishing = false;
  std::string problem;        // the server's last refusal, as a sentence
  std::string problem_place;  // "publish", "create", "load", "save"
  std::string created;        // a book that was just created: its draft is opened next
};

}  // namespace fenming::app::prices
