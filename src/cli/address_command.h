// `fenming resolve-address`: one address a line in, one result a line out (README).
#pragma once

#include <string>
#include <vector>

namespace fenming {

// Reads standard input to its end; returns the exit code.
int run_resolve_address(const std::vector<std::string>& words);

}  // namespace fenming
