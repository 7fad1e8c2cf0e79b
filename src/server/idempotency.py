"""Idempotency-Key: a repeated POST gets the stored answer instead of a second effect.

Follows draft-ietf-httpapi-idempotency-key-header-07 (an expired draft). A key belongs to a user
and a route. Refusals are not stored, so a corrected request may use its key again.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Mapping

from .problem import Problem, invalid
from .store import Store

KEPT_SECONDS = 7 * 86400
# Longer than any request lives: a claim this old belongs to one whose release was not written.
_ABANDONED_SECONDS = 1800
_LARGEST_BODY = 1024**2


@dataclass(frozen=True)
class Stored:
    """An answer as it was given the first time."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Key:
    """One request's key; `request` is the SHA-256 of what was sent."""

    user: int
    route: str
    key: str
    request: bytes


def check(key: str) -> str:
    """1 to 255 visible ASCII characters."""
    if not 1 <= len(key) <= 255 or not key.isascii() or not key.isprintable():
        raise invalid("Idempotency-Key", "1 到 255 个字符", "1 to 255 characters", status=400)
    return key


def begin(store: Store, key: Key) -> Stored | None:
    """Claims the key, or returns the stored answer. Raises Problem 409 or 422."""
    with store.write() as connection:
        now = store.clock()
        connection.execute(
            "DELETE FROM idempotency WHERE created_at <= ?"
            " OR (state = 'running' AND created_at <= ?)",
            (now - KEPT_SECONDS, now - _ABANDONED_SECONDS),
        )
        row = connection.execute(
            "SELECT request, state, status, headers, body FROM idempotency"
            " WHERE user = ? AND route = ? AND key = ?",
            (key.user, key.route, key.key),
        ).fetchone()
        if row is None:
            connection.execute(
                "INSERT INTO idempotency (user, route, key, request, state, created_at)"
                " VALUES (?, ?, ?, ?, 'running', ?)",
                (key.user, key.route, key.key, key.request, now),
            )
            return None
    if row[0] != key.request:
        raise Problem(422, "idempotency_reused")
    if row[1] == "running":
        raise Problem(409, "idempotency_running", headers={"Retry-After": "1"})
    return Stored(row[2], json.loads(row[3]), row[4])


def finish(
    connection: sqlite3.Connection, key: Key, status: int, headers: Mapping[str, str], body: bytes
) -> None:
    """Stores the answer in the transaction that makes the effect."""
    connection.execute(
        "UPDATE idempotency SET state = 'done', status = ?, headers = ?, body = ?"
        " WHERE user = ? AND route = ? AND key = ?",
        (status, json.dumps(dict(headers)), body, key.user, key.route, key.key),
    )


def storable(body: bytes) -> bool:
    """Large answers are only given for pure computations, which may simply run again."""
    return len(body) <= _LARGEST_BODY


def release(store: Store, key: Key) -> None:
    """Gives the key back after a refusal."""
    with store.write() as connection:
        connection.execute(
            "DELETE FROM idempotency WHERE user = ? AND route = ? AND key = ?"
            " AND state = 'running'",
            (key.user, key.route, key.key),
        )
