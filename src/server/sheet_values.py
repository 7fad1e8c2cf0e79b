"""What a cell says, as text: numbers, dates, percentages, and the text that people type.

Numbers are never rounded to what a narrow format shows; only a float's last digits beyond the
fifteen that Excel itself keeps are dropped, because they are the noise of a formula.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from functools import lru_cache

# What a number format shows.
GENERAL, DATE, TIME, MOMENT, ELAPSED, PERCENT = range(6)
# Digits that Excel keeps of a number.
EXCEL_DIGITS = 15
# As serial numbers, 1954-10-03 and 2119-01-10: beyond, a number in a date column is no date.
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000
_LAST_DAY = 2_958_465  # 9999-12-31
_DAY_SECONDS = 86_400

_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3002: 0x2E}
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_BLANKS = re.compile(r"[\s\u00a0\u3000\ufeff\u200b\u200e\u200f]+")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_QUIET = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)


MOST_NAMED = 10


class Note:
    """How often something was done to a sheet, with the first places."""

    def __init__(self) -> None:
        self.count = 0
        self.names: list[str] = []

    def add(self, name: str) -> None:
        """One more place: a cell's name, or a row's number."""
        self.count += 1
        if len(self.names) < MOST_NAMED:
            self.names.append(name)


@lru_cache(maxsize=4096)
def shows(number_format: str) -> int:
    """Whether a number format shows a date, a time, both, a duration, a percentage or a number."""
    first = _QUIET.sub("", number_format.split(";")[0])
    # What is quoted went away, so a letter left is a placeholder.
    if "%" in first:
        return PERCENT
    lower = first.lower().replace("am/pm", "h").replace("上午/下午", "h").replace("general", "")
    if re.search(r"\[[hms]+\]", lower):
        return ELAPSED
    if re.search(r"[0#?]e[+-]", lower):
        return GENERAL
    # An m beside hours or seconds is minutes, any other a month.
    months = re.sub(r"h+[^ymd]*m+|m+[^ymd]*s", "", lower)
    date = bool(re.search(r"[yde]", lower)) or "m" in months
    time = bool(re.search(r"[hs]", lower))
    return MOMENT if date and time else DATE if date else TIME if time else GENERAL


def number_text(number: Decimal) -> str:
    """A decimal without exponent, superfluous zeros and minus zero."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def decimal_of(raw: str) -> tuple[Decimal, bool, bool]:
    """A stored number: its value, whether noise was dropped, and whether digits may be lost.

    Raises ValueError for what is no finite number, or beyond 1e300.
    """
    value = float(raw)
    if not abs(value) < 1e300:
        raise ValueError(raw)
    shortest = Decimal(repr(value))
    if len(shortest.as_tuple().digits) <= EXCEL_DIGITS and abs(value) < 10**EXCEL_DIGITS:
        return shortest, False, False
    if abs(value) >= 10**EXCEL_DIGITS:
        # A whole number as written, when every digit is there; but Excel had only fifteen.
        plain = raw.strip()
        exact = Decimal(plain) if re.fullmatch(r"-?\d{1,40}", plain) else shortest
        return exact, False, True
    return Decimal(format(value, f".{EXCEL_DIGITS}g")), True, False


def moment_of(serial: Decimal, from_1904: bool) -> datetime.datetime | None:
    """The moment of a serial number, to the second; None when it is no date that Excel knows."""
    seconds = int((serial * _DAY_SECONDS).to_integral_value())
    if seconds < 0 or seconds >= (_LAST_DAY + 1) * _DAY_SECONDS:
        return None
    if from_1904:
        begin = datetime.datetime(1904, 1, 1)
        if seconds > (_LAST_DAY - 1462) * _DAY_SECONDS:
            return None
    else:
        # Excel counts a 29 February 1900; before it, days are one less.
        begin = datetime.datetime(1899, 12, 31 if seconds < 60 * _DAY_SECONDS else 30)
    return begin + datetime.timedelta(seconds=seconds)


def clock_text(moment: datetime.datetime) -> str:
    """09:10, or 09:10:05 when there are seconds."""
    return moment.strftime("%H:%M:%S" if moment.second else "%H:%M")


def moment_text(moment: datetime.datetime, kind: int) -> str:
    """2026-03-02, 2026-03-02 09:10 or 09:10, by what the number format shows."""
    # strftime would write the year 900 with three digits.
    date = moment.date().isoformat()
    if kind == TIME:
        return clock_text(moment)
    if kind == DATE and not (moment.hour or moment.minute or moment.second):
        return date
    return f"{date} {clock_text(moment)}"


def shown_number(value: Decimal, kind: int, from_1904: bool) -> str | None:
    """A number as its format means it; None when the number is no date and the format wants one."""
    if kind == PERCENT:
        return number_text(value * 100) + "%"
    if kind == ELAPSED:
        seconds = int((abs(value) * _DAY_SECONDS).to_integral_value())
        sign = "-" if value < 0 and seconds else ""
        hours, rest = divmod(seconds, 3600)
        return f"{sign}{hours}:{rest // 60:02d}" + (f":{rest % 60:02d}" if rest % 60 else "")
    moment = moment_of(value, from_1904)
    return None if moment is None else moment_text(moment, kind)


def clean_text(text: str) -> str:
    """A typed text: blanks of every kind at its ends go, those inside become one space each run.

    A line break is a blank as well, so that a row stays one line. A text of nothing but narrow
    characters once full-width ones are narrowed (１，２３４．５) is narrowed, and a number's
    thousands separators go. The apostrophe before a text is the mark by which spreadsheets know it.
    """
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: _escaped(found[1]), text)
    if not text.isascii() or not text.isprintable() or " " in text:
        text = _BLANKS.sub(" ", text).strip(" ")
        text = "".join(c for c in text if c.isprintable() or c == " ")
    if not text.isascii():
        narrow = text.translate(_NARROW)
        text = narrow if narrow.isascii() else text
    if len(text) > 1 and text[0] == "'":
        text = text[1:]
    if "," in text and _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    return text


def _escaped(code: str) -> str:
    """Excel writes characters that XML cannot hold, and the text _x itself, by number."""
    number = int(code, 16)
    return "" if 0xD800 <= number <= 0xDFFF else chr(number)


def column_letters(column: int) -> str:
    """The name of a column counted from 0: A, B, …, Z, AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """A cell's name; both counted from 0."""
    return f"{column_letters(column)}{row + 1}"
