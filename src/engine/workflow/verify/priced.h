// What the price books in force ask of a template (workflow.md, Verifier, Inputs): which event pins
// each book that its tickets can meet, and which fee categories that book's version can post.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/pricing/book.h"
#include "engine/workflow/verify/verify.h"

namespace fenming::workflow {

// Books of the routes that a ticket of the template can take, each in the version in force on
// `today` (days since 1970-01-01, UTC+8); of a book that only begins later, its first version.
VerifyInput verify_input(const BookFile& file, std::string_view code, int32_t today);

}  // namespace fenming::workflow
