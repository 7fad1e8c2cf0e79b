"""What the company has decided for everybody: one small document with a revision."""

from __future__ import annotations

import re
import sqlite3
from typing import Any, Mapping

from . import audit, drafts, strict_json
from .auth import User
from .problem import invalid
from .store import Store, next_revision

NAME = "company"
# `second_person`: publishing a version needs another person's approval. `legal_entities`: whose
# books the money is in; their codes are the fact `legal_entity` of tickets.
DEFAULTS: dict[str, Any] = {"second_person": False, "legal_entities": []}
MOST_ENTITIES = 100
_CODE = re.compile(r"[A-Za-z0-9_-]{1,64}")
# 统一社会信用代码 has 18 characters, older tax numbers 15 to 20.
_TAX_NUMBER = re.compile(r"[0-9A-Z]{15,20}")


def read(connection: sqlite3.Connection) -> dict[str, Any]:
    """The settings; those that were never chosen have their defaults."""
    return {**DEFAULTS, **strict_json.parse(read_document(connection)[0])}


def read_document(connection: sqlite3.Connection) -> tuple[bytes, int]:
    """The stored document and its revision; revision 0 before it was first stored."""
    row = connection.execute(
        "SELECT body, revision FROM documents WHERE name = ?", (NAME,)
    ).fetchone()
    return (row[0], row[1]) if row else (strict_json.dump(DEFAULTS), 0)


def _check_entity(entity: Any, at: str) -> str:
    """One legal entity; its code. Raises Problem 422 that names the member."""
    if not isinstance(entity, dict) or set(entity) != {"code", "name", "tax_number"}:
        raise invalid(at, "编码、名称、税号", "code, name and tax_number")
    code, name, tax_number = entity["code"], entity["name"], entity["tax_number"]
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise invalid(f"{at}/code", "1 到 64 个字母、数字、- 或 _", "1 to 64 letters, digits, - or _")
    if not isinstance(name, str) or not 1 <= len(name.strip()) <= 200 or not name.isprintable():
        raise invalid(f"{at}/name", "1 到 200 个字符", "1 to 200 characters")
    right = isinstance(tax_number, str) and (not tax_number or _TAX_NUMBER.fullmatch(tax_number))
    if not right:
        raise invalid(
            f"{at}/tax_number", "空，或 15 到 20 位数字与大写字母", "empty, or 15 to 20 digits and capitals"
        )
    return code


def _check_entities(entities: Any) -> None:
    if not isinstance(entities, list) or len(entities) > MOST_ENTITIES:
        raise invalid(
            "legal_entities", f"至多 {MOST_ENTITIES} 个法人", f"at most {MOST_ENTITIES} entities"
        )
    seen: set[str] = set()
    for number, entity in enumerate(entities):
        code = _check_entity(entity, f"legal_entities/{number}")
        if code in seen:
            raise invalid(f"legal_entities/{number}/code", "不重复的编码", "a code of its own")
        seen.add(code)


def check(document: Mapping[str, Any]) -> dict[str, Any]:
    """The settings as they may be stored. Raises Problem 422."""
    for name in document:
        if name not in DEFAULTS:
            raise invalid(name, "不应出现的字段", "left out; it is not known")
    if not isinstance(document.get("second_person"), bool):
        raise invalid("second_person", "true 或 false", "true or false")
    _check_entities(document.get("legal_entities", []))
    return dict(document)


def put(
    store: Store, user: User, document: Mapping[str, Any], if_match: str
) -> tuple[int, dict[str, Any]]:
    """Replaces the settings; a member that is left out stays. Problems 412, 422, 428.

    Returns their revision and all of them.
    """
    given = check(document)
    with store.write() as connection:
        body, revision = read_document(connection)
        drafts.check_match(if_match, "", revision, body)
        revision = next_revision(connection)
        wanted = {**DEFAULTS, **strict_json.parse(body), **given}
        connection.execute(
            "INSERT INTO documents VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET"
            " body = excluded.body, revision = excluded.revision",
            (NAME, strict_json.dump(wanted), revision),
        )
        detail = {"before": strict_json.parse(body), "after": wanted}
        audit.append(connection, store.clock(), user.name, "company_changed", "company", detail)
        return revision, wanted
