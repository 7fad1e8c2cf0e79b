// The `fenming` command: the engine on files and pipes. Its names, output and exit codes are a
// contract (README).
#pragma once

#include <string>
#include <vector>

namespace fenming {

// Runs one command line without the program's name; returns the exit code. Results go to standard
// output, explanations of failures to standard error.
int run_command(const std::vector<std::string>& arguments);

}  // namespace fenming
