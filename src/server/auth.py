"""Signing in: sessions, one-time links and the throttle; all of it lives in the database."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import sqlite3
import threading
from dataclasses import dataclass
from typing import Any

from . import audit
from .problem import Problem, invalid
from .store import Store, next_revision

IDLE_SECONDS = 30 * 60
ABSOLUTE_SECONDS = 12 * 3600
LINK_SECONDS = 24 * 3600
TRIES = 10
TRIES_SECONDS = 15 * 60
_TOUCH_SECONDS = 60
_COMMON = ("password", "12345678", "qwertyui", "11111111", "abcdefgh", "letmein", "fenming")
_NO_SALT = b"\0" * 16


@dataclass(frozen=True)
class User:
    """An account; `has_password` is false for a demo administrator who only used links."""

    id: int
    name: str
    role: str
    has_password: bool
    preferences: dict[str, Any]


def _token_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def _check_token(token: Any) -> str:
    if not isinstance(token, str) or len(token) > 100:
        raise invalid("token", "链接中的文本", "the text of the link")
    return token


def derive_key(password: str, salt: bytes) -> bytes:
    """scrypt, 32 MiB of memory, about a tenth of a second."""
    return hashlib.scrypt(
        password.encode("utf-8"), salt=salt, n=2**15, r=8, p=1, maxmem=64 * 1024**2, dklen=32
    )


def check_name(name: Any) -> str:
    """An account's name: 1 to 64 visible characters, compared without regard to case."""
    if not isinstance(name, str) or not 1 <= len(name.strip()) <= 64 or not name.isprintable():
        raise invalid("name", "1 到 64 个可见字符", "1 to 64 visible characters")
    return name.strip().casefold()


def check_new_password(password: Any, name: str) -> str:
    """Refuses what is easily guessed."""
    if not isinstance(password, str) or len(password) > 256:
        raise invalid("password", "至多 256 个字符的文本", "a text of at most 256 characters")
    lowered = password.casefold()
    weak = (
        len(password) < 10
        or len(set(lowered)) < 4
        or (len(name) > 2 and name in lowered)
        or any(lowered.strip("0123456789!") == common for common in _COMMON)
        or lowered in "01234567890123456789"
    )
    if weak:
        pointer = {"pointer": "/password", "code": "password_weak"}
        raise Problem(422, "password_weak", errors=[pointer])
    return password


