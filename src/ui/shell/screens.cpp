#include "ui/designer/designer_screen.h"
#include "ui/gallery/gallery_screen.h"
#include "ui/imports/import_screen.h"
#include "ui/prices/prices_screen.h"
#include "ui/settings/settings_screen.h"
#include "ui/shell/screen.h"
#include "ui/simulator/simulator_screen.h"

namespace fenming::ui {

Screens make_screens() {
  Screens screens;
  screens.push_back(std::make_unique<DesignerScreen>());
  screens.push_back(std::make_unique<PricesScreen>());
  screens.push_back(std::make_unique<SimulatorScreen>());
  screens.push_back(std::make_unique<ImportScreen>());
  screens.push_back(std::make_unique<SettingsScreen>());
  screens.push_back(std::make_unique<GalleryScreen>());
  return screens;
}

}  // namespace fenming::ui
