"""Books: drafts under If-Match, publishing, versions that never change, double submits."""

from __future__ import annotations

import json
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Callable

import pytest

from harness import Client, Server, make_draft, version

FAR = "2099-01-01"


def test_draft_life(admin: Client) -> None:
    tag = make_draft(admin, "life", marker=1)
    read = admin.get("/api/v1/books/life/draft")
    assert (read.headers["ETag"], read.json["marker"]) == (tag, 1)
    assert admin.get("/api/v1/books/life/draft", If_None_Match=tag).status == 304
    changed = admin.put("/api/v1/books/life/draft", version(2), If_Match=tag)
    assert changed.status == 200 and changed.headers["ETag"] != tag
    assert admin.delete("/api/v1/books/life/draft", If_Match=tag).status == 412
    assert admin.delete("/api/v1/books/life/draft").status == 428
    gone = admin.delete("/api/v1/books/life/draft", If_Match=changed.headers["ETag"])
    assert gone.status == 204
    assert admin.get("/api/v1/books/life/draft").status == 404
    again = make_draft(admin, "life")
    assert again not in (tag, changed.headers["ETag"]), "an ETag is never given twice"


def test_conflicts_show_the_current_document(admin: Client) -> None:
    tag = make_draft(admin, "conflict", marker=1)
    path = "/api/v1/books/conflict/draft"
    newer = admin.put(path, version(2), If_Match=tag).headers["ETag"]
    for headers, status in (({"If-Match": tag}, 412), ({}, 428), ({"If-None-Match": "*"}, 412)):
        response = admin.request("PUT", path, version(3), headers)
        assert response.status == status
        assert response.json["current"]["marker"] == 2
        assert response.json["current_etag"] == newer == response.headers["ETag"]
    assert admin.get(path).json["marker"] == 2
    missing = admin.put("/api/v1/books/nowhere/draft", version(), If_None_Match="*")
    assert missing.status == 404


def test_concurrent_edits_lose_nothing(admin: Client) -> None:
    make_draft(admin, "race", marker=0)
    path = "/api/v1/books/race/draft"
    refused = []

    def add(_: int) -> None:
        client = Client(admin.port)
        client.cookie = admin.cookie
        while True:
            read = client.get(path)
            body = {**read.json, "marker": read.json["marker"] + 1}
            answer = client.put(path, body, If_Match=read.headers["ETag"])
            if answer.status == 200:
                return
            assert answer.status == 412
            refused.append(1)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(24)))
    assert admin.get(path).json["marker"] == 24
    assert refused, "the clients never met: the test proved nothing"


def test_publish_refused_and_accepted(admin: Client) -> None:
    tag = make_draft(admin, "pub", fake_finding="error")
    path = "/api/v1/books/pub/publish"
    refused = admin.post(path, {"from": FAR, "acknowledge": ["fake_error"]}, If_Match=tag)
    assert (refused.status, refused.json["code"]) == (422, "not_publishable")
    assert refused.json["findings"][0]["severity"] == "error"
    body = version(fake_finding="warning")
    tag = admin.put("/api/v1/books/pub/draft", body, If_Match=tag).headers["ETag"]
    asked = admin.post(path, {"from": FAR}, If_Match=tag)
    assert (asked.status, asked.json["code"]) == (409, "warnings_unacknowledged")
    assert asked.json["findings"][0]["code"] == "fake_warning"
    assert admin.get("/api/v1/books/pub/versions/1").status == 404
    sent = {"from": FAR, "acknowledge": ["fake_warning"]}
    assert admin.post(path, sent).status == 428
    assert admin.post(path, sent, If_Match='"1"').status == 412
    done = admin.post(path, sent, If_Match=tag)
    assert (done.status, done.json["number"]) == (201, 1)
    stored = admin.get("/api/v1/books/pub/versions/1")
    assert (stored.json["from"], stored.json["version"]) == (FAR, 1)
    assert stored.headers["ETag"] == f'"{done.json["digest"]}"'
    assert admin.get("/api/v1/books/pub/draft").status == 404
    entry = next(b for b in admin.get("/api/v1/books").json["books"] if b["id"] == "pub")
    assert entry["versions"][0]["status"] == "scheduled" and entry["draft"] is None
    newest = admin.get("/api/v1/audit?limit=1").json["entries"][0]
    assert (newest["action"], newest["object"]) == ("version_published", "book/pub")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"from": "2020-01-01"}, "retroactive"),
        ({"from": "2099-02-30"}, "invalid_field"),
        ({}, "invalid_field"),
        ({"from": FAR, "acknowledge": "all"}, "invalid_field"),
        ({"from": FAR, "base": 7}, "base_moved"),
    ],
)
def test_publish_checks_its_fields(admin: Client, body: dict[str, object], code: str) -> None:
    make = admin.get("/api/v1/books/fields/draft")
    tag = make.headers["ETag"] if make.status == 200 else make_draft(admin, "fields")
    response = admin.post("/api/v1/books/fields/publish", body, If_Match=tag)
    assert response.json["code"] == code


