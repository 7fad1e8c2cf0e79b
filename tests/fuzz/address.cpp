// Addresses: a code that is given is one of the gazetteer's, and what follows is part of the text.
#include "engine/address/gazetteer.h"
#include "fuzz/fuzz.h"

using namespace fenming;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Result<Gazetteer> gazetteer =
      Gazetteer::load(fuzz::read_repository_file("assets/gazetteer/divisions.tsv"),
                      fuzz::read_repository_file("assets/gazetteer/former.tsv"));
  FM_ASSERT(gazetteer.ok());
  const std::string_view text = fuzz::text_of(data, size);
  const ResolvedAddress resolved = gazetteer->resolve(text);
  FM_ASSERT(text.ends_with(resolved.rest));
  FM_ASSERT(resolved.code.empty() || !gazetteer->current_codes(resolved.code).empty());
  FM_ASSERT((resolved.match == AddressMatch::kAmbiguous) == (resolved.candidates.size() > 1));
  FM_ASSERT(resolved.match != AddressMatch::kUnknown || resolved.code.empty());
  return 0;
}
