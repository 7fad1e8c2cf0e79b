// The icon set: vector paths on a 16 px grid, one stroke width, no bitmap and no font.
#pragma once

#include <cstdint>

#include "ui/ui.h"

namespace fenming::ui {

enum class Icon : uint8_t {
  kNone,
  kTemplates,
  kPrices,
  kSimulator,
  kImport,
  kGallery,
  kSearch,
  kPlus,
  kMinus,
  kClose,
  kCheck,
  kChevronDown,
  kChevronRight,
  kChevronUp,
  kChevronLeft,
  kMore,
  kEdit,
  kTrash,
  kCopy,
  kDownload,
  kUpload,
  kUndo,
  kRedo,
  kFilter,
  kSort,
  kInfo,
  kWarning,
  kError,
  kSun,
  kMoon,
  kGlobe,
  kUser,
  kLink,
  kCalendar,
  kEye,
  kLock,
  kHistory,
  kSettings,
  kEmpty,
  kPlay,
  kFit,
  kGrid,
  kSpace,
  kTidy,
  kCount
};

// Centred in `rect` at 16 px; `turn` rotates by quarter turns, clockwise.
void draw_icon(ImDrawList* list, const Rect& rect, Icon icon, ImU32 colour, float scale = 1);

}  // namespace fenming::ui
