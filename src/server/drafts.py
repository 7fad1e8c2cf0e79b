"""Documents that people edit: drafts of their authors, and the routing document.

A strong ETag is the document's revision, a number given once; `If-Match` guards every change.
"""

from __future__ import annotations

import sqlite3
from typing import Any, Mapping

from . import audit, books, strict_json, text_edits
from .auth import User
from .problem import Problem, not_found
from .store import Store, next_revision

FRAME = "frame"
LARGEST = 16 * 2**20  # bytes of one draft


def etag(revision: int) -> str:
    """The strong ETag of a revision."""
    return f'"{revision}"'


def check_match(
    if_match: str, if_none_match: str, revision: int | None, current: bytes | None
) -> None:
    """Refuses a change of a document that its writer has not read. `revision` None: not there."""
    if revision is None:
        if if_match:
            raise _failed(412, "precondition_failed", None, None)
        if if_none_match != "*":
            raise _failed(428, "precondition_required", None, None)
        return
    if if_none_match == "*":
        raise _failed(412, "precondition_failed", revision, current)
    if not if_match:
        raise _failed(428, "precondition_required", revision, current)
    known = [part.strip() for part in if_match.split(",")]
    if etag(revision) not in known and if_match.strip() != "*":
        raise _failed(412, "precondition_failed", revision, current)


def edited(
    row: tuple[Any, ...] | None, edits: Mapping[str, Any], if_match: str
) -> tuple[bytes, str]:
    """The stored draft `(body, revision, ...)` with a request's edits, and the ETag of the draft
    that they were made of. Raises Problem 409, 412, 413, 422, 428."""
    body, revision = (row[0], row[1]) if row else (b"", None)
    check_match(if_match, "", revision, body)
    assert revision is not None  # check_match has refused what is not there
    return text_edits.apply(body, edits, LARGEST), etag(revision)


def _failed(status: int, code: str, revision: int | None, current: bytes | None) -> Problem:
    extra: dict[str, Any] = {"current": None, "current_etag": None}
    if revision is not None and current is not None:
        extra = {"current": strict_json.parse(current), "current_etag": etag(revision)}
    headers = {"ETag": etag(revision)} if revision is not None else {}
    return Problem(status, code, extra=extra, headers=headers)


def read_draft(connection: sqlite3.Connection, book: str, author: int) -> tuple[Any, ...] | None:
    """(body, revision, base, updated_at) of one author's draft."""
    row: tuple[Any, ...] | None = connection.execute(
        "SELECT body, revision, base, updated_at FROM drafts WHERE book = ? AND author = ?",
        (book, author),
    ).fetchone()
    return row


def put_draft(
    store: Store,
    user: User,
    book: str,
    document: Mapping[str, Any],
    base: int | None,
    if_match: str,
    if_none_match: str,
) -> tuple[int, bool]:
    """Stores the author's draft. Returns its revision and whether it is new.

    `base` is the version the draft was made from; None keeps it, and for a new draft means the
    newest one.
    """
    body = strict_json.dump(document)
    with store.write() as connection:
        if connection.execute("SELECT 1 FROM books WHERE id = ?", (book,)).fetchone() is None:
            raise not_found()
        row = read_draft(connection, book, user.id)
        old_body, old_revision = (row[0], row[1]) if row else (None, None)
        check_match(if_match, if_none_match, old_revision, old_body)
        if base is None:
            base = row[2] if row else books.latest(connection, book)[0]
        revision = next_revision(connection)
        connection.execute(
            "INSERT INTO drafts VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (book, author) DO UPDATE SET"
            " body = excluded.body, base = excluded.base, revision = excluded.revision,"
            " updated_at = excluded.updated_at",
            (book, user.id, body, base, revision, store.clock()),
        )
        return revision, row is None


def delete_draft(store: Store, user: User, book: str, if_match: str) -> None:
    """Forgets the author's draft; the deed stands in the audit log."""
    with store.write() as connection:
        row = read_draft(connection, book, user.id)
        if row is None:
            raise not_found()
        check_match(if_match, "", row[1], row[0])
        connection.execute("DELETE FROM drafts WHERE book = ? AND author = ?", (book, user.id))
        audit.append(
            connection, store.clock(), user.name, "draft_deleted", f"book/{book}", {"base": row[2]}
        )


def read_frame(connection: sqlite3.Connection) -> tuple[bytes, int]:
    """The routing document and its revision; revision 0 before it was first stored."""
    row = connection.execute(
        "SELECT body, revision FROM documents WHERE name = ?", (FRAME,)
    ).fetchone()
    return (row[0], row[1]) if row else (strict_json.dump({"routing": []}), 0)


def put_frame(store: Store, user: User, body: bytes, if_match: str) -> int:
    """Replaces the routing document. Returns its revision."""
    with store.write() as connection:
        old, revision = read_frame(connection)
        check_match(if_match, "", revision, old)
        revision = next_revision(connection)
        connection.execute(
            "INSERT INTO documents VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET"
            " body = excluded.body, revision = excluded.revision",
            (FRAME, body, revision),
        )
        before, after = strict_json.parse(old), strict_json.parse(body)
        detail = {"before": before, "after": after}
        audit.append(connection, store.clock(), user.name, "routing_changed", "routing", detail)
        return revision
