#!/usr/bin/env python3
"""Packages the web build: web_package.py BUILD_DIR WEB_DIR OUT_DIR.

Names carry content hashes, .br and .gz lie beside every file, manifest.json tells the loader names,
uncompressed sizes and hashes. index.html and manifest.json keep their names. divisions.txt, which is
loaded when a division is chosen, keeps its name, too: the module asks for it by that.
"""

import gzip
import hashlib
import json
import pathlib
import shutil
import subprocess
import sys

BUDGET = 700 * 1024
GAZETTEER = pathlib.Path(__file__).resolve().parent.parent / "assets" / "gazetteer"


def compress(path: pathlib.Path) -> int:
    """Writes .gz and .br; returns the smaller size in bytes."""
    data = path.read_bytes()
    packed = path.with_name(path.name + ".gz")
    packed.write_bytes(gzip.compress(data, 9, mtime=0))
    subprocess.run(["brotli", "-f", "-q", "11", "-o", f"{path}.br", str(path)], check=True)
    return min(packed.stat().st_size, path.with_name(path.name + ".br").stat().st_size)


def divisions() -> str:
    """Lines of code, name and pinyin initials of every division, for the tree picker."""
    rows = (GAZETTEER / "initials.tsv").read_text(encoding="utf-8").splitlines()
    letter = {c: row[0] for row in rows for c in row.split("\t")[1]}
    lines = (GAZETTEER / "divisions.tsv").read_text(encoding="utf-8").splitlines()
    named = (line.split("\t") for line in lines)
    return "".join(f"{code}\t{name}\t{''.join(letter.get(c, '?') for c in name)}\n" for code, name in named)


def main() -> None:
    build, web, out = map(pathlib.Path, sys.argv[1:4])
    fresh = out.with_name(out.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    first, later = build / "first" / "fenming.wasm", build / "first" / "later.wasm"
    first.parent.mkdir(exist_ok=True)
    split = pathlib.Path(__file__).with_name("web_split.py")
    subprocess.run([sys.executable, str(split), str(build / "fenming.wasm"), str(first), str(later)], check=True)
    sources = {"wasm": first, "js": build / "fenming.js", "boot": web / "boot.js", "style": web / "style.css", "later": later}
    capi = build.parent / "capi"
    sources |= {"bpmn": capi / "fenming-bpmn.js", "bpmnWasm": capi / "fenming-bpmn.wasm"}
    files = {}
    for key, source in sources.items():
        data = source.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        name = f"{source.stem}-{digest[:12]}{source.suffix}"
        (fresh / name).write_bytes(data)
        files[key] = {"name": name, "bytes": len(data), "sha256": digest}
    page = (web / "index.html").read_text(encoding="utf-8")
    page = page.replace("/style.css", "/" + files["style"]["name"]).replace("/boot.js", "/" + files["boot"]["name"])
    (fresh / "index.html").write_text(page, encoding="utf-8")
    version = hashlib.sha256("".join(sorted(f["sha256"] for f in files.values())).encode()).hexdigest()[:12]
    (fresh / "manifest.json").write_text(json.dumps({"version": version, "files": files}, indent=1) + "\n", encoding="utf-8")
    sizes = {path.name: compress(path) for path in sorted(fresh.iterdir())}
    rest = sizes.pop(files["later"]["name"])
    for key in ("bpmn", "bpmnWasm"):  # when a file is imported or exported
        sizes.pop(files[key]["name"])
    total = sum(sizes.values())
    # Asked for when a division is chosen, not for the first screen.
    places = fresh / "divisions.txt"
    places.write_text(divisions(), encoding="utf-8")
    compress(places)
    shutil.rmtree(out, ignore_errors=True)
    fresh.rename(out)
    print(f"web: {total} bytes compressed for the first screen, budget {BUDGET}; {rest} after it")
    if total > BUDGET:
        sys.exit("web: the first screen is over its budget")


main()
