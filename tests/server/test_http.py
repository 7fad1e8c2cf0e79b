"""The HTTP surface: malformed and hostile requests, slow sockets, headers, static files."""

from __future__ import annotations

import gzip
import json
import re
import socket
import time
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

from harness import Client, Server, until, make_draft
from server import strict_json

CORPUS: list[tuple[bytes, str]] = [
    (b"", "json_syntax"),
    (b"{", "json_syntax"),
    (b"[1,]", "json_syntax"),
    (b'{"a":1}{"b":2}', "json_syntax"),
    (b"{'a':1}", "json_syntax"),
    (b'{"a":01}', "json_syntax"),
    (b'{"a":\x00}', "json_syntax"),
    (b'{"a":"\x01"}', "json_syntax"),
    (b'\xef\xbb\xbf{"a":1}', "json_syntax"),
    (b"\xff\xfe{\x00}\x00", "json_bad_utf8"),
    (b'{"a":"\xc0\xaf"}', "json_bad_utf8"),
    (b'{"a":"\xed\xa0\x80"}', "json_bad_utf8"),
    (b'{"a":1,"a":2}', "json_duplicate_key"),
    (b'{"a":{"b":1,"\\u0062":2}}', "json_duplicate_key"),
    (b'{"a":NaN}', "json_not_finite"),
    (b'{"a":-Infinity}', "json_not_finite"),
    (b'{"a":150.10}', "json_not_integer"),
    (b'{"a":1e3}', "json_not_integer"),
    (b'{"a":9223372036854775808}', "json_number_range"),
    (b'{"a":' + b"9" * 100_000 + b"}", "json_number_range"),
    (b'{"a":"\\ud800"}', "json_lone_surrogate"),
    (b'{"a":"\\udc00\\ud800"}', "json_lone_surrogate"),
    (b"[" * 65 + b"]" * 65, "json_too_deep"),
    (b'{"a":' * 100_000, "json_too_deep"),
    (b"[" * 400_000, "json_too_deep"),
]


@pytest.mark.parametrize(("body", "code"), CORPUS, ids=[str(n) for n in range(len(CORPUS))])
def test_malformed_json(admin: Client, body: bytes, code: str) -> None:
    response = admin.post("/api/v1/books", body, Content_Type="application/json")
    assert (response.status, response.json["code"]) == (400, code), response
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json["errors"][0]["line"] >= 1


def test_positions() -> None:
    for text, line, column in (
        ('{"a":1,\n "b":{"c":1,\n  "c":2}}', 3, 3),
        ('{"a":"x",\n"b":1.5}', 2, 5),
        ('["中文",NaN]', 1, 7),
        ("[" * 64 + "\n[" + "]" * 65, 2, 1),
    ):
        with pytest.raises(strict_json.JsonError) as caught:
            strict_json.parse(text.encode())
        assert (caught.value.line, caught.value.column) == (line, column), text
    deepest = b"[" * 64 + b"]" * 64
    assert strict_json.dump(strict_json.parse(deepest)) == deepest


@pytest.mark.parametrize("body", [b"[]", b"1", b'"x"', b"null"])
def test_wrong_shape(admin: Client, body: bytes) -> None:
    assert admin.post("/api/v1/books", body).json["code"] == "invalid_field"


def test_wrong_content_type(admin: Client) -> None:
    response = admin.post("/api/v1/books", b"{}", Content_Type="text/plain")
    assert response.status == 415


