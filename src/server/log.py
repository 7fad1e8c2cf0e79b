"""Structured log: one JSON object a line on standard error, safe against injected line breaks."""

from __future__ import annotations

import json
import logging
import sys
import threading
import time
from typing import Any, TextIO

_LONGEST_VALUE = 500
_lock = threading.Lock()
_stream: TextIO = sys.stderr


def event(name: str, level: str = "info", **fields: Any) -> None:
    """Writes one line. Values are cut at 500 characters; never pass a secret."""
    record: dict[str, Any] = {
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "level": level,
        "event": name,
    }
    for key, value in fields.items():
        record[key] = value[:_LONGEST_VALUE] if isinstance(value, str) else value
    # ASCII output escapes every control character, so a value can never start a second line.
    line = json.dumps(record, ensure_ascii=True, separators=(",", ":"), default=str)
    with _lock:
        try:
            _stream.write(line + "\n")
            _stream.flush()
        except OSError:
            # A full disk or a closed terminal must not turn a served request into an error.
            pass


class LoggingBridge(logging.Handler):
    """Carries the records of libraries (uvicorn, asyncio) into the structured log."""

    def emit(self, record: logging.LogRecord) -> None:
        detail = ""
        if record.exc_info and record.exc_info[1] is not None:
            detail = repr(record.exc_info[1])
        event(
            "library",
            level=record.levelname.lower(),
            logger=record.name,
            message=record.getMessage(),
            detail=detail,
        )


def capture_libraries() -> None:
    """Routes warnings and errors of the libraries in use into this log."""
    root = logging.getLogger()
    root.handlers[:] = [LoggingBridge()]
    root.setLevel(logging.WARNING)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "asyncio"):
        logging.getLogger(name).handlers[:] = []
        logging.getLogger(name).propagate = True
