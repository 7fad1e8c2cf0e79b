"""Spreadsheets that tests make, and how they are read back."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any, Callable

import openpyxl
import xlsxwriter

from server import sheet_worker
from server.sheet_package import Refused


def book(fill: Callable[[openpyxl.Workbook], Any]) -> bytes:
    """An .xlsx file that openpyxl writes after `fill` worked on it."""
    workbook = openpyxl.Workbook()
    fill(workbook)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def rows_book(*rows: list[Any], formats: dict[str, str] | None = None) -> bytes:
    """One sheet of rows; `formats` gives cells their number formats."""

    def fill(workbook: openpyxl.Workbook) -> None:
        for row in rows:
            workbook.active.append(row)
        for cell, code in (formats or {}).items():
            workbook.active[cell].number_format = code

    return book(fill)


def written(fill: Callable[[xlsxwriter.Workbook], Any]) -> bytes:
    """An .xlsx file that XlsxWriter writes; formulas may carry a cached value."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        fill(workbook)
    return out.getvalue()


def patched(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The same file with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == part:
                content = change(content.decode()).encode()
            new.writestr(entry.filename, content)
    return out.getvalue()


def with_cells(cells: str) -> bytes:
    """One sheet whose sheetData holds the given XML."""
    data = rows_book(["x"])
    return patched(
        data,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml[: xml.index("<sheetData>")]
        + f"<sheetData>{cells}</sheetData></worksheet>",
    )


class Read:
    """What the reader gives: the listing, the chosen sheet's table, its notes by code."""

    def __init__(self, data: bytes, wanted: int | None = None) -> None:
        self.header, csv_bytes = sheet_worker.read(data, wanted)
        self.sheets = self.header["sheets"]
        self.sheet = self.sheets[self.header["chosen"]]
        assert self.sheet["csv_bytes"] == len(csv_bytes)
        self.lines = csv_bytes.decode().split("\n")
        table = [row for row in csv.reader(io.StringIO(csv_bytes.decode())) if row]
        self.columns, self.rows = table[0], table[1:]
        self.notes = {
            note["code"].removeprefix("sheet_note_"): note for note in self.sheet["notes"]
        }


def refused(data: bytes) -> str:
    """The code with which a file is refused."""
    try:
        sheet_worker.read(data, None)
    except Refused as error:
        return error.code
    raise AssertionError("the file was read")
