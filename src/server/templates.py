"""Templates of work orders: drafts of their authors, published versions, and the library.

The server reads the members template, name and name_en of a document. A draft may be unsound;
what is published was verified by the engine against the books in force.
"""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any, Callable, Mapping

from . import audit, books, drafts, strict_json
from .auth import User
from .engine import Engine
from .problem import Problem, invalid, not_found
from .store import Store, digest_of, next_revision

ATTEMPTS = 5
LONGEST_NOTE = 500
_CODE = re.compile(r"[a-z0-9_]{1,64}")


class Library:
    """The templates to begin with: files that come with the program, read once."""

    def __init__(self, directory: Path) -> None:
        self._files: dict[str, bytes] = {}
        self.entries: list[dict[str, str]] = []
        for path in sorted(directory.glob("*.json")):
            content = path.read_bytes()
            template = strict_json.parse(content)
            self._files[path.stem] = content
            self.entries.append(
                {
                    "template": path.stem,
                    "name": template["name"],
                    "name_en": template.get("name_en", ""),
                }
            )

    def read(self, code: str) -> bytes:
        """One template as JSON. Raises Problem 404."""
        if code not in self._files:
            raise not_found()
        return self._files[code]


def check_code(code: str) -> str:
    """A template's code in an address. Raises Problem 422."""
    if not _CODE.fullmatch(code):
        raise invalid(
            "template",
            "1 到 64 个小写字母、数字或 _",
            "1 to 64 lower-case letters, digits or _",
        )
    return code


def head_of(code: str, document: Mapping[str, Any]) -> tuple[str, str]:
    """Name and English name of a document, which must be of the template `code`."""
    template = document.get("template")
    if not isinstance(template, dict) or template.get("template") != code:
        raise invalid("template.template", f"与地址相同：{code}", f"as in the address: {code}")
    names = (template.get("name"), template.get("name_en", ""))
    if not isinstance(names[0], str) or not 1 <= len(names[0]) <= 200:
        raise invalid("template.name", "1 到 200 个字符", "1 to 200 characters")
    if not isinstance(names[1], str) or len(names[1]) > 200:
        raise invalid("template.name_en", "不超过 200 个字符", "at most 200 characters")
    return names[0], names[1]


def latest(connection: sqlite3.Connection, code: str) -> int:
    """The number of the newest version; 0 when none is published."""
    (number,) = connection.execute(
        "SELECT coalesce(max(number), 0) FROM template_versions WHERE template = ?", (code,)
    ).fetchone()
    return int(number)


def list_templates(store: Store, author: int) -> list[dict[str, Any]]:
    """Every template that has a version, and those of which the asker has a draft, by code."""
    with store.snapshot() as connection:
        versions = connection.execute(
            "SELECT template, number, name, name_en, published_by, published_at, note"
            " FROM template_versions ORDER BY template, number"
        ).fetchall()
        own = connection.execute(
            "SELECT template, name, name_en, base FROM template_drafts WHERE author = ?", (author,)
        ).fetchall()
        others = connection.execute(
            "SELECT template, users.name, updated_at FROM template_drafts"
            " JOIN users ON users.id = author WHERE author <> ? ORDER BY template, users.name",
            (author,),
        ).fetchall()
    found: dict[str, dict[str, Any]] = {}
    for code, number, name, name_en, by, at, note in versions:
        entry = found.setdefault(code, {"template": code, "draft_base": -1, "versions": []})
        entry.update({"name": name, "name_en": name_en})
        if entry["versions"]:
            entry["versions"][-1]["status"] = "retired"
        entry["versions"].append(
            {
                "number": number,
                "status": "published",
                "published_by": by,
                "published_at": at,
                "note": note,
            }
        )
    for code, name, name_en, base in own:
        fresh = {"template": code, "name": name, "name_en": name_en, "versions": []}
        found.setdefault(code, fresh)["draft_base"] = base
    for code, drawer, at in others:
        if code in found:
            found[code].setdefault("others", []).append({"author": drawer, "changed_at": at})
    return [found[code] for code in sorted(found)]


def read_draft(connection: sqlite3.Connection, code: str, author: int) -> tuple[Any, ...] | None:
    """(body, revision, base) of one author's draft."""
    row: tuple[Any, ...] | None = connection.execute(
        "SELECT body, revision, base FROM template_drafts WHERE template = ? AND author = ?",
        (code, author),
    ).fetchone()
    return row


