#include "codec/import_tickets.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "base/civil_time.h"
#include "base/text.h"
#include "codec/ticket_codec.h"

using namespace fenming;

namespace {

CsvTable table_of(std::string_view text) {
  const Result<CsvTable> table = read_csv(text);
  REQUIRE(table.ok());
  return *table;
}

ImportResult import_text(std::string_view text) {
  const CsvTable table = table_of(text);
  return import_rows(table, guess_mapping(table, ImportKind::kTickets), ImportKind::kTickets);
}

}  // namespace

TEST_CASE("separator, mark, quotes and line ends") {
  const CsvTable table = table_of(
      "\xEF\xBB\xBF"
      "a;b;c\r\n\"1;\"\"x\"\"\";\"two\nlines\";3\r\n\r\n4;5\n");
  CHECK(table.separator == ';');
  CHECK(table.header == std::vector<std::string>{"a", "b", "c"});
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0].cells == std::vector<std::string>{"1;\"x\"", "two\nlines", "3"});
  CHECK(table.rows[0].line == 2);
  CHECK(table.rows[1].cells == std::vector<std::string>{"4", "5", ""});
  CHECK(table.rows[1].line == 5);
  CHECK(table_of("a\tb\n1\t2").separator == '\t');
}

TEST_CASE("what is no table names line and column") {
  const auto code = [](std::string_view text, CsvLimits limits = {}) {
    const auto table = read_csv(text, limits);
    REQUIRE_FALSE(table.ok());
    return table.error().code + " " + table.error().field;
  };
  CHECK(code("") == "csv_empty line 1 column 1");
  CHECK(code("a,b\n1,\"2") == "csv_quote line 2 column 2");
  CHECK(code("a,b\n\"1\"x,2") == "csv_quote line 2 column 1");
  CHECK(code("a,b\n1,2,3") == "csv_columns line 2 column 3");
  CHECK(code("a\n\xFF\n") == "csv_encoding line 1 column 1");
  CHECK(code("a,b,c", {.max_columns = 2}) == "csv_columns line 1 column 3");
  CHECK(code("a\n12345", {.max_cell_bytes = 4}) == "csv_size line 2 column 1");
  CHECK(code("a\n1\n2", {.max_rows = 1}) == "csv_size line 3 column 1");
}

TEST_CASE("yes and no mean what the column asks") {
  const std::string head =
      "工单号,区划代码,客户类型,服务类型,是否加急,是否保内,下单时间,接单时间,完成时间,师傅,项目,"
      "数量\n";
  const auto row = [](std::string_view ticket, std::string_view urgent, std::string_view warranty) {
    return std::string(ticket) + ",310115,普通,安装," + std::string(urgent) + "," +
           std::string(warranty) + ",2026-03-02 09:10,2026-03-02 09:25,2026-03-02 15:40,S-1,x,1\n";
  };
  const ImportResult result =
      import_text(head + row("A", "是", "是") + row("B", "TRUE", "FALSE") + row("C", "否", "保外"));
  REQUIRE(result.errors.empty());
  std::vector<std::string> read;
  for (const std::string_view line : split_text(result.lines, '\n')) {
    if (line.empty()) continue;
    const Result<Ticket> ticket = read_ticket(line);
    REQUIRE(ticket.ok());
    read.push_back(ticket->fact(Fact::kUrgency) + " " + ticket->visits[0].lines[0].warranty);
  }
  CHECK(read == std::vector<std::string>{"urgent in", "urgent out", "normal out"});
}

TEST_CASE("times as spreadsheets write them") {
  const auto text = [](std::string_view written) {
    const auto instant = parse_import_time(written, 480);
    return instant ? format_instant(*instant, 480) : std::string("none");
  };
  CHECK(text("2026-03-02 09:10") == "2026-03-02T09:10:00+08:00");
  CHECK(text("2026/3/2 9:10:05") == "2026-03-02T09:10:05+08:00");
  CHECK(text("2026年3月2日") == "2026-03-02T00:00:00+08:00");
  CHECK(text("２０２６－０３－０２　０９：１０") == "2026-03-02T09:10:00+08:00");
  CHECK(text("2026-03-02T01:10:00Z") == "2026-03-02T09:10:00+08:00");
  CHECK(text("2026-02-30") == "none");
  CHECK(text("2026-03-02 25:00") == "none");
  CHECK(text("yesterday") == "none");
}

