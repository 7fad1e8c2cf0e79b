"""Calls into the engine's worker processes.

A crash, an endless loop or a request for too much memory costs the one call: the worker is killed
and another is started. Two workers exist, so that a long job never holds up a quick question.
"""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from typing import Any, Mapping

from . import log
from .config import Settings
from .worker import REQUEST_FRAME, RESPONSE_FRAME

_CHUNK = 1 << 20
_LARGEST_RESPONSE = 1 << 30


class EngineFailed(Exception):
    """The worker died, overran its deadline or answered nonsense; the call had no effect."""


class EngineBusy(Exception):
    """Other calls occupied the worker for the whole time this one could wait."""


class EngineRefused(Exception):
    """The engine says that the caller's input is wrong: code, field and message."""

    def __init__(self, code: str, field: str, message: str) -> None:
        super().__init__(f"{code} {field}: {message}")
        self.code = code
        self.field = field
        self.message = message


@dataclass(frozen=True)
class Answer:
    """A response: its header and its payload."""

    header: dict[str, Any]
    payload: bytes


class EngineWorker:
    """One worker process; calls on it run one after the other."""

    def __init__(self, name: str, settings: Settings, deadline: int) -> None:
        self.name = name
        self._deadline = deadline
        self._command = [
            sys.executable,
            str(settings.engine_worker),
            str(settings.engine),
            str(settings.engine_memory),
        ]
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    @property
    def pid(self) -> int | None:
        """The living worker's process number, if there is one."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def _start(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        assert process.stdin and process.stdout and process.stderr
        os.set_blocking(process.stdin.fileno(), False)
        os.set_blocking(process.stdout.fileno(), False)
        threading.Thread(target=self._drain, args=(process,), daemon=True).start()
        log.event("engine_started", worker=self.name, pid=process.pid)
        return process

    def _drain(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stderr
        for line in process.stderr:
            text = line.decode("utf-8", "replace").rstrip()
            log.event("engine_said", level="warning", worker=self.name, message=text)

    def call(self, operation: str, header: Mapping[str, Any], payload: bytes = b"") -> Answer:
        """Runs one operation. Raises EngineRefused, EngineFailed or EngineBusy."""
        request = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        request += b"\n" + payload
        if not self._lock.acquire(timeout=self._deadline):
            raise EngineBusy(self.name)
        try:
            result, response = self._exchange(operation.encode("ascii"), request)
        finally:
            self._lock.release()
        return _parsed(operation, result, response)

    def _exchange(self, operation: bytes, request: bytes) -> tuple[int, bytes]:
        if self._stopped:
            raise EngineFailed("the server is stopping")
        if self._process is None or self._process.poll() is not None:
            self._discard()
            self._process = self._start()
        frame = REQUEST_FRAME.pack(len(operation), len(request)) + operation
        limit = time.monotonic() + self._deadline
        try:
            self._send(frame, limit)
            self._send(request, limit)
            head = self._receive(RESPONSE_FRAME.size, limit)
            result, size = RESPONSE_FRAME.unpack(head)
            if size > _LARGEST_RESPONSE:
                raise EngineFailed("the answer is too large")
            return result, self._receive(size, limit)
        except (OSError, EngineFailed) as error:
            log.event(
                "engine_failed",
                level="error",
                worker=self.name,
                operation=operation.decode("ascii"),
                detail=str(error),
            )
            self._discard()
            raise EngineFailed(str(error)) from None

    def _wait(self, descriptor: int, event: int, limit: float) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(descriptor, event)
            if not selector.select(max(0.0, limit - time.monotonic())):
                raise EngineFailed("the deadline passed")

    def _send(self, data: bytes, limit: float) -> None:
        assert self._process and self._process.stdin
        descriptor = self._process.stdin.fileno()
        view = memoryview(data)
        while view:
            self._wait(descriptor, selectors.EVENT_WRITE, limit)
            try:
                view = view[os.write(descriptor, view[:_CHUNK]) :]
            except BlockingIOError:
                continue

    def _receive(self, size: int, limit: float) -> bytes:
        assert self._process and self._process.stdout
        descriptor = self._process.stdout.fileno()
        parts: list[bytes] = []
        while size:
            self._wait(descriptor, selectors.EVENT_READ, limit)
            data = os.read(descriptor, min(size, _CHUNK))
            if not data:
                raise EngineFailed("the worker ended")
            parts.append(data)
            size -= len(data)
        return b"".join(parts)

    def _discard(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream:
                try:
                    stream.close()
                except OSError:
                    pass  # bytes meant for a dead worker: there is nobody to tell

    def stop(self) -> None:
        """Ends the worker at once; a call in progress fails."""
        self._stopped = True
        process = self._process
        if process is not None:
            process.kill()
        with self._lock:
            self._discard()


def _parsed(operation: str, result: int, response: bytes) -> Answer:
    line, _, payload = response.partition(b"\n")
    try:
        header = json.loads(line)
        if not isinstance(header, dict):
            raise ValueError("not an object")
        error = header.get("error")
        if result != 0 or error is not None:
            raise EngineRefused(
                str(error["code"]), str(error.get("field") or ""), str(error.get("message") or "")
            )
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        log.event("engine_nonsense", level="error", operation=operation, detail=repr(fault))
        raise EngineFailed(f"{operation}: no usable answer") from None
    return Answer(header, payload)


class Engine:
    """The engine as the server sees it: a quick worker and one for long jobs."""

    def __init__(self, settings: Settings) -> None:
        self.quick = EngineWorker("quick", settings, settings.engine_deadline)
        self.long = EngineWorker("long", settings, settings.engine_long_deadline)

    def stop(self) -> None:
        """Ends both workers."""
        self.quick.stop()
        self.long.stop()
