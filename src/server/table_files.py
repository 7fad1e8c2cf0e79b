"""Tables as files for spreadsheet programs: XLSX, and CSV as Excel reads it."""

from __future__ import annotations

import csv
import io
import unicodedata

import xlsxwriter

from .price_tables import Money, Rate, Table, Value, yuan

MARK = "\ufeff"
# With one of these a spreadsheet program takes a text of a CSV file for a formula or a command.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 40


def _rate(rate: Rate) -> str:
    """A factor (1.45) or a percentage (8%) as exact text."""
    places, scale = (2, 100) if rate.percent else (4, 10_000)
    sign, size = ("-" if rate.bp < 0 else ""), abs(rate.bp)
    text = f"{sign}{size // scale}.{size % scale:0{places}d}".rstrip("0").rstrip(".")
    return text + ("%" if rate.percent else "")


def guarded(text: str) -> str:
    """A text that no spreadsheet program takes for a formula: an apostrophe before it."""
    return "'" + text if text.startswith(_FORMULA) else text


def _plain(value: Value) -> str:
    if isinstance(value, Money):
        return yuan(value.fen)
    if isinstance(value, Rate):
        return _rate(value)
    if isinstance(value, int):
        return str(value)
    return guarded(value or "")


def csv_file(table: Table) -> bytes:
    """UTF-8 with its mark, lines ending in CRLF (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(guarded, table.titles))
    writer.writerows(map(_plain, row) for row in table.rows)
    return (MARK + out.getvalue()).encode("utf-8")


def _width(texts: list[str]) -> int:
    """A column's width in characters; an ideograph is two wide."""
    widest = max(
        sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text) for text in texts
    )
    return min(_WIDEST, max(8, widest + 2))


class _Writer:
    """One workbook being written."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.workbook = workbook
        grey = {"font_color": "#6B7280"}
        self.head = workbook.add_format(
            {"bold": True, "bg_color": "#F1F3F5", "bottom": 1, "valign": "top", "text_wrap": True}
        )
        self.text = workbook.add_format({"num_format": "@"})
        self.money = {
            True: workbook.add_format({"num_format": "#,##0.00"}),
            False: workbook.add_format({"num_format": "#,##0.00", **grey}),
        }
        self.factor = workbook.add_format({"num_format": "0.00##"})
        self.percent = workbook.add_format({"num_format": "0.00%"})
        self.whole = workbook.add_format({"num_format": "0"})

    def _cell(self, sheet: xlsxwriter.worksheet.Worksheet, row: int, at: int, value: Value) -> None:
        # Numbers are the doubles nearest to exact decimals, below 2^53 fen: reading them back
        # and rounding gives the same fen.
        if isinstance(value, Money):
            sheet.write_number(row, at, float(yuan(value.fen)), self.money[value.own])
        elif isinstance(value, Rate):
            ratio = float(_rate(Rate(value.bp, percent=False)))
            sheet.write_number(row, at, ratio, self.percent if value.percent else self.factor)
        elif isinstance(value, int):
            sheet.write_number(row, at, value, self.whole)
        elif value:
            sheet.write_string(row, at, value, self.text)

    def add(self, table: Table) -> None:
        """One sheet: frozen titles and first columns, widths after the contents."""
        sheet = self.workbook.add_worksheet(table.name)
        for at, title in enumerate(table.titles):
            column = [_plain(row[at]) for row in table.rows]
            form = self.text if at in table.codes else None
            sheet.set_column(at, at, _width([title[:16], *column]), form)
        sheet.freeze_panes(1, 2)
        for at, title in enumerate(table.titles):
            sheet.write_string(0, at, title, self.head)
        for number, row in enumerate(table.rows, start=1):
            for at, value in enumerate(row):
                self._cell(sheet, number, at, value)

    def add_about(self, name: str, rows: list[tuple[str, str]]) -> None:
        """The sheet that says what the others show."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_column(0, 0, _width([title for title, _ in rows]))
        sheet.set_column(1, 1, 80)
        for number, (title, text) in enumerate(rows):
            sheet.write_string(number, 0, title, self.head)
            sheet.write_string(number, 1, text, self.text)


def xlsx_file(
    tables: list[Table], about_name: str = "", about: list[tuple[str, str]] | None = None
) -> bytes:
    """A workbook with a sheet for each table and, where given, one that says what they are."""
    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as workbook:
        writer = _Writer(workbook)
        for table in tables:
            writer.add(table)
        if about:
            writer.add_about(about_name, about)
    return out.getvalue()
