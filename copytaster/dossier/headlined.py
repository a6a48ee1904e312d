"""Whose words a headline gives: "The port must stay open - address by President Juris Berg", "The bridge is lost: Juris Berg".

Such a headline announces no event, and the text below it holds the words. It reads the form only: an office behind a dash or a
colon, a name and nothing else behind a colon. It must not take an outlet for a speaker ("Plane lands in Riga - Baltic News").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from copytaster.text.names import Mention

_OFFICE = (
    r"(?:[A-Z][\w’'-]*\s)?(?:(?:Vice|Deputy|Prime|Foreign|Defen[cs]e|First)\s)?"
    r"(?:President|Minister|Premier|Chancellor|Advis[eo]r|Spokes\w+|Ambassador|Governor|Mayor|Secretary|Head|Chief|General Staff"
    r"|Ministry)"
)
_BEHIND = re.compile(
    rf"(?P<cue>\s[-–—](?:\s(?:address|speech|statement|remarks|message|appeal)\s(?:by|of|from))?|:)\s"
    rf"(?P<who>(?:the\s)?{_OFFICE}\b[^:;,.!?]{{0,90}}|[A-Z][^:;,.!?\d]{{3,40}})\Z",
)
_HOLDS_IT = re.compile(rf"(?:the\s)?{_OFFICE}\b")
# What is said is a sentence of its own.
_FEWEST = 4
# The title of a text and not what it says: "Address by President Juris Berg to the sailors", "Appeal to foreign friends to help".
_TITLE = re.compile(r"(?:Address|Speech|Statement|Remarks|Message|Appeal|Interview|Greetings?)\s(?:by|of|from|to|with)\s")


def is_said(text: str, names: Sequence[Mention]) -> bool:
    """Whether a headline gives the words of somebody whom it names behind them."""
    found = _BEHIND.search(text)
    if found is None or len(text[: found.start()].split()) < _FEWEST:
        return False
    start, end = found.span("who")
    is_name = any(m.kind in {"person", "name"} and (m.start, m.end) == (start, end) and " " in m.text for m in names)
    return _HOLDS_IT.match(found["who"]) is not None or (is_name and found["cue"] == ":")


def is_title(text: str) -> bool:
    """Whether a headline only names what stands below it."""
    return _TITLE.match(text) is not None
