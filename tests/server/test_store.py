"""What survives: kill -9, a full disk, a busy database, tampering, a second process."""

from __future__ import annotations

import datetime
import http.client
import os
import random
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Callable

import pytest

from harness import Client, Server, make_draft, until, version
from server import audit
from server.store import Store, StoreBusy

# kill -9 rounds: enough to meet every stage in a development run, many more by request.
ROUNDS = 1000 if os.environ.get("FENMING_TEST_LONG") == "1" else 20


def test_kill_9_while_publishing(fresh: Callable[..., Server]) -> None:
    """Every acknowledged version is there afterwards, none is half there."""
    chance = random.Random(7)
    acknowledged = 0
    cookie = ""
    for _ in range(ROUNDS):
        server = fresh()
        admin = server.client() if cookie else server.signed_in()
        admin.cookie = cookie or admin.cookie
        cookie = admin.cookie
        published = check_versions(admin, acknowledged)
        acknowledged = max(acknowledged, published)
        confirmed = [acknowledged]
        progress = Progress()
        writer = threading.Thread(target=publish_until_dead, args=(admin, confirmed, progress))
        writer.start()
        progress.wait_for(chance.randint(2, 4))
        time.sleep(chance.uniform(0.0, progress.longest))
        server.stop(signal.SIGKILL)
        writer.join()
        acknowledged = confirmed[0]
    final = fresh()
    admin = final.client()
    admin.cookie = cookie
    assert check_versions(admin, acknowledged) >= 5, "the rounds published next to nothing"
    assert admin.get("/api/v1/audit?verify=1").json["chain"]["intact"] is True


class Progress:
    """How far a writer has come, so that a kill falls into its work however slow the machine is."""

    def __init__(self) -> None:
        self.longest = 0.0  # seconds of the slowest publication so far
        self._begun = 0
        self._at = time.monotonic()
        self._changed = threading.Condition()

    def begin(self) -> None:
        with self._changed:
            now = time.monotonic()
            if self._begun:
                self.longest = max(self.longest, now - self._at)
            self._begun, self._at = self._begun + 1, now
            self._changed.notify_all()

    def wait_for(self, publications: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self._begun >= publications, timeout=120)


def publish_until_dead(admin: Client, confirmed: list[int], progress: Progress) -> None:
    """Publishes version after version until the server is gone; notes what it acknowledged."""
    head = {"book": "k", "name": "K", "relation": "company_technician"}
    try:
        admin.post("/api/v1/books", head)
        while True:
            progress.begin()
            number = confirmed[0] + 1
            read = admin.get("/api/v1/books/k/draft")
            match = {"If-Match": read.headers["ETag"]} if read.status == 200 else {}
            match = match or {"If-None-Match": "*"}
            path = f"/api/v1/books/k/draft?base={confirmed[0]}"
            stored = admin.request("PUT", path, version(number), match)
            start = datetime.date(2100, 1, 1) + datetime.timedelta(days=number)
            tag = stored.headers["ETag"]
            answer = admin.post(
                "/api/v1/books/k/publish", {"from": start.isoformat()}, If_Match=tag
            )
            if answer.status == 201:
                confirmed[0] = answer.json["number"]
    except (OSError, ValueError, TypeError, http.client.HTTPException):
        return


def check_versions(admin: Client, at_least: int) -> int:
    """Checks the book's versions against the audit log; returns how many there are."""
    listed = [b for b in admin.get("/api/v1/books").json["books"] if b["id"] == "k"]
    versions = listed[0]["versions"] if listed else []
    numbers = [entry["number"] for entry in versions]
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) >= at_least
    entries = whole_audit(admin)
    logged = {e["detail"]["digest"] for e in entries if e["action"] == "version_published"}
    assert {entry["digest"] for entry in versions} == logged
    for entry in versions[-50:]:
        body = admin.get(f"/api/v1/books/k/versions/{entry['number']}")
        assert body.json["marker"] == entry["number"]
    if listed and listed[0]["draft"]:
        assert listed[0]["draft"]["base"] <= len(numbers)
    return len(numbers)


def whole_audit(admin: Client) -> list[dict[str, Any]]:
    """Every entry, page by page."""
    entries: list[dict[str, Any]] = []
    before = ""
    while True:
        page = admin.get(f"/api/v1/audit?limit=500{before}").json
        entries += page["entries"]
        if "next_before" not in page:
            return entries
        before = "&before=" + page["next_before"]


