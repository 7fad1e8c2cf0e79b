// What the settings screen shows of people: the list, the link that was just made, and what the
// server refused.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/settings/intents.h"

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
enum class Place : uint8_t { kList, kInviteName, kInvite, kRole, kDisabled, kLink };

struct Refusal {
  Place place = Place::kList;
  std::string person;  // the id; empty for the list and the invitation
  std::string text;
};

struct Link {
  std::string name;     // whom it is for
  std::string address;  // whole, ready to be handed over; kept only while it is shown
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
};

}  // namespace fenming::app::settings
