// Options of the form "--name value" and "--flag".
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"

namespace fenming {

struct Arguments {
  std::map<std::string, std::string> options;
  std::set<std::string> flags;
  std::vector<std::string> operands;

  std::optional<std::string> option(const std::string& name) const;
  bool flag(const std::string& name) const { return flags.contains(name); }
};

// Reads what follows the command's name; an unknown or incomplete option is an error.
Result<Arguments> parse_arguments(const std::vector<std::string>& words,
                                  const std::set<std::string>& options,
                                  const std::set<std::string>& flags);

// A whole file, or the reason why it cannot be read.
Result<std::string> read_file(const std::string& path);

}  // namespace fenming
