"""What files call items, places, people and units: names that are known, and aliases asked once.

An alias holds for the whole company and for every file, because it says what a word means. Names
of items and parts are those of the newest published version of each book; people are those of the
tickets that were accepted.
"""

from __future__ import annotations

import sqlite3
from typing import Any, Iterable, Mapping

from . import strict_json
from .auth import User
from .engine import Engine
from .problem import invalid
from .store import Store

NOUNS = ("item", "part", "division", "person", "unit")
# As many as the engine takes in one mapping (codec/import_aliases.h).
MOST_ALIASES = 20_000
MOST_PEOPLE = 20_000
MOST_TEXTS = 2_000
MOST_BYTES = 400


def known(store: Store) -> dict[str, Any]:
    """Items, parts, units, people and aliases, each in a fixed order."""
    named: dict[str, dict[str, str]] = {"items": {}, "parts": {}}
    units: set[str] = set()
    bodies = store.all(
        "SELECT body FROM versions v WHERE number = (SELECT max(number) FROM versions WHERE"
        " book = v.book) ORDER BY book"
    )
    for (body,) in bodies:
        version = strict_json.parse(body)
        for kind, code in (("items", "item"), ("parts", "part")):
            for entry in version.get(kind, []):
                named[kind].setdefault(entry[code], entry.get("name", ""))
                if entry.get("unit"):
                    units.add(entry["unit"])
    return {
        **{
            kind: [{"code": code, "name": entries[code]} for code in sorted(entries)]
            for kind, entries in named.items()
        },
        "units": sorted(units),
        "people": [row[0] for row in store.all("SELECT person FROM import_people ORDER BY 1")],
        "aliases": [
            {"noun": noun, "written": written, "code": code}
            for noun, written, code in store.all(
                "SELECT noun, written, code FROM import_aliases ORDER BY noun, written"
            )
        ],
    }


def keep(
    connection: sqlite3.Connection, user: User, read: Mapping[str, Any], people: bool, at: int
) -> None:
    """Keeps the aliases that an accepted import used, and the people of its tickets.

    `read` is the engine's answer: its mapping and its values.
    """
    values = read.get("values", [])
    used = {(value["noun"], value["written"]) for value in values}
    for alias in read["mapping"].get("aliases", []):
        if (alias["noun"], alias["written"]) in used:
            connection.execute(
                "INSERT INTO import_aliases VALUES (?, ?, ?, ?, ?) ON CONFLICT (noun, written)"
                " DO UPDATE SET code = excluded.code, said_by = excluded.said_by,"
                " said_at = excluded.said_at",
                (alias["noun"], alias["written"], alias["code"], user.name, at),
            )
    connection.execute(
        "DELETE FROM import_aliases WHERE (noun, written) IN (SELECT noun, written FROM"
        " import_aliases ORDER BY said_at DESC, noun, written LIMIT -1 OFFSET ?)",
        (MOST_ALIASES,),
    )
    if people:
        connection.executemany(
            "INSERT INTO import_people VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET"
            " seen_at = excluded.seen_at",
            [(value["code"] or value["written"], at) for value in _people(values)],
        )
        connection.execute(
            "DELETE FROM import_people WHERE person IN (SELECT person FROM import_people"
            " ORDER BY seen_at DESC, person LIMIT -1 OFFSET ?)",
            (MOST_PEOPLE,),
        )


def _people(values: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    return (value for value in values if value["noun"] == "person")


def resolve_divisions(engine: Engine, texts: Any) -> list[dict[str, Any]]:
    """Which division each text means, or which it may mean (F4). Raises Problem 422."""
    right = isinstance(texts, list) and len(texts) <= MOST_TEXTS
    if not right or not all(isinstance(t, str) and len(t.encode()) <= MOST_BYTES for t in texts):
        raise invalid(
            "texts",
            f"至多 {MOST_TEXTS} 个地名的列表",
            f"a list of at most {MOST_TEXTS} names of places",
        )
    results: list[dict[str, Any]] = engine.long.call("resolve_divisions", {"texts": texts}).header[
        "results"
    ]
    return results
