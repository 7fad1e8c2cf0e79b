"""A table as somebody sees it on a screen, as a file: its texts become the numbers they show."""

from __future__ import annotations

import re
from typing import Any

from .price_tables import Money, Rate, Table, Value
from .problem import invalid

_MOST_CELLS = 2_000_000
_MOST_COLUMNS = 500
# Excel refuses these in the name of a sheet, and longer names.
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31
_SIGN = r"(?P<sign>[+\-−]?)"
_DIGITS = r"(?P<whole>\d{1,3}(?:,\d{3})*|\d{1,15})"
_NUMBER = re.compile(_SIGN + r"(?P<yuan>¥?)" + _DIGITS + r"(?:\.(?P<part>\d{1,4}))?(?P<percent>%?)")


def value_of(text: str) -> Value:
    """The exact number that a cell shows (¥1,234.50, +3.2 %, 1.25, 12,340); else its text."""
    found = _NUMBER.fullmatch(re.sub(r"\s", "", text))
    if found is None:
        return text
    whole, part = found["whole"].replace(",", ""), found["part"] or ""
    if len(whole) + len(part) > 15 or (len(whole) > 1 and whole[0] == "0"):
        return text
    sign = -1 if found["sign"] in ("-", "−") else 1
    if found["percent"]:
        known = len(part) <= 2 and not found["yuan"]
        return Rate(sign * int(whole + part.ljust(2, "0")), percent=True) if known else text
    if found["yuan"] or len(part) == 2:
        return Money(sign * int(whole + part.ljust(2, "0"))) if len(part) in (0, 2) else text
    if part:
        return Rate(sign * int(whole + part.ljust(4, "0")), percent=False)
    return sign * int(whole)


def _texts(value: Any, field: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise invalid(field, "文字的列表", "a list of texts")
    return value


def read(document: dict[str, Any]) -> Table:
    """`{name, titles, numeric, rows}`; texts of the columns that are `numeric` become numbers.

    Raises Problem 422 with the member that cannot be used; so are more than two million cells.
    """
    name = document.get("name")
    if not isinstance(name, str) or not 1 <= len(name) <= 200:
        raise invalid("name", "1 至 200 个字的表名", "a name of 1 to 200 characters")
    titles = _texts(document.get("titles"), "titles")
    if not 1 <= len(titles) <= _MOST_COLUMNS:
        raise invalid("titles", f"1 至 {_MOST_COLUMNS} 列", f"1 to {_MOST_COLUMNS} columns")
    numeric = document.get("numeric")
    if (
        not isinstance(numeric, list)
        or len(numeric) != len(titles)
        or not all(isinstance(each, bool) for each in numeric)
    ):
        raise invalid("numeric", "每列一个真假值", "a truth value for each column")
    rows = document.get("rows")
    if not isinstance(rows, list):
        raise invalid("rows", "各行的列表", "a list of rows")
    if len(rows) * len(titles) > _MOST_CELLS:
        raise invalid("rows", f"最多 {_MOST_CELLS:,} 格", f"at most {_MOST_CELLS:,} cells")
    sheet = _NO_SHEET_NAME.sub(" ", name)[:_LONGEST_NAME].strip("' ")
    table = Table("shown", sheet or "1", titles, [])
    for row in rows:
        cells = _texts(row, "rows")
        if len(cells) != len(titles):
            raise invalid("rows", "每行与列数相同", "rows as long as the titles")
        table.rows.append(
            [value_of(text) if is_number else text for text, is_number in zip(cells, numeric)]
        )
    return table
