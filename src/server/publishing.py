"""Checking and publishing a draft. The engine judges; the server stores, all of it or nothing."""

from __future__ import annotations

import sqlite3
from typing import Any, Callable, Sequence

from . import audit, books, drafts, strict_json
from .auth import User
from .engine import Engine
from .problem import Problem, not_found
from .store import Store

ATTEMPTS = 5


def findings_of(engine: Engine, book_file: bytes) -> tuple[bool, list[dict[str, Any]]]:
    """The engine's verdict on a book file: whether it may be published, and what it found."""
    answer = engine.quick.call("check_book", {"schema": 1}, book_file)
    findings = answer.header.get("findings", [])
    return bool(answer.header.get("publishable")), list(findings)


def check_draft(store: Store, engine: Engine, user: User, book: str) -> dict[str, Any]:
    """Checks the file as it would be with the author's draft."""
    with store.snapshot() as connection:
        row = drafts.read_draft(connection, book, user.id)
        if row is None:
            raise not_found()
        file = books.assemble(connection, books.today(store.clock()), book, row[0])
    publishable, findings = findings_of(engine, file)
    return {"publishable": publishable, "findings": findings, "revision": str(row[1])}


def publish(
    store: Store,
    engine: Engine,
    user: User,
    book: str,
    start: str,
    acknowledged: Sequence[str],
    base: int | None,
    if_match: str,
    done: Callable[[sqlite3.Connection, dict[str, Any]], None],
) -> dict[str, Any]:
    """Makes the author's draft the next version, in force from `start`.

    `done` runs inside the transaction with the result, so that the stored answer of an idempotent
    request exists exactly if the version does. No transaction is open while the engine works: the
    revisions that were read must still hold when the result is written, else all begins again.
    """
    now = books.today(store.clock())
    if start < now:
        raise Problem(422, "retroactive", values={"from": start, "today": now})
    for _ in range(ATTEMPTS):
        with store.snapshot() as connection:
            seen = _state(connection, book, user.id)
            _check_state(seen, start, base, if_match)
            file = books.assemble(connection, now, book, seen["body"], start)
        publishable, findings = findings_of(engine, file)
        _check_findings(book, publishable, findings, acknowledged)
        with store.write() as connection:
            if _stamp(_state(connection, book, user.id)) != _stamp(seen):
                continue
            result = _store(connection, store.clock(), user, book, start, seen, findings)
            done(connection, result)
            return result
    raise Problem(503, "changed_meanwhile", headers={"Retry-After": "1"})


def _state(connection: sqlite3.Connection, book: str, author: int) -> dict[str, Any]:
    """What publishing depends on, read in one moment. Raises Problem 404."""
    row = drafts.read_draft(connection, book, author)
    if row is None:
        raise not_found()
    (published,) = connection.execute("SELECT count(*) FROM versions").fetchone()
    (known,) = connection.execute("SELECT count(*) FROM books").fetchone()
    number, start = books.latest(connection, book)
    return {
        "body": row[0],
        "revision": row[1],
        "base": row[2],
        "frame": drafts.read_frame(connection)[1],
        "published": published,
        "books": known,
        "number": number,
        "start": start,
    }


def _stamp(state: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(value for key, value in state.items() if key != "body")


def _check_state(state: dict[str, Any], start: str, base: int | None, if_match: str) -> None:
    drafts.check_match(if_match, "", state["revision"], state["body"])
    made_from = state["base"] if base is None else base
    if made_from != state["number"]:
        values = {"base": made_from, "latest": state["number"]}
        raise Problem(409, "base_moved", values=values, extra=values)
    if state["start"] and start <= state["start"]:
        raise Problem(
            422,
            "from_not_after",
            values={"latest": state["start"]},
            errors=[{"pointer": "/from", "code": "from_not_after"}],
        )


def _check_findings(
    book: str, publishable: bool, findings: list[dict[str, Any]], acknowledged: Sequence[str]
) -> None:
    """Errors anywhere refuse. Warnings ask, except those about other books: they were accepted."""
    errors = [entry for entry in findings if entry.get("severity") == "error"]
    if errors or not publishable:
        raise Problem(422, "not_publishable", extra={"findings": findings})
    own = [entry for entry in findings if entry.get("book") in (book, "", None)]
    if any(entry.get("code") not in acknowledged for entry in own):
        raise Problem(409, "warnings_unacknowledged", extra={"findings": findings})


def _store(
    connection: sqlite3.Connection,
    at: int,
    user: User,
    book: str,
    start: str,
    seen: dict[str, Any],
    findings: list[dict[str, Any]],
) -> dict[str, Any]:
    number = seen["number"] + 1
    body = strict_json.parse(seen["body"])
    digest = books.insert_version(connection, book, body, number, start, user.name, at)
    connection.execute("DELETE FROM drafts WHERE book = ? AND author = ?", (book, user.id))
    codes = sorted({str(entry.get("code")) for entry in findings})
    detail = {"number": number, "from": start, "digest": digest, "acknowledged": codes}
    audit.append(connection, at, user.name, "version_published", f"book/{book}", detail)
    return {"book": book, "number": number, "from": start, "digest": digest, "findings": findings}
