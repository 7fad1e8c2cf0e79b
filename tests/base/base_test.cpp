#include <doctest/doctest.h>

#include <numeric>

#include "base/checked.h"
#include "base/civil_time.h"
#include "base/sha256.h"
#include "base/text.h"

using namespace fenming;

TEST_CASE("division rounds half away from zero") {
  struct Row {
    int64_t dividend, divisor, quotient;
  };
  const Row rows[] = {{5, 2, 3},         {-5, 2, -3},        {4, 3, 1}, {-4, 3, -1},
                      {1, 2, 1},         {-1, 2, -1},        {0, 7, 0}, {14999, 10000, 1},
                      {15000, 10000, 2}, {-15000, 10000, -2}};
  for (const Row& row : rows) {
    CAPTURE(row.dividend);
    CHECK(static_cast<int64_t>(div_half_away(row.dividend, row.divisor)) == row.quotient);
  }
}

TEST_CASE("floor and ceiling division of negatives") {
  CHECK(div_floor(-1, 86400) == -1);
  CHECK(div_floor(86399, 86400) == 0);
  CHECK(div_ceil(-1, 10) == 0);
  CHECK(div_ceil(11, 10) == 2);
}

TEST_CASE("largest remainder always adds up, ties to the earlier") {
  using V = std::vector<int64_t>;
  CHECK(split_largest_remainder(1, V{1, 1, 1}) == V{1, 0, 0});
  CHECK(split_largest_remainder(100, V{1, 1, 1}) == V{34, 33, 33});
  CHECK(split_largest_remainder(-100, V{1, 1, 1}) == V{-34, -33, -33});
  CHECK(split_largest_remainder(7, V{0, 0}) == V{4, 3});
  CHECK(split_largest_remainder(10, V{-3, 1}) == V{8, 2});
  for (int64_t amount = -50; amount <= 50; ++amount) {
    const V shares = split_largest_remainder(amount, V{7, 0, 13, 29, 1});
    CHECK(std::accumulate(shares.begin(), shares.end(), int64_t{0}) == amount);
  }
}

TEST_CASE("civil dates agree with the calendar and come back") {
  CHECK(days_from_civil({1970, 1, 1}) == 0);
  CHECK(days_from_civil({2000, 3, 1}) == 11017);
  CHECK(days_from_civil({2026, 11, 22}) == 20779);
  CHECK(weekday_of(days_from_civil({2026, 11, 22})) == 7);
  for (int32_t day = -200000; day < 200000; day += 37) {
    CHECK(days_from_civil(civil_from_days(day)) == day);
  }
  CHECK_FALSE(parse_date("2026-02-29"));
  CHECK(parse_date("2024-02-29"));
  CHECK_FALSE(parse_date("2026-2-1"));
}

TEST_CASE("instants need an offset and keep their moment") {
  CHECK(parse_instant("1970-01-01T08:00:00+08:00") == 0);
  CHECK(parse_instant("1970-01-01T00:00:00Z") == 0);
  CHECK_FALSE(parse_instant("1970-01-01T00:00:00"));
  CHECK_FALSE(parse_instant("1970-01-01T24:00:00Z"));
  CHECK_FALSE(parse_instant("1970-01-01 00:00:00Z"));
  CHECK(format_instant(*parse_instant("2026-03-03T22:30:00-02:30"), 480) ==
        "2026-03-04T09:00:00+08:00");
}

TEST_CASE("decimals are digits, never floats") {
  CHECK(parse_decimal("150.10", 2) == 15010);
  CHECK(parse_decimal("4.5", 3) == 4500);
  CHECK(parse_decimal("-0.005", 3) == -5);
  for (const char* bad : {"", ".", "1.", ".5", "1e3", "1,000", " 1", "0.0001", "--1", "1.2.3",
                          "99999999999999999999"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_decimal(bad, 3));
  }
  CHECK(format_decimal(4500, 3) == "4.5");
  CHECK(format_decimal(-5, 3) == "-0.005");
  CHECK(format_decimal(INT64_MIN, 0) == "-9223372036854775808");
}

TEST_CASE("UTF-8 that hides something is refused") {
  CHECK(is_valid_utf8("师傅 𠮷"));
  for (const char* bad : {"\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE4\xBD", "\x80"}) {
    CHECK_FALSE(is_valid_utf8(bad));
  }
}

TEST_CASE("SHA-256 of the standard's examples") {
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}
