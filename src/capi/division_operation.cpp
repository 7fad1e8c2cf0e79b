#include "capi/request.h"
#include "codec/gazetteer_data.h"
#include "engine/address/gazetteer.h"

namespace fenming {
namespace {

// A six-digit code without the pairs of zeros that say nothing: 320500 is 3205.
std::string significant(std::string code) {
  while (code.size() > 2 && code.ends_with("00"))
    code.resize(code.size() - 2);
  return code;
}

}  // namespace

OperationResult resolve_divisions(Request& request) {
  const Json* texts = request.header.find("texts");
  if (texts == nullptr || !texts->is(Json::Kind::kArray))
    return fail({"bad_request", "texts", "A list of names of places is needed."});
  const Result<Gazetteer> gazetteer =
      Gazetteer::load(assets::gazetteer_divisions, assets::gazetteer_former);
  if (!gazetteer) return fail(gazetteer.error());
  JsonText json;
  json.open('{').key("results").open('[');
  for (const Json& text : texts->items()) {
    if (!text.is(Json::Kind::kString))
      return fail({"bad_request", "texts", "A name of a place is a text."});
    const ResolvedAddress resolved = gazetteer->resolve(text.text());
    json.open('{').text("code", significant(resolved.code));
    json.text("match", address_match_name(resolved.match)).key("candidates").open('[');
    for (const std::string& candidate : resolved.candidates)
      json.element('"' + significant(candidate) + '"');
    json.close(']').close('}');
  }
  return {false, json.close(']').close('}').take() + "\n"};
}

}  // namespace fenming
