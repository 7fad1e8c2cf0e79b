// The tables of divisions that come with the program (assets/gazetteer), for hosts that link the
// library fenming_gazetteer.
#pragma once

#include <string_view>

namespace fenming::assets {

extern const std::string_view gazetteer_divisions;
extern const std::string_view gazetteer_former;

}  // namespace fenming::assets
