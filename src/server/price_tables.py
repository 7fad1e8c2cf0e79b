"""A version's items, parts and tiers as tables: one row an item, one column a tier.

Every amount is the engine's (`expand_prices`); here fen are only written with a point.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable, Mapping

from . import messages, strict_json
from .engine import Engine
from .problem import Problem, not_found

_MOST_CELLS = 1_000_000
KINDS = ("items", "parts", "tiers")
# The price models whose price is one amount; others are written as a text.
_AMOUNT = {"flat": "amount_fen", "per_unit": "unit_price_fen"}
_MODELS = {
    "flat": "charge_flat",
    "per_unit": "charge_per_unit",
    "graduated": "charge_graduated",
    "volume": "charge_volume",
    "package": "charge_package",
    "base_plus": "charge_base_plus",
    "table": "charge_table",
    "percentage": "charge_percentage",
}


@dataclass(frozen=True)
class Money:
    """Fen. `own`: the tier states it itself, it does not come from another price."""

    fen: int
    own: bool = True


@dataclass(frozen=True)
class Rate:
    """Ten-thousandths, shown as a factor or as a percentage."""

    bp: int
    percent: bool


Value = str | int | Money | Rate | None


@dataclass
class Table:
    """Titles and rows of one kind. `codes` says which columns hold codes."""

    kind: str
    name: str
    titles: list[str]
    codes: list[int]
    rows: list[list[Value]] = field(default_factory=list)


@dataclass
class Version:
    """What the tables are made of: the version as stored, and with every price expanded."""

    book: str
    name: str
    stored: Mapping[str, Any]
    tiers: list[Mapping[str, Any]]  # in the order in which they are tried
    parts: list[Mapping[str, Any]]  # each with the cost in force on the day, if there is one


def load(engine: Engine, file: bytes, book: str, number: int | None, today: str) -> Version:
    """Reads a version out of a book file; None asks for the newest there. Raises Problem 404.

    Costs are those of `today`, or of the version's first day when that is still to come.
    """
    entries = [entry for entry in strict_json.parse(file)["books"] if entry["book"] == book]
    versions = entries[0]["versions"] if entries else []
    wanted = [v for v in versions if number is None or v["version"] == number]
    if not wanted:
        raise not_found()
    stored = wanted[-1]
    rows = len(stored.get("items", [])) + len(stored.get("parts", []))
    if rows * len(stored.get("tiers", [])) > _MOST_CELLS:
        raise Problem(422, "table_too_large")
    header = {"book": book, "version": stored["version"], "day": max(today, stored["from"])}
    answer = engine.quick.call("expand_prices", header, file)
    (entry,) = strict_json.parse(answer.payload)["books"]
    (full,) = entry["versions"]
    return Version(book, entries[0]["name"], stored, full["tiers"], full.get("parts", []))


def yuan(fen: int) -> str:
    """Fen as yuan with two places: exact, no float."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def _steps(steps: list[Mapping[str, Any]]) -> str:
    parts = []
    for step in steps:
        fen = step.get("unit_price_fen", step.get("amount_fen", 0))
        bound = f"≤{step['up_to']}: " if "up_to" in step else ""
        parts.append(bound + yuan(fen))
    return "; ".join(parts)


def price_value(price: Mapping[str, Any], own: bool) -> Value:
    """A price as a cell: an amount, or for a model of several amounts their text."""
    model = price["model"]
    if model in _AMOUNT:
        return Money(price[_AMOUNT[model]], own)
    if model == "package":
        return f"{yuan(price['package_fen'])} / {price['size']}"
    if model == "percentage":
        rate = f"{price['bp'] // 100}.{price['bp'] % 100:02d}".rstrip("0").rstrip(".")
        return f"{rate}% × ({', '.join(price['of'])})"
    if model == "base_plus":
        per = price.get("included_per")
        included = f"{per['times']} × {per['item']}" if per else price.get("included", "0")
        return f"{yuan(price['base_fen'])} + {yuan(price['unit_price_fen'])} × (n − {included})"
    return _steps(price["steps"])


def _tier_titles(version: Version) -> list[str]:
    return [f"{tier.get('name') or tier['tier']} ({tier['tier']})" for tier in version.tiers]


