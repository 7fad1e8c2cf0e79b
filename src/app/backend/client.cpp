#include "app/backend/client.h"

#include <algorithm>
#include <utility>

#include "app/app.h"
#include "base/civil_time.h"
#include "base/text.h"

namespace fenming::app {
namespace {

constexpr double kFirstRetryMs = 2000;
constexpr double kLongestRetryMs = 30000;
constexpr double kLeaveOnceMs = 5000;
constexpr int kUnavailable = 503;
constexpr int kSignInRequired = 401;
constexpr int kNotAllowed = 403;

bool has_header(const HttpRequest& request, std::string_view name) {
  return std::any_of(request.headers.begin(), request.headers.end(),
                     [&](const auto& header) { return header.first == name; });
}

// Several answers of one moment lead away once: each further one would break off the navigation
// that is under way. Somebody who stays, for the sake of what is not saved, is led away again
// later.
void leave_for_sign_in(AppState& state, Effects& effects) {
  BackendState& backend = state.backend;
  const double now = state.surroundings.now_ms;
  if (backend.left_at_ms >= 0 && now - backend.left_at_ms < kLeaveOnceMs) return;
  backend.left_at_ms = now;
  effects.output.leave_for = "/signin?next=" + percent_encoded(format_url(state.location));
}

void keep_for_later(AppState& state, HttpRequest request) {
  BackendState& backend = state.backend;
  backend.offline = true;
  const double pause = kFirstRetryMs * static_cast<double>(1 << std::min(backend.tries, 4));
  if (backend.waiting.empty()) {
    backend.retry_at_ms = state.surroundings.now_ms + std::min(pause, kLongestRetryMs);
    ++backend.tries;
  }
  backend.waiting.push_back(std::move(request));
}

void emit(AppState& state, Effects& effects, const HttpRequest& request) {
  state.backend.sent.insert_or_assign(request.id, request);
  effects.requests.push_back(request);
}

}  // namespace

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       c == '-' || c == '_' || c == '.' || c == '~';
    if (plain)
      out.push_back(c);
    else
      out += {'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  return out;
}

std::string json_text(const Json& json, std::string_view name) {
  const Json* member = json.find(name);
  return member != nullptr && member->is(Json::Kind::kString) ? member->text() : std::string();
}

int64_t json_integer(const Json& json, std::string_view name, int64_t otherwise) {
  const Json* member = json.find(name);
  return member != nullptr && member->is(Json::Kind::kInteger) ? member->integer_value()
                                                               : otherwise;
}

int32_t local_today(const Surroundings& surroundings) {
  return static_cast<int32_t>((surroundings.unix_seconds + 8 * 3600) / 86400);
}

Problem read_problem(const HttpResponse& response) {
  Problem problem;
  problem.status = response.status;
  const Result<Json> json = parse_json(response.body);
  if (!json) return problem;
  problem.code = json_text(*json, "code");
  problem.detail = json_text(*json, "detail");
  problem.trace = json_text(*json, "trace_id");
  problem.document = *json;
  return problem;
}

std::string problem_text(const HttpResponse& response) {
  const Problem problem = read_problem(response);
  return problem.detail.empty() ? "HTTP " + std::to_string(response.status) : problem.detail;
}

HttpRequest get_request(std::string purpose, std::string path) {
  HttpRequest request;
  request.purpose = std::move(purpose);
  request.path = std::move(path);
  return request;
}

HttpRequest json_request(std::string method, std::string purpose, std::string path,
                         std::string body) {
  HttpRequest request = get_request(std::move(purpose), std::move(path));
  request.method = std::move(method);
  request.body = std::move(body);
  request.headers.emplace_back("Content-Type", "application/json");
  return request;
}

void save_answer(const HttpResponse& response, std::string name, Effects& effects) {
  effects.output.downloads.push_back(
      {std::move(name),
       std::string(response.header("content-type").value_or("application/octet-stream")),
       response.body});
}

std::string make_key(BackendState& state, const Surroundings& surroundings) {
  return "fm-" + std::to_string(surroundings.random) + "-" + std::to_string(++state.keys_made);
}

void send(AppState& state, Effects& effects, HttpRequest request) {
  request.id = state.next_request++;
  if (!has_header(request, "X-Fenming-Request")) {
    request.headers.emplace_back("X-Fenming-Request", "1");
    request.headers.emplace_back("Accept-Language",
                                 std::string(Locale(state.preferences.language).tag()));
  }
  emit(state, effects, request);
}

bool take_answer(AppState& state, const HttpResponse& response, Effects& effects) {
  BackendState& backend = state.backend;
  const auto found = backend.sent.find(response.id);
  if (found == backend.sent.end()) return false;  // cancelled, or not sent through here
  HttpRequest request = std::move(found->second);
  backend.sent.erase(found);
  if (response.status == 0 || response.status == kUnavailable) {
    keep_for_later(state, std::move(request));
    return false;
  }
  if (backend.offline) {
    backend.offline = false;
    backend.tries = 0;
    retry_now(state);
  }
  if (const auto build = response.header("fenming-build")) {
    if (backend.build.empty()) backend.build = *build;
    // While servers are exchanged one by one, the old one may answer again: once told, it stays
    // told, for a line that comes and goes moves what lies under the mouse.
    if (backend.build != *build) backend.has_newer = true;
  }
  if (response.status == kSignInRequired) {
    leave_for_sign_in(state, effects);
    return false;
  }
  if (response.status == kNotAllowed) ask_account(state, effects);
  return true;
}

void retry_now(AppState& state) {
  if (!state.backend.waiting.empty()) state.backend.retry_at_ms = 0;
}

int tick_backend(AppState& state, Effects& effects) {
  BackendState& backend = state.backend;
  if (!backend.asked_me) {
    backend.asked_me = true;
    ask_account(state, effects);
  }
  if (backend.waiting.empty()) return -1;
  const double rest = backend.retry_at_ms - state.surroundings.now_ms;
  if (rest > 0) return static_cast<int>(rest) + 1;
  for (HttpRequest& request : std::exchange(backend.waiting, {})) {
    request.id = state.next_request++;
    emit(state, effects, request);
  }
  return -1;
}

void ask_account(AppState& state, Effects& effects) {
  send(state, effects, get_request("me", "/api/v1/me"));
}

namespace {

void read_account(Account& account, const Json& json) {
  account = Account{};
  account.name = json_text(json, "name");
  account.role = role_of(json_text(json, "role"));
  if (const Json* has = json.find("has_password"); has != nullptr && has->is(Json::Kind::kBool))
    account.has_password = has->bool_value();
  if (const Json* demo = json.find("demo"); demo != nullptr && demo->is(Json::Kind::kBool))
    account.is_demo = demo->bool_value();
  const Json* rights = json.find("rights");
  if (rights == nullptr) return;
  for (const Json& right : rights->items())
    grant_by_code(account, right.text());
}

}  // namespace

void take_account(AppState& state, const HttpResponse& response, Effects& effects) {
  if (response.purpose == "me.sign_out") {
    effects.output.leave_for = "/signin";
    return;
  }
  if (response.purpose != "me" || response.status != 200) return;
  const Result<Json> json = parse_json(response.body);
  if (!json) return;
  read_account(state.account, *json);
  const Json* preferences = json->find("preferences");
  if (preferences == nullptr) return;
  Preferences& own = state.preferences;
  if (const std::string tag = json_text(*preferences, "language"); !tag.empty())
    own.language = language_from_tag(tag);
  const std::string theme = json_text(*preferences, "theme");
  if (theme == "light") own.theme = ThemeChoice::kLight;
  if (theme == "dark") own.theme = ThemeChoice::kDark;
  if (theme == "system") own.theme = ThemeChoice::kSystem;
  if (const std::string gain = json_text(*preferences, "gain_colour"); !gain.empty())
    own.gain_is_red = gain != "green";
  if (const std::string amounts = json_text(*preferences, "amounts"); !amounts.empty())
    own.in_wan = amounts == "wan";
  own.keys = json_text(*preferences, "keys");
  effects.preferences_changed = true;
}

void send_preferences(AppState& state, Effects& effects) {
  if (!state.account.is_known()) return;
  const Preferences& own = state.preferences;
  const std::string_view theme = own.theme == ThemeChoice::kLight  ? "light"
                                 : own.theme == ThemeChoice::kDark ? "dark"
                                                                   : "system";
  std::string body = std::string(R"({"language":")") + std::string(Locale(own.language).tag()) +
                     R"(","theme":")" + std::string(theme) + R"(","gain_colour":")" +
                     (own.gain_is_red ? "red" : "green") + R"(","amounts":")" +
                     (own.in_wan ? "wan" : "full") + R"(","keys":)";
  append_json_string(body, own.keys);
  body += "}";
  send(state, effects, json_request("PATCH", "me.preferences", "/api/v1/me/preferences", body));
}

}  // namespace fenming::app
