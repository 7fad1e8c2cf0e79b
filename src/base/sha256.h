// SHA-256 (FIPS 180-4): digests of settlements and snapshots (settlement.md X3).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace fenming {

class Sha256 {
 public:
  void update(std::string_view bytes);
  // Finishes the digest; the object must not be used afterwards.
  std::array<uint8_t, 32> finish();

 private:
  void block(const uint8_t* bytes);

  std::array<uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<uint8_t, 64> pending_ = {};
  size_t pending_bytes_ = 0;
  uint64_t total_bytes_ = 0;
};

// Lower-case hexadecimal of the whole digest: 64 characters.
std::string sha256_hex(std::string_view bytes);

}  // namespace fenming
