// The client of serve.py: every request that the application sends passes through here, and every
// answer comes back through here before a screen sees it. An expired session leaves for the sign-in
// page; an unreachable server keeps the request and sends the same one again, which is safe because
// writes carry If-Match or an Idempotency-Key. Ids and time are arguments: nothing here reads a
// clock or makes random numbers.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/ports.h"
#include "codec/json.h"

namespace fenming::app {

struct AppState;
struct Effects;

// What the platform knows and the application does not.
struct Surroundings {
  double now_ms = 0;               // monotonic
  int64_t unix_seconds = 0;        // wall clock
  uint64_t random = 0;             // fresh in every frame
  double (*clock_ms)() = nullptr;  // how long this frame has worked; null: not known
  bool editing = false;            // a field is being typed in
};

// What went wrong, from application/problem+json (docs/api.md).
struct Problem {
  int status = 0;
  std::string code;
  std::string detail;  // a sentence for the reader, in his language
  std::string trace;
  Json document;  // everything else: errors, findings, current
};

struct BackendState {
  bool asked_me = false;
  bool offline = false;
  double retry_at_ms = -1;  // negative: nothing waits
  int tries = 0;
  double left_at_ms = -1;  // when the sign-in page was gone to; negative: never
  uint64_t keys_made = 0;
  std::string build;       // of the server, as its first answer named it
  bool has_newer = false;  // a later answer named another: this page is from before an upgrade
  std::map<RequestId, HttpRequest> sent;  // unanswered
  std::vector<HttpRequest> waiting;       // to be sent again once the server is reachable
};

Problem read_problem(const HttpResponse& response);
// What the server says, as a sentence; "HTTP 500" where it says nothing.
std::string problem_text(const HttpResponse& response);

HttpRequest get_request(std::string purpose, std::string path);
HttpRequest json_request(std::string method, std::string purpose, std::string path,
                         std::string body);
// For POST: the server stores the first success under it and gives that again.
std::string make_key(BackendState& state, const Surroundings& surroundings);

// Gives a request its id and what every request carries, and remembers it until it is answered.
void send(AppState& state, Effects& effects, HttpRequest request);
// An answer's body becomes a file of that name, in the answer's own type.
void save_answer(const HttpResponse& response, std::string name, Effects& effects);

// True where the answer is for a screen: the session is alive and the server was reached.
bool take_answer(AppState& state, const HttpResponse& response, Effects& effects);

// Sends what waits when its time has come; returns the milliseconds until then, negative: never.
int tick_backend(AppState& state, Effects& effects);
void retry_now(AppState& state);

// "me" and "me.preferences". The account is asked for at the start, and again where the server
// refuses for want of a right: somebody changed the role meanwhile.
void ask_account(AppState& state, Effects& effects);
void take_account(AppState& state, const HttpResponse& response, Effects& effects);
void send_preferences(AppState& state, Effects& effects);

// Days since 1970-01-01 at UTC+8.
int32_t local_today(const Surroundings& surroundings);

// Member texts and numbers of a JSON object, with a default.
std::string json_text(const Json& json, std::string_view name);
int64_t json_integer(const Json& json, std::string_view name, int64_t otherwise);

std::string percent_encoded(std::string_view text);

}  // namespace fenming::app
