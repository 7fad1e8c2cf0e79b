"""Price tables that leave as files, read back and compared with the book to the fen."""

from __future__ import annotations

import copy
import csv
import io
import json
from pathlib import Path
from typing import Any, Callable

import openpyxl
import pytest

from harness import Client, Server
from server import messages, price_tables, table_files
from server.price_tables import Money, Rate, Table, price_value

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Any:
    data = tmp_path_factory.mktemp("tables") / "data"
    with Server(data, "--demo", "--demo-tickets", "10", fake=False) as server:
        yield server.signed_in()


def in_tier(version: dict[str, Any], tier: dict[str, Any], item: dict[str, Any]) -> int:
    """The price by the rules (T2a), for books whose tiers scale: own, inherited, or by factor."""
    by_code = {entry["tier"]: entry for entry in version["tiers"]}
    factor, at = None, tier
    while at is not None:
        for entry in at.get("prices", []):
            if entry["item"] == item["item"]:
                return int(entry["price"]["unit_price_fen"])
        factor = at.get("factor_bp") if factor is None else factor
        at = by_code.get(at.get("extends"))
    return (item["price"]["unit_price_fen"] * factor + 5000) // 10000


def sheet_rows(content: bytes, name: str) -> list[list[Any]]:
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    return [[cell.value for cell in row] for row in workbook[name].iter_rows()]


def compare_items(rows: list[list[Any]], version: dict[str, Any]) -> int:
    tiers = sorted(version["tiers"], key=lambda tier: -tier.get("priority", 0))
    assert [title.split(" (")[1] for title in rows[0][7:]] == [t["tier"] + ")" for t in tiers]
    assert len(rows) == len(version["items"]) + 1
    compared = 0
    for row, item in zip(rows[1:], version["items"]):
        assert row[:2] == [item["item"], item["name"]]
        assert round(float(row[6]) * 100) == item["price"]["unit_price_fen"]
        for value, tier in zip(row[7:], tiers):
            assert round(float(value) * 100) == in_tier(version, tier, item), (item, tier)
            compared += 1
    return compared


@pytest.mark.parametrize("book", ["technician", "customer"])
def test_every_price_of_a_version(real: Client, book: str) -> None:
    version = real.get(f"/api/v1/books/{book}/versions/1").json
    path = f"/api/v1/books/{book}/versions/1/tables"
    answer = real.get(path)
    assert answer.status == 200 and answer.headers["Content-Type"] == XLSX
    assert answer.headers["Content-Disposition"].endswith(f"{book}-1.xlsx")
    assert compare_items(sheet_rows(answer.body, "Items"), version) >= 51
    text = real.get(path + "?format=csv&table=items").body.decode()
    assert text.startswith("\ufeff") and text.count("\r\n") == text.count("\n")
    assert compare_items(list(csv.reader(io.StringIO(text[1:]))), version) >= 51
    parts = sheet_rows(answer.body, "Parts")
    for row, part in zip(parts[1:], version["parts"], strict=True):
        costs = {round(row[3] * 100), part["costs"][-1]["cost_fen"]}
        assert row[0] == part["part"] and len(costs) == 1
    tiers = {row[0]: row for row in sheet_rows(answer.body, "Tiers")[1:]}
    for tier in version["tiers"]:
        assert round(tiers[tier["tier"]][5] * 10000) == tier["factor_bp"]


