"""Price books in the database: published versions, drafts of their authors, and the book file.

The server reads three fields of a version: `version`, `status` and `from`. The rest is the
engine's and passes through unchanged.
"""

from __future__ import annotations

import datetime
import re
import sqlite3
from typing import Any, Mapping

from . import strict_json
from .problem import Problem, invalid, not_found
from .store import Store, digest_of

BOOK_SCHEMA = "fenming.book-file/1"
# The relations that the book file's schema knows (docs/schema/book-file.schema.json).
RELATIONS = ("customer_company", "company_technician")
FRAME_KEYS = ("calendars", "zones", "entitlement", "routing", "measures", "plans")
_BOOK_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# Local days are those of the books' usual offset (UTC+8); prices themselves use the book's own.
_LOCAL = datetime.timezone(datetime.timedelta(minutes=480))


def today(clock: int) -> str:
    """The local date of a moment given in seconds since 1970."""
    return datetime.datetime.fromtimestamp(clock, _LOCAL).date().isoformat()


def check_date(value: Any, field: str) -> str:
    """A real calendar date written YYYY-MM-DD."""
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            datetime.date.fromisoformat(value)
            return value
        except ValueError:
            pass
    raise invalid(field, "形如 2026-01-31 的日期", "a date such as 2026-01-31")


def check_book_head(document: Mapping[str, Any]) -> dict[str, Any]:
    """The members of a new book: `book`, `name`, `relation`."""
    book, name, relation = (document.get(key) for key in ("book", "name", "relation"))
    if not isinstance(book, str) or not _BOOK_ID.fullmatch(book):
        raise invalid("book", "1 到 64 个字母、数字、- 或 _", "1 to 64 letters, digits, - or _")
    if not isinstance(name, str) or not 1 <= len(name) <= 200:
        raise invalid("name", "1 到 200 个字符", "1 to 200 characters")
    if relation not in RELATIONS:
        listed = ", ".join(RELATIONS)
        raise invalid("relation", f"其中之一：{listed}", f"one of {listed}")
    extra = sorted(set(document) - {"book", "name", "relation"})
    if extra:
        raise invalid(extra[0], "不应出现的字段", "left out; it is not known")
    return {"book": book, "name": name, "relation": relation}


def head_of(store: Store, book: str) -> dict[str, Any]:
    """A book's head. Raises Problem 404."""
    row = store.one("SELECT head FROM books WHERE id = ?", book)
    if row is None:
        raise not_found()
    return dict(strict_json.parse(row[0]))


def with_stamp(body: Mapping[str, Any], number: int, status: str, start: str) -> dict[str, Any]:
    """A version with its number, status and date set; other members keep their order."""
    stamp: dict[str, Any] = {"version": number, "status": status, "from": start}
    rest = {key: value for key, value in body.items() if key not in stamp}
    return {**stamp, **rest}


def _statuses(starts: list[str], now: str) -> list[str]:
    """The state of each version, given when each begins, in the order of numbers."""
    begun = [start for start in starts if start <= now]
    current = max(begun) if begun else None
    result = []
    for start in starts:
        if start > now:
            result.append("scheduled")
        else:
            result.append("in_force" if start == current else "retired")
    return result


def list_books(store: Store, author: int) -> list[dict[str, Any]]:
    """Every book with its versions and the asker's own draft, in the books' order."""
    now = today(store.clock())
    with store.snapshot() as connection:
        books = connection.execute("SELECT id, head FROM books ORDER BY position, id").fetchall()
        versions = connection.execute(
            "SELECT v.book, v.number, v.valid_from, v.published_by, v.published_at, v.digest,"
            " u.name FROM versions v"
            " LEFT JOIN submissions s ON s.book = v.book AND s.number = v.number"
            " LEFT JOIN users u ON u.id = s.author ORDER BY v.book, v.number"
        ).fetchall()
        drafts = connection.execute(
            "SELECT book, revision, base, updated_at FROM drafts WHERE author = ?", (author,)
        ).fetchall()
    draft_of = {row[0]: row for row in drafts}
    result = []
    for book, head_bytes in books:
        head = strict_json.parse(head_bytes)
        own = [row for row in versions if row[0] == book]
        states = _statuses([row[2] for row in own], now)
        draft = draft_of.get(book)
        result.append(
            {
                "id": book,
                "name": head["name"],
                "relation": head["relation"],
                "versions": [
                    {
                        "number": row[1],
                        "status": state,
                        "from": row[2],
                        "published_by": row[3],
                        "published_at": row[4],
                        "digest": row[5],
                        "prepared_by": row[6] or row[3],
                    }
                    for row, state in zip(own, states)
                ],
                "draft": draft
                and {"revision": str(draft[1]), "base": draft[2], "updated_at": draft[3]},
            }
        )
    return result


