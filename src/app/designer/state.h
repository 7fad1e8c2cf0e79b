// What the template designer shows: the templates, the open document (a draft that is edited, or a
// published version that is read), how it stands with the server, and what the verifier says of it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/account.h"
#include "app/command_log.h"
#include "app/designer/play.h"
#include "app/designer/replay.h"
#include "app/json_merge.h"
#include "codec/template_document.h"
#include "engine/workflow/verify/finding.h"

namespace fenming::workflow {
class Verification;
}

namespace fenming::app::designer {

struct VersionEntry {
  int32_t number = 0;
  std::string status;
  std::string published_by;
  int64_t published_at = 0;  // seconds since 1970
  std::string note;
};
// Somebody else's draft of the same template.
struct OtherDraft {
  std::string author;
  int64_t changed_at = 0;  // seconds since 1970
};
struct TemplateEntry {
  std::string code;
  std::string name;
  std::string name_en;
  std::vector<VersionEntry> versions;
  bool has_draft = false;
  int32_t draft_base = 0;
  std::vector<OtherDraft> others;

  int32_t latest() const { return versions.empty() ? 0 : versions.back().number; }
};
// A template to begin with.
struct LibraryEntry {
  std::string code;
  std::string name;
  std::string name_en;
};

// A file that was read, before it is kept.
struct ImportProblem {
  std::string code;  // of docs/bpmn.md, or of our own reader
  std::string element;
  int32_t line = 0;  // 0: nowhere in particular
  int32_t column = 0;
  std::string detail;  // of our own reader
  bool fatal = false;
};
struct ImportedFile {
  std::string name;
  std::optional<TemplateDocument> document;  // nothing where it could not be read
  std::vector<ImportProblem> problems;
};

enum class Load : uint8_t { kIdle, kLoading, kReady, kFailed };

struct Conflict {
  std::string theirs;  // the draft saved elsewhere, as canonical JSON
  std::string etag;    // of it
  std::vector<ConflictRow> rows;
};

// The open document beside another version of it.
struct Comparison {
  int32_t number = 0;  // of the version that it is compared with
  TemplateDocument with;
  std::vector<ConflictRow> rows;  // mine: the open document
};

// A replay that waits for the server.
struct ReplayLoading {
  int32_t number = 0;  // of the version
  std::optional<workflow::TemplateVersion> before;
  std::optional<std::vector<workflow::HistoryCase>> tickets;
};

struct Document {
  std::string code;
  int32_t number = -1;  // 0: the draft; -1: nothing is open
  uint64_t opened = 0;  // counts openings: another number is another document
  TemplateDocument content;
  CommandLog<TemplateDocument> log;
  int32_t base = 0;
  std::string etag;          // of the draft as the server has it; empty: not stored yet
  std::string acknowledged;  // the draft as the server has it, as canonical JSON
  bool sends_whole = false;  // the server spells that draft otherwise: edits would not fit it
  std::string sending_text;  // what is on its way, where `sending` is not 0
  uint64_t edits = 0;        // counts changes; what is saved is known by the count
  uint64_t saved = 0;
  uint64_t sending = 0;  // the count that is on its way; 0: none
  double save_at_ms = -1;
  double check_at_ms = -1;

  bool is_draft() const { return number == 0; }
  bool is_open() const { return number >= 0; }
};

struct State {
  Load list_load = Load::kIdle;
  Load document_load = Load::kIdle;
  std::vector<TemplateEntry> templates;
  std::vector<LibraryEntry> library;
  Document document;
  uint64_t openings = 0;
  std::string wanted;  // what the location asks for and is being loaded: "code/number"
  std::optional<workflow::VerifyReport> report;
  uint64_t reported = 0;  // the count of changes that the report is about
  // What the last report was found by, so that the next one costs less. A shared pointer reaches
  // the destructor through a table, which keeps the verifier out of the program's first part.
  std::shared_ptr<workflow::Verification> verification;
  std::optional<Conflict> conflict;
  std::optional<Comparison> comparison;
  std::unique_ptr<PlayRun> play;  // while somebody plays
  // Of the document's saved plays, in their order, what the report's template does otherwise.
  std::vector<std::optional<workflow::ScenarioDifference>> scenarios;
  std::unique_ptr<HistoryReplay> replay;  // while last month is looked at
  bool replay_with_prices = false;        // with the author's price draft
  std::optional<ReplayLoading> replay_loading;
  std::optional<ImportedFile> imported;
  std::vector<Other> others;  // at the open template
  std::string attended;       // the node that is worked at here
  bool publishing = false;
  std::string problem;        // the server's last refusal, as a sentence
  std::string problem_place;  // "publish", "create", "load", "save"
  std::string created;        // a template that is being created: its draft is opened next
  std::string creating_text;  // its first document

  const TemplateEntry* entry(std::string_view code) const {
    for (const TemplateEntry& one : templates) {
      if (one.code == code) return &one;
    }
    return nullptr;
  }
};

}  // namespace fenming::app::designer
