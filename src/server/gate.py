"""The outermost layer: trace ids, Host and origin checks, security headers, errors, request log."""

from __future__ import annotations

import secrets
import time
from typing import Any, Awaitable, Callable, MutableMapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from . import log, messages
from .engine import EngineBusy, EngineFailed, EngineRefused
from .problem import Problem, body
from .store import StoreBusy, StoreFull
from .web import CSRF_HEADER

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
        "connect-src 'self'; img-src 'self' blob: data:; manifest-src 'self'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
_SAFE = ("GET", "HEAD", "OPTIONS")
_HSTS = "max-age=31536000"


def as_problem(error: Exception) -> Problem | None:
    """What a failure means to the caller; None for one that nobody foresaw."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, StoreFull):
        return Problem(507, "store_full")
    if isinstance(error, StoreBusy):
        return Problem(503, "store_busy", headers={"Retry-After": "1"})
    if isinstance(error, EngineBusy):
        return Problem(503, "engine_busy", headers={"Retry-After": "5"})
    if isinstance(error, EngineFailed):
        return Problem(500, "engine_failed")
    if isinstance(error, EngineRefused):
        entry = {"field": error.field, "code": error.code, "message": error.message}
        return Problem(422, error.code, errors=[entry], extra={"detail": error.message})
    if isinstance(error, HTTPException):
        return _of_http(error)
    return None


def _of_http(error: HTTPException) -> Problem:
    """Starlette's own refusals, as problems."""
    if error.status_code == 405:
        return Problem(405, "method_not_allowed", headers=dict(error.headers or {}))
    if error.status_code == 404:
        return Problem(404, "not_found")
    return Problem(400, "bad_request")


# What as_problem knows; Starlette hands these to `answer`, and anything else through Exception.
KNOWN = (Problem, StoreFull, StoreBusy, EngineBusy, EngineFailed, EngineRefused, HTTPException)


async def answer(request: Request, error: Exception) -> Response:
    """The response to a failure inside the application."""
    problem = as_problem(error) or Problem(500, "internal")
    return _response(problem, request.scope["fenming"], request.scope["path"])


class Gate:
    """Wraps the application. `hosts` are the values of the Host header that name this server,
    `build` the web build that it serves: a page of another one knows that it is old."""

    def __init__(self, app: App, hosts: frozenset[str], secure: bool, build: str) -> None:
        self._app = app
        self._build = build
        self._hosts = hosts
        self._secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.monotonic()
        headers = Headers(scope=scope)
        info = {
            "trace": secrets.token_hex(16),
            "language": messages.choose_language(headers.get("accept-language", "")),
            "user": "",
            "route": "",
        }
        scope["fenming"] = info
        status = 0

        async def guarded_send(message: MutableMapping[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._add_headers(message, info["trace"])
            await send(message)

        try:
            self._check(scope, headers)
            await self._app(scope, receive, guarded_send)
        except Exception as error:  # the one place where every failure becomes an answer
            problem = as_problem(error)
            if problem is None:
                problem = Problem(500, "internal")
                log.event("internal_error", level="error", trace=info["trace"], detail=repr(error))
            if status == 0:
                response = _response(problem, info, scope["path"])
                await response(scope, receive, guarded_send)
        self._log(scope, info, status, started)

    def _check(self, scope: Scope, headers: Headers) -> None:
        if "content-length" in headers and "transfer-encoding" in headers:
            raise Problem(400, "ambiguous_length", headers={"Connection": "close"})
        if headers.getlist("host") != [headers.get("host", "")] or (
            headers.get("host", "").lower() not in self._hosts
        ):
            raise Problem(400, "host_not_allowed", headers={"Connection": "close"})
        if scope["method"] not in _SAFE:
            self._check_origin(headers)

    def _check_origin(self, headers: Headers) -> None:
        """Refuses what another site's page could send. A custom header needs our own script."""
        origin = headers.get("origin")
        scheme = "https" if self._secure else "http"
        same = origin is None or origin.lower() == f"{scheme}://{headers['host'].lower()}"
        site = headers.get("sec-fetch-site", "same-origin")
        if not same or site != "same-origin" or headers.get(CSRF_HEADER) != "1":
            raise Problem(403, "cross_site")

    def _add_headers(self, message: MutableMapping[str, Any], trace: str) -> None:
        headers = MutableHeaders(scope=message)
        for name, value in SECURITY_HEADERS.items():
            headers.setdefault(name, value)
        headers["X-Trace-Id"] = trace
        if self._build:
            headers["Fenming-Build"] = self._build
        if self._secure:
            headers["Strict-Transport-Security"] = _HSTS

    def _log(self, scope: Scope, info: dict[str, str], status: int, started: float) -> None:
        client = scope.get("client") or ("",)
        log.event(
            "request",
            method=scope["method"],
            path=scope["path"],
            route=info["route"],
            status=status,
            ms=round((time.monotonic() - started) * 1000, 1),
            user=info["user"],
            address=client[0],
            trace=info["trace"],
        )


def _response(problem: Problem, info: dict[str, str], path: str) -> Response:
    content = body(problem, info["language"], info["trace"], path)
    headers = {
        "Cache-Control": "no-store",
        "Content-Language": info["language"],
        **problem.headers,
    }
    return Response(content, problem.status, headers, "application/problem+json")
