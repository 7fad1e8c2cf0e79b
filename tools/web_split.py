#!/usr/bin/env python3
"""Splits the browser's module: web_split.py WASM FIRST LATER.

FIRST is what the first screen needs; LATER, fetched once that stands, holds what only the screens
named here use. The program never calls into LATER before it is there (app::AppState::is_whole), so
that no call has to wait. What goes there is computed, not listed: everything that the program
reaches through their entrances alone. WASM carries the names of its functions (--profiling-funcs).
"""

from __future__ import annotations

import pathlib
import re
import subprocess
import sys
import tempfile
from typing import Iterator

# What the first screen calls of the rest is called through tables alone: methods of screens, and the
# door (src/app/designer/door.h). Of the functions in tables those named here are reached from
# behind them only; all others, and the screens' few facts, may be called at any time.
LATER = re.compile(r"[Dd]esigner|workflow::|Gallery|TemplateDocument|CanvasPoint")
# An action of the application is one of many kinds, of which the designer's are some. The linker
# keeps one of functions that are alike, under the name of any: what copies, destroys or only
# returns something may be others' too.
ALWAYS = re.compile(
    r"Screen::(id|icon|label|in_rail|help|comes_later|~)|fenming::app::LoadDivisions"
    r"|::~|>::(__clone|destroy|destroy_deallocate|target|target_type)\("
    r"|__dispatcher<\d+ul, \d+ul>::"  # two variants at once: one is made or set from the other
)
DOOR = re.compile(r"fenming::app::designer::(apply|take|take_bpmn|open_file|work|undo|redo)\(")


class Reader:
    """Walks over a module's bytes."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data = data
        self.at = at

    def byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def number(self) -> int:
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def text(self) -> bytes:
        size = self.number()
        self.at += size
        return self.data[self.at - size : self.at]


def sections(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    """(kind, where its header begins, where its content begins, where it ends)."""
    reader = Reader(data, 8)
    while reader.at < len(data):
        begin = reader.at
        kind = reader.byte()
        size = reader.number()
        content = reader.at
        reader.at += size
        yield kind, begin, content, reader.at


def names_of(data: bytes) -> dict[int, str]:
    """The functions' names by index."""
    names: dict[int, str] = {}
    for kind, _, content, end in sections(data):
        reader = Reader(data, content)
        if kind != 0 or reader.text() != b"name":
            continue
        while reader.at < end:
            sub = reader.byte()
            stop = reader.number() + reader.at
            if sub == 1:
                for _ in range(reader.number()):
                    index = reader.number()
                    names[index] = reader.text().decode("utf-8", "replace")
            reader.at = stop
    return names


def in_tables(data: bytes) -> set[int]:
    """The functions that element segments hold."""
    found: set[int] = set()
    for kind, _, content, _ in sections(data):
        if kind != 9:
            continue
        reader = Reader(data, content)
        for _ in range(reader.number()):
            if reader.number() != 0:
                raise ValueError("an element segment of a kind that is not known here")
            while reader.byte() != 0x0B:  # the offset: a constant, then `end`
                pass
            found |= {reader.number() for _ in range(reader.number())}
    return found


def renamed(data: bytes, count: int) -> bytes:
    """The module with each function named by its index, which no two share."""

    def leb(value: int) -> bytes:
        out = bytearray()
        while True:
            out.append((value & 127) | (128 if value > 127 else 0))
            value >>= 7
            if value == 0:
                return bytes(out)

    entries = b"".join(leb(i) + leb(len(f"f{i}")) + f"f{i}".encode() for i in range(count))
    table = leb(count) + entries
    content = leb(4) + b"name" + b"\x01" + leb(len(table)) + table
    kept = [data[:8]]
    for kind, begin, at, end in sections(data):
        if kind != 0 or Reader(data, at).text() != b"name":
            kept.append(data[begin:end])
    return b"".join(kept) + b"\x00" + leb(len(content)) + content


def calls_in(wasm: pathlib.Path) -> dict[int, set[int]]:
    """Who calls whom directly."""
    run = ["wasm-opt", "--all-features", "--print-call-graph", str(wasm)]
    graph = subprocess.run(run, check=True, capture_output=True, text=True).stdout
    calls: dict[int, set[int]] = {}
    for caller, callee in re.findall(r'"f(\d+)" -> "f(\d+)"; // call', graph):
        calls.setdefault(int(caller), set()).add(int(callee))
    return calls


def exported(data: bytes) -> set[int]:
    """Indices of exported functions."""
    found: set[int] = set()
    for kind, _, content, _ in sections(data):
        if kind != 7:
            continue
        reader = Reader(data, content)
        for _ in range(reader.number()):
            reader.text()
            is_function = reader.byte() == 0
            index = reader.number()
            if is_function:
                found.add(index)
    return found


def imported(data: bytes) -> int:
    """How many functions the module imports; only functions and memories are known here."""
    count = 0
    for kind, _, content, _ in sections(data):
        if kind != 2:
            continue
        reader = Reader(data, content)
        for _ in range(reader.number()):
            reader.text()
            reader.text()
            if reader.byte() != 0:
                raise ValueError("an import of a kind that is not known here")
            reader.number()
            count += 1
    return count


def later_functions(data: bytes, calls: dict[int, set[int]]) -> list[int]:
    """What the program reaches through the door and the later screens alone."""
    names = names_of(data)
    tables = in_tables(data)
    if sum(bool(DOOR.search(names[index])) for index in tables) < 7:
        raise ValueError("the door is not in a table: a name has changed")
    waiting = {index for index in tables if LATER.search(names[index])}
    waiting -= {index for index in waiting if ALWAYS.search(names[index])}
    # For the same reason only what calls more of the rest is surely of the rest.
    waiting = {
        index
        for index in waiting
        if any(LATER.search(names[callee]) and not ALWAYS.search(names[callee]) for callee in calls.get(index, ()))
    }
    reached = (exported(data) | tables) - waiting
    pending = list(reached)
    while pending:
        for callee in calls.get(pending.pop(), ()):
            if callee not in reached and callee not in waiting:
                reached.add(callee)
                pending.append(callee)
    first = imported(data)
    return [index for index in sorted(names) if index >= first and index not in reached]


def main() -> None:
    """Reads the command line."""
    source, first, later = (pathlib.Path(argument) for argument in sys.argv[1:4])
    data = source.read_bytes()
    with tempfile.TemporaryDirectory() as directory:
        plain = pathlib.Path(directory) / "plain.wasm"
        plain.write_bytes(renamed(data, max(names_of(data)) + 1))
        functions = later_functions(data, calls_in(plain))
        listed = pathlib.Path(directory) / "later.txt"
        listed.write_text("\n".join(f"f{index}" for index in functions))
        run = ["wasm-split", "--all-features", "--split", str(plain), f"--split-funcs=@{listed}"]
        run += ["--export-prefix=%", "--import-namespace=first", "--placeholder-namespace=later"]
        subprocess.run([*run, "-o1", str(first), "-o2", str(later)], check=True)
    print(f"web: {len(functions)} functions come after the first screen")


if __name__ == "__main__":
    main()