def test_ones_own_draft_in_chinese(real: Client) -> None:
    body = copy.deepcopy(real.get("/api/v1/books/technician/versions/1").json)
    body["items"][0] |= {"name": "=1+1", "item": "001"}
    body["items"][1]["price"] = {
        "model": "graduated",
        "steps": [{"up_to": "2", "unit_price_fen": 5000}, {"unit_price_fen": 4000}],
    }
    price = {"model": "per_unit", "unit_price_fen": 12345}
    body["tiers"][0]["prices"] = [{"item": "001", "price": price}]
    body["tiers"][0]["part_prices"] = [{"part": "bracket", "price_fen": 5050}]
    put = real.put("/api/v1/books/technician/draft?base=1", body, If_None_Match="*")
    assert put.status == 201, put
    path = "/api/v1/books/technician/draft/tables"
    answer = real.get(path, Accept_Language="zh-CN")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.body))["项目"]
    code, name = sheet["A2"], sheet["B2"]
    assert (code.value, code.data_type, code.number_format) == ("001", "s", "@")
    assert (name.value, name.data_type) == ("=1+1", "s"), "a text, not a formula"
    assert (sheet["H2"].value, sheet["H2"].number_format) == (123.45, "#,##0.00")
    assert sheet["H2"].font.color is None or sheet["H2"].font.color.rgb != "FF6B7280"
    assert sheet["I2"].font.color.rgb == "FF6B7280", "what comes from the base price is grey"
    assert sheet["G3"].value == "≤2: 50.00; 40.00" and sheet["H3"].value == "≤2: 72.50; 58.00"
    assert sheet.freeze_panes == "C2" and sheet.column_dimensions["B"].width > 10
    assert sheet_rows(answer.body, "备件")[1][6] == 50.5
    about = dict(row[:2] for row in sheet_rows(answer.body, "说明"))
    assert about["版本"] == "草稿" and about["生效日期"] == body["from"]
    text = real.get(path + "?format=csv").body.decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(text.split("\r\n")[1])))[:2] == ["001", "'=1+1"]
    assert real.delete("/api/v1/books/technician/draft", If_Match=put.headers["ETag"]).status == 204
    assert real.get(path).status == 404


def test_wrong_questions(real: Client) -> None:
    path = "/api/v1/books/technician/versions/1/tables"
    assert real.get(path + "?format=pdf").status == 422
    assert real.get(path + "?table=people").status == 422
    assert real.get("/api/v1/books/technician/versions/99/tables").status == 404
    assert real.get("/api/v1/books/nobody/versions/1/tables").status == 404


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_texts_that_look_like_formulas(text: str) -> None:
    table = Table("items", "t", [text], [0], [[text], [Money(-150)], [Rate(14500, False)]])
    written = table_files.csv_file(table).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(written, newline="")))
    assert rows == [["'" + text], ["'" + text], ["-1.50"], ["1.45"]]
    content = table_files.xlsx_file([table], "a", [("b", "c")])
    sheet = openpyxl.load_workbook(io.BytesIO(content))["t"]
    assert sheet["A2"].data_type == "s" and sheet["A3"].value == -1.5


@pytest.mark.parametrize("fen", [0, 1, -1, 29, 115, 10**12 - 1, -(10**12)])
def test_fen_survive_the_way_through_a_double(fen: int) -> None:
    table = Table("items", "t", ["a"], [], [[Money(fen)]])
    content = table_files.xlsx_file([table], "about", [("b", "c")])
    value = openpyxl.load_workbook(io.BytesIO(content))["t"]["A2"].value
    assert round(value * 100) == fen


@pytest.mark.parametrize(
    ("price", "shown"),
    [
        ({"model": "flat", "amount_fen": 5}, Money(5)),
        ({"model": "package", "size": "10", "package_fen": 20000}, "200.00 / 10"),
        ({"model": "percentage", "bp": 1250, "of": ["labour"]}, "12.5% × (labour)"),
        (
            {"model": "base_plus", "base_fen": 100, "included": "3", "unit_price_fen": 50},
            "1.00 + 0.50 × (n − 3)",
        ),
        (
            {
                "model": "base_plus",
                "base_fen": 0,
                "included_per": {"item": "x", "times": "3"},
                "unit_price_fen": 6500,
            },
            "0.00 + 65.00 × (n − 3 × x)",
        ),
        (
            {"model": "table", "steps": [{"up_to": "1", "amount_fen": 1}, {"amount_fen": 2}]},
            "≤1: 0.01; 0.02",
        ),
    ],
)
def test_prices_of_every_model(price: dict[str, Any], shown: object) -> None:
    assert price_value(price, True) == shown
    assert price_tables.yuan(-5) == "-0.05"


def test_the_desk_knows_the_titles() -> None:
    """What leaves as a title is found again when the workbook comes back (app/prices/workbook)."""
    root = Path(__file__).resolve().parents[2] / "assets/locale"
    for language in ("zh-CN", "en"):
        texts = json.loads((root / f"{language}.json").read_text(encoding="utf-8"))
        titles = {key[6:]: text for key, text in texts.items() if key.startswith("sheet.")}
        assert len(titles) == 10
        for name, text in titles.items():
            assert messages.text(f"table_{name}", language) == text
