#include "app/designer/door.h"

#include "app/designer/flow.h"

namespace fenming::app::designer {

const Door door = {apply, take, take_bpmn, open_file, work, undo, redo};

}  // namespace fenming::app::designer
