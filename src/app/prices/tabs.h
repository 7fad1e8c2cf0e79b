// The tabs of the prices screen: as addresses and other windows name them, and as people read them.
#pragma once

#include <array>
#include <string_view>

#include "app/locale.h"

namespace fenming::app::prices {

struct TabName {
  std::string_view name;  // in an address
  Key key;
};
inline constexpr std::array kTabs = {
    TabName{"tiers", Key::prices_tiers},      TabName{"items", Key::prices_items},
    TabName{"parts", Key::prices_parts},      TabName{"surcharges", Key::prices_surcharges},
    TabName{"limits", Key::prices_limits},    TabName{"cities", Key::prices_cities},
    TabName{"bundles", Key::prices_bundles},  TabName{"split", Key::prices_split},
    TabName{"versions", Key::prices_versions}};

}  // namespace fenming::app::prices
