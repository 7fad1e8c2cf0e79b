// The designer's entrances for the parts of the application that are there before it
// (tools/web_split.py): called by their addresses, so that no compiler draws them in. Nothing may
// go through while AppState::is_whole is false.
#pragma once

#include "app/app.h"

namespace fenming::app::designer {

struct Door {
  void (*apply)(AppState&, const Intent&, Effects&);
  void (*take)(AppState&, const HttpResponse&, Effects&);
  void (*take_bpmn)(AppState&, const BpmnAnswer&, Effects&);
  void (*open_file)(AppState&, const PickedFile&, Effects&);
  int (*work)(AppState&, Effects&);
  void (*undo)(AppState&, Effects&);
  void (*redo)(AppState&, Effects&);
};
extern const Door door;

}  // namespace fenming::app::designer
