#include "app/kept_copies.h"

#include <algorithm>

namespace fenming::app {

std::string KeptCopies::key_of(std::string_view window) const {
  return name_ + "." + std::string(window);
}

// The names of the windows that have a copy, one a line.
std::vector<std::string> KeptCopies::windows() const {
  std::vector<std::string> windows;
  const std::string list = store_.get(name_).value_or("");
  size_t at = 0;
  while (at < list.size()) {
    const size_t end = std::min(list.find('\n', at), list.size());
    windows.push_back(list.substr(at, end - at));
    at = end + 1;
  }
  return windows;
}

void KeptCopies::put_windows(const std::vector<std::string>& windows) {
  std::string list;
  for (const std::string& window : windows)
    list += window + "\n";
  if (list.empty())
    store_.remove(name_);
  else
    store_.put(name_, list);
}

void KeptCopies::keep(const TextCopy& copy) {
  const std::string key = key_of(copy.window);
  const std::string mine = "\n" + copy.mine;
  if (!store_.put(key, copy.etag + "\n" + copy.base + mine))
    store_.put(key, copy.etag + "\n" + mine);
  std::vector<std::string> known = windows();
  if (std::find(known.begin(), known.end(), copy.window) != known.end()) return;
  known.push_back(copy.window);
  put_windows(known);
}

void KeptCopies::forget(std::string_view window) {
  store_.remove(key_of(window));
  std::vector<std::string> known = windows();
  if (std::erase(known, window) > 0) put_windows(known);
}

std::vector<TextCopy> KeptCopies::all() const {
  std::vector<TextCopy> copies;
  for (const std::string& window : windows()) {
    const std::string text = store_.get(key_of(window)).value_or("");
    const size_t first = text.find('\n');
    const size_t second = first == std::string::npos ? first : text.find('\n', first + 1);
    if (second == std::string::npos) continue;
    copies.push_back({window, text.substr(0, first), text.substr(first + 1, second - first - 1),
                      text.substr(second + 1)});
  }
  return copies;
}

}  // namespace fenming::app
