// The prices and import screens, headless: drawn from fixtures, announced, and edited.
#include <doctest/doctest.h>

#include <string>

#include "base/sha256.h"
#include "ui_support.h"

namespace app = fenming::app;
namespace ui = fenming::ui;
using fenming::platform_null::Harness;
using fenming::testing::answer;
using fenming::testing::kViewer;
using fenming::testing::sign_in;
using ui::a11y::Role;

namespace {

constexpr const char* kDraft =
    R"({"version":1,"status":"draft","from":"2026-11-01","pin_event":"taken","utc_offset_min":480,)"
    R"("city_classes":[{"from":"2026-01-01","edition":"2026","classes":[)"
    R"({"class":"tier1","name":"一线","divisions":["11","31"]}],"otherwise":"other"}],)"
    R"("categories":[{"category":"labour","name":"工时费","rest_role":"lead"}],)"
    R"("items":[{"item":"install","name":"挂机安装","unit":"台","category":"labour",)"
    R"("price":{"model":"per_unit","unit_price_fen":10000}}],)"
    R"("tiers":[{"tier":"premium","name":"高级档","priority":20,)"
    R"("when":{"op":"in","fact":"city_class","values":["tier1"]},)"
    R"("extends":"standard","factor_bp":15000},)"
    R"({"tier":"standard","name":"标准档","priority":0,"factor_bp":10000}]})";
// The same version, published.
std::string published() {
  std::string text = kDraft;
  const std::string_view draft = "\"draft\"";
  return text.replace(text.find(draft), draft.size(), "\"in_force\"");
}

void open_draft(Harness& harness) {
  fenming::testing::open_draft(harness, kDraft);
  REQUIRE(harness.app().state().prices.document.is_draft());
}

}  // namespace

TEST_CASE("every tab draws in both languages without doubles and changes nothing") {
  for (const char* tab :
       {"tiers", "items", "parts", "surcharges", "limits", "cities", "bundles", "split"}) {
    for (const auto language : {app::Language::kChinese, app::Language::kEnglish}) {
      CAPTURE(tab);
      Harness harness("/prices/technician/draft?tier=premium&tab=" + std::string(tab));
      open_draft(harness);
      harness.host().pending().push(app::SetLanguage{language});
      harness.settle();
      const auto edits = harness.app().state().prices.document.edits;
      for (int i = 0; i < 5; ++i)
        harness.frame();
      CHECK(harness.app().state().prices.document.edits == edits);
      CHECK(harness.ui().tree.duplicates().empty());
      CHECK(harness.ui().tree.nameless().empty());
    }
  }
}

TEST_CASE("a factor is typed, shown and undone") {
  Harness harness("/prices/technician/draft");
  open_draft(harness);
  REQUIRE(harness.click(Role::kCell, "系数"));
  harness.key(ImGuiKey_F2);
  const auto output = harness.frame();
  REQUIRE(output.has_edit);
  app::PlatformInput input;
  input.edits.push_back(
      {output.edit.id, app::EditEventKind::kCommit, app::CommitReason::kEnter, "１８０％"});
  harness.frame(input);
  harness.settle();
  CHECK(harness.app().state().prices.document.version.tiers[0].factor_bp == 18000);
  harness.key(ImGuiKey_Z, true);
  CHECK(harness.app().state().prices.document.version.tiers[0].factor_bp == 15000);
}

TEST_CASE("an item's price gets steps beside the table") {
  Harness harness("/prices/technician/draft?tab=items");
  open_draft(harness);
  REQUIRE(harness.click(Role::kCell, "项目"));
  harness.settle();
  REQUIRE(harness.find(Role::kCombobox, "计费方式") != nullptr);
  REQUIRE(harness.find(Role::kTextbox, "单价") != nullptr);
  app::prices::EditPrice edit;
  edit.change.field = app::prices::PriceField::kModel;
  edit.change.model = fenming::ChargeModel::kGraduated;
  harness.host().pending().push(app::prices::Intent{edit});
  harness.settle();
  REQUIRE(harness.click(Role::kButton, "添加一级"));
  harness.settle();
  CHECK(harness.app().state().prices.document.version.items[0].price->steps.size() == 2);
  CHECK(harness.find(Role::kTextbox, "第 1 级上界") != nullptr);
  CHECK(harness.find(Role::kTextbox, "第 2 级价格") != nullptr);
  CHECK(harness.ui().tree.duplicates().empty());
  CHECK(harness.ui().tree.nameless().empty());
  harness.key(ImGuiKey_Z, true);
  CHECK(harness.app().state().prices.document.version.items[0].price->steps.size() == 1);
}

