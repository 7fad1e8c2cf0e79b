// Verifies a template again and again while it is edited, each time from what the last time found
// out. The report is the one that verify() gives, in every part; only the work is less: states in
// which nothing has changed for their tokens are not searched again (docs/templates.md).
#pragma once

#include <cstdint>
#include <memory>

#include "engine/workflow/verify/verify.h"

namespace fenming::workflow {

class Verification {
 public:
  Verification();
  ~Verification();
  Verification(Verification&&) noexcept;
  Verification& operator=(Verification&&) noexcept;

  // Any template may follow any other; one that differs much is verified from scratch. Nothing of
  // the arguments is referred to afterwards. Where `input` resumes a ticket, nothing is kept.
  VerifyReport verify(const TemplateVersion& version, const VerifyInput& input = {},
                      const VerifyOptions& options = {});

  // Of how many tokens, over all states, the last report had to find the moves by the rules. A
  // first verification does so for all.
  int64_t tokens_moved() const { return tokens_moved_; }

 private:
  struct Kept;

  std::unique_ptr<Kept> kept_;
  int64_t tokens_moved_ = 0;
  int passed_over_ = 0;  // reports since, of templates with far fewer states
};

}  // namespace fenming::workflow