def raw(port: int, data: bytes, seconds: float = 20) -> bytes:
    """Sends bytes and reads until the server closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
        connection.sendall(data)
        received = b""
        try:
            while True:
                piece = connection.recv(65536)
                if not piece:
                    return received
                received += piece
        except ConnectionResetError:
            return received


def head(port: int, *lines: str, host: str | None = None) -> bytes:
    named = host if host is not None else f"127.0.0.1:{port}"
    return "\r\n".join([*lines[:1], f"Host: {named}", *lines[1:], "", ""]).encode()


def test_both_lengths_are_refused(shared: Server) -> None:
    request = head(
        shared.port,
        "POST /api/v1/session HTTP/1.1",
        "X-Fenming-Request: 1",
        "Content-Length: 5",
        "Transfer-Encoding: chunked",
    )
    answer = raw(shared.port, request + b"0\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400") and b"ambiguous_length" in answer
    assert b"connection: close" in answer.lower()


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"NONSENSE\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"a" * 100_000 + b"\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
    ],
)
def test_what_is_not_http(shared: Server, request_bytes: bytes) -> None:
    answer = raw(shared.port, request_bytes)
    assert answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 431")), answer[:200]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "", "a:b@c"])
def test_foreign_hosts_are_refused(shared: Server, host: str) -> None:
    answer = raw(
        shared.port, head(shared.port, "GET /healthz HTTP/1.1", "Connection: close", host=host)
    )
    assert answer.startswith(b"HTTP/1.1 400") and b"host_not_allowed" in answer


def test_limits_stop_at_once(shared: Server, admin: Client) -> None:
    declared = head(
        shared.port,
        "POST /api/v1/books HTTP/1.1",
        "X-Fenming-Request: 1",
        "Cookie: " + admin.cookie,
        "Content-Type: application/json",
        "Content-Length: 1048577",
    )
    assert raw(shared.port, declared).startswith(b"HTTP/1.1 413")
    chunked = declared.replace(b"Content-Length: 1048577", b"Transfer-Encoding: chunked")
    with socket.create_connection(("127.0.0.1", shared.port), timeout=20) as connection:
        connection.sendall(chunked)
        chunk = b"10000\r\n" + b" " * 65536 + b"\r\n"
        sent = 0
        try:
            while sent < 64 * 1024 * 1024:
                connection.sendall(chunk)
                sent += 65536
        except (ConnectionResetError, BrokenPipeError):
            pass
    assert sent < 32 * 1024 * 1024, "the server must stop reading at the limit"


def test_strangers_may_not_upload(shared: Server) -> None:
    request = head(
        shared.port,
        "POST /api/v1/imports?name=x HTTP/1.1",
        "X-Fenming-Request: 1",
        "Content-Type: text/csv",
        "Content-Length: 60000000",
        "Connection: close",
    )
    assert raw(shared.port, request).startswith(b"HTTP/1.1 401"), "refused before the body"


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with short deadlines."""
    data = tmp_path_factory.mktemp("hasty") / "data"
    flags = ("--header-deadline", "1", "--body-grace", "1", "--connections-per-address", "8")
    with Server(data, *flags) as server:
        yield server


def test_slow_headers_are_cut(hasty: Server) -> None:
    request = b"GET /healthz HTTP/1.1\r\nHost: x\r\nA: "
    with socket.create_connection(("127.0.0.1", hasty.port), timeout=20) as connection:
        connection.settimeout(0.2)
        assert _cut(connection, request), "one byte at a time must not keep a connection"
    until(lambda: any(e["reason"] == "headers" for e in hasty.events("connection_cut")))


def test_silent_connections_are_cut(hasty: Server) -> None:
    with socket.create_connection(("127.0.0.1", hasty.port), timeout=20) as connection:
        try:
            assert connection.recv(1) == b""
        except ConnectionResetError:
            pass


def test_slow_bodies_are_cut(hasty: Server) -> None:
    request = head(
        hasty.port,
        "POST /api/v1/session HTTP/1.1",
        "X-Fenming-Request: 1",
        "Content-Type: application/json",
        "Content-Length: 1000",
    )
    with socket.create_connection(("127.0.0.1", hasty.port), timeout=20) as connection:
        connection.settimeout(0.2)
        connection.sendall(request)
        assert _cut(connection, b"")
    until(lambda: any(e["reason"] == "body" for e in hasty.events("connection_cut")))


