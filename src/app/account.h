// Who is signed in and what he may do, as the server's GET /me tells it. Nothing is allowed before
// that: screens appear without what changes anything, and get it with the answer.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "app/locale.h"

namespace fenming::app {

enum class AccountRole : uint8_t { kViewer, kPriceManager, kAdministrator };

// What changes something that others see. Reading and one's own account need none of these.
enum class Right : uint8_t { kPrices, kImports, kRouting, kPeople, kCompany, kTemplates };

struct Account {
  std::string name;  // empty before the answer
  AccountRole role = AccountRole::kViewer;
  uint8_t rights = 0;  // a bit for each Right
  bool has_password = true;
  bool is_demo = false;  // the server runs with invented data

  bool is_known() const { return !name.empty(); }
  bool has(Right right) const { return (rights & bit(right)) != 0; }
  void grant(Right right) { rights |= bit(right); }
  static uint8_t bit(Right right) {
    return static_cast<uint8_t>(1u << static_cast<unsigned>(right));
  }
};

// Somebody else, or another window of one's own, at the open document.
struct Other {
  std::string name;
  bool own = false;
  std::string place;  // "tiers/premium" of a book, a node's id of a template
  bool operator==(const Other&) const = default;
};

// The server's code of a role, and back; an unknown code is the role that may least.
std::string_view role_code(AccountRole role);
AccountRole role_of(std::string_view code);
std::string_view role_text(AccountRole role, const Locale& locale);
// All of them, in the order of the enumeration.
std::array<std::string_view, 3> role_names(const Locale& locale);
// The right with the server's code; false where this program does not ask for it.
bool grant_by_code(Account& account, std::string_view code);
// The role that may least of those that have the right.
AccountRole role_with(Right right);

}  // namespace fenming::app
