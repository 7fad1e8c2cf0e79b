#include "platform/web/web_ports.h"

#include <emscripten/fetch.h>

#include <cstring>
#include <utility>

#include "base/assert.h"
#include "platform/web/bridge.h"

namespace fenming::platform_web {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\r'))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r'))
    text.remove_suffix(1);
  return text;
}

void read_headers(emscripten_fetch_t* fetch, app::HttpResponse& response) {
  std::string block(emscripten_fetch_get_response_headers_length(fetch) + 1, '\0');
  emscripten_fetch_get_response_headers(fetch, block.data(), block.size());
  std::string_view rest(block.c_str());
  while (!rest.empty()) {
    const size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    const size_t colon = line.find(':');
    if (colon != std::string_view::npos) {
      response.headers.emplace_back(lower(trim(line.substr(0, colon))),
                                    std::string(trim(line.substr(colon + 1))));
    }
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
}

}  // namespace

struct FetchHttp::Call {
  FetchHttp* owner = nullptr;
  app::HttpRequest request;
  std::vector<const char*> header_list;
  emscripten_fetch_t* fetch = nullptr;

  static void done(emscripten_fetch_t* fetch) {
    auto* call = static_cast<Call*>(fetch->userData);
    app::HttpResponse response;
    response.id = call->request.id;
    response.purpose = call->request.purpose;
    response.status = fetch->status;
    if (fetch->data != nullptr)
      response.body.assign(fetch->data, static_cast<size_t>(fetch->numBytes));
    read_headers(fetch, response);
    call->owner->finish(call->request.id, std::move(response));
    fm_schedule(0);
  }
  static void moved(emscripten_fetch_t* fetch) {
    auto* call = static_cast<Call*>(fetch->userData);
    call->owner->progress_.push_back(
        {call->request.id, fetch->dataOffset + fetch->numBytes, fetch->totalBytes});
    fm_schedule(0);
  }
};

FetchHttp::FetchHttp() = default;
FetchHttp::~FetchHttp() = default;

void FetchHttp::send(const app::HttpRequest& request) {
  FM_ASSERT(!request.path.empty() && request.path.front() == '/');
  auto owned = std::make_unique<Call>();
  Call& call = *owned;
  call.owner = this;
  call.request = request;
  auto& headers = call.request.headers;
  if (!request.if_match.empty()) headers.emplace_back("If-Match", request.if_match);
  if (!request.idempotency_key.empty())
    headers.emplace_back("Idempotency-Key", request.idempotency_key);
  if (request.needs_csrf) headers.emplace_back("X-CSRF", csrf_token_);
  for (const auto& [name, value] : headers) {
    call.header_list.push_back(name.c_str());
    call.header_list.push_back(value.c_str());
  }
  call.header_list.push_back(nullptr);
  emscripten_fetch_attr_t attributes;
  emscripten_fetch_attr_init(&attributes);
  std::strncpy(attributes.requestMethod, request.method.c_str(),
               sizeof(attributes.requestMethod) - 1);
  attributes.attributes = EMSCRIPTEN_FETCH_LOAD_TO_MEMORY;
  attributes.userData = &call;
  attributes.onsuccess = Call::done;
  attributes.onerror = Call::done;
  attributes.onprogress = Call::moved;
  attributes.requestHeaders = call.header_list.data();
  attributes.requestData = call.request.body.data();
  attributes.requestDataSize = call.request.body.size();
  calls_.insert_or_assign(request.id, std::move(owned));
  call.fetch = emscripten_fetch(&attributes, call.request.path.c_str());
}

// Closing a running fetch reports it as failed, which ends the call with status 0.
void FetchHttp::cancel(app::RequestId id) {
  const auto found = calls_.find(id);
  if (found == calls_.end() || found->second->fetch == nullptr) return;
  emscripten_fetch_close(std::exchange(found->second->fetch, nullptr));
}

void FetchHttp::finish(app::RequestId id, app::HttpResponse response) {
  const auto found = calls_.find(id);
  if (found == calls_.end()) return;
  responses_.push_back(std::move(response));
  finished_.push_back(std::move(found->second));
  calls_.erase(found);
}

std::vector<app::HttpResponse> FetchHttp::take_responses() {
  for (auto& call : std::exchange(finished_, {})) {
    if (call->fetch != nullptr) emscripten_fetch_close(call->fetch);
  }
  return std::exchange(responses_, {});
}

std::vector<app::HttpProgress> FetchHttp::take_progress() {
  return std::exchange(progress_, {});
}

std::optional<std::string> LocalStore::get(std::string_view key) {
  const int size = fm_store_get(std::string(key).c_str());
  if (size < 0) return std::nullopt;
  std::string value(static_cast<size_t>(size) + 1, '\0');
  fm_store_copy(value.data());
  value.resize(static_cast<size_t>(size));
  return value;
}

bool LocalStore::put(std::string_view key, std::string_view value) {
  return fm_store_put(std::string(key).c_str(), std::string(value).c_str()) != 0;
}

void LocalStore::remove(std::string_view key) {
  fm_store_remove(std::string(key).c_str());
}

}  // namespace fenming::platform_web