def put_draft(
    store: Store,
    user: User,
    code: str,
    document: Mapping[str, Any],
    base: int | None,
    if_match: str,
    if_none_match: str,
) -> tuple[int, bool]:
    """Stores the author's draft. Returns its revision and whether it is new.

    `base` is the version that the draft was made from; None keeps it, and for a new draft means
    the newest one.
    """
    name, name_en = head_of(check_code(code), document)
    body = strict_json.dump(document)
    with store.write() as connection:
        row = read_draft(connection, code, user.id)
        old_body, old_revision = (row[0], row[1]) if row else (None, None)
        drafts.check_match(if_match, if_none_match, old_revision, old_body)
        if base is None:
            base = row[2] if row else latest(connection, code)
        revision = next_revision(connection)
        connection.execute(
            "INSERT INTO template_drafts VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (template, author) DO UPDATE SET body = excluded.body,"
            " base = excluded.base, revision = excluded.revision, name = excluded.name,"
            " name_en = excluded.name_en, updated_at = excluded.updated_at",
            (code, user.id, body, base, revision, name, name_en, store.clock()),
        )
        return revision, row is None


def delete_draft(store: Store, user: User, code: str, if_match: str) -> None:
    """Forgets the author's draft; the deed stands in the audit log."""
    with store.write() as connection:
        row = read_draft(connection, code, user.id)
        if row is None:
            raise not_found()
        drafts.check_match(if_match, "", row[1], row[0])
        connection.execute(
            "DELETE FROM template_drafts WHERE template = ? AND author = ?", (code, user.id)
        )
        detail = {"base": row[2]}
        subject = f"template/{code}"
        audit.append(
            connection, store.clock(), user.name, "template_draft_deleted", subject, detail
        )


def _seen(
    connection: sqlite3.Connection, code: str, author: int, if_match: str
) -> tuple[bytes, tuple[int, ...]]:
    """The draft, and all that an attempt to publish it rests on. Problems 404, 409, 412, 428."""
    row = read_draft(connection, code, author)
    if row is None:
        raise not_found()
    drafts.check_match(if_match, "", row[1], row[0])
    number = latest(connection, code)
    if row[2] != number:
        values = {"base": row[2], "latest": number}
        raise Problem(409, "base_moved", values=values, extra=values)
    (published,) = connection.execute("SELECT count(*) FROM versions").fetchone()
    return row[0], (row[1], number, published, drafts.read_frame(connection)[1])


def publish(
    store: Store,
    engine: Engine,
    user: User,
    code: str,
    note: str,
    if_match: str,
    done: Callable[[sqlite3.Connection, dict[str, Any]], None],
) -> dict[str, Any]:
    """Makes the author's draft the next version, if the engine refutes nothing.

    No transaction is open while the engine works: what was read must still hold afterwards, else
    all begins again. `done` runs inside the transaction with the result.
    """
    now = books.today(store.clock())
    for _ in range(ATTEMPTS):
        with store.snapshot() as connection:
            body, seen = _seen(connection, code, user.id, if_match)
            file = books.assemble(connection, now)
        number = seen[1] + 1
        header = {"book_bytes": len(file), "day": now, "code": code, "version": number}
        answer = engine.long.call("check_template", header, file + body)
        if not answer.header.get("publishable"):
            extra = {key: answer.header.get(key) for key in ("disabled", "scenarios", "check")}
            raise Problem(422, "template_refuted", extra=extra)
        with store.write() as connection:
            if _seen(connection, code, user.id, if_match)[1] != seen:
                continue
            result = _insert_version(
                connection, store.clock(), user.name, code, number, answer.payload, note
            )
            connection.execute(
                "DELETE FROM template_drafts WHERE template = ? AND author = ?", (code, user.id)
            )
            done(connection, result)
            return result
    raise Problem(503, "changed_meanwhile", headers={"Retry-After": "1"})


def _insert_version(
    connection: sqlite3.Connection,
    at: int,
    publisher: str,
    code: str,
    number: int,
    body: bytes,
    note: str,
) -> dict[str, Any]:
    """Writes a version as the engine gave it, and its deed."""
    digest = digest_of(body)
    name, name_en = head_of(code, strict_json.parse(body))
    connection.execute(
        "INSERT INTO template_versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (code, number, body, digest, name, name_en, publisher, at, note),
    )
    detail = {"number": number, "digest": digest, "note": note}
    audit.append(connection, at, publisher, "template_published", f"template/{code}", detail)
    return {"template": code, "number": number, "digest": digest}


def load_demo(store: Store, engine: Engine, library: Library, publisher: str) -> None:
    """Publishes the library's templates in an empty demo, each verified like any other."""
    now = books.today(store.clock())
    with store.snapshot() as connection:
        codes = [entry["template"] for entry in library.entries]
        missing = [code for code in codes if latest(connection, code) == 0]
        file = books.assemble(connection, now) if missing else b""
    for code in missing:
        body = b'{"schema":"fenming.template-document/1","template":' + library.read(code) + b"}"
        header = {"book_bytes": len(file), "day": now, "code": code, "version": 1}
        answer = engine.long.call("check_template", header, file + body)
        if not answer.header.get("publishable"):
            continue
        with store.write() as connection:
            _insert_version(connection, store.clock(), publisher, code, 1, answer.payload, "")
