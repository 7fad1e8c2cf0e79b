// Who else is at an open document, and where in it: told to the server and heard from it while the
// window is used. The platform repeats the question (see Watch); only a new answer arrives.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/app.h"
#include "codec/json.h"

namespace fenming::app {

// Asks the platform to watch a document: `path` is its presence on the server, `place` where in it
// this window is, in words that only this kind of document needs to understand.
void watch_document(const AppState& state, std::string path, std::string_view place,
                    Effects& effects);
// The others of an answer.
std::vector<Other> read_others(const Json& answer);

}  // namespace fenming::app
