"""Uploaded spreadsheets and text tables, read in a process of their own and kept nowhere."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from . import log, messages
from .config import Settings
from .problem import Problem

_WORKER = Path(__file__).resolve().parent / "sheet_worker.py"
# Refusals of the worker; each has its sentence in messages.py.
REFUSALS = {
    "sheet_old_xls": 422,
    "sheet_macros": 422,
    "sheet_xlsb": 422,
    "sheet_encrypted": 422,
    "sheet_not_table": 422,
    "sheet_not_workbook": 422,
    "sheet_damaged": 422,
    "sheet_unsafe_xml": 422,
    "sheet_too_large": 422,
    "sheet_empty": 422,
    "sheet_no_such": 404,
}


class SheetReader:
    """Starts one process for each file, with limits of memory and time, and ends it."""

    def __init__(self, settings: Settings) -> None:
        self._memory = settings.sheet_memory
        self._deadline = settings.sheet_deadline
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._stopped = False

    def _start(self, sheet: str) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._stopped:
                raise Problem(503, "not_ready")
            process = subprocess.Popen(
                [sys.executable, "-P", str(_WORKER), str(self._memory), str(self._deadline), sheet],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
            self._running.add(process)
            return process

    def read(self, data: bytes, sheet: int | None) -> tuple[dict[str, Any], str]:
        """What sheet_worker answers: the listing and the chosen sheet's CSV. Raises Problem."""
        process = self._start("" if sheet is None else str(sheet))
        too_slow = Problem(422, "sheet_too_slow", values={"seconds": self._deadline})
        try:
            answer, said = process.communicate(data, timeout=self._deadline)
        except subprocess.TimeoutExpired:
            raise too_slow from None
        finally:
            process.kill()
            process.communicate()
            with self._lock:
                self._running.discard(process)
        if process.returncode == -signal.SIGXCPU:
            # The worker's own limit is the same number of seconds; either may be reached first.
            raise too_slow
        if process.returncode != 0:
            last = said.decode("utf-8", "replace").strip().rpartition("\n")[2]
            log.event("sheet_failed", level="error", status=process.returncode, detail=last)
            raise Problem(422, "sheet_damaged")
        line, _, csv = answer.partition(b"\n")
        header = json.loads(line)
        refused = header.get("refused")
        if refused is not None:
            raise Problem(REFUSALS[refused], refused, values=header["values"])
        return header, csv.decode("utf-8")

    def stop(self) -> None:
        """Ends what runs; its requests fail."""
        with self._lock:
            self._stopped = True
            for process in self._running:
                process.kill()


def with_texts(header: dict[str, Any], name: str, csv: str, language: str) -> dict[str, Any]:
    """The answer to the reader: notes as sentences, a text table under its file's name."""
    separator = "、" if language == messages.LANGUAGES[0] else ", "
    sheets = []
    for sheet in header["sheets"]:
        notes = []
        for note in sheet["notes"]:
            places = separator.join(note["places"])
            if note["count"] > len(note["places"]):
                places += "…"
            text = messages.text(note["code"], language, count=note["count"], places=places)
            notes.append({**note, "message": text})
        sheets.append({**sheet, "name": sheet["name"] or name, "notes": notes})
    return {"sheets": sheets, "chosen": header["chosen"], "csv": csv}
