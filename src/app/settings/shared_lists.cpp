#include "app/settings/shared_lists.h"

#include "codec/book_codec.h"

namespace fenming::app::settings {
namespace {

template <typename T, typename Write>
Json array_of(const std::vector<T>& list, Write write) {
  Json array = Json::array();
  for (const T& entry : list) {
    if (Result<Json> json = parse_json(write(entry))) array.items().push_back(std::move(*json));
  }
  return array;
}

void put_member(Json& document, std::string_view name, Json value) {
  for (auto& [member, old] : document.members()) {
    if (member != name) continue;
    old = std::move(value);
    return;
  }
  document.members().emplace_back(name, std::move(value));
}

// The stored document with these lists in it; empty where it cannot be read.
std::string with_lists(const std::string& frame, const SharedLists& lists) {
  Result<Json> document = parse_json(frame);
  if (!document) return {};
  put_member(*document, "calendars", array_of(lists.calendars, write_calendar));
  // A company without zones keeps a document without them.
  if (!lists.zones.empty() || document->find("zones") != nullptr)
    put_member(*document, "zones", array_of(lists.zones, write_zone_table));
  return write_json(*document);
}

template <typename T, typename Read>
std::vector<T> list_of(const Json& document, std::string_view name, Read read) {
  std::vector<T> list;
  const Json* array = document.find(name);
  if (array == nullptr) return list;
  for (const Json& entry : array->items()) {
    if (Result<T> value = read(entry)) list.push_back(std::move(*value));
  }
  return list;
}

// What was loaded under other zones is asked for again when it is next needed.
void forget_located(AppState& state) {
  Shared& own = state.settings.shared;
  if (own.stored_zones == own.lists.zones) return;
  own.stored_zones = own.lists.zones;
  state.prices.file.zones = own.lists.zones;
  state.simulator.history.reset();
  state.simulator.history_id.clear();
  state.simulator.session.reset();
  state.simulator.file.reset();
  state.simulator.wanted.reset();
}

}  // namespace

void ask_lists(AppState& state, Effects& effects) {
  state.settings.shared.loading = true;
  send(state, effects, get_request("settings.lists", "/api/v1/routing"));
}

void take_lists(AppState& state, const HttpResponse& response) {
  Shared& own = state.settings.shared;
  own.loading = false;
  if (response.purpose == "settings.lists_set") {
    own.saving = false;
    if (response.status != 200) {
      own.error = problem_text(response);
      return;
    }
    own.frame = with_lists(own.frame, own.lists);
    own.etag = response.header("etag").value_or("");
    own.log.mark_saved();
    return forget_located(state);
  }
  const Result<Json> json = parse_json(response.body);
  if (response.status != 200 || !json) {
    own.error = problem_text(response);
    return;
  }
  own.error.clear();
  own.frame = response.body;
  own.etag = response.header("etag").value_or("");
  own.log = {};
  own.new_zone = {};
  own.zone_refusal = {};
  ++own.edits;
  own.lists.calendars = list_of<Calendar>(*json, "calendars", read_calendar);
  own.lists.zones = list_of<ZoneTable>(*json, "zones", read_zone_table);
  own.stored_zones = own.lists.zones;
}

void save_lists(AppState& state, Effects& effects) {
  Shared& own = state.settings.shared;
  const std::string body = with_lists(own.frame, own.lists);
  if (own.saving || own.etag.empty() || body.empty() || !own.is_changed()) return;
  own.saving = true;
  own.error.clear();
  HttpRequest request = json_request("PUT", "settings.lists_set", "/api/v1/routing", body);
  request.if_match = own.etag;
  send(state, effects, std::move(request));
}

}  // namespace fenming::app::settings
