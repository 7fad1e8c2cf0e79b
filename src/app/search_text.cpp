#include "app/search_text.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace fenming::app {
namespace {

// Characters of prices, places and people that are read in two ways; a collation knows only one.
struct TwoReadings {
  uint32_t character;
  char one, other;
};
constexpr std::array kTwoReadings = {
    TwoReadings{0x8C03, 'd', 't'},  // diao, tiao
    TwoReadings{0x91CD, 'z', 'c'},  // zhong, chong
    TwoReadings{0x957F, 'c', 'z'},  // chang, zhang
    TwoReadings{0x884C, 'x', 'h'},  // xing, hang
    TwoReadings{0x5355, 'd', 's'},  // dan, shan
    TwoReadings{0x4F1A, 'h', 'k'},  // hui, kuai
    TwoReadings{0x53C2, 'c', 's'},  // can, shen
    TwoReadings{0x7387, 'l', 's'},  // lü, shuai
    TwoReadings{0x7701, 's', 'x'},  // sheng, xing
    TwoReadings{0x89E3, 'j', 'x'},  // jie, xie
    TwoReadings{0x4F20, 'c', 'z'},  // chuan, zhuan
    TwoReadings{0x671D, 'c', 'z'},  // chao, zhao
    TwoReadings{0x964D, 'j', 'x'},  // jiang, xiang
    TwoReadings{0x7CFB, 'x', 'j'},  // xi, ji
    TwoReadings{0x85CF, 'c', 'z'},  // cang, zang
    TwoReadings{0x5F39, 'd', 't'},  // dan, tan
    TwoReadings{0x8FD8, 'h', 'x'},  // huan, xuan
    TwoReadings{0x4E50, 'l', 'y'},  // le, yue
    TwoReadings{0x66FE, 'c', 'z'},  // ceng, zeng
    TwoReadings{0x76DB, 's', 'c'},  // sheng, cheng
    TwoReadings{0x6821, 'x', 'j'},  // xiao, jiao
    TwoReadings{0x53A6, 's', 'x'},  // sha, xia
};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

std::string folded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ') out.push_back(lower(c));
  }
  return out;
}

// One letter a syllable, letters and digits as they are; the second is another reading's.
struct Initial {
  char one = 0, other = 0;
};

Initial initial_of_character(uint32_t character, PinyinInitial initial_of) {
  for (const TwoReadings& known : kTwoReadings) {
    if (known.character == character) return {known.one, known.other};
  }
  const char letter = initial_of == nullptr ? '\0' : initial_of(character);
  return {letter, letter};
}

std::vector<Initial> initials(std::string_view name, PinyinInitial initial_of) {
  std::vector<Initial> out;
  for (size_t i = 0; i < name.size();) {
    const auto byte = static_cast<unsigned char>(name[i]);
    if (byte < 0x80) {
      const char c = lower(name[i++]);
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out.push_back({c, c});
      continue;
    }
    const size_t size = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    uint32_t character = byte & (0xFFu >> (size + 1));
    for (size_t k = 1; k < size && i + k < name.size(); ++k)
      character = (character << 6) | (static_cast<unsigned char>(name[i + k]) & 0x3F);
    i += size;
    if (character < 0x3400) continue;  // punctuation, arrows, the currency sign
    const Initial letter = initial_of_character(character, initial_of);
    if (letter.one != 0) out.push_back(letter);
  }
  return out;
}

}  // namespace

int match_rank(std::string_view name, std::string_view query, PinyinInitial initial_of) {
  const std::string wanted = folded(query);
  if (wanted.empty()) return 0;
  const size_t at = folded(name).find(wanted);
  if (at == 0) return 0;
  const std::vector<Initial> letters = initials(name, initial_of);
  const auto found = std::search(
      letters.begin(), letters.end(), wanted.begin(), wanted.end(),
      [](const Initial& has, char asked) { return has.one == asked || has.other == asked; });
  if (found == letters.begin() && found != letters.end()) return 1;
  if (at != std::string::npos) return 2;
  return found != letters.end() ? 3 : -1;
}

}  // namespace fenming::app
