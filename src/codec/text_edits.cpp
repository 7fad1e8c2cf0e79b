#include "codec/text_edits.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <utility>
#include <vector>

#include "codec/json.h"

namespace fenming {
namespace {

// Two places fit together again where that many bytes are alike; shorter runs cost more in an edit
// of their own than they save.
constexpr size_t kAlike = 24;
// How far beyond a difference such a place is looked for, both sides together; comparisons in all.
constexpr size_t kFar = 512;
constexpr size_t kEffort = 3'000'000;

bool begins_character(std::string_view text, size_t at) {
  return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

// How many bytes at the beginning are alike; eight are compared at once.
size_t alike_bytes(std::string_view a, std::string_view b) {
  const size_t size = std::min(a.size(), b.size());
  size_t at = 0;
  while (at + 8 <= size && std::memcmp(a.data() + at, b.data() + at, 8) == 0)
    at += 8;
  while (at < size && a[at] == b[at])
    ++at;
  return at;
}

size_t alike_at_end(std::string_view a, std::string_view b) {
  const size_t most = std::min(a.size(), b.size());
  size_t size = 0;
  while (size < most && a[a.size() - 1 - size] == b[b.size() - 1 - size])
    ++size;
  while (size > 0 && !begins_character(a, a.size() - size))
    --size;
  return size;
}

// The elements of JSON's lists of objects, roughly: every piece is whole or none is, and what a
// piece holds decides alone where it ends.
std::vector<std::string_view> pieces_of(std::string_view text) {
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    const size_t between = text.find("},{");
    const size_t size = between == std::string_view::npos ? text.size() : between + 2;
    pieces.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return pieces;
}

struct Pair {
  size_t before;  // index of a piece of the former text
  size_t after;   // of the same piece in the new one
};

// Pieces that either text has once, in the new text's order.
std::vector<Pair> shared_pieces(const std::vector<std::string_view>& before,
                                const std::vector<std::string_view>& after) {
  struct Seen {
    size_t before = 0;
    size_t after = 0;
    int befores = 0;
    int afters = 0;
  };
  std::unordered_map<std::string_view, Seen> seen;
  seen.reserve(before.size());
  for (size_t i = 0; i < before.size(); ++i) {
    Seen& piece = seen[before[i]];
    piece.before = i;
    ++piece.befores;
  }
  for (size_t i = 0; i < after.size(); ++i) {
    const auto found = seen.find(after[i]);
    if (found == seen.end()) continue;
    found->second.after = i;
    ++found->second.afters;
  }
  std::vector<Pair> pairs;
  for (size_t i = 0; i < after.size(); ++i) {
    const auto found = seen.find(after[i]);
    if (found != seen.end() && found->second.befores == 1 && found->second.afters == 1)
      pairs.push_back({found->second.before, i});
  }
  return pairs;
}

// The longest part of the pairs that stands in the same order in both texts (as in patience
// sorting).
std::vector<Pair> in_order(const std::vector<Pair>& pairs) {
  constexpr size_t kNone = static_cast<size_t>(-1);
  std::vector<size_t> ends;  // of the best part of each length, the pair that it ends with
  std::vector<size_t> previous(pairs.size(), kNone);
  for (size_t i = 0; i < pairs.size(); ++i) {
    const auto place =
        std::lower_bound(ends.begin(), ends.end(), pairs[i].before,
                         [&](size_t end, size_t before) { return pairs[end].before < before; });
    if (place != ends.begin()) previous[i] = *std::prev(place);
    if (place == ends.end())
      ends.push_back(i);
    else
      *place = i;
  }
  std::vector<Pair> part;
  for (size_t at = ends.empty() ? kNone : ends.back(); at != kNone; at = previous[at])
    part.push_back(pairs[at]);
  std::reverse(part.begin(), part.end());
  return part;
}

class Edits {
 public:
  Edits(std::string_view base, std::string_view text) : base_(base), text_(text) {}

  std::string write() {
    json_.open('[');
    keep(shared_run(base_, text_));
    const size_t end = alike_at_end(base_.substr(i_), text_.substr(j_));
    change(base_.size() - end, text_.size() - end);
    json_.close(']');
    return json_.take();
  }

 private:
  // How many bytes are alike from both begins on, without cutting a character.
  static size_t shared_run(std::string_view base, std::string_view text) {
    size_t run = alike_bytes(base, text);
    while (run > 0 && !(begins_character(base, run) && begins_character(text, run)))
      --run;
    return run;
  }

  void keep(size_t bytes) {
    kept_ += bytes;
    i_ += bytes;
    j_ += bytes;
  }

  void replace(size_t removed, size_t added) {
    if (removed == 0 && added == 0) return;
    std::string edit = "[" + std::to_string(kept_) + "," + std::to_string(removed) + ",";
    append_json_string(edit, text_.substr(j_, added));
    edit += ']';
    json_.element(edit);
    kept_ = 0;
    i_ += removed;
    j_ += added;
  }

  // What lies between here and those ends: elements that stay hold the rest in place, so that
  // others that come or go are one edit each.
  void change(size_t base_end, size_t text_end) {
    if (i_ == base_end || j_ == text_end) return replace(base_end - i_, text_end - j_);
    const auto before = pieces_of(base_.substr(i_, base_end - i_));
    const auto after = pieces_of(text_.substr(j_, text_end - j_));
    for (const Pair& pair : in_order(shared_pieces(before, after))) {
      const std::string_view piece = before[pair.before];
      change_within(static_cast<size_t>(piece.data() - base_.data()),
                    static_cast<size_t>(after[pair.after].data() - text_.data()));
      keep(piece.size());
    }
    change_within(base_end, text_end);
  }

  // The same byte by byte.
  void change_within(size_t base_end, size_t text_end) {
    while (i_ < base_end || j_ < text_end) {
      const std::string_view base = base_.substr(i_, base_end - i_);
      const std::string_view text = text_.substr(j_, text_end - j_);
      keep(shared_run(base, text));
      const auto [removed, added] =
          difference(base_.substr(i_, base_end - i_), text_.substr(j_, text_end - j_));
      replace(removed, added);
    }
  }

  // The nearest place where both go on alike; else all that is left.
  std::pair<size_t, size_t> difference(std::string_view base, std::string_view text) {
    if (base.empty() || text.empty()) return {base.size(), text.size()};
    for (size_t far = 1; far <= kFar && effort_ < kEffort; ++far) {
      for (size_t removed = 0; removed <= far; ++removed) {
        if (fits(base, removed, text, far - removed)) return {removed, far - removed};
      }
    }
    return {base.size(), text.size()};
  }

  bool fits(std::string_view base, size_t i, std::string_view text, size_t j) {
    ++effort_;
    return i + kAlike <= base.size() && j + kAlike <= text.size() && base[i] == text[j] &&
           begins_character(base, i) && std::memcmp(base.data() + i, text.data() + j, kAlike) == 0;
  }

  std::string_view base_;
  std::string_view text_;
  size_t i_ = 0;     // in base_
  size_t j_ = 0;     // in text_
  size_t kept_ = 0;  // since the last edit
  size_t effort_ = 0;
  JsonText json_;
};

// A count of bytes that are there.
std::optional<size_t> count_of(const Json& json, size_t rest) {
  if (!json.is(Json::Kind::kInteger) || json.integer_value() < 0) return std::nullopt;
  const auto count = static_cast<uint64_t>(json.integer_value());
  if (count > rest) return std::nullopt;
  return static_cast<size_t>(count);
}

}  // namespace

std::string write_text_edits(std::string_view base, std::string_view text) {
  return Edits(base, text).write();
}

std::optional<std::string> apply_text_edits(std::string_view base, std::string_view edits) {
  const Result<Json> json = parse_json(edits);
  if (!json || !json->is(Json::Kind::kArray)) return std::nullopt;
  std::string text;
  text.reserve(base.size());
  for (const Json& edit : json->items()) {
    if (!edit.is(Json::Kind::kArray) || edit.items().size() != 3) return std::nullopt;
    const std::optional<size_t> kept = count_of(edit.items()[0], base.size());
    if (!kept) return std::nullopt;
    text += base.substr(0, *kept);
    base.remove_prefix(*kept);
    const std::optional<size_t> removed = count_of(edit.items()[1], base.size());
    if (!removed || !edit.items()[2].is(Json::Kind::kString)) return std::nullopt;
    base.remove_prefix(*removed);
    text += edit.items()[2].text();
  }
  text += base;
  return text;
}

}  // namespace fenming
