"""Routes of price books: listing, versions, drafts, routing, the book file."""

from __future__ import annotations

import sqlite3
from typing import Any, Callable, Mapping

from . import audit, books, drafts, publishing, strict_json
from .auth import User
from .problem import Problem, not_found
from .store import Store, digest_of
from .web import Context, Reply, Rule, json_object

DRAFT_LIMIT = drafts.LARGEST
ReadDraft = Callable[[sqlite3.Connection, str, int], "tuple[Any, ...] | None"]
PutDraft = Callable[
    [Store, User, str, Mapping[str, Any], "int | None", str, str], "tuple[int, bool]"
]


def number_of(text: str) -> int:
    """A version's number in an address. Raises Problem 404."""
    if not text.isdecimal() or len(text) > 9:
        raise not_found()
    return int(text)


def conditional(context: Context, tag: str, content: bytes) -> Reply:
    """200 with the document, or 304 when the caller has it."""
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if tag in [part.strip() for part in context.headers.get("if-none-match", "").split(",")]:
        return Reply(304, headers=headers)
    return Reply(content=content, headers=headers)


def list_books(context: Context) -> Reply:
    """Every book, with the asker's own drafts."""
    return Reply(document={"books": books.list_books(context.store, context.user.id)})


def create_book(context: Context) -> Reply:
    """Adds a book without versions. Problem 409 when its id is taken."""
    head = books.check_book_head(context.json())
    reply = Reply(201, head, headers={"Location": f"/api/v1/books/{head['book']}/draft"})
    with context.store.write() as connection:
        at = context.store.clock()
        books.insert_book(connection, head, at)
        audit.append(
            connection, at, context.user.name, "book_created", f"book/{head['book']}", head
        )
        context.keep_reply(connection, reply)
    return reply


def get_version(context: Context) -> Reply:
    """A published version. Problem 404."""
    row = context.store.one(
        "SELECT body, digest FROM versions WHERE book = ? AND number = ?",
        context.path["book"],
        number_of(context.path["number"]),
    )
    if row is None:
        raise not_found()
    return conditional(context, f'"{row[1]}"', row[0])


def get_draft(context: Context) -> Reply:
    """The asker's own draft. Problem 404."""
    with context.store.snapshot() as connection:
        row = drafts.read_draft(connection, context.path["book"], context.user.id)
    if row is None:
        raise not_found()
    reply = conditional(context, drafts.etag(row[1]), row[0])
    reply.headers["X-Fenming-Base"] = str(row[2])
    return reply


def store_draft(
    context: Context, put: PutDraft, name: str, document: dict[str, Any], if_match: str
) -> Reply:
    """Stores the asker's draft of a book or a template by `put`: the answer to PUT and PATCH."""
    base_text = context.query.get("base")
    revision, new = put(
        context.store,
        context.user,
        name,
        document,
        number_of(base_text) if base_text is not None else None,
        if_match,
        context.headers.get("if-none-match", ""),
    )
    told = {"revision": str(revision)}
    return Reply(201 if new else 200, told, headers={"ETag": drafts.etag(revision)})


def edit_draft(context: Context, read: ReadDraft, put: PutDraft, name: str) -> Reply:
    """Changes what `read` finds by the request's edits and stores it. Problems as drafts.edited."""
    with context.store.snapshot() as connection:
        row = read(connection, name, context.user.id)
    body, tag = drafts.edited(row, context.json(), context.headers.get("if-match", ""))
    return store_draft(context, put, name, json_object(body), tag)


def put_draft(context: Context) -> Reply:
    """Stores the asker's draft. Problems 404, 412, 428."""
    if_match = context.headers.get("if-match", "")
    return store_draft(context, drafts.put_draft, context.path["book"], context.json(), if_match)


def patch_draft(context: Context) -> Reply:
    """Changes the asker's draft by edits of its text. Problems 400, 409, 412, 413, 422, 428."""
    return edit_draft(context, drafts.read_draft, drafts.put_draft, context.path["book"])


def delete_draft(context: Context) -> Reply:
    """Forgets the asker's draft. Problems 404, 412, 428."""
    drafts.delete_draft(
        context.store, context.user, context.path["book"], context.headers.get("if-match", "")
    )
    return Reply(204)


def check(context: Context) -> Reply:
    """What the engine finds in the file with the draft."""
    services = context.services
    document = publishing.check_draft(
        context.store, services.engine, context.user, context.path["book"]
    )
    return Reply(document=document)


def get_routing(context: Context) -> Reply:
    """The routing document; an empty one before it was first stored."""
    with context.store.snapshot() as connection:
        body, revision = drafts.read_frame(connection)
    return conditional(context, drafts.etag(revision), body)


def put_routing(context: Context) -> Reply:
    """Replaces the routing document if the engine finds no error in the file with it."""
    body = books.check_frame(context.json())
    if_match = context.headers.get("if-match", "")
    with context.store.snapshot() as connection:
        old, revision = drafts.read_frame(connection)
        drafts.check_match(if_match, "", revision, old)
        file = strict_json.parse(books.assemble(connection, books.today(context.store.clock())))
    if file["books"]:
        candidate = books.with_frame(file, strict_json.parse(body))
        _, findings = publishing.findings_of(context.services.engine, candidate)
        if any(entry.get("severity") == "error" for entry in findings):
            raise Problem(422, "not_publishable", extra={"findings": findings})
    # The match is checked again inside: what was read must still hold.
    new_revision = drafts.put_frame(context.store, context.user, body, drafts.etag(revision))
    document = {"revision": str(new_revision)}
    return Reply(document=document, headers={"ETag": drafts.etag(new_revision)})


def file_bytes(
    context: Context, draft_book: str, start: str = "", as_published: bool = False
) -> bytes:
    """The assembled book file, with the asker's draft of `draft_book` when one is named.

    The engine passes over versions whose status is `draft`. With `start` or `as_published` the
    draft stands as it would once published: from `start`, else its own date, else today.
    """
    now = books.today(context.store.clock())
    with context.store.snapshot() as connection:
        if not draft_book:
            return books.assemble(connection, now)
        row = drafts.read_draft(connection, draft_book, context.user.id)
        if row is None:
            raise not_found()
        if as_published and not start:
            start = strict_json.parse(row[0]).get("from") or now
        if start:
            start = books.check_date(start, "from")
        return books.assemble(connection, now, draft_book, row[0], start)


def book_file(context: Context) -> Reply:
    """The assembled file, optionally with a draft of the asker's."""
    start = context.query.get("from", "")
    content = file_bytes(context, context.query.get("with_draft", ""), start)
    return conditional(context, f'"{digest_of(content)}"', content)


RULES = (
    Rule("GET", "/api/v1/books", list_books),
    Rule("POST", "/api/v1/books", create_book),
    Rule("GET", "/api/v1/books/{book}/versions/{number}", get_version),
    Rule("GET", "/api/v1/books/{book}/draft", get_draft),
    Rule("PUT", "/api/v1/books/{book}/draft", put_draft, limit=DRAFT_LIMIT),
    Rule("PATCH", "/api/v1/books/{book}/draft", patch_draft, limit=DRAFT_LIMIT),
    Rule("DELETE", "/api/v1/books/{book}/draft", delete_draft),
    Rule("POST", "/api/v1/books/{book}/check", check, pool="engine"),
    Rule("GET", "/api/v1/routing", get_routing),
    Rule("PUT", "/api/v1/routing", put_routing, pool="engine"),
    Rule("GET", "/api/v1/book-file", book_file),
)