def limit_files() -> None:
    """In the child: no file may grow beyond 2 MiB, as if the disk were full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 * 1024**2, resource.RLIM_INFINITY))


def test_full_disk(fresh: Callable[..., Server]) -> None:
    server = fresh("--demo", "--demo-tickets", "100", preexec_fn=limit_files)
    admin = server.signed_in()
    tag = make_draft(admin, "full", marker=1)
    path = "/api/v1/books/full/draft"
    big = version(2, filler="x" * 3 * 1024**2)
    for _ in range(3):
        refused = admin.put(path, big, If_Match=tag)
        assert (refused.status, refused.json["code"]) == (507, "store_full"), refused
        assert refused.headers["Content-Type"] == "application/problem+json"
        read = admin.get(path)
        assert read.status == 200 and read.json["marker"] == 1 and read.headers["ETag"] == tag
    unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, unlimited)
    stored = admin.put(path, big, If_Match=tag)
    assert stored.status == 200, "freed space must be used without a restart"
    assert admin.get("/api/v1/audit?verify=1").json["chain"]["intact"] is True


def test_busy_database(fresh: Callable[..., Server]) -> None:
    server = fresh("--demo", "--demo-tickets", "100", "--busy-wait", "1")
    admin = server.signed_in()
    tag = make_draft(admin, "busy")
    path = "/api/v1/books/busy/draft"
    holder = sqlite3.connect(server.data / "fenming.db", isolation_level=None)
    try:
        holder.execute("BEGIN IMMEDIATE")
        refused = admin.put(path, version(2), If_Match=tag)
        assert (refused.status, refused.json["code"]) == (503, "store_busy")
        assert refused.headers["Retry-After"]
        assert admin.get(path).status == 200
        holder.execute("ROLLBACK")
    finally:
        holder.close()
    assert admin.put(path, version(2), If_Match=tag).status == 200


def test_second_process_is_refused(fresh: Callable[..., Server]) -> None:
    server = fresh()
    second = Server(server.data)
    assert second.stop_when_ended() == 2
    assert any("another Fenming server uses" in line for line in second.log)
    assert server.client().get("/healthz").status == 200


def test_sigterm_is_graceful(fresh: Callable[..., Server]) -> None:
    server = fresh()
    admin = server.signed_in()
    make_draft(admin, "last")
    assert server.stop(signal.SIGTERM) in (0, -signal.SIGTERM)
    assert server.events("stopped")
    assert not (server.data / "fenming.db-wal").exists(), "the log must be merged at the end"


def test_sigterm_does_not_wait_for_ever(fresh: Callable[..., Server]) -> None:
    """A request that never ends is dropped after the grace, long before its own deadline."""
    server = fresh("--body-grace", "3600")
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        head = f"POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
        head += "X-Fenming-Request: 1\r\nContent-Type: application/json\r\n"
        connection.sendall((head + "Content-Length: 100\r\n\r\n{").encode())
        until(lambda: server.client().get("/healthz").status == 200)
        assert server.stop(signal.SIGTERM) in (0, -signal.SIGTERM)
    assert server.events("stopped")


def test_audit_tampering_is_seen(fresh: Callable[..., Server]) -> None:
    server = fresh()
    admin = server.signed_in()
    for number in range(3):
        make_draft(admin, f"b{number}")
    cookie = admin.cookie
    server.stop()
    tamper(server.data, "UPDATE audit SET actor = 'somebody' WHERE seq = 2")
    again = fresh()
    answer = again.client().get("/readyz")
    assert (answer.status, answer.json["audit"]) == (503, "broken at 2")
    reader = again.client()
    reader.cookie = cookie
    chain = reader.get("/api/v1/audit?verify=1").json["chain"]
    assert chain == {"intact": False, "broken_at": "2"}


@pytest.mark.parametrize(
    ("sql", "seen_at"),
    [
        ("UPDATE audit SET detail = '{}' WHERE seq = 3", 3),
        ("DELETE FROM audit WHERE seq = 2", 2),
        ("DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)", 5),
        ("UPDATE audit SET at = at + 1 WHERE seq = 1", 1),
    ],
)
def test_audit_chain(tmp_path: Path, sql: str, seen_at: int) -> None:
    store = Store(tmp_path / "data")
    for number in range(5):
        with store.write() as connection:
            audit.append(connection, number, "a", "did", "x", {"n": number})
    audit.anchor(store)
    assert audit.verify(store) == 0
    store.close()
    tamper(tmp_path / "data", sql)
    store = Store(tmp_path / "data")
    assert audit.verify(store) == seen_at
    store.close()


def tamper(data: Path, sql: str) -> None:
    """Changes the audit table as somebody with the file would."""
    connection = sqlite3.connect(data / "fenming.db")
    connection.execute("DROP TRIGGER audit_never_changes")
    connection.execute("DROP TRIGGER audit_never_vanishes")
    connection.execute(sql)
    connection.commit()
    connection.close()


def test_transactions_are_whole(tmp_path: Path) -> None:
    store = Store(tmp_path / "data", busy_wait=1)
    with pytest.raises(RuntimeError):
        with store.write() as connection:
            audit.append(connection, 0, "a", "did", "x", {})
            raise RuntimeError
    assert store.one("SELECT count(*) FROM audit") == (0,)
    with pytest.raises(sqlite3.Error):
        store.reader().execute("DELETE FROM users")
    with store.write():
        failures: list[BaseException] = []

        def attempt() -> None:
            try:
                with store.write():
                    pass
            except StoreBusy as error:
                failures.append(error)

        thread = threading.Thread(target=attempt)
        thread.start()
        thread.join()
        assert len(failures) == 1
    store.close()


def test_print_config_and_unknown_keys(tmp_path: Path) -> None:
    from harness import ROOT

    def run(*flags: str, **keys: str) -> subprocess.CompletedProcess[str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("FENMING_")}
        command = [sys.executable, str(ROOT / "serve.py"), *flags]
        return subprocess.run(
            command, env={**kept, **keys}, cwd=tmp_path, capture_output=True, text=True, timeout=60
        )

    shown = run("--print-config", "--port", "9", FENMING_HOST="127.0.0.2")
    assert shown.returncode == 0
    assert {"FENMING_PORT=9", "FENMING_HOST=127.0.0.2"} <= set(shown.stdout.split())
    for flags, keys, reason in (
        ((), {"FENMING_PROT": "1"}, "FENMING_PROT"),
        ((), {"FENMING_PORT": "many"}, "whole number"),
        (("--host", "0.0.0.0"), {}, "--insecure"),
        (("--demo", "--empty"), {}, "exclude"),
        (("--tls-cert", "x"), {}, "belong together"),
    ):
        refused = run(*flags, **keys)
        assert refused.returncode == 2 and reason in refused.stderr, refused
    assert until(lambda: not (tmp_path / "data").exists())
