"""docs/schema/template.schema.json: a strict schema that the shipped templates fit."""

from __future__ import annotations

import copy
import json
import subprocess
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


def check(*words: str) -> tuple[int, str]:
    """Exit code and standard output of the command."""
    command = [str(ROOT / "build" / "native" / "fenming"), "verify-template", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_the_command_says_by_its_exit_code_what_it_found(tmp_path: Path) -> None:
    sound = ROOT / "assets/templates/maintenance.json"
    code, out = check(str(sound))
    assert code == 0 and set(json.loads(out)["verdicts"].values()) == {"proved"}
    broken = read(sound)
    cut = broken["edges"].pop()
    file = tmp_path / "broken.json"
    file.write_text(json.dumps(broken, ensure_ascii=False), encoding="utf-8")
    code, out = check(str(file))
    found = [node for each in json.loads(out)["findings"] for node in each["nodes"]]
    assert code == 1 and cut["from"] in found
    assert check(str(file), "--states", "3")[0] == 1
    file.write_text('{"schema": "fenming.template/1"}', encoding="utf-8")
    assert check(str(file))[0] == 2
    assert check(str(tmp_path / "nowhere.json"))[0] == 2
