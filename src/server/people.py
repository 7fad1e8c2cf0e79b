"""People with accounts: who they are, what they may do, and whether they may come in.

A person is `invited` until his link has been used, then `active`, and `disabled` while an
administrator keeps him out. Nobody is ever removed: drafts and the audit log name him.
"""

from __future__ import annotations

import sqlite3
from typing import Any, Mapping

from . import audit, drafts, rights, strict_json
from .auth import Auth, User, check_name
from .problem import Problem, invalid, not_found
from .store import Store, next_revision

_COLUMNS = "id, name, role, state, seen_at, created_at, revision"


def _document(row: tuple[Any, ...]) -> dict[str, Any]:
    return {
        "id": str(row[0]),
        "name": row[1],
        "role": row[2],
        "state": row[3],
        "last_seen": row[4],
        "created_at": row[5],
        "revision": str(row[6]),
    }


def listing(store: Store) -> list[dict[str, Any]]:
    """Everybody, in the order in which they came."""
    return [_document(row) for row in store.all(f"SELECT {_COLUMNS} FROM users ORDER BY id")]


def administrators(store: Store) -> list[str]:
    """The names of those whom others may ask: at most three active administrators."""
    rows = store.all(
        "SELECT name FROM users WHERE role = 'administrator' AND state = 'active'"
        " ORDER BY id LIMIT 3"
    )
    return [row[0] for row in rows]


def check_role(role: Any) -> str:
    """One of the roles that exist."""
    if not isinstance(role, str) or role not in rights.ROLES:
        listed = [*rights.ROLES]
        raise invalid("role", f"其中之一：{'、'.join(listed)}", f"one of {', '.join(listed)}")
    return role


def invite(
    store: Store, auth: Auth, actor: User, name: Any, role: Any
) -> tuple[dict[str, Any], str]:
    """Creates an account. Returns the person and his link's token, which nothing keeps.

    Raises Problem 409 when the name is taken.
    """
    name, role = check_name(name), check_role(role)
    with store.write() as connection:
        if connection.execute("SELECT 1 FROM users WHERE name = ?", (name,)).fetchone():
            pointer = {"pointer": "/name", "code": "person_exists"}
            raise Problem(409, "person_exists", values={"name": name}, errors=[pointer])
        user = auth.add_user(connection, name, role, "invited")
        token = auth.new_link(connection, "invitation", user)
        _log(store, connection, actor, "person_invited", name, {"role": role})
        return _document(_read(connection, str(user))), token


def renew_invitation(
    store: Store, auth: Auth, actor: User, person: str
) -> tuple[dict[str, Any], str]:
    """A new link, which replaces the older one. Returns the person and the link's token.

    His sessions end and his password stops working: until he sets a new one he is invited.
    """
    with store.write() as connection:
        row = _read(connection, person)
        if row[0] == actor.id:
            raise Problem(409, "own_link_refused")
        if row[3] == "disabled":
            raise Problem(409, "person_disabled")
        connection.execute(
            "UPDATE users SET state = 'invited', salt = NULL, password = NULL, revision = ?"
            " WHERE id = ?",
            (next_revision(connection), row[0]),
        )
        connection.execute("DELETE FROM sessions WHERE user = ?", (row[0],))
        token = auth.new_link(connection, "invitation", row[0])
        _log(store, connection, actor, "invitation_renewed", row[1], {"before": row[3]})
        return _document(_read(connection, person)), token


def change(
    store: Store, actor: User, person: str, wanted: Mapping[str, Any], if_match: str
) -> tuple[dict[str, Any], int]:
    """Changes role and `disabled`. Returns the person and his revision.

    Raises Problem 409 for what would lock everybody out, 412 and 428 as every document does.
    """
    _check_members(wanted)
    with store.write() as connection:
        row = _read(connection, person)
        current = strict_json.dump(_document(row))
        drafts.check_match(if_match, "", row[6], current)
        if "role" in wanted and wanted["role"] != row[2]:
            _set_role(store, connection, actor, row, wanted["role"])
        if "disabled" in wanted and wanted["disabled"] != (row[3] == "disabled"):
            _set_disabled(store, connection, actor, row, wanted["disabled"])
        revision = next_revision(connection)
        connection.execute("UPDATE users SET revision = ? WHERE id = ?", (revision, row[0]))
        return _document(_read(connection, person)), revision


def _check_members(wanted: Mapping[str, Any]) -> None:
    for name in wanted:
        if name not in ("role", "disabled"):
            raise invalid(name, "role 或 disabled", "role or disabled")
    if not wanted:
        raise invalid("role", "要改变的角色，或 disabled", "the role to give, or disabled")
    if "role" in wanted:
        check_role(wanted["role"])
    if not isinstance(wanted.get("disabled", False), bool):
        raise invalid("disabled", "true 或 false", "true or false")


def _set_role(
    store: Store, connection: sqlite3.Connection, actor: User, row: tuple[Any, ...], role: str
) -> None:
    _keep_an_administrator(connection, row, "/role")
    connection.execute("UPDATE users SET role = ? WHERE id = ?", (role, row[0]))
    _log(store, connection, actor, "role_changed", row[1], {"before": row[2], "after": role})


def _set_disabled(
    store: Store, connection: sqlite3.Connection, actor: User, row: tuple[Any, ...], disabled: bool
) -> None:
    if not disabled:
        # Who never set a password, or lost it, comes back as invited and needs a link.
        connection.execute(
            "UPDATE users SET state = iif(password IS NULL, 'invited', 'active') WHERE id = ?",
            (row[0],),
        )
        _log(store, connection, actor, "person_enabled", row[1], {})
        return
    pointer = "/disabled"
    if row[0] == actor.id:
        raise Problem(
            409, "own_account_kept", errors=[{"pointer": pointer, "code": "own_account_kept"}]
        )
    _keep_an_administrator(connection, row, pointer)
    connection.execute("UPDATE users SET state = 'disabled' WHERE id = ?", (row[0],))
    connection.execute("DELETE FROM sessions WHERE user = ?", (row[0],))
    connection.execute("DELETE FROM one_time_tokens WHERE user = ?", (row[0],))
    _log(store, connection, actor, "person_disabled", row[1], {})


def _keep_an_administrator(
    connection: sqlite3.Connection, row: tuple[Any, ...], pointer: str
) -> None:
    """Refuses to take the last active administrator away."""
    if row[2] != "administrator" or row[3] != "active":
        return
    others = connection.execute(
        "SELECT 1 FROM users WHERE role = 'administrator' AND state = 'active' AND id <> ?",
        (row[0],),
    ).fetchone()
    if others is None:
        entry = {"pointer": pointer, "code": "last_administrator"}
        raise Problem(409, "last_administrator", errors=[entry])


def _read(connection: sqlite3.Connection, person: str) -> tuple[Any, ...]:
    if not person.isdecimal() or len(person) > 18:
        raise not_found()
    row: tuple[Any, ...] | None = connection.execute(
        f"SELECT {_COLUMNS} FROM users WHERE id = ?", (int(person),)
    ).fetchone()
    if row is None:
        raise not_found()
    return row


def _log(
    store: Store,
    connection: sqlite3.Connection,
    actor: User,
    action: str,
    name: str,
    detail: Mapping[str, Any],
) -> None:
    audit.append(connection, store.clock(), actor.name, action, f"user/{name}", detail)
