// Commands about one template (docs/templates.md, docs/bpmn.md). Where a command reads JSON, it is
// a template alone or a template's document.
#pragma once

#include <string>
#include <vector>

#include "codec/template_document.h"

namespace fenming {

// A template alone, or with its drawing.
Result<TemplateDocument> read_either(const std::string& text);

// `fenming verify-template`: prints what the verifier says. Returns the exit code: 0 nothing is
// refuted, 1 something is, 2 the template cannot be read.
int run_verify_template(const std::vector<std::string>& words);

// `fenming import-bpmn`: prints the document, and on standard error the list of problems. Returns 0
// where all is executed, 1 where some is only kept, 2 where nothing is imported.
int run_import_bpmn(const std::vector<std::string>& words);

// `fenming export-bpmn`: prints the file, and on standard error what could not be written back.
// Returns 0 where that is nothing, 1 otherwise, 2 where the document cannot be read.
int run_export_bpmn(const std::vector<std::string>& words);

}  // namespace fenming
