// What the prices screen shows: the list of books, the open document (a draft that is edited, or a
// published version that is read), how it stands with the server, and what the checks found.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/account.h"
#include "app/command_log.h"
#include "app/json_merge.h"
#include "app/prices/intents.h"
#include "app/prices/kept_version.h"
#include "app/prices/value_index.h"
#include "app/prices/workbook_state.h"
#include "app/simulator/views.h"
#include "engine/pricing/analysis/check.h"
#include "engine/pricing/book.h"

namespace fenming::app::prices {

struct VersionEntry {
  int32_t number = 0;
  VersionStatus status = VersionStatus::kInForce;
  std::string from;
  std::string published_by;
  std::string prepared_by;   // another than the publisher where a second person published
  int64_t published_at = 0;  // seconds since 1970
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

struct Conflict {
  BookVersion theirs;
  std::string etag;   // of the draft that is overwritten by what is decided
  int32_t newer = 0;  // the published version that came in between; 0: the draft saved elsewhere
  std::vector<ConflictRow> rows;
  // Everything is settled: put together as soon as no field is being typed in.
  bool is_automatic = false;
};

// A version that somebody handed in for a second person.
struct Submission {
  std::string id;
  std::string book;
  std::string author;
  int32_t base = 0;
  std::string from;
  std::string note;
  std::string state;  // "waiting", "approved", "rejected", "withdrawn"
  int64_t created_at = 0;
  std::string decided_by;
  std::string reason;
  bool waits() const { return state == "waiting"; }
};

// What a change does to a history: made once its simulation is exact.
struct ReviewMoney {
  simulator::Figures figures;
  std::vector<simulator::SumRow> tiers;
  simulator::InProgress in_progress;
};
// Two versions side by side.
struct Review {
  std::string book;
  int32_t before_number = 0;  // 0: there is none
  int32_t after_number = 0;   // 0: the draft, or what was handed in
  std::string submission;     // its id; empty: none
  BookVersion before;
  Conflict changes;  // `theirs` is the later version; its rows are where both differ
  std::unique_ptr<simulator::Session> session;
  simulator::SlicePace pace;
  std::optional<ReviewMoney> money;
};

struct Document {
  std::string book;
  int32_t number = -1;  // 0: the draft; -1: nothing is open
  uint64_t opened = 0;  // counts openings: another number is another document
  BookVersion version;
  CommandLog<BookVersion> log;
  std::vector<CellError> errors;
  int32_t base = 0;
  std::string etag;  // of the draft as the server has it; empty: not stored yet
  // The draft as the server has it: what two windows have in common. Nothing before the first save.
  KeptVersion acknowledged;
  bool sends_whole = false;  // the server spells that draft otherwise: edits would not fit it
  std::string sending_text;  // what is on its way, where `sending` is not 0
  uint64_t edits = 0;        // counts changes; what is saved is known by the count
  uint64_t saved = 0;
  uint64_t sending = 0;  // the count that is on its way; 0: none
  double save_at_ms = -1;
  double check_at_ms = -1;
  int copy_steps = 0;  // frames that the local copy still takes
  uint64_t checked = static_cast<uint64_t>(-1);
  mutable ValueIndex index;  // of `version`; asking it changes nothing that anybody sees

  ChangingText written;
  // `version` as canonical JSON.
  const std::string& text() const { return written.of(version, edits); }

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
  uint64_t openings = 0;
  std::string wanted;  // what the location asks for and is being loaded: "book/number"
  std::vector<Finding> findings;
  std::optional<Conflict> conflict;
  // A published version that is newer than the draft's base and is fetched; 0: none.
  int32_t awaited = 0;
  std::vector<Other> others;
  std::optional<Witness> witness;
  std::vector<Submission> submissions;
  std::unique_ptr<Review> review;
  std::unique_ptr<WorkbookUpdate> workbook;
  std::string opening;  // the submission that is fetched to be reviewed
  // Codes of warnings that a second person was asked about and may press through.
  std::vector<std::string> new_warnings;
  bool deciding = false;  // a decision is on its way
  bool publishing = false;
  std::string problem;        // the server's last refusal, as a sentence
  std::string problem_place;  // "publish", "create", "load", "save", "review"
  std::string created;        // a book that was just created: its draft is opened next
};

}  // namespace fenming::app::prices
