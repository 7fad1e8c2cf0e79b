// BPMN: whatever is read can be stored and is written as a file, and that file is read to the same
// template and drawing. The input is a file, or a document whose foreign parts come from anywhere.
#include "codec/bpmn/bpmn.h"
#include "fuzz/fuzz.h"

using namespace fenming;

namespace {

// Of a file that makes no sense, what is kept may differ once it is written as ours (an id on a
// reference, say); what we execute and draw may not.
std::string ours(TemplateDocument document) {
  document.foreign.clear();
  document.namespaces.clear();
  return write_template_document(document);
}

// A file of ours is read again, to the same document.
void check(const TemplateDocument& document, bool same) {
  const BpmnExport file = export_bpmn(document);
  const BpmnImport again = import_bpmn(file.xml);
  if (!again.document) {
    FM_ASSERT(!same);
    return;
  }
  FM_ASSERT(!same || ours(*again.document) == ours(document));
}

}  // namespace

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const Result<TemplateDocument> stored = read_template_document(text);
  if (stored) check(*stored, false);
  const BpmnImport read = import_bpmn(text);
  FM_ASSERT(read.document.has_value() || !read.problems.empty());
  write_bpmn_problems(read.problems);
  if (read.document) {
    FM_ASSERT(read_template_document(write_template_document(*read.document)).ok());
    check(*read.document, true);
  }
  return 0;
}
