// The application's state: everything the interface shows that is not transient to one panel.
// Only update() writes it; panels read it or view-models made from it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/account.h"
#include "app/backend/client.h"
#include "app/designer/state.h"
#include "app/gallery_document.h"
#include "app/imports/state.h"
#include "app/locale.h"
#include "app/ports.h"
#include "app/prices/state.h"
#include "app/pricing/division_loading.h"
#include "app/router.h"
#include "app/settings/state.h"
#include "app/simulator/state.h"
#include "app/trials/state.h"

namespace fenming::app {

enum class ThemeChoice : uint8_t { kSystem, kLight, kDark };

struct Preferences {
  Language language = Language::kChinese;
  ThemeChoice theme = ThemeChoice::kSystem;
  bool in_wan = false;      // large sums in ten thousands of yuan
  bool gain_is_red = true;  // Chinese convention: more money is red, less is green
  std::string keys = {};    // what has got other keys: "tidy=Ctrl+J;connect=X"; the rest as made

  bool operator==(const Preferences&) const = default;
};

enum class ToastKind : uint8_t { kInfo, kGood, kWarn, kBad };

// What a toast offers to do about what it tells.
enum class ToastAction : uint8_t { kNone, kUndo };

struct Toast {
  uint32_t id = 0;
  ToastKind kind = ToastKind::kInfo;
  std::string text = {};
  ToastAction action = ToastAction::kNone;
};

struct AppState {
  Location location;
  Preferences preferences;
  bool system_dark = false;
  std::vector<Toast> toasts;
  uint32_t next_toast = 1;
  RequestId next_request = 1;
  std::string origin;  // of the server, "https://host"; in front of addresses that leave this page
  std::string window;  // this window's name among one's own, made at the first frame
  Account account;
  Surroundings surroundings;
  BackendState backend;
  bool reload_wanted = false;  // once nothing is unsent
  bool tour_seen = false;      // in this browser
  // False while a part of the program is still being fetched (tools/web_split.py): until then its
  // screens stay closed, and nothing of it is called.
  bool is_whole = true;
  GalleryState gallery;
  prices::State prices;
  imports::State imports;
  simulator::State simulator;
  settings::State settings;
  designer::State designer;
  DivisionState divisions;
  trials::State trials;

  bool is_dark() const {
    return preferences.theme == ThemeChoice::kDark ||
           (preferences.theme == ThemeChoice::kSystem && system_dark);
  }
};

}  // namespace fenming::app
