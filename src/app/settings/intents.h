// What the settings screen may ask for. Language, theme and gain colour are actions of the shell.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "app/account.h"
#include "engine/calendar.h"

namespace fenming::app::settings {

struct Invite {
  std::string name = {};
  AccountRole role = AccountRole::kViewer;
};
struct SetRole {
  std::string person = {};  // the id
  AccountRole role = AccountRole::kViewer;
};
struct SetDisabled {
  std::string person = {};
  bool disabled = true;
};
struct RenewLink {
  std::string person = {};
};
struct ForgetLink {};  // the link was shown
struct DismissRefusal {};
struct ReloadPeople {};
struct SetSecondPerson {
  bool needed = false;
};
struct SetEntity {  // a cell of the legal entities: code, name, tax number
  int row = 0;
  int column = 0;
  std::string text = {};
};
struct RemoveEntity {
  int row = 0;
};
struct SetDay {  // what a day of a calendar is; no kind: as the week says
  int calendar = 0;
  int32_t date = 0;
  std::optional<DayKind> kind = {};
  std::string festival = {};
};
struct AddYear {
  int calendar = 0;
  int32_t year = 0;
};
struct SetSource {
  int calendar = 0;
  std::string text = {};
};
struct SetZoneCell {  // row beyond the last one: a new zone
  int table = 0;
  int row = 0;
  int column = 0;  // ZoneColumn
  std::string text = {};
};
struct RemoveZone {
  int table = 0;
  int row = 0;
};
struct AddZoneTable {
  std::string from = {};  // as typed
};
struct RemoveZoneTable {
  int table = 0;
};
struct CheckZones {};  // past tickets are loaded for it
struct SaveLists {};
struct ReloadLists {};
struct ChangePassword {};  // leaves for the page that does it

using Intent = std::variant<Invite, SetRole, SetDisabled, RenewLink, ForgetLink, DismissRefusal,
                            ReloadPeople, SetSecondPerson, SetEntity, RemoveEntity, SetDay, AddYear,
                            SetSource, SetZoneCell, RemoveZone, AddZoneTable, RemoveZoneTable,
                            CheckZones, SaveLists, ReloadLists, ChangePassword>;

}  // namespace fenming::app::settings
