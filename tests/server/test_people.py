"""People: invitations, roles, disabling, and what each role may do."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

from harness import PASSWORD, Client, Response, Server, link_token, make_draft
from server import auth as auth_module
from server import people, rights
from server.application import RULES
from server.auth import LINK_SECONDS, TRIES, Auth, User
from server.problem import Problem
from server.store import Store
from test_account import Clock

# What a viewer may do although its method could change something: his own account, and computing.
VIEWER_MAY = {
    ("DELETE", "/api/v1/session"),
    ("PATCH", "/api/v1/me/preferences"),
    ("POST", "/api/v1/me/password"),
    ("POST", "/api/v1/settle"),
    ("POST", "/api/v1/simulations"),
    ("POST", "/api/v1/table-files"),
}
MANAGER_MAY_NOT = {
    ("GET", "/api/v1/people"),
    ("POST", "/api/v1/people"),
    ("PATCH", "/api/v1/people/{id}"),
    ("POST", "/api/v1/people/{id}/invitation"),
    ("PUT", "/api/v1/routing"),
    ("PUT", "/api/v1/company"),
}


@pytest.fixture(scope="module")
def viewer(shared: Server, admin: Client) -> Client:
    return shared.invited(admin, "reader", "viewer")


@pytest.fixture(scope="module")
def manager(shared: Server, admin: Client) -> Client:
    return shared.invited(admin, "pricer", "price_manager")


@pytest.fixture
def office(fresh: Callable[..., Server]) -> tuple[Server, Client]:
    """A fresh server and its only administrator."""
    server = fresh()
    return server, server.signed_in()


def person_of(admin: Client, name: str) -> dict[str, Any]:
    return next(p for p in admin.get("/api/v1/people").json["people"] if p["name"] == name)


def change(admin: Client, name: str, body: dict[str, Any]) -> Response:
    person = person_of(admin, name)
    tag = f'"{person["revision"]}"'
    return admin.patch(f"/api/v1/people/{person['id']}", body, If_Match=tag)


def call(client: Client, rule: Any) -> Response:
    """Calls a route with places that do not exist, so that an allowed call changes nothing."""
    path = rule.path.replace("{id}", "999999")
    for name in ("book", "history", "upload"):
        path = path.replace("{" + name + "}", "no-such")
    return client.request(rule.method, path.replace("{number}", "1").replace("{place}", "0"), {})


def actions(admin: Client, name: str) -> list[str]:
    entries = admin.get("/api/v1/audit?limit=500").json["entries"]
    return [e["action"] for e in reversed(entries) if e["object"] == f"user/{name}"]


def test_every_route_has_a_right_and_every_right_a_route() -> None:
    assert {(rule.method, rule.path) for rule in RULES} == set(rights.NEEDED)
    given = {right for granted in rights.ROLES.values() for right in granted}
    assert set(rights.NEEDED.values()) == given | {rights.PUBLIC}
    assert all(rights.allows("administrator", right) for right in given)
    assert rights.ROLES.keys() == rights.ROLE_NAMES.keys()


def test_what_is_not_in_the_table_is_denied() -> None:
    unknown = rights.needed("POST", "/api/v1/forgotten")
    assert not any(rights.allows(role, unknown) for role in rights.ROLES)
    assert not rights.allows("owner", rights.READ)


def test_a_viewer_is_refused_on_every_changing_route(viewer: Client) -> None:
    refused = 0
    for rule in RULES:
        key = (rule.method, rule.path)
        if rule.changes and not rule.public and key not in VIEWER_MAY:
            response = call(viewer, rule)
            assert (response.status, response.json["code"]) == (403, "not_allowed"), key
            refused += 1
    assert refused >= 14


def test_a_viewer_reads_everything_but_people(viewer: Client, admin: Client) -> None:
    closed = ("/api/v1/people", "/api/v1/import-names")  # about persons, or for changes alone
    history = admin.get("/api/v1/histories").json["histories"][0]["id"]
    tag = make_draft(admin, "read-by-all")
    path = "/api/v1/books/read-by-all/submissions"
    waiting = admin.post(path, {"from": "2099-01-01"}, If_Match=tag).json["id"]
    known = {"template": "ac_install", "book": "technician", "number": 1, "id": waiting}
    known |= {"history": history, "place": 0}
    for rule in RULES:
        if rule.method == "GET" and rule.path not in closed:
            path = rule.path.format(**known)
            own_draft = "/draft" in rule.path
            asks_more = path.endswith(("/tables", "/import-mappings"))  # by their query
            expected = 404 if own_draft else 422 if asks_more else 200
            assert viewer.get(path).status == expected, rule
    assert all(viewer.get(path).status == 403 for path in closed)
    assert viewer.post("/api/v1/settle", {"tickets": [{"ticket": "A"}]}).status == 200
    assert viewer.post("/api/v1/simulations", {"history": history}).status == 200
    assert viewer.patch("/api/v1/me/preferences", {"theme": "dark"}).status == 200


def test_a_price_manager_may_do_all_but_people_and_routing(manager: Client) -> None:
    for rule in RULES:
        key = (rule.method, rule.path)
        if rule.public or key in (("DELETE", "/api/v1/session"), ("POST", "/api/v1/me/password")):
            continue
        response = call(manager, rule)
        assert (response.status == 403) is (key in MANAGER_MAY_NOT), (key, response)
    make_draft(manager, "managed")


def test_a_refusal_names_the_role_and_whom_to_ask(viewer: Client, manager: Client) -> None:
    body = viewer.post("/api/v1/books", {}).json
    assert body["needed_role"] == "price_manager"
    assert "price manager" in body["detail"] and "viewer" in body["detail"]
    assert "demo" in body["detail"]
    chinese = viewer.post("/api/v1/books", {}, Accept_Language="zh-CN").json["detail"]
    assert "价格经理" in chinese and "查看者" in chinese and "demo" in chinese
    assert manager.put("/api/v1/routing", {}).json["needed_role"] == "administrator"


def test_me_tells_role_and_rights(admin: Client, manager: Client, viewer: Client) -> None:
    for client, role in ((admin, "administrator"), (manager, "price_manager"), (viewer, "viewer")):
        me = client.get("/api/v1/me").json
        assert (me["role"], me["rights"]) == (role, list(rights.ROLES[role]))


# --- invitations


def test_an_invitation_works_once(office: tuple[Server, Client]) -> None:
    server, admin = office
    response = admin.post("/api/v1/people", {"name": "Li Wei", "role": "viewer"})
    assert response.status == 201 and response.headers["ETag"]
    assert person_of(admin, "li wei")["state"] == "invited"
    path = response.json["invitation"]["path"]
    assert path.startswith("/invitation#once=") and path.endswith("&name=li%20wei")
    assert server.client().get("/invitation").status == 200
    client = server.client()
    weak = client.post("/api/v1/invitation", {"token": link_token(response), "password": "short"})
    assert (weak.status, weak.json["errors"][0]["pointer"]) == (422, "/password")
    own_name = {"token": link_token(response), "password": "my li wei secret"}
    assert client.post("/api/v1/invitation", own_name).json["code"] == "password_weak"
    body = {"token": link_token(response), "password": PASSWORD}
    assert client.post("/api/v1/invitation", body).status == 200
    assert client.get("/api/v1/me").json["name"] == "li wei"
    person = person_of(admin, "li wei")
    assert person["state"] == "active" and person["last_seen"] >= person["created_at"]
    again = server.client().post("/api/v1/invitation", body)
    assert (again.status, again.json["code"]) == (422, "invitation_not_valid")
    second = server.client()
    assert second.post("/api/v1/session", {"name": "Li Wei", "password": PASSWORD}).status == 200
    assert actions(admin, "li wei") == ["person_invited", "invitation_accepted", "sign_in"]


def test_two_invitations_stand_side_by_side(office: tuple[Server, Client]) -> None:
    server, admin = office
    names = ("first", "second")
    sent = [admin.post("/api/v1/people", {"name": n, "role": "viewer"}) for n in names]
    for name, response in zip(names, sent):
        client = server.client()
        body = {"token": link_token(response), "password": PASSWORD}
        assert client.post("/api/v1/invitation", body).status == 200
        assert client.get("/api/v1/me").json["name"] == name


def test_a_parallel_use_of_one_link_succeeds_once(office: tuple[Server, Client]) -> None:
    server, admin = office
    token = link_token(admin.post("/api/v1/people", {"name": "twin", "role": "viewer"}))
    statuses: list[int] = []

    def use() -> None:
        body = {"token": token, "password": PASSWORD}
        statuses.append(server.client().post("/api/v1/invitation", body).status)

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, 422, 422, 422]


def test_names_are_unique_and_roles_known(office: tuple[Server, Client]) -> None:
    _, admin = office
    taken = admin.post("/api/v1/people", {"name": "CHIEF", "role": "viewer"})
    assert (taken.status, taken.json["code"]) == (409, "person_exists")
    assert taken.json["errors"][0]["pointer"] == "/name"
    for body, pointer in (
        ({"name": "", "role": "viewer"}, "/name"),
        ({"name": "x\ny", "role": "viewer"}, "/name"),
        ({"name": "x", "role": "owner"}, "/role"),
        ({"name": "x"}, "/role"),
        ({"name": "x", "role": ["viewer"]}, "/role"),
    ):
        refused = admin.post("/api/v1/people", body)
        assert (refused.status, refused.json["errors"][0]["pointer"]) == (422, pointer), body
    assert len(admin.get("/api/v1/people").json["people"]) == 1


def test_a_new_link_replaces_the_older_and_ends_sessions(office: tuple[Server, Client]) -> None:
    server, admin = office
    other = server.invited(admin, "li", "viewer")
    path = f"/api/v1/people/{person_of(admin, 'li')['id']}/invitation"
    first, second = admin.post(path), admin.post(path)
    assert (first.status, second.status) == (200, 200)
    assert other.get("/api/v1/me").status == 401, "old sessions must end"
    signed = server.client().post("/api/v1/session", {"name": "li", "password": PASSWORD})
    assert signed.status == 401, "the old password must not work"
    assert person_of(admin, "li")["state"] == "invited"
    old = {"token": link_token(first), "password": "another long secret"}
    assert server.client().post("/api/v1/invitation", old).json["code"] == "invitation_not_valid"
    new = {"token": link_token(second), "password": "another long secret"}
    assert other.post("/api/v1/invitation", new).status == 200
    assert other.get("/api/v1/me").status == 200
    own = admin.post(f"/api/v1/people/{person_of(admin, 'chief')['id']}/invitation")
    assert (own.status, own.json["code"]) == (409, "own_link_refused")
    assert admin.post("/api/v1/people/999/invitation").status == 404
    assert actions(admin, "li").count("invitation_renewed") == 2


def test_invitations_are_never_stored_as_answers(office: tuple[Server, Client]) -> None:
    _, admin = office
    body = {"name": "once", "role": "viewer"}
    sent = admin.post("/api/v1/people", body, Idempotency_Key="k")
    again = admin.post("/api/v1/people", body, Idempotency_Key="k")
    assert (sent.status, again.status) == (201, 409)


# --- roles and disabling


def test_disabling_ends_sessions_links_and_the_password(office: tuple[Server, Client]) -> None:
    server, admin = office
    other = server.invited(admin, "li", "price_manager")
    invited = admin.post("/api/v1/people", {"name": "wu", "role": "viewer"})
    assert change(admin, "li", {"disabled": True}).json["state"] == "disabled"
    assert other.get("/api/v1/me").status == 401
    signed = server.client().post("/api/v1/session", {"name": "li", "password": PASSWORD})
    assert (signed.status, signed.json["code"]) == (401, "sign_in_failed")
    link = admin.post(f"/api/v1/people/{person_of(admin, 'li')['id']}/invitation")
    assert (link.status, link.json["code"]) == (409, "person_disabled")
    assert change(admin, "wu", {"disabled": True}).status == 200
    body = {"token": link_token(invited), "password": PASSWORD}
    assert server.client().post("/api/v1/invitation", body).status == 422
    assert change(admin, "li", {"disabled": False}).json["state"] == "active"
    assert change(admin, "wu", {"disabled": False}).json["state"] == "invited"
    assert server.client().post("/api/v1/invitation", body).status == 422, "the link is gone"
    assert other.post("/api/v1/session", {"name": "li", "password": PASSWORD}).status == 200
    done = [a for a in actions(admin, "li") if a.startswith("person_")]
    assert done == ["person_invited", "person_disabled", "person_enabled"]


def test_a_new_role_holds_at_once(office: tuple[Server, Client]) -> None:
    server, admin = office
    other = server.invited(admin, "li", "viewer")
    head = {"book": "b", "name": "B", "relation": "company_technician"}
    assert other.post("/api/v1/books", head).status == 403
    assert change(admin, "li", {"role": "price_manager"}).json["role"] == "price_manager"
    assert other.post("/api/v1/books", head).status == 201
    assert change(admin, "li", {"role": "viewer"}).status == 200
    assert other.post("/api/v1/books", {**head, "book": "c"}).status == 403
    entry = admin.get("/api/v1/audit?limit=1").json["entries"][0]
    assert (entry["actor"], entry["action"]) == ("chief", "role_changed")
    assert entry["detail"] == {"before": "price_manager", "after": "viewer"}


def test_the_last_administrator_stays(office: tuple[Server, Client]) -> None:
    server, admin = office
    refused = change(admin, "chief", {"role": "viewer"})
    assert (refused.status, refused.json["code"]) == (409, "last_administrator")
    assert refused.json["errors"][0]["pointer"] == "/role"
    invited = admin.post("/api/v1/people", {"name": "deputy", "role": "administrator"})
    assert change(admin, "chief", {"role": "viewer"}).status == 409, "an invited one is not active"
    assert invited.status == 201
    deputy = server.client()
    body = {"token": link_token(invited), "password": PASSWORD}
    assert deputy.post("/api/v1/invitation", body).status == 200
    assert change(admin, "deputy", {"disabled": True}).status == 200
    assert change(admin, "chief", {"role": "viewer"}).status == 409, "a disabled one is not active"
    assert change(admin, "deputy", {"disabled": False}).status == 200
    assert change(admin, "chief", {"role": "viewer"}).status == 200
    assert admin.get("/api/v1/people").status == 403
    assert deputy.post("/api/v1/session", {"name": "deputy", "password": PASSWORD}).status == 200
    assert change(deputy, "deputy", {"role": "price_manager"}).status == 409


def test_nobody_disables_himself(office: tuple[Server, Client]) -> None:
    server, admin = office
    server.invited(admin, "deputy", "administrator")
    refused = change(admin, "chief", {"disabled": True})
    assert (refused.status, refused.json["code"]) == (409, "own_account_kept")
    assert admin.get("/api/v1/me").status == 200


def test_changes_need_the_etag_that_was_read(office: tuple[Server, Client]) -> None:
    _, admin = office
    admin.post("/api/v1/people", {"name": "li", "role": "viewer"})
    before = person_of(admin, "li")
    path = f"/api/v1/people/{before['id']}"
    missing = admin.patch(path, {"role": "price_manager"})
    assert (missing.status, missing.json["code"]) == (428, "precondition_required")
    assert missing.json["current"] == before
    changed = change(admin, "li", {"role": "price_manager"})
    assert changed.headers["ETag"] == f'"{changed.json["revision"]}"'
    old = admin.patch(path, {"role": "viewer"}, If_Match=f'"{before["revision"]}"')
    assert (old.status, old.json["current"]["role"]) == (412, "price_manager")
    assert admin.patch("/api/v1/people/999", {"role": "viewer"}, If_Match="*").status == 404
    for body in ({}, {"name": "wu"}, {"role": "owner"}, {"disabled": 1}):
        refused = admin.patch(path, body, If_Match="*")
        assert (refused.status, refused.json["code"]) == (422, "invalid_field"), body
    assert person_of(admin, "li")["role"] == "price_manager"


# --- time, the throttle, races: without a server


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    store = Store(tmp_path / "data", clock=clock)
    yield store
    store.close()


@pytest.fixture
def auth(store: Store, monkeypatch: pytest.MonkeyPatch) -> Auth:
    monkeypatch.setattr(auth_module, "derive_key", lambda password, salt: b"\1" * 32)
    return Auth(store)


def chief(auth: Auth) -> User:
    user = auth.session(
        auth.set_up(auth.issue_link("setup", None), "chief", PASSWORD, "an address")
    )
    assert user is not None
    return user


def test_an_invitation_dies_after_a_day(auth: Auth, store: Store, clock: Clock) -> None:
    _, early = people.invite(store, auth, chief(auth), "li", "viewer")
    _, late = people.invite(store, auth, User(1, "chief", "", True, {}), "wu", "viewer")
    clock.now += LINK_SECONDS - 1
    assert auth.session(auth.accept_invitation(early, PASSWORD, "a"))
    clock.now += 1
    with pytest.raises(Problem) as caught:
        auth.accept_invitation(late, PASSWORD, "a")
    assert caught.value.code == "invitation_not_valid"


def test_guessing_links_is_throttled(auth: Auth, store: Store) -> None:
    _, token = people.invite(store, auth, chief(auth), "li", "viewer")
    for number in range(TRIES):
        with pytest.raises(Problem) as caught:
            auth.accept_invitation(f"guess {number}", PASSWORD, "one address")
        assert caught.value.code == "invitation_not_valid"
    with pytest.raises(Problem) as caught:
        auth.accept_invitation(token, PASSWORD, "one address")
    assert caught.value.status == 429
    assert auth.session(auth.accept_invitation(token, PASSWORD, "another address"))


def test_two_administrators_cannot_demote_each_other(auth: Auth, store: Store) -> None:
    first = chief(auth)
    _, token = people.invite(store, auth, first, "deputy", "administrator")
    second = auth.session(auth.accept_invitation(token, PASSWORD, "a"))
    assert second is not None
    people.change(store, first, str(second.id), {"role": "viewer"}, "*")
    with pytest.raises(Problem) as caught:  # let in before he was demoted
        people.change(store, second, str(first.id), {"role": "viewer"}, "*")
    assert caught.value.code == "last_administrator"
