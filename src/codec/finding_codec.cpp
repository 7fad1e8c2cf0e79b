#include "codec/finding_codec.h"

#include "codec/json.h"
#include "codec/ticket_codec.h"

namespace fenming {
namespace {

void member(std::string& out, std::string_view name, std::string_view text) {
  if (!out.ends_with('{')) out += ',';
  append_json_string(out, name);
  out += ':';
  append_json_string(out, text);
}

}  // namespace

std::string write_finding(const Finding& finding) {
  constexpr int32_t kChinaMinutes = 480;
  std::string out = "{";
  member(out, "severity", finding.severity == Severity::kError ? "error" : "warning");
  member(out, "code", finding.code);
  if (!finding.book.empty()) member(out, "book", finding.book);
  if (finding.version != 0) out += ",\"version\":" + std::to_string(finding.version);
  member(out, "field", finding.field);
  member(out, "message", finding.message);
  const bool certain = finding.certainty == Certainty::kCertain;
  member(out, "certainty", certain ? "certain" : "undecided");
  if (!certain) out += ",\"boxes\":" + std::to_string(finding.boxes);
  if (finding.witness) out += ",\"witness\":" + write_ticket(*finding.witness, kChinaMinutes);
  return out + "}";
}

std::string write_finding_lines(const std::vector<Finding>& findings) {
  std::string out;
  for (const Finding& finding : findings)
    out += write_finding(finding) + "\n";
  return out;
}

std::string write_finding_list(const std::vector<Finding>& findings) {
  std::string out = "[";
  for (const Finding& finding : findings)
    out += (out.size() > 1 ? "," : "") + write_finding(finding);
  return out + "]";
}

}  // namespace fenming
