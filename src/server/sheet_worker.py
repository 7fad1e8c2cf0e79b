"""Reads one uploaded file in a process of its own, which ends afterwards.

Run as `python sheet_worker.py MEMORY_BYTES SECONDS SHEET`, the file on standard input. SHEET is a
sheet's number from 0, or empty for the first visible one with rows. Answers one line of
JSON and then, for a table, its CSV. What the file does to this process (too much memory, an endless
reading, a crash) costs the one request and nothing else; a worker that lived on would keep what a
hostile file did to it.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from server import sheet_cells, sheet_package, sheet_table, sheet_text  # noqa: E402
from server.sheet_package import DAMAGE, Refused  # noqa: E402
from server.sheet_values import Note  # noqa: E402


def limit(memory: int, seconds: int) -> None:
    """Bounds this process: address space, processor time, no file written, no core dumped."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _notes(notes: dict[str, Note]) -> list[dict[str, Any]]:
    return [
        {"code": code, "count": note.count, "places": note.names}
        for code, note in sorted(notes.items())
    ]


def _read_text(data: bytes) -> tuple[dict[str, Any], bytes]:
    text, encoding = sheet_text.decode(data)
    rows, columns = sheet_text.measure(text)
    note = Note()
    note.add(encoding)
    notes = {} if encoding == "UTF-8" else {"sheet_note_encoding": note}
    csv = text.encode("utf-8")
    shown = {"name": "", "rows": rows, "columns": columns, "hidden": False}
    sheet = {**shown, "csv_bytes": len(csv), "notes": _notes(notes)}
    return {"sheets": [sheet], "chosen": 0}, csv


def _read_workbook(data: bytes, wanted: int | None) -> tuple[dict[str, Any], bytes]:
    book = sheet_package.open_workbook(data)
    try:
        strings = sheet_cells.read_strings(book)
        budget = sheet_cells.Budget()
        sheets: list[dict[str, Any]] = []
        chosen, csv, rows = None, b"", 0
        for place, entry in enumerate(book.sheets):
            grid = sheet_cells.read_grid(book, entry, strings, budget)
            table = sheet_table.make_table(grid, budget)
            # Unless one is asked for: the first visible one with rows, else one with a header.
            shown = not entry.hidden and (table.rows if chosen is not None else table.columns)
            if place == wanted or (wanted is None and not rows and shown):
                chosen, csv, rows = place, table.csv, table.rows
            sheets.append(
                {
                    "name": entry.name,
                    "rows": table.rows,
                    "columns": len(table.columns),
                    "hidden": entry.hidden,
                    "csv_bytes": len(table.csv),
                    "notes": _notes(table.notes),
                }
            )
    except DAMAGE:
        raise Refused("sheet_damaged") from None
    if wanted is not None and chosen is None:
        raise Refused("sheet_no_such", number=wanted)
    if chosen is None:
        raise Refused("sheet_empty")
    return {"sheets": sheets, "chosen": chosen}, csv


def read(data: bytes, wanted: int | None) -> tuple[dict[str, Any], bytes]:
    """The listing and the chosen sheet's CSV. Raises Refused."""
    if sheet_package.is_container(data):
        return _read_workbook(data, wanted)
    return _read_text(data)


def main() -> None:
    """Answers standard input on standard output."""
    limit(int(sys.argv[1]), int(sys.argv[2]))
    wanted = int(sys.argv[3]) if sys.argv[3] else None
    try:
        header, csv = read(sys.stdin.buffer.read(), wanted)
    except Refused as refused:
        header, csv = {"refused": refused.code, "values": refused.values}, b""
    except (MemoryError, RecursionError):
        header, csv = {"refused": "sheet_too_large", "values": {}}, b""
    sys.stdout.buffer.write(json.dumps(header).encode() + b"\n" + csv)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
