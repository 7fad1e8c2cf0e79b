// What the settings screen may ask for. Language, theme and gain colour are actions of the shell.
#pragma once

#include <string>
#include <variant>

#include "app/account.h"

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
struct ChangePassword {};  // leaves for the page that does it

using Intent = std::variant<Invite, SetRole, SetDisabled, RenewLink, ForgetLink, DismissRefusal,
                            ReloadPeople, ChangePassword>;

}  // namespace fenming::app::settings
