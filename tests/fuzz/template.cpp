// A template: what is read comes back as it is, and the verifier has an answer within its bound.
#include "codec/template_codec.h"
#include "codec/verification_codec.h"
#include "fuzz/fuzz.h"

using namespace fenming;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const Result<workflow::TemplateVersion> version = read_template(fuzz::text_of(data, size));
  if (!version) return 0;
  const std::string text = write_template(*version);
  const Result<workflow::TemplateVersion> again = read_template(text);
  FM_ASSERT(again.ok() && write_template(*again) == text);
  const workflow::VerifyReport report = workflow::verify(*version, {}, {.max_states = 2'000});
  write_verification(*version, report);
  for (const workflow::FlowFinding& finding : report.findings) {
    if (finding.fix) workflow::verify(apply_fix(*version, *finding.fix), {}, {.max_states = 2'000});
  }
  return 0;
}
