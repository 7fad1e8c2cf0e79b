"""Routes that tell windows of each other: who is at work on a book or a template."""

from __future__ import annotations

from typing import Any

from . import books, drafts, templates
from .problem import invalid, not_found
from .web import Context, Reply, Rule

_LONGEST_PLACE = 200


def _text(body: dict[str, Any], field: str, least: int) -> str:
    value = body.get(field)
    if not isinstance(value, str) or not least <= len(value) <= _LONGEST_PLACE:
        raise invalid(
            field,
            f"{least} 到 {_LONGEST_PLACE} 个字符",
            f"{least} to {_LONGEST_PLACE} characters",
        )
    return value


def _reply(context: Context, what: str, draft: tuple[Any, ...] | None, latest: int) -> Reply:
    """Notes where the asker's window is; his draft's tag is told, so that two windows of one person
    notice each other's work. `what` names the document among those of all kinds."""
    body = context.json()
    window, place = _text(body, "window", 1), _text(body, "place", 0)
    others = context.services.presence.say(
        what, window, context.user.id, context.user.name, place, context.store.clock()
    )
    tag = drafts.etag(draft[1]) if draft is not None else None
    return Reply(document={"others": others, "draft": tag, "latest": latest})


def say_at_book(context: Context) -> Reply:
    """Who else has the book open. Problems 404, 422."""
    book = context.path["book"]
    with context.store.snapshot() as connection:
        if connection.execute("SELECT 1 FROM books WHERE id = ?", (book,)).fetchone() is None:
            raise not_found()
        draft = drafts.read_draft(connection, book, context.user.id)
        number, _ = books.latest(connection, book)
    return _reply(context, f"book/{book}", draft, number)


def say_at_template(context: Context) -> Reply:
    """Who else has the template open. Problems 404, 422."""
    template = context.path["template"]
    with context.store.snapshot() as connection:
        draft = templates.read_draft(connection, template, context.user.id)
        number = templates.latest(connection, template)
    if draft is None and number == 0:
        raise not_found()
    return _reply(context, f"template/{template}", draft, number)


RULES = (
    Rule("POST", "/api/v1/books/{book}/presence", say_at_book, repeatable=False),
    Rule("POST", "/api/v1/templates/{template}/presence", say_at_template, repeatable=False),
)
