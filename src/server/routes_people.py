"""Routes of people: the list, invitations, roles, disabling."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from . import drafts, people
from .auth import LINK_SECONDS
from .web import Context, Reply, Rule


def _link_to(context: Context, name: str, token: str) -> dict[str, Any]:
    # The fragment never reaches a server's log; the name only spares the reader a question.
    path = f"/invitation#once={token}&name={quote(name, safe='')}"
    return {"path": path, "expires_at": context.store.clock() + LINK_SECONDS}


def list_people(context: Context) -> Reply:
    """Everybody who has an account."""
    return Reply(document={"people": people.listing(context.store)})


def invite(context: Context) -> Reply:
    """An invited account with its one-time link, shown this once. Problems 409, 422."""
    body = context.json()
    person, token = people.invite(
        context.store, context.services.auth, context.user, body.get("name"), body.get("role")
    )
    document = {**person, "invitation": _link_to(context, person["name"], token)}
    headers = {
        "Location": f"/api/v1/people/{person['id']}",
        "ETag": drafts.etag(int(person["revision"])),
    }
    return Reply(201, document, headers=headers)


def renew_invitation(context: Context) -> Reply:
    """A new link for somebody, who can only come in by it from now on. Problems 404, 409."""
    person, token = people.renew_invitation(
        context.store, context.services.auth, context.user, context.path["id"]
    )
    document = {**person, "invitation": _link_to(context, person["name"], token)}
    return Reply(document=document, headers={"ETag": drafts.etag(int(person["revision"]))})


def change_person(context: Context) -> Reply:
    """Another role, or disabled or not. Problems 404, 409, 412, 422, 428."""
    person, revision = people.change(
        context.store,
        context.user,
        context.path["id"],
        context.json(),
        context.headers.get("if-match", ""),
    )
    return Reply(document=person, headers={"ETag": drafts.etag(revision)})


RULES = (
    Rule("GET", "/api/v1/people", list_people),
    Rule("POST", "/api/v1/people", invite, repeatable=False),
    Rule("PATCH", "/api/v1/people/{id}", change_person),
    Rule("POST", "/api/v1/people/{id}/invitation", renew_invitation, repeatable=False),
)
