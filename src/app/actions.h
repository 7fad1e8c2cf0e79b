// What a panel may ask for. Panels push actions while they draw; update() applies them after the
// frame. The set is closed: a new action is one struct here and one overload in update.cpp.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "app/designer/intents.h"
#include "app/imports/intents.h"
#include "app/platform_io.h"
#include "app/prices/intents.h"
#include "app/settings/intents.h"
#include "app/simulator/intents.h"
#include "app/state.h"
#include "app/table_file.h"
#include "app/trials/intents.h"

namespace fenming::app {

struct Navigate {
  Location location;
  bool replace = false;  // filters replace the entry, views push one
};
struct UrlChanged {
  std::string url;  // the browser moved in its history
};
struct SetLanguage {
  Language language;
};
struct SetTheme {
  ThemeChoice theme;
};
struct SetGainColour {
  bool gain_is_red;
};
struct SetAmounts {
  bool in_wan;
};
struct SchemeChanged {
  bool dark;
};
struct ShowToast {
  ToastKind kind;
  std::string text = {};
  ToastAction action = ToastAction::kNone;
};
struct DismissToast {
  uint32_t id;
};
struct CopyText {
  std::string text = {};
};
struct SaveFile {
  Download file;
};
struct PickFile {
  FileRequest request;
};
struct FilePicked {
  PickedFile file;
};
struct BpmnConverted {
  BpmnAnswer answer;
};
struct SendRequest {
  HttpRequest request;
};
struct CancelRequest {
  RequestId id;
};
struct ResponseArrived {
  HttpResponse response;
};
struct ProgressArrived {
  HttpProgress progress;
};
struct Undo {};
struct Redo {};
struct EditGalleryPrice {
  int row;
  std::string text = {};  // as typed; update() parses it
};
struct SetGalleryFactor {
  int64_t factor_bp;
};

struct LoadDivisions {};  // somebody is about to choose one
struct RetryNow {};
struct SignOut {};
// The page of another build is loaded, as soon as everything is on the server.
struct ReloadPage {};
// The tour was gone through or refused; this browser does not offer it again.
struct TourSeen {};
struct SetKeys {
  std::string keys;  // as Preferences::keys
};
struct SavePicture {
  Picture picture;
};
struct OpenPage {
  std::string path = {};  // of the same origin, in a tab of its own
};

using Action =
    std::variant<LoadDivisions, RetryNow, SignOut, ReloadPage, TourSeen, SavePicture, OpenPage,
                 prices::Intent, imports::Intent, simulator::Intent, settings::Intent,
                 trials::Intent, designer::Intent, Navigate, UrlChanged, SetLanguage, SetTheme,
                 SetGainColour, SetAmounts, SetKeys, SchemeChanged, ShowToast, DismissToast,
                 CopyText, SaveFile, ExportTable, PickFile, FilePicked, BpmnConverted, SendRequest,
                 CancelRequest, ResponseArrived, ProgressArrived, Undo, Redo, EditGalleryPrice,
                 SetGalleryFactor>;

// Every panel includes this, so that what a list of so large a variant needs is compiled once, in
// actions.cpp.
class Actions {
 public:
  Actions();
  ~Actions();
  void push(Action action);
  bool empty() const;
  // In the order in which they were pushed.
  std::vector<Action> take();

 private:
  struct List;
  std::unique_ptr<List> list_;
};

}  // namespace fenming::app
