#include "capi/bpmn_module.h"

#include <cstdlib>
#include <cstring>
#include <string>

#include "base/assert.h"
#include "codec/bpmn/bpmn.h"
#include "codec/json.h"

namespace fenming {
namespace {

char* answer(const std::string& problems, const std::string& result, size_t* answer_bytes) {
  const std::string all = problems + "\n" + result;
  char* bytes = static_cast<char*>(std::malloc(all.size()));
  FM_ASSERT(bytes != nullptr);
  std::memcpy(bytes, all.data(), all.size());
  *answer_bytes = all.size();
  return bytes;
}

}  // namespace
}  // namespace fenming

extern "C" char* fenming_import_bpmn(const char* text, size_t bytes, size_t* answer_bytes) {
  using namespace fenming;
  const BpmnImport read = import_bpmn({text, bytes});
  const std::string document = read.document ? write_template_document(*read.document) : "";
  return answer(write_bpmn_problems(read.problems), document, answer_bytes);
}

extern "C" char* fenming_export_bpmn(const char* text, size_t bytes, size_t* answer_bytes) {
  using namespace fenming;
  const Result<TemplateDocument> document = read_template_document({text, bytes});
  if (!document) {
    JsonText problem;
    problem.open('[').open('{').text("code", document.error().code);
    problem.text("field", document.error().field).close('}').close(']');
    return answer(problem.take(), "", answer_bytes);
  }
  const BpmnExport written = export_bpmn(*document);
  return answer(write_bpmn_problems(written.problems), written.xml, answer_bytes);
}
