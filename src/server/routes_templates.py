"""Routes of templates: the list, the library, drafts, versions, publishing."""

from __future__ import annotations

import sqlite3
from typing import Any

from . import drafts, past_tickets, templates
from .problem import invalid, not_found
from .routes_books import DRAFT_LIMIT, conditional, edit_draft, number_of, store_draft
from .web import Context, Reply, Rule


def list_templates(context: Context) -> Reply:
    """Every template with the asker's own drafts, and the library."""
    document = {
        "templates": templates.list_templates(context.store, context.user.id),
        "library": context.services.library.entries,
    }
    return Reply(document=document)


def get_library_template(context: Context) -> Reply:
    """A template to begin with. Problem 404."""
    content = context.services.library.read(context.path["template"])
    return Reply(content=content, headers={"Cache-Control": "private, no-cache"})


def get_version(context: Context) -> Reply:
    """A published version. Problem 404."""
    row = context.store.one(
        "SELECT body, digest FROM template_versions WHERE template = ? AND number = ?",
        context.path["template"],
        number_of(context.path["number"]),
    )
    if row is None:
        raise not_found()
    return conditional(context, f'"{row[1]}"', row[0])


def get_past_tickets(context: Context) -> Reply:
    """A month's tickets of one version, one JSON a line. Problem 422."""
    month = context.query.get("month") or past_tickets.last_month(context.store.clock())
    number = number_of(context.path["number"])
    with context.store.snapshot() as connection:
        lines = past_tickets.read(connection, context.path["template"], number, month)
    headers = {"X-Fenming-Month": month, "Cache-Control": "private, no-cache"}
    return Reply(content=lines, headers=headers, media_type="application/x-ndjson")


def get_draft(context: Context) -> Reply:
    """The asker's own draft. Problem 404."""
    with context.store.snapshot() as connection:
        row = templates.read_draft(connection, context.path["template"], context.user.id)
    if row is None:
        raise not_found()
    reply = conditional(context, drafts.etag(row[1]), row[0])
    reply.headers["X-Fenming-Base"] = str(row[2])
    return reply


def put_draft(context: Context) -> Reply:
    """Stores the asker's draft, however unsound. Problems 412, 422, 428."""
    if_match = context.headers.get("if-match", "")
    name = context.path["template"]
    return store_draft(context, templates.put_draft, name, context.json(), if_match)


def patch_draft(context: Context) -> Reply:
    """Changes the asker's draft by edits of its text. Problems 400, 409, 412, 413, 422, 428."""
    return edit_draft(context, templates.read_draft, templates.put_draft, context.path["template"])


def delete_draft(context: Context) -> Reply:
    """Forgets the asker's draft. Problems 404, 412, 428."""
    templates.delete_draft(
        context.store, context.user, context.path["template"], context.headers.get("if-match", "")
    )
    return Reply(204)


def publish(context: Context) -> Reply:
    """Makes the draft the next version. Problems 404, 409, 412, 422, 428, 503."""
    note = context.json().get("note", "")
    if not isinstance(note, str) or len(note) > templates.LONGEST_NOTE:
        raise invalid("note", "不超过 500 个字符", "at most 500 characters")

    def reply_of(result: dict[str, Any]) -> Reply:
        location = f"/api/v1/templates/{result['template']}/versions/{result['number']}"
        return Reply(201, result, headers={"Location": location})

    def done(connection: sqlite3.Connection, result: dict[str, Any]) -> None:
        context.keep_reply(connection, reply_of(result))

    return reply_of(
        templates.publish(
            context.store,
            context.services.engine,
            context.user,
            context.path["template"],
            note,
            context.headers.get("if-match", ""),
            done,
        )
    )


RULES = (
    Rule("GET", "/api/v1/templates", list_templates),
    Rule("GET", "/api/v1/template-library/{template}", get_library_template),
    Rule("GET", "/api/v1/templates/{template}/versions/{number}", get_version),
    Rule(
        "GET",
        "/api/v1/templates/{template}/versions/{number}/past-tickets",
        get_past_tickets,
    ),
    Rule("GET", "/api/v1/templates/{template}/draft", get_draft),
    Rule("PUT", "/api/v1/templates/{template}/draft", put_draft, limit=DRAFT_LIMIT),
    Rule("PATCH", "/api/v1/templates/{template}/draft", patch_draft, limit=DRAFT_LIMIT),
    Rule("DELETE", "/api/v1/templates/{template}/draft", delete_draft),
    Rule("POST", "/api/v1/templates/{template}/publish", publish, pool="engine"),
)
