"""Files that are refused, files that mean harm, and the route that reads them."""

from __future__ import annotations

import io
import random
import time
import zipfile
from pathlib import Path
from typing import Any, Callable

import pytest

from harness import Client, Server
from server import log, sheet_cells, sheet_package, sheet_worker, sheets
from server.config import Settings
from server.problem import Problem
from server.sheet_package import Refused
from sheet_files import Read, book, patched, refused, with_cells, written



def _good(workbook: Any) -> None:
    sheet = workbook.add_worksheet("Sheet")
    for row, cells in enumerate((["工单号", "项目", "数量"], ["W1", "A", 1], ["W2", "B", 2.5])):
        sheet.write_row(row, 0, cells)


GOOD = written(_good)
SHEET = "xl/worksheets/sheet1.xml"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096)


def container(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def post(client: Client, data: bytes, query: str = "", language: str = "en") -> Any:
    headers = {"Content-Type": XLSX, "Accept-Language": language}
    return client.request("POST", "/api/v1/sheets?name=t" + query, data, headers)


def macros(xml: str) -> str:
    plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return xml.replace(plain, "application/vnd.ms-excel.sheet.macroEnabled.main+xml")


def entity(xml: str) -> str:
    body = xml[xml.index("<worksheet") :]
    return '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>' + body


def locked(data: bytes) -> bytes:
    """Marks the first entry as encrypted, in both places that say so."""
    changed = bytearray(data)
    changed[6] |= 1
    changed[changed.rindex(b"PK\x01\x02", 0, changed.index(b"PK\x01\x02") + 4) + 8] |= 1
    return bytes(changed)


REFUSED: list[tuple[str, Callable[[], bytes]]] = [
    ("sheet_old_xls", lambda: OLE),
    ("sheet_encrypted", lambda: OLE + "EncryptedPackage".encode("utf-16-le")),
    ("sheet_encrypted", lambda: locked(GOOD)),
    ("sheet_macros", lambda: patched(GOOD, "[Content_Types].xml", macros)),
    ("sheet_xlsb", lambda: container(**{"xl/workbook.bin": b"x"})),
    ("sheet_not_workbook", lambda: container(mimetype=b"application/vnd.oasis")),
    ("sheet_not_table", lambda: b"\x89PNG\r\n\x1a\n\x00\x00"),
    ("sheet_not_table", lambda: b"%PDF-1.7\n\xff\xff\xff\xff"),
    ("sheet_damaged", lambda: GOOD[: len(GOOD) // 2]),
    ("sheet_damaged", lambda: patched(GOOD, SHEET, lambda xml: xml[:-40])),
    ("sheet_damaged", lambda: with_cells('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')),
    ("sheet_damaged", lambda: with_cells('<row r="1"><c r="A0"><v>7</v></c></row>')),
    ("sheet_damaged", lambda: with_cells('<row r="1"><c r="A1"><v>1e999</v></c></row>')),
    ("sheet_damaged", lambda: with_cells('<row r="99999999"><c><v>1</v></c></row>')),
    ("sheet_unsafe_xml", lambda: patched(GOOD, SHEET, entity)),
    (
        "sheet_unsafe_xml",
        lambda: patched(
            GOOD,
            "xl/workbook.xml",
            lambda xml: '<!DOCTYPE x [<!ENTITY a "b">]>' + xml[xml.index("<w") :],
        ),
    ),
    ("sheet_too_large", lambda: container(**{f"x{n}": b"" for n in range(2001)})),
    ("sheet_too_large", lambda: container(bomb=bytes(64 << 20))),
    ("sheet_too_large", lambda: with_cells('<row r="1"><c r="ALM1"><v>1</v></c></row>')),
]


@pytest.mark.parametrize(
    ("code", "make"), REFUSED, ids=[f"{n}-{code}" for n, (code, _) in enumerate(REFUSED)]
)
def test_refused(code: str, make: Callable[[], bytes]) -> None:
    assert refused(make()) == code


def test_total_size_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_package, "MOST_UNPACKED", 1000)
    assert refused(GOOD) == "sheet_too_large"


def test_shared_strings_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_package, "MOST_STRINGS", 100)
    assert refused(GOOD) == "sheet_too_large"


def test_cells_of_all_sheets_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    def two(workbook: Any) -> None:
        for sheet in (workbook.active, workbook.create_sheet("b")):
            sheet.append(["a", "b", "c"])

    monkeypatch.setattr(sheet_cells, "MOST_CELLS", 6)
    assert Read(book(two)).columns == ["a", "b", "c"]
    monkeypatch.setattr(sheet_cells, "MOST_CELLS", 5)
    assert refused(book(two)) == "sheet_too_large"


def test_merged_areas_count_as_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    def wide(workbook: Any) -> None:
        workbook.active.append(["a", "b"])
        workbook.active.append(["1", None])
        workbook.active["B40"] = "end"
        workbook.active.merge_cells("A2:A30")

    assert len(Read(book(wide)).rows) == 30
    monkeypatch.setattr(sheet_cells, "MOST_CELLS", 30)
    assert refused(book(wide)) == "sheet_too_large"


def test_random_corruptions_give_a_table_or_a_refusal() -> None:
    dice = random.Random(20260302)
    tables = refusals = 0
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for number in range(300):
        # Half of them are broken outside, half inside a container that is whole.
        if number % 2:
            data = _corrupted(GOOD, dice)
        else:
            name = dice.choice([n for n in parts if n.startswith(("xl/", "["))])
            data = container(**{**parts, name: _corrupted(parts[name], dice)})
        started = time.monotonic()
        try:
            sheet_worker.read(data, None)
            tables += 1
        except Refused:
            refusals += 1
        assert time.monotonic() - started < 3, number
    assert tables > 20 and refusals > 100, (tables, refusals)


def _corrupted(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 8, 40))):
        at = dice.randrange(len(changed))
        deed = dice.randrange(4)
        if deed == 0:
            changed[at] = dice.randrange(256)
        elif deed == 1:
            del changed[at : at + dice.randrange(1, 20)]
        elif deed == 2:
            changed[at:at] = bytes(dice.randrange(256) for _ in range(dice.randrange(1, 9)))
        else:
            changed[at:at] = changed[at // 2 : at // 2 + dice.randrange(1, 60)]
        if not changed:
            changed = bytearray(b"x")
    return bytes(changed)


CSV = "工单号,项目,备注\nW1,A,镕𠮷\nW2,B,\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (CSV.encode("gb18030"), "GB18030"),
        (b"\xff\xfe" + CSV.encode("utf-16-le"), "UTF-16"),
        (b"\xfe\xff" + CSV.encode("utf-16-be"), "UTF-16"),
        (CSV.encode(), ""),
        (b"\xef\xbb\xbf" + CSV.encode(), ""),
    ],
)
def test_text_tables(data: bytes, encoding: str) -> None:
    header, csv = sheet_worker.read(data, None)
    (sheet,) = header["sheets"]
    assert csv == CSV.encode() and (sheet["rows"], sheet["columns"]) == (2, 3)
    assert [note["places"] for note in sheet["notes"]] == ([[encoding]] if encoding else [])


