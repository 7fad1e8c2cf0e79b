// Plans over measures (P9, P10, P13): amounts by table, refusals by field, JSON both ways.
#include "codec/plan_codec.h"

#include <doctest/doctest.h>

#include "codec/book_codec.h"
#include "engine/pricing/analysis/check.h"

using namespace fenming;

namespace {

std::string plan_json(const std::string& terms, const std::string& head = R"("version":1)",
                      const std::string& direction = "adds") {
  return R"({"plan":"p",)" + head + R"(,"from":"2026-01-01","relation":"company_technician",)" +
         R"("direction":")" + direction + R"(","cycle":"month",)" + terms + "}";
}

std::string file_json(const std::string& plans) {
  return R"({"schema":"fenming.book-file/1","routing":[],"measures":[{"measure":"tickets"},
    {"measure":"days"},{"measure":"pay","amount_of":["labour","travel"]}],"books":[],"plans":[)" +
         plans + "]}";
}

BookFile file_of(const std::string& plans) {
  const Result<BookFile> file = read_book_file(file_json(plans));
  REQUIRE_MESSAGE(file.ok(), (file.ok() ? "" : file.error().field + " " + file.error().message));
  return *file;
}

std::string ladder(const std::string& charge, const std::string& coefficients = "[]",
                   const std::string& measure = R"("measure":"tickets",)") {
  return R"("ladder":{"kind":"ladder","category":"bonus",)" + measure + R"("charge":)" + charge +
         R"(,"coefficients":)" + coefficients + "}";
}

// wang's lines in March from his tickets and days, 100.00 of labour and 50.05 of travel.
Result<std::vector<PlanLine>> lines_of(const BookFile& file, const char* tickets,
                                       const char* days) {
  const auto account = read_cycle_account(
      std::string(R"({"account":"wang","relation":"company_technician","cycle":"2026-03",)") +
      R"("measures":[{"measure":"tickets","value":")" + tickets +
      R"("},{"measure":"days","value":")" + days +
      R"("}],"amounts":[{"category":"labour","amount_fen":10000},)" +
      R"({"category":"travel","amount_fen":5005}]})");
  REQUIRE(account.ok());
  return plan_lines(file, *account);
}

int64_t one_line(const std::string& terms, const char* tickets, const char* days = "0") {
  const auto lines = lines_of(file_of(plan_json(terms)), tickets, days);
  REQUIRE(lines.ok());
  REQUIRE(lines->size() == 1);
  return lines->front().amount_fen;
}

std::string refusal(const std::string& plans) {
  const auto file = read_book_file(file_json(plans));
  REQUIRE_FALSE(file.ok());
  return file.error().code + " " + file.error().field;
}

std::vector<std::string> findings_of(const std::string& plans) {
  std::vector<std::string> found;
  for (const Finding& finding : check_book_file(file_of(plans))) {
    if (finding.code != "no_route") found.push_back(finding.code + " " + finding.field);
  }
  return found;
}

}  // namespace

TEST_CASE("every charge model prices a measure") {
  const std::string steps =
      R"("steps":[{"up_to":"10","unit_price_fen":100},{"unit_price_fen":300}]})";
  CHECK(one_line(ladder(R"({"model":"flat","amount_fen":700})"), "1") == 700);
  CHECK(one_line(ladder(R"({"model":"flat","amount_fen":700})"), "0") == 0);
  CHECK(one_line(ladder(R"({"model":"per_unit","unit_price_fen":33})"), "2.5") == 83);
  CHECK(one_line(ladder(R"({"model":"graduated",)" + steps), "12") == 1600);
  CHECK(one_line(ladder(R"({"model":"volume",)" + steps), "12") == 3600);
  CHECK(one_line(ladder(R"({"model":"volume",)" + steps), "10") == 1000);
  CHECK(one_line(ladder(R"({"model":"package","size":"5","package_fen":900})"), "11") == 2700);
  CHECK(
      one_line(ladder(R"({"model":"base_plus","base_fen":500,"included":"10","unit_price_fen":7})"),
               "12") == 514);
  CHECK(one_line(
            ladder(R"({"model":"table","steps":[{"up_to":"10","amount_fen":1},{"amount_fen":9}]})"),
            "10.001") == 9);
  CHECK(one_line(ladder(R"({"model":"percentage","bp":333,"of":["labour","travel"]})", "[]", ""),
                 "0") == 500);  // 150.05 × 3.33 % = 4.996665
}

