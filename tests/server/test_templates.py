"""Templates: drafts of their authors, publishing through the engine, the library."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Callable

import pytest

from harness import Client, Response, Server

ASSETS = Path(__file__).resolve().parents[2] / "assets" / "templates"


def document(code: str, name: str = "测试", **more: Any) -> dict[str, Any]:
    template = {"schema": "fenming.template/1", "template": code, "name": name, "version": 1}
    template.update({"status": "draft", "nodes": [], "edges": []})
    return {"schema": "fenming.template-document/1", "template": template, **more}


def put(client: Client, code: str, body: Any, **headers: str) -> Response:
    return client.put(f"/api/v1/templates/{code}/draft", body, **headers)


def made(client: Client, code: str, **more: Any) -> str:
    created = put(client, code, document(code, **more), If_None_Match="*")
    assert created.status == 201, created.json
    return created.headers["ETag"]


def listed(client: Client, code: str) -> Any:
    entries = client.get("/api/v1/templates").json["templates"]
    return next((entry for entry in entries if entry["template"] == code), None)


@pytest.fixture(scope="module")
def other(shared: Server, admin: Client) -> Client:
    return shared.invited(admin, "drawer", "price_manager")


def test_a_draft_is_its_authors_own(admin: Client, other: Client) -> None:
    tag = made(admin, "own_draft")
    assert listed(admin, "own_draft")["draft_base"] == 0
    assert listed(other, "own_draft") is None
    assert other.get("/api/v1/templates/own_draft/draft").status == 404
    read = admin.get("/api/v1/templates/own_draft/draft")
    assert (read.status, read.headers["ETag"]) == (200, tag)
    assert read.headers["X-Fenming-Base"] == "0"
    changed = put(admin, "own_draft", document("own_draft", "改名"), If_Match=tag)
    assert changed.status == 200
    stale = put(admin, "own_draft", document("own_draft", "旧"), If_Match=tag)
    assert (stale.status, stale.json["code"]) == (412, "precondition_failed")
    assert stale.json["current"]["template"]["name"] == "改名"
    assert stale.json["current_etag"] == changed.headers["ETag"]
    assert put(admin, "own_draft", document("own_draft")).status == 428
    gone = admin.delete("/api/v1/templates/own_draft/draft", If_Match=changed.headers["ETag"])
    assert gone.status == 204
    assert listed(admin, "own_draft") is None


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("Upper", document("Upper")),
        ("a-b", document("a-b")),
        ("x" * 65, document("x" * 65)),
        ("other_code", document("another")),
        ("no_template", {}),
        ("no_name", {"template": {"template": "no_name"}}),
        ("long_name", {"template": {"template": "long_name", "name": "x" * 201}}),
        ("odd_name", {"template": {"template": "odd_name", "name": 7}}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_draft_is_refused(admin: Client, code: str, body: Any) -> None:
    answer = put(admin, code, body, If_None_Match="*")
    assert (answer.status, answer.json["code"]) == (422, "invalid_field")
    assert answer.json["errors"][0]["pointer"].startswith("/template")


def test_publishing_numbers_versions_and_keeps_them(admin: Client, other: Client) -> None:
    for number in (1, 2):
        tag = made(other, "counted", name=f"第 {number} 版")
        answer = other.post("/api/v1/templates/counted/publish", {"note": "因为"}, If_Match=tag)
        assert (answer.status, answer.json["number"]) == (201, number)
        assert answer.headers["Location"] == f"/api/v1/templates/counted/versions/{number}"
    entry = listed(admin, "counted")
    assert entry["name"] == "第 2 版"
    assert [(v["number"], v["status"], v["note"]) for v in entry["versions"]] == [
        (1, "retired", "因为"),
        (2, "published", "因为"),
    ]
    assert entry["versions"][0]["published_by"] == "drawer"
    first = admin.get("/api/v1/templates/counted/versions/1")
    assert first.json["template"]["name"] == "第 1 版"
    assert (first.json["template"]["version"], first.json["template"]["status"]) == (1, "published")
    assert admin.get("/api/v1/templates/counted/versions/3").status == 404
    assert other.get("/api/v1/templates/counted/draft").status == 404, "the draft became a version"
    newest = admin.get("/api/v1/audit?limit=1").json["entries"][0]
    assert (newest["action"], newest["object"]) == ("template_published", "template/counted")


def test_what_the_engine_refutes_is_not_published(admin: Client) -> None:
    tag = made(admin, "unsound", fake_refuted=True)
    answer = admin.post("/api/v1/templates/unsound/publish", {}, If_Match=tag)
    assert (answer.status, answer.json["code"]) == (422, "template_refuted")
    assert answer.json["check"]["verdicts"]["structure"] == "refuted"
    assert listed(admin, "unsound")["versions"] == []
    assert admin.get("/api/v1/templates/unsound/draft").status == 200, "it stays a draft"


def test_a_draft_of_an_older_version_is_merged_first(admin: Client, other: Client) -> None:
    mine, theirs = made(admin, "raced"), made(other, "raced")
    assert other.post("/api/v1/templates/raced/publish", {}, If_Match=theirs).status == 201
    late = admin.post("/api/v1/templates/raced/publish", {}, If_Match=mine)
    assert (late.status, late.json["code"]) == (409, "base_moved")
    assert (late.json["base"], late.json["latest"]) == (0, 1)
    path = "/api/v1/templates/raced/draft?base=1"
    merged = admin.put(path, document("raced"), If_Match=mine)
    assert merged.status == 200
    tag = merged.headers["ETag"]
    assert admin.post("/api/v1/templates/raced/publish", {}, If_Match=tag).json["number"] == 2


def test_a_repeated_publish_gives_the_first_answer(admin: Client) -> None:
    tag = made(admin, "repeated")
    key = {"If_Match": tag, "Idempotency_Key": "publish-repeated"}
    first = admin.post("/api/v1/templates/repeated/publish", {}, **key)
    again = admin.post("/api/v1/templates/repeated/publish", {}, **key)
    assert (first.status, again.status) == (201, 201)
    assert first.json == again.json
    assert len(listed(admin, "repeated")["versions"]) == 1


def test_the_library_is_offered(admin: Client) -> None:
    library = admin.get("/api/v1/templates").json["library"]
    assert {entry["template"] for entry in library} == {path.stem for path in ASSETS.glob("*.json")}
    for entry in library:
        content = admin.get(f"/api/v1/template-library/{entry['template']}").json
        assert content == json.loads((ASSETS / f"{entry['template']}.json").read_text())
    assert admin.get("/api/v1/template-library/nothing").status == 404
    assert admin.get("/api/v1/template-library/..%2Fnothing").status == 404


def test_the_engine_is_the_gate(fresh: Callable[..., Server], real_engine: Path) -> None:
    """With the real engine: the demo's templates are proved, an unsound one stays a draft."""
    server = fresh("--demo", "--demo-tickets", "1000", fake=False)
    admin = server.signed_in()
    entry = listed(admin, "ac_install")
    assert [version["number"] for version in entry["versions"]] == [1]
    published = admin.get("/api/v1/templates/ac_install/versions/1").json
    assert published["schema"] == "fenming.template-document/1"

    sound = json.loads(json.dumps(published))
    tag = put(admin, "ac_install", sound, If_None_Match="*").headers["ETag"]
    path = "/api/v1/templates/ac_install/publish"
    answer = admin.post(path, {}, If_Match=tag)
    assert (answer.status, answer.json["number"]) == (201, 2)

    # Without its join the two branches reach the call-back one after the other.
    broken = json.loads(json.dumps(published))
    for node in broken["template"]["nodes"]:
        if node["kind"] == "join":
            node["kind"] = "branch"
    tag = put(admin, "ac_install", broken, If_None_Match="*").headers["ETag"]
    refused = admin.post(path, {}, If_Match=tag)
    assert (refused.status, refused.json["code"]) == (422, "template_refuted")
    assert refused.json["check"]["verdicts"]["soundness"] == "refuted"

    unknown = {**sound, "surprise": 1}
    tag = put(admin, "ac_install", unknown, If_Match=tag).headers["ETag"]
    answer = admin.post(path, {}, If_Match=tag)
    assert answer.status == 422 and answer.json["code"] != "template_refuted"


def test_windows_at_a_template_hear_of_each_other(admin: Client, other: Client) -> None:
    def say(client: Client, window: str, place: str) -> Response:
        body = {"window": window, "place": place}
        return client.post("/api/v1/templates/met_here/presence", body)

    assert say(admin, "a", "canvas").status == 404, "nothing is there yet"
    tag = made(admin, "met_here")
    alone = {"others": [], "draft": tag, "latest": 0}
    assert say(admin, "a", "visit").json == alone
    assert say(other, "b", "canvas").status == 404, "somebody else's draft alone is not told"
    made(other, "met_here")
    (seen,) = say(other, "b", "canvas").json["others"]
    assert (seen["own"], seen["place"]) == (False, "visit")
    assert [one["place"] for one in say(admin, "c", "start").json["others"]] == ["visit", "canvas"]
    assert say(admin, "a", "x" * 201).status == 422
