#include "app/amount_text.h"

#include <doctest/doctest.h>

using namespace fenming::app;

TEST_CASE("money as people type it becomes fen") {
  struct Row {
    const char* text;
    int64_t fen;
  };
  const Row rows[] = {{"0", 0},
                      {"1", 100},
                      {"1.5", 150},
                      {"150.10", 15010},
                      {"1,234.50", 123450},
                      {"¥1,234.50", 123450},
                      {"１２３。５０", 12350},
                      {"１，２３４．５", 123450},
                      {"￥88", 8800},
                      {"1.2万", 1200000},
                      {"1.2345万", 1234500},
                      {"0.5亿", 5000000000},
                      {"12元", 1200},
                      {"-3.2", -320},
                      {"−3.2", -320},
                      {" 1 000 ", 100000},
                      {"1,2345", 1234500},
                      {".5", 50},
                      {"1.", 100},
                      {"1.500", 150},
                      {"90071992547409.91", 9007199254740991}};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto fen = parse_money(row.text);
    REQUIRE(fen.ok());
    CHECK(*fen == row.fen);
  }
}

TEST_CASE("refused money names its reason") {
  struct Row {
    const char* text;
    const char* code;
  };
  const Row rows[] = {{"", "empty"},
                      {"  ", "empty"},
                      {"abc", "not_a_number"},
                      {"1.2.3", "not_a_number"},
                      {"12..5", "not_a_number"},
                      {"-", "empty"},
                      {"¥", "empty"},
                      {"1.234", "too_precise"},
                      {"1.23456万", "ok"},
                      {"1.2345678万", "too_precise"},
                      {"1,23", "bad_separator"},
                      {"1,,234", "bad_separator"},
                      {",123", "not_a_number"},
                      {"15%", "not_a_number"},
                      {"90071992547409.92", "out_of_range"},
                      {"99999999999999999999999999", "out_of_range"},
                      {"1e5", "not_a_number"},
                      {"\xff", "not_a_number"}};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto fen = parse_money(row.text);
    if (std::string_view(row.code) == "ok") {
      CHECK(fen.ok());
    } else {
      REQUIRE_FALSE(fen.ok());
      CHECK(fen.error().code == row.code);
    }
  }
}

TEST_CASE("amounts are written with separators and the true minus sign") {
  CHECK(format_money(123456) == "¥1,234.56");
  CHECK(format_money(-5) == "−¥0.05");
  CHECK(format_money_change(100) == "+¥1.00");
  CHECK(format_money_change(0) == "¥0.00");
  CHECK(format_count(1000000) == "1,000,000");
  CHECK(format_quantity(4500, 3) == "4.5");
  CHECK(format_percent(1500) == "15 %");
  CHECK(format_percent_change(-109) == "−1.09 %");
  CHECK(format_wan(186266624) == "186.27");
  CHECK(format_money(INT64_MIN) == "−¥92,233,720,368,547,758.08");
}

TEST_CASE("percentages and quantities") {
  CHECK(*parse_percent("15") == 1500);
  CHECK(*parse_percent("１５％") == 1500);
  CHECK(*parse_percent("2.5 %") == 250);
  CHECK_FALSE(parse_percent("%").ok());
  CHECK(*parse_quantity("4.5", 3) == 4500);
  CHECK_FALSE(parse_quantity("4.5001", 3).ok());
}

TEST_CASE("what is written can be read again") {
  for (int64_t fen = -1000000; fen < 1000000; fen += 7919)
    CHECK(*parse_money(format_money_plain(fen)) == fen);
}
