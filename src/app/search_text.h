// How a name is found by what is typed: by a part of it, or by the first letters of its syllables
// as an input method has them ("tjcs" finds 调价测算).
#pragma once

#include <cstdint>
#include <string_view>

namespace fenming::app {

// The first letter, in lower case, of a Chinese character's usual reading in pinyin; 0 where it has
// none. The platform knows it (the browser's collation); null where it does not.
using PinyinInitial = char (*)(uint32_t code_point);

// How well a name fits: 0 begins with the query, 1 its initials do, 2 contains it, 3 its initials
// do; -1 not at all. Case and blanks in the query do not matter; an empty query fits everything.
int match_rank(std::string_view name, std::string_view query, PinyinInitial initial_of);

}  // namespace fenming::app
