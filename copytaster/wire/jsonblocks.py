"""Texts that stand in blocks: paragraphs in a list, the stories of Arc, rich text of content systems (Contentful, Sanity, Draft.js,
TipTap, Editor.js, WordPress), the blocks of the Guardian. It must not judge whether an object is an article.
"""

from __future__ import annotations

from typing import Any

# What a block is called, and where it keeps its words or the blocks within it, the surest first.
_KINDS = ("type", "_type", "nodeType", "blockName")
_WORDS = (
    "text value content innerHTML bodyHtml html data children items content_elements contentElements paragraphs blocks body root"
    " elements"
).split()
# What is no part of the text: pictures and their words, what other sites are shown, links to other stories.
_APART = tuple(
    "image picture photo video audio gallery embed iframe raw_html interstitial related social tweet caption advert".split()
)
_INLINE = frozenset(("text", "span", "link", "hyperlink", "entry-hyperlink", "bold", "italic", "mention", "autolink", ""))
_DEEPEST = 12


def is_blocks(held: Any) -> bool:
    """Whether a value is a list of blocks, or an object of rich text that holds one."""
    if isinstance(held, dict):
        return any(
            isinstance(held.get(name), list | dict) for name in ("content", "children", "blocks", "root", "body", "paragraphs")
        )
    return isinstance(held, list) and bool(held) and isinstance(held[0], str | dict)


def text(held: Any) -> str:
    """The words of a list of blocks, or of rich text; paragraphs are parted by a blank line, or marked up where some are."""
    paragraphs = [paragraph.strip() for paragraph in _paragraphs(held, 0)]
    if any("<" in paragraph for paragraph in paragraphs):
        return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs if paragraph)
    return "\n\n".join(filter(None, paragraphs))


def _paragraphs(held: Any, depth: int) -> list[str]:
    if isinstance(held, str):
        return [held]
    if depth > _DEEPEST or not isinstance(held, dict | list) or _is_apart(held):
        return []
    if isinstance(held, dict):
        return next((found for name in _WORDS if held.get(name) and (found := _paragraphs(held[name], depth + 1))), [])
    # Runs of words of which some are set off stand in one paragraph, at the top in the exports of chats only.
    are_runs = any(isinstance(one, str) for one in held) and any(isinstance(one, dict) for one in held)
    if are_runs or (depth and held and all(map(_is_run, held))):
        return ["".join("".join(_paragraphs(one, depth + 1)) for one in held)]
    return [paragraph for one in held for paragraph in _paragraphs(one, depth + 1)]


def _is_apart(held: Any) -> bool:
    kind = _kind(held)
    return any(word in kind for word in _APART)


def _is_run(held: Any) -> bool:
    """Whether a part of a paragraph stands in it, and is no paragraph of its own."""
    is_said = isinstance(held, dict) and any(name in held for name in ("text", "value", "children", "content"))
    return is_said and _kind(held) in _INLINE and not isinstance(held.get("content"), str)


def _kind(held: Any) -> str:
    kinds = [held[name] for name in _KINDS if isinstance(held.get(name), str)] if isinstance(held, dict) else []
    return kinds[0].lower() if kinds else ""
