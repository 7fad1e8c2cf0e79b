"""Puts the application together: API routes, pages, static files, behind the gate."""

from __future__ import annotations

import asyncio
import json
from typing import Awaitable, Callable
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from . import (
    guide,
    pages,
    routes_account,
    routes_books,
    routes_history,
    routes_people,
    routes_presence,
    routes_publishing,
    routes_sheets,
    routes_system,
    routes_templates,
    statics,
    web,
)
from .config import ROOT
from .gate import KNOWN, Gate, answer
from .messages import LANGUAGES
from .problem import Problem

VIEWS = ("templates", "prices", "simulator", "import", "settings", "gallery")
RULES = (
    routes_account.RULES
    + routes_people.RULES
    + routes_books.RULES
    + routes_publishing.RULES
    + routes_presence.RULES
    + routes_history.RULES
    + routes_sheets.RULES
    + routes_system.RULES
    + routes_templates.RULES
)
_VARY = "Accept-Encoding, Accept-Language"


def _page(
    table: dict[tuple[str, str], statics.Asset], path: str
) -> Callable[[Request], Awaitable[Response]]:
    async def show(request: Request) -> Response:
        wanted = request.query_params.get("lang", "")
        language = wanted if wanted in LANGUAGES else request.scope["fenming"]["language"]
        return statics.respond(request, table[path, language], _VARY)

    return show


def _asset(asset: statics.Asset) -> Callable[[Request], Awaitable[Response]]:
    async def show(request: Request) -> Response:
        return statics.respond(request, asset)

    return show


def _index(
    services: web.Services, table: dict[str, statics.Asset]
) -> Callable[[Request], Awaitable[Response]]:
    async def show(request: Request) -> Response:
        token = request.cookies.get(services.cookie)
        loop = asyncio.get_running_loop()
        pool = services.pools["data"]
        user = await loop.run_in_executor(pool, services.auth.session, token)
        if user is None:
            wanted = request.url.path + ("?" + request.url.query if request.url.query else "")
            headers = {"Cache-Control": "no-store"}
            return RedirectResponse("/signin?next=" + quote(wanted, safe=""), 302, headers)
        if "/index.html" not in table:
            raise Problem(503, "web_not_built")
        return statics.respond(request, table["/index.html"])

    return show


def build(services: web.Services, hosts: frozenset[str]) -> Gate:
    """The ASGI application. `hosts` are the accepted values of the Host header."""
    settings = services.settings
    files = statics.load(settings.web)
    page_table, page_files = pages.load(settings.signin)
    guide_table, guide_pictures = guide.load(ROOT / "docs")
    # One path may have several methods: Starlette answers 405 by the first route of a path, so
    # the methods of a path share one route.
    by_path: dict[str, dict[str, Callable[[Request], Awaitable[Response]]]] = {}
    for rule in RULES:
        by_path.setdefault(rule.path, {})[rule.method] = web.endpoint(rule, services)
    routes = [
        Route(path, _by_method(table), methods=list(table)) for path, table in by_path.items()
    ]
    for path in pages.PAGES:
        routes.append(Route(path, _page(page_table, path)))
    routes.append(Route(guide.PATH, _page(guide_table, guide.PATH)))
    for path, asset in (page_files | guide_pictures).items():
        routes.append(Route(path, _asset(asset)))
    # Every view has an address that can be shared and reloaded.
    for path in ("/", *(f"/{view}{rest}" for view in VIEWS for rest in ("", "/{rest:path}"))):
        routes.append(Route(path, _index(services, files)))
    for path, asset in files.items():
        if path != "/index.html":
            routes.append(Route(path, _asset(asset)))
    handlers = {kind: answer for kind in (*KNOWN, Exception)}
    app = Starlette(routes=routes, exception_handlers=handlers)  # type: ignore[arg-type]
    app.router.redirect_slashes = False
    return Gate(app, hosts, settings.secure, _build_of(files))


def _build_of(files: dict[str, statics.Asset]) -> str:
    """The version that the web build's manifest names; empty where there is none."""
    manifest = files.get("/manifest.json")
    return str(json.loads(manifest.content)["version"]) if manifest else ""


def _by_method(
    table: dict[str, Callable[[Request], Awaitable[Response]]]
) -> Callable[[Request], Awaitable[Response]]:
    async def choose(request: Request) -> Response:
        method = "GET" if request.method == "HEAD" else request.method
        return await table[method](request)

    return choose