def _cut(connection: socket.socket, first: bytes) -> bool:
    """Drips bytes until the server ends the connection; False if it never does."""
    if first:
        connection.sendall(first)
    limit = time.monotonic() + 20
    while time.monotonic() < limit:
        try:
            connection.sendall(b"a")
            if connection.recv(1) == b"":
                return True
        except TimeoutError:
            continue
        except (ConnectionResetError, BrokenPipeError):
            return True
    return False


def test_crowds_are_refused_and_others_served(hasty: Server) -> None:
    crowd = [socket.create_connection(("127.0.0.1", hasty.port), timeout=20) for _ in range(12)]
    try:
        refused = 0
        for connection in crowd:
            connection.settimeout(0.3)
            try:
                refused += b"too_many_connections" in connection.recv(4096)
            except (TimeoutError, ConnectionResetError):
                continue
        assert refused >= 4
    finally:
        for connection in crowd:
            connection.close()
    until(lambda: hasty.client().get("/healthz").status == 200)


def test_traversal_never_leaves_the_table(fresh: Callable[..., Server], tmp_path: Path) -> None:
    web = make_web(tmp_path)
    (tmp_path / "secret.txt").write_text("the secret")
    (web / "link.txt").symlink_to(tmp_path / "secret.txt")
    (web / ".git").mkdir()
    (web / ".git" / "config.txt").write_text("the secret")
    server = fresh("--web", str(web))
    ups = ["..", "%2e%2e", "%252e%252e", ".%2e", "..%c0%af", "..%5c", "..%00", "....//", "%ff"]
    targets = ["secret.txt", "data/fenming.db", "etc/passwd", "%2fetc%2fpasswd", "link.txt"]
    payloads = ["/link.txt", "/.git/config.txt", "//etc/passwd", "/signin/../secret.txt"]
    for up in ups:
        for depth in range(1, 9):
            for target in targets:
                payloads.append("/" + "/".join([up] * depth) + "/" + target)
    assert len(payloads) > 350
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        stream = connection.makefile("rb")
        for payload in payloads:
            connection.sendall(head(server.port, f"GET {payload} HTTP/1.1"))
            status = stream.readline().split()[1]
            length = 0
            while (line := stream.readline()) != b"\r\n":
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            body = stream.read(length)
            assert status == b"404" and b"the secret" not in body, payload


def make_web(tmp_path: Path) -> Path:
    """A built application in miniature."""
    web = tmp_path / "web"
    web.mkdir()
    (web / "index.html").write_text("<!doctype html><title>app</title>")
    (web / "manifest.json").write_text('{"version": "5eed"}')
    script = web / "app.0123456789abcdef.js"
    script.write_text("'use strict';" * 100)
    script.with_name(script.name + ".gz").write_bytes(gzip.compress(script.read_bytes()))
    script.with_name(script.name + ".br").write_bytes(b"pretend brotli")
    return web


def test_static_files(fresh: Callable[..., Server], tmp_path: Path) -> None:
    server = fresh("--demo", "--demo-tickets", "100", "--web", str(make_web(tmp_path)))
    stranger = server.client()
    away = stranger.get("/?view=1")
    assert (away.status, away.headers["Location"]) == (302, "/signin?next=%2F%3Fview%3D1")
    assert stranger.get("/index.html").status == 404, "the application needs a session"
    index = server.signed_in().get("/")
    assert index.status == 200 and index.headers["Cache-Control"] == "no-cache"
    path = "/app.0123456789abcdef.js"
    packed = stranger.get(path, Accept_Encoding="gzip, deflate")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == stranger.get(path).body
    assert stranger.get(path, Accept_Encoding="gzip, br").body == b"pretend brotli"
    assert "Content-Encoding" not in stranger.get(path, Accept_Encoding="br;q=0").headers
    assert "immutable" in packed.headers["Cache-Control"]
    assert stranger.get(path, If_None_Match=packed.headers["ETag"]).status == 304
    assert "immutable" not in stranger.get("/manifest.json").headers["Cache-Control"]
    for way in ("/manifest.json", "/api/v1/me", "/signin"):
        assert stranger.get(way).headers["Fenming-Build"] == "5eed", "an old page notices"
    guide = stranger.get("/guide?lang=en")
    assert guide.status == 200 and b"<h1>Guide</h1>" in guide.body
    picture = stranger.get("/guide/pictures/prices-light-en.png")
    assert picture.headers["Content-Type"] == "image/png"


