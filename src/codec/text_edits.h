// What changed between two texts, so that a large document need not be sent or stored again for
// one price. The written form is a JSON list of [kept, removed, "added"], in the order of the text:
// so many bytes (of UTF-8) of the former text stay, so many are left out, and this comes instead;
// what follows the last one stays.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fenming {

// The edits that make `text` of `base`, both valid UTF-8. Exact always, short where the changes are
// small or whole elements of lists come and go; the time grows with the texts, whatever they hold:
// beyond a fixed effort what is left of a place is one edit.
std::string write_text_edits(std::string_view base, std::string_view text);

// `base` with `edits` (as written above) applied; nothing where they are no such list or do not
// fit.
std::optional<std::string> apply_text_edits(std::string_view base, std::string_view edits);

}  // namespace fenming
