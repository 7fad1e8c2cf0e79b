"""Versions that wait for a second person: one prepares, another publishes or sends back.

A submission holds the version as it was handed in; the author's draft stays his and may go on.
Only `waiting` ones can be decided, each once, and never by their author.
"""

from __future__ import annotations

import json
import sqlite3
from typing import Any, Callable, Sequence

from . import audit, publishing
from .auth import User
from .engine import Engine
from .problem import Problem, invalid, not_found
from .store import Store, next_revision

LONGEST_NOTE = 1000
# How long a decided submission stays in the list, in seconds.
SHOWN_SECONDS = 30 * 86400
_COLUMNS = (
    "s.id, s.book, u.name, s.base, s.valid_from, s.note, s.state, s.created_at,"
    " s.decided_by, s.decided_at, s.reason, s.number"
)
_FROM = "FROM submissions s JOIN users u ON u.id = s.author"
Done = Callable[[sqlite3.Connection, dict[str, Any]], None]


def _document(row: tuple[Any, ...]) -> dict[str, Any]:
    return {
        "id": str(row[0]),
        "book": row[1],
        "author": row[2],
        "base": row[3],
        "from": row[4],
        "note": row[5],
        "state": row[6],
        "created_at": row[7],
        "decided_by": row[8],
        "decided_at": row[9],
        "reason": row[10],
        "number": row[11],
    }


def listing(store: Store) -> list[dict[str, Any]]:
    """Those that wait, and those decided in the last thirty days; the newest first."""
    rows = store.all(
        f"SELECT {_COLUMNS} {_FROM} WHERE s.state = 'waiting' OR s.decided_at > ?"
        " ORDER BY s.id DESC LIMIT 200",
        store.clock() - SHOWN_SECONDS,
    )
    return [_document(row) for row in rows]


def body_of(store: Store, submission: str) -> bytes:
    """The version that was handed in. Raises Problem 404."""
    row = store.one("SELECT body FROM submissions WHERE id = ?", _number(submission))
    if row is None:
        raise not_found()
    return bytes(row[0])


def check_note(value: Any, field: str, needed: bool) -> str:
    """A note or a reason: text of at most 1,000 characters."""
    if value is None and not needed:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST_NOTE or (needed and not value.strip()):
        least = 1 if needed else 0
        raise invalid(
            field, f"{least} 到 {LONGEST_NOTE} 个字符", f"{least} to {LONGEST_NOTE} characters"
        )
    return value.strip()


def submit(
    store: Store,
    engine: Engine,
    user: User,
    book: str,
    start: str,
    acknowledged: Sequence[str],
    note: str,
    base: int | None,
    if_match: str,
    done: Done,
) -> dict[str, Any]:
    """Hands the author's draft in, checked as for publishing; replaces what he handed in before."""
    result: dict[str, Any] = {}

    def read(connection: sqlite3.Connection) -> publishing.State:
        return publishing.draft_state(connection, book, user.id, base, if_match)

    def write(
        connection: sqlite3.Connection,
        seen: publishing.State,
        findings: list[dict[str, Any]],
    ) -> None:
        at = store.clock()
        connection.execute(
            "UPDATE submissions SET state = 'withdrawn', decided_by = ?, decided_at = ?,"
            " revision = ? WHERE book = ? AND author = ? AND state = 'waiting'",
            (user.name, at, next_revision(connection), book, user.id),
        )
        cursor = connection.execute(
            "INSERT INTO submissions (book, author, body, base, draft_revision, valid_from,"
            " acknowledged, note, state, created_at, revision)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?)",
            (
                book,
                user.id,
                seen["body"],
                seen["base"],
                seen["revision"],
                start,
                json.dumps(list(acknowledged)),
                note,
                at,
                next_revision(connection),
            ),
        )
        detail = {"submission": str(cursor.lastrowid), "from": start, "note": note}
        audit.append(connection, at, user.name, "version_submitted", f"book/{book}", detail)
        result.update(_document(_read(connection, cursor.lastrowid or 0)))
        done(connection, result)

    publishing.attempt(store, engine, book, start, acknowledged, read, write)
    return result


