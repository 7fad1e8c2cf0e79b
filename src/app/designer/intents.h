// What the template designer may ask for.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "app/designer/wizard.h"
#include "app/locale.h"
#include "codec/template_document.h"
#include "engine/workflow/run/instance.h"

namespace fenming::app::designer {

// One step of the open draft's history. The change is one of the functions of edits.h with its
// arguments; where it changes nothing there is no step.
struct Edit {
  Key step;                             // names it, in the reader's language
  std::vector<std::string> words = {};  // what stands in the name
  std::function<void(TemplateDocument&)> change = {};
};
struct CreateTemplate {
  std::string code = {};
  std::string name = {};
  std::string from = {};  // of the library; empty: an empty canvas
};
struct StartDraft {
  std::string code = {};
  int32_t base = 0;
};
struct DiscardDraft {};
struct SaveNow {};
struct Publish {
  std::string note = {};
};
// In the open conflict.
struct ChooseSide {
  size_t row = 0;
  bool take_theirs = false;
};
struct ResolveConflict {};
// Compares the open document with a published version; 0 ends it.
struct Compare {
  int32_t number = 0;
};
// One row of the open comparison becomes again as the other version has it.
struct RevertRow {
  size_t row = 0;
};
// 试跑 of what is open.
struct StartPlay {};
struct StopPlay {};
struct PlayAgain {};
struct RunOn {};
struct PlayMove {
  size_t offer = 0;
  workflow::Values values = {};
};
struct ShowFrame {
  size_t frame = 0;
};
// Plays a saved play of the open document again, to its end or where it is refused.
struct PlayScenario {
  size_t scenario = 0;
};
// Last month's tickets of a published version through what is open.
struct StartReplay {
  int32_t number = 0;
  bool with_prices = false;
};
struct StopReplay {};
struct CreateByWizard {
  WizardAnswers answers = {};
};
// The drawing as a file.
struct SaveDocument {};
struct ExportBpmn {};
struct ExportDrawing {
  bool as_png = false;  // else SVG
};
// What was imported becomes the draft of a new template, or is forgotten.
struct KeepImport {
  std::string code = {};
  std::string name = {};
};
struct DropImport {};
// Somebody works at a node now, by its id, or at none: other windows are told.
struct Attend {
  std::string node = {};
};

using Intent =
    std::variant<Edit, CreateTemplate, StartDraft, DiscardDraft, SaveNow, Publish, ChooseSide,
                 ResolveConflict, Compare, RevertRow, StartPlay, StopPlay, PlayAgain, RunOn,
                 PlayMove, ShowFrame, PlayScenario, StartReplay, StopReplay, CreateByWizard,
                 SaveDocument, ExportBpmn, ExportDrawing, KeepImport, DropImport, Attend>;

}  // namespace fenming::app::designer
