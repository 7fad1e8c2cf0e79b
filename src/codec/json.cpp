#include "codec/json.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <nlohmann/json.hpp>
#include <unordered_set>

namespace fenming {
namespace {

// Walks the text and remembers how far the lexer has read, so that a refusal of ours can name its
// place as the lexer's own refusals do.
class TrackingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  TrackingIterator(const char* at, const char** reached) : at_(at), reached_(reached) {}
  reference operator*() const { return *at_; }
  TrackingIterator& operator++() {
    *reached_ = ++at_;
    return *this;
  }
  TrackingIterator operator++(int) {
    TrackingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const TrackingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const TrackingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char** reached_;
};

std::string place_of(std::string_view text, size_t offset) {
  offset = std::min(offset, text.size());
  size_t line = 1;
  size_t begin = 0;
  for (size_t i = 0; i < offset; ++i) {
    if (text[i] == '\n') {
      ++line;
      begin = i + 1;
    }
  }
  return "line " + std::to_string(line) + " column " +
         std::to_string(std::max<size_t>(1, offset - begin));
}

constexpr size_t kLinearKeys = 16;  // above this many members a hash set finds duplicates

// Receives the events of nlohmann's parser and builds the tree. Returning false ends the parse.
class TreeBuilder {
 public:
  TreeBuilder(const JsonLimits& limits, const char* begin, const char** reached)
      : limits_(limits), begin_(begin), reached_(reached) {}

  bool null() { return value(Json()); }
  bool boolean(bool v) { return value(Json::boolean(v)); }
  bool number_integer(int64_t v) { return value(Json::integer(v)); }
  bool number_unsigned(uint64_t v) {
    if (v > static_cast<uint64_t>(INT64_MAX)) return refuse_number();
    return value(Json::integer(static_cast<int64_t>(v)));
  }
  bool number_float(double, const std::string&) { return refuse_number(); }
  bool string(std::string& v) { return value(Json::string(std::move(v))); }
  bool binary(std::vector<uint8_t>&) { return false; }
  bool start_object(size_t) { return open(Json::object()); }
  bool start_array(size_t) { return open(Json::array()); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& name) {
    Level& level = open_.back();
    const auto& members = level.json.members();
    bool duplicate = false;
    if (members.size() < kLinearKeys) {
      duplicate = level.json.find(name) != nullptr;
    } else {
      if (level.keys.empty()) {
        for (const Json::Member& member : members)
          level.keys.insert(member.first);
      }
      duplicate = !level.keys.insert(name).second;
    }
    if (duplicate) return refuse("json_duplicate_key", "A key stands twice in one object.");
    key_ = std::move(name);
    level.json.members().emplace_back(key_, Json());
    return true;
  }
  template <typename Exception>
  bool parse_error(size_t position, const std::string&, const Exception&) {
    offset = position;
    if (code.empty()) {
      code = "json_syntax";
      message = "The text is not valid JSON in UTF-8.";
    }
    return false;
  }

  Json root;
  std::string code;
  std::string message;
  size_t offset = 0;

 private:
  struct Level {
    Json json;
    std::unordered_set<std::string> keys;
  };

  bool refuse(const char* refusal, const char* why) {
    code = refusal;
    message = why;
    offset = static_cast<size_t>(*reached_ - begin_);
    return false;
  }
  bool refuse_number() {
    return refuse("json_number", "Numbers must be integers of at most 64 bits.");
  }
  bool open(Json json) {
    if (open_.size() >= limits_.max_depth) {
      return refuse("json_depth", "The text is nested more than 64 levels deep.");
    }
    open_.push_back({std::move(json), {}});
    return true;
  }
  bool close() {
    Json done = std::move(open_.back().json);
    open_.pop_back();
    return value(std::move(done));
  }
  bool value(Json json) {
    if (open_.empty()) {
      root = std::move(json);
    } else if (open_.back().json.is(Json::Kind::kObject)) {
      open_.back().json.members().back().second = std::move(json);
    } else {
      open_.back().json.items().push_back(std::move(json));
    }
    return true;
  }

