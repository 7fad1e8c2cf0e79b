"""The database's tables, as numbered migrations. A migration, once released, never changes."""

from __future__ import annotations

import sqlite3

_FIRST = """
CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('administrator')),
  salt BLOB, password BLOB,
  preferences TEXT NOT NULL DEFAULT '{}',
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
  token_hash BLOB PRIMARY KEY,
  user INTEGER NOT NULL REFERENCES users(id),
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE one_time_tokens (
  token_hash BLOB PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('setup', 'sign-in')),
  user INTEGER REFERENCES users(id),
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE attempts (scope TEXT NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX attempts_by_key ON attempts (scope, key, at);

CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO counters VALUES ('revision', 0);

CREATE TABLE documents (
  name TEXT PRIMARY KEY, body BLOB NOT NULL, revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE books (
  id TEXT PRIMARY KEY, head BLOB NOT NULL, position INTEGER NOT NULL, created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE versions (
  book TEXT NOT NULL REFERENCES books(id),
  number INTEGER NOT NULL CHECK (number >= 1),
  valid_from TEXT NOT NULL,
  body BLOB NOT NULL,
  digest TEXT NOT NULL,
  published_by TEXT NOT NULL,
  published_at INTEGER NOT NULL,
  PRIMARY KEY (book, number)
) STRICT;
CREATE TRIGGER versions_never_change BEFORE UPDATE ON versions
  BEGIN SELECT RAISE(ABORT, 'a published version never changes'); END;
CREATE TRIGGER versions_never_vanish BEFORE DELETE ON versions
  BEGIN SELECT RAISE(ABORT, 'a published version is never deleted'); END;
CREATE TRIGGER versions_are_gapless BEFORE INSERT ON versions
  WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM versions WHERE book = NEW.book)
  BEGIN SELECT RAISE(ABORT, 'version numbers have no gap'); END;

CREATE TABLE drafts (
  book TEXT NOT NULL REFERENCES books(id),
  author INTEGER NOT NULL REFERENCES users(id),
  body BLOB NOT NULL,
  base INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (book, author)
) STRICT;

CREATE TABLE histories (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, origin TEXT NOT NULL,
  tickets INTEGER NOT NULL, digest TEXT NOT NULL,
  created_by TEXT NOT NULL, created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE history_parts (
  history TEXT NOT NULL REFERENCES histories(id) ON DELETE CASCADE,
  place INTEGER NOT NULL, digest TEXT NOT NULL, data BLOB NOT NULL,
  PRIMARY KEY (history, place)
) STRICT;
CREATE TABLE history_sources (
  history TEXT NOT NULL REFERENCES histories(id) ON DELETE CASCADE,
  place INTEGER NOT NULL, data BLOB NOT NULL,
  PRIMARY KEY (history, place)
) STRICT;

CREATE TABLE imports (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL,
  owner INTEGER NOT NULL REFERENCES users(id),
  mapping BLOB, data BLOB NOT NULL, created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE idempotency (
  user INTEGER NOT NULL, route TEXT NOT NULL, key TEXT NOT NULL,
  request BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'done')),
  status INTEGER, headers TEXT, body BLOB,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (user, route, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
  object TEXT NOT NULL, detail TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit log never changes'); END;
CREATE TRIGGER audit_never_vanishes BEFORE DELETE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit log is never deleted'); END;
"""

# People with roles: `users` and `one_time_tokens` get wider checks, which SQLite can only do by
# building the tables anew.
_SECOND = """
CREATE TABLE users_new (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('administrator', 'price_manager', 'viewer')),
  state TEXT NOT NULL CHECK (state IN ('active', 'invited', 'disabled')),
  salt BLOB, password BLOB,
  preferences TEXT NOT NULL DEFAULT '{}',
  created_at INTEGER NOT NULL,
  seen_at INTEGER,
  revision INTEGER NOT NULL
) STRICT;
INSERT INTO users_new
  SELECT id, name, role, 'active', salt, password, preferences, created_at,
    (SELECT max(seen_at) FROM sessions WHERE sessions.user = users.id), 0
  FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;

CREATE TABLE one_time_tokens_new (
  token_hash BLOB PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('setup', 'sign-in', 'invitation')),
  user INTEGER REFERENCES users(id),
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO one_time_tokens_new SELECT token_hash, kind, user, expires_at FROM one_time_tokens;
DROP TABLE one_time_tokens;
ALTER TABLE one_time_tokens_new RENAME TO one_time_tokens;
"""

_IMPORT_MAPPINGS = """
CREATE TABLE import_mappings (
  owner INTEGER NOT NULL REFERENCES users(id),
  kind TEXT NOT NULL,
  header TEXT NOT NULL,
  mapping BLOB NOT NULL,
  accepted_at INTEGER NOT NULL,
  PRIMARY KEY (owner, kind, header)
) STRICT, WITHOUT ROWID;
"""

