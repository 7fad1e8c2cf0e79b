// Codes of rows and everything that names them: renamed together, any number of rows at once.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "app/prices/intents.h"

namespace fenming::app::prices {

// The new codes of rows of one list, each checked against all the others.
class NewCodes {
 public:
  explicit NewCodes(std::vector<std::string> codes);
  // Empty where the row may have that code from now on, else "bad_code" or "duplicate_code".
  std::string set(size_t row, std::string_view typed);
  const std::string& at(size_t row) const { return codes_[row]; }
  bool any() const { return !changed_.empty(); }
  // Renames the rows of `section` (items, parts, tiers, surcharges, bundles) and what names them.
  void apply(BookVersion& version, Section section) const;

 private:
  std::vector<std::string> codes_;
  std::unordered_set<std::string> taken_;
  std::unordered_map<size_t, std::string> changed_;  // what the row was called before
};

std::vector<std::string> codes_of(const BookVersion& version, Section section);

}  // namespace fenming::app::prices
