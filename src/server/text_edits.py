"""A draft that is stored as what changed: edits of the text that the server has.

An edit `[kept, removed, "added"]` keeps so many bytes (of UTF-8) of the former text, leaves so many
out and puts this in their place; what follows the last one stays. The digest of what they give is
compared, so that a draft is never put together from two different texts.
"""

from __future__ import annotations

import hashlib
from typing import Any, Mapping

from .problem import Problem, invalid

FIELD = "edits"


def _refused() -> Problem:
    return invalid(
        FIELD,
        "[保留字节数, 删去字节数, 新文字] 的列表，不超出原文",
        "a list of [bytes kept, bytes removed, text added] within the former text",
    )


def _count(value: Any, rest: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= rest:
        raise _refused()
    return value


def apply(base: bytes, document: Mapping[str, Any], largest: int) -> bytes:
    """`base` with the edits of `document`: `{"edits": [[kept, removed, "added"], ...],
    "sha256": "<lower-case hex of the result>"}`.

    Raises Problem 422 where they are no such list or do not fit, 413 above `largest` bytes, 409
    `edits_do_not_fit` where the result has another digest: the whole is to be sent instead.
    """
    edits = document.get(FIELD)
    if not isinstance(edits, list):
        raise _refused()
    parts: list[bytes] = []
    at = 0
    size = 0
    for edit in edits:
        if not isinstance(edit, list) or len(edit) != 3 or not isinstance(edit[2], str):
            raise _refused()
        kept = _count(edit[0], len(base) - at)
        removed = _count(edit[1], len(base) - at - kept)
        parts += [base[at : at + kept], edit[2].encode()]
        size += kept + len(parts[-1])
        at += kept + removed
    if size + len(base) - at > largest:
        raise Problem(413, "body_too_large", values={"limit": largest})
    result = b"".join([*parts, base[at:]])
    if hashlib.sha256(result).hexdigest() != document.get("sha256"):
        raise Problem(409, "edits_do_not_fit")
    return result
