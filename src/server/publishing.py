"""Checking and publishing a draft. The engine judges; the server stores, all of it or nothing."""

from __future__ import annotations

import sqlite3
from typing import Any, Callable, Sequence

from . import audit, books, company, drafts, strict_json, template_gate
from .auth import User
from .engine import Engine
from .problem import Problem, not_found
from .store import Store

ATTEMPTS = 5

# What an attempt to publish depends on: read in one moment, compared before anything is written.
# `body` is the version's bytes, `number` and `start` those of the newest version; the rest only
# has to be unchanged.
State = dict[str, Any]
Reader = Callable[[sqlite3.Connection], State]
Writer = Callable[[sqlite3.Connection, State, list[dict[str, Any]]], None]


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
    request exists exactly if the version does. Problem 403 where the company wants a second
    person: then `submissions` is the way.
    """
    result: dict[str, Any] = {}

    def read(connection: sqlite3.Connection) -> State:
        if company.read(connection)["second_person"]:
            raise Problem(403, "second_person_needed")
        return draft_state(connection, book, user.id, base, if_match)

    def write(
        connection: sqlite3.Connection, seen: State, findings: list[dict[str, Any]]
    ) -> None:
        result.update(
            store_version(connection, store.clock(), user.name, book, start, seen, findings)
        )
        connection.execute("DELETE FROM drafts WHERE book = ? AND author = ?", (book, user.id))
        done(connection, result)

    attempt(store, engine, book, start, acknowledged, read, write)
    return result


def attempt(
    store: Store,
    engine: Engine,
    book: str,
    start: str,
    acknowledged: Sequence[str],
    read: Reader,
    write: Writer,
) -> None:
    """Checks what `read` gives as the book's next version, and calls `write` if it may be one.

    No transaction is open while the engine works: what was read must still hold when `write` is
    called, else all begins again. Problems 409, 422, 503 and whatever `read` raises.
    """
    now = books.today(store.clock())
    if start < now:
        raise Problem(422, "retroactive", values={"from": start, "today": now})
    for _ in range(ATTEMPTS):
        with store.snapshot() as connection:
            seen = read(connection)
            _check_start(seen, start)
            file = books.assemble(connection, now, book, seen["body"], start)
        publishable, findings = findings_of(engine, file)
        _check_findings(book, publishable, findings, acknowledged)
        template_gate.refuse_broken(store, engine, file, start)
        with store.write() as connection:
            if _stamp(read(connection)) != _stamp(seen):
                continue
            return write(connection, seen, findings)
    raise Problem(503, "changed_meanwhile", headers={"Retry-After": "1"})


def file_state(connection: sqlite3.Connection, book: str) -> State:
    """What any attempt depends on besides its own version: the other books, the routing."""
    (published,) = connection.execute("SELECT count(*) FROM versions").fetchone()
    (known,) = connection.execute("SELECT count(*) FROM books").fetchone()
    number, start = books.latest(connection, book)
    return {
        "frame": drafts.read_frame(connection)[1],
        "published": published,
        "books": known,
        "number": number,
        "start": start,
    }


def draft_state(
    connection: sqlite3.Connection, book: str, author: int, base: int | None, if_match: str
) -> State:
    """The state with the author's draft as the version. Problems 404, 409, 412, 428."""
    row = drafts.read_draft(connection, book, author)
    if row is None:
        raise not_found()
    state = file_state(connection, book)
    drafts.check_match(if_match, "", row[1], row[0])
    state.update({"body": row[0], "revision": row[1], "base": row[2] if base is None else base})
    check_base(state)
    return state


def check_base(state: State) -> None:
    """Refuses what was made from another version than the newest."""
    if state["base"] != state["number"]:
        values = {"base": state["base"], "latest": state["number"]}
        raise Problem(409, "base_moved", values=values, extra=values)


def _stamp(state: State) -> tuple[Any, ...]:
    return tuple(value for key, value in state.items() if key != "body")


def _check_start(state: State, start: str) -> None:
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


def store_version(
    connection: sqlite3.Connection,
    at: int,
    publisher: str,
    book: str,
    start: str,
    seen: State,
    findings: list[dict[str, Any]],
    prepared_by: str = "",
) -> dict[str, Any]:
    """Writes the next version and its deed. `prepared_by`: the author, where he is another."""
    number = seen["number"] + 1
    body = strict_json.parse(seen["body"])
    digest = books.insert_version(connection, book, body, number, start, publisher, at)
    codes = sorted({str(entry.get("code")) for entry in findings})
    detail = {"number": number, "from": start, "digest": digest, "acknowledged": codes}
    if prepared_by:
        detail["prepared_by"] = prepared_by
    audit.append(connection, at, publisher, "version_published", f"book/{book}", detail)
    return {"book": book, "number": number, "from": start, "digest": digest, "findings": findings}
