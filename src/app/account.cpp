#include "app/account.h"

#include <array>

namespace fenming::app {
namespace {

struct RoleEntry {
  AccountRole role;
  std::string_view code;
  Key key;
};
constexpr std::array kRoles = {
    RoleEntry{AccountRole::kViewer, "viewer", Key::account_viewer},
    RoleEntry{AccountRole::kPriceManager, "price_manager", Key::account_price_manager},
    RoleEntry{AccountRole::kAdministrator, "administrator", Key::account_administrator}};

struct RightEntry {
  Right right;
  std::string_view code;
};
constexpr std::array kRights = {
    RightEntry{Right::kPrices, "prices"},   RightEntry{Right::kImports, "imports"},
    RightEntry{Right::kRouting, "routing"}, RightEntry{Right::kPeople, "people"},
    RightEntry{Right::kCompany, "company"}, RightEntry{Right::kTemplates, "templates"}};

const RoleEntry& entry_of(AccountRole role) {
  return kRoles[static_cast<size_t>(role)];
}

}  // namespace

std::string_view role_code(AccountRole role) {
  return entry_of(role).code;
}

AccountRole role_of(std::string_view code) {
  for (const RoleEntry& entry : kRoles) {
    if (entry.code == code) return entry.role;
  }
  return AccountRole::kViewer;
}

std::string_view role_text(AccountRole role, const Locale& locale) {
  return locale.text(entry_of(role).key);
}

std::array<std::string_view, 3> role_names(const Locale& locale) {
  return {role_text(AccountRole::kViewer, locale), role_text(AccountRole::kPriceManager, locale),
          role_text(AccountRole::kAdministrator, locale)};
}

bool grant_by_code(Account& account, std::string_view code) {
  for (const RightEntry& entry : kRights) {
    if (entry.code != code) continue;
    account.grant(entry.right);
    return true;
  }
  return false;
}

AccountRole role_with(Right right) {
  const bool manager = right == Right::kPrices || right == Right::kImports;
  return manager ? AccountRole::kPriceManager : AccountRole::kAdministrator;
}

}  // namespace fenming::app
