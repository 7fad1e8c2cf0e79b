"""Which past tickets an edited template touches, counted a second time from their records alone.

Knows three kinds of change: the price of an item in a technicians' book, where an edge leads, and
the minutes of an SLA. Shares no code with the engine: it reads the JSON of templates, books and
tickets (docs/execution.md) and walks the calendar itself.
"""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path
from typing import Any

Json = dict[str, Any]
CHINA = datetime.timezone(datetime.timedelta(hours=8))
HOURS = ((9 * 60, 12 * 60), (13 * 60, 18 * 60))  # of a working day, in minutes
CLOCKS = ("warning", "broken", "escalation")  # no deed of a person, and no token moves


def instant(text: str) -> datetime.datetime:
    """A recorded time, in China."""
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(CHINA)


class Days:
    """Which days are worked on: by the calendar's data, else Monday to Friday."""

    def __init__(self, calendar: Json) -> None:
        self._kinds: dict[str, str] = {}
        for day in calendar.get("days", []):
            self._kinds[day["date"]] = day["kind"]

    def works(self, day: datetime.date) -> bool:
        kind = self._kinds.get(day.isoformat())
        return kind in ("workday", "make_up_day") if kind is not None else day.weekday() < 5

    def minutes_later(self, start: datetime.datetime, minutes: int) -> datetime.datetime:
        """The instant at which so many working minutes have passed."""
        left = minutes * 60
        day = start.replace(hour=0, minute=0, second=0)
        while True:
            for begin, end in HOURS if self.works(day.date()) else ():
                opens = max(day + datetime.timedelta(minutes=begin), start)
                closes = day + datetime.timedelta(minutes=end)
                there = int((closes - opens).total_seconds())
                if there >= left > 0:
                    return opens + datetime.timedelta(seconds=left)
                left -= max(there, 0)
            day += datetime.timedelta(days=1)


def prices(file: Json) -> dict[str, str]:
    """The base price of each item in every version of the technicians' books."""
    found: dict[str, list[Any]] = {}
    for book in file["books"]:
        if book["relation"] != "company_technician":
            continue
        for version in book["versions"]:
            for item in version["items"]:
                found.setdefault(item["item"], []).append(item["price"])
    return {item: json.dumps(said, sort_keys=True) for item, said in found.items()}


def changed(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    """The names whose values differ."""
    return {name for name in before if before[name] != after.get(name)}


def sla_minutes(template: Json) -> dict[str, int]:
    """The SLA of each node that has one."""
    return {node["node"]: node["sla"]["minutes"] for node in template["nodes"] if "sla" in node}


def late_stays(ticket: Json, node: str, minutes: int, days: Days) -> int:
    """How many stays at a node went on when their SLA had ended."""
    deeds = [event for event in ticket["events"] if event["event"]["kind"] not in CLOCKS]
    late = 0
    for event in ticket["events"]:
        for taken in event.get("taken", []):
            if taken["kind"] != "instants" or taken["node"] != node:
                continue
            due = days.minutes_later(instant(event["at"]), minutes)
            # It goes on until the next deed that arrives there again or leaves for good.
            after = [deed for deed in deeds if deed["sequence"] > event["sequence"]]
            own = [deed for deed in after if deed["event"].get("node") == node]
            end = leaving(own, event["sequence"], ticket, node)
            seen = [deed for deed in after if end is None or deed["sequence"] <= end]
            late += any(instant(deed["at"]) > due for deed in seen)
    return late


def leaving(own: list[Json], since: int, ticket: Json, node: str) -> int | None:
    """The number of the last deed at the node before somebody comes to it again."""
    again = [
        event["sequence"]
        for event in ticket["events"]
        if event["sequence"] > since
        and any(t["kind"] == "instants" and t["node"] == node for t in event.get("taken", []))
    ]
    numbers = [d["sequence"] for d in own if not again or d["sequence"] <= again[0]]
    last = numbers[-1] if numbers else None
    # Whoever acted there last has left, unless the record ends within the node's work.
    if last is not None and again == [] and not moved_on(ticket, last):
        return None
    return last


def moved_on(ticket: Json, number: int) -> bool:
    """Whether a deed made a token take an edge."""
    event = next(one for one in ticket["events"] if one["sequence"] == number)
    return any(taken["kind"] == "edge" for taken in event.get("taken", []))


def earned_with(ticket: Json, template: Json, items: set[str]) -> bool:
    """Whether labour of the technician was posted for a visit on which one of the items was done."""
    deeds = {
        (node["node"], trigger["action"])
        for node in template["nodes"]
        for trigger in node.get("triggers", [])
        if trigger["relation"] == "company_technician" and "labour" in trigger["categories"]
    }
    done = [(e["event"].get("node"), e["event"]["kind"]) for e in ticket["events"]]
    visits = sum(kind == "arrive" for _, kind in done)
    lines = [line for visit in ticket["subject"]["visits"][:visits] for line in visit["lines"]]
    return any(deed in deeds for deed in done) and any(l.get("item") in items for l in lines)


def touched(before: Json, after: Json, file: Json, after_file: Json, tickets: list[Json]) -> list[str]:
    """The numbers of the tickets that would have gone, lasted or earned otherwise."""
    items = changed(prices(file), prices(after_file))
    leads = [{e["edge"]: e["to"] for e in one["edges"]} for one in (before, after)]
    edges = changed(*leads)
    spans = [sla_minutes(one) for one in (before, after)]
    days = Days(file["calendars"][0])
    found = []
    for ticket in tickets:
        taken = {t["text"] for e in ticket["events"] for t in e.get("taken", []) if t["kind"] == "edge"}
        otherwise = bool(edges & taken) or (bool(items) and earned_with(ticket, before, items))
        for node in changed(*spans):
            counts = {late_stays(ticket, node, span[node], days) for span in spans}
            otherwise = otherwise or len(counts) > 1
        if otherwise:
            found.append(ticket["ticket"])
    return found


def main() -> None:
    """BEFORE AFTER BOOK AFTER_BOOK TICKETS: prints the numbers, one a line."""
    before, after, file, after_file = (json.loads(Path(p).read_text()) for p in sys.argv[1:5])
    tickets = [json.loads(line) for line in Path(sys.argv[5]).read_text().splitlines()]
    for number in touched(before, after, file, after_file, tickets):
        print(number)


if __name__ == "__main__":
    main()
