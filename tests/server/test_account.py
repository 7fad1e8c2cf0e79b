"""Signing in: links, passwords, sessions, the throttle, and what other sites may not do."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path
from typing import Callable, Iterator

import pytest

from harness import PASSWORD, Client, Server
from server import auth as auth_module
from server.auth import ABSOLUTE_SECONDS, IDLE_SECONDS, TRIES, TRIES_SECONDS, Auth
from server.problem import Problem
from server.store import Store


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1_800_000_000

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def auth(tmp_path: Path, clock: Clock) -> Iterator[Auth]:
    store = Store(tmp_path / "data", clock=clock)
    yield Auth(store)
    store.close()


def set_up(auth: Auth) -> str:
    return auth.set_up(auth.issue_link("setup", None), "Chief", PASSWORD, "address")


def test_setup_link_works_once(fresh: Callable[..., Server]) -> None:
    server = fresh()
    assert server.link.startswith("setup#once=")
    admin = server.signed_in()
    assert admin.get("/api/v1/me").json["name"] == "chief"
    again = server.client().post(
        "/api/v1/setup", {"token": server.token, "name": "second", "password": PASSWORD}
    )
    assert (again.status, again.json["code"]) == (422, "link_not_valid")


def test_restart_without_users_prints_a_new_link(fresh: Callable[..., Server]) -> None:
    first = fresh()
    first.stop()
    second = fresh()
    assert second.token and second.token != first.token
    old = second.client().post(
        "/api/v1/setup", {"token": first.token, "name": "chief", "password": PASSWORD}
    )
    assert old.status == 422
    second.signed_in()
    second.stop()
    assert fresh().link == ""


def test_demo_link_works_once(shared: Server, admin: Client) -> None:
    assert admin.get("/api/v1/me").json["demo"] is True
    again = shared.client().post("/api/v1/session/link", {"token": shared.token})
    assert (again.status, again.json["code"]) == (422, "link_not_valid")


def test_sign_in_and_out(fresh: Callable[..., Server]) -> None:
    server = fresh()
    server.signed_in()
    client = server.client()
    assert client.get("/api/v1/me").status == 401
    wrong = client.post("/api/v1/session", {"name": "chief", "password": "not this one"})
    unknown = client.post("/api/v1/session", {"name": "nobody", "password": "not this one"})
    assert (wrong.status, unknown.status) == (401, 401)
    assert wrong.json["detail"] == unknown.json["detail"]
    response = client.post("/api/v1/session", {"name": "CHIEF", "password": PASSWORD})
    assert response.status == 200
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie
    copy = server.client()
    copy.cookie = client.cookie
    assert copy.get("/api/v1/me").status == 200
    assert client.delete("/api/v1/session").status == 204
    assert copy.get("/api/v1/me").status == 401


def test_new_token_at_every_sign_in(auth: Auth) -> None:
    first = set_up(auth)
    second = auth.sign_in("chief", PASSWORD, "address")
    assert first != second and len(second) >= 43


def test_tokens_are_not_stored(auth: Auth, tmp_path: Path) -> None:
    token = set_up(auth)
    raw = b"".join(path.read_bytes() for path in (tmp_path / "data").iterdir())
    assert token.encode() not in raw
    assert hashlib.sha256(token.encode()).digest() in raw


def test_idle_and_absolute_end(auth: Auth, clock: Clock) -> None:
    token = set_up(auth)
    clock.now += IDLE_SECONDS - 1
    assert auth.session(token) is not None
    clock.now += IDLE_SECONDS - 1
    assert auth.session(token) is not None, "use must keep a session alive"
    clock.now += IDLE_SECONDS
    assert auth.session(token) is None
    token = auth.sign_in("chief", PASSWORD, "address")
    begun = clock.now
    while clock.now - begun < ABSOLUTE_SECONDS - IDLE_SECONDS:
        clock.now += IDLE_SECONDS - 60
        assert auth.session(token) is not None
    clock.now = begun + ABSOLUTE_SECONDS
    assert auth.session(token) is None


def test_clock_going_back_does_not_lengthen_a_session(auth: Auth, clock: Clock) -> None:
    token = set_up(auth)
    clock.now -= ABSOLUTE_SECONDS
    assert auth.session(token) is None


def test_links_expire(auth: Auth, clock: Clock) -> None:
    token = auth.issue_link("setup", None)
    clock.now += auth_module.LINK_SECONDS
    with pytest.raises(Problem) as caught:
        auth.set_up(token, "chief", PASSWORD, "address")
    assert caught.value.code == "link_not_valid"


def test_password_change_ends_other_sessions(fresh: Callable[..., Server]) -> None:
    server = fresh()
    first = server.signed_in()
    second = server.client()
    assert second.post("/api/v1/session", {"name": "chief", "password": PASSWORD}).status == 200
    wrong = first.post("/api/v1/me/password", {"current": "x", "password": "another long secret"})
    assert (wrong.status, wrong.json["errors"][0]["pointer"]) == (422, "/current")
    body = {"current": PASSWORD, "password": "another long secret"}
    assert first.post("/api/v1/me/password", body).status == 200
    assert first.get("/api/v1/me").status == 200
    assert second.get("/api/v1/me").status == 401


@pytest.mark.parametrize(
    "password", ["short", "aaaaaaaaaaaa", "chief-chief-1", "password1234", "1234567890", 5, None]
)
def test_weak_passwords_are_refused(password: object) -> None:
    with pytest.raises(Problem):
        auth_module.check_new_password(password, "chief")


def test_throttle_per_account_from_many_addresses(auth: Auth, clock: Clock) -> None:
    set_up(auth)
    for number in range(TRIES):
        with pytest.raises(Problem) as caught:
            auth.sign_in("chief", "wrong", f"address {number}")
        assert caught.value.status == 401
    with pytest.raises(Problem) as caught:
        auth.sign_in("chief", PASSWORD, "another address")
    assert caught.value.status == 429 and int(caught.value.headers["Retry-After"]) > 0
    clock.now += TRIES_SECONDS
    assert auth.sign_in("chief", PASSWORD, "another address")


def test_throttle_per_address_over_many_accounts(auth: Auth) -> None:
    for number in range(TRIES):
        with pytest.raises(Problem) as caught:
            auth.sign_in(f"user {number}", "wrong", "one address")
        assert caught.value.status == 401
    with pytest.raises(Problem) as caught:
        auth.sign_in("somebody else", "wrong", "one address")
    assert caught.value.status == 429


def test_throttle_survives_a_restart(fresh: Callable[..., Server]) -> None:
    server = fresh()
    server.signed_in()
    body = {"name": "chief", "password": "wrong"}
    statuses = [server.client().post("/api/v1/session", body).status for _ in range(TRIES)]
    assert statuses == [401] * TRIES
    server.stop()
    again = fresh().client().post("/api/v1/session", {"name": "chief", "password": PASSWORD})
    assert again.status == 429 and again.headers["Retry-After"]


def test_unknown_users_cost_a_derivation(auth: Auth, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    monkeypatch.setattr(auth_module, "derive_key", lambda *a: calls.append(a) or b"\1" * 32)
    for name in ("nobody", "chief"):
        with pytest.raises(Problem):
            auth.sign_in(name, "wrong", "address")
    assert len(calls) == 2


MUTATIONS = [
    ("POST", "/api/v1/session"),
    ("POST", "/api/v1/session/link"),
    ("POST", "/api/v1/setup"),
    ("POST", "/api/v1/invitation"),
    ("DELETE", "/api/v1/session"),
    ("PATCH", "/api/v1/me/preferences"),
    ("POST", "/api/v1/me/password"),
    ("POST", "/api/v1/people"),
    ("PATCH", "/api/v1/people/1"),
    ("POST", "/api/v1/people/1/invitation"),
    ("POST", "/api/v1/books"),
    ("PUT", "/api/v1/books/b/draft"),
    ("PATCH", "/api/v1/books/b/draft"),
    ("DELETE", "/api/v1/books/b/draft"),
    ("POST", "/api/v1/books/b/submissions"),
    ("POST", "/api/v1/books/b/presence"),
    ("POST", "/api/v1/submissions/1/approve"),
    ("POST", "/api/v1/submissions/1/reject"),
    ("POST", "/api/v1/submissions/1/withdraw"),
    ("PUT", "/api/v1/templates/t/draft"),
    ("PATCH", "/api/v1/templates/t/draft"),
    ("DELETE", "/api/v1/templates/t/draft"),
    ("POST", "/api/v1/templates/t/publish"),
    ("POST", "/api/v1/templates/t/presence"),
    ("PUT", "/api/v1/company"),
    ("POST", "/api/v1/books/b/check"),
    ("POST", "/api/v1/books/b/publish"),
    ("PUT", "/api/v1/routing"),
    ("POST", "/api/v1/histories"),
    ("DELETE", "/api/v1/histories/h"),
    ("POST", "/api/v1/sheets"),
    ("POST", "/api/v1/table-files"),
    ("POST", "/api/v1/divisions/resolve"),
    ("POST", "/api/v1/imports"),
    ("PUT", "/api/v1/imports/i/mapping"),
    ("POST", "/api/v1/imports/i/accept"),
    ("DELETE", "/api/v1/imports/i"),
    ("POST", "/api/v1/settle"),
    ("POST", "/api/v1/simulations"),
]
FOREIGN = [
    {"X-Fenming-Request": ""},
    {"X-Fenming-Request": "0"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
]


def test_the_list_of_mutations_is_complete() -> None:
    from server.application import RULES

    expected = {(rule.method, rule.path.count("/")) for rule in RULES if rule.changes}
    assert {(method, path.count("/")) for method, path in MUTATIONS} == expected
    assert len(MUTATIONS) == sum(rule.changes for rule in RULES)


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_cross_site_requests_are_refused(admin: Client, headers: dict[str, str]) -> None:
    for method, path in MUTATIONS:
        response = admin.request(method, path, {}, headers)
        assert (response.status, response.json["code"]) == (403, "cross_site"), (method, path)


def test_same_origin_is_accepted(admin: Client) -> None:
    headers = {"Origin": f"http://127.0.0.1:{admin.port}", "Sec-Fetch-Site": "same-origin"}
    response = admin.request("PATCH", "/api/v1/me/preferences", {"theme": "dark"}, headers)
    assert response.status == 200 and response.json["preferences"]["theme"] == "dark"


def test_everything_but_a_few_routes_needs_a_session(shared: Server) -> None:
    from server.application import RULES

    stranger = shared.client()
    for rule in RULES:
        if not rule.public:
            response = stranger.request(rule.method, rule.path.replace("{", "").replace("}", ""))
            assert response.status == 401, rule
    assert sum(rule.public for rule in RULES) == 7


def test_reading_changes_nothing(shared: Server, admin: Client) -> None:
    from server.application import RULES

    def dump() -> str:
        connection = sqlite3.connect(f"file:{shared.data}/fenming.db?mode=ro", uri=True)
        try:
            text = "\n".join(connection.iterdump())
        finally:
            connection.close()
        return hashlib.sha256(text.encode()).hexdigest()

    history = admin.get("/api/v1/histories").json["histories"][0]["id"]
    before = dump()
    for rule in RULES:
        if rule.method == "GET":
            path = rule.path.format(
                book="technician", template="ac_install", number=1, history=history, place=0, id=1
            )
            assert admin.get(path).status in (200, 404, 422), rule
    assert dump() == before


def test_preferences_are_checked_and_merged(admin: Client) -> None:
    path = "/api/v1/me/preferences"
    assert admin.request("PATCH", path, {"language": "en"}).status == 200
    assert admin.request("PATCH", path, {"gain_colour": "green"}).json["preferences"] == {
        **admin.get("/api/v1/me").json["preferences"],
        "language": "en",
        "gain_colour": "green",
    }
    moved = admin.request("PATCH", path, {"keys": "tidy=Ctrl+J;connect=X"})
    assert moved.json["preferences"]["keys"] == "tidy=Ctrl+J;connect=X"
    for body in (
        {"role": "owner"},
        {"theme": "pink"},
        {"language": ["en"]},
        {"keys": "tidy=<b>"},
        {"keys": ["tidy=T"]},
        {"keys": "x=A;" * 61},
    ):
        response = admin.request("PATCH", path, body)
        assert (response.status, response.json["code"]) == (422, "invalid_field"), body
