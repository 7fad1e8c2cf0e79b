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

void write_verdict(JsonText& json, std::string_view kind, const Verdict& verdict) {
  json.text(kind, verdict.code).text("verdict", verdict_name(verdict.result));
  if (verdict.blocking == nullptr) return;
  json.text("fact", verdict.fact);
  if (verdict.value) {
    json.text("value", *verdict.value);
  } else {
    json.raw("value", "null");
  }
  json.raw("test", write_condition(*verdict.blocking));
}

}  // namespace

std::string write_explanation(const Settler& settler, const Ticket& ticket,
                              const Outcome& outcome) {
  const std::optional<Explanation> explanation = explain(settler, ticket, outcome);
  if (!explanation) return "{}";
  JsonText json;
  json.open('{').text("book", explanation->book).integer("version", explanation->version);
  if (!explanation->city_class.empty()) json.text("city_class", explanation->city_class);
  json.key("tiers").open('[');
  for (const Verdict& verdict : explanation->tiers) {
    json.open('{');
    write_verdict(json, "tier", verdict);
    json.close('}');
  }
  json.close(']').key("surcharges").open('[');
  for (const SurchargeVerdict& verdict : explanation->surcharges) {
    json.open('{');
    write_verdict(json, "surcharge", verdict.verdict);
    if (verdict.visit != 0) json.integer("visit", verdict.visit);
    if (verdict.source != 0) json.integer("source", verdict.source);
    if (!verdict.lost_to.empty()) json.text("lost_to", verdict.lost_to);
    json.close('}');
  }
  return json.close(']').close('}').take();
}

}  // namespace fenming
