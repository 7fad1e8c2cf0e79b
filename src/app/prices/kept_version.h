// A version that is kept beside the one that is edited, as canonical JSON: what is stored and
// compared is the text, which is written once; as data it is read only where somebody asks, which
// conflicts do.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "codec/book_codec.h"
#include "engine/pricing/book.h"

namespace fenming::app::prices {

class KeptVersion {
 public:
  void set(const BookVersion& version) { set_text(write_book_version(version)); }
  // `canonical` is what write_book_version gave.
  void set_text(std::string canonical) {
    text_ = std::move(canonical);
    version_.reset();
  }
  void reset() { set_text({}); }
  bool has_value() const { return !text_.empty(); }
  const std::string& text() const { return text_; }  // empty: nothing is kept
  // Null where nothing is kept.
  const BookVersion* get() const {
    if (!version_ && has_value()) {
      Result<BookVersion> read = read_book_version(text_);
      if (read) version_ = std::move(*read);
    }
    return version_ ? &*version_ : nullptr;
  }

 private:
  std::string text_;
  mutable std::optional<BookVersion> version_;
};

// The text of a version that changes, written again only after `edits` has counted a change.
class ChangingText {
 public:
  const std::string& of(const BookVersion& version, uint64_t edits) const {
    if (!is_written_ || edits_ != edits) {
      text_ = write_book_version(version);
      edits_ = edits;
      is_written_ = true;
    }
    return text_;
  }

 private:
  mutable std::string text_;
  mutable uint64_t edits_ = 0;
  mutable bool is_written_ = false;
};

}  // namespace fenming::app::prices
