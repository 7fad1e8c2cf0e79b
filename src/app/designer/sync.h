// The designer's conversation with the server (docs/api.md, Templates). Parts of flow.h.
#pragma once

#include "app/app.h"

namespace fenming::app::designer {

void load_list(AppState& state, Effects& effects);
// What the address names, where it is not open yet.
void load_wanted(AppState& state, Effects& effects);
void create(AppState& state, const CreateTemplate& wish, Effects& effects);
void create_by_wizard(AppState& state, const CreateByWizard& wish, Effects& effects);
// What the answers would become.
TemplateDocument wizard_document(const AppState& state, const WizardAnswers& answers);
void keep_import(AppState& state, const KeepImport& wish, Effects& effects);
void start_draft(AppState& state, const StartDraft& wish, Effects& effects);
void discard(AppState& state, Effects& effects);
void save_now(AppState& state, Effects& effects);
void publish(AppState& state, const Publish& wish, Effects& effects);
// Fetches a published version to be compared with what is open; 0 ends the comparison.
void compare(AppState& state, int32_t number, Effects& effects);

// Fetches the version and last month's tickets that went through it, where they are not there.
void start_replay(AppState& state, const StartReplay& wish, Effects& effects);
// Begins again with what is open now: it was edited, or its author looks at other prices.
void restart_replay(AppState& state);

// What the books price is to be settled: a template begins with those categories declared.
std::vector<workflow::Fee> priced_fees(const AppState& state, const std::string& code);
// The copy of the open draft in the browser's store.
void keep_copy(AppState& state, Effects& effects);

// The draft saved elsewhere, as canonical JSON, meets the draft here: put together at once where no
// place was changed on both sides, else the conflict is shown.
void meet(AppState& state, std::string theirs, std::string etag, Effects& effects);
// Something changed while a conflict or a comparison is open: its rows are told again.
void follow_conflict(State& designer);
void follow_comparison(State& designer);
// Takes one difference from the compared version back, as one step; false where that cannot be.
bool revert_row(AppState& state, size_t row);
// Puts both sides together as decided, as one step; false where they cannot be.
bool resolve_conflict(AppState& state);

}  // namespace fenming::app::designer