def test_a_draft_of_an_older_base_is_not_published(admin: Client) -> None:
    tag = make_draft(admin, "base")
    assert admin.post("/api/v1/books/base/publish", {"from": FAR}, If_Match=tag).status == 201
    path = "/api/v1/books/base/draft?base=0"
    tag = admin.put(path, version(), If_None_Match="*").headers["ETag"]
    late = {"from": "2099-06-01"}
    moved = admin.post("/api/v1/books/base/publish", late, If_Match=tag)
    assert (moved.status, moved.json["latest"]) == (409, 1)
    early = admin.post("/api/v1/books/base/publish", {"from": FAR, "base": 1}, If_Match=tag)
    assert early.json["code"] == "from_not_after"
    assert (
        admin.post("/api/v1/books/base/publish", {**late, "base": 1}, If_Match=tag).json["number"]
        == 2
    )


def test_published_versions_cannot_change(shared: Server, admin: Client) -> None:
    connection = sqlite3.connect(shared.data / "fenming.db")
    try:
        for sql in (
            "UPDATE versions SET body = x'00'",
            "DELETE FROM versions",
            "INSERT OR REPLACE INTO versions SELECT * FROM versions LIMIT 1",
            "INSERT INTO versions SELECT book, 9, valid_from, body, digest, published_by,"
            " published_at FROM versions WHERE book = 'technician' AND number = 1",
            "UPDATE audit SET actor = 'nobody'",
            "DELETE FROM audit",
        ):
            with pytest.raises(sqlite3.Error):
                connection.execute(sql)
            connection.rollback()
    finally:
        connection.close()


def test_book_file(admin: Client) -> None:
    make_draft(admin, "technician-2", marker=5)
    plain = admin.get("/api/v1/book-file").json
    assert list(plain)[0] == "schema" and "technician-2" not in [b["book"] for b in plain["books"]]
    with_draft = admin.get("/api/v1/book-file?with_draft=technician-2").json
    added = next(b for b in with_draft["books"] if b["book"] == "technician-2")
    assert list(added) == ["book", "name", "relation", "versions"]
    assert list(added["versions"][0])[:3] == ["version", "status", "from"]
    assert added["versions"][0]["status"] == "draft" and added["versions"][0]["marker"] == 5
    assert [b for b in with_draft["books"] if b["book"] != "technician-2"] == plain["books"]
    demo = next(b for b in plain["books"] if b["book"] == "technician")
    assert [v["version"] for v in demo["versions"]] == [1, 2, 3]
    dated = admin.get("/api/v1/book-file?with_draft=technician-2&from=2026-01-01").json
    stands = next(b for b in dated["books"] if b["book"] == "technician-2")["versions"][0]
    assert (stands["status"], stands["from"]) == ("in_force", "2026-01-01")
    assert admin.get("/api/v1/book-file?with_draft=technician-2&from=soon").status == 422
    assert admin.get("/api/v1/book-file?with_draft=nowhere").status == 404
    tag = admin.get("/api/v1/book-file").headers["ETag"]
    assert admin.get("/api/v1/book-file", If_None_Match=tag).status == 304


