"""The plain pages: sign-in, set-up, invitation, password. Rendered once, at start.

A page is a template with {{name}} places; the words come from text.json in both languages.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

from .messages import LANGUAGES
from .statics import Asset

PAGES = {
    "/signin": "signin.html",
    "/setup": "setup.html",
    "/invitation": "invitation.html",
    "/password": "password.html",
}
FILES = {"/signin/pages.js": "pages.js", "/signin/pages.css": "pages.css"}
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
_PLACE = re.compile(r"\{\{([a-z_]+)\}\}")


def load(directory: Path) -> tuple[dict[tuple[str, str], Asset], dict[str, Asset]]:
    """Pages by (path, language) and their files by path. Raises OSError or KeyError at start."""
    texts = json.loads((directory / "text.json").read_text(encoding="utf-8"))
    layout = (directory / "layout.html").read_text(encoding="utf-8")
    pages: dict[tuple[str, str], Asset] = {}
    for path, name in PAGES.items():
        main = (directory / name).read_text(encoding="utf-8")
        for language in LANGUAGES:
            words = dict(texts[language])
            words["language"] = language
            words["page_title"] = words[name.removesuffix(".html") + "_title"]
            content = _fill(layout.replace("{{main}}", main), words)
            pages[path, language] = Asset(
                content.encode("utf-8"), "text/html; charset=utf-8", "no-cache"
            )
    files = {
        path: Asset((directory / name).read_bytes(), _TYPES[Path(name).suffix], "no-cache")
        for path, name in FILES.items()
    }
    return pages, files


def _fill(template: str, words: dict[str, str]) -> str:
    return _PLACE.sub(lambda place: html.escape(words[place.group(1)], quote=True), template)
