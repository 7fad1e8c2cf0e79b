"""docs/schema/template.schema.json: it is a schema, the shipped templates are valid, and it is strict."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "assets/templates").glob("*.json"))


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(name="validator", scope="module")
def fixture_validator() -> Draft202012Validator:
    schema = read(ROOT / "docs/schema/template.schema.json")
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_there_are_templates() -> None:
    assert len(TEMPLATES) >= 3


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_shipped_templates_are_valid(path: Path, validator: Draft202012Validator) -> None:
    assert [error.message for error in validator.iter_errors(read(path))] == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda t: t.update(schema="fenming.template/2"),
        lambda t: t.update(colour="red"),
        lambda t: t["nodes"][0].update(x=1),
        lambda t: t["nodes"][0].update(kind="teleport"),
        lambda t: t["nodes"][0].update(dispatch="grab"),
        lambda t: t["nodes"].append({"node": "w", "kind": "wait"}),
        lambda t: t["edges"][0].update(order=-1),
        lambda t: t["edges"][0].update({"else": True, "when": {"op": "missing", "fact": "brand"}}),
        lambda t: t["fees"][0].update(never=""),
        lambda t: t["intake"].append("outcome"),
    ],
)
def test_what_does_not_belong_is_invalid(spoil: Any, validator: Draft202012Validator) -> None:
    template = copy.deepcopy(read(TEMPLATES[0]))
    spoil(template)
    assert not validator.is_valid(template)
