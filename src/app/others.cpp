#include "app/others.h"

#include <utility>

namespace fenming::app {

void watch_document(const AppState& state, std::string path, std::string_view place,
                    Effects& effects) {
  Watch& watch = effects.output.watch;
  watch.path = std::move(path);
  std::string body = "{\"window\":";
  append_json_string(body, state.window);
  body += ",\"place\":";
  watch.leave_body = body + "\"\"}";
  append_json_string(body, place);
  watch.body = body + "}";
}

std::vector<Other> read_others(const Json& answer) {
  std::vector<Other> others;
  const Json* list = answer.find("others");
  if (list == nullptr) return others;
  for (const Json& entry : list->items()) {
    const Json* own = entry.find("own");
    others.push_back({json_text(entry, "name"),
                      own != nullptr && own->is(Json::Kind::kBool) && own->bool_value(),
                      json_text(entry, "place")});
  }
  return others;
}

}  // namespace fenming::app