TEST_CASE("columns are recognised in both languages") {
  const CsvTable chinese = table_of(
      "工单号,省市区代码,城市,客户类型,服务类型,紧急程度,下单时间,接单时间,完成时间,里程(公里),"
      "师傅,项目,数量,实付金额\n"
      "1,310115,上海,VIP,安装,普通,,,,,,,,\n");
  CHECK(guess_mapping(chinese, ImportKind::kTickets).columns ==
        std::vector<std::string>{"ticket", "division", "", "customer_class", "service_type",
                                 "urgency", "created", "taken", "completed", "distance_km", "lead",
                                 "item", "quantity", "paid"});
  const CsvTable english = table_of("Ticket No.,City,Item code,Qty\n1,Shanghai,x,1\n");
  CHECK(guess_mapping(english, ImportKind::kTickets).columns ==
        std::vector<std::string>{"ticket", "division", "item", "quantity"});
}

TEST_CASE("rows of one ticket join, words become codes, full-width numbers count") {
  const ImportResult result = import_text(
      "工单号,区划代码,客户类型,紧急程度,下单时间,里程（公里）,师傅,项目,备件,数量,供应方,"
      "实付金额\n"
      "T1,310115,重点客户,加急,2026-03-02 09:10,２６。３,S1,install,,２,,\"¥1,200.50\"\n"
      "T1,,,,,,,,bracket,1,师傅,\n"
      "T2,320583,普通,,,,,check,,,,\n");
  CHECK(result.errors.empty());
  CHECK(result.rows == 3);
  CHECK(result.accepted == 3);
  CHECK(result.tickets == 2);
  CHECK(result.paid_fen == 120050);
  const Result<Ticket> ticket = read_ticket(result.lines.substr(0, result.lines.find('\n')));
  REQUIRE(ticket.ok());
  CHECK(ticket->fact(Fact::kCustomerClass) == "key");
  CHECK(ticket->fact(Fact::kUrgency) == "urgent");
  REQUIRE(ticket->visits.size() == 1);
  CHECK(ticket->visits[0].distance_m == 26300);
  REQUIRE(ticket->visits[0].lines.size() == 2);
  CHECK(ticket->visits[0].lines[0].quantity == 2000);
  CHECK(ticket->visits[0].lines[1].supplier == Supplier::kTechnician);
}

TEST_CASE("a bad row stops its ticket and no other") {
  const ImportResult result = import_text(
      "工单号,区划代码,下单时间,项目,备件,数量\n"
      "T1,31x,2026-03-02,install,,1\n"
      "T1,,,check,,1\n"
      "T2,31,昨天,install,,1\n"
      ",31,2026-03-02,install,,1\n"
      "T3,31,2026-03-02,,,1\n"
      "T4,31,2026-03-02,install,bracket,1\n"
      "T5,31,2026-03-02,install,,-1\n"
      "T6,31,2026-03-02,install,,1\n"
      "T6,32,2026-03-02,check,,1\n"
      "T7,31,2026-03-02,install,,1\n");
  CHECK(result.accepted == 1);
  CHECK(result.tickets == 1);
  const auto has = [&](int64_t line, std::string_view column, std::string_view code) {
    return std::any_of(result.errors.begin(), result.errors.end(), [&](const ImportError& error) {
      return error.line == line && error.column == column && error.code == code;
    });
  };
  CHECK(has(2, "区划代码", "bad_division"));
  CHECK(has(3, "", "ticket_incomplete"));
  CHECK(has(4, "下单时间", "bad_time"));
  CHECK(has(5, "工单号", "required"));
  CHECK(has(6, "项目", "required"));
  CHECK(has(7, "项目", "item_and_part"));
  CHECK(has(8, "数量", "out_of_range"));
  CHECK(has(9, "", "ticket_incomplete"));
  CHECK(has(10, "工单号", "contradiction"));
  CHECK(result.errors.size() == 9);
}

TEST_CASE("a mapping is written, read and refused") {
  const ImportMapping mapping{.columns = {"ticket", "", "item"}};
  const auto json = parse_json(write_mapping(mapping));
  REQUIRE(json.ok());
  const auto read = read_mapping(*json, 3, ImportKind::kTickets);
  REQUIRE(read.ok());
  CHECK(read->columns == mapping.columns);
  CHECK(missing_fields(*read, ImportKind::kTickets).empty());
  CHECK_FALSE(read_mapping(*json, 2, ImportKind::kTickets).ok());
  const auto twice = parse_json(R"({"columns":["item","item"]})");
  CHECK_FALSE(read_mapping(*twice, 2, ImportKind::kTickets).ok());
  const auto unknown = parse_json(R"({"columns":["price"]})");
  CHECK_FALSE(read_mapping(*unknown, 1, ImportKind::kTickets).ok());
}

TEST_CASE("items come with code, name, unit and price") {
  const CsvTable table = table_of("编码,名称,单位,单价\nA,挂机安装,台,100\nA,重复,台,1\nB,,台,x\n");
  const ImportResult result =
      import_rows(table, guess_mapping(table, ImportKind::kItems), ImportKind::kItems);
  CHECK(result.accepted == 1);
  CHECK(result.errors.size() == 3);
  CHECK(result.lines ==
        "{\"item\":\"A\",\"name\":\"挂机安装\",\"unit\":\"台\",\"price\":{\"model\":\"per_unit\","
        "\"unit_price_fen\":10000}}\n");
}

