// The browser behind the application's ports: Emscripten fetch and localStorage.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "app/ports.h"

namespace fenming::platform_web {

// Same-origin requests. Whole bodies are buffered; answers wait until the next frame takes them.
class FetchHttp final : public app::HttpPort {
 public:
  FetchHttp();
  ~FetchHttp() override;
  void send(const app::HttpRequest& request) override;
  void cancel(app::RequestId id) override;
  std::vector<app::HttpResponse> take_responses() override;
  std::vector<app::HttpProgress> take_progress() override;
  // Sent as X-CSRF with requests that need it.
  void set_csrf_token(std::string token) { csrf_token_ = std::move(token); }

  // Requests on their way.
  size_t waiting() const { return calls_.size(); }

  struct Call;

 private:
  friend struct Call;
  void finish(app::RequestId id, app::HttpResponse response);

  std::map<app::RequestId, std::unique_ptr<Call>> calls_;
  std::vector<std::unique_ptr<Call>> finished_;  // freed outside of fetch's own callback
  std::vector<app::HttpResponse> responses_;
  std::vector<app::HttpProgress> progress_;
  std::string csrf_token_;
};

class LocalStore final : public app::KeyValuePort {
 public:
  std::optional<std::string> get(std::string_view key) override;
  bool put(std::string_view key, std::string_view value) override;
  void remove(std::string_view key) override;
};

}  // namespace fenming::platform_web
