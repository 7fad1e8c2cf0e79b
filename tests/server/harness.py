"""A started server and a client for it: real processes, real sockets."""

from __future__ import annotations

import http.client
import json
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Callable
from urllib.parse import parse_qs, urlsplit

ROOT = Path(__file__).resolve().parents[2]
FAKE = Path(__file__).resolve().parent / "fake_engine.py"
LIBRARY = ROOT / "build" / "native" / "libfenming.so"
READY_SECONDS = 30


def until(condition: Callable[[], Any], seconds: float = READY_SECONDS) -> Any:
    """Polls until `condition` gives something true; fails after a generous bound."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        value = condition()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError("the condition did not come true")


class Response:
    """A complete answer."""

    def __init__(self, raw: http.client.HTTPResponse) -> None:
        self.status = raw.status
        self.headers = raw.headers
        self.body = raw.read()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def __repr__(self) -> str:
        return f"<{self.status} {self.body[:300]!r}>"


class Client:
    """One browser: it keeps the cookie and sends what our own script would send."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = ""

    def request(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> Response:
        sent = {"Accept-Language": "en", "X-Fenming-Request": "1"}
        if self.cookie:
            sent["Cookie"] = self.cookie
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        if body is not None:
            sent["Content-Type"] = "application/json"
        for name, value in (headers or {}).items():
            sent[name] = value
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(
                method, path, body, {name: value for name, value in sent.items() if value}
            )
            response = Response(connection.getresponse())
        finally:
            connection.close()
        cookie = response.headers.get("Set-Cookie")
        if cookie:
            self.cookie = cookie.split(";")[0]
        return response

    def get(self, path: str, **headers: str) -> Response:
        return self.request("GET", path, None, _names(headers))

    def post(self, path: str, body: Any = None, **headers: str) -> Response:
        return self.request("POST", path, body, _names(headers))

    def put(self, path: str, body: Any = None, **headers: str) -> Response:
        return self.request("PUT", path, body, _names(headers))

    def patch(self, path: str, body: Any = None, **headers: str) -> Response:
        return self.request("PATCH", path, body, _names(headers))

    def delete(self, path: str, **headers: str) -> Response:
        return self.request("DELETE", path, None, _names(headers))


def _names(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


class Server:
    """serve.py as a process of its own, on a free port."""

    def __init__(self, data: Path, *flags: str, fake: bool = True, **popen: Any) -> None:
        self.data = data
        command = [sys.executable, str(ROOT / "serve.py"), "--data", str(data), "--port", "0"]
        if fake:
            command += ["--engine-worker", str(FAKE)]
        command += flags
        environment = {k: v for k, v in os.environ.items() if not k.startswith("FENMING_")}
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            cwd=data.parent,
            text=True,
            **popen,
        )
        self.log: list[str] = []
        self.output: "queue.Queue[str]" = queue.Queue()
        self._threads = [
            threading.Thread(target=self._read_log, daemon=True),
            threading.Thread(target=self._read_output, daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        self.link = ""
        self.port = 0

    def _read_log(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.log.append(line)

    def _read_output(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.output.put(line)

    def start(self) -> "Server":
        """Waits until the greeting is printed."""
        while not self.port:
            try:
                line = self.output.get(timeout=0.2)
            except queue.Empty:
                if self.process.poll() is not None:
                    raise AssertionError("the server ended:\n" + "".join(self.log)) from None
                continue
            found = re.search(r"http://[^:]+:(\d+)/(\S*)", line)
            if found:
                self.port = int(found.group(1))
                self.link = found.group(2)
        until(self._answers)
        return self

    def _answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            return True
        except OSError:
            return False

    @property
    def token(self) -> str:
        return self.link.partition("#once=")[2]

    def client(self) -> Client:
        return Client(self.port)

    def signed_in(self) -> Client:
        """A client signed in by the printed link."""
        client = self.client()
        if self.link.startswith("setup"):
            body = {"token": self.token, "name": "Chief", "password": PASSWORD}
            response = client.post("/api/v1/setup", body)
        else:
            response = client.post("/api/v1/session/link", {"token": self.token})
        assert response.status in (200, 201), response
        return client

    def invited(self, admin: Client, name: str, role: str) -> Client:
        """A client of a new person, signed in by his invitation; his password is PASSWORD."""
        response = admin.post("/api/v1/people", {"name": name, "role": role})
        assert response.status == 201, response
        client = self.client()
        body = {"token": link_token(response), "password": PASSWORD}
        assert client.post("/api/v1/invitation", body).status == 200
        return client

    def events(self, name: str) -> list[dict[str, Any]]:
        found = (json.loads(line) for line in list(self.log) if line.startswith("{"))
        return [record for record in found if record["event"] == name]

    def stop(self, with_signal: int = signal.SIGTERM) -> int:
        """Ends the server; returns its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(with_signal)
        status = self.process.wait(timeout=30)
        for thread in self._threads:
            thread.join(timeout=10)
        return status

    def stop_when_ended(self) -> int:
        """Waits for a server that ends by itself; returns its exit status."""
        status = self.process.wait(timeout=30)
        for thread in self._threads:
            thread.join(timeout=10)
        return status

    def __enter__(self) -> "Server":
        return self.start()

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.stop(signal.SIGKILL)


def link_token(response: Response) -> str:
    """The token in the path of an answered invitation."""
    fragment = urlsplit(response.json["invitation"]["path"]).fragment
    return parse_qs(fragment)["once"][0]


PASSWORD = "correct horse battery staple"


def version(marker: int = 0, **more: Any) -> dict[str, Any]:
    """A draft's body as far as the server and the fake engine care."""
    body = {"version": 1, "status": "draft", "from": "2027-01-01", "tiers": [], "marker": marker}
    return {**body, **more}


def make_draft(client: Client, book: str = "b1", **more: Any) -> str:
    """Creates a book if need be and one's draft of it; returns the draft's ETag."""
    head = {"book": book, "name": "Book", "relation": "company_technician"}
    assert client.post("/api/v1/books", head).status in (201, 409)
    response = client.put(f"/api/v1/books/{book}/draft", version(**more), If_None_Match="*")
    assert response.status == 201, response
    return str(response.headers["ETag"])