class Auth:
    """Signing in and out. Every method is safe to call from several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        # One derivation at a time: a flood of sign-ins cannot take every core and all memory.
        self._kdf = threading.Semaphore(1)

    def has_users(self) -> bool:
        """Whether the first administrator exists."""
        return self._store.one("SELECT 1 FROM users LIMIT 1") is not None

    def session(self, token: str | None) -> User | None:
        """The user of a session's token, if the session still lives."""
        if not token or len(token) > 100:
            return None
        digest = _token_hash(token)
        row = self._store.one(
            "SELECT u.id, u.name, u.role, u.password IS NOT NULL, u.preferences,"
            " s.created_at, s.seen_at FROM sessions s JOIN users u ON u.id = s.user"
            " WHERE s.token_hash = ? AND u.state = 'active'",
            digest,
        )
        if row is None:
            return None
        now = self._store.clock()
        created, seen = row[5], row[6]
        # A clock that went back must not lengthen a session: both ages count from either side.
        if abs(now - seen) >= IDLE_SECONDS or abs(now - created) >= ABSOLUTE_SECONDS:
            return None
        if now - seen >= _TOUCH_SECONDS:
            self._store.try_write(
                "UPDATE sessions SET seen_at = ? WHERE token_hash = ?", now, digest
            )
            self._store.try_write("UPDATE users SET seen_at = ? WHERE id = ?", now, row[0])
        return User(row[0], row[1], row[2], bool(row[3]), json.loads(row[4]))

    def issue_link(self, kind: str, user: int | None) -> str:
        """Makes a one-time token in a transaction of its own; see `new_link`."""
        with self._store.write() as connection:
            return self.new_link(connection, kind, user)

    def new_link(self, connection: sqlite3.Connection, kind: str, user: int | None) -> str:
        """Makes a one-time token for `user`; it replaces his older one of this kind, and only his.

        `user` is None for the link of the first administrator. Returns the token.
        """
        token = secrets.token_urlsafe(32)
        now = self._store.clock()
        connection.execute(
            "DELETE FROM one_time_tokens WHERE (kind = ? AND user IS ?) OR expires_at <= ?",
            (kind, user, now),
        )
        connection.execute(
            "INSERT INTO one_time_tokens VALUES (?, ?, ?, ?)",
            (_token_hash(token), kind, user, now + LINK_SECONDS),
        )
        return token

    def sign_in(self, name: Any, password: Any, address: str) -> str:
        """Returns a new session's token. Raises Problem 401 or 429."""
        name = check_name(name)
        if not isinstance(password, str) or len(password) > 1024:
            raise invalid("password", "文本", "a text")
        keys = [("account", name), ("address", address)]
        self._count_try(keys)
        row = self._store.one(
            "SELECT id, salt, password FROM users WHERE name = ? AND state = 'active'", name
        )
        known = row is not None and row[2] is not None
        salt, expected = (row[1], row[2]) if known and row else (_NO_SALT, b"\0" * 32)
        # An unknown or disabled account costs the same, so time does not tell who exists.
        with self._kdf:
            given = derive_key(password, salt)
        if not hmac.compare_digest(given, expected) or not known or row is None:
            with self._store.write() as connection:
                self._log(connection, name, "sign_in_failed", {"address": address})
            raise Problem(401, "sign_in_failed")
        with self._store.write() as connection:
            self._forget_tries(connection, keys)
            self._log(connection, name, "sign_in", {"address": address})
            return self._new_session(connection, row[0])

    def sign_in_by_link(self, token: Any, address: str) -> str:
        """Uses up a sign-in token. Returns a session's token. Raises Problem 422 or 429."""
        self._count_try([("address", address)])
        with self._store.write() as connection:
            user = self._take_link(connection, "sign-in", token)
            name = self._active_name(connection, user)
            if name is None:
                raise Problem(422, "link_not_valid")
            self._forget_tries(connection, [("address", address)])
            self._log(connection, name, "sign_in_by_link", {"address": address})
            return self._new_session(connection, user)

    def set_up(self, token: Any, name: Any, password: Any, address: str) -> str:
        """Creates the first administrator with the setup token. Returns a session's token."""
        name = check_name(name)
        password = check_new_password(password, name)
        self._count_try([("address", address)])
        salt = os.urandom(16)
        with self._kdf:
            derived = derive_key(password, salt)
        with self._store.write() as connection:
            self._take_link(connection, "setup", token)
            if connection.execute("SELECT 1 FROM users LIMIT 1").fetchone():
                raise Problem(422, "link_not_valid")
            user = self.add_user(connection, name, "administrator", "active", salt, derived)
            self._forget_tries(connection, [("address", address)])
            self._log(connection, name, "set_up", {"address": address})
            return self._new_session(connection, user)

    def accept_invitation(self, token: Any, password: Any, address: str) -> str:
        """Sets the invited person's password with his link. Returns a session's token.

        Raises Problem 422 (the link or the password) or 429. A refused password leaves the link
        as it was.
        """
        self._count_try([("address", address)])
        name = self._invited(token)
        password = check_new_password(password, name)
        salt = os.urandom(16)
        with self._kdf:
            derived = derive_key(password, salt)
        with self._store.write() as connection:
            user = self._take_link(connection, "invitation", token)
            connection.execute(
                "UPDATE users SET salt = ?, password = ?, state = 'active', revision = ?"
                " WHERE id = ?",
                (salt, derived, next_revision(connection), user),
            )
            self._forget_tries(connection, [("address", address)])
            self._log(connection, name, "invitation_accepted", {"address": address})
            return self._new_session(connection, user)

    def _invited(self, token: Any) -> str:
        """Whom an invitation link is for. The link stays as it is."""
        row = self._store.one(
            "SELECT u.name FROM one_time_tokens t JOIN users u ON u.id = t.user"
            " WHERE t.token_hash = ? AND t.kind = 'invitation' AND t.expires_at > ?",
            _token_hash(_check_token(token)),
            self._store.clock(),
        )
        if row is None:
            raise Problem(422, "invitation_not_valid")
        return str(row[0])

    def add_user(
        self,
        connection: sqlite3.Connection,
        name: str,
        role: str,
        state: str,
        salt: bytes | None = None,
        derived: bytes | None = None,
    ) -> int:
        """Inserts an account; without a password only links sign it in. Returns its id."""
        row = connection.execute(
            "INSERT INTO users (name, role, state, salt, password, created_at, revision)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
            (name, role, state, salt, derived, self._store.clock(), next_revision(connection)),
        ).fetchone()
        return int(row[0])

    def change_password(self, user: User, current: Any, new: Any, address: str) -> str:
        """Sets a new password, ends every session of the user, returns a new session's token."""
        new = check_new_password(new, user.name)
        keys = [("account", user.name), ("address", address)]
        self._count_try(keys)
        row = self._store.one("SELECT salt, password FROM users WHERE id = ?", user.id)
        assert row is not None
        salt = os.urandom(16)
        with self._kdf:
            if row[1] is not None:
                given = derive_key(current if isinstance(current, str) else "", row[0])
                if not hmac.compare_digest(given, row[1]):
                    pointer = {"pointer": "/current", "code": "password_wrong"}
                    raise Problem(422, "password_wrong", errors=[pointer])
            derived = derive_key(new, salt)
        with self._store.write() as connection:
            connection.execute(
                "UPDATE users SET salt = ?, password = ? WHERE id = ?", (salt, derived, user.id)
            )
            connection.execute("DELETE FROM sessions WHERE user = ?", (user.id,))
            self._forget_tries(connection, keys)
            self._log(connection, user.name, "password_changed", {"address": address})
            return self._new_session(connection, user.id)

    def sign_out(self, token: str, user: User) -> None:
        """Ends one session."""
        with self._store.write() as connection:
            connection.execute("DELETE FROM sessions WHERE token_hash = ?", (_token_hash(token),))
            self._log(connection, user.name, "sign_out", {})

    def _active_name(self, connection: sqlite3.Connection, user: int | None) -> str | None:
        row = connection.execute(
            "SELECT name FROM users WHERE id = ? AND state = 'active'", (user,)
        ).fetchone()
        return row[0] if row else None

    def _log(
        self, connection: sqlite3.Connection, name: str, action: str, detail: dict[str, Any]
    ) -> None:
        audit.append(connection, self._store.clock(), name, action, f"user/{name}", detail)

    def _new_session(self, connection: sqlite3.Connection, user: int) -> str:
        now = self._store.clock()
        connection.execute("DELETE FROM sessions WHERE created_at <= ?", (now - ABSOLUTE_SECONDS,))
        token = secrets.token_urlsafe(32)
        connection.execute(
            "INSERT INTO sessions VALUES (?, ?, ?, ?)", (_token_hash(token), user, now, now)
        )
        connection.execute("UPDATE users SET seen_at = ? WHERE id = ?", (now, user))
        return token

    def _take_link(self, connection: sqlite3.Connection, kind: str, token: Any) -> int | None:
        """Uses a token up in the caller's transaction. Returns its user."""
        row = connection.execute(
            "DELETE FROM one_time_tokens WHERE token_hash = ? AND kind = ?"
            " RETURNING user, expires_at",
            (_token_hash(_check_token(token)), kind),
        ).fetchone()
        if row is None or row[1] <= self._store.clock():
            raise Problem(422, "invitation_not_valid" if kind == "invitation" else "link_not_valid")
        return row[0]

    def _count_try(self, keys: list[tuple[str, str]]) -> None:
        """Writes the try down before the work, so that parallel tries are counted as well."""
        now = self._store.clock()
        with self._store.write() as connection:
            connection.execute("DELETE FROM attempts WHERE at <= ?", (now - TRIES_SECONDS,))
            for scope, key in keys:
                count, oldest = connection.execute(
                    "SELECT count(*), min(at) FROM attempts WHERE scope = ? AND key = ?",
                    (scope, key),
                ).fetchone()
                if count >= TRIES:
                    wait = max(1, min(TRIES_SECONDS, oldest + TRIES_SECONDS - now))
                    raise Problem(
                        429,
                        "throttled",
                        values={"seconds": wait},
                        headers={"Retry-After": str(wait)},
                    )
            for scope, key in keys:
                connection.execute("INSERT INTO attempts VALUES (?, ?, ?)", (scope, key, now))

    def _forget_tries(self, connection: sqlite3.Connection, keys: list[tuple[str, str]]) -> None:
        for scope, key in keys:
            connection.execute("DELETE FROM attempts WHERE scope = ? AND key = ?", (scope, key))