TEST_CASE("a surcharge is added and filled in beside the table") {
  Harness harness("/prices/technician/draft?tab=surcharges");
  open_draft(harness);
  const auto& version = harness.app().state().prices.document.version;
  REQUIRE(harness.click(Role::kButton, "新增"));
  harness.settle();
  REQUIRE(version.surcharges.size() == 1);
  REQUIRE(harness.find(Role::kCombobox, "费用类别") != nullptr);
  REQUIRE(harness.find(Role::kTextbox, "金额") != nullptr);
  REQUIRE(harness.click(Role::kCombobox, "计费时机"));
  harness.settle();
  REQUIRE(harness.click(Role::kOption, "每单位"));
  harness.settle();
  CHECK(version.surcharges[0].occasion == fenming::Occasion::kUnit);
  REQUIRE(harness.click(Role::kCombobox, "计费方式"));
  harness.settle();
  REQUIRE(harness.click(Role::kOption, "按比例"));
  harness.settle();
  REQUIRE(harness.click(Role::kButton, "远程费"));
  harness.settle();
  REQUIRE(version.surcharges[0].charge);
  CHECK(version.surcharges[0].charge->of == std::vector<std::string>{"labour", "travel"});
  REQUIRE(harness.click(Role::kButton, "添加条件"));
  harness.settle();
  REQUIRE(version.surcharges[0].when);
  CHECK(harness.find(Role::kCombobox, "字段") != nullptr);
  CHECK(harness.ui().tree.duplicates().empty());
  CHECK(harness.ui().tree.nameless().empty());
  harness.key(ImGuiKey_Z, true);
  CHECK_FALSE(version.surcharges[0].when);
  REQUIRE(harness.click(Role::kButton, "删除所选"));
  harness.settle();
  CHECK(version.surcharges.empty());
}

TEST_CASE("steps of the split are added, moved with the selection and changed") {
  Harness harness("/prices/technician/draft?tab=split");
  open_draft(harness);
  const auto& steps = harness.app().state().prices.document.version.split.steps;
  for (int i = 0; i < 2; ++i) {
    REQUIRE(harness.click(Role::kButton, "新增"));
    harness.settle();
  }
  REQUIRE(harness.click(Role::kCombobox, "角色"));
  harness.settle();
  REQUIRE(harness.click(Role::kOption, "平台"));
  harness.settle();
  CHECK(steps[1].role == fenming::Role::kPlatform);
  REQUIRE(harness.click(Role::kButton, "上移"));
  harness.settle();
  CHECK(steps[0].role == fenming::Role::kPlatform);
  REQUIRE(harness.click(Role::kCombobox, "计算方式"));
  harness.settle();
  REQUIRE(harness.click(Role::kOption, "固定金额"));
  harness.settle();
  CHECK(steps[0].fixed);
  CHECK_FALSE(steps[1].fixed);
  CHECK(harness.find(Role::kTextbox, "每单金额") != nullptr);
  CHECK(harness.find(Role::kTextbox, "最低") == nullptr);
  CHECK(harness.ui().tree.duplicates().empty());
  CHECK(harness.ui().tree.nameless().empty());
  harness.key(ImGuiKey_Z, true);
  CHECK_FALSE(steps[0].fixed);
  REQUIRE(harness.click(Role::kButton, "删除所选"));
  harness.settle();
  CHECK(steps.size() == 1);
}

TEST_CASE("an empty server teaches") {
  Harness harness("/prices");
  sign_in(harness);
  answer(harness, "prices.books", R"({"books":[]})");
  CHECK(harness.find(Role::kButton, "新建价目") != nullptr);
}

TEST_CASE("a file is read, and what is wrong is counted") {
  Harness importing("/import");
  sign_in(importing);
  importing.host().pending().push(
      app::FilePicked{{"import", "a.csv", "工单号,项目,数量\nT1,install,x\nT2,install,2\n"}});
  importing.settle();
  CHECK(importing.app().state().imports.result.accepted == 1);
  CHECK(importing.app().state().imports.result.errors.size() == 1);
  CHECK(importing.ui().tree.duplicates().empty());
  CHECK(importing.ui().tree.nameless().empty());
}

