// Zones of the company (settlement.md F5): which places belong to which service zone, from which
// day on. Each edit is one step; what cannot be taken stays as it was typed, with the reason.
#pragma once

#include <string>
#include <string_view>

#include "app/settings/shared_lists.h"

namespace fenming::app::settings {

// Columns of the table.
enum ZoneColumn : int {
  kZoneCode,
  kZoneName,
  kZoneRing,
  kZoneStation,
  kZonePartner,
  kZonePlaces,
  kZoneAliases,
  kZoneColumns
};

// A row beyond the last one is a new zone; it is one as soon as it has a code.
void set_zone_cell(AppState& state, const SetZoneCell& action);
void remove_zone(AppState& state, const RemoveZone& action);
// A table from a typed day on, with what the one before it says.
void add_zone_table(AppState& state, const AddZoneTable& action);
void remove_zone_table(AppState& state, const RemoveZoneTable& action);

// What a cell shows: places with their names. What its editor begins with: codes.
std::string zone_text(const Zone& zone, int column, const AppState& state);
// A division's name and code, "浦东新区 310115"; the code alone where its name is not known.
std::string place_text(std::string_view code, const AppState& state);
std::string zone_edit_text(const Zone& zone, int column);

// Keeps the queue of F5 up to date while the zones are shown: divisions of past tickets that the
// last table, as it is edited, has no zone for.
void follow_unzoned(AppState& state, Effects& effects);

}  // namespace fenming::app::settings
