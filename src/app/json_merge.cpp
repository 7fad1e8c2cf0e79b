#include "app/json_merge.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <unordered_map>
#include <utility>

namespace fenming::app {
namespace {

// The place of a list's order, beside those of its elements.
constexpr std::string_view kOrder = "*order";
// Members that identify an element of a list; the first that it has counts.
constexpr auto kCodes = std::to_array<std::string_view>(
    {"code",  "tier",      "item",  "part",      "surcharge", "limit",    "bundle",
     "class", "agreement", "group", "attribute", "edition",   "category", "comment",
     "note",  "edge",      "node",  "field",     "option",    "name"});

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

using Places = std::unordered_map<std::string, const Json*>;

// Elements by their codes; nothing where one has none or two have the same.
std::optional<Places> places_of(const Json& list) {
  Places places;
  for (const Json& element : list.items()) {
    std::string segment = segment_of(element);
    if (segment.empty() || !places.emplace(std::move(segment), &element).second)
      return std::nullopt;
  }
  return places;
}

const Json* find_in(const Places& places, const std::string& segment) {
  const auto found = places.find(segment);
  return found == places.end() ? nullptr : found->second;
}

// The codes of a list's elements, those that `known` has too, as a JSON list.
std::string order_text(const Json& list, const Places& known) {
  Json order = Json::array();
  for (const Json& element : list.items()) {
    std::string segment = segment_of(element);
    if (known.contains(segment)) order.items().push_back(Json::string(std::move(segment)));
  }
  return write_json(order);
}

std::string text_of(const Json* node) {
  return node != nullptr ? write_json(*node) : std::string();
}

// Conditions, prices and saved plays mean something only as wholes.
bool is_whole(const Json& node) {
  return node.find("op") != nullptr || node.find("model") != nullptr ||
         node.find("moves") != nullptr;
}

// Walks both sides, and what both came from where that is known.
class Comparer {
 public:
  explicit Comparer(bool has_base) : has_base_(has_base) {}
  std::vector<ConflictRow> rows;

  void compare(const Json* mine, const Json* theirs, const Json* base) {
    const std::string left = text_of(mine);
    const std::string right = text_of(theirs);
    if (left == right) return;
    const bool both = mine != nullptr && theirs != nullptr;
    if (both && mine->is(Json::Kind::kObject) && theirs->is(Json::Kind::kObject) &&
        !is_whole(*mine) && !is_whole(*theirs))
      return members(*mine, *theirs, base);
    if (both && mine->is(Json::Kind::kArray) && theirs->is(Json::Kind::kArray) &&
        elements(*mine, *theirs, base))
      return;
    add(left, right, text_of(base));
  }

 private:
  void add(std::string mine, std::string theirs, const std::string& base) {
    const bool only_theirs = has_base_ && mine == base;
    const bool only_mine = has_base_ && theirs == base;
    rows.push_back(
        {path_, std::move(mine), std::move(theirs), only_theirs, only_theirs || only_mine});
  }
  void step(const std::string& segment, const Json* mine, const Json* theirs, const Json* base) {
    path_.push_back(segment);
    compare(mine, theirs, base);
    path_.pop_back();
  }
  void members(const Json& mine, const Json& theirs, const Json* base) {
    const auto in_base = [&](const std::string& name) {
      return base != nullptr && base->is(Json::Kind::kObject) ? base->find(name) : nullptr;
    };
    for (const auto& [name, value] : mine.members())
      step(name, &value, theirs.find(name), in_base(name));
    for (const auto& [name, value] : theirs.members()) {
      if (mine.find(name) == nullptr) step(name, nullptr, &value, in_base(name));
    }
  }
  // Lists whose elements have codes, element by element; false for other lists.
  bool elements(const Json& mine, const Json& theirs, const Json* base) {
    const auto left = places_of(mine);
    const auto right = places_of(theirs);
    if (!left || !right) return false;
    std::optional<Places> before;
    if (base != nullptr && base->is(Json::Kind::kArray)) before = places_of(*base);
    const auto in_base = [&](const std::string& segment) {
      return before ? find_in(*before, segment) : nullptr;
    };
    for (const Json& element : mine.items()) {
      const std::string segment = segment_of(element);
      step(segment, &element, find_in(*right, segment), in_base(segment));
    }
    for (const Json& element : theirs.items()) {
      const std::string segment = segment_of(element);
      if (!left->contains(segment)) step(segment, nullptr, &element, in_base(segment));
    }
    const std::string_view list = path_.empty() ? std::string_view() : path_.back();
    if (list == "tiers" || list == "surcharges")
      order(mine, theirs, before ? base : nullptr, *left, *right);
    return true;
  }
  // The order of what both have is a place of its own where it decides.
  void order(const Json& mine, const Json& theirs, const Json* base, const Places& left,
             const Places& right) {
    std::string mine_order = order_text(mine, right);
    std::string theirs_order = order_text(theirs, left);
    if (mine_order == theirs_order) return;
    Places common;
    for (const auto& [segment, element] : left) {
      if (right.contains(segment)) common.emplace(segment, element);
    }
    path_.emplace_back(kOrder);
    add(std::move(mine_order), std::move(theirs_order),
        base != nullptr ? order_text(*base, common) : std::string());
    path_.pop_back();
  }

