#include "ui/gallery/gallery_screen.h"
#include "ui/shell/screen.h"

namespace fenming::ui {

Screens make_screens() {
  Screens screens;
  screens.push_back(std::make_unique<GalleryScreen>());
  return screens;
}

}  // namespace fenming::ui
