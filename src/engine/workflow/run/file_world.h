// What a play or a replay takes from a book file: calendars, local time, and which event pins each
// book that the template's tickets can meet.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/pricing/book.h"
#include "engine/workflow/run/play.h"
#include "engine/workflow/run/scenario.h"

namespace fenming::workflow {

// Without ticket, facts and candidates. A calendar of the file tells days and no hours: a working
// day is taken as 9:00 to 12:00 and 13:00 to 18:00. `today` in days since 1970-01-01, UTC+8, says
// which book versions are in force. The file must outlive the result.
PlayInput file_world(const BookFile& file, std::string_view code, int32_t today);

// What each saved play does otherwise under the template and the books; nothing where it passes.
std::vector<std::optional<ScenarioDifference>> run_scenarios(
    const TemplateVersion& version, const BookFile& file, int32_t today,
    const std::vector<Scenario>& scenarios);

}  // namespace fenming::workflow
