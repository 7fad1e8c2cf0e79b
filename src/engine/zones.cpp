#include "engine/zones.h"

#include "base/civil_time.h"
#include "engine/dated.h"
#include "engine/division.h"

namespace fenming {

ZoneIndex::ZoneIndex(const ZoneTable& table) {
  for (const Zone& zone : table.zones) {
    codes_.try_emplace(zone.zone, &zone);
    for (const std::string& alias : zone.aliases)
      codes_.try_emplace(alias, &zone);
    for (const std::string& place : zone.places) {
      const std::string_view code = significant_division(place);
      listed_.try_emplace(code, &zone);
      for (size_t length = 1; length < code.size(); ++length) {
        const auto [below, fresh] = below_.try_emplace(code.substr(0, length), &zone);
        if (!fresh && below->second != &zone) below->second = nullptr;
      }
    }
  }
}

const Zone* ZoneIndex::of_place(std::string_view place) const {
  place = significant_division(place);
  const Zone* found = nullptr;
  for (size_t length = place.size(); length > 0 && found == nullptr; --length) {
    const auto listed = listed_.find(place.substr(0, length));
    if (listed != listed_.end()) found = listed->second;
  }
  const auto below = below_.find(place);
  return below != below_.end() && below->second != found ? nullptr : found;
}

const Zone* ZoneIndex::of_code(std::string_view code) const {
  const auto found = codes_.find(code);
  return found == codes_.end() ? nullptr : found->second;
}

void locate(const ZoneIndex& index, std::string_view division, std::string& zone,
            std::string& ring) {
  const Zone* found = zone.empty() ? index.of_place(division) : index.of_code(zone);
  if (found == nullptr) return;
  zone = found->zone;
  if (ring.empty()) ring = found->ring;
}

ZoneFinder::ZoneFinder(const std::vector<ZoneTable>& tables) : tables_(&tables) {
  indexes_.reserve(tables.size());
  for (const ZoneTable& table : tables)
    indexes_.emplace_back(table);
}

const ZoneIndex* ZoneFinder::at(std::optional<int64_t> created) const {
  const ZoneTable* table = table_on(*tables_, local_date(created, kChinaMinutes));
  return table == nullptr ? nullptr : &indexes_[static_cast<size_t>(table - tables_->data())];
}

void ZoneFinder::locate(Ticket& ticket) const {
  const ZoneIndex* index = at(ticket.time(TimeName::kCreated));
  if (index == nullptr) return;
  fenming::locate(*index, ticket.fact(Fact::kDivision), ticket.fact(Fact::kZone),
                  ticket.fact(Fact::kRing));
}

std::optional<int32_t> ZoneFinder::edition_of(const Ticket& ticket) const {
  const std::string& zone = ticket.fact(Fact::kZone);
  const ZoneIndex* index = zone.empty() ? nullptr : at(ticket.time(TimeName::kCreated));
  if (index == nullptr || index->of_code(zone) == nullptr) return std::nullopt;
  return (*tables_)[place_of(index)].from;
}

}  // namespace fenming