TEST_CASE("coefficients multiply exactly and round once") {
  const std::string twice =
      R"([{"measure":"days","steps":[{"bp":3333}]},{"measure":"days","steps":[{"bp":30000}]}])";
  // 82.5 fen × 0.3333 × 3 = 82.49…, never 83 × 0.9999 = 82.99….
  CHECK(one_line(ladder(R"({"model":"per_unit","unit_price_fen":33})", twice), "2.5") == 82);
  const std::string none = R"([{"measure":"days","steps":[{"up_to":"20","bp":0},{"bp":10000}]}])";
  const std::string flat = R"({"model":"flat","amount_fen":700})";
  CHECK(one_line(ladder(flat, none), "1", "20") == 0);
  CHECK(one_line(ladder(flat, none), "1", "20.5") == 700);
  const std::string by_pay =
      R"([{"measure":"pay","steps":[{"up_to":"150.05","bp":5000},{"bp":10000}]}])";
  CHECK(one_line(ladder(flat, by_pay), "1") == 350);
}

TEST_CASE("a line beyond the limit is refused; a zero rate makes the greatest product nothing") {
  const std::string top = R"({"model":"per_unit","unit_price_fen":1000000000000})";
  const std::string most = R"({"measure":"days","steps":[{"bp":1000000}]})";
  const auto lines = lines_of(
      file_of(plan_json(ladder(top, "[" + most + "," + most + "," + most + "," + most + "]"))),
      "1000000", "1");
  REQUIRE_FALSE(lines.ok());
  CHECK(lines.error().code + " " + lines.error().field == "money_overflow plan:p");
  const std::string zero = R"({"measure":"days","steps":[{"bp":0}]})";
  CHECK(one_line(ladder(top, "[" + most + "," + most + "," + most + "," + zero + "]"), "1000000") ==
        0);
}

TEST_CASE("guaranteed pay: whole, prorated, per day, never negative") {
  const auto guarantee = [](const std::string& terms) {
    return R"("guarantee":{"category":"g",)" + terms + R"(,"compared":["labour"]})";
  };
  CHECK(one_line(guarantee(R"("amount_fen":10001,"per":"cycle")"), "0") == 1);
  CHECK(one_line(guarantee(R"("amount_fen":9999,"per":"cycle")"), "0") == 0);
  const std::string prorated = R"("amount_fen":100000,"per":"cycle","measure":"days","full":"26")";
  CHECK(one_line(guarantee(prorated), "0", "13") == 40000);
  CHECK(one_line(guarantee(prorated), "0", "7") == 16923);  // 1000.00 × 7 / 26 = 269.2307…
  CHECK(one_line(guarantee(prorated), "0", "31") == 90000);
  CHECK(one_line(guarantee(R"("amount_fen":15000,"per":"day","measure":"days")"), "0", "20.5") ==
        297500);
}

TEST_CASE("lines stand in the order rebate, ladder, bonus, penalty, guarantee") {
  const auto kind = [](const std::string& name, const std::string& which, const char* direction) {
    return R"({"plan":")" + name + R"(","version":1,"from":"2026-01-01",)" +
           R"("relation":"company_technician","direction":")" + direction +
           R"(","cycle":"month","ladder":{"kind":")" + which +
           R"(","category":"c","measure":"tickets","charge":{"model":"flat","amount_fen":100}}})";
  };
  const std::string guarantee = plan_json(
      R"("guarantee":{"category":"g","amount_fen":10250,"per":"cycle","compared":["labour","c"]})");
  const auto lines = lines_of(
      file_of(guarantee + "," + kind("d", "penalty", "takes") + "," + kind("c", "bonus", "adds") +
              "," + kind("b", "ladder", "adds") + "," + kind("a", "rebate", "adds")),
      "1", "0");
  REQUIRE(lines.ok());
  std::string order;
  for (const PlanLine& line : *lines)
    order += line.plan + std::to_string(line.amount_fen) + " ";
  CHECK(order == "a100 b100 c100 d-100 p50 ");
}

TEST_CASE("the version in force on the cycle's first day holds; others' plans do not concern") {
  const auto flat = [](const char* fen) {
    return ladder(std::string(R"({"model":"flat","amount_fen":)") + fen + "}");
  };
  std::string second = plan_json(flat("2"), R"("version":2)");
  second.replace(second.find("2026-01-01"), 10, "2026-03-01");
  std::string third = plan_json(flat("3"), R"("version":3)");
  third.replace(third.find("2026-01-01"), 10, "2026-03-02");
  const auto lines = lines_of(file_of(third + "," + plan_json(flat("1")) + "," + second), "1", "0");
  REQUIRE(lines->size() == 1);
  CHECK(lines->front().amount_fen == 2);
  CHECK(lines_of(file_of(plan_json(R"("payees":["li"],)" + flat("1"))), "1", "0")->empty());
  CHECK(lines_of(file_of(plan_json(R"("steps":[{"bp":100}])")), "1", "0")->empty());
}

