"""Routes of tables that come from spreadsheet programs and go to them."""

from __future__ import annotations

from urllib.parse import quote

from . import books, messages, price_tables, sheets, shown_tables, table_files
from .problem import invalid
from .routes_books import file_bytes, number_of
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


def _file_reply(content: bytes, media_type: str, name: str) -> Reply:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Reply(content=content, media_type=media_type, headers=headers)


def _form(context: Context) -> str:
    """The wanted kind of file. Raises Problem 422."""
    form = context.query.get("format", "xlsx")
    if form not in ("xlsx", "csv"):
        raise invalid("format", "xlsx 或 csv", "xlsx or csv")
    return form


def _tables(context: Context, draft: bool) -> Reply:
    """The tables of a version or of the asker's own draft as one file."""
    form = _form(context)
    kind = context.query.get("table", "items")
    if kind not in price_tables.KINDS:
        raise invalid("table", "items、parts 或 tiers", "items, parts or tiers")
    book, language = context.path["book"], context.language
    number = None if draft else number_of(context.path["number"])
    file = file_bytes(context, book if draft else "")
    today = books.today(context.store.clock())
    version = price_tables.load(context.services.engine, file, book, number, today)
    tables = price_tables.tables(version, language)
    stem = f"{book}-{'draft' if draft else number}"
    if form == "csv":
        content = table_files.csv_file(tables[kind])
        return _file_reply(content, "text/csv; charset=utf-8", f"{stem}-{kind}.csv")
    about = price_tables.about(version, language)
    name = messages.text("table_about", language)
    content = table_files.xlsx_file(list(tables.values()), name, about)
    return _file_reply(content, XLSX, f"{stem}.xlsx")


def version_tables(context: Context) -> Reply:
    """Items, parts and tiers of a published version. Problem 404."""
    return _tables(context, draft=False)


def draft_tables(context: Context) -> Reply:
    """Items, parts and tiers of the asker's own draft. Problem 404."""
    return _tables(context, draft=True)


def shown_table(context: Context) -> Reply:
    """A table as it is shown, as one file. Nothing is kept. Problem 422."""
    form = _form(context)
    table = shown_tables.read(context.json())
    if form == "csv":
        content = table_files.csv_file(table)
        return _file_reply(content, "text/csv; charset=utf-8", f"{table.name}.csv")
    return _file_reply(table_files.xlsx_file([table]), XLSX, f"{table.name}.xlsx")


RULES = (
    Rule("GET", "/api/v1/books/{book}/versions/{number}/tables", version_tables, pool="engine"),
    Rule("GET", "/api/v1/books/{book}/draft/tables", draft_tables, pool="engine"),
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
    Rule(
        "POST",
        "/api/v1/table-files",
        shown_table,
        limit=IMPORT_LIMIT,
        pool="sheets",
        repeatable=False,
    ),
)
