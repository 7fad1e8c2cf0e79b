"""Routes of computation, the audit log, health and the API's description."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from . import SERVER_VERSION, audit, books, histories, strict_json
from .engine import EngineBusy, EngineFailed, EngineRefused
from .problem import Problem, invalid
from .routes_books import DRAFT_LIMIT, file_bytes
from .store import StoreBusy, StoreFull
from .web import Context, Reply, Rule

_OPENAPI = (Path(__file__).parent / "openapi.json").read_bytes()
_MOST_TICKETS = 10_000


def _file_with_draft(context: Context, body: dict[str, Any]) -> bytes:
    """The stored file, with the draft that the request names as if it were published."""
    draft, start = body.get("with_draft", ""), body.get("from", "")
    if not isinstance(draft, str):
        raise invalid("with_draft", "价目簿编号", "the id of a book")
    if start:
        start = books.check_date(start, "from")
    return file_bytes(context, draft, start, as_published=True)


def _given_file(body: dict[str, Any], name: str) -> bytes | None:
    document = body.get(name)
    if document is None:
        return None
    if not isinstance(document, dict):
        raise invalid(name, "价目文件（JSON 对象）", "a book file (a JSON object)")
    return strict_json.dump(document)


def settle(context: Context) -> Reply:
    """Settles tickets under the stored book file, a draft, or a file in the request."""
    body = context.json()
    tickets = body.get("tickets")
    if not isinstance(tickets, list) or not 1 <= len(tickets) <= _MOST_TICKETS:
        raise invalid("tickets", "1 到 10000 张工单", "a list of 1 to 10000 tickets")
    version = body.get("version")
    if version is not None and (not isinstance(version, int) or version < 1):
        raise invalid("version", "正整数", "a positive whole number")
    file = _given_file(body, "book_file") or _file_with_draft(context, body)
    lines = b"".join(strict_json.dump(ticket) + b"\n" for ticket in tickets)
    header = {
        "explain": body.get("explain") is True,
        "version": version,
        "book_bytes": len(file),
    }
    answer = context.services.engine.quick.call("settle", header, file + lines)
    results = [line for line in answer.payload.split(b"\n") if line]
    # The engine's lines go out as they are: re-writing them could only change them.
    return Reply(content=b'{"results":[' + b",".join(results) + b"]}\n")


def simulate(context: Context) -> Reply:
    """Computes a simulation on the server, to compare with the browser's."""
    body = context.json()
    history = body.get("history")
    if not isinstance(history, str):
        raise invalid("history", "历史编号", "the id of a history")
    columns = histories.whole(context.store, history)
    book = _given_file(body, "book_file") or file_bytes(context, "")
    candidate = _given_file(body, "candidate") or _file_with_draft(context, body)
    header = {
        "book_bytes": len(book),
        "candidate_bytes": len(candidate),
        "by_date": body.get("by_date") is True,
    }
    answer = context.services.engine.long.call("simulate", header, book + candidate + columns)
    return Reply(content=answer.payload)


def read_audit(context: Context) -> Reply:
    """The newest entries; `verify=1` recomputes the whole chain."""
    limit_text = context.query.get("limit", "100")
    before_text = context.query.get("before")
    if not limit_text.isdecimal() or not 1 <= int(limit_text[:9]) <= 500:
        raise invalid("limit", "1 到 500", "1 to 500")
    if before_text is not None and (not before_text.isdecimal() or len(before_text) > 18):
        raise invalid("before", "正整数", "a positive whole number")
    before = int(before_text) if before_text is not None else None
    entries = audit.page(context.store, before, int(limit_text))
    document: dict[str, Any] = {"entries": entries}
    if context.query.get("verify") == "1":
        broken = audit.verify(context.store)
        document["chain"] = {"intact": broken == 0, "broken_at": str(broken) if broken else None}
    if len(entries) == int(limit_text) and entries[-1]["seq"] != "1":
        document["next_before"] = entries[-1]["seq"]
    return Reply(document=document)


def healthz(context: Context) -> Reply:
    """The process answers."""
    return Reply(document={"status": "ok", "version": SERVER_VERSION})


def readyz(context: Context) -> Reply:
    """The database reads, the audit chain was intact at start, and the engine answers."""
    states = {"database": "ok", "engine": "ok", "audit": "ok"}
    try:
        context.store.one("SELECT count(*) FROM users")
    except (StoreBusy, StoreFull, sqlite3.Error):
        states["database"] = "failed"
    if context.services.audit_broken_at:
        states["audit"] = f"broken at {context.services.audit_broken_at}"
    try:
        answer = context.services.engine.quick.call("version", {})
        states["engine_version"] = str(answer.header.get("engine", ""))
    except EngineBusy:
        states["engine"] = "busy"
    except (EngineFailed, EngineRefused):
        states["engine"] = "failed"
    if states["database"] != "ok" or states["engine"] == "failed" or states["audit"] != "ok":
        raise Problem(503, "not_ready", extra=states)
    return Reply(document={"status": "ready", **states})


def openapi(context: Context) -> Reply:
    """The API's description."""
    return Reply(content=_OPENAPI)


RULES = (
    Rule("POST", "/api/v1/settle", settle, limit=DRAFT_LIMIT, pool="engine"),
    Rule("POST", "/api/v1/simulations", simulate, limit=DRAFT_LIMIT, pool="engine"),
    Rule("GET", "/api/v1/audit", read_audit),
    Rule("GET", "/healthz", healthz),
    Rule("GET", "/readyz", readyz, pool="engine"),
    Rule("GET", "/openapi.json", openapi),
)
