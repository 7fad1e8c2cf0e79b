"""The description, the messages and the documents agree with the code."""

from __future__ import annotations

import ast
import json
import re
from typing import Any, Iterator

import pytest

from harness import ROOT, Client, Server, make_draft
from server import messages, strict_json
from server.application import RULES

SOURCES = sorted((ROOT / "src" / "server").glob("*.py"))
DESCRIPTION = json.loads((ROOT / "src" / "server" / "openapi.json").read_text(encoding="utf-8"))
PROBLEM_CALLS = {
    "Problem": 1,
    "_failed": 1,
    "_refuse": 1,
    "_Refused": 0,
    "Refused": 0,
    "_locate": 1,
}


def codes_in_source() -> set[str]:
    """The constant codes that the source gives to problems."""
    found: set[str] = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                place = PROBLEM_CALLS.get(name)
                if place is not None and len(node.args) > place:
                    value = node.args[place]
                    if isinstance(value, ast.Constant) and isinstance(value.value, str):
                        found.add(value.value)
    return found


def test_every_code_has_both_languages() -> None:
    assert {"sign_in_required", "store_full", "json_duplicate_key"} <= codes_in_source()
    missing = codes_in_source() - set(messages.MESSAGES)
    assert not missing
    text = "".join(path.read_text(encoding="utf-8") for path in SOURCES)
    for code, (chinese, english) in messages.MESSAGES.items():
        assert text.count(f'"{code}"') >= 2, f"{code} is never used"
        assert re.search(r"[\u4e00-\u9fff]", chinese) and not re.search(r"[\u4e00-\u9fff]", english)
        places = set(re.findall(r"\{(\w+)\}", chinese))
        assert places == set(re.findall(r"\{(\w+)\}", english)), code


def test_pages_have_both_languages() -> None:
    texts = json.loads((ROOT / "web" / "signin" / "text.json").read_text(encoding="utf-8"))
    assert set(texts) == set(messages.LANGUAGES)
    assert texts["zh-CN"].keys() == texts["en"].keys()
    assert all(all(words.values()) for words in texts.values())


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("", "zh-CN"),
        ("en", "en"),
        ("en-US,zh;q=0.9", "en"),
        ("de, en;q=0.5, zh;q=0.6", "zh-CN"),
        ("en;q=0", "zh-CN"),
        ("zh;q=x, en;q=0.1", "en"),
    ],
)
def test_language_choice(accept: str, language: str) -> None:
    assert messages.choose_language(accept) == language


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in DESCRIPTION["paths"].items():
        for method, operation in item.items():
            yield method.upper(), path, operation


def test_description_lists_exactly_the_routes() -> None:
    described = {(method, path) for method, path, _ in operations()}
    assert described == {(rule.method, rule.path) for rule in RULES}
    for rule in RULES:
        operation = DESCRIPTION["paths"][rule.path][rule.method.lower()]
        assert (operation.get("security") == []) is rule.public, rule.path
        names = {parameter["name"] for parameter in operation.get("parameters", [])}
        assert ("X-Fenming-Request" in names) is rule.changes, rule.path
        in_path = set(re.findall(r"\{(\w+)\}", rule.path))
        assert in_path <= names, rule.path


def test_description_is_well_formed() -> None:
    assert DESCRIPTION["openapi"].startswith("3.1")
    text = json.dumps(DESCRIPTION)
    for reference in re.findall(r'"\$ref": "#/([^"]+)"', text):
        node: Any = DESCRIPTION
        for part in reference.split("/"):
            node = node[part]
    names = [operation["operationId"] for _, _, operation in operations()]
    assert len(names) == len(set(names))
    used = set(re.findall(r"#/components/schemas/(\w+)", text))
    assert used == set(DESCRIPTION["components"]["schemas"])


