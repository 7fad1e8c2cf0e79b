"""Hostile requests: thousands of broken bodies, text that would be SQL, names like HTML."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import random
import sqlite3
from pathlib import Path
from typing import Any, Callable
from urllib.parse import quote

import pytest
from harness import Client, Server

ROOT = Path(__file__).resolve().parents[2]
LONG = os.environ.get("FENMING_LONG") == "1"
REFUSALS = {400, 404, 405, 409, 412, 413, 415, 422, 428}

# What a changing route takes; broken in thousands of ways below.
DOCUMENTS: list[tuple[str, str, Any]] = [
    ("POST", "/api/v1/books", {"book": "b", "name": "价目", "relation": "company_technician"}),
    ("PUT", "/api/v1/books/technician/draft", {"version": 9, "status": "draft", "tiers": []}),
    ("PATCH", "/api/v1/books/technician/draft", {"edits": [[12, 3, "价"]], "sha256": "0" * 64}),
    ("POST", "/api/v1/books/technician/publish", {"from": "2027-01-01"}),
    ("PUT", "/api/v1/company", {"second_person": False, "legal_entities": [{"code": "a"}]}),
    ("PUT", "/api/v1/routing", {"zones": [{"from": "2026-01-01", "zones": []}], "routing": []}),
    ("PATCH", "/api/v1/me/preferences", {"language": "zh-CN", "theme": "dark"}),
    ("POST", "/api/v1/people", {"name": "王", "role": "viewer"}),
    ("POST", "/api/v1/settle", {"tickets": [{"ticket": "T", "visits": []}], "version": 1}),
    ("POST", "/api/v1/simulations", {"history": "h", "book": "technician", "candidate": 1}),
    ("POST", "/api/v1/table-files", {"name": "n", "titles": ["a"], "numeric": [True], "rows": []}),
    ("POST", "/api/v1/divisions/resolve", {"texts": ["上海浦东"]}),
]
TOKENS = [
    b"\x00", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b'"\\ud800"', b"NaN", b"Infinity", b"-0",
    b"1e999", b"150.10", b"9" * 400, b"[" * 70, b'{"a":1,"a":2}', b"null", b"true", b"{}", b"[]",
    b'""', b'"\\u0000"', b"-9223372036854775809", b"'", b"/**/", b",", b'"' + b"x" * 5000 + b'"',
]  # fmt: skip


def broken(dice: random.Random, document: Any) -> bytes:
    """The document with one to four wounds: bytes turned, cut out, doubled, or hostile tokens."""
    body = bytearray(json.dumps(document, ensure_ascii=False).encode())
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(body) + 1)
        end = min(len(body), at + dice.randint(1, 12))
        wound = dice.randrange(4)
        if wound == 0:
            body[at:end] = bytes(dice.randrange(256) for _ in range(end - at))
        elif wound == 1:
            del body[at:end]
        elif wound == 2:
            body[at:at] = body[at:end]
        else:
            body[at:end] = dice.choice(TOKENS)
    return bytes(body)


HOSTILE: list[Any] = [
    None, True, -1, 0, 2**53 + 1, -(2**63), "", " ", "\u202e", "x" * 5000, "2026-02-30", [], {},
    [[]], {"a": 1}, "=1+1", "../..", "\u0000", ["a"] * 300,
]  # fmt: skip


def misshapen(dice: random.Random, value: Any) -> Any:
    """The document with one value replaced, one member left out or one that nobody knows."""
    if isinstance(value, dict) and value and dice.random() < 0.8:
        name = dice.choice(list(value))
        wound = dice.randrange(4)
        if wound == 0:
            return {key: each for key, each in value.items() if key != name}
        if wound == 1:
            return {**value, dice.choice(["", "x", "__proto__", name + "_"]): dice.choice(HOSTILE)}
        return {**value, name: misshapen(dice, value[name])}
    if isinstance(value, list) and value and dice.random() < 0.7:
        return [misshapen(dice, value[0]), *value[1:]]
    return dice.choice(HOSTILE)


def test_thousands_of_broken_bodies(real_engine: Path, fresh: Callable[..., Server]) -> None:
    """Q20: every answer is a refusal that names its reason, or a success; never a failure."""
    admin = fresh("--demo", "--demo-tickets", "50", fake=False).signed_in()
    dice = random.Random(20)
    statuses: dict[int, int] = {}
    for number in range(5000 if LONG else 500):
        method, path, document = DOCUMENTS[number % len(DOCUMENTS)]
        body = (
            json.dumps(misshapen(dice, document)).encode() if number % 2 else broken(dice, document)
        )
        match = dice.choice(["*", '"1"', '"x"', ""])
        headers = {"If-Match": match, "Idempotency-Key": f"k{number}"}
        answer = admin.request(method, path, body, headers)
        assert answer.status in REFUSALS or answer.status < 300, (method, path, body, answer.status)
        if answer.status >= 400:
            assert answer.headers["Content-Type"] == "application/problem+json", (path, body)
            assert answer.json["code"] and answer.json["detail"], (path, body)
        statuses[answer.status] = statuses.get(answer.status, 0) + 1
    print(f"\nbroken bodies: {dict(sorted(statuses.items()))}")
    assert sum(count for status, count in statuses.items() if status >= 400) > 100
    assert admin.get("/api/v1/me").status == 200


SQL = [
    "'", "''", "' OR '1'='1", "'; DROP TABLE users;--", '" OR ""="', "1 OR 1=1", "1; SELECT 1",
    "' UNION SELECT name, sql FROM sqlite_master--", "x' AND randomblob(100000000)--", "%27", "\\'",
    "1/*", "') OR ('1'='1", "\u2019 OR 1=1", "0x31", "-1", "1e9", "null", "*", "%", "_", "a\x00b",
]  # fmt: skip


def test_text_is_never_sql(shared: Server, admin: Client) -> None:
    """Q24: in every path and query of every reading route; nothing fails, nothing changes."""
    from server.application import RULES

    def dump() -> str:
        connection = sqlite3.connect(f"file:{shared.data}/fenming.db?mode=ro", uri=True)
        try:
            return hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()
        finally:
            connection.close()

    before = dump()
    described = json.loads((ROOT / "src/server/openapi.json").read_text(encoding="utf-8"))["paths"]
    for rule in (rule for rule in RULES if rule.method == "GET"):
        place = described.get(rule.path, {}).get("get", {})
        queries = [each["name"] for each in place.get("parameters", []) if each["in"] == "query"]
        for payload in SQL:
            text = quote(payload, safe="")
            names = ("book", "template", "number", "history", "place", "id", "upload")
            path = rule.path.format(**dict.fromkeys(names, text))
            for query in queries or [""]:
                answer = admin.get(path + (f"?{query}={text}" if query else ""))
                assert answer.status in {200, *REFUSALS}, (path, query, answer.status)
    assert dump() == before


RUNNERS = {"execute", "executemany", "executescript", "one", "all", "try_write"}
# They run what their callers hand over, and every caller is looked at.
HAND_ON = {("store.py", "sql"), ("schema.py", "statement")}


def is_ours(statement: ast.expr, file: str) -> bool:
    """A constant, or one whose holes are constants of the module or whole numbers."""
    if isinstance(statement, ast.Name):
        return (file, statement.id) in HAND_ON
    if not isinstance(statement, ast.JoinedStr):
        return isinstance(statement, ast.Constant)
    holes = [part for part in statement.values if isinstance(part, ast.FormattedValue)]
    return all(
        (isinstance(hole.value, ast.Name) and hole.value.id.isupper())
        or (hole.format_spec is not None and ast.unparse(hole.format_spec) == "f'd'")
        for hole in holes
    )


def test_statements_are_not_built_from_text() -> None:
    """Q24: what runs SQL gets a statement of ours, and everybody's text beside it."""
    foreign, seen = [], 0
    for file in sorted((ROOT / "src/server").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            runs = node.func.attr in RUNNERS
            if runs and node.args:
                seen += 1
                if not is_ours(node.args[0], file.name):
                    foreign.append(f"{file.name}:{node.lineno}: {ast.unparse(node.args[0])}")
    assert foreign == [] and seen > 80


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_names_leave_as_they_came(fresh: Callable[..., Server], name: str) -> None:
    """Q25: names are data: JSON of the right type, never HTML, whatever they look like."""
    admin = fresh().signed_in()
    body = {"book": "b", "name": name, "relation": "company_technician"}
    assert admin.post("/api/v1/books", body).status == 201
    answer = admin.get("/api/v1/books")
    assert answer.json["books"][0]["name"] == name
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    refused = admin.post("/api/v1/books", {**body, "relation": name})
    assert refused.status == 422 and refused.headers["Content-Type"] == "application/problem+json"
