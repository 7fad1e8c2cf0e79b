"""Dirt in spreadsheets: what people and programs put into them, and what must come out."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest

from server.sheet_values import clean_text
from sheet_files import Read, book, patched, refused, rows_book, with_cells, written

DAY = datetime.date(2026, 3, 2)
NOON = datetime.datetime(2026, 3, 2, 9, 10)


def test_several_sheets_and_hidden_ones() -> None:
    def fill(workbook: Any) -> None:
        workbook.active.title = "说明"
        workbook.active["A1"] = "由财务导出"
        workbook.create_sheet("藏").append(["a", "b"])
        workbook["藏"].sheet_state = "hidden"
        workbook.create_sheet("工单").append(["工单号", "项目"])
        workbook["工单"].append(["W1", "X1"])
        workbook.create_sheet("很藏").sheet_state = "veryHidden"

    data = book(fill)
    read = Read(data)
    assert [(s["name"], s["hidden"], s["columns"]) for s in read.sheets] == [
        ("说明", False, 1),
        ("藏", True, 2),
        ("工单", False, 2),
        ("很藏", True, 0),
    ]
    assert read.header["chosen"] == 2 and read.rows == [["W1", "X1"]]
    assert Read(data, 1).columns == ["a", "b"], "a hidden one may be asked for"
    assert refused(book(lambda workbook: None)) == "sheet_empty"


def test_title_empty_rows_and_columns() -> None:
    def fill(workbook: Any) -> None:
        sheet = workbook.active
        sheet["C3"] = "2026年3月结算明细"
        sheet.merge_cells("C3:F3")
        sheet["C4"], sheet["E4"] = "单位：元", "制表：张三"
        for column, title in zip("CDEF", ("工单号", "项目", "数量", "金额")):
            sheet[f"{column}6"] = title
        for column, value in zip("CDEF", ("W1", "X1", 2, 150.1)):
            sheet[f"{column}7"] = value
        for column, value in zip("CDEF", ("W2", "X1", 1, 75)):
            sheet[f"{column}9"] = value

    read = Read(book(fill))
    assert read.columns == ["工单号", "项目", "数量", "金额"]
    assert read.rows == [["W1", "X1", "2", "150.1"], ["W2", "X1", "1", "75"]]
    assert read.sheet["rows"] == 2
    assert read.notes["skipped"]["places"] == ["3", "4"]
    assert read.lines[6] == "W1,X1,2,150.1" and read.lines[8].startswith("W2"), "lines are rows"


def test_words_above_a_wide_header_are_skipped() -> None:
    titles = [f"列{number}" for number in range(8)]
    read = Read(rows_book(["明细"], ["单位：元", "制表：张三"], titles, list(range(8))))
    assert read.columns == titles
    assert read.notes["skipped"]["places"] == ["1", "2"] and read.notes["skipped"]["count"] == 2


def test_header_of_two_rows() -> None:
    def fill(workbook: Any) -> None:
        sheet = workbook.active
        sheet.append(["价目表"])
        sheet.merge_cells("A1:E1")
        sheet.append(["编码", "名称", "安装费", None, "备注"])
        sheet.append([None, None, "一线", "二线", None])
        for area in ("A2:A3", "B2:B3", "C2:D2", "E2:E3"):
            sheet.merge_cells(area)
        sheet.append(["AZ", "安装", 100, 80, "无"])

    read = Read(book(fill))
    assert read.columns == ["编码", "名称", "安装费/一线", "安装费/二线", "备注"]
    assert read.rows == [["AZ", "安装", "100", "80", "无"]]
    assert "merged" not in read.notes and read.notes["skipped"]["places"] == ["1"]


def test_header_merged_over_two_columns_of_numbers_stays_one_row() -> None:
    def fill(workbook: Any) -> None:
        workbook.active.append(["编码", "价格", None])
        workbook.active.merge_cells("B1:C1")
        workbook.active.append(["AZ", 100, 80])

    read = Read(book(fill))
    assert read.columns == ["编码", "价格", "价格"] and read.rows == [["AZ", "100", "80"]]


def test_merged_cells_in_the_body() -> None:
    def fill(workbook: Any) -> None:
        for row in (["城市", "项目", "数量"], ["上海", "A", 1], [None, "B", 2], ["北京", "C", 3]):
            workbook.active.append(row)
        workbook.active.merge_cells("A2:A3")
        workbook.active.merge_cells("A4:A1048576")

    read = Read(book(fill))
    assert read.rows == [["上海", "A", "1"], ["上海", "B", "2"], ["北京", "C", "3"]]
    assert read.notes["merged"]["places"] == ["A2", "A4"]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (DAY, "yyyy-mm-dd", "2026-03-02"),
        (NOON, "yyyy/m/d h:mm", "2026-03-02 09:10"),
        (NOON.replace(second=5), "yyyy-mm-dd hh:mm:ss", "2026-03-02 09:10:05"),
        (NOON, 'yyyy"年"m"月"d"日"', "2026-03-02 09:10"),
        (46083, '[$-804]yyyy"年"m"月"d"日";@', "2026-03-02"),
        (46083, "m/d", "2026-03-02"),
        (46083.381944444445, "[red]yyyy-mm-dd h:mm", "2026-03-02 09:10"),
        (0.5, "h:mm", "12:00"),
        (0.5, "上午/下午h:mm", "12:00"),
        (1.25, "[h]:mm", "30:00"),
        (59, "yyyy-mm-dd", "1900-02-28"),
        (61, "yyyy-mm-dd", "1900-03-01"),
        (0.125, "0%", "12.5%"),
        (0.07, "0.00%", "7%"),
        (12345.5, "#,##0.00", "12345.5"),
        (12345.5, '"d"0.00', "12345.5"),
        (1200, "0.00E+00", "1200"),
        (12.5, '[Red]#,##0.00"元"', "12.5"),
        (True, "General", "TRUE"),
        (150.1, "General", "150.1"),
        (0.1 + 0.2, "General", "0.3"),
        (1e-7, "General", "0.0000001"),
        (-0.0, "General", "0"),
        (99999999999.99, "General", "99999999999.99"),
    ],
)
def test_a_cell_by_its_number_format(value: Any, code: str, text: str) -> None:
    read = Read(rows_book(["工单号", "值"], ["W1", value], formats={"B2": code}))
    assert read.rows == [["W1", text]]


def test_chinese_builtin_date_formats() -> None:
    for number, text in ((31, "2026-03-02"), (57, "2026-03-02"), (32, "00:00"), (14, "2026-03-02")):
        data = rows_book(["工单号", "日期"], ["W1", 46083], formats={"B2": "yyyy-mm"})
        data = patched(
            data,
            "xl/styles.xml",
            lambda xml: re.sub("<numFmts.*</numFmts>", "", xml).replace('"164"', f'"{number}"'),
        )
        assert Read(data).rows == [["W1", text]], number


def test_dates_counted_from_1904() -> None:
    def fill(workbook: Any) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["工单号", "日期"])
        sheet.write(1, 0, "W1")
        sheet.write_datetime(1, 1, DAY, workbook.add_format({"num_format": "yyyy-mm-dd"}))

    data = patched(
        written(fill),
        "xl/workbook.xml",
        lambda xml: xml.replace("<workbookPr", '<workbookPr date1904="1"'),
    )
    assert Read(data).rows == [["W1", "2030-03-03"]], "1,462 days later"


def test_serial_numbers_in_a_column_of_dates() -> None:
    rows = [["W1", DAY, 46083], ["W2", 46084, 46084], ["W3", "2026/3/4", 1]]
    read = Read(rows_book(["工单号", "日期", "数量"], *rows))
    assert [row[1] for row in read.rows] == ["2026-03-02", "2026-03-03", "2026/3/4"]
    assert [row[2] for row in read.rows] == ["46083", "46084", "1"], "numbers stay numbers"
    assert read.notes["serial"]["places"] == ["B3"]


def test_a_few_words_among_dates_do_not_hide_serial_numbers() -> None:
    rows = [[f"W{n}", DAY] for n in range(18)] + [["W18", "昨天"], ["W19", 46084]]
    read = Read(rows_book(["工单号", "日期"], *rows))
    assert [row[1] for row in read.rows][-2:] == ["昨天", "2026-03-03"]
    mixed = Read(rows_book(["工单号", "日期"], *rows[-8:]))
    assert mixed.rows[-1][1] == "46084", "more than a tenth are no dates"


def test_rows_of_totals_are_left_out_and_named() -> None:
    def fill(workbook: Any) -> None:
        sheet = workbook.active
        sheet.append(["工单号", "项目", "数量", "金额", "备注"])
        sheet.append(["W1", "X1", 1, 10, "合计"])
        sheet.append(["小 计", None, 1, 10])
        sheet.append([None, "上海合计：", None, 10])
        sheet.append(["合计部", "X1", 1, 10])
        sheet.append(["合计", None, None, 10])
        sheet.merge_cells("A6:C6")
        sheet.append(["总计", "X1", 1, 10])
        sheet.append(["Total", None, None, 20])

    read = Read(book(fill))
    assert [row[0] for row in read.rows] == ["W1", "合计部", "总计"], "a full row is a ticket"
    assert read.sheet["rows"] == 3
    assert read.notes["total"]["places"] == ["3", "4", "6", "8"]
    assert read.lines[4].startswith("合计部"), "lines stay rows"


def test_a_rounded_serial_number_is_a_date_and_no_rounding() -> None:
    read = Read(rows_book(["工单号", "日期"], ["W1", NOON], ["W2", 46083.381944444445]))
    assert [row[1] for row in read.rows] == ["2026-03-02 09:10"] * 2
    assert set(read.notes) == {"serial"}


def test_ids_and_numbers_beyond_fifteen_digits() -> None:
    data = with_cells(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>工单号</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>流水</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>123456789012345678</t></is></c>'
        '<c r="B2"><v>1.2345678901234568E+17</v></c></row>'
        '<row r="3"><c r="A3"><v>9007199254740993</v></c><c r="B3"><v>123456789012345</v></c></row>'
    )
    read = Read(data)
    assert read.rows == [
        ["123456789012345678", "123456789012345680"],
        ["9007199254740993", "123456789012345"],
    ]
    assert read.notes["digits"]["places"] == ["B2", "A3"]


def test_money_is_the_shortest_exact_decimal() -> None:
    data = with_cells(
        '<row r="1"><c r="A1" t="str"><v>单号</v></c><c r="B1" t="str"><v>金额</v></c></row>'
        '<row r="2"><c r="A2" t="str"><v>W1</v></c><c r="B2"><v>150.09999999999999</v></c></row>'
        '<row r="3"><c r="A3" t="str"><v>W2</v></c>'
        '<c r="B3"><f>B2*2</f><v>300.29999999999995</v></c></row>'
    )
    read = Read(data)
    assert [row[1] for row in read.rows] == ["150.1", "300.3"]
    assert read.notes["rounded"]["places"] == ["B3"]


def test_errors_and_formulas() -> None:
    def fill(workbook: Any) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["工单号", "金额", "城市"])
        sheet.write_row(1, 0, ["W1"])
        sheet.write_formula(1, 1, "=1+1", None, 2)
        sheet.write_formula(1, 2, "=VLOOKUP(1,A:A,1)", None, "#N/A")
        sheet.write_row(2, 0, ["W2"])
        sheet.write_formula(2, 1, "=B2+1", None, "")
        sheet.write_formula(2, 2, '=A1&"x"', None, "上海")

    data = patched(
        written(fill),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(
            '<c r="B3" t="str"><f>B2+1</f><v></v></c>', '<c r="B3"><f>B2+1</f></c>'
        ),
    )
    read = Read(data)
    assert read.rows == [["W1", "2", ""], ["W2", "", "上海"]]
    assert read.notes["error"]["places"] == ["C2"]
    assert read.notes["formula"]["places"] == ["B3"]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("1,234.50", "1234.50"),
        ("-1,234,567", "-1234567"),
        ("1,23", "1,23"),
        ("'00123", "00123"),
        ("'", "'"),
        ("5'", "5'"),
        ("１２３４", "1234"),
        ("１，２３４．５", "1234.5"),
        ("ＷＯ－００１", "WO-001"),
        ("00123", "00123"),
        ("  W1 \u00a0", "W1"),
        ("浦东\u00a0新区\u3000", "浦东 新区"),
        ("第一行\n第二行", "第一行 第二行"),
        ("a_x000D_\nb", "a b"),
        ("_x005F_x0041_", "_x0041_"),
        ("单价（元）", "单价（元）"),
        ("\u200b\ufeff", ""),
        ("=1+1", "=1+1"),
    ],
)
def test_typed_text(typed: str, text: str) -> None:
    assert clean_text(typed) == text


def test_text_that_needs_quotes_keeps_its_columns() -> None:
    odd = 'a "b", c; d'
    read = Read(rows_book(["工单号", "说\n明"], ["W1", odd], ["W2", " x\ny "]))
    assert read.columns == ["工单号", "说 明"]
    assert read.rows == [["W1", odd], ["W2", "x y"]]


def test_rich_text_and_readings() -> None:
    data = with_cells(
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>工单</t></r><r><t>号</t></r>'
        "<rPh sb=\"0\" eb=\"1\"><t>zzz</t></rPh></is></c></row>"
        '<row r="2"><c r="A2" t="str"><v>W1</v></c></row>'
    )
    read = Read(data)
    assert (read.columns, read.rows) == (["工单号"], [["W1"]])


def test_a_file_that_claims_a_million_rows() -> None:
    def fill(workbook: Any) -> None:
        workbook.active.append(["工单号", "项目"])
        workbook.active.append(["W1", "A"])
        workbook.active["A1048576"].number_format = "0.00"
        workbook.active["XFD2"].number_format = "0.00"

    data = patched(
        book(fill),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace('ref="A1:XFD1048576"', 'ref="A1:XFD1048576" '),
    )
    read = Read(data)
    assert (read.sheet["rows"], read.sheet["columns"], read.rows) == (1, 2, [["W1", "A"]])
    assert read.sheet["csv_bytes"] < 100


def test_hidden_rows_and_untitled_columns_are_named() -> None:
    def fill(workbook: Any) -> None:
        for row in (["工单号", "项目", None], ["W1", "A", "x"], ["W2", "B", "y"]):
            workbook.active.append(row)
        workbook.active.row_dimensions[3].hidden = True

    read = Read(book(fill))
    assert read.columns == ["工单号", "项目", "C"] and len(read.rows) == 2
    assert read.notes["hidden"]["places"] == ["3"] and read.notes["untitled"]["places"] == ["C"]


def test_notes_name_the_first_places_only() -> None:
    cells = "".join(
        f'<row r="{n}"><c r="A{n}" t="str"><v>W{n}</v></c><c r="B{n}" t="e"><v>#N/A</v></c></row>'
        for n in range(1, 50)
    )
    note = Read(with_cells(cells)).notes["error"]
    assert note["count"] == 49 and note["places"] == [f"B{n}" for n in range(1, 11)]
