// Resolves free address text to divisions (settlement.md F4): omitted levels and suffixes, former
// names and aliases; the longest consistent chain wins, a county may prove its city and province,
// an ambiguous name stays ambiguous. Streets are evidence by their full names; villages are none.
// The tables are text that the caller reads; a gazetteer is immutable once loaded.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace fenming {

enum class AddressMatch : uint8_t { kExact, kInferred, kAmbiguous, kUnknown };
std::string_view address_match_name(AddressMatch match);

struct ResolvedAddress {
  AddressMatch match = AddressMatch::kUnknown;
  std::string code;      // six digits of the deepest level that is certain; empty: none
  std::string province;  // current names; empty where not certain
  std::string city;
  std::string county;
  std::string rest;                     // what follows the divisions in the text
  std::vector<std::string> candidates;  // six-digit codes, where ambiguous
};

class Gazetteer {
 public:
  // `divisions`: lines of code and name; `former`: lines of former code (empty: an alias), former
  // name, relation, current codes of the successors with commas, source; all with tabs.
  static Result<Gazetteer> load(std::string_view divisions, std::string_view former);

  ResolvedAddress resolve(std::string_view address) const;

  // What a division's code stands for today (F7): itself, or its successors where it was renamed,
  // merged or split; empty where it is not known. Codes in significant digits ("3301", "330102").
  std::vector<std::string> current_codes(std::string_view code) const;

  size_t size() const { return divisions_.size(); }

 private:
  struct Division {
    std::string code;  // 2, 4, 6 or 9 digits
    std::string name;
  };
  enum class NameKind : uint8_t { kFull, kShort, kFormer };
  struct Named {
    uint32_t division;
    NameKind kind;
  };
  // A chain of divisions named one after the other from the beginning of the text.
  struct Chain {
    std::vector<Named> links;
    size_t end = 0;  // bytes of the text that it covers
  };

  bool add_former(std::string_view line);
  void add_names(uint32_t division);
  void add_name(std::string_view name, uint32_t division, NameKind kind);
  uint32_t find(std::string_view code) const;
  void extend(std::string_view text, size_t at, Chain& chain, std::vector<Chain>& best,
              size_t& steps, bool may_end) const;
  static bool names_former(const Chain& chain);
  bool follows(const Chain& chain, const Named& named) const;
  ResolvedAddress describe_code(std::string_view code) const;
  ResolvedAddress describe(std::string_view text, const std::vector<Chain>& best) const;
  void describe_many(const std::set<std::string>& codes, ResolvedAddress& result) const;
  void describe_one(const Chain& chain, const Division& deepest, ResolvedAddress& result) const;
  std::string name_of(std::string_view code) const;
  // The county of a street, or its city where that has no counties; other codes as they are.
  std::string county_of(std::string_view code) const;

  std::vector<Division> divisions_;  // sorted by code
  std::unordered_map<std::string, std::vector<Named>> names_;
  std::unordered_map<std::string, uint32_t> by_code_;
  std::unordered_map<std::string, std::vector<std::string>> successors_;  // of codes of the past
  size_t longest_name_ = 0;                                               // bytes
};

}  // namespace fenming