def latest(connection: sqlite3.Connection, book: str) -> tuple[int, str]:
    """Number and date of the newest version; (0, "") when none is published."""
    row = connection.execute(
        "SELECT number, valid_from FROM versions WHERE book = ? ORDER BY number DESC LIMIT 1",
        (book,),
    ).fetchone()
    return (row[0], row[1]) if row else (0, "")


def assemble(
    connection: sqlite3.Connection,
    now: str,
    draft_book: str = "",
    draft: bytes = b"",
    start: str = "",
) -> bytes:
    """The book file: frame and books with their published versions, canonical JSON.

    With `draft_book` that book gets `draft` as one more version. With `start` it stands as it
    would once published from that date; without, its status is `draft` and it begins on its own
    date, else today.
    """
    row = connection.execute("SELECT body FROM documents WHERE name = 'frame'").fetchone()
    frame = strict_json.parse(row[0]) if row else {"routing": []}
    books: list[dict[str, Any]] = []
    rows = connection.execute("SELECT id, head FROM books ORDER BY position, id").fetchall()
    for book, head in rows:
        stored = connection.execute(
            "SELECT body, valid_from FROM versions WHERE book = ? ORDER BY number", (book,)
        ).fetchall()
        versions = [strict_json.parse(body) for body, _ in stored]
        starts = [begin for _, begin in stored]
        if book == draft_book:
            body = strict_json.parse(draft)
            begin = start or body.get("from") or now
            versions.append(with_stamp(body, len(versions) + 1, "draft", begin))
            if start:
                starts.append(start)
        for version, state in zip(versions, _statuses(starts, now)):
            version["status"] = state
        if versions:
            books.append({**strict_json.parse(head), "versions": versions})
    return with_frame({"books": books}, frame)


def with_frame(file: Mapping[str, Any], frame: Mapping[str, Any]) -> bytes:
    """A book file of `file`'s books and `frame`'s other members, in the schema's order."""
    before_books = ("calendars", "zones", "entitlement", "routing", "measures")
    result: dict[str, Any] = {"schema": BOOK_SCHEMA}
    result.update({key: frame[key] for key in before_books if key in frame})
    result["books"] = file["books"]
    if "plans" in frame:
        result["plans"] = frame["plans"]
    return strict_json.dump(result)


def check_frame(document: Mapping[str, Any]) -> bytes:
    """The routing document as stored: its known members in canonical order."""
    extra = sorted(set(document) - set(FRAME_KEYS))
    if extra:
        raise invalid(extra[0], "不应出现的字段", "left out; it is not known")
    if not isinstance(document.get("routing"), list):
        raise invalid("routing", "列表", "a list")
    return strict_json.dump({key: document[key] for key in FRAME_KEYS if key in document})


def insert_book(connection: sqlite3.Connection, head: Mapping[str, Any], at: int) -> None:
    """Adds a book at the end of the list. Raises Problem 409 when its id is taken."""
    if connection.execute("SELECT 1 FROM books WHERE id = ?", (head["book"],)).fetchone():
        raise Problem(409, "book_exists", values={"id": head["book"]})
    (position,) = connection.execute("SELECT count(*) FROM books").fetchone()
    connection.execute(
        "INSERT INTO books VALUES (?, ?, ?, ?)",
        (head["book"], strict_json.dump(head), position, at),
    )


def insert_version(
    connection: sqlite3.Connection,
    book: str,
    body: Mapping[str, Any],
    number: int,
    start: str,
    author: str,
    at: int,
) -> str:
    """Publishes one version for good. Returns its digest: SHA-256 of the stored bytes."""
    data = strict_json.dump(with_stamp(body, number, "scheduled", start))
    digest = digest_of(data)
    connection.execute(
        "INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?)",
        (book, number, start, data, digest, author, at),
    )
    return digest
