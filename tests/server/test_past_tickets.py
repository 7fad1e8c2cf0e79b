"""Past tickets, and what rests on published templates: with the real engine."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from harness import Client, Server

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(name="real", scope="module")
def fixture_real(real_engine: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    data = tmp_path_factory.mktemp("past") / "data"
    with Server(data, "--demo", "--demo-tickets", "100", fake=False) as server:
        yield server.signed_in()


def lines(client: Client, query: str = "", version: int = 1) -> list[Any]:
    path = f"/api/v1/templates/ac_install/versions/{version}/past-tickets{query}"
    answer = client.get(path)
    assert answer.status == 200, answer.json
    return [json.loads(line) for line in answer.body.decode().splitlines()]


def test_a_demo_has_last_months_tickets(real: Client) -> None:
    schema = json.loads((ROOT / "docs/schema/past-ticket.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    tickets = lines(real)
    assert len(tickets) == 200
    for ticket in tickets:
        assert [error.message for error in validator.iter_errors(ticket)] == []
    created = [ticket["events"][0]["at"] for ticket in tickets]
    assert created == sorted(created)
    assert {at[:7] for at in created} == {last_month()}


def last_month() -> str:
    local = time.gmtime(time.time() + 8 * 3600)
    year, month = (local.tm_year, local.tm_mon - 1) if local.tm_mon > 1 else (local.tm_year - 1, 12)
    return f"{year:04}-{month:02}"


def test_of_another_month_or_version_there_are_none(real: Client) -> None:
    assert lines(real, "?month=2020-01") == []
    assert lines(real, version=2) == []
    assert lines(real, f"?month={last_month()}") == lines(real)
    for month in ("2026-13", "2026", "0000-01", "x"):
        path = f"/api/v1/templates/ac_install/versions/1/past-tickets?month={month}"
        assert real.get(path).status == 422


def changed_category(body: dict[str, Any]) -> dict[str, Any]:
    """The book's version with a fee category that no template knows."""
    body["categories"].append({"category": "unheard_of"})
    body["items"][0]["category"] = "unheard_of"
    return body


def test_prices_that_break_a_published_template_are_refused(real: Client) -> None:
    latest = real.get("/api/v1/books/technician/versions/3")
    draft = changed_category(json.loads(latest.body))
    stored = real.put("/api/v1/books/technician/draft", draft, If_None_Match="*")
    assert stored.status == 201, stored.json
    check = real.post("/api/v1/books/technician/check", {})
    codes = [one["code"] for one in check.json["findings"] if one["severity"] == "warning"]
    answer = real.post(
        "/api/v1/books/technician/publish",
        {"from": "2099-01-01", "acknowledge": codes},
        If_Match=stored.headers["ETag"],
    )
    assert (answer.status, answer.json["code"]) == (422, "template_broken"), answer.json
    assert answer.json["template"] == "ac_install"
    assert answer.json["name"] in answer.json["detail"]


def test_a_saved_play_that_differs_is_not_published(real: Client) -> None:
    document = json.loads(real.get("/api/v1/templates/ac_install/versions/1").body)
    scenario = json.loads((ROOT / "docs/schema/example-scenario.json").read_text(encoding="utf-8"))
    document["scenarios"] = [scenario]
    document["template"]["status"] = "draft"
    path = "/api/v1/templates/ac_install"
    stored = real.put(f"{path}/draft", document, If_None_Match="*")
    assert stored.status == 201, stored.json
    document["scenarios"][0]["path"].append("end")
    wrong = real.put(f"{path}/draft", document, If_Match=stored.headers["ETag"])
    answer = real.post(f"{path}/publish", {}, If_Match=wrong.headers["ETag"])
    assert (answer.status, answer.json["code"]) == (422, "template_refuted")
    (found,) = answer.json["scenarios"]
    assert found["scenario"] == scenario["name"]
    assert found["result"]["passes"] is False
