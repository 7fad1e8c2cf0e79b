"""The schemas of a template and of its document, and the commands that read and write them."""

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


class DocumentValidator:
    """Both schemas: jsonschema does not resolve references relative to a URN, as theirs are."""

    def __init__(self) -> None:
        schema = read(ROOT / "docs/schema/template-document.schema.json")
        Draft202012Validator.check_schema(schema)
        template = schema["properties"]["template"]
        assert template.pop("$ref") == read(ROOT / "docs/schema/template.schema.json")["$id"]
        scenario = read(ROOT / "docs/schema/scenario.schema.json")
        scenarios = schema["properties"]["scenarios"]["items"]
        assert scenarios.pop("$ref") == scenario["$id"]
        self.scenario = Draft202012Validator(scenario)
        self.whole = Draft202012Validator(schema)
        self.template = Draft202012Validator(read(ROOT / "docs/schema/template.schema.json"))

    def errors(self, value: Any) -> list[str]:
        """What is wrong with a document."""
        errors = [*self.whole.iter_errors(value), *self.template.iter_errors(value["template"])]
        for scenario in value.get("scenarios", []):
            errors += self.scenario.iter_errors(scenario)
        return [error.message for error in errors]


@pytest.fixture(name="documents", scope="module")
def fixture_documents() -> DocumentValidator:
    return DocumentValidator()


def document() -> dict[str, Any]:
    """A document with every kind of part."""
    return {
        "schema": "fenming.template-document/1",
        "template": read(ROOT / "assets/templates/maintenance.json"),
        "drawing": {
            "places": [
                {"node": "plan", "at": {"x": 1, "y": -2}, "colour": "teal", "disabled": True}
            ],
            "routes": [{"edge": "e1", "bends": [{"x": 1, "y": 2}]}],
            "notes": [
                {"note": "k", "at": {"x": 1, "y": 2}, "width": 3, "height": 4, "about": "plan"}
            ],
            "groups": [{"group": "g", "title": "组", "members": ["plan"]}],
        },
        "scenarios": [read(ROOT / "docs/schema/example-scenario.json")],
        "comments": [{"comment": "c", "node": "plan", "author": "li", "at": 0, "text": "?"}],
        "namespaces": [{"prefix": "v", "uri": "http://vendor"}],
        "foreign": [{"owner": "plan", "in": "extension", "text": "<v:a/>"}],
    }


def test_a_document_is_valid(documents: DocumentValidator) -> None:
    assert documents.errors(document()) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d.update(schema="fenming.template/1"),
        lambda d: d["template"].update(x=1),
        lambda d: d["drawing"]["places"][0]["at"].update(x=10_000_001),
        lambda d: d["drawing"]["notes"][0].update(width=0),
        lambda d: d["drawing"]["groups"][0].pop("group"),
        lambda d: d["comments"][0].update(at=-1),
        lambda d: d["foreign"][0].update({"in": "air"}),
        lambda d: d["foreign"][0].update(owner=""),
    ],
)
def test_a_spoiled_document_is_invalid(spoil: Any, documents: DocumentValidator) -> None:
    spoiled = document()
    spoil(spoiled)
    assert documents.errors(spoiled) != []


def fenming(command: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Runs one command of the program."""
    program = str(ROOT / "build" / "native" / "fenming")
    return subprocess.run([program, command, *words], capture_output=True, text=True, check=False)


def check(*words: str) -> tuple[int, str]:
    """Exit code and standard output of verify-template."""
    done = fenming("verify-template", *words)
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


def test_verify_template_reads_a_document_too(tmp_path: Path) -> None:
    file = tmp_path / "document.json"
    file.write_text(json.dumps(document(), ensure_ascii=False), encoding="utf-8")
    assert check(str(file)) == check(str(ROOT / "assets/templates/maintenance.json"))


def test_bpmn_goes_out_and_comes_in(tmp_path: Path, documents: DocumentValidator) -> None:
    source = tmp_path / "document.json"
    source.write_text(json.dumps(document(), ensure_ascii=False), encoding="utf-8")
    out = fenming("export-bpmn", str(source))
    assert out.returncode == 0 and json.loads(out.stderr) == []
    file = tmp_path / "file.bpmn"
    file.write_text(out.stdout, encoding="utf-8")
    back = fenming("import-bpmn", str(file))
    assert back.returncode == 0
    assert [one["code"] for one in json.loads(back.stderr)] == ["extension"]
    assert json.loads(back.stdout) == document()
    assert documents.errors(json.loads(back.stdout)) == []
    alone = fenming("export-bpmn", str(ROOT / "assets/templates/maintenance.json"))
    assert alone.returncode == 0 and "<bpmn:process" in alone.stdout


def test_bpmn_commands_say_by_their_exit_codes_what_they_found(tmp_path: Path) -> None:
    file = tmp_path / "file.bpmn"
    start = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d">\n'
    process = '<process id="p"><scriptTask id="s"/></process></definitions>'
    file.write_text(start + process, encoding="utf-8")
    done = fenming("import-bpmn", str(file))
    [problem] = json.loads(done.stderr)
    assert done.returncode == 1
    assert json.loads(done.stdout)["template"]["nodes"][0]["kind"] == "notify"
    assert (problem["code"], problem["severity"]) == ("task_kind", "cannot_execute")
    assert (problem["element"], problem["line"], problem["column"]) == ("s", 2, 17)
    file.write_text(start + "<process>", encoding="utf-8")
    done = fenming("import-bpmn", str(file))
    assert (done.returncode, done.stdout) == (2, "")
    assert json.loads(done.stderr)[0]["code"] == "xml_syntax"
    broken = document()
    broken["foreign"][0]["text"] = "<v:a>"
    file.write_text(json.dumps(broken), encoding="utf-8")
    done = fenming("export-bpmn", str(file))
    assert done.returncode == 1 and json.loads(done.stderr)[0]["code"] == "left_out"
    file.write_text("[]", encoding="utf-8")
    assert fenming("export-bpmn", str(file)).returncode == 2
    for command in ("import-bpmn", "export-bpmn"):
        assert fenming(command).returncode == 2
        assert fenming(command, str(tmp_path / "nowhere")).returncode == 2