@pytest.mark.parametrize("path", ["/signin", "/setup", "/password", "/signin/pages.js", "/nope"])
def test_security_headers(shared: Server, path: str) -> None:
    response = shared.client().get(path)
    policy = response.headers["Content-Security-Policy"]
    for directive in (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' blob: data:",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ):
        assert directive in policy.split("; ")
    assert "unsafe-inline" not in policy and "'unsafe-eval'" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["Referrer-Policy"] and response.headers["Permissions-Policy"]
    assert "Server" not in response.headers


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("path", ["/signin", "/setup", "/password"])
def test_pages(shared: Server, path: str, language: str) -> None:
    page = shared.client().get(path, Accept_Language=language)
    text = page.body.decode()
    assert f'<html lang="{language}">' in text and "{{" not in text
    assert "<style" not in text and "style=" not in text
    assert re.search(r"<[^>]*\son[a-z]+=", text) is None, "no inline handlers"
    assert text.count("<script") == 1 and 'autocomplete="username"' in text
    switched = shared.client().get(path + "?lang=en", Accept_Language="zh-CN")
    assert '<html lang="en">' in switched.body.decode()


def test_problems_speak_both_languages(shared: Server) -> None:
    path = "/api/v1/me"
    chinese = shared.client().get(path, Accept_Language="fr, zh-Hans-CN;q=0.9, en;q=0.8").json
    english = shared.client().get(path, Accept_Language="en-GB,zh;q=0.1").json
    assert chinese["detail"] == "请先登录。" and english["detail"] == "Sign in first."
    for problem in (chinese, english):
        assert set(problem) >= {"type", "title", "status", "detail", "instance", "trace_id"}
    assert chinese["trace_id"] != english["trace_id"]


def test_methods(shared: Server) -> None:
    response = shared.client().request("PUT", "/healthz", {})
    assert response.status == 405 and "GET" in response.headers["Allow"]
    assert shared.client().request("HEAD", "/healthz").status == 200
    assert shared.client().get("/api/v1/nope").json["code"] == "not_found"


def test_log_lines_cannot_be_forged(shared: Server) -> None:
    shared.client().get("/x%0a%7b%22event%22:%22forged%22%7d%1b[2J")
    shared.client().post("/api/v1/session", {"name": "a\nb", "password": "hunter2-secret"})
    until(lambda: any("forged" in line for line in shared.log))
    assert not shared.events("forged")
    for line in list(shared.log):
        assert isinstance(json.loads(line), dict) and "\x1b" not in line
        assert "hunter2" not in line and shared.token not in line


def test_unknown_problem_values_do_not_fail() -> None:
    from server import messages

    values: dict[str, Any] = {}
    assert "{limit}" in messages.text("body_too_large", "en", **values)


def test_large_answers_are_packed_for_who_takes_it(admin: Client) -> None:
    make_draft(admin, "packed", filler="价" * 2000)
    path = "/api/v1/books/packed/draft"
    plain = admin.request("GET", path, None, {})
    packed = admin.request("GET", path, None, {"Accept-Encoding": "br, gzip;q=0.8"})
    assert "Content-Encoding" not in plain.headers and plain.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body and len(packed.body) * 3 < len(plain.body)
    assert packed.headers["ETag"] == plain.headers["ETag"]
    small = admin.request("GET", "/api/v1/me", None, {"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in small.headers
