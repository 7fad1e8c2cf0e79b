#include "engine/simulation/located.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace fenming {
namespace {

constexpr auto kDivisionAt = static_cast<size_t>(Fact::kDivision);
constexpr auto kZoneAt = static_cast<size_t>(Fact::kZone);
constexpr auto kRingAt = static_cast<size_t>(Fact::kRing);

// Equal facts under the same table are located once.
class Locator {
 public:
  Locator(const ZoneFinder& zones, History& history)
      : zones_(zones), history_(history), before_(std::move(history.ticket_signatures)) {
    located_.assign(before_.size() * (zones.size() + 1), kUnknown);
  }

  void run() {
    history_.ticket_signatures.clear();
    const auto& created = history_.instants(TimeName::kCreated);
    for (uint32_t i = 0; i < history_.size(); ++i) {
      const auto instant = created.empty() ? std::nullopt : instant_of(created[i]);
      const size_t at = zones_.place_of(zones_.at(instant));
      uint32_t& signature = history_.signature[i];
      uint32_t& known = located_[signature * (zones_.size() + 1) + at];
      if (known == kUnknown) known = locate_facts(signature, at);
      signature = known;
    }
  }

 private:
  static constexpr uint32_t kUnknown = 0xFFFFFFFF;

  uint32_t locate_facts(uint32_t signature, size_t table) {
    TicketSignature facts = before_[signature];
    if (table < zones_.size()) {
      std::string zone = history_.texts.text(facts[kZoneAt]);
      std::string ring = history_.texts.text(facts[kRingAt]);
      locate(zones_.index(table), history_.texts.text(facts[kDivisionAt]), zone, ring);
      facts[kZoneAt] = history_.texts.intern(zone);
      facts[kRingAt] = history_.texts.intern(ring);
    }
    const auto next = static_cast<uint32_t>(history_.ticket_signatures.size());
    const auto [entry, fresh] = ids_.emplace(facts, next);
    if (fresh) history_.ticket_signatures.push_back(facts);
    return entry->second;
  }

  const ZoneFinder& zones_;
  History& history_;
  std::vector<TicketSignature> before_;
  std::map<TicketSignature, uint32_t> ids_;
  std::vector<uint32_t> located_;  // by signature as it was and table; the last: none in force
};

}  // namespace

void locate(const std::vector<ZoneTable>& tables, History& history) {
  if (tables.empty()) return;
  const ZoneFinder zones(tables);
  Locator(zones, history).run();
  for (auto& [index, ticket] : history.odd)
    zones.locate(ticket);
  history.index();
}

Error zones_differ() {
  return {"zones_differ", "zones",
          "The two files have different zones; a simulation compares prices of the same facts."};
}

std::vector<UnzonedPlace> unzoned_places(const History& history) {
  std::vector<uint32_t> tickets(history.texts.size(), 0);  // by the text of the division
  for (const uint32_t signature : history.signature) {
    const TicketSignature& facts = history.ticket_signatures[signature];
    if (facts[kZoneAt] == 0) ++tickets[facts[kDivisionAt]];
  }
  std::vector<UnzonedPlace> places;
  for (uint32_t text = 1; text < tickets.size(); ++text) {
    if (tickets[text] > 0) places.push_back({history.texts.text(text), tickets[text]});
  }
  std::sort(places.begin(), places.end(), [](const UnzonedPlace& a, const UnzonedPlace& b) {
    return a.tickets != b.tickets ? a.tickets > b.tickets : a.division < b.division;
  });
  return places;
}

}  // namespace fenming