  bool has_base_;
  std::vector<std::string> path_;
};

// Puts the elements that `order` names into their order; the others keep their places.
void reorder(std::vector<Json>& list, const Json& order) {
  std::vector<size_t> slots;
  std::unordered_map<std::string, size_t> at;
  for (size_t i = 0; i < list.size(); ++i)
    at.emplace(segment_of(list[i]), i);
  std::vector<Json> moved;
  for (const Json& segment : order.items()) {
    const auto found = at.find(segment.text());
    if (found == at.end()) continue;
    slots.push_back(found->second);
    moved.push_back(list[found->second]);
  }
  std::sort(slots.begin(), slots.end());
  for (size_t i = 0; i < slots.size(); ++i)
    list[slots[i]] = std::move(moved[i]);
}

// What is taken, as a tree of places: each container is walked once, however many rows lie in it.
struct Place {
  std::vector<std::pair<std::string, Place>> below;  // in the order of the rows
  std::unordered_map<std::string, size_t> at;        // of a segment in `below`
  bool is_taken = false;
  std::optional<Json> value;  // none: what is there goes

  Place& step(const std::string& segment) {
    const auto [found, fresh] = at.emplace(segment, below.size());
    if (fresh) below.emplace_back(segment, Place{});
    return below[found->second].second;
  }
};

void take_into(Json& node, const Place& place);

// Elements keep their places; those that come stand at the end, before the order is decided.
void take_into_list(std::vector<Json>& list, const Place& place) {
  std::unordered_map<std::string, size_t> known;
  for (size_t i = 0; i < list.size(); ++i)
    known.emplace(segment_of(list[i]), i);
  std::vector<bool> gone(list.size());
  const Json* order = nullptr;
  std::vector<Json> added;
  for (const auto& [segment, each] : place.below) {
    const auto found = known.find(segment);
    if (each.is_taken && segment == kOrder) {
      order = each.value ? &*each.value : nullptr;
    } else if (found == known.end()) {
      if (each.is_taken && each.value) added.push_back(*each.value);
    } else if (!each.is_taken) {
      take_into(list[found->second], each);
    } else if (each.value) {
      list[found->second] = *each.value;
    } else {
      gone[found->second] = true;
    }
  }
  std::vector<Json> kept;
  kept.reserve(list.size() + added.size());
  for (size_t i = 0; i < list.size(); ++i) {
    if (!gone[i]) kept.push_back(std::move(list[i]));
  }
  std::move(added.begin(), added.end(), std::back_inserter(kept));
  list = std::move(kept);
  if (order != nullptr) reorder(list, *order);
}

void take_into(Json& node, const Place& place) {
  if (node.is(Json::Kind::kArray)) return take_into_list(node.items(), place);
  auto& members = node.members();
  for (const auto& below : place.below) {
    const Place& each = below.second;
    const auto found =
        std::find_if(members.begin(), members.end(),
                     [&](const Json::Member& member) { return member.first == below.first; });
    if (found == members.end()) {
      if (each.is_taken && each.value) members.emplace_back(below.first, *each.value);
    } else if (!each.is_taken) {
      take_into(found->second, each);
    } else if (each.value) {
      found->second = *each.value;
    } else {
      members.erase(found);
    }
  }
}

}  // namespace

std::vector<ConflictRow> json_differences(const Json& mine, const Json& theirs, const Json* base) {
  Comparer comparer(base != nullptr);
  comparer.compare(&mine, &theirs, base);
  return std::move(comparer.rows);
}

std::optional<Error> take_rows(Json& tree, const std::vector<ConflictRow>& rows) {
  Place root;
  for (const ConflictRow& row : rows) {
    if (!row.take_theirs || row.path.empty()) continue;
    Place* place = &root;
    for (const std::string& segment : row.path)
      place = &place->step(segment);
    place->is_taken = true;
    place->value.reset();
    if (row.theirs.empty()) continue;
    Result<Json> value = parse_json(row.theirs);
    if (!value) return value.error();
    place->value = std::move(*value);
  }
  take_into(tree, root);
  return std::nullopt;
}

}  // namespace fenming::app
