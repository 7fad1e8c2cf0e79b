"""Routes around publishing: at once, and by a second person."""

from __future__ import annotations

import sqlite3
from typing import Any, Callable

from . import books, company, drafts, publishing, submissions
from .problem import invalid, not_found
from .web import Context, Reply, Rule


def _whole_number(value: Any, field: str) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
        return value
    raise invalid(field, "非负整数", "a whole number that is not negative")


def _codes(body: dict[str, Any]) -> list[str]:
    codes = body.get("acknowledge", [])
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise invalid("acknowledge", "代码列表", "a list of codes")
    return codes


def _version_reply(result: dict[str, Any]) -> Reply:
    location = f"/api/v1/books/{result['book']}/versions/{result['number']}"
    return Reply(201, result, headers={"Location": location})


def _submission_reply(result: dict[str, Any]) -> Reply:
    return Reply(201, result, headers={"Location": f"/api/v1/submissions/{result['id']}"})


def _run(
    context: Context,
    operation: Callable[..., dict[str, Any]],
    reply_of: Callable[[dict[str, Any]], Reply],
    *arguments: Any,
) -> Reply:
    """Runs what publishes or hands in; the answer is kept in the transaction of its effect."""

    def done(connection: sqlite3.Connection, result: dict[str, Any]) -> None:
        context.keep_reply(connection, reply_of(result))

    services = context.services
    return reply_of(operation(context.store, services.engine, context.user, *arguments, done))


def _handed_over(context: Context, body: dict[str, Any]) -> tuple[Any, ...]:
    """What publishing and handing in both say: the book, from when, what is acknowledged."""
    start = books.check_date(body.get("from"), "from")
    return context.path["book"], start, _codes(body)


def _condition(context: Context, body: dict[str, Any]) -> tuple[int | None, str]:
    return _whole_number(body.get("base"), "base"), context.headers.get("if-match", "")


def publish(context: Context) -> Reply:
    """Makes the draft the next version; see publishing.publish."""
    body = context.json()
    handed = _handed_over(context, body)
    return _run(
        context, publishing.publish, _version_reply, *handed, *_condition(context, body)
    )


def submit(context: Context) -> Reply:
    """Hands the draft in for a second person; see submissions.submit."""
    body = context.json()
    handed = _handed_over(context, body)
    note = submissions.check_note(body.get("note"), "note", needed=False)
    return _run(
        context, submissions.submit, _submission_reply, *handed, note, *_condition(context, body)
    )


def list_submissions(context: Context) -> Reply:
    """What waits, and what was decided lately."""
    return Reply(document={"submissions": submissions.listing(context.store)})


def get_submission(context: Context) -> Reply:
    """The version that was handed in. Problem 404."""
    return Reply(content=submissions.body_of(context.store, context.path["id"]))


def approve(context: Context) -> Reply:
    """Publishes a submission. Problems 403, 404, 409, 422."""
    codes = _codes(context.json())
    return _run(context, submissions.approve, _version_reply, context.path["id"], codes)


def reject(context: Context) -> Reply:
    """Sends a submission back with a reason. Problems 403, 404, 409, 422."""
    reason = submissions.check_note(context.json().get("reason"), "reason", needed=True)
    document = submissions.reject(context.store, context.user, context.path["id"], reason)
    return Reply(document=document)


def withdraw(context: Context) -> Reply:
    """Takes one's own submission back. Problems 403, 404, 409."""
    document = submissions.withdraw(context.store, context.user, context.path["id"])
    return Reply(document=document)


def get_company(context: Context) -> Reply:
    """What is decided for everybody."""
    with context.store.snapshot() as connection:
        settings = company.read(connection)
        revision = company.read_document(connection)[1]
    return Reply(document=settings, headers={"ETag": drafts.etag(revision)})


def put_company(context: Context) -> Reply:
    """Replaces it. Problems 412, 422, 428."""
    if_match = context.headers.get("if-match", "")
    revision, settings = company.put(context.store, context.user, context.json(), if_match)
    return Reply(document=settings, headers={"ETag": drafts.etag(revision)})


RULES = (
    Rule("POST", "/api/v1/books/{book}/publish", publish, pool="engine"),
    Rule("POST", "/api/v1/books/{book}/submissions", submit, pool="engine"),
    Rule("GET", "/api/v1/submissions", list_submissions),
    Rule("GET", "/api/v1/submissions/{id}", get_submission),
    Rule("POST", "/api/v1/submissions/{id}/approve", approve, pool="engine"),
    Rule("POST", "/api/v1/submissions/{id}/reject", reject),
    Rule("POST", "/api/v1/submissions/{id}/withdraw", withdraw),
    Rule("GET", "/api/v1/company", get_company),
    Rule("PUT", "/api/v1/company", put_company),
)
