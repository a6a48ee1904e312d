"""Where copy says that it was written, at its top: "Oslo (NTB):", "KUWAIT, Oct 28 (KUNA) --", "Madrid, 20 oct (EFE).-",
"(ANSA) - SAVONA, 28 OTT -". It must not take a sentence for one that only has a bracket.
"""

from __future__ import annotations

import re

from copytaster.wire.origin import agency

_BEFORE = re.compile(
    r"\s*(?P<line>[^\W_][^()\n]{1,60}?\s*(?:\s[-–—]\s)?\((?P<agency>[^()\n]{2,30})\))\s*(?P<sign>(?:[-–—.:=]\s?){0,3})(?=\S)"
)
_BEHIND = re.compile(
    r"\s*(?P<line>\((?P<agency>[^()\n]{2,30})\)\s*[-–—]{1,2}\s*"
    r"[^\W\d_][^()\n–—]{1,40}?,? \d{1,2}\.? ?[^\W\d_]{3,10}\.?)\s*[-–—]{1,2}\s"
)
_FIGURES = re.compile(r"[\d\s.,%-]+")
# Copy with a lead above it has its dateline in one of the first paragraphs.
_FIRST = 4


def of(text: str) -> str:
    """The dateline of a text, with the agency that it names; empty where there is none."""
    for place, paragraph in enumerate(text.split("\n\n", _FIRST)[:_FIRST]):
        found = _BEFORE.match(paragraph) or _BEHIND.match(paragraph)
        if not found or _FIGURES.fullmatch(found["agency"]):
            continue
        is_set_off = "sign" not in found.groupdict() or bool(found["sign"].strip())
        if agency(found["agency"]) or agency(found["agency"].partition("/")[0]) or (is_set_off and place == 0):
            return found["line"]
    return ""