def approve(
    store: Store,
    engine: Engine,
    user: User,
    submission: str,
    acknowledged: Sequence[str],
    done: Done,
) -> dict[str, Any]:
    """Publishes a submission, checked again as everything stands now.

    Warnings that the author acknowledged need no second word. His draft goes if it is still what
    he handed in. Problems 403, 404, 409, 422.
    """
    number = _number(submission)
    head = store.one(
        "SELECT book, valid_from, acknowledged FROM submissions WHERE id = ?", number
    )
    if head is None:
        raise not_found()
    book, start = head[0], head[1]
    known = [*json.loads(head[2]), *acknowledged]
    result: dict[str, Any] = {}

    def read(connection: sqlite3.Connection) -> publishing.State:
        row = _waiting(connection, number, user)
        (body,) = connection.execute(
            "SELECT body FROM submissions WHERE id = ?", (number,)
        ).fetchone()
        state = publishing.file_state(connection, book)
        state.update({"body": body, "base": row[3], "author": row[2]})
        publishing.check_base(state)
        return state

    def write(
        connection: sqlite3.Connection,
        seen: publishing.State,
        findings: list[dict[str, Any]],
    ) -> None:
        at = store.clock()
        result.update(
            publishing.store_version(
                connection, at, user.name, book, start, seen, findings, seen["author"]
            )
        )
        connection.execute(
            "DELETE FROM drafts WHERE EXISTS (SELECT 1 FROM submissions s WHERE s.id = ?"
            " AND s.book = drafts.book AND s.author = drafts.author"
            " AND s.draft_revision = drafts.revision)",
            (number,),
        )
        _decide(connection, number, user, at, "approved", "", result["number"])
        done(connection, result)

    publishing.attempt(store, engine, book, start, known, read, write)
    return result


def reject(store: Store, user: User, submission: str, reason: str) -> dict[str, Any]:
    """Sends a submission back to its author. Problems 403, 404, 409."""
    number = _number(submission)
    with store.write() as connection:
        row = _waiting(connection, number, user)
        at = store.clock()
        _decide(connection, number, user, at, "rejected", reason, None)
        detail = {"submission": submission, "author": row[2], "reason": reason}
        audit.append(connection, at, user.name, "version_rejected", f"book/{row[1]}", detail)
        return _document(_read(connection, number))


def withdraw(store: Store, user: User, submission: str) -> dict[str, Any]:
    """Takes one's own submission back. Problems 403, 404, 409."""
    number = _number(submission)
    with store.write() as connection:
        row = _read(connection, number)
        _check_waiting(row)
        if row[2] != user.name:
            raise Problem(403, "not_own_submission", values={"author": row[2]})
        at = store.clock()
        _decide(connection, number, user, at, "withdrawn", "", None)
        detail = {"submission": submission}
        audit.append(connection, at, user.name, "version_withdrawn", f"book/{row[1]}", detail)
        return _document(_read(connection, number))


def _number(submission: str) -> int:
    if not submission.isdecimal() or len(submission) > 18:
        raise not_found()
    return int(submission)


def _read(connection: sqlite3.Connection, number: int) -> tuple[Any, ...]:
    row: tuple[Any, ...] | None = connection.execute(
        f"SELECT {_COLUMNS} {_FROM} WHERE s.id = ?", (number,)
    ).fetchone()
    if row is None:
        raise not_found()
    return row


def _check_waiting(row: tuple[Any, ...]) -> None:
    if row[6] != "waiting":
        raise Problem(409, "submission_decided", extra={"current": _document(row)})


def _waiting(connection: sqlite3.Connection, number: int, user: User) -> tuple[Any, ...]:
    """A submission that `user` may decide. Problems 403, 404, 409."""
    row = _read(connection, number)
    _check_waiting(row)
    if row[2] == user.name:
        raise Problem(403, "own_submission")
    return row


def _decide(
    connection: sqlite3.Connection,
    number: int,
    user: User,
    at: int,
    state: str,
    reason: str,
    version: int | None,
) -> None:
    connection.execute(
        "UPDATE submissions SET state = ?, decided_by = ?, decided_at = ?, reason = ?,"
        " number = ?, revision = ? WHERE id = ?",
        (state, user.name, at, reason, version, next_revision(connection), number),
    )
