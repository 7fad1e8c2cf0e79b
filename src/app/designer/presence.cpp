#include "app/designer/presence.h"

#include "app/backend/client.h"
#include "app/designer/sync.h"
#include "app/others.h"

namespace fenming::app::designer {
namespace {

constexpr std::string_view kNowhere = "canvas";  // an empty place would say that the window leaves

}  // namespace

void watch_others(AppState& state, Effects& effects) {
  State& designer = state.designer;
  const Document& document = designer.document;
  // The server knows a template by a version, or by one's stored draft.
  const bool known = document.base > 0 || !document.etag.empty();
  const bool here = state.location.screen == ScreenId::kTemplates && document.is_draft() && known &&
                    state.account.has(Right::kTemplates);
  if (!here) {
    designer.others.clear();
    return;
  }
  const std::string_view place =
      designer.attended.empty() ? kNowhere : std::string_view(designer.attended);
  watch_document(state, "/api/v1/templates/" + percent_encoded(document.code) + "/presence", place,
                 effects);
}

void take_others(AppState& state, std::string_view answer, Effects& effects) {
  State& designer = state.designer;
  const Result<Json> json = parse_json(answer);
  if (!json || !designer.document.is_draft()) return;
  designer.others = read_others(*json);
  for (Other& other : designer.others) {
    if (other.place == kNowhere) other.place.clear();
  }
  const TemplateEntry* entry = designer.entry(designer.document.code);
  if (entry != nullptr && json_integer(*json, "latest", 0) > entry->latest())
    load_list(state, effects);
}

}  // namespace fenming::app::designer
