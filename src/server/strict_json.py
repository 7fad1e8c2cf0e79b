"""JSON under the engine's rules: integers only, no duplicate keys, bounded depth, valid UTF-8.

The standard parser does the work; where it accepts too much, hooks refuse, and a small scanner
finds the place, so that every refusal names line and column.
"""

from __future__ import annotations

import json
import re
from typing import Any

DEEPEST = 64
_LARGEST = 2**63 - 1
_SMALLEST = -(2**63)

_TOKEN = re.compile(
    r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|-?(?:\d[\d.eE+\-]*|Infinity)|NaN|true|false|null', re.DOTALL
)
_LONE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)


class JsonError(ValueError):
    """A document that is refused: `reason` is a message code, line and column count from 1."""

    def __init__(self, reason: str, line: int, column: int) -> None:
        super().__init__(f"{reason} at line {line}, column {column}")
        self.reason = reason
        self.line = line
        self.column = column


class _Refused(Exception):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise _Refused("json_duplicate_key")
    return result


def _integer(token: str) -> int:
    if len(token) > 20:
        raise _Refused("json_number_range")
    value = int(token)
    if not _SMALLEST <= value <= _LARGEST:
        raise _Refused("json_number_range")
    return value


def _fraction(_token: str) -> float:
    raise _Refused("json_not_integer")


def _constant(_token: str) -> float:
    raise _Refused("json_not_finite")


def _at(text: str, position: int, reason: str) -> JsonError:
    line = text.count("\n", 0, position) + 1
    column = position - (text.rfind("\n", 0, position) + 1) + 1
    return JsonError(reason, line, column)


def _is_reason(token: str, reason: str) -> bool:
    if token[0] not in "-0123456789NI":
        return False
    if reason == "json_not_finite":
        return token in ("NaN", "Infinity", "-Infinity")
    if token in ("NaN", "Infinity", "-Infinity"):
        return False
    if reason == "json_not_integer":
        return any(mark in token for mark in ".eE")
    if reason == "json_number_range":
        digits = token.lstrip("-")
        return digits.isdigit() and (len(token) > 20 or not _SMALLEST <= int(token) <= _LARGEST)
    return False


def _locate(text: str, reason: str) -> JsonError:
    """Finds the first token that gives `reason`; runs only for documents already refused."""
    keys: list[set[str] | None] = []
    expects_key = False
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token in "{[":
            keys.append(set() if token == "{" else None)
            expects_key = token == "{"
            if reason == "json_too_deep" and len(keys) > DEEPEST:
                return _at(text, match.start(), reason)
        elif token in "}]":
            if keys:
                keys.pop()
            expects_key = False
        elif token == ",":
            expects_key = bool(keys) and keys[-1] is not None
        elif token[0] == '"' and expects_key and keys and keys[-1] is not None:
            expects_key = False
            key = json.loads(token, strict=False)
            if key in keys[-1] and reason == "json_duplicate_key":
                return _at(text, match.start(), reason)
            keys[-1].add(key)
        elif token not in ":" and _is_reason(token, reason):
            return _at(text, match.start(), reason)
    return _at(text, 0, reason)


def _deepest(value: Any) -> int:
    deepest = 0
    stack: list[tuple[Any, int]] = [(value, 1)]
    while stack:
        node, depth = stack.pop()
        if isinstance(node, (dict, list)):
            deepest = max(deepest, depth)
            children = node.values() if isinstance(node, dict) else node
            stack.extend((child, depth + 1) for child in children)
    return deepest


def parse(data: bytes) -> Any:
    """Parses a complete document. Raises JsonError with the code and place of the first fault."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        good = data[: error.start].decode("utf-8")
        raise _at(good, len(good), "json_bad_utf8") from None
    try:
        value = json.loads(
            text,
            object_pairs_hook=_pairs,
            parse_int=_integer,
            parse_float=_fraction,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as error:
        raise JsonError("json_syntax", error.lineno, error.colno) from None
    except RecursionError:
        raise _locate(text, "json_too_deep") from None
    except _Refused as refusal:
        raise _locate(text, refusal.reason) from None
    if _deepest(value) > DEEPEST:
        raise _locate(text, "json_too_deep")
    try:
        dump(value)
    except UnicodeEncodeError:
        found = _LONE.search(text)
        raise _at(text, found.start() if found else 0, "json_lone_surrogate") from None
    return value


def dump(value: Any) -> bytes:
    """Canonical bytes: UTF-8, keys in the order given, no spaces."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8")
