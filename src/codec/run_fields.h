// Descriptions of what running tickets consist of; see fields.h.
#pragma once

#include "codec/fields.h"
#include "engine/workflow/run/scenario.h"

namespace fenming {

inline constexpr size_t kValueLength = 4'000;

// An instant that is always there, and one of which 0 means none.
template <typename IO>
void required_instant(IO& io, std::string_view name, int64_t& value) {
  std::optional<int64_t> instant;
  if (!IO::kReads) instant = value;
  io.instant(name, instant);
  if (!IO::kReads) return;
  if (!instant) return io.fail(name, "missing_field", "The time is missing.");
  value = *instant;
}
template <typename IO>
void optional_instant(IO& io, std::string_view name, int64_t& value) {
  std::optional<int64_t> instant;
  if (!IO::kReads && value != 0) instant = value;
  io.instant(name, instant);
  if (IO::kReads) value = instant.value_or(0);
}

// A map as a list of pairs in the order of its keys, each key once.
enum class PairKind : uint8_t { kFact, kMapped, kHandler };
inline constexpr std::string_view kPairNames[][2] = {
    {"fact", "value"}, {"from", "to"}, {"node", "person"}};
template <PairKind kind>
struct Pair {
  std::string key;
  std::string value;
};
template <typename IO, PairKind kind>
void describe(IO& io, Pair<kind>& pair) {
  const auto& names = kPairNames[static_cast<size_t>(kind)];
  io.text(names[0], pair.key, Need::kRequired, kNameLength);
  io.text(names[1], pair.value, Need::kOptional, kValueLength);
}
template <PairKind kind, typename IO>
void describe_map(IO& io, std::string_view name, std::map<std::string, std::string>& map) {
  std::vector<Pair<kind>> pairs;
  if (!IO::kReads) {
    for (const auto& [key, value] : map)
      pairs.push_back({key, value});
  }
  io.list(name, pairs, Need::kOptional, 10'000);
  if (!IO::kReads) return;
  for (Pair<kind>& pair : pairs) {
    if (!map.emplace(pair.key, std::move(pair.value)).second) {
      io.fail(name, "duplicate", "Each is named once.");
    }
  }
}

template <typename IO>
void describe(IO& io, workflow::Event& value);
template <typename IO>
void describe(IO& io, workflow::RecordedEvent& value);
template <typename IO>
void describe(IO& io, workflow::Scenario& value);

}  // namespace fenming
