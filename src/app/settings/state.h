// What the settings screen shows of people: the list, the link that was just made, and what the
// server refused.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/command_log.h"
#include "app/settings/intents.h"
#include "engine/calendar.h"
#include "engine/simulation/located.h"

namespace fenming::app::settings {

enum class PersonState : uint8_t { kActive, kInvited, kDisabled };

struct Person {
  std::string id;
  std::string name;
  AccountRole role = AccountRole::kViewer;
  PersonState state = PersonState::kActive;
  int64_t last_seen = 0;  // seconds since 1970; 0: never
  int64_t created_at = 0;
  std::string revision;
};

// Where a refusal is shown.
enum class Place : uint8_t { kList, kInviteName, kInvite, kRole, kDisabled, kLink, kCompany };

struct Refusal {
  Place place = Place::kList;
  std::string person;  // the id; empty for the list and the invitation
  std::string text;
};

struct Link {
  std::string name;     // whom it is for
  std::string address;  // whole, ready to be handed over; kept only while it is shown
};

// What is decided for everybody.
struct LegalEntity {
  std::string code;
  std::string name;
  std::string tax_number;
};
struct Company {
  bool second_person = false;  // publishing needs another person's approval
  std::vector<LegalEntity> entities;
  LegalEntity unfinished;  // being typed in
  std::string etag;        // empty: not known yet
  bool saving = false;
  bool asked = false;  // since the settings were entered
};

// What all books share: one document, edited here with undo and saved as a whole.
using CalendarList = std::vector<Calendar>;
using ZoneTables = std::vector<ZoneTable>;  // by their days
struct SharedLists {
  CalendarList calendars;
  ZoneTables zones;
};
// A cell that could not be taken: it shows what was typed, and why.
struct ZoneRefusal {
  int table = -1;
  int row = -1;
  int column = -1;
  std::string text;
  std::string reason;
};
struct Shared {
  bool asked = false;
  bool loading = false;
  bool saving = false;
  std::string frame;  // the stored document that holds them, as the server gave it
  std::string etag;   // empty: not known yet
  SharedLists lists;
  ZoneTables stored_zones;  // as the server has them
  CommandLog<SharedLists> log;
  uint64_t edits = 0;  // grows with every change, undone ones too
  std::string error;   // the server's refusal
  Zone new_zone;       // being typed in
  ZoneRefusal zone_refusal;
  std::string day_refusal;     // of the day of a new zone table
  bool wants_tickets = false;  // zones are held against past tickets
  // Divisions of past tickets without a zone, and of which history and edit they are.
  // Places without a zone in the stored tables, of that history; what is edited decides which of
  // them are still without one.
  std::vector<UnzonedPlace> stored_unzoned;
  const History* counted = nullptr;
  std::vector<UnzonedPlace> unzoned;
  std::pair<const History*, uint64_t> unzoned_of = {nullptr, 0};
  bool is_changed() const { return !log.is_saved(); }
};

enum class Load : uint8_t { kIdle, kLoading, kReady, kFailed };

struct State {
  Load load = Load::kIdle;
  std::vector<Person> people;
  std::optional<Link> link;
  std::optional<Refusal> refusal;
  bool inviting = false;  // the request is on its way
  std::string changing;   // the id of the person whose change is on its way
  Place changing_at = Place::kRole;
  Company company;
  Shared shared;
};

}  // namespace fenming::app::settings
