#include "cli/template_command.h"

#include <cstdio>

#include "base/text.h"
#include "cli/arguments.h"
#include "codec/bpmn/bpmn.h"
#include "codec/template_codec.h"
#include "codec/template_document.h"
#include "codec/verification_codec.h"

namespace fenming {
namespace {

int complain(const Error& error) {
  std::fprintf(stderr, "fenming: %s: %s %s\n", error.code.c_str(), error.field.c_str(),
               error.message.c_str());
  return 2;
}

constexpr int64_t kMostStates = 100'000'000;  // about what a machine of 16 GB holds

void print(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
}

// The one file that a command names.
Result<std::string> read_operand(const std::vector<std::string>& words, const char* command) {
  const auto arguments = parse_arguments(words, {}, {});
  if (!arguments) return arguments.error();
  if (arguments->operands.size() != 1) return Error{"usage", command, "Name one file."};
  return read_file(arguments->operands[0]);
}

bool has_problem(const std::vector<BpmnProblem>& problems, BpmnSeverity severity) {
  for (const BpmnProblem& problem : problems) {
    if (severity_of(problem.code) == severity) return true;
  }
  return false;
}

}  // namespace

Result<TemplateDocument> read_either(const std::string& text) {
  Result<TemplateDocument> document = read_template_document(text);
  if (document || document.error().code != "wrong_schema" || document.error().field != "schema")
    return document;
  Result<workflow::TemplateVersion> version = read_template(text);
  if (!version) return version.error();
  TemplateDocument alone;
  alone.model = std::move(*version);
  return alone;
}

int run_import_bpmn(const std::vector<std::string>& words) {
  const Result<std::string> text = read_operand(words, "import-bpmn");
  if (!text) return complain(text.error());
  const BpmnImport result = import_bpmn(*text);
  std::fprintf(stderr, "%s\n", write_bpmn_problems(result.problems).c_str());
  if (!result.document) return 2;
  print(write_template_document(*result.document) + "\n");
  return has_problem(result.problems, BpmnSeverity::kCannotExecute) ? 1 : 0;
}

int run_export_bpmn(const std::vector<std::string>& words) {
  const Result<std::string> text = read_operand(words, "export-bpmn");
  if (!text) return complain(text.error());
  const Result<TemplateDocument> document = read_either(*text);
  if (!document) return complain(document.error());
  const BpmnExport result = export_bpmn(*document);
  std::fprintf(stderr, "%s\n", write_bpmn_problems(result.problems).c_str());
  print(result.xml);
  return result.problems.empty() ? 0 : 1;
}

int run_verify_template(const std::vector<std::string>& words) {
  const auto arguments = parse_arguments(words, {"--states"}, {});
  if (!arguments) return complain(arguments.error());
  if (arguments->operands.size() != 1) {
    return complain({"usage", "verify-template", "Name one template."});
  }
  workflow::VerifyOptions options;
  if (const auto states = arguments->option("--states")) {
    const auto number = parse_decimal(*states, 0);
    if (!number || *number < 1 || *number > kMostStates) {
      return complain({"usage", "--states", "Expected 1 to 100000000 states."});
    }
    options.max_states = *number;
  }
  const Result<std::string> text = read_file(arguments->operands[0]);
  if (!text) return complain(text.error());
  const Result<TemplateDocument> document = read_either(*text);
  if (!document) return complain(document.error());
  const workflow::VerifyReport report = workflow::verify(document->model, {}, options);
  print(write_verification(document->model, report) + "\n");
  return report.refuted() ? 1 : 0;
}

}  // namespace fenming
