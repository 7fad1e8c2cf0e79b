// Templates that come in as files and go out as BPMN.
#include <utility>

#include "app/designer/flow.h"
#include "codec/template_codec.h"

namespace fenming::app::designer {
namespace {

ImportProblem read_problem(const Json& json) {
  ImportProblem problem;
  problem.code = json_text(json, "code");
  problem.element = json_text(json, "element");
  problem.line = static_cast<int32_t>(json_integer(json, "line", 0));
  problem.column = static_cast<int32_t>(json_integer(json, "column", 0));
  problem.fatal = json_text(json, "severity") == "error";
  return problem;
}

// A document or a plain template as JSON; the place of the fault where it is neither.
ImportedFile read_json_file(const PickedFile& file) {
  ImportedFile imported{file.name, std::nullopt, {}};
  Result<TemplateDocument> document = read_template_document(file.bytes);
  if (document) {
    imported.document = std::move(*document);
    return imported;
  }
  Result<workflow::TemplateVersion> model = read_template(file.bytes);
  if (model) {
    imported.document.emplace().model = std::move(*model);
    return imported;
  }
  const bool says_document = file.bytes.find("fenming.template-document/") != std::string::npos;
  const Error& error = says_document ? document.error() : model.error();
  imported.problems.push_back({error.code, {}, 0, 0, error.field + ": " + error.message, true});
  return imported;
}

}  // namespace

void open_file(AppState& state, const PickedFile& file, Effects& effects) {
  const size_t first = file.bytes.find_first_not_of(" \t\r\n");
  if (first != std::string::npos && file.bytes[first] == '{') {
    state.designer.imported = read_json_file(file);
    return;
  }
  effects.output.bpmn.push_back({false, file.name, file.bytes});
}

void take_bpmn(AppState& state, const BpmnAnswer& answer, Effects& effects) {
  if (answer.exported) {
    if (!answer.text.empty())
      effects.output.downloads.push_back({answer.name, "application/xml", answer.text});
    return;
  }
  ImportedFile imported{answer.name, std::nullopt, {}};
  if (const Result<Json> problems = parse_json(answer.problems)) {
    for (const Json& one : problems->items())
      imported.problems.push_back(read_problem(one));
  }
  Result<TemplateDocument> document = read_template_document(answer.text);
  if (document) imported.document = std::move(*document);
  state.designer.imported = std::move(imported);
}

}  // namespace fenming::app::designer