def check(value: Any, schema: dict[str, Any], where: str = "") -> None:
    """The part of JSON Schema that the description uses."""
    if "$ref" in schema:
        check(value, DESCRIPTION["components"]["schemas"][schema["$ref"].split("/")[-1]], where)
    if "anyOf" in schema:
        if not any(_fits(value, option, where) for option in schema["anyOf"]):
            raise AssertionError(f"{where}: {value!r} fits no option")
    if "const" in schema:
        assert value == schema["const"], where
    if "enum" in schema:
        assert value in schema["enum"], where
    kinds = {"string": str, "integer": int, "boolean": bool, "object": dict, "array": list}
    kind = schema.get("type")
    if kind == "null":
        assert value is None, where
    elif kind is not None:
        assert isinstance(value, kinds[kind]), f"{where}: {value!r} is no {kind}"
        assert kind == "boolean" or not isinstance(value, bool), where
    if "pattern" in schema:
        assert re.search(schema["pattern"], value), where
    if isinstance(value, dict):
        for name in schema.get("required", []):
            assert name in value, f"{where}/{name} is missing"
        known = schema.get("properties", {})
        for name, member in value.items():
            if name in known:
                check(member, known[name], f"{where}/{name}")
    if isinstance(value, list):
        for number, member in enumerate(value):
            check(member, schema.get("items", {}), f"{where}/{number}")


def _fits(value: Any, schema: dict[str, Any], where: str) -> bool:
    try:
        check(value, schema, where)
        return True
    except AssertionError:
        return False


def test_answers_have_the_described_shapes(shared: Server, admin: Client) -> None:
    history = admin.get("/api/v1/histories").json["histories"][-1]["id"]
    tag = make_draft(admin, "shape", fake_finding="warning")
    handed_in = {"from": "2099-01-01", "acknowledge": ["fake_warning"]}
    submitted = admin.post("/api/v1/books/shape/submissions", handed_in, If_Match=tag).json
    check(submitted, {"$ref": "#/components/schemas/Submission"}, "submission")
    head = {"template": "ac_install", "name": "shape"}
    drawn = {"schema": "fenming.template-document/1", "template": head}
    assert admin.put("/api/v1/templates/ac_install/draft", drawn, If_None_Match="*").status == 201
    seen = 0
    for method, path, operation in operations():
        schema = operation["responses"].get("200", {}).get("content", {}).get("application/json")
        if method != "GET" or schema is None:
            continue
        actual = path.format(
            book="shape",
            template="ac_install",
            number=1,
            history=history,
            place=0,
            id=submitted["id"],
        )
        if path.endswith("import-mappings"):
            actual += "?header=" + 64 * "0"
        answer = admin.get(actual.replace("shape/versions", "technician/versions"))
        assert answer.status == 200, actual
        check(answer.json, schema["schema"], actual)
        seen += 1
    assert seen >= 12
    posts = {
        "/api/v1/books/{book}/check": None,
        "/api/v1/settle": {"tickets": [{"ticket": "A"}]},
        "/api/v1/simulations": {"history": history},
    }
    for path, body in posts.items():
        operation = DESCRIPTION["paths"][path]["post"]
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        check(admin.post(path.format(book="shape"), body).json, schema, path)
    problem = shared.client().get("/api/v1/me").json
    check(problem, {"$ref": "#/components/schemas/Problem"}, "problem")


def test_the_shape_check_can_fail() -> None:
    with pytest.raises(AssertionError):
        check({"name": 5}, {"$ref": "#/components/schemas/Name"})
    with pytest.raises(AssertionError):
        check({}, {"$ref": "#/components/schemas/Name"})


def test_documents_name_every_route_setting_and_operation() -> None:
    api = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    for rule in RULES:
        assert f"{rule.method} {rule.path.removeprefix('/api/v1')}" in api, rule.path
    operating = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    from server.config import Settings

    for name in Settings.__dataclass_fields__:
        assert "--" + name.replace("_", "-") in operating, name
    engine = (ROOT / "docs" / "engine-api.md").read_text(encoding="utf-8")
    calls = "".join(path.read_text(encoding="utf-8") for path in SOURCES)
    for operation in re.findall(r'(?:quick|long)\.call\(\s*"(\w+)"', calls):
        assert f"`{operation}`" in engine, operation


def test_source_limits() -> None:
    for path in SOURCES + sorted((ROOT / "tests" / "server").glob("*.py")) + [ROOT / "serve.py"]:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) < 400 or path.name == "test_http.py", path.name
        assert all(len(line) <= 100 for line in lines), path.name
        assert not any(word in line for line in lines for word in ("TO" + "DO", "FIX" + "ME"))


def test_canonical_json_keeps_order_and_text() -> None:
    data = '{"b":1,"a":["中文",-9223372036854775808,9223372036854775807,true,null,{}]}'.encode()
    assert strict_json.dump(strict_json.parse(data)) == data
