"""The demo: books and a history made by the engine, loaded once into an empty database."""

from __future__ import annotations

from typing import Any

from . import audit, books, drafts, histories, log, strict_json
from .auth import Auth
from .engine import Engine
from .store import Store, next_revision

DEMO_USER = "demo"
DEMO_SEED = 20260101
_NAME = "演示历史 · Demo history"


def load(store: Store, auth: Auth, engine: Engine, tickets: int) -> int:
    """Loads the demo if the database has no user yet. Returns the demo administrator's id.

    Raises ValueError when the database belongs to somebody already.
    """
    row = store.one("SELECT id FROM users WHERE name = ?", DEMO_USER)
    if row is not None:
        return int(row[0])
    if auth.has_users():
        raise ValueError("the data directory has real accounts: give --demo another --data")
    file = strict_json.parse(engine.quick.call("demo_books", {}).payload)
    header = {"tickets": tickets, "seed": DEMO_SEED}
    built = histories.split_parts(engine.long.call("generate_history", header))
    with store.write() as connection:
        at = store.clock()
        user = auth.add_user(connection, DEMO_USER, "administrator", "active")
        detail = {"seed": DEMO_SEED, "tickets": built.tickets}
        audit.append(connection, at, DEMO_USER, "demo_loaded", "demo", detail)
        frame = {key: file[key] for key in books.FRAME_KEYS if key in file}
        connection.execute(
            "INSERT INTO documents VALUES (?, ?, ?)",
            (drafts.FRAME, strict_json.dump(frame), next_revision(connection)),
        )
        for book in file["books"]:
            _insert_book(connection, book, at)
        histories.insert(connection, at, DEMO_USER, _NAME, "demo", built, b"")
    log.event("demo_loaded", tickets=built.tickets, books=len(file["books"]))
    return user


def _insert_book(connection: Any, book: dict[str, Any], at: int) -> None:
    head = {key: value for key, value in book.items() if key != "versions"}
    books.insert_book(connection, head, at)
    published = [version for version in book["versions"] if version["status"] != "draft"]
    for number, version in enumerate(published, start=1):
        books.insert_version(
            connection, book["book"], version, number, version["from"], DEMO_USER, at
        )
