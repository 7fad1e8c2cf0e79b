"""Writes the workbook that import_excel_test.mjs chooses to standard output: two visible sheets, a
hidden one, a title, a header of two rows, dates as serial numbers, an error value, merged cells."""

import datetime
import io
import sys

import openpyxl

book = openpyxl.Workbook()
about = book.active
about.title = "说明"
about.append(["本表由财务导出"])
sheet = book.create_sheet("三月工单")
sheet.append(["2026年3月师傅结算明细"])
sheet.append(["单据号", "项目", "数量", "时间", None, "实付金额"])
sheet.append([None, None, None, "下单", "完成", None])
for area in ("A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3"):
    sheet.merge_cells(area)
begin = datetime.datetime(2026, 3, 2, 9, 10)
for number in range(1, 6):
    ticket = "GD-0002" if number == 3 else f"ＧＤ－{number:04d}\u00a0"
    sheet.append([ticket, "install_wall", number, begin, begin + datetime.timedelta(hours=5), 100.1])
sheet["D5"] = 46083.381944444445
sheet["D5"].number_format = "General"
sheet["F6"] = "#N/A"
sheet["F7"] = "1,234.50"
sheet["A5"] = "GD-0002"
sheet.merge_cells("A5:A6")
sheet["C8"] = "两台"
sheet["A1048576"].number_format = "0.00"
book.create_sheet("草稿").append(["a", "b"])
book["草稿"].sheet_state = "hidden"
out = io.BytesIO()
book.save(out)
sys.stdout.buffer.write(out.getvalue())