def test_the_route(admin: Client) -> None:
    answer = post(admin, GOOD)
    assert answer.status == 200, answer
    (sheet,) = answer.json["sheets"]
    assert answer.json["csv"] == "工单号,项目,数量\nW1,A,1\nW2,B,2.5\n"
    assert (sheet["name"], sheet["rows"], sheet["columns"], sheet["notes"]) == ("Sheet", 2, 3, [])
    assert post(admin, GOOD, "&sheet=0").json == answer.json
    assert post(admin, GOOD, "&sheet=1").json["code"] == "sheet_no_such"
    assert post(admin, GOOD, "&sheet=x").status == 422
    assert post(admin, b"").status == 422
    assert admin.request("POST", "/api/v1/sheets?name=t", GOOD).status == 415
    assert Client(admin.port).request("POST", "/api/v1/sheets?name=t", GOOD).status == 401


def test_sentences_in_both_languages(admin: Client) -> None:
    assert "Save it as .xlsx" in post(admin, OLE).json["detail"]
    assert "另存为 .xlsx" in post(admin, OLE, "", "zh-CN").json["detail"]
    text = CSV.encode("gb18030")
    note = post(admin, text).json["sheets"][0]["notes"][0]
    assert note["message"] == "The file is GB18030; it was converted to UTF-8."
    answer = post(admin, text, "", "zh-CN").json["sheets"][0]
    assert answer["name"] == "t" and answer["notes"][0]["message"].startswith("文件编码为 GB18030")


def test_corruptions_by_the_route(admin: Client) -> None:
    dice = random.Random(7)
    for number in range(24):
        answer = post(admin, _corrupted(GOOD, dice))
        assert answer.status in (200, 422), (number, answer)


def test_a_slow_file_is_stopped_and_others_are_served(fresh: Callable[..., Server]) -> None:
    rows = "".join(
        f'<row r="{n}">' + f'<c r="A{n}"><v>{n}.25</v></c>' * 6 + "</row>" for n in range(1, 90_000)
    )
    server = fresh("--sheet-deadline", "1")
    client = server.signed_in()
    started = time.monotonic()
    answer = post(client, with_cells(rows))
    assert (answer.status, answer.json["code"]) == (422, "sheet_too_slow")
    assert time.monotonic() - started < 10
    assert post(client, GOOD).status == 200


def test_memory_is_bounded(fresh: Callable[..., Server]) -> None:
    server = fresh("--sheet-memory", str(96 << 20))
    client = server.signed_in()
    assert post(client, GOOD).status == 200
    text = "".join(
        f'<row r="{n}"><c r="A{n}" t="str"><v>{n:0200d}</v></c></row>' for n in range(1, 200_000)
    )
    assert post(client, with_cells(text)).json["code"] == "sheet_too_large"


@pytest.mark.parametrize(
    ("died_of", "code"), [("ABRT", "sheet_damaged"), ("XCPU", "sheet_too_slow")]
)
def test_a_worker_that_dies_is_a_refusal(
    died_of: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text(f"import os, signal\nos.kill(os.getpid(), signal.SIG{died_of})\n")
    said = io.StringIO()
    monkeypatch.setattr(sheets, "_WORKER", worker)
    monkeypatch.setattr(log, "_stream", said)
    with pytest.raises(Problem) as caught:
        sheets.SheetReader(Settings()).read(GOOD, None)
    assert (caught.value.status, caught.value.code) == (422, code)
    assert ("sheet_failed" in said.getvalue()) == (code == "sheet_damaged")
