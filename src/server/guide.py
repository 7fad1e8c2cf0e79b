"""The user guide, docs/guide.<language>.md, as pages. Rendered once, at start.

The markdown is ours and small: headings, paragraphs, lists, numbered steps, pictures, code, bold.
Everything else is text; all of it is escaped.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

from .messages import LANGUAGES
from .statics import Asset

PATH = "/guide"
_PICTURE = re.compile(r"!\[([^\]]*)\]\((pictures/[a-z0-9-]+\.png)\)")
_ITEM = re.compile(r"(-|\d+\.) (.*)")
_OTHER = {"zh-CN": ("en", "English"), "en": ("zh-CN", "中文")}
_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} · {product}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/signin/pages.css">
</head>
<body>
<header>
<p class="brand"><span class="mark" aria-hidden="true"></span>{product}</p>
<nav><a class="language" lang="{other}" href="?lang={other}">{other_name}</a></nav>
</header>
<main class="guide">
{content}
</main>
</body>
</html>
"""


def load(docs: Path) -> tuple[dict[tuple[str, str], Asset], dict[str, Asset]]:
    """The guide's page by (path, language), and its pictures by path. Raises OSError at start."""
    pages: dict[tuple[str, str], Asset] = {}
    pictures: dict[str, Asset] = {}
    for language in LANGUAGES:
        text = (docs / f"guide.{language}.md").read_text(encoding="utf-8")
        other, other_name = _OTHER[language]
        page = _PAGE.format(
            language=language,
            title=html.escape(text.split("\n", 1)[0].removeprefix("# ")),
            product="Fenming" if language == "en" else "分明",
            other=other,
            other_name=other_name,
            content=render(text),
        )
        pages[PATH, language] = Asset(page.encode("utf-8"), "text/html; charset=utf-8", "no-cache")
        for _, name in _PICTURE.findall(text):
            # One that is not made yet is missing on its page and stops nothing.
            if (docs / name).is_file():
                data = (docs / name).read_bytes()
                pictures[f"{PATH}/{name}"] = Asset(data, "image/png", "no-cache")
    return pages, pictures


def _inline(text: str) -> str:
    escaped = html.escape(text, quote=True)
    escaped = re.sub(r"`([^`]+)`", r"<code>\1</code>", escaped)
    return re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", escaped)


def _block(lines: list[str]) -> str:
    first = lines[0]
    heading = re.match(r"(#{1,3}) (.*)", first)
    if heading and len(lines) == 1:
        level = len(heading.group(1))
        return f"<h{level}>{_inline(heading.group(2))}</h{level}>"
    picture = _PICTURE.fullmatch(first)
    if picture and len(lines) == 1:
        label = html.escape(picture.group(1), quote=True)
        address = html.escape(f"{PATH}/{picture.group(2)}", quote=True)
        return f'<p class="picture"><img src="{address}" alt="{label}" loading="lazy"></p>'
    items = [_ITEM.fullmatch(line) for line in lines]
    if all(items):
        tag = "ul" if first.startswith("-") else "ol"
        rows = "".join(f"<li>{_inline(item.group(2))}</li>\n" for item in items if item)
        return f"<{tag}>\n{rows}</{tag}>"
    return f"<p>{_inline(' '.join(lines))}</p>"


def render(markdown: str) -> str:
    """The HTML of our markdown: blocks are parted by empty lines."""
    blocks = re.split(r"\n\s*\n", markdown.strip())
    return "\n".join(_block(block.split("\n")) for block in blocks)