TEST_CASE("cells are selected by dragging and by keys, copied, pasted and filled as one step") {
  Harness harness("/prices/technician/draft");
  open_draft(harness);
  const auto& document = harness.app().state().prices.document;
  const auto* cell = harness.find(Role::kCell, "系数");
  REQUIRE(cell != nullptr);
  const ui::Rect first = cell->rect;
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(first.x + 20, first.y + 10);
  harness.frame();
  io.AddMouseButtonEvent(0, true);
  harness.frame();
  io.AddMousePosEvent(first.x + 20, first.y + 42);
  harness.frame();
  harness.frame();
  io.AddMouseButtonEvent(0, false);
  harness.settle();
  app::PlatformInput copy;
  copy.copy_requested = true;
  CHECK(harness.frame(copy).clipboard == "1.50\n1.00\n");
  // Shift and an arrow select a column more.
  harness.key(ImGuiKey_RightArrow, false, true);
  CHECK(harness.frame(copy).clipboard == "1.50\t\n1.00\t\n");
  // A column from a spreadsheet; undone as one step.
  harness.key(ImGuiKey_UpArrow);
  harness.key(ImGuiKey_LeftArrow);
  const size_t steps = document.log.size();
  app::PlatformInput paste;
  paste.has_pasted = true;
  paste.pasted = "1.7\r\n1.2\r\n";
  harness.frame(paste);
  harness.settle();
  CHECK(document.version.tiers[0].factor_bp == 17000);
  CHECK(document.version.tiers[1].factor_bp == 12000);
  CHECK(document.log.size() == steps + 1);
  // Ctrl+D repeats the first value in the selection.
  harness.key(ImGuiKey_DownArrow, false, true);
  harness.key(ImGuiKey_D, true);
  harness.settle();
  CHECK(document.version.tiers[1].factor_bp == 17000);
  harness.key(ImGuiKey_Z, true);
  harness.key(ImGuiKey_Z, true);
  CHECK(document.version.tiers[0].factor_bp == 15000);
  CHECK(document.version.tiers[1].factor_bp == 10000);
}

TEST_CASE("selected amounts are raised by a percentage, with the sums before it is done") {
  Harness harness("/prices/technician/draft?tab=items");
  open_draft(harness);
  const auto& version = harness.app().state().prices.document.version;
  REQUIRE(harness.click(Role::kCell, "基准价"));
  REQUIRE(harness.click(Role::kButton, "批量调整…"));
  harness.settle();
  REQUIRE(harness.find(Role::kDialog, "批量调整") != nullptr);
  const auto output = harness.frame();
  REQUIRE(output.has_edit);
  app::PlatformInput input;
  input.edits.push_back(
      {output.edit.id, app::EditEventKind::kCommit, app::CommitReason::kTab, "+3%"});
  harness.frame(input);
  harness.settle();
  CHECK(version.items[0].price->fen == 10000);
  CHECK(harness.find(Role::kStatus, "1 格改变，合计 ¥100.00 → ¥103.00（+¥3.00）") != nullptr);
  REQUIRE(harness.click(Role::kButton, "应用"));
  harness.settle();
  CHECK(version.items[0].price->fen == 10300);
  CHECK(harness.find(Role::kDialog, "批量调整") == nullptr);
  harness.key(ImGuiKey_Z, true);
  CHECK(version.items[0].price->fen == 10000);
}

TEST_CASE("the filter leaves the rows that match, and edits reach the right ones") {
  Harness harness("/prices/technician/draft");
  open_draft(harness);
  REQUIRE(harness.click(Role::kSearchbox, "查找名称、代码或金额"));
  const auto output = harness.frame();
  REQUIRE(output.has_edit);
  app::PlatformInput input;
  input.edits.push_back(
      {output.edit.id, app::EditEventKind::kCommit, app::CommitReason::kBlur, "标准"});
  harness.frame(input);
  harness.settle();
  const auto* row = harness.find(Role::kRow, "");
  REQUIRE(row != nullptr);
  CHECK(row->count == 1);
  REQUIRE(harness.click(Role::kCell, "系数"));
  app::PlatformInput paste;
  paste.has_pasted = true;
  paste.pasted = "1.1";
  harness.frame(paste);
  harness.settle();
  CHECK(harness.app().state().prices.document.version.tiers[1].factor_bp == 11000);
  CHECK(harness.app().state().prices.document.version.tiers[0].factor_bp == 15000);
}

TEST_CASE("two keys within one frame: the filter follows the second") {
  Harness harness("/prices/technician/draft");
  open_draft(harness);
  REQUIRE(harness.click(Role::kSearchbox, "查找名称、代码或金额"));
  const auto output = harness.frame();
  REQUIRE(output.has_edit);
  app::PlatformInput input;
  for (const char* text : {"没有这一行", "标准"})
    input.edits.push_back(
        {output.edit.id, app::EditEventKind::kInput, app::CommitReason::kBlur, text});
  harness.frame(input);
  harness.settle();
  const auto* row = harness.find(Role::kRow, "");
  REQUIRE(row != nullptr);
  CHECK(row->count == 1);
}

TEST_CASE("who may not import is told who may, and a dropped file is refused") {
  Harness harness("/import");
  sign_in(harness, kViewer);
  CHECK(harness.find(Role::kButton, "选择 CSV 文件") == nullptr);
  harness.host().pending().push(app::FilePicked{{"drop", "a.csv", "工单号,项目\nT1,install\n"}});
  harness.settle();
  CHECK(harness.app().state().imports.table.rows.empty());
  REQUIRE(harness.app().state().toasts.size() == 1);
  CHECK(harness.app().state().toasts[0].text.find("价格经理") != std::string::npos);
}

