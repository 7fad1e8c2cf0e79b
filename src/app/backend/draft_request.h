// How a draft is stored on the server: what changed since the draft that the server has, or the
// whole where there is none or the changes are not shorter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "app/ports.h"

namespace fenming::app {

struct DraftSave {
  std::string purpose;
  std::string path;                    // of the draft
  int32_t base = 0;                    // the published version it was made from; 0: none
  std::string etag;                    // of the draft as the server has it; empty: a new draft
  std::string_view acknowledged = {};  // that draft, canonical JSON; empty: not known
  bool whole = false;                  // the server spells that draft otherwise
};

// PATCH with the edits and the digest of what they give, which the server compares; else PUT.
HttpRequest draft_request(const DraftSave& save, const std::string& text);

// The server's draft reads the same and is spelled otherwise: the whole is to be sent.
bool asks_for_whole(const HttpResponse& response);

}  // namespace fenming::app
