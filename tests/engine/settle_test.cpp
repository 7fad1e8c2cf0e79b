#include "codec/settle_stream.h"
#include "support/settle_support.h"

using namespace fenming;
using namespace fenming::testing;
using Rows = std::vector<std::string>;

namespace {
constexpr const char* kLead = R"("people":[{"person":"wang","role":"lead"}])";

std::string job(const std::string& lines, const std::string& facts = "{}",
                const std::string& visit = "") {
  return R"({"ticket":"t","facts":)" + facts + R"(,"visits":[{"visit":1,)" + visit + kLead +
         R"(,"lines":[)" + lines + "]}]}";
}
constexpr const char* kOne = R"({"line":1,"item":"job","quantity":"1"})";
constexpr const char* kJob =
    R"("items":[{"item":"job","price":{"model":"flat","amount_fen":10000}}],)";
}  // namespace

TEST_CASE("limits: the minimum comes first, corrections carry their categories") {
  const auto total = [](const char* price, const char* limits) {
    const BookFile file = technician_book(version_json(
        std::string(R"("items":[{"item":"job","price":{"model":"flat","amount_fen":)") + price +
        R"(}}],"tiers":[{"tier":"s"}],"limits":)" + limits));
    return settle_one(file, job(kOne));
  };
  const char* both = R"([{"limit":"cap","kind":"max","amount_fen":20000},
                         {"limit":"floor","kind":"min","amount_fen":5000}])";
  CHECK(total("3000", both) ==
        Rows{"labour item:job x1 30.00", "labour limit:floor 20.00", "= 50.00"});
  CHECK(total("30000", both) ==
        Rows{"labour item:job x1 300.00", "labour limit:cap -100.00", "= 200.00"});
  CHECK(total("5000", both) == Rows{"labour item:job x1 50.00", "= 50.00"});
  CHECK(total("20000", both).back() == "= 200.00");
}

TEST_CASE("rounding does not pass a limit over everything") {
  const auto total = [](const char* price, const char* limit) {
    const BookFile file = technician_book(version_json(
        std::string(R"("items":[{"item":"job","price":{"model":"flat","amount_fen":)") + price +
        R"(}}],"tiers":[{"tier":"s"}],"rounding":{"unit_fen":100,"mode":"half_up"},"limits":[)" +
        limit + "]"));
    return settle_one(file, job(kOne)).back();
  };
  CHECK(total("10050", "") == "= 101.00");
  CHECK(total("10049", "") == "= 100.00");
  CHECK(total("10060", R"({"limit":"cap","kind":"max","amount_fen":10080})") == "= 100.00");
  CHECK(total("10040", R"({"limit":"floor","kind":"min","amount_fen":10020})") == "= 101.00");
}

TEST_CASE("surcharges: base, cap, group, replacement, one rule per category") {
  const auto rows = [](const char* surcharges, const char* extra = "") {
    return settle_one(
        technician_book(version_json(std::string(kJob) + extra +
                                     R"("tiers":[{"tier":"s"}],"surcharges":)" + surcharges)),
        job(kOne, R"({"urgency":"urgent"})"));
  };
  CHECK(
      rows(
          R"([{"surcharge":"u","category":"urgent","when":{"op":"in","fact":"urgency","values":["urgent"]},
      "occasion":"ticket","charge":{"model":"percentage","bp":1500,"of":["labour"]},"cap_fen":1000}])") ==
      Rows{"labour item:job x1 100.00", "urgent surcharge:u 10.00", "= 110.00"});
  const char* pair = R"([
      {"surcharge":"a","category":"x","occasion":"ticket","charge":{"model":"flat","amount_fen":100},"group":"g"},
      {"surcharge":"b","category":"y","occasion":"ticket","charge":{"model":"flat","amount_fen":300},"group":"g"}])";
  CHECK(rows(pair)[1] == "y surcharge:b 3.00");
  CHECK(rows(pair, R"("groups":[{"group":"g","rule":"first"}],)")[1] == "x surcharge:a 1.00");
  const char* same = R"([
      {"surcharge":"a","category":"x","occasion":"ticket","charge":{"model":"flat","amount_fen":100}},
      {"surcharge":"b","category":"x","occasion":"ticket","charge":{"model":"flat","amount_fen":300}}])";
  CHECK(rows(same).size() == 3);
  CHECK(rows(same, R"("categories":[{"category":"x","stacking":true}],)").size() == 4);
  CHECK(rows(R"([
      {"surcharge":"night","category":"x","occasion":"visit","charge":{"model":"flat","amount_fen":3000},"group":"odd"},
      {"surcharge":"spring","category":"y","occasion":"visit","charge":{"model":"percentage","bp":20000,"of":["labour"]},
       "replaces":"odd"}])") ==
        Rows{"labour item:job x1 100.00", "y surcharge:spring 200.00", "= 300.00"});
}