def test_check(admin: Client) -> None:
    make_draft(admin, "checked", fake_finding="warning")
    answer = admin.post("/api/v1/books/checked/check")
    assert answer.status == 200 and answer.json["publishable"] is True
    assert "checked" in [finding["book"] for finding in answer.json["findings"]]


def test_routing(fresh: Callable[..., Server]) -> None:
    admin = fresh("--demo", "--demo-tickets", "100").signed_in()
    read = admin.get("/api/v1/routing")
    assert read.json == {"routing": []}
    body = {"calendars": [], "routing": [{"route": "all"}]}
    assert admin.put("/api/v1/routing", body).status == 428
    stored = admin.put("/api/v1/routing", body, If_Match=read.headers["ETag"])
    assert stored.status == 200
    assert admin.put("/api/v1/routing", body, If_Match=read.headers["ETag"]).status == 412
    assert admin.get("/api/v1/book-file").json["routing"] == [{"route": "all"}]
    for wrong in ({"routing": {}}, {"routing": [], "books": []}):
        tag = stored.headers["ETag"]
        assert admin.put("/api/v1/routing", wrong, If_Match=tag).status == 422


@pytest.mark.parametrize(
    "body",
    [
        {"book": "a/b", "name": "x", "relation": "company_technician"},
        {"book": "", "name": "x", "relation": "company_technician"},
        {"book": "a", "name": "", "relation": "company_technician"},
        {"book": "a", "name": "x", "relation": "owner"},
        {"book": "a", "name": "x", "relation": "company_technician", "position": 0},
    ],
)
def test_new_books_are_checked(admin: Client, body: dict[str, object]) -> None:
    response = admin.post("/api/v1/books", body)
    assert response.status == 422 and response.json["errors"][0]["pointer"]


def test_idempotency(admin: Client) -> None:
    body = {"book": "once", "name": "Once", "relation": "company_technician"}
    first = admin.post("/api/v1/books", body, Idempotency_Key="key-1")
    again = admin.post("/api/v1/books", body, Idempotency_Key="key-1")
    assert (first.status, again.status) == (201, 201)
    assert again.body == first.body and again.headers["Idempotency-Replayed"] == "true"
    assert again.headers["Location"] == first.headers["Location"]
    other = admin.post("/api/v1/books", {**body, "name": "Two"}, Idempotency_Key="key-1")
    assert (other.status, other.json["code"]) == (422, "idempotency_reused")
    refused = admin.post("/api/v1/books", {**body, "book": "?"}, Idempotency_Key="key-2")
    assert refused.status == 422
    corrected = admin.post("/api/v1/books", {**body, "book": "ok"}, Idempotency_Key="key-2")
    assert corrected.status == 201, "a refusal must not use up the key"
    assert admin.post("/api/v1/books", body, Idempotency_Key="x" * 256).status == 400


def test_fifty_double_submits_are_one(admin: Client) -> None:
    tag = make_draft(admin, "fifty")
    body = {"from": FAR}
    start = threading.Barrier(25)

    def submit(number: int) -> tuple[int, bytes]:
        client = Client(admin.port)
        client.cookie = admin.cookie
        start.wait()
        answer = client.post(
            "/api/v1/books/fifty/publish", body, If_Match=tag, Idempotency_Key="fifty"
        )
        return answer.status, answer.body

    with ThreadPoolExecutor(25) as pool:
        answers = list(pool.map(submit, range(50)))
    good = {content for status, content in answers if status == 201}
    others = {json.loads(content)["code"] for status, content in answers if status != 201}
    assert len(good) == 1 and others <= {"idempotency_running"}
    entries = admin.get("/api/v1/audit?limit=500").json["entries"]
    published = [e for e in entries if e["object"] == "book/fifty" and "publish" in e["action"]]
    assert len(published) == 1
