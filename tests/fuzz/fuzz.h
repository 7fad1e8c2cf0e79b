// What the fuzz targets share: the input as text, and files of the repository.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

#include "base/assert.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace fenming::fuzz {

inline std::string_view text_of(const uint8_t* data, size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

inline std::string read_repository_file(const std::string& name) {
  std::FILE* file = std::fopen((std::string(FENMING_SOURCE_DIR) + "/" + name).c_str(), "rb");
  FM_ASSERT(file != nullptr);
  std::string text;
  char buffer[1 << 16];
  size_t got = 0;
  while ((got = std::fread(buffer, 1, sizeof buffer, file)) > 0)
    text.append(buffer, got);
  std::fclose(file);
  return text;
}

}  // namespace fenming::fuzz