# A version handed in for a second person; `draft_revision` is the draft's that it was made from.
_SUBMISSIONS = """
CREATE TABLE submissions (
  id INTEGER PRIMARY KEY,
  book TEXT NOT NULL REFERENCES books(id),
  author INTEGER NOT NULL REFERENCES users(id),
  body BLOB NOT NULL,
  base INTEGER NOT NULL,
  draft_revision INTEGER NOT NULL,
  valid_from TEXT NOT NULL,
  acknowledged TEXT NOT NULL,
  note TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'rejected', 'withdrawn')),
  created_at INTEGER NOT NULL,
  decided_by TEXT, decided_at INTEGER,
  reason TEXT NOT NULL DEFAULT '',
  number INTEGER,
  revision INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX one_waits ON submissions (book, author) WHERE state = 'waiting';
"""

# What words in imported files mean, and the people of accepted tickets.
_IMPORT_NAMES = """
CREATE TABLE import_aliases (
  noun TEXT NOT NULL CHECK (noun IN ('item', 'part', 'division', 'person', 'unit')),
  written TEXT NOT NULL,
  code TEXT NOT NULL,
  said_by TEXT NOT NULL,
  said_at INTEGER NOT NULL,
  PRIMARY KEY (noun, written)
) STRICT, WITHOUT ROWID;
CREATE TABLE import_people (
  person TEXT PRIMARY KEY, seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
"""

# Templates of work orders.
_TEMPLATES = """
CREATE TABLE template_versions (
  template TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number >= 1),
  body BLOB NOT NULL,
  digest TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  published_by TEXT NOT NULL,
  published_at INTEGER NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (template, number)
) STRICT;
CREATE TRIGGER template_versions_never_change BEFORE UPDATE ON template_versions
  BEGIN SELECT RAISE(ABORT, 'a published version never changes'); END;
CREATE TRIGGER template_versions_never_vanish BEFORE DELETE ON template_versions
  BEGIN SELECT RAISE(ABORT, 'a published version is never deleted'); END;
CREATE TRIGGER template_versions_are_gapless BEFORE INSERT ON template_versions
  WHEN NEW.number <> (
    SELECT coalesce(max(number), 0) + 1 FROM template_versions WHERE template = NEW.template)
  BEGIN SELECT RAISE(ABORT, 'version numbers have no gap'); END;

CREATE TABLE template_drafts (
  template TEXT NOT NULL,
  author INTEGER NOT NULL REFERENCES users(id),
  body BLOB NOT NULL,
  base INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (template, author)
) STRICT;
"""

# Records of tickets that went through a template.
_PAST_TICKETS = """
CREATE TABLE past_tickets (
  template TEXT NOT NULL,
  number INTEGER NOT NULL,
  ticket TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (template, ticket)
) STRICT;
CREATE INDEX past_tickets_by_time ON past_tickets (template, number, created_at);
"""

MIGRATIONS: tuple[str, ...] = (
    _FIRST,
    _SECOND,
    _IMPORT_MAPPINGS,
    _SUBMISSIONS,
    _IMPORT_NAMES,
    _TEMPLATES,
    _PAST_TICKETS,
)


def statements(script: str) -> list[str]:
    """Splits a script into statements; sqlite itself says where one is complete."""
    found: list[str] = []
    pending = ""
    for line in script.splitlines():
        pending += line + "\n"
        if sqlite3.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    return found


def migrate(connection: sqlite3.Connection) -> int:
    """Brings the database to the newest schema, each step in its own transaction.

    Returns the schema's number. Raises ValueError for a database written by a newer program.
    Foreign keys rest meanwhile, for a table that is built anew is dropped under its references;
    each step checks them all before it is kept.
    """
    (current,) = connection.execute("PRAGMA user_version").fetchone()
    if current > len(MIGRATIONS):
        raise ValueError(
            f"the database has schema {current}, this program knows {len(MIGRATIONS)}: "
            "start the newer program"
        )
    (guarded,) = connection.execute("PRAGMA foreign_keys").fetchone()
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        for number in range(current + 1, len(MIGRATIONS) + 1):
            _step(connection, number)
    finally:
        connection.execute(f"PRAGMA foreign_keys = {guarded:d}")
    return len(MIGRATIONS)


def _step(connection: sqlite3.Connection, number: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in statements(MIGRATIONS[number - 1]):
            connection.execute(statement)
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise ValueError(f"schema {number}: a row of {broken[0]} refers to nothing")
        connection.execute(f"PRAGMA user_version = {number:d}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
