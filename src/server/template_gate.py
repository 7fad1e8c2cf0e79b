"""What a change of prices would do to published templates (workflow.md, Verifier, Inputs)."""

from __future__ import annotations

import sqlite3

from . import books
from .engine import Engine
from .problem import Problem
from .store import Store


def refuse_broken(store: Store, engine: Engine, file: bytes, start: str) -> None:
    """Raises Problem 422 naming the first template whose proof the books of `file` break.

    `start` is the first day on which they are in force. A template that the present books break
    already is not broken by these.
    """
    with store.snapshot() as connection:
        templates = _published(connection)
        present = books.assemble(connection, books.today(store.clock())) if templates else b""
    for code, number, name, body in templates:
        if _holds(engine, file, start, code, number, body):
            continue
        if _holds(engine, present, start, code, number, body):
            values = {"template": code, "name": name}
            raise Problem(422, "template_broken", values=values, extra=values)


def _published(connection: sqlite3.Connection) -> list[tuple[str, int, str, bytes]]:
    return connection.execute(
        "SELECT template, number, name, body FROM template_versions AS one WHERE number ="
        " (SELECT max(number) FROM template_versions WHERE template = one.template)"
        " ORDER BY template"
    ).fetchall()


def _holds(
    engine: Engine, file: bytes, day: str, code: str, number: int, body: bytes
) -> bool:
    header = {
        "book_bytes": len(file),
        "day": day,
        "code": code,
        "version": number,
        "without_scenarios": True,
    }
    answer = engine.long.call("check_template", header, file + body)
    return bool(answer.header.get("publishable"))
