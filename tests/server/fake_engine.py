"""A small stand-in for the engine, with the same framing, for tests of the server alone.

Its prices are nonsense on purpose; what it does is decided by fields of the documents:
a version with "fake_finding": "error" or "warning" has that finding; a ticket with
"fake": "crash", "loop" or "memory" makes the worker die, hang or ask for too much.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from server.worker import run  # noqa: E402


def _out(header: object, payload: bytes = b"") -> bytes:
    return json.dumps(header).encode() + b"\n" + payload


def _refuse(code: str, field: str) -> tuple[int, bytes]:
    return 1, _out({"error": {"code": code, "field": field, "message": f"{field} is wrong"}})


def _version(number: int, start: str, status: str) -> dict[str, object]:
    return {"version": number, "status": status, "from": start, "utc_offset_min": 480, "tiers": []}


def _demo() -> bytes:
    versions = [
        _version(1, "2026-01-01", "retired"),
        _version(2, "2026-04-01", "in_force"),
        _version(3, "2026-10-01", "in_force"),
    ]
    books = [
        {
            "book": "technician",
            "name": "师傅结算",
            "relation": "company_technician",
            "versions": versions,
        }
    ]
    file = {"schema": "fenming.book-file/1", "routing": [], "books": books}
    return json.dumps(file, ensure_ascii=False).encode()


def _check(payload: bytes) -> tuple[int, bytes]:
    findings = []
    for book in json.loads(payload)["books"]:
        for version in book["versions"]:
            severity = version.get("fake_finding")
            if severity:
                findings.append(
                    {
                        "severity": severity,
                        "code": "fake_" + severity,
                        "book": book["book"],
                        "version": version["version"],
                        "field": "/tiers",
                        "message": "as asked",
                        "certainty": "witness",
                        "witness": None,
                    }
                )
    wrong = any(entry["severity"] == "error" for entry in findings)
    return 0, _out({"publishable": not wrong, "findings": findings})


def _check_template(header: dict[str, object], payload: bytes) -> tuple[int, bytes]:
    document = json.loads(payload[int(str(header["book_bytes"])) :])
    refuted = bool(document.get("fake_refuted"))
    document["template"].update({"version": header["version"], "status": "published"})
    check = {"verdicts": {"structure": "refuted" if refuted else "proved"}}
    answer = {"publishable": not refuted, "disabled": "", "check": check}
    return 0, _out(answer, json.dumps(document, ensure_ascii=False).encode())


def _settle(header: dict[str, object], payload: bytes) -> tuple[int, bytes]:
    lines = []
    for line in payload[int(str(header["book_bytes"])) :].splitlines():
        ticket = json.loads(line)
        if ticket.get("fake") == "crash":
            os.abort()
        while ticket.get("fake") == "loop":
            pass
        if ticket.get("fake") == "memory":
            bytearray(1 << 40)
        if ticket.get("fake") == "nonsense":
            return 0, b"this is no header\n"
        lines.append(json.dumps({"ticket": ticket["ticket"], "total_fen": 15010}).encode())
    return 0, _out({}, b"".join(line + b"\n" for line in lines))


def _history(tickets: int, data: bytes) -> tuple[int, bytes]:
    size = 1 << 20
    parts = [data[at : at + size] for at in range(0, len(data), size)] or [b""]
    described = [{"bytes": len(p), "digest": hashlib.sha256(p).hexdigest()} for p in parts]
    digest = hashlib.sha256(data).hexdigest()
    return 0, _out({"tickets": tickets, "parts": described, "digest": digest}, data)


def _import(header: dict[str, object], payload: bytes) -> tuple[int, bytes]:
    rows = payload.decode("utf-8").splitlines()
    columns = rows[0].split(",")
    mapping = header["mapping"] or ({"ticket": "ticket"} if "ticket" in columns else {})
    accepted, errors, preview = [], [], []
    assert isinstance(mapping, dict)
    for number, row in enumerate(rows[1:], start=2):
        cells = row.split(",")
        preview.append(cells)
        if len(cells) != len(columns):
            errors.append({"line": number, "column": 1, "code": "csv_cells", "message": "cells"})
        elif mapping.get("ticket") in columns:
            name = cells[columns.index(mapping["ticket"])]
            accepted.append(json.dumps({"ticket": name}).encode() + b"\n")
    answer = {
        "columns": columns,
        "mapping": mapping,
        "rows": len(rows) - 1,
        "accepted": len(accepted),
        "errors": errors,
        "preview": preview[:20],
    }
    return 0, _out(answer, b"".join(accepted))


def call(name: bytes, request: bytes) -> tuple[int, bytes]:
    line, _, payload = request.partition(b"\n")
    header = json.loads(line)
    operation = name.decode()
    if operation == "version":
        return 0, _out({"engine": "fake", "rules": 1})
    if operation == "demo_books":
        return 0, _out({}, _demo())
    if operation == "check_book":
        return _check(payload)
    if operation == "check_template":
        return _check_template(header, payload)
    if operation == "demo_past_tickets":
        return 0, _out({"tickets": 0})
    if operation == "settle":
        return _settle(header, payload)
    if operation == "build_history":
        if not payload:
            return _refuse("no_tickets", "tickets")
        return _history(payload.count(b"\n"), payload)
    if operation == "generate_history":
        return _history(header["tickets"], bytes(range(256)) * (header["tickets"] // 16))
    if operation == "import_csv":
        return _import(header, payload)
    if operation == "simulate":
        first, second = header["book_bytes"], header["candidate_bytes"]
        candidate = json.loads(payload[first : first + second])
        states = [v["status"] for book in candidate["books"] for v in book["versions"]]
        seen = {"columns": len(payload) - first - second, "states": sorted(set(states))}
        return 0, _out({}, json.dumps(seen).encode())
    return _refuse("unknown_operation", "operation")


if __name__ == "__main__":
    run(call, int(sys.argv[2]))
