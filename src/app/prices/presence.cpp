#include "app/prices/presence.h"

#include "app/others.h"
#include "app/prices/conflict.h"
#include "app/prices/sync.h"
#include "app/prices/tabs.h"
#include "codec/book_codec.h"

namespace fenming::app::prices {
namespace {

// Where this window is: its tab, and the tier that is selected.
std::string place_here(const Location& location) {
  std::string place(location.parameter("tab"));
  if (place.empty()) place = kTabs[0].name;
  const std::string_view tier = location.parameter("tier");
  if (place == "tiers" && !tier.empty()) place += "/" + std::string(tier);
  return place;
}

}  // namespace

void watch_others(AppState& state, Effects& effects) {
  const Document& document = state.prices.document;
  const bool here = state.location.screen == ScreenId::kPrices && document.is_draft() &&
                    !document.etag.empty() && state.account.has(Right::kPrices);
  if (!here) {
    state.prices.others.clear();
    return;
  }
  watch_document(state, "/api/v1/books/" + percent_encoded(document.book) + "/presence",
                 place_here(state.location), effects);
}

void take_others(AppState& state, std::string_view answer, Effects& effects) {
  State& prices = state.prices;
  const Result<Json> json = parse_json(answer);
  if (!json || !prices.document.is_draft()) return;
  prices.others = read_others(*json);
  const Document& document = prices.document;
  const std::string draft = json_text(*json, "draft");
  const bool idle = !has_unsaved(prices) && document.sending == 0 && !prices.conflict;
  if (!draft.empty() && draft != document.etag && idle)
    send(state, effects, get_request("prices.refresh", draft_path(document.book)));
  const BookEntry* book = find_book(prices, document.book);
  if (book == nullptr || json_integer(*json, "latest", 0) <= latest_number(*book)) return;
  load_books(state, effects);
  load_file(state, effects);
}

void take_refresh(AppState& state, const HttpResponse& response) {
  State& prices = state.prices;
  const Document& document = prices.document;
  if (response.status != 200 || !document.is_draft() || has_unsaved(prices) ||
      document.sending != 0 || prices.conflict || state.surroundings.editing)
    return;  // the next save meets it
  const Result<BookVersion> theirs = read_book_version(response.body);
  if (theirs) take_forward(state, *theirs, std::string(response.header("etag").value_or("")));
}

std::string other_text(const State& state, const Other& other, const Locale& locale) {
  const size_t slash = other.place.find('/');
  const std::string_view tab = std::string_view(other.place).substr(0, slash);
  std::string text;
  for (const TabName& each : kTabs) {
    if (each.name == tab) text = locale.text(each.key);
  }
  if (slash == std::string::npos) return text;
  const std::string code = other.place.substr(slash + 1);
  std::string name = code;
  for (const Tier& tier : state.document.version.tiers) {
    if (tier.tier == code && !tier.name.empty()) name = tier.name;
  }
  return text + " · " + name;
}

}  // namespace fenming::app::prices
