// Zones (settlement.md F5): a dated table lists which divisions, towns and streets belong to which
// zone, and what the zone says of them: its ring, its service station, its partner. A development
// zone has one code of ours; what other systems call it are its aliases.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/ticket.h"

namespace fenming {

struct Zone {
  std::string zone;  // its code
  std::string name;
  std::string ring;                  // such as 主城, 近郊, 远郊, 乡镇; may be empty
  std::string station;               // service station; may be empty
  std::string partner;               // may be empty
  std::vector<std::string> places;   // division codes of 2, 4, 6 or 9 digits
  std::vector<std::string> aliases;  // other systems' codes for it
  bool operator==(const Zone&) const = default;
};

struct ZoneTable {
  int32_t from = 0;  // days since 1970-01-01
  std::vector<Zone> zones;
  bool operator==(const ZoneTable&) const = default;
};

// Looks up places and codes of one table, which must outlive it.
class ZoneIndex {
 public:
  explicit ZoneIndex(const ZoneTable& table);
  // The zone that lists the place, or else the nearest division above it. Null: none does, or the
  // place is known only to a level below which zones differ.
  const Zone* of_place(std::string_view place) const;
  // The zone of a code or an alias; null if there is none.
  const Zone* of_code(std::string_view code) const;

 private:
  std::unordered_map<std::string_view, const Zone*> listed_;  // by significant division
  // By every shorter code: the one zone listed below it, null where there are several.
  std::unordered_map<std::string_view, const Zone*> below_;
  std::unordered_map<std::string_view, const Zone*> codes_;
};

// The ticket facts `zone` and `ring` as they count: a stated alias becomes the zone's code; a zone
// that is not stated is that of the ticket's division, a ring that is not stated the zone's.
void locate(const ZoneIndex& index, std::string_view division, std::string& zone,
            std::string& ring);

// The tables of a file, ready for many tickets; they must outlive it and stay unchanged.
class ZoneFinder {
 public:
  explicit ZoneFinder(const std::vector<ZoneTable>& tables);

  size_t size() const { return indexes_.size(); }
  // The table in force on the day of an instant of creation (UTC+8); null if none.
  const ZoneIndex* at(std::optional<int64_t> created) const;
  // Its place among the tables; size() where it is null.
  size_t place_of(const ZoneIndex* index) const {
    return index == nullptr ? size() : static_cast<size_t>(index - indexes_.data());
  }
  const ZoneIndex& index(size_t place) const { return indexes_[place]; }
  // Zone and ring of a ticket as they count.
  void locate(Ticket& ticket) const;
  // The first day of the table that knows the zone of a located ticket; none where it is missing or
  // no table's.
  std::optional<int32_t> edition_of(const Ticket& ticket) const;

 private:
  const std::vector<ZoneTable>* tables_;
  std::vector<ZoneIndex> indexes_;
};

}  // namespace fenming
