// Dates as people type them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace fenming::app {

// "2026-12-01", "2026/12/1", "2026.12.1", "20261201", "2026年12月1日", with full-width digits too,
// to days since 1970-01-01; nothing where the text is no date.
std::optional<int32_t> parse_typed_date(std::string_view text);

}  // namespace fenming::app
