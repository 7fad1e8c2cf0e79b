"""Uploaded files on their way to a history: stored, previewed, mapped, accepted."""

from __future__ import annotations

import hashlib
import sqlite3
from typing import Any, Callable, Mapping

from . import histories, import_names, strict_json
from .auth import User
from .engine import Answer, Engine
from .problem import Problem, invalid, not_found
from .store import Store, new_id

KINDS = ("tickets", "items")
MOST = 20
# Mappings kept of each user: those accepted last.
MOST_MAPPINGS = 200
PREVIEW_ROWS = 20


def check_kind(kind: str) -> str:
    """`tickets` or `items`."""
    if kind not in KINDS:
        raise invalid("kind", "tickets 或 items", "tickets or items")
    return kind


def read_csv(engine: Engine, data: bytes, kind: str, mapping: Mapping[str, Any] | None) -> Answer:
    """The engine's reading of a CSV file; the payload holds the accepted tickets."""
    header = {
        "mapping": mapping,
        "csv_bytes": len(data),
        "kind": kind,
        "preview_rows": PREVIEW_ROWS,
    }
    return engine.long.call("import_csv", header, data)


def create(
    store: Store,
    user: User,
    name: str,
    kind: str,
    data: bytes,
    preview: dict[str, Any],
    done: Callable[[sqlite3.Connection, dict[str, Any]], None],
) -> dict[str, Any]:
    """Stores an upload with the mapping that the engine guessed. Returns what is shown of it."""
    upload = new_id()
    shown = {"id": upload, "name": name, "kind": kind, "bytes": len(data), **preview}
    mapping = strict_json.dump(preview["mapping"]) if preview.get("mapping") else None
    with store.write() as connection:
        (count,) = connection.execute(
            "SELECT count(*) FROM imports WHERE owner = ?", (user.id,)
        ).fetchone()
        if count >= MOST:
            raise Problem(409, "too_many_stored", values={"limit": MOST})
        connection.execute(
            "INSERT INTO imports VALUES (?, ?, ?, ?, ?, ?, ?)",
            (upload, name, kind, user.id, mapping, data, store.clock()),
        )
        done(connection, shown)
    return shown


def load(store: Store, user: User, upload: str) -> dict[str, Any]:
    """One's own upload. Raises Problem 404, also for another's."""
    row = store.one(
        "SELECT name, kind, mapping, data FROM imports WHERE id = ? AND owner = ?", upload, user.id
    )
    if row is None:
        raise not_found()
    mapping = strict_json.parse(row[2]) if row[2] is not None else None
    return {"id": upload, "name": row[0], "kind": row[1], "mapping": mapping, "data": row[3]}


def set_mapping(
    store: Store, engine: Engine, user: User, upload: str, mapping: dict[str, Any]
) -> dict[str, Any]:
    """Keeps a mapping of columns and shows what it gives."""
    stored = load(store, user, upload)
    preview = read_csv(engine, stored["data"], stored["kind"], mapping).header
    with store.write() as connection:
        changed = connection.execute(
            "UPDATE imports SET mapping = ? WHERE id = ? AND owner = ?",
            (strict_json.dump(mapping), upload, user.id),
        )
        if changed.rowcount == 0:
            raise not_found()
    return {
        "id": upload,
        "name": stored["name"],
        "kind": stored["kind"],
        "bytes": len(stored["data"]),
        **preview,
    }


def accept(
    store: Store,
    engine: Engine,
    user: User,
    upload: str,
    name: str,
    done: Callable[[sqlite3.Connection, dict[str, Any]], None],
) -> dict[str, Any]:
    """Makes a history of the rows that are right; those that are not come back as `errors`."""
    stored = load(store, user, upload)
    answer = read_csv(engine, stored["data"], stored["kind"], stored["mapping"])
    built = checked_history(engine, name or stored["name"], answer)
    result = {"rows": answer.header.get("rows"), "errors": answer.header.get("errors", [])}

    def finish(connection: sqlite3.Connection, history: str) -> None:
        gone = connection.execute(
            "DELETE FROM imports WHERE id = ? AND owner = ?", (upload, user.id)
        )
        if gone.rowcount == 0:
            raise not_found()
        _remember(connection, user, stored["kind"], answer.header, store.clock())
        people = stored["kind"] == "tickets"
        import_names.keep(connection, user, answer.header, people, store.clock())
        result.update({"history": history, "tickets": built.tickets, "digest": built.digest})
        done(connection, result)

    histories.store_new(
        store, user, name or stored["name"], "import", built, answer.payload, finish
    )
    return result


def header_digest(columns: list[str]) -> str:
    """Names a header row: SHA-256 of its titles with the unit separator between them."""
    return hashlib.sha256("\x1f".join(columns).encode("utf-8")).hexdigest()


def _remember(
    connection: sqlite3.Connection, user: User, kind: str, read: Mapping[str, Any], at: int
) -> None:
    """Keeps the mapping that was accepted, for the next file with the same header row."""
    header = header_digest(read["columns"])
    # Aliases are the company's, not this header row's.
    mapping = {key: value for key, value in read["mapping"].items() if key != "aliases"}
    connection.execute(
        "INSERT OR REPLACE INTO import_mappings VALUES (?, ?, ?, ?, ?)",
        (user.id, kind, header, strict_json.dump(mapping), at),
    )
    connection.execute(
        "DELETE FROM import_mappings WHERE owner = ? AND header NOT IN (SELECT header FROM"
        " import_mappings WHERE owner = ? ORDER BY accepted_at DESC, header LIMIT ?)",
        (user.id, user.id, MOST_MAPPINGS),
    )


def remembered(store: Store, user: User, kind: str, header: str) -> dict[str, Any] | None:
    """The mapping that the user accepted last for a header row; None when there is none."""
    row = store.one(
        "SELECT mapping FROM import_mappings WHERE owner = ? AND kind = ? AND header = ?",
        user.id,
        kind,
        header,
    )
    return None if row is None else dict(strict_json.parse(row[0]))


def checked_history(engine: Engine, name: str, answer: Answer) -> histories.Built:
    """The history of an import's accepted tickets. Raises Problem 422 when there is none."""
    if not answer.payload:
        rows = answer.header.get("errors", [])
        code = "nothing_accepted" if rows else "mapping_incomplete"
        raise Problem(422, code, extra={"import": answer.header, "errors": rows})
    return histories.build(engine, name, answer.payload)
