"""Tables that leave as they are shown: texts become exact numbers, nothing becomes a formula."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest

from harness import Client
from server.price_tables import Money, Rate
from server.shown_tables import value_of

PATH = "/api/v1/table-files"
TABLE: dict[str, Any] = {
    "name": "减少最多的师傅: 2026/11?",
    "titles": ["人员", "月均差额", "%"],
    "numeric": [False, True, True],
    "rows": [
        ["S-1001", "−¥1,234.50", "−3.2 %"],
        ["=cmd|' /C calc'!A0", "¥0.00", "…"],
        ["0012", "12", "0 %"],
    ],
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("¥1,234.50", Money(123450)),
        ("+¥0.05", Money(5)),
        ("−¥90,071,992,547.40", Money(-9007199254740)),
        ("110.00", Money(11000)),
        ("¥12", Money(1200)),
        ("+1.88 %", Rate(188, True)),
        ("−0.5\u202f%", Rate(-50, True)),
        ("1.4", Rate(14000, False)),
        ("12.345", Rate(123450, False)),
        ("12,340", 12340),
        ("0", 0),
        ("-7", -7),
        # Not numbers, or none that a double keeps exactly.
        ("0012", "0012"),
        ("1,23", "1,23"),
        ("1234567890123456", "1234567890123456"),
        ("¥12.3万", "¥12.3万"),
        ("¥1.234", "¥1.234"),
        ("2026-11-29", "2026-11-29"),
        ("", ""),
        ("—", "—"),
    ],
)
def test_what_a_cell_shows(text: str, value: object) -> None:
    assert value_of(text) == value


def test_a_shown_table_as_a_workbook(admin: Client) -> None:
    answer = admin.post(PATH, TABLE)
    assert answer.status == 200 and "spreadsheetml" in answer.headers["content-type"]
    book = openpyxl.load_workbook(io.BytesIO(answer.body))
    assert book.sheetnames == ["减少最多的师傅  2026 11"]
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert rows == [
        TABLE["titles"],
        ["S-1001", -1234.5, -0.032],
        ["=cmd|' /C calc'!A0", 0, "…"],
        ["0012", 12, 0],
    ]
    assert book.worksheets[0]["A3"].data_type == "s"


def test_a_shown_table_as_csv(admin: Client) -> None:
    answer = admin.post(PATH + "?format=csv", TABLE)
    assert answer.headers["content-disposition"].endswith(".csv")
    rows = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"), newline="")))
    assert rows[1] == ["S-1001", "-1234.50", "-3.2%"]
    assert rows[2][0] == "'=cmd|' /C calc'!A0"


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("name", ""),
        ("name", 7),
        ("titles", []),
        ("titles", ["a", "b", 3]),
        ("numeric", [True]),
        ("numeric", [1, 0, 1]),
        ("rows", "x"),
        ("rows", [["a", "b"]]),
        ("rows", [["a", "b", None]]),
    ],
)
def test_refusals_name_the_member(admin: Client, member: str, value: object) -> None:
    answer = admin.post(PATH, {**TABLE, member: value})
    assert answer.status == 422 and answer.json["errors"][0]["pointer"] == "/" + member


def test_refusals_of_a_form(admin: Client) -> None:
    assert admin.post(PATH + "?format=pdf", TABLE).status == 422
