#include <algorithm>

#include "app/app.h"
#include "app/designer/door.h"
#include "app/designer/flow.h"
#include "app/imports/flow.h"
#include "app/permission.h"
#include "app/prices/flow.h"
#include "app/prices/opening.h"
#include "app/prices/workbook_flow.h"
#include "app/settings/flow.h"
#include "app/simulator/flow.h"
#include "app/trials/flow.h"

namespace fenming::app {
namespace {

constexpr size_t kMostToasts = 4;

// One overload per action. A missing one does not compile.
struct Updater {
  AppState& state;
  Effects& effects;

  void operator()(const Navigate& action) {
    if (action.location == state.location) return;
    state.location = action.location;
    effects.output.history = action.replace ? HistoryStep::kReplace : HistoryStep::kPush;
    effects.output.url = format_url(state.location);
  }
  void operator()(const UrlChanged& action) { state.location = parse_url(action.url); }
  void operator()(const SetLanguage& action) {
    state.preferences.language = action.language;
    effects.preferences_changed = true;
    effects.preferences_chosen = true;
  }
  void operator()(const SetTheme& action) {
    state.preferences.theme = action.theme;
    effects.preferences_changed = true;
    effects.preferences_chosen = true;
  }
  void operator()(const SetGainColour& action) {
    state.preferences.gain_is_red = action.gain_is_red;
    effects.preferences_changed = true;
    effects.preferences_chosen = true;
  }
  void operator()(const SetAmounts& action) {
    state.preferences.in_wan = action.in_wan;
    effects.preferences_changed = true;
    effects.preferences_chosen = true;
  }
  void operator()(const SetKeys& action) {
    state.preferences.keys = action.keys;
    effects.preferences_changed = true;
    effects.preferences_chosen = true;
  }
  void operator()(const SchemeChanged& action) { state.system_dark = action.dark; }
  void operator()(const ShowToast& action) {
    show_toast(state, {.kind = action.kind, .text = action.text, .action = action.action});
  }
  void operator()(const DismissToast& action) {
    std::erase_if(state.toasts, [&](const Toast& toast) { return toast.id == action.id; });
  }
  void operator()(const CopyText& action) { effects.output.clipboard = action.text; }
  void operator()(const SaveFile& action) { effects.output.downloads.push_back(action.file); }
  void operator()(const ExportTable& action) {
    ask_table_file(state, action.table, action.form, effects);
  }
  void operator()(const PickFile& action) {
    effects.output.has_file_request = true;
    effects.output.file_request = action.request;
  }
  void operator()(const SendRequest& action) { send(state, effects, action.request); }
  void operator()(const CancelRequest& action) { effects.cancels.push_back(action.id); }
  // Screens that send requests read their answers here, by purpose.
  void operator()(const ResponseArrived& action) {
    const HttpResponse& response = action.response;
    if (!take_answer(state, response, effects)) return;
    if (response.purpose.starts_with("me")) {
      take_account(state, response, effects);
      prices::follow_rights(state);
    }
    if (response.purpose == "divisions") take_divisions(state, response);
    if (response.purpose.starts_with("table.")) take_table_file(state, response, effects);
    if (response.purpose.starts_with("prices.")) prices::take(state, response, effects);
    if (response.purpose.starts_with("import.")) imports::take(state, response, effects);
    if (response.purpose.starts_with("settings.")) settings::take(state, response, effects);
    if (response.purpose.starts_with("simulator.")) simulator::take(state, response, effects);
    if (response.purpose.starts_with("designer.")) designer::door.take(state, response, effects);
  }
  void operator()(const ProgressArrived&) {}
  void operator()(const FilePicked& action) {
    if (state.location.screen == ScreenId::kImport) imports::open_file(state, action.file, effects);
    if (state.location.screen == ScreenId::kPrices)
      prices::open_workbook(state, action.file, effects);
    if (state.location.screen == ScreenId::kTemplates && state.is_whole)
      designer::door.open_file(state, action.file, effects);
  }
  void operator()(const BpmnConverted& action) {
    if (state.is_whole) designer::door.take_bpmn(state, action.answer, effects);
  }
  void operator()(const Undo&) {
    if (state.location.screen == ScreenId::kPrices) prices::undo(state, effects);
    if (state.location.screen == ScreenId::kSimulator) simulator::undo(state.simulator);
    if (state.location.screen == ScreenId::kSettings) settings::undo(state);
    if (!state.is_whole) return;  // the screens below are not there yet
    if (state.location.screen == ScreenId::kTemplates) designer::door.undo(state, effects);
    if (state.location.screen == ScreenId::kGallery) state.gallery.log.undo(state.gallery.document);
  }
  void operator()(const Redo&) {
    if (state.location.screen == ScreenId::kPrices) prices::redo(state, effects);
    if (state.location.screen == ScreenId::kSimulator) simulator::redo(state.simulator);
    if (state.location.screen == ScreenId::kSettings) settings::redo(state);
    if (!state.is_whole) return;  // the screens below are not there yet
    if (state.location.screen == ScreenId::kTemplates) designer::door.redo(state, effects);
    if (state.location.screen == ScreenId::kGallery) state.gallery.log.redo(state.gallery.document);
  }
  void operator()(const LoadDivisions&) { load_divisions(state, effects); }
  void operator()(const RetryNow&) { retry_now(state); }
  void operator()(const ReloadPage&) {
    state.reload_wanted = true;
    if (prices::has_unsaved(state.prices)) prices::apply(state, prices::SaveNow{}, effects);
    if (designer::has_unsaved(state.designer))
      designer::door.apply(state, designer::SaveNow{}, effects);
  }
  void operator()(const TourSeen&) {
    state.tour_seen = true;
    effects.store->put(kTourKey, "seen");
  }
  void operator()(const SavePicture& action) { effects.output.pictures.push_back(action.picture); }
  void operator()(const OpenPage& action) { effects.output.open_page = action.path; }
  void operator()(const SignOut&) {
    HttpRequest request;
    request.method = "DELETE";
    request.purpose = "me.sign_out";
    request.path = "/api/v1/session";
    send(state, effects, std::move(request));
  }
  void operator()(const prices::Intent& action) { prices::apply(state, action, effects); }
  void operator()(const imports::Intent& action) { imports::apply(state, action, effects); }
  void operator()(const simulator::Intent& action) { simulator::apply(state, action, effects); }
  void operator()(const settings::Intent& action) { settings::apply(state, action, effects); }
  void operator()(const trials::Intent& action) { trials::apply(state, action, effects); }
  void operator()(const designer::Intent& action) {
    if (state.is_whole) designer::door.apply(state, action, effects);
  }
  void operator()(const EditGalleryPrice& action) {
    edit_gallery_price(state.gallery, action.row, action.text);
  }
  void operator()(const SetGalleryFactor& action) {
    set_gallery_factor(state.gallery, action.factor_bp);
  }
};

}  // namespace

void show_toast(AppState& state, Toast toast) {
  toast.id = state.next_toast++;
  state.toasts.push_back(std::move(toast));
  if (state.toasts.size() > kMostToasts) state.toasts.erase(state.toasts.begin());
}

void update(AppState& state, const Action& action, Effects& effects) {
  if (const auto right = needed_right(state, action); right && !state.account.has(*right)) {
    if (state.account.is_known())
      Updater{state, effects}(ShowToast{ToastKind::kInfo, refusal_text(state, *right)});
    return;
  }
  std::visit(Updater{state, effects}, action);
}

}  // namespace fenming::app
