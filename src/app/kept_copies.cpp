#include "app/kept_copies.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/fnv.h"
#include "codec/text_edits.h"

namespace fenming::app {
namespace {

// Tells one base from another: its length and its hash. It guards against a copy that
// is read with the base of another, which only a fault of ours could bring together.
std::string mark_of(std::string_view base) {
  Fnv1a hash;
  hash.add(base);
  return std::to_string(base.size()) + "-" + std::to_string(hash.value());
}

// A copy's three lines: the ETag; the mark of the base that is stored beside it, empty where none
// is; what was typed, as edits of the base or as a whole.
std::optional<std::array<std::string, 3>> lines_of(const std::string& record) {
  const size_t first = record.find('\n');
  const size_t second = first == std::string::npos ? first : record.find('\n', first + 1);
  if (second == std::string::npos) return std::nullopt;
  return std::array<std::string, 3>{record.substr(0, first),
                                    record.substr(first + 1, second - first - 1),
                                    record.substr(second + 1)};
}

}  // namespace

std::string KeptCopies::key_of(std::string_view window) const {
  return name_ + "." + std::string(window);
}

std::string KeptCopies::base_key_of(std::string_view window) const {
  return key_of(window) + ".base";
}

std::string KeptCopies::mark_key_of(std::string_view window) const {
  return key_of(window) + ".mark";
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

void KeptCopies::add_window(std::string_view window) {
  std::vector<std::string> known = windows();
  if (std::find(known.begin(), known.end(), window) != known.end()) return;
  known.emplace_back(window);
  put_windows(known);
}

// The mark stands beside the base, so that a large one need not be read to know which it is.
bool KeptCopies::has_base(std::string_view window, std::string_view mark) const {
  return store_.get(mark_key_of(window)) == mark;
}

bool KeptCopies::keep_base(std::string_view window, std::string_view base) {
  const std::string mark = mark_of(base);
  if (base.empty() || has_base(window, mark)) return false;
  add_window(window);  // first, so that no base is left behind that nobody knows of
  return store_.put(base_key_of(window), base) && store_.put(mark_key_of(window), mark);
}

void KeptCopies::keep(const TextCopy& copy) {
  const std::string key = key_of(copy.window);
  const std::string mark = mark_of(copy.base);
  if (!has_base(copy.window, mark)) keep_base(copy.window, copy.base);
  const bool beside =
      has_base(copy.window, mark) &&
      store_.put(key, copy.etag + "\n" + mark + "\n" + write_text_edits(copy.base, copy.mine));
  if (!beside) {
    store_.remove(base_key_of(copy.window));
    store_.remove(mark_key_of(copy.window));
    store_.put(key, copy.etag + "\n\n" + copy.mine);
  }
  add_window(copy.window);
}

void KeptCopies::forget(std::string_view window) {
  store_.remove(key_of(window));
  store_.remove(base_key_of(window));
  store_.remove(mark_key_of(window));
  std::vector<std::string> known = windows();
  if (std::erase(known, window) > 0) put_windows(known);
}

std::vector<TextCopy> KeptCopies::all() {
  std::vector<TextCopy> copies;
  for (const std::string& window : windows()) {
    const std::optional<std::string> record = store_.get(key_of(window));
    if (!record) forget(window);  // ended before its first copy stood: its base alone
    auto lines = lines_of(record.value_or(""));
    if (!lines) continue;
    auto& [etag, mark, mine] = *lines;
    TextCopy copy{window, std::move(etag), {}, std::move(mine)};
    if (mark.starts_with('{')) {  // as builds before kept it: both as wholes
      copy.base = std::move(mark);
    } else if (!mark.empty()) {
      copy.base = store_.get(base_key_of(window)).value_or("");
      std::optional<std::string> whole = apply_text_edits(copy.base, copy.mine);
      if (!whole || mark_of(copy.base) != mark) continue;
      copy.mine = std::move(*whole);
    }
    copies.push_back(std::move(copy));
  }
  return copies;
}

}  // namespace fenming::app
