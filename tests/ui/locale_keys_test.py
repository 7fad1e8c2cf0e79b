#!/usr/bin/env python3
"""Every locale key is used by the source, and every quoted user text of the interface is a key.

Keys that do not exist fail to compile; this finds the opposite: keys that nobody uses, and Chinese
text that slipped into the interface's source outside of the tables.
"""

import json
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
# Values a user would have typed, and the logo test text: data, not interface texts.
ALLOWED = ("gallery_screen.h", "feedback_page.cpp")

keys = json.loads((root / "assets/locale/zh-CN.json").read_text(encoding="utf-8"))
sources = [p for part in ("app", "ui", "platform", "main") for p in (root / "src" / part).rglob("*") if p.suffix in (".cpp", ".h")]
used = set()
problems = []
for path in sources:
    text = path.read_text(encoding="utf-8")
    used |= set(re.findall(r"\bKey::(\w+)", text))
    if path.parts[-2] != "app" and path.name not in ALLOWED:
        for literal in re.findall(r'"([^"\n]*)"', re.sub(r"//[^\n]*", "", text)):
            if re.search(r"[\u4e00-\u9fff]", literal):
                problems.append(f"{path.name}: text outside the locale tables: {literal}")
problems += [f"unused key: {key}" for key in keys if key.replace(".", "_") not in used]
sys.exit("\n".join(problems) if problems else 0)
