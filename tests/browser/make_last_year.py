"""Writes the workbook of manager_day.long.mjs to standard output: last year's tickets as people keep
them, with every kind of dirt. The cells of dirt are named by the rows below; the test says what
becomes of each.
"""

import datetime
import io
import re
import sys
import zipfile

import xlsxwriter

FIRST = 6  # the sheet's first row of tickets, as Excel counts
COLUMNS = (
    "工单号 区划代码 客户类型 服务类型 紧急程度 下单 接单 完成 里程(公里) 师傅 项目 数量 实付金额 备注"
).split()
# Behind the hidden column: what prices by the hour and by who pays need.
VISIT = {"P": "到达时间", "Q": "离开时间", "R": "保修"}
# Row by row what differs from a clean ticket, by the column's letter. A formula begins with `=`.
NO_BREAK, WIDE_BLANK = "\u00a0", "\u3000"
DIRT: list[dict[str, object]] = [
    {},  # 6: clean
    {"L": "12"},  # a number as text
    {"L": "２", "I": "１２．５"},  # full-width digits
    {"M": "1,234.50"},  # thousands separators
    {"M": "￥150.00"},  # a currency sign
    {"M": "150元"},  # a currency word
    {"F": 45722.382, "G": 45722.4, "H": 45722.65},  # date serials without a date's format
    {"F": "2025/3/7 9:05"},
    {"F": "2025年3月7日 9时5分"},
    {"F": "2025.3.7 09:05"},
    {"F": "3月7日"},  # 16: no year
    {"A": "LY-0017  "},  # trailing blanks
    {"A": f"{NO_BREAK}LY-0018{NO_BREAK}", "J": f"{WIDE_BLANK}S-1001"},  # other blanks
    {"subtotal": True},  # 19
    {"blank": True},  # 20
    {"of": 6, "K": "ac_remove"},  # 21: a second row of a ticket
    {"of": 7, "C": "VIP", "K": "ac_remove"},  # 22: a row that contradicts its ticket's other one
    {"L": "=1+2"},  # 23: a formula with its stored result
    {"M": "=SUM(M6:M7)"},  # 24: a formula without one
    {"M": "#N/A"},  # 25: an error value
    {"L": -1},  # 26: a negative quantity
    {"K": "挂机安装"},  # 27: an item by another name
    {"B": "31011X"},  # 28: a region misspelt
    {"B": "鼓楼区"},  # 29: a county of four cities
    {"L": "2台"},  # 30: a unit behind the quantity
    {"I": "8500米"},  # 31: metres where kilometres are meant
    {"E": True},  # 32: a truth value
    {"hidden": True},  # 33: a hidden row
    {"J": "师傅" * 200},  # 34: a text that is no code
    {"A": "'LY-0035"},  # 35: the apostrophe of a text, as exports write it
    {"N": "=cmd|' /C calc'!A0"},  # 36: a text that begins like a formula
    {"N": "客户满意👍"},  # 37: emoji
    {"C": "VIP\r\n"},  # 38: CR and LF in a cell
    {"N": "第一行\n第二行\r第三行"},  # 39: lines in a cell
    {"L": 0.5, "percent": "L"},  # 40: a percentage
    {"A": 202503000041, "scientific": "A"},  # 41: a number shown as 2.03E+11
    {"M": "1.5E+2"},  # 42: scientific notation as text
    {"A": 1234567890123456789},  # 43: more digits than Excel keeps
    {"M": "=0.1+0.2"},  # 44: noise behind the fifteenth digit
    {"A": ""},  # 45: no ticket number
    {"merged": True},  # 46: one ticket number over two rows
    {"of": 46, "K": "ac_remove", "under": True},  # 47
    {"K": ""},  # 48: no item
    {"F": "2025-13-45 09:00"},  # 49: no such day
    {"H": "昨天"},  # 50: a word for a date
    {"J": "s-1001"},  # 51: a person in other letters
]
STORED = {"=1+2": 3, "=0.1+0.2": 0.30000000000000004}
UNSTORED = "=SUM(M6:M7)"


