// What was typed and the server has not acknowledged, kept in the browser's store: a reload, a
// crash or an expired session loses nothing. Each window keeps a copy of its own, so that two
// windows of one person never overwrite each other's; the next window that opens the draft finds
// them all. The draft that a copy was made from is stored once, and of the copy only what differs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/ports.h"

namespace fenming::app {

// Texts are canonical JSON objects, which have no line break of their own.
struct TextCopy {
  std::string window;
  std::string etag;  // of the draft that it was made from
  std::string base;  // that draft; empty: not kept
  std::string mine;
};

// The copies of one draft, under a name of its own in the store.
class KeptCopies {
 public:
  KeptCopies(KeyValuePort& store, std::string name) : store_(store), name_(std::move(name)) {}

  // A store that is nearly full keeps what was typed without the draft that it was made from, which
  // is the server's to give.
  void keep(const TextCopy& copy);
  // Stores the base alone, so that keeping a copy of a large draft takes two short steps; false
  // where it is there already or there is no room for it.
  bool keep_base(std::string_view window, std::string_view base);
  void forget(std::string_view window);
  // Unreadable ones are left out.
  std::vector<TextCopy> all();

 private:
  std::string key_of(std::string_view window) const;
  std::string base_key_of(std::string_view window) const;
  std::string mark_key_of(std::string_view window) const;
  bool has_base(std::string_view window, std::string_view mark) const;
  std::vector<std::string> windows() const;
  void add_window(std::string_view window);
  void put_windows(const std::vector<std::string>& windows);

  KeyValuePort& store_;
  std::string name_;
};

}  // namespace fenming::app
