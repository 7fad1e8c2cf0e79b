"""Histories and imports: parts with digests, rows with faults, mapping, limits."""

from __future__ import annotations

import hashlib
from typing import Callable

from harness import Client, Server

CSV = "ticket,city\nA-1,沪\nA-2,苏,too many\nA-3,苏\n".encode()
OTHER = "编号,城市\nA-1,沪\nA-3,苏\n".encode()


def upload(admin: Client, path: str, body: bytes, kind: str = "text/csv") -> object:
    return admin.request("POST", path, body, {"Content-Type": kind})


def test_demo_history_in_parts(admin: Client) -> None:
    entry = admin.get("/api/v1/histories").json["histories"][-1]
    manifest = admin.get(f"/api/v1/histories/{entry['id']}").json
    assert entry["origin"] == "demo" and manifest["scope"].startswith("All regions")
    whole = b""
    for part in manifest["parts"]:
        answer = admin.get(part["url"])
        assert answer.status == 200 and len(answer.body) == part["bytes"] <= 4 * 1024**2
        assert hashlib.sha256(answer.body).hexdigest() == part["digest"]
        assert "immutable" in answer.headers["Cache-Control"]
        assert admin.get(part["url"], If_None_Match=answer.headers["ETag"]).status == 304
        whole += answer.body
    assert len(manifest["parts"]) == 2
    assert hashlib.sha256(whole).hexdigest() == manifest["digest"]
    assert admin.get(f"/api/v1/histories/{entry['id']}/parts/99").status == 404
    assert admin.get(f"/api/v1/histories/{entry['id']}/parts/-1").status == 404


def test_csv_straight_to_history(admin: Client) -> None:
    made = upload(admin, "/api/v1/histories?name=%E4%B8%83%E6%9C%88", CSV)
    assert made.status == 201 and made.json["tickets"] == 2
    assert [error["line"] for error in made.json["errors"]] == [3]
    shown = admin.get(f"/api/v1/histories/{made.json['history']}").json
    assert shown["name"] == "七月" and shown["origin"] == "upload"
    assert admin.delete(f"/api/v1/histories/{made.json['history']}").status == 204
    assert admin.get(f"/api/v1/histories/{made.json['history']}").status == 404
    refused = upload(admin, "/api/v1/histories?name=x", OTHER)
    assert (refused.status, refused.json["code"]) == (422, "mapping_incomplete")


def test_lines_to_history(admin: Client) -> None:
    body = b'{"ticket":"A"}\n{"ticket":"B"}\n'
    made = upload(admin, "/api/v1/histories?name=lines", body, "application/jsonl")
    assert (made.status, made.json["tickets"]) == (201, 2)
    assert upload(admin, "/api/v1/histories", body, "application/jsonl").status == 422
    assert upload(admin, "/api/v1/histories?name=x", body, "application/json").status == 415


def test_import_by_mapping(admin: Client) -> None:
    stored = upload(admin, "/api/v1/imports?name=july&kind=tickets", OTHER)
    assert stored.status == 201 and stored.json["columns"] == ["编号", "城市"]
    assert stored.json["accepted"] == 0 and stored.json["preview"][0] == ["A-1", "沪"]
    path = f"/api/v1/imports/{stored.json['id']}"
    early = admin.post(path + "/accept")
    assert early.json["code"] == "mapping_incomplete"
    assert admin.put(path + "/mapping", {"mapping": []}).status == 422
    mapped = admin.put(path + "/mapping", {"mapping": {"ticket": "编号"}})
    assert mapped.status == 200 and mapped.json["accepted"] == 2
    first = admin.post(path + "/accept", {"name": "July"}, Idempotency_Key="accept")
    again = admin.post(path + "/accept", {"name": "July"}, Idempotency_Key="accept")
    assert first.status == again.status == 201 and first.body == again.body
    manifest = admin.get(f"/api/v1/histories/{first.json['history']}").json
    assert (manifest["name"], manifest["origin"], manifest["tickets"]) == ("July", "import", 2)
    assert admin.delete(path).status == 404, "an accepted upload is gone"


def test_an_accepted_mapping_is_remembered(admin: Client, fresh: Callable[..., Server]) -> None:
    def asked(client: Client, columns: str) -> object:
        digest = hashlib.sha256(columns.replace(",", "\x1f").encode()).hexdigest()
        return client.get(f"/api/v1/import-mappings?header={digest}").json["mapping"]

    client = fresh().signed_in()
    assert asked(client, "编号,城市") is None
    for name in ("编号", "城市"):
        path = f"/api/v1/imports/{upload(client, '/api/v1/imports?name=r', OTHER).json['id']}"
        mapping = {"ticket": name}
        assert client.put(path + "/mapping", {"mapping": mapping}).status == 200
        assert client.post(path + "/accept").status == 201
        assert asked(client, "编号,城市") == mapping, "the newest counts"
    assert asked(client, "编号,城市,金额") is None
    assert client.get("/api/v1/import-mappings?header=x").status == 422


def test_rows_that_are_wrong_do_not_stop_others(admin: Client) -> None:
    stored = upload(admin, "/api/v1/imports?name=faults", CSV)
    done = admin.post(f"/api/v1/imports/{stored.json['id']}/accept")
    assert (done.status, done.json["tickets"], done.json["rows"]) == (201, 2, 3)
    assert done.json["errors"][0]["line"] == 3


def test_import_fields(admin: Client) -> None:
    assert upload(admin, "/api/v1/imports?name=x&kind=people", CSV).status == 422
    assert upload(admin, "/api/v1/imports?name=", CSV).status == 422
    assert upload(admin, "/api/v1/imports?name=x", b"").status == 422
    assert admin.put("/api/v1/imports/none/mapping", {"mapping": {}}).status == 404