def clean(row: int) -> dict[str, object]:
    """A ticket without dirt, as that row has it."""
    begin = datetime.datetime(2025, 3, 1 + row % 27, 9, 10)
    return {
        "A": f"LY-{row:04d}",
        "B": "310115",
        "C": "普通",
        "D": "安装",
        "E": "普通",
        "F": begin,
        "G": begin + datetime.timedelta(minutes=15),
        "H": begin + datetime.timedelta(hours=6),
        "I": 8.5,
        "J": "S-1001",
        "K": "ac_wall_install",
        "L": 1,
        "M": 100,
        "N": "",
        "P": begin + datetime.timedelta(hours=3),
        "Q": begin + datetime.timedelta(hours=5),
        "R": "out",
    }


def write_tickets(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    """The sheet: a title, a remark, a header of two rows, the tickets, a hidden column."""
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    kinds = {
        "percent": book.add_format({"num_format": "0%"}),
        "scientific": book.add_format({"num_format": "0.00E+00"}),
    }
    sheet.merge_range("A1:N1", "2025年师傅结算明细")
    sheet.write("A2", "导出：财务部")
    for column, title in enumerate(COLUMNS):
        if 5 <= column <= 7:
            sheet.write_string(4, column, title)
        else:
            sheet.merge_range(3, column, 4, column, title)
    sheet.merge_range("F4:H4", "时间")
    for letter, title in VISIT.items():
        sheet.merge_range(f"{letter}4:{letter}5", title)
    sheet.write("O5", "内部")
    sheet.set_column("O:O", None, None, {"hidden": True})
    for number, dirt in enumerate(DIRT):
        row = FIRST + number
        if dirt.get("blank"):
            continue
        if dirt.get("subtotal"):
            sheet.write(f"A{row}", "小计")
            sheet.write(f"L{row}", 13)
            sheet.write(f"M{row}", 1834.5)
            continue
        day = int(str(dirt.get("of", row)))
        cells = clean(day) | {key: value for key, value in dirt.items() if len(key) == 1}
        for letter, value in cells.items():
            place = f"{letter}{row}"
            kind = next((kinds[k] for k in kinds if dirt.get(k) == letter), None)
            if dirt.get("under") and letter == "A":
                continue
            if isinstance(value, datetime.datetime):
                sheet.write_datetime(place, value, moment)
            elif isinstance(value, bool):
                sheet.write_boolean(place, value)
            elif value == "#N/A":
                sheet.write_formula(place, "=NA()", None, "#N/A")
            elif isinstance(value, str) and (value in STORED or value == UNSTORED):
                sheet.write_formula(place, value, None, STORED.get(value, 987654))
            elif isinstance(value, str):
                sheet.write_string(place, value, kind)
            else:
                sheet.write_number(place, value, kind)
        sheet.write_number(f"O{row}", 7)
        if dirt.get("merged"):
            sheet.merge_range(f"A{row}:A{row + 1}", cells["A"])
        if dirt.get("hidden"):
            sheet.set_row(row - 1, None, None, {"hidden": True})


def main() -> None:
    """The finished file to standard output."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False})
    cover = book.add_worksheet("说明")
    cover.write("A1", "去年的工单，由各大区汇总。")
    write_tickets(book, book.add_worksheet("2025工单"))
    book.add_worksheet("汇总").write("A1", "另表")
    book.add_worksheet("草稿").hide()
    book.close()
    # A formula whose result was never stored: what programs other than Excel write.
    done = io.BytesIO()
    with zipfile.ZipFile(out) as made, zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as file:
        for name in made.namelist():
            data = made.read(name)
            if name.startswith("xl/worksheets/"):
                data = re.sub(rb"<v>987654</v>", b"", data)
            file.writestr(name, data)
    sys.stdout.buffer.write(done.getvalue())


main()