TEST_CASE("a tier that extends another states only what differs") {
  const BookFile file = technician_book(version_json(R"(
    "items":[{"item":"job","price":{"model":"per_unit","unit_price_fen":10001}}],
    "limits":[{"limit":"floor","kind":"min"}],
    "tiers":[{"tier":"vip","priority":1,"when":{"op":"in","fact":"customer_class","values":["vip"]},
              "extends":"standard","factor_bp":15000},
             {"tier":"standard","travel":{"start_fee_fen":500},"limits":[{"limit":"floor","amount_fen":16000}]}])"));
  CHECK(settle_one(file, job(kOne, R"({"customer_class":"vip"})")) ==
        Rows{"labour item:job x1 150.02", "travel travel 5.00", "labour limit:floor 4.82",
             "travel limit:floor 0.16", "= 160.00"});
  CHECK(settle_one(file, job(kOne, R"({"customer_class":"new"})")).back() == "= 160.00");
}

TEST_CASE("what cannot be priced waits with its reason") {
  const BookFile file = technician_book(version_json(R"(
    "items":[{"item":"job"},{"item":"huge","price":{"model":"per_unit","unit_price_fen":1000000000000}}],
    "tiers":[{"tier":"quote","priority":1,"when":{"op":"in","fact":"brand","values":["q"]},"kind":"quote",
              "quote":{"covers":"ticket","floor_fen":100}},{"tier":"s"}])"));
  CHECK(settle_one(file, job(kOne, R"({"brand":"x"})")) ==
        Rows{"error no_item_price visits[0].lines[0].item"});
  CHECK(settle_one(file, job(R"({"line":1,"item":"other","quantity":"1"})", R"({"brand":"x"})")) ==
        Rows{"error unmapped_item visits[0].lines[0].item"});
  CHECK(settle_one(file, job(R"({"line":1,"item":"huge","quantity":"1.001"})",
                             R"({"brand":"x"})")) == Rows{"error money_overflow line:1"});
  CHECK(settle_one(file, job(R"({"line":1,"item":"huge","quantity":"1"})", R"({"brand":"x"})"))
            .back() == "= 10000000000.00");
  CHECK(settle_one(file, job(kOne, R"({"brand":"q"})")) == Rows{"error needs_quote quotes"});
}

TEST_CASE("parts: only the payee's own and bought on the spot are payable") {
  const auto row = [](const char* supplier, const char* extra = "") {
    const BookFile file = technician_book(version_json(R"(
      "parts":[{"part":"p","costs":[{"from":"2026-01-01","cost_fen":3333}],"ceiling_fen":4000}],
      "tiers":[{"tier":"s","markup_bp":1500,"handling_fen":200}])"));
    return settle_one(file, job(std::string(R"({"line":1,"part":"p","quantity":"2","supplier":")") +
                                supplier + "\"" + extra + "}"))[0];
  };
  CHECK(row("technician") == "parts part:p x2 76.66");
  CHECK(row("own_stock") == "handling part:p x2 4.00");
  CHECK(row("manufacturer") == "parts part:p x2 0.00");
  CHECK(row("on_the_spot", R"(,"receipt_fen":9000)") == "parts part:p x2 80.00");
  CHECK(row("on_the_spot", R"(,"receipt_fen":7000)") == "parts part:p x2 70.00");
  CHECK(row("on_the_spot") == "error missing_fact visits[0].lines[0].receipt_fen");
}

TEST_CASE("the example book and tickets are read, settled and written back") {
  const auto slurp = [](const std::string& name) {
    std::string text;
    std::FILE* file =
        std::fopen((std::string(FENMING_SOURCE_DIR) + "/docs/schema/" + name).c_str(), "rb");
    REQUIRE(file != nullptr);
    char buffer[4096];
    size_t got = 0;
    while ((got = std::fread(buffer, 1, sizeof buffer, file)) > 0)
      text.append(buffer, got);
    std::fclose(file);
    return text;
  };
  const Result<BookFile> file = read_book_file(slurp("example-book.json"));
  REQUIRE(file.ok());
  const std::string canonical = write_book_file(*file);
  const Result<BookFile> again = read_book_file(canonical);
  REQUIRE(again.ok());
  CHECK(write_book_file(*again) == canonical);
  const Settler settler(*file);
  const std::string out = settle_lines(settler, slurp("example-tickets.jsonl"), {});
  CHECK(out.find("\"error\"") == std::string::npos);
  CHECK(out.find(R"("relation":"company_technician","tier":"premium","total_fen":42990)") !=
        std::string::npos);
}
