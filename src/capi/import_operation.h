// The operation import_csv (docs/engine-api.md): a CSV file to ticket lines, with a guessed or
// given mapping of columns.
#pragma once

#include "capi/operations.h"
#include "capi/request.h"

namespace fenming {

OperationResult import_csv(Request& request);

}  // namespace fenming
