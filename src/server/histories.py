"""Ticket histories: column snapshots in parts for the browser, and the tickets they came from."""

from __future__ import annotations

import sqlite3
import zlib
from dataclasses import dataclass
from typing import Any, Callable, Iterator

from . import audit
from .auth import User
from .engine import Answer, Engine, EngineFailed
from .problem import Problem, not_found
from .store import Store, digest_of, new_id

LARGEST_PART = 4 * 1024**2
MOST = 50
_SOURCE_PIECE = 4 * 1024**2
SCOPE = {
    "zh-CN": "全部区域与结算关系；不含姓名、电话、地址与备注。",
    "en": "All regions and relations; no names, phones, addresses or notes.",
}


@dataclass(frozen=True)
class Built:
    """A history as the engine made it, its parts verified."""

    tickets: int
    digest: str
    parts: list[bytes]
    part_digests: list[str]


def split_parts(answer: Answer) -> Built:
    """Cuts the payload into its parts and checks every length and digest. Raises EngineFailed."""
    parts: list[bytes] = []
    digests: list[str] = []
    position = 0
    for entry in answer.header.get("parts", []):
        data = answer.payload[position : position + entry["bytes"]]
        position += entry["bytes"]
        if len(data) > LARGEST_PART or digest_of(data) != entry["digest"]:
            raise EngineFailed("a part of the history does not match its digest")
        parts.append(data)
        digests.append(entry["digest"])
    if position != len(answer.payload):
        raise EngineFailed("the history's parts do not make up its bytes")
    return Built(int(answer.header["tickets"]), str(answer.header["digest"]), parts, digests)


def build(engine: Engine, name: str, tickets: bytes) -> Built:
    """Makes the column snapshot of ticket lines (JSONL)."""
    return split_parts(engine.long.call("build_history", {"name": name}, tickets))


def insert(
    connection: sqlite3.Connection,
    at: int,
    user_name: str,
    name: str,
    origin: str,
    built: Built,
    source: bytes,
) -> str:
    """Stores a history with the ticket lines it was made from. Returns its id."""
    (count,) = connection.execute("SELECT count(*) FROM histories").fetchone()
    if count >= MOST:
        raise Problem(409, "too_many_stored", values={"limit": MOST})
    history = new_id()
    connection.execute(
        "INSERT INTO histories VALUES (?, ?, ?, ?, ?, ?, ?)",
        (history, name, origin, built.tickets, built.digest, user_name, at),
    )
    for place, (data, digest) in enumerate(zip(built.parts, built.part_digests)):
        connection.execute(
            "INSERT INTO history_parts VALUES (?, ?, ?, ?)", (history, place, digest, data)
        )
    for place, piece in enumerate(_pieces(source)):
        packed = zlib.compress(piece, 1)
        connection.execute(
            "INSERT INTO history_sources VALUES (?, ?, ?)", (history, place, packed)
        )
    detail = {"name": name, "tickets": built.tickets, "digest": built.digest, "origin": origin}
    audit.append(connection, at, user_name, "history_stored", f"history/{history}", detail)
    return history


def _pieces(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), _SOURCE_PIECE):
        yield data[start : start + _SOURCE_PIECE]


def store_new(
    store: Store,
    user: User,
    name: str,
    origin: str,
    built: Built,
    source: bytes,
    done: Callable[[sqlite3.Connection, str], None],
) -> str:
    """Stores a built history in one transaction with `done`. Returns its id."""
    with store.write() as connection:
        at = store.clock()
        history = insert(connection, at, user.name, name, origin, built, source)
        done(connection, history)
    return history


def listing(store: Store) -> list[dict[str, Any]]:
    """Every history, the newest first."""
    rows = store.all(
        "SELECT id, name, origin, tickets, digest, created_by, created_at FROM histories"
        " ORDER BY created_at DESC, id"
    )
    return [_entry(row) for row in rows]


def _entry(row: tuple[Any, ...]) -> dict[str, Any]:
    keys = ("id", "name", "origin", "tickets", "digest", "created_by", "created_at")
    return dict(zip(keys, row))


def manifest(store: Store, history: str, language: str) -> dict[str, Any]:
    """What a history consists of. Raises Problem 404."""
    row = store.one(
        "SELECT id, name, origin, tickets, digest, created_by, created_at FROM histories"
        " WHERE id = ?",
        history,
    )
    if row is None:
        raise not_found()
    parts = store.all(
        "SELECT place, length(data), digest FROM history_parts WHERE history = ? ORDER BY place",
        history,
    )
    return {
        **_entry(row),
        "scope": SCOPE[language],
        "parts": [
            {
                "k": place,
                "bytes": size,
                "digest": digest,
                "url": f"/api/v1/histories/{history}/parts/{place}",
            }
            for place, size, digest in parts
        ],
    }


def part(store: Store, history: str, place: int) -> tuple[bytes, str]:
    """One part's bytes and digest. Raises Problem 404."""
    row = store.one(
        "SELECT data, digest FROM history_parts WHERE history = ? AND place = ?", history, place
    )
    if row is None:
        raise not_found()
    return row[0], row[1]


def whole(store: Store, history: str) -> bytes:
    """All parts in their order. Raises Problem 404."""
    if store.one("SELECT 1 FROM histories WHERE id = ?", history) is None:
        raise not_found()
    rows = store.all("SELECT data FROM history_parts WHERE history = ? ORDER BY place", history)
    return b"".join(row[0] for row in rows)


def delete(store: Store, user: User, history: str) -> None:
    """Forgets a history and its tickets; the deed stands in the audit log."""
    with store.write() as connection:
        row = connection.execute(
            "DELETE FROM histories WHERE id = ? RETURNING name, tickets, digest", (history,)
        ).fetchone()
        if row is None:
            raise not_found()
        detail = dict(zip(("name", "tickets", "digest"), row))
        audit.append(
            connection, store.clock(), user.name, "history_deleted", f"history/{history}", detail
        )
