"""Routes of histories and imports."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

from . import histories, import_names, imports
from .problem import Problem, invalid, not_found
from .web import JSON, MIB, Context, Reply, Rule

IMPORT_LIMIT = 64 * MIB
_CSV = ("text/csv", "application/octet-stream")
_LINES = ("application/jsonl", "application/x-ndjson")


def check_name(value: Any) -> str:
    """A name of 1 to 200 visible characters, without blanks at its ends."""
    if not isinstance(value, str) or not 1 <= len(value.strip()) <= 200:
        raise invalid("name", "1 到 200 个字符", "1 to 200 characters")
    if not value.isprintable():
        raise invalid("name", "可见字符", "visible characters")
    return value.strip()


def create_history(context: Context) -> Reply:
    """Makes a history of ticket lines or of a CSV file whose columns the engine recognises."""
    name = check_name(context.query.get("name"))
    engine = context.services.engine
    errors: list[Any] = []
    tickets = context.body
    if context.headers.get("content-type", "").split(";")[0].strip().lower() in _CSV:
        answer = imports.read_csv(engine, context.body, "tickets", None)
        errors = answer.header.get("errors", [])
        built = imports.checked_history(engine, name, answer)
        tickets = answer.payload
    else:
        built = histories.build(engine, name, tickets)
    document = {"tickets": built.tickets, "digest": built.digest, "errors": errors}

    def reply_of(history: str) -> Reply:
        location = f"/api/v1/histories/{history}"
        return Reply(201, {"history": history, **document}, headers={"Location": location})

    def done(connection: sqlite3.Connection, history: str) -> None:
        context.keep_reply(connection, reply_of(history))

    history = histories.store_new(
        context.store, context.user, name, "upload", built, tickets, done
    )
    return reply_of(history)


def list_histories(context: Context) -> Reply:
    """Every stored history."""
    return Reply(document={"histories": histories.listing(context.store)})


def get_history(context: Context) -> Reply:
    """A history's manifest. Problem 404."""
    document = histories.manifest(context.store, context.path["history"], context.language)
    return Reply(document=document)


def get_part(context: Context) -> Reply:
    """One part's bytes; they never change. Problem 404."""
    place = context.path["place"]
    if not place.isdecimal() or len(place) > 6:
        raise not_found()
    data, digest = histories.part(context.store, context.path["history"], int(place))
    tag = f'"{digest}"'
    headers = {"ETag": tag, "Cache-Control": "private, max-age=31536000, immutable"}
    if tag in context.headers.get("if-none-match", ""):
        return Reply(304, headers=headers)
    return Reply(content=data, media_type="application/octet-stream", headers=headers)


def delete_history(context: Context) -> Reply:
    """Forgets a history. Problem 404."""
    histories.delete(context.store, context.user, context.path["history"])
    return Reply(204)


def create_import(context: Context) -> Reply:
    """Stores a CSV file and shows what the engine reads in it."""
    name = check_name(context.query.get("name"))
    kind = imports.check_kind(context.query.get("kind", "tickets"))
    if not context.body:
        raise invalid("body", "CSV 文件的内容", "the contents of a CSV file")
    preview = imports.read_csv(context.services.engine, context.body, kind, None).header

    def reply_of(shown: dict[str, Any]) -> Reply:
        return Reply(201, shown, headers={"Location": f"/api/v1/imports/{shown['id']}"})

    def done(connection: sqlite3.Connection, shown: dict[str, Any]) -> None:
        context.keep_reply(connection, reply_of(shown))

    return reply_of(
        imports.create(context.store, context.user, name, kind, context.body, preview, done)
    )


def put_mapping(context: Context) -> Reply:
    """Keeps a mapping of columns and shows what it gives."""
    mapping = context.json().get("mapping")
    if not isinstance(mapping, dict):
        raise invalid("mapping", "JSON 对象", "a JSON object")
    services = context.services
    document = imports.set_mapping(
        context.store, services.engine, context.user, context.path["upload"], mapping
    )
    return Reply(document=document)


def accept_import(context: Context) -> Reply:
    """Makes a history of the rows that are right."""
    body = context.json() if context.body else {}
    name = check_name(body["name"]) if "name" in body else ""

    def reply_of(result: dict[str, Any]) -> Reply:
        location = f"/api/v1/histories/{result['history']}"
        return Reply(201, result, headers={"Location": location})

    def done(connection: sqlite3.Connection, result: dict[str, Any]) -> None:
        context.keep_reply(connection, reply_of(result))

    result = imports.accept(
        context.store,
        context.services.engine,
        context.user,
        context.path["upload"],
        name,
        done,
    )
    return reply_of(result)


def get_mapping(context: Context) -> Reply:
    """The mapping accepted last for a header row, or null."""
    kind = imports.check_kind(context.query.get("kind", "tickets"))
    header = context.query.get("header", "")
    if not re.fullmatch("[0-9a-f]{64}", header):
        raise invalid("header", "表头的 SHA-256", "the SHA-256 of a header row")
    mapping = imports.remembered(context.store, context.user, kind, header)
    return Reply(document={"mapping": mapping})


def get_names(context: Context) -> Reply:
    """The names that are known and the aliases that were given (import_names)."""
    return Reply(document=import_names.known(context.store))


def resolve_divisions(context: Context) -> Reply:
    """Which divisions the names of places in `texts` mean."""
    results = import_names.resolve_divisions(context.services.engine, context.json().get("texts"))
    return Reply(document={"results": results})


def delete_import(context: Context) -> Reply:
    """Forgets an upload. Problem 404."""
    with context.store.write() as connection:
        gone = connection.execute(
            "DELETE FROM imports WHERE id = ? AND owner = ?",
            (context.path["upload"], context.user.id),
        )
        if gone.rowcount == 0:
            raise Problem(404, "not_found")
    return Reply(204)


RULES = (
    Rule(
        "POST",
        "/api/v1/histories",
        create_history,
        limit=IMPORT_LIMIT,
        accepts=_CSV + _LINES,
        pool="engine",
    ),
    Rule("GET", "/api/v1/histories", list_histories),
    Rule("GET", "/api/v1/histories/{history}", get_history),
    Rule("DELETE", "/api/v1/histories/{history}", delete_history),
    Rule("GET", "/api/v1/histories/{history}/parts/{place}", get_part),
    Rule(
        "POST",
        "/api/v1/imports",
        create_import,
        limit=IMPORT_LIMIT,
        accepts=_CSV,
        pool="engine",
    ),
    Rule("GET", "/api/v1/import-mappings", get_mapping),
    Rule("GET", "/api/v1/import-names", get_names),
    Rule(
        "POST",
        "/api/v1/divisions/resolve",
        resolve_divisions,
        accepts=(JSON,),
        pool="engine",
        repeatable=False,
    ),
    Rule("PUT", "/api/v1/imports/{upload}/mapping", put_mapping, accepts=(JSON,), pool="engine"),
    Rule("POST", "/api/v1/imports/{upload}/accept", accept_import, pool="engine"),
    Rule("DELETE", "/api/v1/imports/{upload}", delete_import),
)
