// The templates that are shipped, by their codes: every test that speaks of them goes over all.
#pragma once

#include "codec/template_codec.h"
#include "support/repository_file.h"

namespace fenming::testing {

inline constexpr const char* kShippedTemplates[] = {
    "ac_install",  "ac_move",     "appliance_repair", "complaint", "dispute",
    "key_account", "maintenance", "part_swap",        "presales",  "returns"};

inline std::string shipped_text(const std::string& code) {
  return repository_file("assets/templates/" + code + ".json");
}

inline workflow::TemplateVersion shipped_template(const std::string& code) {
  const auto read = read_template(shipped_text(code));
  REQUIRE_MESSAGE(read.ok(), code, " ", (read.ok() ? "" : read.error().field));
  return *read;
}

}  // namespace fenming::testing
