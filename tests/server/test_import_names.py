"""Names and aliases of imported files, with the real engine."""

from __future__ import annotations

from typing import Any

import pytest

from harness import Client, Server

FILE = (
    "工单号,地区,项目,师傅,数量,实付金额\n"
    "T1,上海浦东,挂机,张三,1台,100\n"
    "T2,310115,挂机,李四,2,250.50\n"
).encode()
ALIASES = [
    {"noun": "division", "written": "上海浦东", "code": "310115"},
    {"noun": "item", "written": "挂机", "code": "ac_wall"},
    {"noun": "unit", "written": "台", "code": "台"},
    {"noun": "person", "written": "nobody", "code": "p1"},
]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Any:
    data = tmp_path_factory.mktemp("names") / "data"
    with Server(data, "--demo", "--demo-tickets", "10", fake=False) as server:
        yield server


@pytest.fixture(scope="module")
def chief(real: Server) -> Client:
    return real.signed_in()


def upload(client: Client) -> Any:
    path = "/api/v1/imports?name=names&kind=tickets"
    return client.request("POST", path, FILE, {"Content-Type": "text/csv"}).json


def test_aliases_are_asked_once_and_hold_for_everybody(real: Server, chief: Client) -> None:
    before = chief.get("/api/v1/import-names").json
    assert before["aliases"] == [] and before["people"] == []
    assert before["units"] and before["parts"]
    assert all(item["code"] and item["name"] for item in before["items"])

    shown = upload(chief)
    values = {(v["noun"], v["written"]): (v["rows"], v["paid_fen"]) for v in shown["values"]}
    assert values[("item", "挂机")] == (2, 35050)
    assert values[("division", "上海浦东")] == (1, 10000)
    # The most money first.
    assert shown["values"][0]["paid_fen"] == 35050
    assert {error["code"] for error in shown["errors"]} == {"bad_division", "unknown_unit"}

    path = f"/api/v1/imports/{shown['id']}"
    mapping = {**shown["mapping"], "aliases": ALIASES}
    again = chief.put(f"{path}/mapping", {"mapping": mapping}).json
    assert again["errors"] == [] and again["paid_fen"] == 35050
    assert chief.post(f"{path}/accept", {}).status == 201

    manager = real.invited(chief, "names-manager", "price_manager")
    after = manager.get("/api/v1/import-names").json
    # What was not used is not kept.
    assert after["aliases"] == ALIASES[:3]
    assert sorted(after["people"]) == sorted(["张三", "李四"])

    other = upload(manager)
    changed = [{"noun": "item", "written": "挂机", "code": "ac_big"}, ALIASES[0], ALIASES[2]]
    path = f"/api/v1/imports/{other['id']}"
    manager.put(f"{path}/mapping", {"mapping": {**other["mapping"], "aliases": changed}})
    assert manager.post(f"{path}/accept", {}).status == 201
    latest = {a["written"]: a["code"] for a in chief.get("/api/v1/import-names").json["aliases"]}
    assert latest["挂机"] == "ac_big"


def test_names_need_the_right_to_import(real: Server, chief: Client) -> None:
    viewer = real.invited(chief, "names-viewer", "viewer")
    assert viewer.get("/api/v1/import-names").status == 403


def test_a_bad_alias_is_named(chief: Client) -> None:
    shown = upload(chief)
    mapping = {**shown["mapping"], "aliases": [{"noun": "unit", "written": "厘米", "code": "小时"}]}
    refused = chief.put(f"/api/v1/imports/{shown['id']}/mapping", {"mapping": mapping})
    assert refused.status == 422
    assert "aliases[0].code" in refused.body.decode()


def test_places_are_resolved(chief: Client) -> None:
    texts = ["上海浦东", "朝阳区", "苏州", "nowhere", ""]
    results = chief.post("/api/v1/divisions/resolve", {"texts": texts}).json["results"]
    assert [result["code"] for result in results] == ["310115", "", "3205", "", ""]
    assert results[1]["match"] == "ambiguous" and "110105" in results[1]["candidates"]
    for wrong in (None, "x", [1], ["x" * 500], ["x"] * 2001):
        assert chief.post("/api/v1/divisions/resolve", {"texts": wrong}).status == 422
