"""The schemas of running tickets: strict, and the examples that the engine wrote fit them."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

FOLDER = Path(__file__).resolve().parents[2] / "docs/schema"


def read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def validator_of(name: str) -> Draft202012Validator:
    schema = read(f"{name}.schema.json")
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def log() -> list[Any]:
    lines = (FOLDER / "example-log.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("name", ["scenario", "instance"])
def test_the_examples_are_valid(name: str) -> None:
    errors = validator_of(name).iter_errors(read(f"example-{name}.json"))
    assert [error.message for error in errors] == []


def test_the_log_and_its_events_are_valid() -> None:
    assert len(log()) >= 10
    for recorded in log():
        errors = validator_of("recorded-event").iter_errors(recorded)
        assert [error.message for error in errors] == []
        event = {"schema": "fenming.event/1", **recorded["event"]}
        assert [error.message for error in validator_of("event").iter_errors(event)] == []


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("scenario", lambda d: d.update(schema="fenming.scenario/2")),
        ("scenario", lambda d: d["moves"][0].update(after_s=-1)),
        ("scenario", lambda d: d["moves"][0]["event"].update(kind="fly")),
        ("scenario", lambda d: d["ticket"].update(colour="red")),
        ("scenario", lambda d: d.pop("path")),
        ("instance", lambda d: d.update(status="asleep")),
        ("instance", lambda d: d["visits"][0].update(outcome="perfect")),
        ("instance", lambda d: d["visits"][0]["windows"][0].pop("at")),
        ("instance", lambda d: d["reached"][0].update(share_bp=10001)),
        ("instance", lambda d: d.update(times={"invented": "2026-01-01T00:00:00Z"})),
    ],
)
def test_what_does_not_belong_is_invalid(name: str, spoil: Any) -> None:
    document = copy.deepcopy(read(f"example-{name}.json"))
    spoil(document)
    assert not validator_of(name).is_valid(document)
