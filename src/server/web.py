"""What a route sees and gives: Context in, Reply out; and the steps around every API request."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Awaitable, Callable, Mapping

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from . import audit, idempotency, people, rights, strict_json
from .auth import Auth, User
from .config import Settings
from .engine import Engine
from .presence import Presence
from .problem import Problem, invalid
from .sheets import SheetReader
from .store import Store, StoreBusy, StoreFull
from .templates import Library

KIB = 1024
MIB = 1024 * KIB
CSRF_HEADER = "X-Fenming-Request"
JSON = "application/json"
# Below this, packing an answer costs more than it saves.
LEAST_PACKED = 1400


@dataclass
class Services:
    """What the routes work with; one of each per server."""

    settings: Settings
    store: Store
    auth: Auth
    engine: Engine
    sheets: SheetReader
    library: Library
    # The first bad entry of the audit log found at start; 0 when the chain is intact.
    audit_broken_at: int = 0
    presence: Presence = field(default_factory=Presence)
    # Engine calls and spreadsheets wait in pools of their own and sign-ins in one thread, so that
    # none keeps a reader waiting.
    pools: dict[str, ThreadPoolExecutor] = field(
        default_factory=lambda: {
            "data": ThreadPoolExecutor(12, "data"),
            "engine": ThreadPoolExecutor(8, "engine"),
            "sheets": ThreadPoolExecutor(2, "sheets"),
            "sign-in": ThreadPoolExecutor(1, "sign-in"),
        }
    )

    @property
    def cookie(self) -> str:
        """The session cookie's name; the prefix needs https."""
        return "__Host-fenming" if self.settings.secure else "fenming"


def json_object(body: bytes) -> dict[str, Any]:
    """Bytes as a JSON object. Raises Problem 400 with the place of the fault."""
    try:
        value = strict_json.parse(body)
    except strict_json.JsonError as error:
        place = {"line": error.line, "column": error.column}
        entry = {"pointer": "", "code": error.reason, **place}
        raise Problem(400, error.reason, values=place, errors=[entry]) from None
    if not isinstance(value, dict):
        raise invalid("", "JSON 对象", "a JSON object", status=400)
    return value


@dataclass
class Reply:
    """A response: bytes, or an object that is written as canonical JSON."""

    status: int = 200
    document: Any = None
    content: bytes | None = None
    media_type: str = JSON
    headers: dict[str, str] = field(default_factory=dict)

    def body(self) -> bytes:
        """The bytes to send."""
        if self.content is not None:
            return self.content
        return b"" if self.document is None else strict_json.dump(self.document) + b"\n"


@dataclass
class Context:
    """One request, its body read completely."""

    services: Services
    path: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    address: str
    language: str
    user_or_none: User | None
    session_token: str
    key: idempotency.Key | None = None
    key_finished: bool = False

    @property
    def user(self) -> User:
        """The signed-in user; routes that need none do not ask."""
        assert self.user_or_none is not None
        return self.user_or_none

    @property
    def store(self) -> Store:
        """The database."""
        return self.services.store

    def json(self) -> dict[str, Any]:
        """The body as a JSON object. Raises Problem 400 with the place of the fault."""
        return json_object(self.body)

    def keep_reply(self, connection: sqlite3.Connection, reply: Reply) -> None:
        """Stores the answer with its effect, for a request that carries an Idempotency-Key."""
        if self.key is not None:
            idempotency.finish(
                connection, self.key, reply.status, stored_headers(reply), reply.body()
            )
            self.key_finished = True


def stored_headers(reply: Reply) -> dict[str, str]:
    """The headers that a replayed answer repeats."""
    return {"Content-Type": reply.media_type, **reply.headers}


Handler = Callable[[Context], Reply]


@dataclass(frozen=True)
class Rule:
    """A route: what it accepts and in which pool it runs. Who may call it stands in `rights`."""

    method: str
    path: str
    handler: Handler
    limit: int = MIB
    accepts: tuple[str, ...] = (JSON,)
    pool: str = "data"
    # Answers with credentials are never stored.
    repeatable: bool = True

    @property
    def right(self) -> str:
        """The right that a caller needs."""
        return rights.needed(self.method, self.path)

    @property
    def public(self) -> bool:
        """Whether the route needs no session."""
        return self.right == rights.PUBLIC

    @property
    def changes(self) -> bool:
        """Whether the method may change something."""
        return self.method in ("POST", "PUT", "PATCH", "DELETE")


def client_address(request: Request, settings: Settings) -> str:
    """The caller's address; a configured proxy's word counts, nobody else's."""
    address = request.client.host if request.client else ""
    if address in settings.proxy_addresses:
        forwarded = request.headers.get("x-forwarded-for", "")
        last = forwarded.split(",")[-1].strip()
        return last or address
    return address


