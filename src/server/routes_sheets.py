"""Routes of tables that come from other programs."""

from __future__ import annotations

from . import sheets
from .problem import invalid
from .routes_history import IMPORT_LIMIT, check_name
from .web import Context, Reply, Rule

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILES = (XLSX, "text/csv", "application/octet-stream")


def read_sheets(context: Context) -> Reply:
    """The sheets of a file, with the chosen one as CSV. Nothing is kept."""
    name = check_name(context.query.get("name"))
    wanted = context.query.get("sheet")
    if wanted is not None and not (wanted.isascii() and wanted.isdecimal() and len(wanted) < 6):
        raise invalid("sheet", "工作表的序号，从 0 开始", "a sheet's number, counted from 0")
    if not context.body:
        raise invalid("body", "文件的内容", "the contents of a file")
    sheet = int(wanted) if wanted is not None else None
    header, csv = context.services.sheets.read(context.body, sheet)
    return Reply(document=sheets.with_texts(header, name, csv, context.language))


RULES = (
    # What is answered is as large as the file: it is not stored for a repetition.
    Rule(
        "POST",
        "/api/v1/sheets",
        read_sheets,
        limit=IMPORT_LIMIT,
        accepts=_FILES,
        pool="sheets",
        repeatable=False,
    ),
)