def _stated(version: Version, member: str, key: str) -> set[tuple[str, str]]:
    """(tier, code) of the values that a tier states itself."""
    return {
        (tier["tier"], entry[key])
        for tier in version.stored.get("tiers", [])
        for entry in tier.get(member, [])
    }


def _items(version: Version, say: Callable[[str], str]) -> Table:
    titles = [
        say("table_code"),
        say("table_name"),
        say("table_service_type"),
        say("table_unit"),
        say("table_category"),
        say("table_model"),
        say("table_base_price"),
    ]
    table = Table("items", say("table_items"), titles + _tier_titles(version), [0, 2])
    own = _stated(version, "prices", "item")
    names = {c["category"]: c.get("name", "") for c in version.stored.get("categories", [])}
    prices = [{e["item"]: e["price"] for e in tier.get("prices", [])} for tier in version.tiers]
    for item in version.stored.get("items", []):
        code, category = item["item"], item.get("category", "labour")
        base = item.get("price")
        row: list[Value] = [
            code,
            item.get("name", ""),
            item.get("service_type", ""),
            item.get("unit", ""),
            names.get(category) or category,
            say(_MODELS[base["model"]]) if base else "",
            price_value(base, True) if base else None,
        ]
        for tier, of_tier in zip(version.tiers, prices):
            price = of_tier.get(code)
            stated = (tier["tier"], code) in own
            row.append(price_value(price, stated) if price else None)
        table.rows.append(row)
    return table


def _parts(version: Version, say: Callable[[str], str]) -> Table:
    titles = [
        say("table_code"),
        say("table_name"),
        say("table_unit"),
        say("table_cost"),
        say("table_cost_from"),
        say("table_ceiling"),
    ]
    table = Table("parts", say("table_parts"), titles + _tier_titles(version), [0])
    own = _stated(version, "part_prices", "part")
    prices = [
        {entry["part"]: entry["price_fen"] for entry in tier.get("part_prices", [])}
        for tier in version.tiers
    ]
    for part in version.parts:
        code = part["part"]
        cost = next(iter(part.get("costs", [])), None)
        ceiling = part.get("ceiling_fen")
        row: list[Value] = [code, part.get("name", ""), part.get("unit", "")]
        row.append(Money(cost["cost_fen"]) if cost else None)
        row.append(cost["from"] if cost else "")
        row.append(Money(ceiling) if ceiling is not None else None)
        for tier, of_tier in zip(version.tiers, prices):
            fen = of_tier.get(code)
            row.append(Money(fen, (tier["tier"], code) in own) if fen is not None else None)
        table.rows.append(row)
    return table


def _tiers(version: Version, say: Callable[[str], str]) -> Table:
    titles = [
        say("table_code"),
        say("table_name"),
        say("table_priority"),
        say("table_extends"),
        say("table_kind"),
        say("table_factor"),
        say("table_markup"),
        say("table_handling"),
    ]
    table = Table("tiers", say("table_tiers"), titles, [0, 3])
    for tier in version.tiers:
        handling = tier.get("handling_fen")
        table.rows.append(
            [
                tier["tier"],
                tier.get("name", ""),
                tier.get("priority", 0),
                tier.get("extends", ""),
                say("table_quote") if tier.get("kind") == "quote" else say("table_priced"),
                Rate(tier.get("factor_bp", 10000), percent=False),
                Rate(tier.get("markup_bp", 0), percent=True),
                Money(handling) if handling is not None else None,
            ]
        )
    return table


def tables(version: Version, language: str) -> dict[str, Table]:
    """All tables of a version by their kind."""

    def say(code: str) -> str:
        return messages.text(code, language)

    found = (_items(version, say), _parts(version, say), _tiers(version, say))
    return {table.kind: table for table in found}


def about(version: Version, language: str) -> list[tuple[str, str]]:
    """What the tables show, for a sheet of its own: titles and values."""
    stored = version.stored
    number = str(stored["version"])
    draft = stored["status"] == "draft"
    rows = [
        ("about_book", f"{version.name} ({version.book})"),
        ("about_version", messages.text("about_draft", language) if draft else number),
        ("about_from", stored["from"]),
        ("about_grey", messages.text("about_grey_text", language)),
        ("about_blank", messages.text("about_blank_text", language)),
    ]
    return [(messages.text(code, language), text) for code, text in rows]
