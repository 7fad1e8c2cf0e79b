"""Errors as the API gives them: RFC 9457 problem documents."""

from __future__ import annotations

from typing import Any, Mapping, Sequence

from . import messages, strict_json


class Problem(Exception):
    """An expected refusal. `values` fill the message; `extra` are further members of the body."""

    def __init__(
        self,
        status: int,
        code: str,
        *,
        values: Mapping[str, object] | None = None,
        errors: Sequence[Mapping[str, Any]] = (),
        extra: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.values = dict(values or {})
        self.errors = list(errors)
        self.extra = dict(extra or {})
        self.headers = dict(headers or {})


_TITLES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    409: "Conflict",
    412: "Precondition Failed",
    413: "Content Too Large",
    415: "Unsupported Media Type",
    422: "Unprocessable Content",
    428: "Precondition Required",
    429: "Too Many Requests",
    500: "Internal Server Error",
    503: "Service Unavailable",
    507: "Insufficient Storage",
}


def body(problem: Problem, language: str, trace_id: str, path: str) -> bytes:
    """The problem+json document in the asked language."""
    document: dict[str, Any] = {
        "type": f"urn:fenming:problem:{problem.code}",
        "title": _TITLES.get(problem.status, "Error"),
        "status": problem.status,
        "detail": messages.text(problem.code, language, **problem.values),
        "instance": path[:200],
        "code": problem.code,
        "errors": [_error(entry, language) for entry in problem.errors],
        "trace_id": trace_id,
    }
    document.update(problem.extra)
    return strict_json.dump(document)


def _error(entry: Mapping[str, Any], language: str) -> dict[str, Any]:
    shown = {key: value for key, value in entry.items() if key not in ("zh", "en")}
    if "zh" in entry:
        shown["message"] = entry["zh" if language == "zh-CN" else "en"]
    return shown


def invalid(field: str, expected: str, expected_en: str, status: int = 422) -> Problem:
    """A member of the request that cannot be used: names it, and what it must be."""
    return Problem(
        status,
        "invalid_field",
        values={"field": field, "expected": (expected, expected_en)},
        errors=[
            {"pointer": "/" + field, "code": "invalid_field", "zh": expected, "en": expected_en}
        ],
    )


def not_found() -> Problem:
    """What is not there, or not for the asker."""
    return Problem(404, "not_found")
