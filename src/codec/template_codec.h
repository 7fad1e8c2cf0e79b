// Templates of work orders as JSON, "fenming.template/1" (docs/schema/template.schema.json): strict
// to read, canonical to write.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "engine/workflow/template.h"

namespace fenming {

// Errors are those of parse_json and of FieldReader: a code, and the field's path such as
// "nodes[3].sla.chain[0].to". What a template means is not judged here (engine/workflow/verify).
Result<workflow::TemplateVersion> read_template(std::string_view text);
std::string write_template(const workflow::TemplateVersion& version);

}  // namespace fenming
