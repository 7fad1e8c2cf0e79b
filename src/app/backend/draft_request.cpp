#include "app/backend/draft_request.h"

#include <utility>

#include "app/backend/client.h"
#include "base/sha256.h"
#include "codec/json.h"
#include "codec/text_edits.h"

namespace fenming::app {
namespace {

// Below half of the text edits are worth the digest.
std::string edits_of(const DraftSave& save, const std::string& text) {
  if (save.whole || save.etag.empty() || save.acknowledged.empty()) return {};
  std::string edits = write_text_edits(save.acknowledged, text);
  return edits.size() < text.size() / 2 ? edits : std::string();
}

}  // namespace

HttpRequest draft_request(const DraftSave& save, const std::string& text) {
  const std::string edits = edits_of(save, text);
  std::string body = text;
  if (!edits.empty()) {
    JsonText json;
    json.open('{').raw("edits", edits).text("sha256", sha256_hex(text)).close('}');
    body = json.take();
  }
  const std::string query = save.base > 0 ? "?base=" + std::to_string(save.base) : std::string();
  HttpRequest request = json_request(edits.empty() ? "PUT" : "PATCH", save.purpose,
                                     save.path + query, std::move(body));
  request.if_match = save.etag;
  if (save.etag.empty()) request.headers.emplace_back("If-None-Match", "*");
  return request;
}

bool asks_for_whole(const HttpResponse& response) {
  return response.status == 409 && read_problem(response).code == "edits_do_not_fit";
}

}  // namespace fenming::app
