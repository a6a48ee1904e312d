"""Digests of mailing lists that are one text (RFC 1153): the messages in it. It must not take for one what only has rules in it.

    Today's Topics: ...
    ----------------------------------------------------------------------     (70 hyphens)
    Date: ...  From: ...  Subject: ...                                         (a header, an empty line, a text)
    ------------------------------                                             (30 hyphens, and the next)
    End of Agency Digest, Vol 12, Issue 3

What lists send as parts of their own (multipart/digest) is parted in mime.py.
"""

from __future__ import annotations

import re
from itertools import pairwise

from copytaster.wire import embargo

_RULE = re.compile(r"^-{27,75}[ \t]*$", re.MULTILINE)
_IS_DIGEST = re.compile(r"\bdigest\b|^today['’]s topics:|^message: 1$|mailing list submissions to$", re.IGNORECASE | re.MULTILINE)
_HEADER = re.compile(r"\s*(?:message: \d{1,6}\n)?((?:[A-Za-z][\w-]{1,30}:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*+)++)", re.IGNORECASE)
_FROM = re.compile(r"^from:", re.IGNORECASE | re.MULTILINE)
_TOLD = re.compile(r"^(?:date|subject):", re.IGNORECASE | re.MULTILINE)
_TOPIC = re.compile(r"\d{1,4}\.\s")
_END = re.compile(r"\s*(?:subject: digest footer\b|_{20,}\s|end of\b)", re.IGNORECASE)
# Lists send a digest every few dozen messages; behind so many the rest is the text of the last.
_TOP, _MOST = 6000, 1000
_LARGEST_HEAD = 64_000


def is_digest(subject: str, text: str) -> bool:
    """Whether a mail says of itself that it is a digest."""
    return bool(_IS_DIGEST.search(subject) or _IS_DIGEST.search(text[:_TOP]))


def messages(subject: str, text: str) -> list[bytes]:
    """The messages of a digest, each with its header; none where it is no digest."""
    if not is_digest(subject, text):
        return []
    text = text.replace("\r\n", "\n")
    rules = list(_RULE.finditer(text))
    found: list[list[str]] = []
    for rule, following in pairwise((*rules, None)):
        block = text[rule.end() : following.start() if following else len(text)] if rule else ""
        if begin := _begin(block) if len(found) < _MOST else 0:
            found.append([block[begin:]])
        elif rule and _END.match(block):
            break
        elif rule and found:
            found[-1] += [rule.group(), block]
    return ["".join(one).encode("utf-8", "replace") for one in found]


def orders(text: str) -> list[str]:
    """The lines of a digest that order an embargo for all of it. The list of its topics orders nothing."""
    top = text[: rule.start()] if (rule := _RULE.search(text)) else text
    lines = [line.strip() for line in top[:_TOP].split("\n")]
    return [line for line in lines if not _TOPIC.match(line) and embargo.of_headline(line, None)[0]]


def _begin(block: str) -> int:
    """Where the header begins that opens a block; 0 where none does."""
    found = _HEADER.match(block, 0, _LARGEST_HEAD)
    return found.start(1) if found and _FROM.search(found.group(1)) and _TOLD.search(found.group(1)) else 0