TEST_CASE("a plan's mistakes name their field") {
  const std::string flat = ladder(R"({"model":"flat","amount_fen":1})");
  CHECK(refusal(plan_json(R"("payees":["li"])")) == "bad_value plans[0].steps");
  CHECK(refusal(plan_json(R"("steps":[{"bp":1}],)" + flat)) == "bad_value plans[0].steps");
  CHECK(refusal(plan_json(R"("guarantee":{"category":"g","amount_fen":1,"per":"day",
      "compared":["labour"]})")) == "missing_field plans[0].guarantee.measure");
  CHECK(refusal(plan_json(R"("guarantee":{"category":"g","amount_fen":1,"per":"cycle",
      "measure":"days","full":"0","compared":["labour"]})")) ==
        "out_of_range plans[0].guarantee.full");
  using Rows = std::vector<std::string>;
  CHECK(findings_of(plan_json(flat)).empty());
  CHECK(findings_of(plan_json(flat) + "," + plan_json(flat)) == Rows{"duplicate_code plans[1]"});
  CHECK(findings_of(
            plan_json(ladder(R"({"model":"flat","amount_fen":-1})", "[]", R"("measure":"x",)"))) ==
        Rows{"negative_price plans[0].ladder.charge", "unknown_code plans[0].ladder.measure"});
  CHECK(findings_of(plan_json(ladder(R"({"model":"percentage","bp":1,"of":["labour"]})"))) ==
        Rows{"wrong_model plans[0].ladder.measure"});
  CHECK(findings_of(plan_json(
            R"("guarantee":{"category":"g","amount_fen":1,"per":"cycle","compared":["gone"]})",
            R"("version":1)", "takes")) ==
        Rows{"wrong_direction plans[0].guarantee", "unknown_code plans[0].guarantee.compared"});
  CHECK(findings_of(plan_json(ladder(R"({"model":"flat","amount_fen":1})",
                                     R"([{"measure":"days","steps":[{"bp":1},{"bp":2}]}])"))) ==
        Rows{"steps_out_of_order plans[0].ladder.coefficients[0].steps[0]"});
}

TEST_CASE("plans come back canonically, results and errors are JSON lines") {
  const std::string terms =
      ladder(R"({"model":"per_unit","unit_price_fen":100})",
             R"([{"measure":"days","steps":[{"up_to":"20","bp":9000},{"bp":11000}]}])") +
      R"(,"guarantee":{"category":"g","amount_fen":1,"per":"cycle","compared":["labour"]})";
  const std::string text = write_book_file(file_of(plan_json(terms)));
  CHECK(write_book_file(*read_book_file(text)) == text);
  CHECK(text.find(terms) != std::string::npos);
  const std::string out = plan_accounts(
      file_of(plan_json(terms)),
      "{\"account\":\"a\",\"relation\":\"company_technician\",\"cycle\":\"2026-03\"}\r\n\n{}\n"
      "{\"account\":\"a\",\"relation\":\"company_technician\",\"cycle\":\"2026-03\",\"measures\":["
      "{\"measure\":\"tickets\",\"value\":\"2\"},{\"measure\":\"days\",\"value\":\"21\"}]}");
  CHECK(out ==
        R"({"account":"a","relation":"company_technician","cycle":"2026-03","error":)"
        R"({"code":"missing_fact","field":"measures/tickets","message":"The plan reads a measure )"
        R"(that is not stated for this account; state it."}})"
        "\n"
        R"({"line":3,"error":{"code":"missing_field","field":"account","message":)"
        R"("This field is required; add it."}})"
        "\n"
        R"({"account":"a","relation":"company_technician","cycle":"2026-03","total_fen":221,)"
        R"("lines":[{"plan":"p","version":1,"kind":"ladder","category":"bonus",)"
        R"("measure":"tickets","quantity":"2","coefficients":[{"measure":"days","value":"21",)"
        R"("bp":11000}],"amount_fen":220},{"plan":"p","version":1,"kind":"guarantee",)"
        R"("category":"g","guaranteed_fen":1,"compared_fen":0,"amount_fen":1}]})"
        "\n");
}
