"""The guide: what its markdown becomes, and the page that the server gives."""

from __future__ import annotations

import re
from pathlib import Path

from src.server import guide

ROOT = Path(__file__).resolve().parents[2]


def test_blocks() -> None:
    text = "# A & B\n\nplain\nmore `x < y`\n\n- one\n- two\n\n1. first\n2. **second**\n"
    assert guide.render(text) == (
        "<h1>A &amp; B</h1>\n<p>plain more <code>x &lt; y</code></p>\n"
        "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"
        "<ol>\n<li>first</li>\n<li><strong>second</strong></li>\n</ol>"
    )


def test_nothing_of_the_text_becomes_markup() -> None:
    shown = guide.render('<script>alert("1")</script>\n\n![a"b](pictures/x.png)')
    assert "<script>" not in shown
    assert 'alt="a&quot;b"' in shown


def test_both_languages_say_the_same_in_the_same_order() -> None:
    pages, pictures = guide.load(ROOT / "docs")
    bodies = [pages[guide.PATH, language].content.decode() for language in ("zh-CN", "en")]
    tags = [re.findall(r"<(h[123]|ol|ul|li|p|img)\b", body) for body in bodies]
    assert tags[0] == tags[1] and tags[0].count("h2") == 9
    for body in bodies:
        assert all(address in pictures for address in re.findall(r'src="([^"]+)"', body))
