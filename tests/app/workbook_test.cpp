// A workbook that comes back from Excel changes what it says otherwise, and nothing else.
#include "app/prices/workbook.h"

#include <doctest/doctest.h>

#include "app/prices/view.h"
#include "codec/book_codec.h"
#include "demo/demo.h"

using namespace fenming;
using namespace fenming::app;
using namespace fenming::app::prices;

namespace {

Document demo_draft() {
  Document document;
  const BookFile file = demo_books();
  for (const Book& book : file.books) {
    if (book.relation == Relation::kCompanyTechnician) document.version = book.versions.back();
  }
  document.number = 0;
  return document;
}

// The items as the server writes them: code, name, unit, base price, a column for each tier.
std::string items_csv(const Document& document, const Locale& locale) {
  const BookVersion& version = document.version;
  std::string csv = "编码,名称,服务类型,单位,基准价（元）";
  for (const Tier& tier : version.tiers)
    csv += "," + tier.name + " (" + tier.tier + ")";
  csv += "\n";
  const auto plain = [](std::string text) {
    std::erase(text, ',');
    return text == " " ? std::string() : text;
  };
  for (int row = 0; row < static_cast<int>(version.items.size()); ++row) {
    const Item& item = version.items[static_cast<size_t>(row)];
    const auto cell = [&](int column) {
      return plain(cell_view(document, Section::kItems, row, column, locale).edit_text);
    };
    csv += item.item + "," + item.name + "," + item.service_type + "," + item.unit + "," +
           cell(kItemPrice);
    for (int tier = 0; tier < static_cast<int>(version.tiers.size()); ++tier)
      csv += "," + cell(kItemTierPrice + tier);
    csv += "\n";
  }
  return csv;
}

WorkbookUpdate compared(const std::string& csv, const Document& document, const Locale& locale) {
  WorkbookUpdate update;
  const Result<CsvTable> table = read_csv(csv);
  REQUIRE(table.ok());
  compare_sheet(*table, document, locale, update);
  return update;
}

// Replaces the cell of a row by its column's title.
std::string with_cell(const std::string& csv, size_t line, size_t column, std::string_view text) {
  Result<CsvTable> table = read_csv(csv);
  REQUIRE(table.ok());
  table->rows[line].cells[column] = text;
  std::string out;
  const auto write = [&](const std::vector<std::string>& cells) {
    for (size_t i = 0; i < cells.size(); ++i)
      out += (i > 0 ? "," : "") + cells[i];
    out += "\n";
  };
  write(table->header);
  for (const CsvRow& row : table->rows)
    write(row.cells);
  return out;
}

}  // namespace

TEST_CASE("a workbook that nobody touched changes nothing") {
  const Locale locale(Language::kChinese);
  Document document = demo_draft();
  const std::string before = write_book_version(document.version);
  const WorkbookUpdate update = compared(items_csv(document, locale), document, locale);
  CHECK(update.found_table);
  CHECK(update.changes.empty());
  CHECK(update.missing == 0);
  CHECK(take_workbook(document, update, locale) == 0);
  CHECK(write_book_version(document.version) == before);
  CHECK_FALSE(document.log.can_undo());
}

TEST_CASE("changed cells are taken as one step, refused ones and unchosen ones stay") {
  const Locale locale(Language::kChinese);
  Document document = demo_draft();
  const BookVersion before = document.version;
  std::string csv = items_csv(document, locale);
  csv = with_cell(csv, 0, 4, "￥１８８．５０");
  csv = with_cell(csv, 1, 5, "99.00");
  csv = with_cell(csv, 2, 4, "abc");
  csv = with_cell(csv, 3, 1, "改名");
  csv = with_cell(csv, 4, 4, "77");
  csv += "new_item,新项目,,台,12.30\n";
  WorkbookUpdate update = compared(csv, document, locale);
  REQUIRE(update.changes.size() == 8);
  CHECK(update.changes[0].after == "￥１８８．５０");
  CHECK(update.changes[0].what == before.items[0].name + " · 基准价（元）");
  CHECK_FALSE(update.changes[2].error.empty());
  CHECK_FALSE(update.changes[2].chosen);
  update.changes[4].chosen = false;
  CHECK(update.chosen() == 6);
  CHECK(take_workbook(document, update, locale) == 6);
  const BookVersion& after = document.version;
  CHECK(after.items[0].price->fen == 18850);
  CHECK(after.items[2].price->fen == before.items[2].price->fen);
  CHECK(after.items[3].name == "改名");
  CHECK(after.items[4].price->fen == before.items[4].price->fen);
  REQUIRE(after.items.size() == before.items.size() + 1);
  CHECK(after.items.back().item == "new_item");
  CHECK(after.items.back().name == "新项目");
  CHECK(after.items.back().price->fen == 1230);
  // The whole of it is one step.
  CHECK(document.log.undo(document.version));
  CHECK(write_book_version(document.version) == write_book_version(before));
  CHECK_FALSE(document.log.can_undo());
}

TEST_CASE("rows that are missing stay, and other tables are told apart") {
  const Locale locale(Language::kEnglish);
  Document document = demo_draft();
  const WorkbookUpdate update = compared(
      "Code,Name,Base price (CNY)\n" + document.version.items[0].item + ",,\n", document, locale);
  // A price that was blanked is one that is cleared; a name is never blanked.
  REQUIRE(update.changes.size() == 1);
  CHECK(update.changes[0].column == kItemPrice);
  CHECK(update.changes[0].after.empty());
  CHECK(update.missing == static_cast<int>(document.version.items.size()) - 1);
  CHECK(kind_of(*read_csv("Code,Name,Cost (CNY)\nx,y,1\n")) == SheetKind::kParts);
  CHECK(kind_of(*read_csv("编码,名称,系数\nx,y,1\n")) == SheetKind::kTiers);
  CHECK(kind_of(*read_csv("Book,Version\nx,y\n")) == SheetKind::kNone);
  // A tier's factor that is typed as a percentage, and a tier that does not exist.
  const WorkbookUpdate tiers =
      compared("编码,名称,系数\n" + document.version.tiers[0].tier + ",,150%\nnowhere,新档,1\n",
               document, locale);
  REQUIRE(tiers.changes.size() == 3);
  CHECK(tiers.changes[0].error.empty());
  CHECK_FALSE(tiers.changes[1].error.empty());
  CHECK(take_workbook(document, tiers, locale) == 1);
  CHECK(document.version.tiers[0].factor_bp == 15000);
}
