"""A table that comes as text: which encoding it has, and the same text as UTF-8."""

from __future__ import annotations

import codecs
import csv
import io
import re

from .sheet_package import Refused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Characters that no table has: control characters, and what GB18030 gives for other encodings'
# bytes (the private use area, unassigned ends).
_STRANGE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ue000-\uf8ff\ufffe\uffff\U000f0000-\U0010ffff]")
_SHOWN = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "gb18030": "GB18030"}


def decode(data: bytes) -> tuple[str, str]:
    """The text and its encoding's name. Raises Refused for what is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding), _SHOWN[encoding]
    for encoding in ("utf-8", "gb18030"):
        try:
            return _strictly(data, encoding), _SHOWN[encoding]
        except Refused:
            continue
    raise Refused("sheet_not_table")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Refused("sheet_not_table") from None
    if _STRANGE.search(text):
        raise Refused("sheet_not_table")
    return text


def measure(text: str) -> tuple[int, int]:
    """Rows below the header, and columns; the engine's reader judges the rest."""
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    rows = columns = 0
    try:
        for row in reader:
            if any(row):
                rows += 1
                columns = columns or len(row)
    except csv.Error:
        raise Refused("sheet_not_table") from None
    return max(0, rows - 1), columns
