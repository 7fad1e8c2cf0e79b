// Names found by parts and by the initials of their syllables.
#include "app/search_text.h"

#include <doctest/doctest.h>

using fenming::app::match_rank;

namespace {
// What a collation would say of the characters below.
char initial(uint32_t character) {
  switch (character) {
    case 0x4EF7:  // 价
      return 'j';
    case 0x6D4B:  // 测
      return 'c';
    case 0x7B97:  // 算
      return 's';
    case 0x53D1:  // 发
      return 'f';
    case 0x5E03:  // 布
      return 'b';
    case 0x8C03:  // 调 sorts under its other reading
      return 'd';
    default:
      return 0;
  }
}
}  // namespace

TEST_CASE("a name is found by its beginning, its initials and its parts, in that order") {
  CHECK(match_rank("发布", "发", initial) == 0);
  CHECK(match_rank("发布", "fb", initial) == 1);
  CHECK(match_rank("发布", "布", initial) == 2);
  CHECK(match_rank("发布", "b", initial) == 3);
  CHECK(match_rank("发布", "c", initial) == -1);
  CHECK(match_rank("发布", "", initial) == 0);
}

TEST_CASE("characters with two readings are found by both") {
  CHECK(match_rank("调价测算", "tjcs", initial) == 1);
  CHECK(match_rank("调价测算", "djcs", initial) == 1);
  CHECK(match_rank("前往：调价测算", "TJ CS", initial) == 3);
  CHECK(match_rank("调价测算", "tjcss", initial) == -1);
}

TEST_CASE("letters, digits and case") {
  CHECK(match_rank("Publish", "PUB", initial) == 0);
  CHECK(match_rank("发布 v3", "fbv3", initial) == 1);
  CHECK(match_rank("New draft from v3", "draft from", initial) == 2);
  CHECK(match_rank("发布", "fb", nullptr) == -1);
  CHECK(match_rank("发布", "发布", nullptr) == 0);
  CHECK(match_rank("", "x", initial) == -1);
}