TEST_CASE("names are explained by aliases, and what is written is listed by money") {
  const CsvTable table = table_of(
      "工单号,城市,项目,师傅,数量,实付金额\n"
      "T1,上海浦东,挂机安装,张 三,1台,100\n"
      "T2,310115,ac_install,李四,450厘米,300\n"
      "T3,上海浦东,挂机安装,李四,2,20\n");
  ImportMapping mapping = guess_mapping(table, ImportKind::kTickets);
  CHECK(mapping.columns[1] == "division");
  ImportResult result = import_rows(table, mapping, ImportKind::kTickets);
  CHECK(result.accepted == 0);
  REQUIRE(result.values.size() == 7);
  // 李四 stands for 320 yuan, then 厘米 and ac_install for 300 and 上海浦东 for 120.
  CHECK(result.values[0].written == "李四");
  CHECK(result.values[0].paid_fen == 32000);
  CHECK(result.values[0].rows == 2);
  CHECK(result.values[3].written == "上海浦东");
  CHECK(result.errors[0].code == "bad_division");
  CHECK(result.errors[1].code == "unknown_unit");

  mapping.aliases = {{ImportNoun::kDivision, "上海浦东", "310115"},
                     {ImportNoun::kItem, "挂机安装", "ac_install"},
                     {ImportNoun::kUnit, "台", "台"},
                     {ImportNoun::kUnit, "厘米", "米"}};
  result = import_rows(table, mapping, ImportKind::kTickets);
  CHECK(result.errors.empty());
  CHECK(result.tickets == 3);
  const auto lines = split_text(result.lines, '\n');
  const Result<Ticket> first = read_ticket(lines[0]);
  REQUIRE(first.ok());
  CHECK(first->fact(Fact::kDivision) == "310115");
  CHECK(first->visits[0].lines[0].item == "ac_install");
  CHECK(first->visits[0].people[0].person == "张 三");
  CHECK(first->paid_fen == 10000);
  const Result<Ticket> second = read_ticket(lines[1]);
  REQUIRE(second.ok());
  CHECK(second->visits[0].lines[0].quantity == 4500);

  const std::string text = write_mapping(mapping);
  const auto json = parse_json(text);
  REQUIRE(json.ok());
  const auto read = read_mapping(*json, table.header.size(), ImportKind::kTickets);
  REQUIRE(read.ok());
  CHECK(read->aliases == mapping.aliases);
  CHECK(write_mapping(*read) == text);
}

TEST_CASE("an alias that cannot hold is refused with its place") {
  const auto field = [](std::string_view aliases) {
    const auto json =
        parse_json("{\"columns\":[\"ticket\"],\"aliases\":" + std::string(aliases) + "}");
    REQUIRE(json.ok());
    const auto mapping = read_mapping(*json, 1, ImportKind::kTickets);
    return mapping ? std::string() : mapping.error().field;
  };
  CHECK(field("[]") == "");
  CHECK(field("{}") == "mapping.aliases");
  CHECK(field(R"([{"noun":"colour","written":"a","code":"b"}])") == "mapping.aliases[0].noun");
  CHECK(field(R"([{"noun":"item","written":"","code":"b"}])") == "mapping.aliases[0].written");
  CHECK(field(R"([{"noun":"item","written":"a"}])") == "mapping.aliases[0].code");
  CHECK(field(R"([{"noun":"division","written":"a","code":"上海"}])") == "mapping.aliases[0].code");
  CHECK(field(R"([{"noun":"unit","written":"厘米","code":"小时"}])") == "mapping.aliases[0].code");
  CHECK(field(R"([{"noun":"unit","written":"台","code":"个"}])") == "");
}

TEST_CASE("an amount for the whole ticket counts once") {
  const ImportResult result =
      import_text("工单号,项目,工单实付\nT1,a,150.10\nT1,b,150.10\nT2,a,20\nT2,b,30\nT3,a,\n");
  CHECK(result.tickets == 2);
  CHECK(result.paid_fen == 15010);
  const auto first = read_ticket(split_text(result.lines, '\n')[0]);
  REQUIRE(first.ok());
  CHECK(first->paid_fen == 15010);
  REQUIRE(result.errors.size() == 2);
  CHECK(result.errors[1].code == "contradiction");
  CHECK(result.errors[1].column == "工单实付");
  CHECK(result.values[0].written == "a");
  CHECK(result.values[0].paid_fen == 15010 + 2000);
}
