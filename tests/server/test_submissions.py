"""A second person publishes: submissions, the company's setting, and who is at work on a book."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

from harness import Client, Response, Server, make_draft, version
from server.presence import GONE_SECONDS, MOST_WINDOWS, Presence

FAR = "2099-01-01"
HANDED_IN = {"from": FAR, "acknowledge": []}


@pytest.fixture(scope="module")
def second(shared: Server, admin: Client) -> Client:
    return shared.invited(admin, "second", "price_manager")


def submit(client: Client, book: str, tag: str, **more: Any) -> Response:
    path = f"/api/v1/books/{book}/submissions"
    return client.post(path, {**HANDED_IN, **more}, If_Match=tag)


def decide(client: Client, submission: str, what: str, **body: Any) -> Response:
    return client.post(f"/api/v1/submissions/{submission}/{what}", body)


def listed(client: Client, submission: str) -> Any:
    entries = client.get("/api/v1/submissions").json["submissions"]
    return next(entry for entry in entries if entry["id"] == submission)


@pytest.fixture
def two_needed(admin: Client) -> Iterator[None]:
    read = admin.get("/api/v1/company")
    assert read.json == {"second_person": False, "legal_entities": []}
    on = admin.put("/api/v1/company", {"second_person": True}, If_Match=read.headers["ETag"])
    assert on.status == 200
    yield
    tag = admin.get("/api/v1/company").headers["ETag"]
    assert admin.put("/api/v1/company", {"second_person": False}, If_Match=tag).status == 200


def test_another_person_publishes(admin: Client, second: Client, two_needed: None) -> None:
    tag = make_draft(admin, "four", marker=4)
    alone = admin.post("/api/v1/books/four/publish", HANDED_IN, If_Match=tag)
    assert (alone.status, alone.json["code"]) == (403, "second_person_needed")
    handed_in = submit(admin, "four", tag, note=" 年度调价 ")
    assert (handed_in.status, handed_in.json["state"]) == (201, "waiting")
    assert handed_in.json["note"] == "年度调价"
    number = handed_in.json["id"]
    assert second.get(f"/api/v1/submissions/{number}").json["marker"] == 4
    own = decide(admin, number, "approve")
    assert (own.status, own.json["code"]) == (403, "own_submission")
    assert decide(admin, number, "reject", reason="x").status == 403
    done = decide(second, number, "approve")
    assert (done.status, done.json["number"], done.json["from"]) == (201, 1, FAR)
    assert admin.get("/api/v1/books/four/draft").status == 404, "the draft became the version"
    entry = next(b for b in admin.get("/api/v1/books").json["books"] if b["id"] == "four")
    people = [(v["prepared_by"], v["published_by"]) for v in entry["versions"]]
    assert people == [(admin.get("/api/v1/me").json["name"], "second")]
    decided = listed(admin, number)
    assert (decided["state"], decided["number"], decided["decided_by"]) == ("approved", 1, "second")
    newest = admin.get("/api/v1/audit?limit=1").json["entries"][0]
    assert newest["action"] == "version_published"
    assert newest["detail"]["prepared_by"] == entry["versions"][0]["prepared_by"]
    again = decide(second, number, "approve")
    assert (again.status, again.json["code"]) == (409, "submission_decided")
    assert again.json["current"]["state"] == "approved"


def test_what_is_handed_in_is_what_is_published(admin: Client, second: Client) -> None:
    tag = make_draft(admin, "frozen", marker=1)
    number = submit(admin, "frozen", tag).json["id"]
    later = admin.put("/api/v1/books/frozen/draft", version(2), If_Match=tag)
    assert later.status == 200
    assert decide(second, number, "approve").status == 201
    assert admin.get("/api/v1/books/frozen/versions/1").json["marker"] == 1
    assert admin.get("/api/v1/books/frozen/draft").json["marker"] == 2, "later work stays"


def test_sent_back_withdrawn_replaced(admin: Client, second: Client) -> None:
    tag = make_draft(admin, "back")
    first = submit(admin, "back", tag).json["id"]
    for reason in ("", "  ", "x" * 1001, 5, None):
        assert decide(second, first, "reject", reason=reason).status == 422
    back = decide(second, first, "reject", reason="三线城市太高")
    decided = (back.status, back.json["state"], back.json["reason"])
    assert decided == (200, "rejected", "三线城市太高")
    assert admin.get("/api/v1/books/back/draft").headers["ETag"] == tag
    replaced = submit(admin, "back", tag).json["id"]
    newest = submit(admin, "back", tag, **{"from": "2099-02-01"}).json["id"]
    assert listed(admin, replaced)["state"] == "withdrawn"
    foreign = decide(second, newest, "withdraw")
    assert (foreign.status, foreign.json["code"]) == (403, "not_own_submission")
    assert decide(admin, newest, "withdraw").json["state"] == "withdrawn"
    assert decide(second, newest, "approve").status == 409
    assert decide(second, "999999", "approve").status == 404
    assert decide(second, "none", "reject", reason="x").status == 404


def test_approving_checks_as_everything_stands_now(admin: Client, second: Client) -> None:
    tag = make_draft(admin, "moved", fake_finding="warning")
    asked = submit(admin, "moved", tag)
    assert (asked.status, asked.json["code"]) == (409, "warnings_unacknowledged")
    number = submit(admin, "moved", tag, acknowledge=["fake_warning"]).json["id"]
    other = make_draft(second, "moved")
    sent = {"from": "2098-01-01"}
    path = "/api/v1/books/moved/publish"
    assert second.post(path, sent, If_Match=other).status == 201
    late = decide(second, number, "approve")
    assert (late.status, late.json["code"]) == (409, "base_moved")
    assert (late.json["base"], late.json["latest"]) == (0, 1)
    assert listed(admin, number)["state"] == "waiting"
    bad = make_draft(admin, "bad", fake_finding="error")
    assert submit(admin, "bad", bad).json["code"] == "not_publishable"


def test_two_who_approve_at_once_publish_once(
    shared: Server, admin: Client, second: Client
) -> None:
    third = shared.invited(admin, "third", "price_manager")
    tag = make_draft(admin, "both")
    number = submit(admin, "both", tag).json["id"]
    answers: list[Response] = []
    threads = [
        threading.Thread(target=lambda who=who: answers.append(decide(who, number, "approve")))
        for who in (second, third)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status for answer in answers) == [201, 409]
    assert admin.get("/api/v1/books/both/versions/2").status == 404


def test_the_companys_settings(admin: Client, second: Client) -> None:
    read = admin.get("/api/v1/company")
    tag = read.headers["ETag"]
    refused = second.put("/api/v1/company", {"second_person": True}, If_Match=tag)
    assert (refused.status, refused.json["code"]) == (403, "not_allowed")
    assert admin.put("/api/v1/company", {"second_person": True}).status == 428
    bodies: list[dict[str, Any]] = [{}, {"second_person": 1}, {"second_person": True, "x": 1}]
    for body in bodies:
        assert admin.put("/api/v1/company", body, If_Match=tag).status == 422
    entity = {"code": "sh", "name": "上海分明", "tax_number": "91310000MA1FL0000X"}
    wrong = [{"code": "s h"}, {"name": " "}, {"tax_number": "1"}, {"extra": 1}]
    for change in wrong:
        body = {"second_person": False, "legal_entities": [{**entity, **change}]}
        refused = admin.put("/api/v1/company", body, If_Match=tag)
        assert refused.status == 422
        assert "legal_entities/0" in refused.json["errors"][0]["pointer"]
    twice = {"second_person": False, "legal_entities": [entity, entity]}
    assert admin.put("/api/v1/company", twice, If_Match=tag).status == 422
    kept = {"second_person": False, "legal_entities": [entity]}
    tag = admin.put("/api/v1/company", kept, If_Match=tag).headers["ETag"]
    same = admin.put("/api/v1/company", {"second_person": False}, If_Match=tag)
    assert same.status == 200 and same.headers["ETag"] != tag
    assert admin.put("/api/v1/company", {"second_person": False}, If_Match=tag).status == 412
    entry = admin.get("/api/v1/audit?limit=1").json["entries"][0]
    assert (entry["action"], entry["detail"]["after"]) == (
        "company_changed",
        {"second_person": False, "legal_entities": [entity]},
    )
    none = {"second_person": False, "legal_entities": []}
    assert admin.put("/api/v1/company", none, If_Match=same.headers["ETag"]).status == 200


def test_windows_hear_of_each_other(admin: Client, second: Client) -> None:
    tag = make_draft(admin, "here")
    path = "/api/v1/books/here/presence"

    def say(client: Client, window: str, place: str) -> Any:
        return client.post(path, {"window": window, "place": place})

    alone = say(admin, "a", "tiers/premium")
    assert alone.json == {"others": [], "draft": tag, "latest": 0}
    met = say(second, "b", "items").json
    assert [(o["own"], o["place"]) for o in met["others"]] == [(False, "tiers/premium")]
    assert met["draft"] is None
    others = say(admin, "c", "parts").json["others"]
    places = sorted((other["own"], other["place"]) for other in others)
    assert places == [(False, "items"), (True, "tiers/premium")]
    assert say(admin, "a", "").json["others"], "who leaves still hears"
    assert [o["place"] for o in say(second, "b", "items").json["others"]] == ["parts"]
    assert say(admin, "", "x").status == 422
    assert say(admin, "a", "x" * 201).status == 422
    missing = admin.post("/api/v1/books/nowhere/presence", {"window": "a", "place": "x"})
    assert missing.status == 404


def test_presence_ends_by_itself() -> None:
    presence = Presence()
    presence.say("b", "w1", 1, "王", "tiers/a", 100)
    kept = presence.say("b", "w2", 2, "李", "items", 110)
    assert [(o["name"], o["since"]) for o in kept] == [("王", 100)]
    presence.say("b", "w1", 1, "王", "tiers/a", 120)
    stays = presence.say("b", "w2", 2, "李", "items", 100 + GONE_SECONDS + 1)
    assert [o["since"] for o in stays] == [100], "the same place: since it was entered"
    assert presence.say("b", "w2", 2, "李", "items", 121 + GONE_SECONDS) == []
    for number in range(MOST_WINDOWS + 5):
        presence.say("c", f"w{number}", 1, "王", "items", 1000)
    assert len(presence.say("c", "new", 1, "王", "items", 1000)) == MOST_WINDOWS


def test_a_submission_survives_a_restart(fresh: Callable[..., Server], tmp_path: Path) -> None:
    server = fresh()
    admin = server.signed_in()
    number = submit(admin, "keep", make_draft(admin, "keep", marker=7)).json["id"]
    server.stop()
    again = fresh()
    client = again.client()
    client.cookie = admin.cookie
    assert listed(client, number)["state"] == "waiting"
    assert client.get(f"/api/v1/submissions/{number}").json["marker"] == 7