  const JsonLimits& limits_;
  const char* begin_;
  const char** reached_;
  std::vector<Level> open_;
  std::string key_;
};

}  // namespace

Json Json::boolean(bool value) {
  Json json(Kind::kBool);
  json.integer_ = value ? 1 : 0;
  return json;
}

Json Json::integer(int64_t value) {
  Json json(Kind::kInteger);
  json.integer_ = value;
  return json;
}

Json Json::string(std::string value) {
  Json json(Kind::kString);
  json.text_ = std::move(value);
  return json;
}

const Json* Json::find(std::string_view name) const {
  for (const Member& member : members_) {
    if (member.first == name) return &member.second;
  }
  return nullptr;
}

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.max_bytes) {
    return Error{"json_size", "line 1 column 1",
                 "The text is larger than " + std::to_string(limits.max_bytes) + " bytes."};
  }
  const char* reached = text.data();
  TreeBuilder builder(limits, text.data(), &reached);
  const char* end = text.data() + text.size();
  if (!nlohmann::json::sax_parse(TrackingIterator(text.data(), &reached),
                                 TrackingIterator(end, &reached), &builder)) {
    return Error{builder.code, place_of(text, builder.offset), builder.message};
  }
  return std::move(builder.root);
}

void append_json_string(std::string& out, std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  constexpr std::string_view kShort = "\"\\\b\t\n\f\r";
  constexpr std::string_view kLetters = "\"\\btnfr";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<uint8_t>(c);
    if (byte >= 0x20 && c != '"' && c != '\\') {
      out += c;
    } else if (const size_t place = kShort.find(c); place != std::string_view::npos) {
      out += '\\';
      out += kLetters[place];
    } else {
      out += "\\u00";
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    }
  }
  out += '"';
}

namespace {

void append_json(std::string& out, const Json& json) {
  switch (json.kind()) {
    case Json::Kind::kNull:
      out += "null";
      return;
    case Json::Kind::kBool:
      out += json.bool_value() ? "true" : "false";
      return;
    case Json::Kind::kInteger:
      out += std::to_string(json.integer_value());
      return;
    case Json::Kind::kString:
      append_json_string(out, json.text());
      return;
    case Json::Kind::kArray: {
      const char* separator = "[";
      for (const Json& item : json.items()) {
        out += separator;
        append_json(out, item);
        separator = ",";
      }
      out += json.items().empty() ? "[]" : "]";
      return;
    }
    case Json::Kind::kObject: {
      const char* separator = "{";
      for (const Json::Member& member : json.members()) {
        out += separator;
        append_json_string(out, member.first);
        out += ':';
        append_json(out, member.second);
        separator = ",";
      }
      out += json.members().empty() ? "{}" : "}";
      return;
    }
  }
}

}  // namespace

void JsonText::separate() {
  if (!first_) out_ += ',';
  first_ = false;
}

JsonText& JsonText::open(char bracket) {
  separate();
  out_ += bracket;
  first_ = true;
  return *this;
}

JsonText& JsonText::close(char bracket) {
  out_ += bracket;
  first_ = false;
  return *this;
}

JsonText& JsonText::key(std::string_view name) {
  separate();
  append_json_string(out_, name);
  out_ += ':';
  first_ = true;
  return *this;
}

JsonText& JsonText::element(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}

JsonText& JsonText::raw(std::string_view name, std::string_view json) {
  return key(name).element(json);
}

JsonText& JsonText::integer(std::string_view name, int64_t value) {
  return raw(name, std::to_string(value));
}

JsonText& JsonText::boolean(std::string_view name, bool value) {
  return raw(name, value ? "true" : "false");
}

JsonText& JsonText::text(std::string_view name, std::string_view value) {
  key(name).separate();
  append_json_string(out_, value);
  return *this;
}

std::string write_json(const Json& json) {
  std::string out;
  append_json(out, json);
  return out;
}

}  // namespace fenming
