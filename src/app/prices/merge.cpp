#include "app/prices/merge.h"

#include <algorithm>
#include <array>

#include "codec/book_codec.h"

namespace fenming::app::prices {
namespace {

constexpr size_t kMostRows = 500;
// Members that identify an element of a list; the first that it has counts.
constexpr std::array<std::string_view, 13> kCodes = {
    "code",  "tier",      "item",  "part",      "surcharge", "limit",   "bundle",
    "class", "agreement", "group", "attribute", "edition",   "category"};

// "tier=premium", or nothing where the element has no code.
std::string segment_of(const Json& element) {
  if (element.find("role") != nullptr && element.find("agreement") == nullptr) return {};
  for (const std::string_view name : kCodes) {
    const Json* member = element.find(name);
    if (member != nullptr && member->is(Json::Kind::kString))
      return std::string(name) + "=" + member->text();
  }
  return {};
}

bool has_codes(const std::vector<Json>& list) {
  std::vector<std::string> seen;
  for (const Json& element : list) {
    std::string segment = segment_of(element);
    if (segment.empty() || std::find(seen.begin(), seen.end(), segment) != seen.end()) return false;
    seen.push_back(std::move(segment));
  }
  return true;
}

const Json* find_element(const std::vector<Json>& list, std::string_view segment) {
  for (const Json& element : list) {
    if (segment_of(element) == segment) return &element;
  }
  return nullptr;
}

const Json* at_path(const Json* node, const std::vector<std::string>& path) {
  for (const std::string& segment : path) {
    if (node == nullptr) return nullptr;
    node =
        node->is(Json::Kind::kArray) ? find_element(node->items(), segment) : node->find(segment);
  }
  return node;
}

std::string text_of(const Json* node) {
  return node != nullptr ? write_json(*node) : std::string();
}

// Conditions and prices mean something only as wholes.
bool is_whole(const Json& node) {
  return node.find("op") != nullptr || node.find("model") != nullptr;
}

class Comparer {
 public:
  std::vector<ConflictRow> rows;

  void compare(const Json* mine, const Json* theirs) {
    if (rows.size() >= kMostRows || text_of(mine) == text_of(theirs)) return;
    const bool both = mine != nullptr && theirs != nullptr;
    if (both && mine->is(Json::Kind::kObject) && theirs->is(Json::Kind::kObject) &&
        !is_whole(*mine) && !is_whole(*theirs))
      return members(*mine, *theirs);
    if (both && mine->is(Json::Kind::kArray) && theirs->is(Json::Kind::kArray) &&
        has_codes(mine->items()) && has_codes(theirs->items()))
      return elements(mine->items(), theirs->items());
    rows.push_back({path_, text_of(mine), text_of(theirs), false});
  }

 private:
  void step(std::string segment, const Json* mine, const Json* theirs) {
    path_.push_back(std::move(segment));
    compare(mine, theirs);
    path_.pop_back();
  }
  void members(const Json& mine, const Json& theirs) {
    for (const auto& [name, value] : mine.members())
      step(name, &value, theirs.find(name));
    for (const auto& [name, value] : theirs.members()) {
      if (mine.find(name) == nullptr) step(name, nullptr, &value);
    }
  }
  void elements(const std::vector<Json>& mine, const std::vector<Json>& theirs) {
    for (const Json& element : mine)
      step(segment_of(element), &element, find_element(theirs, segment_of(element)));
    for (const Json& element : theirs) {
      if (find_element(mine, segment_of(element)) == nullptr)
        step(segment_of(element), nullptr, &element);
    }
  }

  std::vector<std::string> path_;
};

Result<Json> tree_of(const BookVersion& version, const BookVersion& frame) {
  BookVersion plain = version;
  plain.version = frame.version;
  plain.status = frame.status;
  plain.from = frame.from;
  return parse_json(write_book_version(plain));
}

// Sets, adds or (without a value) removes what `path` names; the containers before it exist.
void set_at(Json& node, const std::vector<std::string>& path, size_t depth, const Json* value) {
  const std::string& segment = path[depth];
  const bool last = depth + 1 == path.size();
  if (node.is(Json::Kind::kArray)) {
    auto& list = node.items();
    const auto found = std::find_if(list.begin(), list.end(), [&](const Json& element) {
      return segment_of(element) == segment;
    });
    if (!last && found != list.end()) return set_at(*found, path, depth + 1, value);
    if (!last) return;
    if (value == nullptr && found != list.end())
      list.erase(found);
    else if (value != nullptr && found != list.end())
      *found = *value;
    else if (value != nullptr)
      list.push_back(*value);
    return;
  }
  auto& members = node.members();
  const auto found = std::find_if(members.begin(), members.end(), [&](const Json::Member& member) {
    return member.first == segment;
  });
  if (!last && found != members.end()) return set_at(found->second, path, depth + 1, value);
  if (!last) return;
  if (value == nullptr && found != members.end())
    members.erase(found);
  else if (value != nullptr && found != members.end())
    found->second = *value;
  else if (value != nullptr)
    members.emplace_back(segment, *value);
}

}  // namespace

std::vector<ConflictRow> differences(const BookVersion& mine, const BookVersion& theirs,
                                     const BookVersion* base) {
  const Result<Json> left = tree_of(mine, mine);
  const Result<Json> right = tree_of(theirs, mine);
  Comparer comparer;
  if (left && right) comparer.compare(&*left, &*right);
  if (base == nullptr) return std::move(comparer.rows);
  const Result<Json> common = tree_of(*base, mine);
  if (!common) return std::move(comparer.rows);
  for (ConflictRow& row : comparer.rows)
    row.take_theirs = row.mine == text_of(at_path(&*common, row.path));
  return std::move(comparer.rows);
}

Result<BookVersion> merged(const BookVersion& mine, const std::vector<ConflictRow>& rows) {
  Result<Json> tree = tree_of(mine, mine);
  if (!tree) return tree.error();
  for (const ConflictRow& row : rows) {
    if (!row.take_theirs || row.path.empty()) continue;
    if (row.theirs.empty()) {
      set_at(*tree, row.path, 0, nullptr);
      continue;
    }
    const Result<Json> value = parse_json(row.theirs);
    if (!value) return value.error();
    set_at(*tree, row.path, 0, &*value);
  }
  return read_book_version(write_json(*tree));
}

}  // namespace fenming::app::prices
