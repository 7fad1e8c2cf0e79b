"""The database: one connection that does every write and every checkpoint, many that only read.

SQLite before 3.51.3 can damage a database when one connection's checkpoint meets another's commit
that resets the write-ahead log. With a single writing connection these two parties do not exist.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Callable, Iterator

from . import log, schema

_DISK_CODES = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY}
_BUSY_CODES = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_RESET_BUG_FIXED = (3, 51, 3)


class StoreBusy(Exception):
    """The writer stayed occupied longer than a request may wait."""


class StoreFull(Exception):
    """The disk took no more bytes; nothing of the transaction was kept."""


class StoreUnusable(Exception):
    """The data directory cannot be used; the message says why and what to do."""


def _primary_code(error: sqlite3.Error) -> int:
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def _translated(error: sqlite3.Error) -> Exception:
    code = _primary_code(error)
    if code in _DISK_CODES:
        return StoreFull(str(error))
    if code in _BUSY_CODES:
        return StoreBusy(str(error))
    return error


class Store:
    """Opens `directory`/fenming.db. `clock` gives seconds since 1970 (UTC)."""

    def __init__(
        self, directory: Path, busy_wait: int = 5, clock: Callable[[], int] | None = None
    ) -> None:
        self.directory = directory
        self.clock = clock or (lambda: int(time.time()))
        self._busy_wait = busy_wait
        self._write_lock = threading.Lock()
        self._local = threading.local()
        self._readers: list[sqlite3.Connection] = []
        self._readers_lock = threading.Lock()
        self._path = directory / "fenming.db"
        try:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock_file = self._take_lock()
        except OSError as error:
            raise StoreUnusable(f"cannot use the data directory {directory}: {error}") from None
        try:
            self._writer = self._open_writer()
        except (sqlite3.Error, ValueError) as error:
            self._lock_file.close()
            raise StoreUnusable(f"cannot open the database in {directory}: {error}") from None

    def _take_lock(self) -> Any:
        handle = open(self.directory / "lock", "a+")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            handle.close()
            raise StoreUnusable(
                f"another Fenming server uses {self.directory}: stop it, or give --data"
            ) from None
        return handle

    def _open_writer(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, isolation_level=None, check_same_thread=False, timeout=self._busy_wait
        )
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if verdict != "ok":
            connection.close()
            raise ValueError(f"integrity check: {verdict}; restore a backup")
        number = schema.migrate(connection)
        connection.execute("DELETE FROM idempotency WHERE state = 'running'")
        self._report(number)
        return connection

    def _report(self, schema_number: int) -> None:
        note = ""
        if sqlite3.sqlite_version_info < _RESET_BUG_FIXED:
            note = "before 3.51.3 (WAL-reset defect): safe here, one connection writes"
        log.event(
            "database_open", sqlite=sqlite3.sqlite_version, note=note, schema=schema_number
        )

    def reader(self) -> sqlite3.Connection:
        """This thread's reading connection; it can neither write nor checkpoint."""
        connection = getattr(self._local, "reader", None)
        if connection is None:
            connection = sqlite3.connect(
                self._path, isolation_level=None, check_same_thread=False, timeout=self._busy_wait
            )
            connection.execute("PRAGMA query_only = ON")
            connection.execute("PRAGMA wal_autocheckpoint = 0")
            connection.execute("PRAGMA trusted_schema = OFF")
            self._local.reader = connection
            with self._readers_lock:
                self._readers.append(connection)
        return connection

    def one(self, sql: str, *values: Any) -> tuple[Any, ...] | None:
        """The first row of a query, or None."""
        try:
            return self.reader().execute(sql, values).fetchone()
        except sqlite3.Error as error:
            raise _translated(error) from error

    def all(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Every row of a query."""
        try:
            return self.reader().execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise _translated(error) from error

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Several reads of one moment."""
        connection = self.reader()
        connection.execute("BEGIN")
        try:
            yield connection
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing. Never call the engine inside.

        Raises StoreBusy and StoreFull; after either nothing was changed.
        """
        if not self._write_lock.acquire(timeout=self._busy_wait):
            raise StoreBusy("the writer is occupied")
        try:
            try:
                self._writer.execute("BEGIN IMMEDIATE")
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException as error:
                # After a disk error SQLite may have rolled back by itself already.
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                if isinstance(error, sqlite3.Error):
                    raise _translated(error) from error
                raise
        finally:
            self._write_lock.release()

    def try_write(self, sql: str, *values: Any) -> bool:
        """One statement if the writer is free at once; False when it was not kept."""
        if not self._write_lock.acquire(blocking=False):
            return False
        try:
            self._writer.execute("PRAGMA busy_timeout = 0")
            self._writer.execute(sql, values)
            return True
        except sqlite3.Error:
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")
            return False
        finally:
            self._writer.execute(f"PRAGMA busy_timeout = {self._busy_wait * 1000:d}")
            self._write_lock.release()

    def close(self) -> None:
        """Closes readers, then the writer (which checkpoints), then gives up the lock."""
        with self._readers_lock:
            for connection in self._readers:
                connection.close()
            self._readers.clear()
        with self._write_lock:
            self._writer.close()
        self._lock_file.close()


def next_revision(connection: sqlite3.Connection) -> int:
    """A number never given before; deleting and creating a document cannot repeat an ETag."""
    row = connection.execute(
        "UPDATE counters SET value = value + 1 WHERE name = 'revision' RETURNING value"
    ).fetchone()
    return int(row[0])


def digest_of(data: bytes) -> str:
    """SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def new_id() -> str:
    """A 128-bit random identifier, 32 hexadecimal digits."""
    return os.urandom(16).hex()
