#include "app/settings/zones.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "app/prices/edits.h"
#include "app/pricing/condition_edit.h"
#include "app/pricing/condition_sentence.h"
#include "app/simulator/flow.h"
#include "base/civil_time.h"
#include "engine/division.h"

namespace fenming::app::settings {
namespace {

constexpr size_t kMostCode = 64;
constexpr size_t kMostText = 200;

std::vector<std::string>* codes_of(Zone& zone, int column) {
  return column == kZonePlaces ? &zone.places : column == kZoneAliases ? &zone.aliases : nullptr;
}
std::string* text_of(Zone& zone, int column) {
  switch (column) {
    case kZoneCode:
      return &zone.zone;
    case kZoneName:
      return &zone.name;
    case kZoneRing:
      return &zone.ring;
    case kZoneStation:
      return &zone.station;
    case kZonePartner:
      return &zone.partner;
    default:
      return nullptr;
  }
}

std::string joined(const std::vector<std::string>& codes) {
  std::string text;
  for (const std::string& code : codes)
    text += (text.empty() ? "" : " ") + code;
  return text;
}

std::string name_of(const Zone& zone) {
  return zone.name.empty() ? zone.zone : zone.name;
}

class Cell {
 public:
  Cell(const ZoneTable& table, size_t row, const DivisionState& divisions, const Locale& locale)
      : table_(table), row_(row), divisions_(divisions), locale_(locale) {}

  // Puts what was typed into the zone; the reason where it cannot be.
  std::string set(Zone& zone, int column, const std::string& typed) const {
    if (std::vector<std::string>* codes = codes_of(zone, column)) {
      *codes = prices::split_codes(typed);
      return column == kZonePlaces ? check_places(zone.places) : check_names(zone.aliases);
    }
    std::string* text = text_of(zone, column);
    if (text == nullptr) return {};
    *text = prices::trimmed(typed);
    if (text->size() > (column == kZoneName ? kMostText : kMostCode))
      return std::string(locale_.text(Key::zone_too_long));
    if (column != kZoneCode) return {};
    if (text->empty()) return std::string(locale_.text(Key::zone_no_code));
    return check_names({*text});
  }

 private:
  std::string check_places(std::vector<std::string>& places) const {
    for (std::string& place : places) {
      if (is_division_code(place)) continue;
      const std::vector<std::string_view> named = codes_named(place);
      if (named.size() > 1)
        return locale_.format(Key::zone_many_places, {place, named[0], named[1]});
      place = named.empty() ? code_of_name(ConditionOp::kDivisionWithin, place) : named.front();
      if (!is_division_code(place)) return locale_.format(Key::zone_bad_place, {place});
    }
    for (size_t i = 0; i < table_.zones.size(); ++i) {
      if (i == row_) continue;
      for (const std::string& taken : table_.zones[i].places) {
        const auto same = [&](const std::string& place) {
          return significant_division(place) == significant_division(taken);
        };
        if (std::any_of(places.begin(), places.end(), same))
          return locale_.format(Key::zone_place_taken, {taken, name_of(table_.zones[i])});
      }
    }
    return {};
  }

  // Divisions of exactly this name; empty until the table of divisions is there.
  std::vector<std::string_view> codes_named(std::string_view name) const {
    std::vector<std::string_view> codes;
    for (const TreeNode& node : divisions_.nodes()) {
      if (node.name == name) codes.push_back(node.code);
    }
    return codes;
  }

  std::string check_names(const std::vector<std::string>& names) const {
    for (const std::string& name : names) {
      if (name.size() > kMostCode) return std::string(locale_.text(Key::zone_too_long));
      for (size_t i = 0; i < table_.zones.size(); ++i) {
        const Zone& other = table_.zones[i];
        const bool taken = i != row_ && (other.zone == name ||
                                         std::find(other.aliases.begin(), other.aliases.end(),
                                                   name) != other.aliases.end());
        if (taken) return locale_.format(Key::zone_code_taken, {name, name_of(other)});
      }
    }
    return {};
  }

