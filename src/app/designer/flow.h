// The template designer and the server: the list, versions and drafts, saving a draft within a
// second of its last change, publishing; and the verifier, which runs here while somebody edits and
// once more on the server before it publishes.
#pragma once

#include "app/app.h"

namespace fenming::app::designer {

void apply(AppState& state, const Intent& intent, Effects& effects);
// An answer whose purpose begins with "designer.".
void take(AppState& state, const HttpResponse& response, Effects& effects);
// What is due now. Returns the milliseconds until something is due again; negative: nothing is.
int tick(AppState& state, Effects& effects);
// The part of it that is fetched after the first screen.
int work(AppState& state, Effects& effects);
// A file that was chosen or dropped: a template as JSON, else BPMN. What is open stays as it is.
void open_file(AppState& state, const PickedFile& file, Effects& effects);
void take_bpmn(AppState& state, const BpmnAnswer& answer, Effects& effects);
void undo(AppState& state, Effects& effects);
void redo(AppState& state, Effects& effects);
bool has_unsaved(const State& state);

// Where a template's version is; 0: its draft.
Location document_location(std::string_view code, int32_t number);
// "ac_install" and 0 of "ac_install/draft".
struct Wanted {
  std::string code;
  int32_t number = 0;
};
std::optional<Wanted> wanted_document(const AppState& state);
// A code that nothing has, made of a name's letters and digits, else "template_2".
std::string fresh_code(const State& state, std::string_view wish);

}  // namespace fenming::app::designer
