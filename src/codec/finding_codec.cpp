#include "codec/finding_codec.h"

#include "base/civil_time.h"
#include "codec/json.h"
#include "codec/ticket_codec.h"

namespace fenming {

std::string write_finding(const Finding& finding) {
  JsonText json;
  json.open('{').text("severity", finding.severity == Severity::kError ? "error" : "warning");
  json.text("code", finding.code);
  if (!finding.book.empty()) json.text("book", finding.book);
  if (finding.version != 0) json.integer("version", finding.version);
  json.text("field", finding.field).text("message", finding.message);
  const bool certain = finding.certainty == Certainty::kCertain;
  json.text("certainty", certain ? "certain" : "undecided");
  if (!certain) json.integer("boxes", finding.boxes);
  if (finding.witness) json.raw("witness", write_ticket(*finding.witness, kChinaMinutes));
  return json.close('}').take();
}

std::string write_finding_lines(const std::vector<Finding>& findings) {
  std::string out;
  for (const Finding& finding : findings)
    out += write_finding(finding) + "\n";
  return out;
}

std::string write_finding_list(const std::vector<Finding>& findings) {
  JsonText json;
  json.open('[');
  for (const Finding& finding : findings)
    json.element(write_finding(finding));
  return json.close(']').take();
}

}  // namespace fenming
