#include "codec/explain_codec.h"

#include "codec/book_codec.h"
#include "codec/json.h"

namespace fenming {
namespace {

std::string_view verdict_name(Tri result) {
  switch (result) {
    case Tri::kTrue:
      return "holds";
    case Tri::kFalse:
      return "fails";
    case Tri::kUnknown:
      return "unknown";
  }
  return "";
}

void member(std::string& out, std::string_view name, std::string_view text) {
  if (!out.ends_with('{')) out += ',';
  append_json_string(out, name);
  out += ':';
  append_json_string(out, text);
}

void raw_member(std::string& out, std::string_view name, std::string_view json) {
  if (!out.ends_with('{')) out += ',';
  append_json_string(out, name);
  out += ':';
  out += json;
}

void append_verdict(std::string& out, std::string_view kind, const Verdict& verdict) {
  member(out, kind, verdict.code);
  member(out, "verdict", verdict_name(verdict.result));
  if (verdict.blocking == nullptr) return;
  member(out, "fact", verdict.fact);
  if (verdict.value) {
    member(out, "value", *verdict.value);
  } else {
    raw_member(out, "value", "null");
  }
  raw_member(out, "test", write_condition(*verdict.blocking));
}

}  // namespace

std::string write_explanation(const Settler& settler, const Ticket& ticket,
                              const Outcome& outcome) {
  const std::optional<Explanation> explanation = explain(settler, ticket, outcome);
  if (!explanation) return "{}";
  std::string out = "{";
  member(out, "book", explanation->book);
  raw_member(out, "version", std::to_string(explanation->version));
  if (!explanation->city_class.empty()) member(out, "city_class", explanation->city_class);
  std::string tiers = "[";
  for (const Verdict& verdict : explanation->tiers) {
    std::string one = "{";
    append_verdict(one, "tier", verdict);
    tiers += (tiers.size() > 1 ? "," : "") + one + "}";
  }
  raw_member(out, "tiers", tiers + "]");
  std::string surcharges = "[";
  for (const SurchargeVerdict& verdict : explanation->surcharges) {
    std::string one = "{";
    append_verdict(one, "surcharge", verdict.verdict);
    if (verdict.visit != 0) raw_member(one, "visit", std::to_string(verdict.visit));
    if (verdict.source != 0) raw_member(one, "source", std::to_string(verdict.source));
    if (!verdict.lost_to.empty()) member(one, "lost_to", verdict.lost_to);
    surcharges += (surcharges.size() > 1 ? "," : "") + one + "}";
  }
  raw_member(out, "surcharges", surcharges + "]");
  return out + "}";
}

}  // namespace fenming
