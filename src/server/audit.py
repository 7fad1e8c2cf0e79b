"""The audit log: append-only, each entry's hash covers the entry before it.

The head is also written to a file beside the database, so that cutting off the log's end shows.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from typing import Any, Mapping

from . import log
from .store import Store

GENESIS = "0" * 64
_COLUMNS = "seq, at, actor, action, object, detail, previous, hash"


def _hash(seq: int, at: int, actor: str, action: str, item: str, detail: str, before: str) -> str:
    row = json.dumps([seq, at, actor, action, item, detail, before], ensure_ascii=True)
    return hashlib.sha256(row.encode("ascii")).hexdigest()


def append(
    connection: sqlite3.Connection,
    at: int,
    actor: str,
    action: str,
    item: str,
    detail: Mapping[str, Any],
) -> None:
    """Adds an entry inside the caller's transaction, so that it exists exactly if the deed does."""
    last = connection.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    seq, before = (last[0] + 1, last[1]) if last else (1, GENESIS)
    text = json.dumps(detail, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = _hash(seq, at, actor, action, item, text, before)
    connection.execute(
        f"INSERT INTO audit ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (seq, at, actor, action, item, text, before, digest),
    )


def _anchor(store: Store) -> int:
    try:
        head = (store.directory / "audit.head").read_text(encoding="ascii").split()
        return int(head[0])
    except (OSError, ValueError, IndexError):
        return 0


def verify(store: Store) -> int:
    """Recomputes the chain. Returns 0 when it is intact, else the number of the first bad entry."""
    expected, before = 1, GENESIS
    cursor = store.reader().execute(f"SELECT {_COLUMNS} FROM audit ORDER BY seq")
    for seq, at, actor, action, item, detail, previous, digest in cursor:
        good = _hash(seq, at, actor, action, item, detail, previous)
        if seq != expected or previous != before or digest != good:
            return expected
        expected, before = seq + 1, digest
    return expected if _anchor(store) >= expected else 0


def anchor(store: Store) -> None:
    """Copies the head beside the database. Best effort: the database stays the authority."""
    row = store.one("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
    if row is None or row[0] <= _anchor(store):
        return
    target = store.directory / "audit.head"
    temporary = store.directory / f"audit.head.{os.getpid()}"
    try:
        temporary.write_text(f"{row[0]} {row[1]}\n", encoding="ascii")
        temporary.replace(target)
    except OSError as error:
        log.event("audit_anchor_failed", level="warning", detail=str(error))


def page(store: Store, before: int | None, limit: int) -> list[dict[str, Any]]:
    """Entries from the newest downwards, those with a number below `before` when it is given."""
    bound = before if before is not None else 2**62
    rows = store.all(
        f"SELECT {_COLUMNS} FROM audit WHERE seq < ? ORDER BY seq DESC LIMIT ?", bound, limit
    )
    return [
        {
            "seq": str(seq),
            "at": at,
            "actor": actor,
            "action": action,
            "object": item,
            "detail": json.loads(detail),
            "previous": previous,
            "hash": digest,
        }
        for seq, at, actor, action, item, detail, previous, digest in rows
    ]
