"""The engine's workers: what a crash, a loop, a hostile request or a kill may cost."""

from __future__ import annotations

import json
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Callable

import pytest

from harness import ROOT, Client, Server, make_draft, until


def settle(client: Client, **ticket: object) -> tuple[int, str]:
    answer = client.post("/api/v1/settle", {"tickets": [{"ticket": "T-1", **ticket}]})
    return answer.status, answer.json.get("code", "")


def test_settle_passes_the_engines_lines_on(admin: Client) -> None:
    answer = admin.post("/api/v1/settle", {"tickets": [{"ticket": "A"}, {"ticket": "B"}]})
    assert answer.json == {
        "results": [{"ticket": "A", "total_fen": 15010}, {"ticket": "B", "total_fen": 15010}]
    }


@pytest.mark.parametrize("fault", ["crash", "loop", "memory", "nonsense"])
def test_a_fault_costs_one_request(admin: Client, fault: str) -> None:
    assert settle(admin, fake=fault) == (500, "engine_failed")
    assert settle(admin) == (200, "")


def test_the_engines_refusal_is_a_problem(admin: Client) -> None:
    answer = admin.request(
        "POST", "/api/v1/histories?name=x", b"", {"Content-Type": "application/jsonl"}
    )
    assert (answer.status, answer.json["code"]) == (422, "no_tickets")
    assert answer.json["errors"][0]["field"] == "tickets"


def quick_workers(server: Server) -> list[int]:
    """The process numbers of the quick workers started so far."""
    return [e["pid"] for e in server.events("engine_started") if e["worker"] == "quick"]


def test_killed_workers_under_load(fresh: Callable[..., Server]) -> None:
    server = fresh("--demo", "--demo-tickets", "100")
    admin = server.signed_in()
    results: list[tuple[int, str]] = []

    def load(_: int) -> None:
        client = Client(server.port)
        client.cookie = admin.cookie
        for _ in range(25):
            results.append(settle(client))

    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(load, number) for number in range(4)]
        for _ in range(6):
            try:
                os.kill(quick_workers(server)[-1], signal.SIGKILL)
            except ProcessLookupError:
                pass
            goal = len(results) + 5
            until(lambda: len(results) >= goal or all(job.done() for job in jobs))
        for job in jobs:
            job.result()
    assert len(results) == 100 and set(results) <= {(200, ""), (500, "engine_failed")}
    assert len(quick_workers(server)) >= 3, "too few workers died: the test proved nothing"
    assert settle(admin) == (200, "")


def test_readers_are_served_while_the_engine_hangs(fresh: Callable[..., Server]) -> None:
    server = fresh("--demo", "--demo-tickets", "100", "--engine-deadline", "5")
    admin = server.signed_in()
    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(settle, admin, fake="loop") for _ in range(4)]
        read = 0
        while not jobs[0].done():
            assert admin.get("/api/v1/books").status == 200
            read += 1
        assert read > 20
        assert all(job.result()[0] in (500, 503) for job in jobs)


def test_a_missing_engine_is_not_ready_but_serves(fresh: Callable[..., Server]) -> None:
    server = fresh("--engine", "nowhere.so", fake=False)
    answer = server.client().get("/readyz")
    assert (answer.status, answer.json["engine"]) == (503, "failed")
    assert server.client().get("/healthz").status == 200
    assert server.signed_in().get("/api/v1/books").status == 200


def test_workers_end_with_their_server(fresh: Callable[..., Server]) -> None:
    server = fresh("--demo", "--demo-tickets", "100")
    pids = [event["pid"] for event in server.events("engine_started")]
    assert len(pids) == 2
    server.stop(signal.SIGKILL)
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids))


def test_simulation(admin: Client) -> None:
    history = admin.get("/api/v1/histories").json["histories"][-1]["id"]
    manifest = admin.get(f"/api/v1/histories/{history}").json
    answer = admin.post("/api/v1/simulations", {"history": history})
    assert answer.json["columns"] == sum(part["bytes"] for part in manifest["parts"])
    make_draft(admin, "what-if", **{"from": "2026-01-01"})
    body = {"history": history, "with_draft": "what-if"}
    states = admin.post("/api/v1/simulations", body).json["states"]
    assert "in_force" in states and "draft" not in states, "the engine passes over drafts"
    assert admin.post("/api/v1/simulations", {"history": "none"}).status == 404


def test_real_engine_demo(real_engine: Path, fresh: Callable[..., Server]) -> None:
    """The built library behind the real worker: demo, check, settle, simulate."""
    server = fresh("--demo", "--demo-tickets", "2000", fake=False)
    admin = server.signed_in()
    assert admin.get("/readyz").status == 200
    books = admin.get("/api/v1/books").json["books"]
    assert books and all(book["versions"] for book in books)
    history = admin.get("/api/v1/histories").json["histories"][0]
    assert history["tickets"] == 2000
    book = books[0]
    newest = book["versions"][-1]["number"]
    body = admin.get(f"/api/v1/books/{book['id']}/versions/{newest}").json
    path = f"/api/v1/books/{book['id']}/draft"
    tag = admin.put(path, body, If_None_Match="*").headers["ETag"]
    check = admin.post(f"/api/v1/books/{book['id']}/check").json
    assert check["publishable"] is True, check
    codes = sorted({finding["code"] for finding in check["findings"]})
    publish = f"/api/v1/books/{book['id']}/publish"
    sent = {"from": "2099-01-01", "acknowledge": codes}
    assert admin.post(publish, sent, If_Match=tag).json["number"] == newest + 1
    assert admin.post("/api/v1/simulations", {"history": history["id"]}).status == 200


def test_real_engine_zones(real_engine: Path, fresh: Callable[..., Server]) -> None:
    """A zone table is stored, priced by, and refused where a place lies in two zones."""
    admin = fresh("--demo", "--demo-tickets", "200", fake=False).signed_in()
    read = admin.get("/api/v1/routing")
    body, tag = read.json, read.headers["ETag"]
    assert body["zones"][0]["zones"]
    body["zones"][0]["zones"] += [{"zone": "twice", "places": ["310115"]}]
    refused = admin.put("/api/v1/routing", body, If_Match=tag)
    assert refused.status == 422
    codes = [f["code"] for f in refused.json["findings"] if f["severity"] == "error"]
    assert codes == ["place_in_two_zones"]
    body["zones"][0]["zones"][-1] = {"zone": "hz", "ring": "主城", "places": ["3301"]}
    assert admin.put("/api/v1/routing", body, If_Match=tag).status == 200
    assert admin.get("/api/v1/book-file").json["zones"] == body["zones"]


def test_real_engine_settles_the_examples(
    real_engine: Path, fresh: Callable[..., Server]
) -> None:
    """The built library behind the real worker, on the documents' examples."""
    admin = fresh(fake=False).signed_in()
    assert admin.get("/readyz").json["engine_version"] == "fenming"
    make_draft(admin, "tiers", **{"from": "2027-01-01"})
    assert admin.post("/api/v1/books/tiers/check").status in (200, 422)
    lines = (ROOT / "docs" / "schema" / "example-tickets.jsonl").read_text(encoding="utf-8")
    file = json.loads((ROOT / "docs" / "schema" / "example-book.json").read_text(encoding="utf-8"))
    tickets = [json.loads(line) for line in lines.splitlines()]
    settled = admin.post("/api/v1/settle", {"tickets": tickets, "book_file": file})
    assert settled.status == 200 and len(settled.json["results"]) >= len(tickets)
