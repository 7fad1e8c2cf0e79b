// A file of the repository as text.
#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>

namespace fenming::testing {

inline std::string repository_file(const std::string& name) {
  std::ifstream file(std::string(FENMING_SOURCE_DIR) + "/" + name, std::ios::binary);
  REQUIRE_MESSAGE(file.good(), name);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace fenming::testing
