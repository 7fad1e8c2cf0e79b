"""Drafts that are stored as edits of the text that the server has."""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from harness import Client, make_draft, version

KINDS = ("books/{}/draft", "templates/{}/draft")


def text_of(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def edits(before: bytes, after: bytes) -> dict[str, Any]:
    """One edit: what lies between the ends that are alike, cut between characters."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    while start > 0 and after[start : start + 1] and after[start] & 0xC0 == 0x80:
        start -= 1
    one = [start, len(before) - start, after[start:].decode()]
    return {"edits": [one], "sha256": hashlib.sha256(after).hexdigest()}


def drafted(client: Client, kind: str, name: str) -> tuple[str, dict[str, Any], str]:
    """The path, the document and the ETag of a new draft."""
    path = "/api/v1/" + kind.format(name)
    if kind.startswith("books"):
        return path, version(marker="一"), make_draft(client, name, marker="一")
    template = {"schema": "fenming.template/1", "template": name, "name": "一", "version": 1}
    document = {"schema": "fenming.template-document/1", "template": template, "marker": "一"}
    stored = client.put(path, document, If_None_Match="*")
    assert stored.status == 201, stored
    return path, document, stored.headers["ETag"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_is_changed_by_edits(admin: Client, kind: str) -> None:
    path, before, tag = drafted(admin, kind, "edited")
    assert admin.get(path).body == text_of(before), "the text that GET gives is what edits count"
    after = {**before, "marker": "一个字符 \"引号\" \\ 😀"}
    changed = admin.patch(path, edits(text_of(before), text_of(after)), If_Match=tag)
    assert changed.status == 200, changed
    assert changed.json == {"revision": changed.headers["ETag"].strip('"')}
    read = admin.get(path)
    assert (read.body, read.headers["ETag"]) == (text_of(after), changed.headers["ETag"])
    nothing = {"edits": [], "sha256": hashlib.sha256(text_of(after)).hexdigest()}
    assert admin.patch(path, nothing, If_Match=changed.headers["ETag"]).status == 200


@pytest.mark.parametrize("kind", KINDS)
def test_edits_of_another_text_store_nothing(admin: Client, kind: str) -> None:
    path, before, tag = drafted(admin, kind, "guarded")
    text = text_of(before)
    change = edits(text, text_of({**before, "marker": "二"}))
    wrong = admin.patch(path, {**change, "sha256": "0" * 64}, If_Match=tag)
    assert (wrong.status, wrong.json["code"]) == (409, "edits_do_not_fit")
    stale = admin.patch(path, change, If_Match='"0"')
    assert (stale.status, stale.json["current"]["marker"]) == (412, "一")
    assert stale.json["current_etag"] == tag
    assert admin.patch(path, change).status == 428
    missing = path.replace("guarded", "missing")
    assert admin.patch(missing, change, If_Match=tag).status == 412
    assert admin.get(path).headers["ETag"] == tag, "no refusal has changed anything"
    broken = {"edits": [[0, len(text), "{"]], "sha256": hashlib.sha256(b"{").hexdigest()}
    refused = admin.patch(path, broken, If_Match=tag)
    assert (refused.status, refused.json["code"]) == (400, "json_syntax")
    assert admin.patch(path, change, If_Match=tag).status == 200


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        {},
        "x",
        [[0, 0]],
        [[0, 0, 0]],
        [[0, 0, "", 0]],
        [[-1, 0, ""]],
        [[0, -1, ""]],
        [[True, 0, ""]],
        [["0", 0, ""]],
        [[10**9, 0, ""]],
        [[0, 10**9, ""]],
        [[5, 0, ""], [10**9, 0, ""]],
    ],
)
def test_edits_that_are_none_name_the_field(admin: Client, wrong: Any) -> None:
    path = "/api/v1/books/edit_shape/draft"
    tag = admin.get(path).headers["ETag"] or make_draft(admin, "edit_shape")
    answer = admin.patch(path, {"edits": wrong, "sha256": ""}, If_Match=tag)
    assert (answer.status, answer.json["code"]) == (422, "invalid_field"), answer
    assert answer.json["errors"][0]["pointer"] == "/edits"


def test_many_edits_at_once_lose_nothing(admin: Client) -> None:
    path, _, _ = drafted(admin, KINDS[0], "edit_race")

    def add(mark: int) -> None:
        client = Client(admin.port)
        client.cookie = admin.cookie
        while True:
            read = client.get(path)
            after = text_of({**read.json, f"mark{mark}": mark})
            answer = client.patch(path, edits(read.body, after), If_Match=read.headers["ETag"])
            if answer.status == 200:
                return
            assert answer.status == 412, answer

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(24)))
    stored = admin.get(path).json
    assert all(stored[f"mark{mark}"] == mark for mark in range(24))


def test_a_draft_does_not_grow_beyond_its_limit(admin: Client) -> None:
    path, before, tag = drafted(admin, KINDS[0], "grown")
    text = text_of(before)
    # Half of the limit is stored twice over: once by PUT, once more by an edit.
    half = "x" * (9 * 2**20)
    first = {**before, "a": half}
    tag = admin.put(path, text_of(first), If_Match=tag).headers["ETag"]
    change = edits(text_of(first), text_of({**first, "b": half}))
    answer = admin.patch(path, change, If_Match=tag)
    assert (answer.status, answer.json["code"]) == (413, "body_too_large")
    assert text != admin.get(path).body