  const ZoneTable& table_;
  size_t row_;
  const DivisionState& divisions_;
  const Locale& locale_;
};

// The table that an edit means; null where there is none, or nothing may be edited now.
const ZoneTable* find(const Shared& own, int table) {
  const bool there = table >= 0 && static_cast<size_t>(table) < own.lists.zones.size();
  return there && !own.saving ? &own.lists.zones[static_cast<size_t>(table)] : nullptr;
}

void replace_table(Shared& own, int at, std::string step, ZoneTable table) {
  std::vector<ZoneTable> tables = own.lists.zones;
  tables[static_cast<size_t>(at)] = std::move(table);
  replace_list(own, std::move(step), &SharedLists::zones, std::move(tables));
}

}  // namespace

void set_zone_cell(AppState& state, const SetZoneCell& action) {
  Shared& own = state.settings.shared;
  const ZoneTable* found = find(own, action.table);
  const auto row = static_cast<size_t>(action.row);
  if (found == nullptr || action.row < 0 || row > found->zones.size()) return;
  const Locale locale(state.preferences.language);
  const bool fresh = row == found->zones.size();
  Zone zone = fresh ? own.new_zone : found->zones[row];
  const std::string reason =
      Cell(*found, row, state.divisions, locale).set(zone, action.column, action.text);
  own.zone_refusal = {};
  if (!reason.empty()) {
    own.zone_refusal = {action.table, action.row, action.column, action.text, reason};
    return;
  }
  if (fresh && zone.zone.empty()) {
    own.new_zone = std::move(zone);
    return;
  }
  ZoneTable table = *found;
  std::string step = locale.format(Key::zone_step, {name_of(zone)});
  if (fresh) {
    own.new_zone = {};
    table.zones.push_back(std::move(zone));
  } else {
    table.zones[row] = std::move(zone);
  }
  replace_table(own, action.table, std::move(step), std::move(table));
}

void remove_zone(AppState& state, const RemoveZone& action) {
  Shared& own = state.settings.shared;
  const ZoneTable* found = find(own, action.table);
  if (found == nullptr || action.row < 0 || static_cast<size_t>(action.row) >= found->zones.size())
    return;
  const Locale locale(state.preferences.language);
  ZoneTable table = *found;
  const auto zone = table.zones.begin() + action.row;
  std::string step = locale.format(Key::zone_step_remove, {name_of(*zone)});
  table.zones.erase(zone);
  own.zone_refusal = {};
  replace_table(own, action.table, std::move(step), std::move(table));
}

void add_zone_table(AppState& state, const AddZoneTable& action) {
  Shared& own = state.settings.shared;
  const Locale locale(state.preferences.language);
  own.day_refusal.clear();
  if (own.saving) return;
  const std::optional<int32_t> from = parse_date(action.from);
  std::vector<ZoneTable> tables = own.lists.zones;
  const auto at = std::find_if(tables.begin(), tables.end(),
                               [&](const ZoneTable& table) { return from && table.from >= *from; });
  if (!from || (at != tables.end() && at->from == *from)) {
    own.day_refusal =
        locale.format(from ? Key::zone_day_taken : Key::error_bad_date, {action.from});
    return;
  }
  ZoneTable table{*from, {}};
  if (at != tables.begin()) table.zones = std::prev(at)->zones;
  tables.insert(at, std::move(table));
  replace_list(own, locale.format(Key::zone_step_table, {action.from}), &SharedLists::zones,
               std::move(tables));
}

void remove_zone_table(AppState& state, const RemoveZoneTable& action) {
  Shared& own = state.settings.shared;
  const ZoneTable* found = find(own, action.table);
  if (found == nullptr) return;
  const Locale locale(state.preferences.language);
  std::string step = locale.format(Key::zone_step_table_gone, {format_date(found->from)});
  std::vector<ZoneTable> tables = own.lists.zones;
  tables.erase(tables.begin() + action.table);
  own.zone_refusal = {};
  replace_list(own, std::move(step), &SharedLists::zones, std::move(tables));
}

std::string zone_edit_text(const Zone& zone, int column) {
  Zone copy = zone;
  if (const std::string* text = text_of(copy, column)) return *text;
  const std::vector<std::string>* codes = codes_of(copy, column);
  return codes == nullptr ? std::string() : joined(*codes);
}

std::string place_text(std::string_view code, const AppState& state) {
  const Locale locale(state.preferences.language);
  std::string_view name = division_name(state.divisions, code);
  if (name.empty()) name = division_label(code, locale);
  return name.empty() ? std::string(code) : std::string(name) + " " + std::string(code);
}

std::string zone_text(const Zone& zone, int column, const AppState& state) {
  if (column != kZonePlaces) return zone_edit_text(zone, column);
  const Locale locale(state.preferences.language);
  std::string shown;
  for (const std::string& code : zone.places) {
    if (!shown.empty()) shown += locale.text(Key::sentence_list_comma);
    shown += place_text(code, state);
  }
  return shown;
}

void follow_unzoned(AppState& state, Effects& effects) {
  Shared& own = state.settings.shared;
  if (!state.divisions.failed) load_divisions(state, effects);
  if (own.wants_tickets && !own.etag.empty()) simulator::want_history(state, effects);
  simulator::locate_history(state.simulator, own.stored_zones);
  const History* history = state.simulator.history.get();
  const ZoneTable* table = own.lists.zones.empty() ? nullptr : &own.lists.zones.back();
  const auto subject = std::pair(history, own.edits);
  if (own.unzoned_of == subject) return;
  own.unzoned_of = subject;
  own.unzoned.clear();
  if (history == nullptr || table == nullptr) return;
  if (own.counted != history) {
    own.stored_unzoned = unzoned_places(*history);
    own.counted = history;
  }
  const ZoneIndex index(*table);
  for (const UnzonedPlace& place : own.stored_unzoned) {
    if (index.of_place(place.division) == nullptr) own.unzoned.push_back(place);
  }
}

}  // namespace fenming::app::settings
