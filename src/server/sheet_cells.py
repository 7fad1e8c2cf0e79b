"""The cells of a worksheet, read in one pass without building a tree.

openpyxl's read-only mode gives no merged areas, cannot tell a formula without a value from an empty
cell, and builds an object for every formatted empty cell; the pass here meets each of them once and
stops at the limits while it reads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Callable
from xml.parsers import expat

from .sheet_package import Refused, SheetEntry, Workbook
from .sheet_values import (
    DATE,
    FIRST_SERIAL,
    GENERAL,
    LAST_SERIAL,
    MOMENT,
    Note,
    cell_name,
    clean_text,
    decimal_of,
    number_text,
    shown_number,
    shows,
)

MOST_CELLS = 2_000_000
MOST_COLUMNS = 1_000
MOST_ROWS = 1_048_576
MOST_TEXT = 64 * 1024 * 1024
MOST_CELL_TEXT = 32_767
MOST_MERGES = 50_000
_CHUNK = 1 << 20
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")

# What a cell holds, for the steps after: a text, a number that may be a date's, a date, or a
# percentage, a time of day or a truth value.
TEXT, NUMBER, DATED, OTHER = range(4)
# row, column, each from 0.
Place = tuple[int, int]


@dataclass(slots=True)
class Cell:
    """A cell that is not empty. `serial` is the number of a NUMBER that could be a date's."""

    text: str
    kind: int = TEXT
    serial: Decimal | None = None


@dataclass
class Grid:
    """A sheet as it stands: rows and columns counted from 0, only what is not empty."""

    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    # first row, first column, last row, last column
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    notes: dict[str, Note] = field(default_factory=dict)
    # Numbers whose last digits were dropped; one that turns out to be a date is not worth a note.
    rounded: list[Place] = field(default_factory=list)
    from_1904: bool = False

    def note(self, code: str, place: Place) -> None:
        """Remembers that something was done to a cell."""
        self.notes.setdefault(code, Note()).add(cell_name(*place))


def place_of(reference: str) -> Place:
    """Row and column, from 0, of a name such as C5. Raises ValueError."""
    found = _REFERENCE.fullmatch(reference.replace("$", ""))
    if not found:
        raise ValueError(reference)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    if not 1 <= row <= MOST_ROWS or column > 16_384:
        raise ValueError(reference)
    return row - 1, column - 1


def _local(tag: str) -> str:
    return tag.rpartition(" ")[2]


