"""uvicorn's h11 protocol with deadlines: slow headers, slow bodies, slow readers, crowds.

uvicorn itself waits for ever for the end of a request. Everything here is per connection and
costs one timer.
"""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from . import log, messages
from .config import Settings
from .problem import Problem, body

_READER_SECONDS = 30
_CHECK_SECONDS = 1.0


class DeadlineProtocol(H11Protocol):
    """One connection. `protocol_class` gives it its settings: uvicorn passes no more arguments."""

    settings: Settings

    _timer: asyncio.TimerHandle | None = None
    _waiting_since: float | None = None
    _body_since: float | None = None
    _body_bytes = 0
    _blocked_since: float | None = None

    def connection_made(self, transport: Any) -> None:  # type: ignore[override]
        super().connection_made(transport)
        address = self.client[0] if self.client else ""
        peers = [other.client[0] for other in self.connections if other.client]
        same = peers.count(address)
        crowded = same > self.settings.connections_per_address
        if crowded and address not in self.settings.proxy_addresses:
            log.event("connection_refused", level="warning", address=address, open=same)
            self._refuse(503, "too_many_connections")
            return
        self._waiting_since = self.loop.time()
        self._timer = self.loop.call_later(_CHECK_SECONDS, self._check)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        before = self.conn.their_state
        super().data_received(data)
        now = self.loop.time()
        if self.conn.their_state is h11.SEND_BODY:
            self._waiting_since = None
            if before is not h11.SEND_BODY or self._body_since is None:
                self._body_since, self._body_bytes = now, 0
            self._body_bytes += len(data)
        else:
            self._body_since = None
            idle = self.conn.their_state is h11.IDLE
            if idle and self._waiting_since is None:
                self._waiting_since = now
            if not idle:
                self._waiting_since = None

    def pause_writing(self) -> None:
        super().pause_writing()
        self._blocked_since = self.loop.time()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._blocked_since = None

    def _check(self) -> None:
        if self.transport.is_closing():
            return
        reason = self._overdue(self.loop.time())
        if reason:
            address = self.client[0] if self.client else ""
            log.event("connection_cut", level="warning", address=address, reason=reason)
            self.transport.abort()
            return
        self._timer = self.loop.call_later(_CHECK_SECONDS, self._check)

    def _overdue(self, now: float) -> str:
        since = self._waiting_since
        if since is not None and self.conn.their_state is h11.IDLE:
            if now - since > self.settings.header_deadline:
                return "headers"
        if self._blocked_since is not None and now - self._blocked_since > _READER_SECONDS:
            return "reader"
        if self.conn.their_state is h11.SEND_BODY and self._body_since is not None:
            if self.flow.read_paused:
                # The server itself is behind; the sender must not pay for that.
                self._body_since, self._body_bytes = now, 0
            elif now - self._body_since > self.settings.body_grace:
                if self._body_bytes < self.settings.body_rate * self.settings.body_grace:
                    return "body"
                self._body_since, self._body_bytes = now, 0
        return ""

    def _refuse(self, status: int, code: str) -> None:
        language = messages.LANGUAGES[1]
        data = body(Problem(status, code), language, "", "")
        head = (
            f"HTTP/1.1 {status} Refused\r\nContent-Type: application/problem+json\r\n"
            f"Content-Length: {len(data)}\r\nCache-Control: no-store\r\n"
            "X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
        )
        self.transport.write(head.encode("ascii") + data)
        self.transport.close()

    def send_400_response(self, msg: str) -> None:
        """What is not HTTP gets a problem document as well."""
        self._refuse(400, "bad_request")


def protocol_class(settings: Settings) -> type[DeadlineProtocol]:
    """The protocol bound to these settings."""
    return type("BoundProtocol", (DeadlineProtocol,), {"settings": settings})
