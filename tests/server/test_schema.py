"""The schema: strict tables, atomic migrations, and what an older database keeps."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from server import schema
from server.store import Store, StoreUnusable


def test_damaged_and_newer_databases_are_refused(tmp_path: Path) -> None:
    data = tmp_path / "data"
    Store(data).close()
    connection = sqlite3.connect(data / "fenming.db")
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    connection.close()
    with pytest.raises(StoreUnusable, match="schema 99"):
        Store(data)
    (data / "fenming.db").write_bytes(b"this is no database, whatever its name" * 200)
    with pytest.raises(StoreUnusable, match="cannot open"):
        Store(data)


def test_migrations_are_atomic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "data"
    Store(data).close()
    broken = "CREATE TABLE extra (a INTEGER) STRICT;\nCREATE TABLE users (a INTEGER) STRICT;\n"
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, broken))
    with pytest.raises(StoreUnusable, match="already exists"):
        Store(data)
    monkeypatch.undo()
    store = Store(data)
    assert store.one("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'") == (0,)
    assert store.one("PRAGMA user_version") == (len(schema.MIGRATIONS),)
    store.close()


def test_people_migration_keeps_what_was_there(tmp_path: Path) -> None:
    """A database of the first schema, with rows that refer to users, becomes one of the newest."""
    data = tmp_path / "data"
    data.mkdir()
    old = sqlite3.connect(data / "fenming.db", isolation_level=None)
    old.execute("PRAGMA foreign_keys = ON")
    for statement in schema.statements(schema.MIGRATIONS[0]):
        old.execute(statement)
    old.execute("PRAGMA user_version = 1")
    for statement in (
        "INSERT INTO users VALUES (7, 'chief', 'administrator', x'01', x'02', '{\"a\":1}', 50)",
        "INSERT INTO users VALUES (9, 'demo', 'administrator', NULL, NULL, '{}', 60)",
        "INSERT INTO sessions VALUES (x'aa', 7, 70, 80), (x'ab', 7, 75, 90)",
        "INSERT INTO one_time_tokens VALUES (x'bb', 'sign-in', 9, 99), (x'bc', 'setup', NULL, 99)",
        "INSERT INTO books VALUES ('b', x'7b7d', 1, 50)",
        "INSERT INTO drafts VALUES ('b', 7, x'7b7d', 0, 3, 50)",
        "INSERT INTO imports VALUES ('i', 'n', 'tickets', 7, NULL, x'00', 50)",
    ):
        old.execute(statement)
    tables = ("sessions", "one_time_tokens", "drafts", "imports")
    before = {name: old.execute(f"SELECT * FROM {name:s}").fetchall() for name in tables}
    old.close()

    store = Store(data)
    assert store.one("PRAGMA user_version") == (len(schema.MIGRATIONS),)
    assert {name: store.all(f"SELECT * FROM {name:s}") for name in tables} == before
    assert store.all("SELECT * FROM users ORDER BY id") == [
        (7, "chief", "administrator", "active", b"\1", b"\2", '{"a":1}', 50, 90, 0),
        (9, "demo", "administrator", "active", None, None, "{}", 60, None, 0),
    ]
    assert store.all("PRAGMA foreign_key_check") == []
    for broken in (
        "DELETE FROM users WHERE id = 7",
        "INSERT INTO sessions VALUES (x'cc', 8, 0, 0)",
        "INSERT INTO imports VALUES ('j', 'n', 'tickets', 8, NULL, x'00', 50)",
        "UPDATE users SET role = 'owner'",
        "UPDATE users SET name = 'chief'",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            with store.write() as connection:
                connection.execute(broken)
    with store.write() as connection:
        connection.execute("UPDATE users SET role = 'viewer' WHERE id = 9")
    store.close()


def test_a_migration_that_breaks_references_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    store = Store(data)
    with store.write() as connection:
        connection.execute(
            "INSERT INTO users VALUES (1, 'a', 'viewer', 'active', NULL, NULL, '{}', 0, NULL, 0)"
        )
        connection.execute("INSERT INTO sessions VALUES (x'aa', 1, 0, 0)")
    store.close()
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, "DELETE FROM users;\n"))
    with pytest.raises(StoreUnusable, match="a row of sessions refers to nothing"):
        Store(data)
    monkeypatch.undo()
    store = Store(data)
    assert store.one("SELECT count(*) FROM users") == (1,)
    store.close()


def test_tables_are_strict_and_hold_no_real() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.migrate(connection)
    for name, strict in connection.execute(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    ):
        if not name.startswith("sqlite_"):
            assert strict == 1, name
            kinds = {row[2] for row in connection.execute(f"PRAGMA table_info({name})")}
            assert kinds <= {"INTEGER", "TEXT", "BLOB"}, name
