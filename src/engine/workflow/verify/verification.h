// Verifies a template again and again while it is edited, each time from what the last time found
// out. The report is the one that verify() gives, in every part; only the work is less: states in
// which nothing has changed for their tokens are not searched again, and a template that is undone
// to is known still (docs/templates.md).
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

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

  Kept* fullest() const;

  std::vector<std::unique_ptr<Kept>> kept_;  // the last templates, the newest first
  int64_t tokens_moved_ = 0;
};

}  // namespace fenming::workflow
