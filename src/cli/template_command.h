// `fenming verify-template`: one template in, what the verifier says out (docs/templates.md).
#pragma once

#include <string>
#include <vector>

namespace fenming {

// Returns the exit code: 0 nothing is refuted, 1 something is, 2 the template cannot be read.
int run_verify_template(const std::vector<std::string>& words);

}  // namespace fenming
