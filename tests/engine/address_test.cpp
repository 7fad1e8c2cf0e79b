#include <doctest/doctest.h>

#include <cstdio>
#include <map>

#include "base/text.h"
#include "engine/address/gazetteer.h"

using namespace fenming;

namespace {

std::string read_text(const std::string& below_root) {
  std::string text;
  const std::string path = std::string(FENMING_SOURCE_DIR) + "/" + below_root;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  REQUIRE(file != nullptr);
  char buffer[1 << 16];
  size_t got = 0;
  while ((got = std::fread(buffer, 1, sizeof buffer, file)) > 0)
    text.append(buffer, got);
  std::fclose(file);
  return text;
}

const Gazetteer& gazetteer() {
  static const Result<Gazetteer> loaded = Gazetteer::load(
      read_text("assets/gazetteer/divisions.tsv"), read_text("assets/gazetteer/former.tsv"));
  REQUIRE(loaded.ok());
  return *loaded;
}

std::string line(const std::string& address) {
  const ResolvedAddress r = gazetteer().resolve(address);
  std::string text = r.code + " " + std::string(address_match_name(r.match)) + " " + r.province +
                     "/" + r.city + "/" + r.county + " " + r.rest;
  for (const std::string& candidate : r.candidates)
    text += " " + candidate;
  return text;
}

}  // namespace

TEST_CASE("addresses resolve to the deepest level that is certain") {
  CHECK(line("上海浦东张江路500号") == "310115 inferred 上海市//浦东新区 张江路500号");
  CHECK(line("苏州昆山前进路1号") == "320583 inferred 江苏省/苏州市/昆山市 前进路1号");
  CHECK(line("吉林省朝阳区人民大街") == "220104 inferred 吉林省/长春市/朝阳区 人民大街");
  CHECK(line("江苏省苏州市昆山市前进路1号") == "320583 exact 江苏省/苏州市/昆山市 前进路1号");
  CHECK(line("上海市浦东新区世纪大道1号") == "310115 exact 上海市//浦东新区 世纪大道1号");
  CHECK(line("广东省") == "440000 exact 广东省// ");
  CHECK(line("广东省 东莞市 长安镇振安路") == "441900 exact 广东省/东莞市/ 振安路");
  CHECK(line("昆山市玉山镇") == "320583 inferred 江苏省/苏州市/昆山市 ");
}

TEST_CASE("an ambiguous name stays ambiguous and lists its candidates") {
  CHECK(line("朝阳区大山子") == " ambiguous // 大山子 110105 220104");
  CHECK(line("江苏鼓楼区中央路") == "320000 ambiguous 江苏省// 中央路 320106 320302");
  CHECK(line("朝阳区酒仙桥街道") == "110105 inferred 北京市//朝阳区 ");
}

TEST_CASE("former names lead to what they became; roads are no divisions") {
  CHECK(line("上海市闸北区天目西路") == "310106 inferred 上海市//静安区 天目西路");
  CHECK(line("湖北襄樊市樊城区") == "420606 inferred 湖北省/襄阳市/樊城区 ");
  CHECK(line("南京路100号") == " unknown // 南京路100号");
  CHECK(line("") == " unknown // ");
  CHECK(line("3号楼") == " unknown // 3号楼");
}

TEST_CASE("every address of the table resolves as a person reads it") {
  size_t rows = 0;
  std::map<std::string_view, size_t> by_match;
  const std::string table = read_text("tests/engine/addresses.tsv");
  for (const std::string_view row : split_text(table, '\n')) {
    if (row.empty() || row.starts_with('#')) continue;
    const std::vector<std::string_view> cells = split_text(row, '\t');
    REQUIRE(cells.size() >= 3);
    CAPTURE(std::string(cells[0]));
    const ResolvedAddress resolved = gazetteer().resolve(cells[0]);
    CHECK((resolved.code.empty() ? "-" : resolved.code) == cells[1]);
    CHECK(address_match_name(resolved.match) == cells[2]);
    std::string candidates;
    for (const std::string& candidate : resolved.candidates)
      candidates += (candidates.empty() ? "" : ",") + candidate;
    CHECK(candidates == (cells.size() > 3 ? cells[3] : ""));
    ++rows;
    ++by_match[cells[2]];
  }
  CHECK(rows >= 150);
  CHECK(by_match.size() == 4);
}

TEST_CASE("a code of the past leads to the current ones") {
  using Codes = std::vector<std::string>;
  CHECK(gazetteer().current_codes("330102") == Codes{"330102"});
  CHECK(gazetteer().current_codes("330103") == Codes{"330105"});
  CHECK(gazetteer().current_codes("330104") == Codes{"330102", "330114"});
  CHECK(gazetteer().current_codes("371200") == Codes{"3701"});
  CHECK(gazetteer().current_codes("232701") == Codes{"232701"});  // was 加格达奇区, is 漠河市
  CHECK(gazetteer().current_codes("990000").empty());
  CHECK(!Gazetteer::load("11\t北京市\n", "110103\t崇文区\tmerged\t110101\tx\n").ok());
  CHECK(!Gazetteer::load("11\t北京市\n", "崇文区\t11\n").ok());
}

TEST_CASE("hostile text ends") {
  std::string long_text;
  for (int i = 0; i < 20000; ++i)
    long_text += "朝阳";
  CHECK(gazetteer().resolve(long_text).match != AddressMatch::kExact);
  CHECK(gazetteer().resolve("\xff\xfe").match == AddressMatch::kUnknown);
}
