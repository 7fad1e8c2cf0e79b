"""The parts of an .xlsx file: what the container is, and its small parts (sheets, formats).

Everything here reads bytes that anybody may have made, in a process of their own (sheet_worker).
Sizes are judged by the container's table before anything is unpacked; a part can never give more
bytes than that table says, because zipfile stops there.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Iterator
from xml.etree.ElementTree import Element
from xml.parsers import expat

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

MIB = 1024 * 1024
MOST_ENTRIES = 2_000
MOST_UNPACKED = 512 * MIB
# A sheet of equal rows packs about 1 : 60; deflate's own limit is 1 : 1032.
MOST_RATIO = 200
RATIO_FROM = 4 * MIB
MOST_STRINGS = 96 * MIB
MOST_SMALL_PART = 16 * MIB
MOST_SHEETS = 100

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# What broken XML, a broken container and absurd numbers in them raise.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ParseError,
    expat.ExpatError,
    ValueError,
    ArithmeticError,
    LookupError,
    EOFError,
    OSError,
    RuntimeError,
)


class Refused(Exception):
    """A file that is not read: a code of messages.py and what fills its text."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass
class SheetEntry:
    """One sheet of the workbook, in the order of its tabs."""

    name: str
    hidden: bool
    part: str


@dataclass
class Workbook:
    """What the sheets of a file share. `formats` has one number format for each cell style."""

    archive: zipfile.ZipFile
    sheets: list[SheetEntry] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    from_1904: bool = False
    strings_part: str = ""


def is_container(data: bytes) -> bool:
    """Whether the bytes are a zip container, or an OLE one, rather than text."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLE))


def open_workbook(data: bytes) -> Workbook:
    """Opens an .xlsx file. Raises Refused."""
    if data.startswith(_OLE):
        raise Refused("sheet_encrypted" if _ENCRYPTED in data else "sheet_old_xls")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        _check_entries(archive)
        return _read_workbook(archive)
    except DefusedXmlException:
        raise Refused("sheet_unsafe_xml") from None
    except DAMAGE:
        raise Refused("sheet_damaged") from None


def _check_entries(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise Refused("sheet_too_large")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("sheet_encrypted")
    total = 0
    for entry in entries:
        total += entry.file_size
        packed = max(1, entry.compress_size)
        swollen = entry.file_size > RATIO_FROM and entry.file_size > packed * MOST_RATIO
        if swollen or total > MOST_UNPACKED:
            raise Refused("sheet_too_large")


def _kind(archive: zipfile.ZipFile) -> None:
    """Refuses the other formats that come in a zip container, each with its remedy."""
    names = set(archive.namelist())
    if "xl/workbook.bin" in names:
        raise Refused("sheet_xlsb")
    if "[Content_Types].xml" not in names:
        raise Refused("sheet_not_workbook")
    types = small_part(archive, "[Content_Types].xml")
    declared = {element.get("ContentType", "") for element in types}
    macros = any("macroEnabled" in kind or "vbaProject" in kind for kind in declared)
    if macros or "xl/vbaProject.bin" in names:
        raise Refused("sheet_macros")


def small_part(archive: zipfile.ZipFile, name: str) -> Element:
    """A part as a tree; entities and document types are refused."""
    if archive.getinfo(name).file_size > MOST_SMALL_PART:
        raise Refused("sheet_too_large")
    root: Element = fromstring(archive.read(name), forbid_dtd=True)
    return root


def local(tag: str) -> str:
    """An element's or attribute's name without its namespace: two editions have two of them."""
    return tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """An attribute by its local name; empty when it is not there."""
    for key, value in element.items():
        if local(key) == name:
            return value
    return ""


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of that local name."""
    return (child for child in (element if element is not None else ()) if local(child.tag) == name)


def _targets(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """The relations of a part: id -> (the type's last word, the target's part name)."""
    folder, base = posixpath.split(part)
    name = posixpath.join(folder, "_rels", base + ".rels")
    found: dict[str, tuple[str, str]] = {}
    for relation in children(small_part(archive, name), "Relationship"):
        if relation.get("TargetMode") == "External":
            continue
        target = posixpath.normpath(posixpath.join("/" + folder, relation.get("Target", "")))
        kind = relation.get("Type", "").rpartition("/")[2]
        found[relation.get("Id", "")] = (kind, target.lstrip("/"))
    return found


def _read_workbook(archive: zipfile.ZipFile) -> Workbook:
    _kind(archive)
    roots = [target for kind, target in _targets(archive, "").values() if kind == "officeDocument"]
    if not roots or not roots[0].startswith("xl/"):
        raise Refused("sheet_not_workbook")
    tree = small_part(archive, roots[0])
    targets = _targets(archive, roots[0])
    book = Workbook(archive)
    for properties in children(tree, "workbookPr"):
        book.from_1904 = properties.get("date1904") in ("1", "true")
    for sheets in children(tree, "sheets"):
        for sheet in children(sheets, "sheet"):
            kind, target = targets.get(attribute(sheet, "id"), ("", ""))
            if kind == "worksheet":
                hidden = sheet.get("state", "visible") != "visible"
                book.sheets.append(SheetEntry(sheet.get("name", ""), hidden, target))
    if len(book.sheets) > MOST_SHEETS:
        raise Refused("sheet_too_large")
    for kind, target in targets.values():
        if kind == "styles":
            book.formats = _formats(small_part(archive, target))
        elif kind == "sharedStrings":
            if archive.getinfo(target).file_size > MOST_STRINGS:
                raise Refused("sheet_too_large")
            book.strings_part = target
    return book


# Formats that a file names by number only. 27 to 36 and 50 to 58 are what Chinese Excel and WPS
# mean by them (ECMA-376 part 1, 18.8.30, zh-cn); only whether they show a date or a time matters.
_BUILTIN = {
    9: "0%", 10: "0.00%", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm",
    27: "yyyy-m", 28: "m-d", 29: "m-d", 30: "m-d-yy", 31: "yyyy-m-d", 32: "h:mm", 33: "h:mm:ss",
    34: "h:mm", 35: "h:mm:ss", 36: "yyyy-m", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    50: "yyyy-m", 51: "m-d", 52: "yyyy-m", 53: "m-d", 54: "m-d", 55: "h:mm", 56: "h:mm:ss",
    57: "yyyy-m", 58: "m-d",
}  # fmt: skip


def _formats(styles: Element) -> list[str]:
    """The number format of each cell style."""
    codes = dict(_BUILTIN)
    for table in children(styles, "numFmts"):
        for entry in children(table, "numFmt"):
            codes[int(entry.get("numFmtId", "0"))] = entry.get("formatCode", "")
    for table in children(styles, "cellXfs"):
        return [codes.get(int(xf.get("numFmtId", "0")), "") for xf in children(table, "xf")]
    return []
