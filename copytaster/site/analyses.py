"""Texts written at the desk, laid out: standfirst and sections from Markdown. No raw HTML of theirs reaches a page."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from copytaster.model import Version
from copytaster.store.base import Edition, Reader

_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False}).disable(["image"])


def published_version(store: Reader, editions: Sequence[Edition]) -> Version | None:
    """The version of an analysis that its newest edition froze."""
    if not editions:
        return None
    return store.version(int(json.loads(editions[0].content)["version"]))


def analysis_sections(version: Version) -> dict[str, Any]:
    """Standfirst and sections of an analysis, as text and as HTML made from its Markdown."""
    before, *headed = f"\n{version.item.body}".split("\n## ")
    pieces = [("", before), *((title.strip(), text) for title, _, text in (piece.partition("\n") for piece in headed))]
    sections = [
        {"title": title, "text": text.strip(), "html": rendered(text.strip())} for title, text in pieces if title or text.strip()
    ]
    standfirst = [part.strip() for part in version.item.summary.split("\n\n") if part.strip()]
    return {"standfirst": standfirst, "sections": sections}


def rendered(markdown: str) -> Markup:
    """Markdown as HTML: no raw HTML, no pictures, only links that http and https make; `{v:12}` leads to a version."""
    html = _markdown.render(_with_versions(markdown))
    return Markup(
        nh3.clean(
            html,
            tags={"p", "a", "em", "strong", "ul", "ol", "li", "blockquote", "code", "h3", "h4", "br"},
            attributes={"a": {"href"}},
            url_schemes={"http", "https"},
            link_rel="noopener nofollow",
        )
    )


def _with_versions(markdown: str) -> str:
    return re.sub(r"\{v:(\d{1,15})\}", r"[[\1]](/version/\1)", markdown)