def _run(
    book: Workbook,
    part: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Feeds a part to expat, which gets no chance to expand anything."""

    def refuse(*_: object) -> None:
        raise Refused("sheet_unsafe_xml")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    with book.archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
    parser.Parse(b"", True)


def read_strings(book: Workbook) -> list[Cell]:
    """The texts that cells share, without the readings (furigana) some programs add."""
    strings: list[Cell] = []
    if not book.strings_part:
        return strings
    parts: list[str] = []
    state = {"reading": False, "text": False}
    names: dict[str, str] = {}

    def start(tag: str, _: dict[str, str]) -> None:
        name = names.get(tag) or names.setdefault(tag, _local(tag))
        if name == "t":
            state["text"] = not state["reading"]
        elif name == "rPh":
            state["reading"] = True

    def end(tag: str) -> None:
        name = names[tag]
        state["text"] = False
        if name == "rPh":
            state["reading"] = False
        elif name == "si":
            strings.append(Cell(clean_text("".join(parts))[:MOST_CELL_TEXT]))
            parts.clear()

    def text(data: str) -> None:
        if state["text"]:
            parts.append(data)

    _run(book, book.strings_part, start, end, text)
    return strings


class _SheetReader:
    """Collects one worksheet's cells; `count` is the file's budget of cells, shared by sheets."""

    def __init__(self, book: Workbook, strings: list[Cell], budget: "Budget") -> None:
        self.grid = Grid(from_1904=book.from_1904)
        # Cells with the same shared text are the same object.
        self._strings = strings
        self._budget = budget
        self._kinds = [shows(code) for code in book.formats]
        self._names: dict[str, str] = {}
        self._row = -1
        self._column = -1
        self._type = "n"
        self._style = 0
        self._formula = False
        self._parts: list[str] | None = None
        self._value: str | None = None
        self._in_reading = False
        self._hidden = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._names.get(tag) or self._names.setdefault(tag, _local(tag))
        if name == "c":
            reference = attributes.get("r")
            if reference:
                self._row, self._column = place_of(reference)
            else:
                self._column += 1
            self._type = attributes.get("t", "n")
            self._style = int(attributes.get("s", "0"))
            self._formula, self._value = False, None
        elif name == "v" or name == "t":
            if not self._in_reading:
                self._parts = []
        elif name == "f":
            self._formula = True
        elif name == "row":
            number = attributes.get("r")
            self._row = int(number) - 1 if number else self._row + 1
            if not 0 <= self._row < MOST_ROWS:
                raise ValueError("row")
            self._column = -1
            self._hidden = attributes.get("hidden") in ("1", "true")
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "rPh":
            self._in_reading = True

    def end(self, tag: str) -> None:
        name = self._names[tag]
        if name == "v" or name == "t":
            if self._parts is not None:
                self._value = (self._value or "") + "".join(self._parts)
                self._parts = None
        elif name == "c":
            self._cell()
        elif name == "rPh":
            self._in_reading = False
        elif name == "row" and self._hidden and self._row in self.grid.rows:
            self.grid.notes.setdefault("sheet_note_hidden", Note()).add(str(self._row + 1))

    def text(self, data: str) -> None:
        if self._parts is not None:
            self._parts.append(data)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        top, left = place_of(first)
        bottom, right = place_of(last or first)
        if bottom < top or right < left:
            raise ValueError(reference)
        if len(self.grid.merges) >= MOST_MERGES:
            raise Refused("sheet_too_large")
        if (top, left) != (bottom, right):
            self.grid.merges.append((top, left, bottom, right))

    def _cell(self) -> None:
        place = (self._row, self._column)
        if self._type == "e":
            self.grid.note("sheet_note_error", place)
            return
        if self._value is None or self._value == "":
            if self._formula and self._type != "str":
                self.grid.note("sheet_note_formula", place)
            return
        cell = self._read(self._value, place)
        if cell.text == "":
            return
        if self._column >= MOST_COLUMNS:
            raise Refused("sheet_too_large")
        self._budget.spend(cell.text)
        row = self.grid.rows.get(self._row)
        if row is None:
            row = self.grid.rows[self._row] = {}
        row[self._column] = cell

    def _read(self, value: str, place: Place) -> Cell:
        if self._type == "s":
            index = int(value)
            if index < 0:
                raise ValueError("shared string")
            return self._strings[index]
        if self._type == "n":
            return self._number(value, place)
        if self._type == "b":
            return Cell("TRUE" if value.strip() in ("1", "true") else "FALSE", OTHER)
        if self._type == "d":
            return Cell(value.strip().replace("T", " ")[:19], DATED)
        return Cell(clean_text(value)[:MOST_CELL_TEXT])

    def _number(self, raw: str, place: Place) -> Cell:
        number, noise, lost = decimal_of(raw)
        kind = self._kinds[self._style] if 0 <= self._style < len(self._kinds) else GENERAL
        if kind != GENERAL:
            text = shown_number(number, kind, self.grid.from_1904)
            if text is not None:
                return Cell(text, DATED if kind in (DATE, MOMENT) else OTHER)
            self.grid.note("sheet_note_no_date", place)
        if noise:
            self.grid.rounded.append(place)
        if lost:
            self.grid.note("sheet_note_digits", place)
        dates = FIRST_SERIAL <= number <= LAST_SERIAL
        return Cell(number_text(number), NUMBER, number if dates else None)


class Budget:
    """What all sheets of a file may hold together."""

    def __init__(self) -> None:
        self.cells = MOST_CELLS
        self.text = MOST_TEXT

    def spend(self, text: str, cells: int = 1) -> None:
        """Counts cells that hold `text`. Raises Refused when the file holds too much."""
        self.cells -= cells
        self.text -= len(text) * cells
        if self.cells < 0 or self.text < 0:
            raise Refused("sheet_too_large")


def read_grid(book: Workbook, sheet: SheetEntry, strings: list[Cell], budget: Budget) -> Grid:
    """One worksheet. Raises Refused, or what sheet_package.DAMAGE lists."""
    reader = _SheetReader(book, strings, budget)
    _run(book, sheet.part, reader.start, reader.end, reader.text)
    return reader.grid
