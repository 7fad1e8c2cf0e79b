#include "app/prices/local_copies.h"

#include <algorithm>
#include <string_view>

#include "codec/book_codec.h"

namespace fenming::app::prices {
namespace {

// The names of the windows that have a copy, one a line.
std::string list_key(const AppState& state) {
  return "fenming.drafts." + state.account.name + "." + state.prices.document.book;
}

std::string copy_key(const AppState& state, std::string_view window) {
  return list_key(state) + "." + std::string(window);
}

std::vector<std::string> windows_of(const AppState& state, Effects& effects) {
  std::vector<std::string> windows;
  const std::string list = effects.store->get(list_key(state)).value_or("");
  size_t at = 0;
  while (at < list.size()) {
    const size_t end = std::min(list.find('\n', at), list.size());
    windows.push_back(list.substr(at, end - at));
    at = end + 1;
  }
  return windows;
}

void put_windows(const AppState& state, const std::vector<std::string>& windows, Effects& effects) {
  std::string list;
  for (const std::string& window : windows)
    list += window + "\n";
  if (list.empty())
    effects.store->remove(list_key(state));
  else
    effects.store->put(list_key(state), list);
}

void forget(AppState& state, const std::string& window, Effects& effects) {
  effects.store->remove(copy_key(state, window));
  std::vector<std::string> windows = windows_of(state, effects);
  if (std::erase(windows, window) > 0) put_windows(state, windows, effects);
}

}  // namespace

void keep_copy(AppState& state, Effects& effects) {
  if (effects.store == nullptr) return;
  const Document& document = state.prices.document;
  // Canonical JSON has no line break of its own.
  const std::string key = copy_key(state, state.window);
  const std::string mine = "\n" + document.text();
  const bool whole =
      effects.store->put(key, document.etag + "\n" + document.acknowledged.text() + mine);
  // A store that is nearly full keeps what was typed; the draft that it was made from is the
  // server's to give.
  if (!whole) effects.store->put(key, document.etag + "\n" + mine);
  std::vector<std::string> windows = windows_of(state, effects);
  if (std::find(windows.begin(), windows.end(), state.window) != windows.end()) return;
  windows.push_back(state.window);
  put_windows(state, windows, effects);
}

void forget_copy(AppState& state, Effects& effects) {
  if (effects.store != nullptr) forget(state, state.window, effects);
}

void forget_copy(AppState& state, const LocalCopy& copy, Effects& effects) {
  if (effects.store != nullptr) forget(state, copy.key.substr(list_key(state).size() + 1), effects);
}

std::vector<LocalCopy> find_copies(const AppState& state, Effects& effects) {
  std::vector<LocalCopy> copies;
  if (effects.store == nullptr) return copies;
  for (const std::string& window : windows_of(state, effects)) {
    LocalCopy copy;
    copy.key = copy_key(state, window);
    const std::string text = effects.store->get(copy.key).value_or("");
    const size_t first = text.find('\n');
    const size_t second = first == std::string::npos ? first : text.find('\n', first + 1);
    if (second == std::string::npos) continue;
    copy.etag = text.substr(0, first);
    Result<BookVersion> mine = read_book_version(std::string_view(text).substr(second + 1));
    if (!mine) continue;
    copy.mine = std::move(*mine);
    Result<BookVersion> base =
        read_book_version(std::string_view(text).substr(first + 1, second - first - 1));
    if (base) copy.base = std::move(*base);
    copies.push_back(std::move(copy));
  }
  return copies;
}

}  // namespace fenming::app::prices
