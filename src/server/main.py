"""Starting and stopping the server."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from typing import Any, Sequence

import uvicorn

from . import SERVER_VERSION, application, audit, config, demo, log, past_tickets, templates
from .auth import Auth
from .config import ConfigError, Settings
from .engine import Engine, EngineBusy, EngineFailed, EngineRefused
from .protocol import protocol_class
from .sheets import SheetReader
from .store import Store, StoreBusy, StoreFull, StoreUnusable
from .web import Services

_GRACE_SECONDS = 4


class _Server(uvicorn.Server):
    """uvicorn with an end: connections get some seconds, then the server stops anyway."""

    services: Services
    greeting: str
    _loop: asyncio.AbstractEventLoop

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            self._loop = asyncio.get_running_loop()
            print(self.greeting, flush=True)
            log.event("listening", version=SERVER_VERSION)

    def handle_exit(self, sig: int, frame: Any) -> None:
        first = not self.should_exit
        super().handle_exit(sig, frame)
        if first:
            log.event("stopping", signal=signal.Signals(sig).name)
            signal.setitimer(signal.ITIMER_REAL, _GRACE_SECONDS)

    def give_up_waiting(self, _sig: int, _frame: Any) -> None:
        """The grace is over: what is still open is dropped."""
        self.force_exit = True
        for connection in list(self.server_state.connections):
            # Newer Pythons wait for every connection, whatever uvicorn decided.
            self._loop.call_soon_threadsafe(connection.transport.abort)

    async def shutdown(self, sockets: Any = None) -> None:
        try:
            await super().shutdown(sockets=sockets)
        finally:
            close(self.services)


def close(services: Services) -> None:
    """Ends the workers, lets the threads finish, closes the database."""
    services.engine.stop()
    services.sheets.stop()
    for pool in services.pools.values():
        pool.shutdown(wait=True, cancel_futures=True)
    services.store.close()
    log.event("stopped")


def _bind(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise ConfigError(
            f"cannot listen on {settings.host}:{settings.port}: {error.strerror}; "
            "give another --port"
        ) from None
    listener.set_inheritable(False)
    return listener


def accepted_hosts(settings: Settings, port: int) -> frozenset[str]:
    """The Host header's values that name this server, in lower case."""
    names = {settings.host}
    if config.is_loopback(settings.host):
        names |= {"localhost", "127.0.0.1"}
    hosts = {f"[{name}]:{port}" if ":" in name else f"{name}:{port}" for name in names}
    default_port = 443 if settings.secure else 80
    if port == default_port:
        hosts |= {host.rsplit(":", 1)[0] for host in set(hosts)}
    if settings.origin:
        hosts.add(settings.origin.split("//", 1)[1].rstrip("/").lower())
    return frozenset(host.lower() for host in hosts)


def _greeting(services: Services, base: str) -> str:
    """What the terminal shows: where to go, with a one-time link where one is needed."""
    settings = services.settings
    lines = [f"Fenming {SERVER_VERSION} · 分明"]
    if settings.demo:
        user = demo.load(services.store, services.auth, services.engine, settings.demo_tickets)
        templates.load_demo(services.store, services.engine, services.library, demo.DEMO_USER)
        past_tickets.load_demo(services.store, services.engine)
        token = services.auth.issue_link("sign-in", user)
        lines.append(f"演示 · demo (one-time link): {base}/signin#once={token}")
    elif not services.auth.has_users():
        token = services.auth.issue_link("setup", None)
        lines.append(f"首次设置 · first administrator (one-time link): {base}/setup#once={token}")
    else:
        lines.append(f"打开 · open: {base}/")
    return "\n".join(lines)


def _serve(settings: Settings) -> int:
    store = Store(settings.data, settings.busy_wait)
    library = templates.Library(settings.library)
    engine, sheets = Engine(settings), SheetReader(settings)
    services = Services(settings, store, Auth(store), engine, sheets, library)
    listener = None
    try:
        services.audit_broken_at = audit.verify(store)
        if services.audit_broken_at:
            log.event("audit_broken", level="error", seq=services.audit_broken_at)
        listener = _bind(settings)
        port = listener.getsockname()[1]
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        scheme = "https" if settings.secure else "http"
        base = settings.origin.rstrip("/") or f"{scheme}://{host}:{port}"
        greeting = _greeting(services, base)
        audit.anchor(store)
        app = application.build(services, accepted_hosts(settings, port))
    except BaseException:
        if listener is not None:
            listener.close()
        close(services)
        raise
    server = _Server(
        uvicorn.Config(
            app,
            http=protocol_class(settings),
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=15,
            ssl_certfile=settings.tls_cert or None,
            ssl_keyfile=settings.tls_key or None,
        )
    )
    server.services = services
    server.greeting = greeting
    signal.signal(signal.SIGALRM, server.give_up_waiting)
    log.capture_libraries()
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        pass  # newer uvicorn raises Ctrl+C again after the server has stopped
    return 0


def main(argv: Sequence[str]) -> int:
    """The program. Returns its exit status: 2 for a setting or a data directory it cannot use."""
    try:
        settings, only_print = config.load(argv, os.environ)
        if only_print:
            print(config.describe(settings))
            return 0
        return _serve(settings)
    except (ConfigError, StoreUnusable, ValueError) as error:
        print(f"serve.py: {error}", file=sys.stderr)
    except (StoreBusy, StoreFull) as error:
        print(f"serve.py: the database takes no writes: {error}", file=sys.stderr)
    except (EngineFailed, EngineBusy, EngineRefused) as error:
        print(f"serve.py: the engine failed: {error}; run make build", file=sys.stderr)
    return 2
