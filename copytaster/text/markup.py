"""Markup from outside becomes plain text. It must never let a tag through: what it returns holds no markup at all."""

from __future__ import annotations

import html
import re
import unicodedata

_DROP = re.compile(r"<(script|style|noscript|template|iframe|object|svg)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BLOCK = re.compile(
    r"</?(?:p|div|br|li|ul|ol|tr|table|h[1-6]|blockquote|section|article|figure|figcaption|hr)\b[^<>]*>", re.IGNORECASE
)
_TAG = re.compile(r"</?[A-Za-z!?][^<>]*>")
_SPACE = re.compile(r"[^\S\n]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


def plain(markup: str) -> str:
    """The text of an HTML fragment: entities resolved, blocks parted by blank lines, scripts and tags gone."""
    if "<" not in markup and "&" not in markup:
        return tidy(markup)
    text = _COMMENT.sub(" ", markup)
    text = _DROP.sub(" ", text)
    text = _BLOCK.sub("\n\n", text)
    text = _TAG.sub("", text)
    return tidy(html.unescape(text))


def tidy(text: str) -> str:
    """White space and control characters brought in order; paragraphs parted by exactly one blank line; NFC."""
    text = unicodedata.normalize("NFC", text)
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _SPACE.sub(" ", text)
    lines = [line.strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(text: str) -> str:
    """A headline: markup gone, everything on one line."""
    return " ".join(plain(text).split())
