// What crosses the border between the application and its platform in one frame, as plain data.
// PlatformInput is collected before the frame, PlatformOutput is executed after it; nothing here
// touches a browser, so headless tests fill and read the same values. Lengths are CSS pixels.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/search_text.h"

namespace fenming::app {

struct Box {
  float x = 0;
  float y = 0;
  float w = 0;
  float h = 0;

  bool operator==(const Box&) const = default;
};

enum class FieldKind : uint8_t { kText, kMultiline, kMoney, kQuantity, kPercent, kSearch };

// The field that is being edited: the platform lays a real <input> or <textarea> over `rect`,
// visible only within `clip`. `id` names the edit; the same id on the next frame moves the element.
struct EditRequest {
  uint32_t id = 0;
  FieldKind kind = FieldKind::kText;
  Box rect;
  Box clip;
  std::string label = {};  // accessible name
  std::string value = {};  // value at the beginning of the edit
  std::string hint = {};   // placeholder
  float font_px = 13;
  float padding = 8;
  bool right_aligned = false;
  bool invalid = false;
  float caret_x = -1;  // where the pointer asked for the caret, within rect; negative: select all
  uint32_t text_rgba = 0;        // 0xRRGGBBAA
  uint32_t background_rgba = 0;  // 0xRRGGBBAA
  uint32_t accent_rgba = 0;      // 0xRRGGBBAA
};

enum class EditEventKind : uint8_t { kInput, kCommit, kCancel };
enum class CommitReason : uint8_t { kEnter, kTab, kShiftTab, kBlur, kShiftEnter };

struct EditEvent {
  uint32_t id = 0;
  EditEventKind kind = EditEventKind::kInput;
  CommitReason reason = CommitReason::kBlur;
  std::string text = {};
};

struct PickedFile {
  std::string purpose = {};  // as given in the request; "drop" for a file dropped on the page
  std::string name = {};
  std::string bytes = {};
};

struct FileRequest {
  std::string purpose = {};
  std::string accept = {};  // as in <input accept>, e.g. ".csv,.json"
};

struct Download {
  std::string name = {};
  std::string media_type = {};
  std::string bytes = {};
};

// BPMN is converted by a module of its own, which the platform loads when it is first asked.
struct BpmnRequest {
  bool exports = false;   // from a template's document as JSON; else to one
  std::string name = {};  // of the file
  std::string text = {};
};
struct BpmnAnswer {
  bool exported = false;
  std::string name = {};
  std::string problems = {};  // a JSON list (docs/bpmn.md)
  std::string text = {};      // empty: the problems say why
};

// A question that the platform repeats by POST every ten seconds while the page is seen and used;
// only an answer that differs from the last wakes the application.
struct Watch {
  std::string path = {};  // empty: nothing is watched
  std::string body = {};
  std::string leave_body = {};  // sent once when the page goes or nothing is watched any more
  bool operator==(const Watch&) const = default;
};
// A part of the screen as a PNG file at twice the size, in CSS pixels.
struct Picture {
  Box area = {};
  std::string name = {};
};

enum class HistoryStep : uint8_t { kNone, kPush, kReplace };

struct PlatformInput {
  double now_ms = 0;  // monotonic; only for animations and delays
  // The same clock while a frame works; null where work is cut by amount alone.
  double (*clock_ms)() = nullptr;
  PinyinInitial pinyin_initial = nullptr;
  int64_t unix_seconds = 0;
  uint64_t random = 0;  // fresh in every page: names its requests, so that a repeated one is known
  std::vector<EditEvent> edits;
  std::vector<uint32_t> activations;  // widgets activated through the DOM mirror
  std::vector<uint32_t> focus_requests;
  bool has_pasted = false;
  std::string pasted;
  bool copy_requested = false;  // answer in PlatformOutput::clipboard within this frame
  bool cut_requested = false;
  std::string watched;  // a new answer to what is watched; empty: none
  bool reduced_motion = false;
  bool printing = false;  // the tree of this frame is printed: tables announce all their rows
  bool canvas_focused = true;
  bool focus_first = false;  // Tab reached the canvas from the page before it
  bool focus_last = false;
};

struct PlatformOutput {
  bool has_edit = false;
  EditRequest edit;
  std::string clipboard;
  HistoryStep history = HistoryStep::kNone;
  std::string url;
  std::string leave_for;  // not empty: the browser goes to this page, which is not the application
  std::string open_page;  // not empty: the browser shows this page in a tab of its own
  std::string title;
  std::string document_language;
  bool has_file_request = false;
  FileRequest file_request;
  std::vector<Download> downloads;
  std::vector<Download> drawings;  // SVG texts that are saved as PNG, at twice their size
  std::vector<BpmnRequest> bpmn;
  Watch watch;
  std::vector<Picture> pictures;
  bool unsent_changes = false;
  bool wants_any_key =
      false;  // the next key is the application's, whatever the browser does with it
  int repaint_after_ms = -1;  // negative: no wish; 0: the next frame
  const char* cursor = "default";

  void request_repaint(int after_ms) {
    if (repaint_after_ms < 0 || after_ms < repaint_after_ms) repaint_after_ms = after_ms;
  }
};

}  // namespace fenming::app
