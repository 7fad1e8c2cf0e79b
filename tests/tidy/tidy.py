"""The tree's own rules: include arrows, sizes, words that a layer must not use, places of machines.

Run as `python3 tests/tidy/tidy.py ROOT`; prints each breach and ends with a count.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

# What a layer may include: itself and these.
ARROWS = {
    "base": set(),
    "engine": {"base"},
    "codec": {"base", "engine"},
    "demo": {"base", "engine"},
    "capi": {"base", "engine", "codec", "demo"},
    "cli": {"base", "engine", "codec", "demo"},
    "app": {"base", "engine", "codec"},
    "ui": {"base", "engine", "codec", "app"},
    "platform": {"base", "app", "ui"},
    "main": {"base", "app", "ui", "platform"},
}
# Words that must not occur in a layer's source, with the reason.
BANNED = {
    ("base", "engine", "codec"): [
        (r"\b(float|double)\b", "no float near money (M1)"),
        (r"\bstd::chrono\b|\btime\((nullptr|0|NULL)\)|\bclock_gettime\b|\bstd::clock\b", "time is an argument"),
        (r"\brand\(|\brandom_device\b", "randomness is an argument"),
        (r"\bfopen\b|\bfstream\b", "no files below the hosts"),
        (r"\bstd::thread\b|\bstd::mutex\b", "no threads"),
    ],
    ("base", "engine", "codec", "capi", "cli", "app"): [
        (r"#include [<\"]imgui", "only ui draws"),
        (r"emscripten", "only platform knows the browser"),
    ],
    ("app",): [(r"\bstd::chrono\b|\btime\(nullptr\)", "time is an argument")],
    ("ui", "main"): [(r"#include <emscripten", "only platform knows the browser")],
}
# A JSON library hands numbers over as doubles; the one callback that refuses them names the type.
ALLOWED = {("src/codec/json.cpp", "no float near money (M1)")}
CODE = {".cpp", ".h"}
MAX_LINES = 400
MAX_COLUMNS = 120
# Tables, listings and the third party's own file may be longer.
LONG = {"tests/tidy/tidy.py"}
LEFTOVER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")


def tracked(root: Path) -> list[Path]:
    """Files that git knows or would add, without what it ignores."""
    listing = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=root, check=True, capture_output=True
    )
    return [root / name for name in listing.stdout.decode().splitlines() if (root / name).is_file()]


def check_includes(path: Path, layer: str, text: str) -> list[str]:
    """Breaches of the arrows by one file of a layer."""
    breaches = []
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r'#include "([a-z_]+)/', line)
        if not match or match[1] == layer or match[1] not in ARROWS:
            continue
        if match[1] not in ARROWS[layer]:
            breaches.append(f"{number}: {layer} must not include {match[1]}")
    return breaches


def strip_comments(text: str) -> str:
    """The text without // comments, so that prose may use any word."""
    return re.sub(r"//[^\n]*", "", text)


def check_words(name: str, layer: str, text: str) -> list[str]:
    """Words that the layer must not use."""
    code = strip_comments(text)
    breaches = []
    for layers, rules in BANNED.items():
        if layer not in layers:
            continue
        for pattern, reason in rules:
            if (name, reason) not in ALLOWED and re.search(pattern, code):
                breaches.append(f"uses {pattern}: {reason}")
    return breaches


def check_sizes(name: str, text: str) -> list[str]:
    """Length of the file and of its lines."""
    lines = text.splitlines()
    breaches = []
    if len(lines) > MAX_LINES and name not in LONG:
        breaches.append(f"has {len(lines)} lines, at most {MAX_LINES}")
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_COLUMNS and name.startswith("src/"):
            breaches.append(f"{number}: {len(line)} columns, at most {MAX_COLUMNS}")
    return breaches


def check_file(root: Path, path: Path) -> list[str]:
    """All breaches of one file."""
    name = str(path.relative_to(root))
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return []
    breaches = []
    if name != "tests/tidy/tidy.py" and LEFTOVER.search(text) and path.suffix in CODE | {".py", ".js"}:
        breaches.append("puts something off; file an issue instead")
    if path.suffix not in CODE:
        return breaches
    breaches += check_sizes(name, text)
    parts = Path(name).parts
    if parts[0] == "src" and len(parts) > 2 and parts[1] in ARROWS:
        breaches += check_includes(path, parts[1], text)
        breaches += check_words(name, parts[1], text)
        if path.suffix == ".h" and name != "src/capi/fenming.h" and "#pragma once" not in text:
            breaches.append("has no #pragma once")
    return breaches


def main() -> int:
    root = Path(sys.argv[1]).resolve()
    failed = 0
    files = tracked(root)
    for path in files:
        for breach in check_file(root, path):
            failed += 1
            print(f"{path.relative_to(root)}: {breach}")
    print(f"tidy: {len(files)} files, {failed} breaches")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
