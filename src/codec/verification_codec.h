// What the verifier says as canonical JSON, "fenming.template-check/1" (docs/templates.md).
#pragma once

#include <string>

#include "engine/workflow/verify/verify.h"

namespace fenming {

// Members that do not apply are left out; the same report gives the same bytes.
std::string write_verification(const workflow::TemplateVersion& version,
                               const workflow::VerifyReport& report);

// One of its findings.
std::string write_flow_finding(const workflow::FlowFinding& finding);

}  // namespace fenming
