// Copies of the open price draft in the browser's store (app/kept_copies.h), as versions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/app.h"

namespace fenming::app::prices {

struct LocalCopy {
  std::string window;               // whose copy it is
  std::string etag;                 // of the draft that it was made from
  std::optional<BookVersion> base;  // that draft
  BookVersion mine;
};

// Keeps the open draft. Does nothing without a store.
void keep_copy(AppState& state, Effects& effects);
// The same of a large draft, a part in each of kCopySteps frames, of which `left` are left: the
// draft is written, what it was made from is stored, then what changed.
inline constexpr int kCopySteps = 3;
void keep_copy_part(AppState& state, int left, Effects& effects);
// Forgets this window's copy of the open draft.
void forget_copy(AppState& state, Effects& effects);
// All copies of the open draft, unreadable ones left out.
std::vector<LocalCopy> find_copies(const AppState& state, Effects& effects);
void forget_copy(AppState& state, const LocalCopy& copy, Effects& effects);

}  // namespace fenming::app::prices
