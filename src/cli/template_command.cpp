#include "cli/template_command.h"

#include <cstdio>

#include "base/text.h"
#include "cli/arguments.h"
#include "codec/template_codec.h"
#include "codec/verification_codec.h"

namespace fenming {
namespace {

int complain(const Error& error) {
  std::fprintf(stderr, "fenming: %s: %s %s\n", error.code.c_str(), error.field.c_str(),
               error.message.c_str());
  return 2;
}

constexpr int64_t kMostStates = 100'000'000;  // about what a machine of 16 GB holds

}  // namespace

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
  const Result<workflow::TemplateVersion> version = read_template(*text);
  if (!version) return complain(version.error());
  const workflow::VerifyReport report = workflow::verify(*version, {}, options);
  const std::string out = write_verification(*version, report) + "\n";
  std::fwrite(out.data(), 1, out.size(), stdout);
  return report.refuted() ? 1 : 0;
}

}  // namespace fenming
