// The gallery's small document: the widgets need something true to edit, with undo. It is also the
// pattern for real documents: a struct, commands, a log, and a view-model made for the panel.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/command_log.h"

namespace fenming::app {

struct GalleryRow {
  std::string item;
  std::string tier;
  int64_t price_fen = 0;
  bool inherited = false;  // the price comes from the default tier
  int64_t change_fen = 0;
};

struct GalleryDocument {
  std::vector<GalleryRow> rows;
  int64_t factor_bp = 15000;

  static GalleryDocument sample(int rows);
};

struct GalleryState {
  GalleryDocument document = GalleryDocument::sample(10000);
  CommandLog<GalleryDocument> log;
  int error_row = -1;  // the row whose typed price was refused, and why
  std::string error_code;
};

// Parses and executes; on refusal the document is unchanged and the error names row and reason.
void edit_gallery_price(GalleryState& state, int row, std::string_view text);
void set_gallery_factor(GalleryState& state, int64_t factor_bp);

}  // namespace fenming::app
