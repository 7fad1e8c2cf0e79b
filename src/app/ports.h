// Ports: what the application asks of its platform. The platform implements them and outlives the
// application. Calls never block and never fail at once; results arrive as values on a later frame.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fenming::app {

using RequestId = uint32_t;

struct HttpRequest {
  RequestId id = 0;          // given by App::send
  std::string purpose = {};  // "simulator.run": tells the screen whose answer this is
  std::string method = "GET";
  std::string path = {};  // same origin, begins with '/'
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};
  std::string if_match = {};         // sent as If-Match when not empty
  std::string idempotency_key = {};  // sent as Idempotency-Key when not empty
  bool needs_csrf = false;           // sends X-CSRF with the session's token
};

struct HttpResponse {
  RequestId id = 0;
  std::string purpose = {};
  int status = 0;  // 0: the server was not reached or the request was cancelled
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body = {};

  std::optional<std::string_view> header(std::string_view lower_name) const;
};

struct HttpProgress {
  RequestId id = 0;
  uint64_t received_bytes = 0;
  uint64_t total_bytes = 0;  // 0 where the server does not say
};

class HttpPort {
 public:
  virtual ~HttpPort() = default;
  virtual void send(const HttpRequest& request) = 0;
  virtual void cancel(RequestId id) = 0;
  // Moves out what arrived since the last call.
  virtual std::vector<HttpResponse> take_responses() = 0;
  virtual std::vector<HttpProgress> take_progress() = 0;
};

// A few small strings that survive a reload (preferences, drafts). Reads are immediate; a full or
// forbidden store answers `false` to put.
class KeyValuePort {
 public:
  virtual ~KeyValuePort() = default;
  virtual std::optional<std::string> get(std::string_view key) = 0;
  virtual bool put(std::string_view key, std::string_view value) = 0;
  virtual void remove(std::string_view key) = 0;
};

}  // namespace fenming::app
