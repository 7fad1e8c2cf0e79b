// What an address and the server say about books: which document a location asks for, and one
// entry of GET /books and of GET /submissions.
#pragma once

#include <string>
#include <utility>

#include "app/prices/state.h"
#include "app/router.h"
#include "codec/json.h"

namespace fenming::app::prices {

// "book/draft" or "book/3"; the number is 0 for the draft, -1 where none is named.
std::pair<std::string, int32_t> wanted_document(const Location& location);
BookEntry read_entry(const Json& json);
Submission read_submission(const Json& json);

}  // namespace fenming::app::prices