TEST_CASE("a viewer reads published versions and finds nothing that edits") {
  Harness harness("/prices/technician/draft");
  sign_in(harness, kViewer);
  answer(harness, "prices.file",
         std::string(R"({"schema":"fenming.book-file/1","routing":[],)") +
             R"("books":[{"book":"technician","name":"师傅结算价目",)"
             R"("relation":"company_technician","versions":[)" +
             published() + "]}]}");
  answer(harness, "prices.books",
         R"({"books":[{"id":"technician","name":"师傅结算价目","relation":"company_technician",)"
         R"("versions":[{"number":1,"status":"in_force","from":"2026-11-01"}],)"
         R"("draft":{"revision":"3","base":1,"updated_at":1}}]})");
  const auto& document = harness.app().state().prices.document;
  CHECK(document.number == 1);
  CHECK(harness.app().state().location.path == "technician/1");
  for (const char* name : {"新建价目", "编辑草稿", "发布", "新增"})
    CHECK(harness.find(Role::kButton, name) == nullptr);
  for (const auto& entry : harness.ui().tree.entries())
    CHECK(entry.role != Role::kTextbox);
  harness.host().pending().push(app::prices::Intent{app::prices::StartDraft{"technician", 1}});
  harness.settle();
  CHECK(document.number == 1);
  CHECK(harness.app().state().toasts.size() == 1);
  CHECK(harness.ui().tree.duplicates().empty());
}

TEST_CASE(
    "a workbook is read by the server, with its sheets, its notes and the mapping of before") {
  Harness harness("/import");
  sign_in(harness);
  const auto& own = harness.app().state().imports;
  harness.host().pending().push(app::FilePicked{{"import", "三月.xlsx", "PK\x03\x04rest"}});
  harness.settle();
  CHECK(own.stage == app::imports::Stage::kReading);
  const std::string listing =
      R"({"sheets":[{"name":"说明","rows":0,"columns":0,"hidden":false,"csv_bytes":0,"notes":[]},)"
      R"({"name":"工单","rows":2,"columns":3,"hidden":false,"csv_bytes":9,"notes":[{"code":"x",)"
      R"("count":1,"places":["1"],"message":"跳过第 1 行"}]}],"chosen":1,)"
      R"("csv":"\n单据,项目,数量\nT1,install,x\nT2,install,2\n"})";
  answer(harness, "import.sheets", listing);
  REQUIRE(own.stage == app::imports::Stage::kMapping);
  CHECK(own.table.rows.front().line == 3);
  CHECK(harness.find(Role::kButton, "工作表：工单") != nullptr);
  CHECK(harness.find(Role::kButton, "读取说明") != nullptr);
  CHECK(own.missing.size() == 1);
  const std::string digest = fenming::sha256_hex("单据\x1F项目\x1F数量");
  answer(harness, "import.remembered:" + digest,
         R"({"mapping":{"columns":["ticket","item","quantity"],"utc_offset_min":480}})");
  CHECK(own.remembered);
  CHECK(own.result.accepted == 1);
  CHECK(harness.ui().tree.duplicates().empty());
  CHECK(harness.ui().tree.nameless().empty());
  harness.host().pending().push(app::imports::Intent{app::imports::GuessMapping{}});
  harness.settle();
  CHECK_FALSE(own.remembered);
  CHECK(own.missing.size() == 1);
}

TEST_CASE("reading can be given up, and a late answer changes nothing") {
  Harness harness("/import");
  sign_in(harness);
  harness.host().pending().push(app::FilePicked{{"import", "a.xlsx", "PK\x03\x04rest"}});
  harness.settle();
  CHECK(harness.find(Role::kProgress, "正在读取 a.xlsx") != nullptr);
  harness.host().pending().push(app::imports::Intent{app::imports::StopReading{}});
  harness.settle();
  answer(harness, "import.sheets", R"({"detail":"late","code":"sheet_damaged"})", 422);
  CHECK(harness.app().state().imports.stage == app::imports::Stage::kEmpty);
  CHECK(harness.app().state().imports.error.empty());
}

TEST_CASE("a file that the server refuses says why") {
  Harness harness("/import");
  sign_in(harness);
  harness.host().pending().push(app::FilePicked{{"import", "a.csv", "\xB9\xA4\xB5\xA5"}});
  harness.settle();
  answer(harness, "import.sheets", R"({"detail":"请另存为 .xlsx","code":"sheet_old_xls"})", 422);
  CHECK(harness.app().state().imports.stage == app::imports::Stage::kEmpty);
  CHECK(harness.app().state().imports.error == "a.csv：请另存为 .xlsx");
}
