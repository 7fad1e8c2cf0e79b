"""From a sheet as people make them to a table: where the header is, merged areas, columns of dates.

The table is CSV whose line numbers are the sheet's row numbers: what is cut off above the header
and rows without content are blank lines, which every reader here passes over. So a row that the
engine refuses is named by the number that Excel shows beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from .sheet_cells import DATED, NUMBER, TEXT, Budget, Cell, Grid
from .sheet_values import DATE, Note, column_letters, moment_of, moment_text

# A header is looked for in so many rows with content; it has at most so many rows itself.
_SEARCHED = 30
_MOST_HEADER = 4
_TYPED_DATE = re.compile(r"\d{4}([-/.]\d{1,2}[-/.]|年\d{1,2}月)\d{1,2}.*")
_NUMERIC = re.compile(r"[+-]?[\d.,]+%?")
_TOTAL = re.compile(r".{0,12}(小计|合计|总计)[:：]?|(sub|grand )?total:?", re.IGNORECASE)
_QUOTED = re.compile(r'[",;\t]')

Merge = tuple[int, int, int, int]


@dataclass
class Table:
    """A sheet's table. `rows` counts the rows below the header that hold something."""

    columns: list[str]
    rows: int
    csv: bytes
    notes: dict[str, Note]


def make_table(grid: Grid, budget: Budget) -> Table:
    """The table of a sheet; one without columns when the sheet is empty. Raises Refused."""
    if not grid.rows:
        return Table([], 0, b"", grid.notes)
    places = sorted(grid.rows)
    columns = sorted({column for row in grid.rows.values() for column in row})
    first, last = _find_header(grid, places, columns)
    _repeat(grid, columns, places[-1], first, last, budget)
    names = _names(grid, columns, first, last)
    for row in places:
        if row >= first:
            break
        grid.notes.setdefault("sheet_note_skipped", Note()).add(str(row + 1))
    body = _without_totals(grid, [row for row in sorted(grid.rows) if row > last], columns)
    for column in columns:
        _mend_dates(grid, body, column)
    for row, column in grid.rounded:
        if grid.rows[row][column].kind == NUMBER:
            grid.note("sheet_note_rounded", (row, column))
    return Table(names, len(body), _csv(grid, columns, names, last, body), grid.notes)


def _spans(grid: Grid, row: int, columns: list[int]) -> list[int]:
    """How many of the table's columns each cell of a row covers."""
    wide = {left: right for top, left, _, right in grid.merges if top == row and right > left}
    return [
        sum(1 for other in columns if column <= other <= wide.get(column, column))
        for column in grid.rows[row]
    ]


def _find_header(grid: Grid, places: list[int], columns: list[int]) -> tuple[int, int]:
    """First and last row of the header.

    It is the first row of several cells, most of them texts that are no numbers, that covers more
    than half of what the fullest row does. A title is one cell, merged over the table or not.
    """
    searched = places[:_SEARCHED]
    fullest = max(len(grid.rows[row]) for row in searched)
    for row in searched:
        spans = _spans(grid, row, columns)
        cells = grid.rows[row].values()
        words = sum(1 for c in cells if c.kind == TEXT and not _NUMERIC.fullmatch(c.text))
        several = len(spans) >= min(2, fullest)
        if several and sum(spans) * 2 > fullest and words * 2 > len(spans):
            return row, _last_header_row(grid, row, columns)
    widest = max(searched, key=lambda row: len(grid.rows[row]))
    return widest, widest


def _last_header_row(grid: Grid, first: int, columns: list[int]) -> int:
    """A title that is merged downwards or over several columns continues in the next row."""
    last = first
    while last - first < _MOST_HEADER:
        reach = last
        for top, left, bottom, right in grid.merges:
            if not first <= top <= last or bottom < last or left not in grid.rows.get(top, {}):
                continue
            reach = max(reach, bottom)
            under = grid.rows.get(bottom + 1, {})
            parted = [c for c in columns if left <= c <= right and c in under]
            words = [c for c in parted if under[c].kind == TEXT]
            if right > left and len(parted) > 1 and len(words) == len(parted):
                reach = max(reach, bottom + 1)
        if reach == last:
            return last
        last = reach
    return first


def _repeat(
    grid: Grid, columns: list[int], end: int, first: int, last: int, budget: Budget
) -> None:
    """Gives every cell of a merged area its value; in the header without a word about it."""
    for top, left, bottom, right in grid.merges:
        value = grid.rows.get(top, {}).get(left)
        if value is None or top < first:
            continue
        over = [column for column in columns if left <= column <= right]
        bottom = min(bottom, end if top > last else last)
        budget.spend(value.text, (bottom - top + 1) * len(over))
        for row in range(top, bottom + 1):
            cells = grid.rows.setdefault(row, {})
            for column in over:
                cells.setdefault(column, value)
        if top > last:
            grid.note("sheet_note_merged", (top, left))


def _names(grid: Grid, columns: list[int], first: int, last: int) -> list[str]:
    """The columns' titles: 安装费/一线 for a title over several; a column's letters for none."""
    names = []
    for column in columns:
        parts: list[str] = []
        for row in range(first, last + 1):
            cell = grid.rows.get(row, {}).get(column)
            if cell is not None and (not parts or parts[-1] != cell.text):
                parts.append(cell.text)
        if not parts:
            parts = [column_letters(column)]
            grid.notes.setdefault("sheet_note_untitled", Note()).add(parts[0])
        names.append("/".join(parts))
    return names


def _without_totals(grid: Grid, body: list[int], columns: list[int]) -> list[int]:
    """Leaves out rows that add others up: a word for a sum first, and few cells beside it."""
    kept: list[int] = []
    for row in body:
        cells = grid.rows[row]
        first = cells[min(cells)].text
        others = sum(1 for cell in cells.values() if cell.text != first)
        word = first.replace(" ", "")
        if _TOTAL.fullmatch(word) and others * 2 < len(columns):
            grid.notes.setdefault("sheet_note_total", Note()).add(str(row + 1))
        else:
            kept.append(row)
    return kept


def _mend_dates(grid: Grid, body: list[int], column: int) -> None:
    """Makes dates of serial numbers in a column whose other cells are dates, but for a tenth."""
    dates = 0
    serials: list[tuple[int, Decimal]] = []
    total = 0
    for row in body:
        cell = grid.rows[row].get(column)
        if cell is None:
            continue
        total += 1
        if cell.kind == DATED or (cell.kind == TEXT and _TYPED_DATE.fullmatch(cell.text)):
            dates += 1
        elif cell.serial is not None:
            serials.append((row, cell.serial))
    if not serials or (dates + len(serials)) * 10 < total * 9 or dates < len(serials):
        return
    for row, serial in serials:
        moment = moment_of(serial, grid.from_1904)
        if moment is not None:
            grid.rows[row][column] = Cell(moment_text(moment, DATE), DATED)
            grid.note("sheet_note_serial", (row, column))


def _line(texts: list[str]) -> str:
    return ",".join(
        '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text for text in texts
    )


def _csv(grid: Grid, columns: list[int], names: list[str], last: int, body: list[int]) -> bytes:
    lines = [""] * last + [_line(names)]
    at = last
    for row in body:
        lines.extend([""] * (row - at - 1))
        cells = grid.rows[row]
        lines.append(_line([cells[c].text if c in cells else "" for c in columns]))
        at = row
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")
