"""Tickets that went through a template, event by event: what a replay of history reads.

Each is one line of JSON ("fenming.past-ticket/1", docs/execution.md); the server reads nothing of
it but the ticket's number and when it was created.
"""

from __future__ import annotations

import datetime
import re
import sqlite3

from . import books, strict_json
from .engine import Engine
from .problem import invalid
from .store import Store

MOST = 5_000  # of one month: what a browser replays in a breath
DEMO_TICKETS = 200  # of each template
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_LOCAL = datetime.timedelta(hours=8)  # a month is China's


def last_month(now: int) -> str:
    """The month before the one of an instant (seconds since 1970), as YYYY-MM."""
    local = datetime.datetime.fromtimestamp(now, datetime.timezone.utc) + _LOCAL
    return (local.replace(day=1) - datetime.timedelta(days=1)).strftime("%Y-%m")


def span_of(month: str) -> tuple[int, int]:
    """First instant of a month and of the next one. Raises Problem 422."""
    match = _MONTH.fullmatch(month)
    if match is None or not 1 <= int(match[2]) <= 12 or not 1970 <= int(match[1]) <= 9998:
        raise invalid("month", "年-月，例如 2026-10", "year and month, as 2026-10")
    first = datetime.datetime(int(match[1]), int(match[2]), 1, tzinfo=datetime.timezone.utc)
    following = (first + datetime.timedelta(days=31)).replace(day=1)
    return int((first - _LOCAL).timestamp()), int((following - _LOCAL).timestamp())


def read(connection: sqlite3.Connection, code: str, number: int, month: str) -> bytes:
    """The tickets that were created in a month and went through one version, one a line.

    The newest MOST, in the order of their creation.
    """
    begin, end = span_of(month)
    rows = connection.execute(
        "SELECT body FROM past_tickets WHERE template = ? AND number = ?"
        " AND created_at >= ? AND created_at < ? ORDER BY created_at DESC, ticket LIMIT ?",
        (code, number, begin, end, MOST),
    ).fetchall()
    return b"".join(body + b"\n" for (body,) in reversed(rows))


def insert(
    connection: sqlite3.Connection, code: str, number: int, ticket: str, at: int, body: bytes
) -> None:
    """Keeps one ticket's record."""
    connection.execute(
        "INSERT INTO past_tickets VALUES (?, ?, ?, ?, ?)", (code, number, ticket, at, body)
    )


def load_demo(store: Store, engine: Engine) -> None:
    """Gives each template of a demo last month's tickets, unless it has some."""
    month = last_month(store.clock())
    with store.snapshot() as connection:
        known = {code for (code,) in connection.execute("SELECT template FROM past_tickets")}
        rows = connection.execute(
            "SELECT template, body FROM template_versions WHERE number = 1"
        ).fetchall()
        missing = [row for row in rows if row[0] not in known]
        file = books.assemble(connection, books.today(store.clock())) if missing else b""
    for place, (code, body) in enumerate(missing):
        header = {
            "book_bytes": len(file),
            "tickets": DEMO_TICKETS,
            "seed": 20260101 + place,
            "month": month + "-01",
        }
        answer = engine.long.call("demo_past_tickets", header, file + body)
        with store.write() as connection:
            for line in answer.payload.splitlines():
                record = strict_json.parse(line)
                at = _seconds(record["events"][0]["at"])
                insert(connection, code, 1, record["ticket"], at, line)


def _seconds(instant: str) -> int:
    return int(datetime.datetime.fromisoformat(instant.replace("Z", "+00:00")).timestamp())