async def _read_body(request: Request, limit: int) -> bytes:
    declared = request.headers.get("content-length", "")
    too_large = Problem(
        413, "body_too_large", values={"limit": limit}, headers={"Connection": "close"}
    )
    if declared.isdecimal() and (len(declared) > 15 or int(declared) > limit):
        raise too_large
    parts: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise too_large
        parts.append(chunk)
    return b"".join(parts)


def _check_media_type(request: Request, rule: Rule, body: bytes) -> None:
    if not rule.changes or not body:
        return
    given = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if given not in rule.accepts:
        expected = ", ".join(rule.accepts)
        raise Problem(415, "unsupported_media_type", values={"expected": expected})


def _claim(context: Context, rule: Rule, request: Request) -> idempotency.Stored | None:
    key = request.headers.get("idempotency-key")
    if key is None or rule.method != "POST" or not rule.repeatable:
        return None
    sent = hashlib.sha256()
    for piece in (str(request.url.query).encode(), context.body):
        sent.update(len(piece).to_bytes(8, "big") + piece)
    user = context.user_or_none.id if context.user_or_none else 0
    context.key = idempotency.Key(user, request.url.path, idempotency.check(key), sent.digest())
    stored = idempotency.begin(context.store, context.key)
    if stored is not None:
        context.key = None
    return stored


def _settle_key(context: Context, reply: Reply | None) -> None:
    """After the handler: keeps a success that was not kept yet, gives the key back otherwise."""
    if context.key is None or context.key_finished:
        return
    try:
        if reply is not None and idempotency.storable(reply.body()):
            with context.store.write() as connection:
                context.keep_reply(connection, reply)
        else:
            idempotency.release(context.store, context.key)
    except (StoreBusy, StoreFull):
        pass  # the claim expires by itself; the answer at hand matters more


def _work(rule: Rule, context: Context, request: Request) -> Reply:
    """The synchronous part of a request, in a pool's thread."""
    stored = _claim(context, rule, request)
    if stored is not None:
        headers = dict(stored.headers)
        media_type = headers.pop("Content-Type", JSON)
        headers["Idempotency-Replayed"] = "true"
        return Reply(stored.status, None, stored.body, media_type, headers)
    reply: Reply | None = None
    try:
        reply = rule.handler(context)
        return reply
    finally:
        _settle_key(context, reply)
        if rule.changes:
            audit.anchor(context.store)


def _refusal(services: Services, user: User, rule: Rule) -> Problem:
    """Why the user may not call the route, and whom he may ask."""
    return rights.refusal(user.role, rule.right, people.administrators(services.store))


def endpoint(rule: Rule, services: Services) -> Callable[[Request], Awaitable[Response]]:
    """The ASGI endpoint of a rule: session, body, handler, response. Problems pass upwards."""

    async def run(request: Request) -> Response:
        loop = asyncio.get_running_loop()
        info = request.scope["fenming"]
        token = request.cookies.get(services.cookie, "")
        user = await loop.run_in_executor(
            services.pools["data"], services.auth.session, token or None
        )
        info["user"] = user.name if user else ""
        info["route"] = rule.path
        if user is None and not rule.public:
            raise Problem(401, "sign_in_required")
        if user is not None and not rule.public and not rights.allows(user.role, rule.right):
            pool = services.pools["data"]
            raise await loop.run_in_executor(pool, _refusal, services, user, rule)
        try:
            body = await _read_body(request, rule.limit)
        except ClientDisconnect:
            return Response(status_code=499)
        _check_media_type(request, rule, body)
        context = Context(
            services=services,
            path=request.path_params,
            query=request.query_params,
            headers=request.headers,
            body=body,
            address=client_address(request, services.settings),
            language=info["language"],
            user_or_none=user,
            session_token=token,
        )
        reply = await loop.run_in_executor(
            services.pools[rule.pool], _work, rule, context, request
        )
        headers = {"Cache-Control": "no-store", **reply.headers}
        if reply.status == 204 or reply.status == 304:
            return Response(status_code=reply.status, headers=headers)
        return _response(rule, request, reply, headers)

    return run


def _response(rule: Rule, request: Request, reply: Reply, headers: dict[str, str]) -> Response:
    """The answer, packed where it is read, is large, and the caller takes gzip. Answers to changes
    may carry a secret beside what the caller sent: their length tells nothing."""
    body = reply.body()
    accepted = request.headers.get("accept-encoding", "")
    if rule.method == "GET" and reply.media_type == JSON and len(body) > LEAST_PACKED:
        headers["Vary"] = "Accept-Encoding"
        if "gzip" in [part.split(";")[0].strip() for part in accepted.split(",")]:
            headers["Content-Encoding"] = "gzip"
            body = gzip.compress(body, 6)
    return Response(body, reply.status, headers, reply.media_type)
