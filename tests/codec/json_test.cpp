#include "codec/json.h"

#include <doctest/doctest.h>

#include "codec/ticket_codec.h"

using namespace fenming;

TEST_CASE("hostile JSON is refused with its place") {
  struct Row {
    std::string text, code, place;
  };
  const Row rows[] = {
      {"{\"a\":1.5}", "json_number", "line 1 column 9"},
      {"{\"a\":1e3}", "json_number", "line 1 column 9"},
      {"{\"a\":9223372036854775808}", "json_number", "line 1 column 25"},
      {"{\"a\":1,\n \"a\":2}", "json_duplicate_key", "line 2 column 4"},
      {"{\"a\":}", "json_syntax", "line 1 column 6"},
      {"{\"a\":\"\xff\"}", "json_syntax", "line 1 column 7"},
      {"[1] x", "json_syntax", "line 1 column 5"},
      {"", "json_syntax", "line 1 column 1"},
      {std::string(65, '['), "json_depth", "line 1 column 65"},
      {std::string(200000, '['), "json_depth", "line 1 column 65"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text.substr(0, 30));
    const auto parsed = parse_json(row.text);
    REQUIRE_FALSE(parsed.ok());
    CHECK(parsed.error().code == row.code);
    CHECK(parsed.error().field == row.place);
  }
  CHECK(parse_json("[1]", {.max_bytes = 2}).error().code == "json_size");
}

TEST_CASE("integers keep all 64 bits and text comes back") {
  const std::string text =
      R"({"a":[-9223372036854775808,9223372036854775807,null,true,false],"b":{"c":"师\u0001\"\\"}})";
  const auto parsed = parse_json(text);
  REQUIRE(parsed.ok());
  CHECK(write_json(*parsed) == text);
}

TEST_CASE("duplicate keys are found among many") {
  std::string text = "{";
  for (int i = 0; i < 1000; ++i)
    text += "\"k" + std::to_string(i) + "\":1,";
  CHECK(parse_json(text + "\"k7\":1}").error().code == "json_duplicate_key");
  CHECK(parse_json(text + "\"last\":1}").ok());
}

TEST_CASE("a ticket's mistakes name their field") {
  const auto fault = [](const char* text) {
    const auto ticket = read_ticket(text);
    REQUIRE_FALSE(ticket.ok());
    return ticket.error().code + " " + ticket.error().field;
  };
  CHECK(fault(R"({"visits":[]})") == "missing_field ticket");
  CHECK(fault(R"({"ticket":"t","visits":[],"extra":1})") == "unknown_field extra");
  CHECK(fault(R"({"ticket":"t","visits":[{"visit":1,"distance_m":-1}]})") ==
        "negative_quantity visits[0].distance_m");
  CHECK(
      fault(
          R"({"ticket":"t","visits":[{"visit":1,"lines":[{"line":1,"item":"i","quantity":"-1"}]}]})") ==
      "negative_quantity visits[0].lines[0].quantity");
  CHECK(
      fault(
          R"({"ticket":"t","visits":[{"visit":1,"lines":[{"line":1,"item":"i","quantity":1}]}]})") ==
      "wrong_type visits[0].lines[0].quantity");
  CHECK(fault(R"({"ticket":"t","visits":[{"visit":1,"lines":[{"line":1,"quantity":"1"}]}]})") ==
        "bad_value visits[0].lines[0].item");
  CHECK(fault(R"({"ticket":"t","visits":[{"visit":1},{"visit":1}]})") == "duplicate visits");
  CHECK(fault(R"({"ticket":"t","times":{"created":"2026-13-01T00:00:00Z"},"visits":[]})") ==
        "bad_value times.created");
}

TEST_CASE("strings are escaped as other writers do it, so that texts agree byte by byte") {
  std::string text;
  for (char c = 0; c < 0x24; ++c)
    text += c;
  std::string written;
  append_json_string(written, text + "\\/\x7f价");
  CHECK(
      written ==
      R"("\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f)"
      R"(\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f)"
      " !\\\"#\\\\/\x7f价\"");
  CHECK(parse_json(written)->text() == text + "\\/\x7f价");
}
