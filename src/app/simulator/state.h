// What the simulator screen knows: the histories and books there are, what is being loaded, and the
// running session.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/simulator/intents.h"
#include "app/simulator/session.h"

namespace fenming::app::simulator {

struct HistoryEntry {
  std::string id;
  std::string name;
  std::string origin;  // "demo" for the demo's
  int64_t tickets = 0;
  bool is_demo() const { return origin == "demo"; }
};
struct BookEntry {
  std::string id;
  std::string name;
  Relation relation = Relation::kCompanyTechnician;
  std::vector<int32_t> versions;  // published, in order
  std::string draft_revision;     // empty: no draft
  int32_t draft_base = 0;         // the version that the draft was made from; 0: none
};

// What is simulated. Numbers are of versions, 0 is one's draft: as a candidate, and as the baseline
// of a book that was never published. Candidate -1 is a copy of the baseline.
struct Choice {
  std::string history;
  std::string book;
  int32_t baseline = 0;
  int32_t candidate = -1;
  std::string draft_revision;  // of the draft that the book file was asked with

  bool operator==(const Choice&) const = default;
};

struct HistoryPartEntry {
  int64_t place = 0;
  int64_t bytes = 0;
};
struct HistoryDownload {
  std::string id;
  std::vector<HistoryPartEntry> parts;
  size_t next = 0;
  int64_t total_bytes = 0;
  std::string bytes;
};

struct KnobError {
  KnobAddress address;
  std::string text;
  std::string code;
};

struct State {
  bool asked = false;
  bool was_left = false;  // another screen was shown since; books may have changed there
  bool has_histories = false;
  bool has_books = false;
  std::vector<HistoryEntry> histories;
  std::vector<BookEntry> books;

  std::optional<Choice> wanted;  // being loaded or running
  std::optional<HistoryDownload> download;
  std::shared_ptr<const History> history;
  std::string history_id;
  bool located = false;  // zones were derived (settlement.md F5)
  std::optional<BookFile> file;
  bool failed = false;
  std::unique_ptr<Session> session;
  uint32_t sessions = 0;  // counts them, for what is derived from one
  SlicePace pace;

  std::optional<KnobError> knob_error;
  bool saving = false;
  bool saved = false;   // the candidate as it stands is the draft
  std::string problem;  // the server's last refusal, as a sentence
};

const HistoryEntry* find_history(const State& state, std::string_view id);
const BookEntry* find_book(const State& state, std::string_view id);

}  // namespace fenming::app::simulator
