"""The function of each sentence in its document: van Dijk's news schema as NewsDiscourse labels it (Choubey et al., ACL 2020).

Labels: main (the event that is reported), consequence, previous (an event that led to it), context (what goes on around it),
history (more than a month before), anecdote, evaluation, expectation, none. The label alone does not give a dossier's section:
time, the speaker's side and cue words do (dossier/sections).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from copytaster.text.dates import TimeExpression

LABELS = ("main", "consequence", "previous", "context", "history", "anecdote", "evaluation", "expectation", "none")

_EXPECT = re.compile(
    r"\b(?:will|would|could|may|might|expected|expects?|plans? to|planned|scheduled|hopes? to|intends?|set to"
    r"|aims? to|likely|is due|are due|upcoming"
    r"|future|next (?:week|month|year)|predict\w*|forecast\w*|uncertain|if\b.*\bwould)\b",
    re.IGNORECASE,
)
_CONSEQUENCE = re.compile(
    r"\b(?:as a result|led to|leading to|caus(?:es|ed|ing)|prompt(?:s|ed|ing)|forc(?:es|ed|ing)|result(?:s|ed|ing) in"
    r"|in response|in retaliation"
    r"|spark(?:s|ed|ing)|trigger(?:s|ed|ing)|displac\w+|evacuat\w+|killed|injured|suspend\w+|cancel\w+|closed|fell"
    r"|rose|jumped|plunged)\b",
    re.IGNORECASE,
)
_EVALUATE = re.compile(
    r"\b(?:said|says|told|called|warned|argued|criticis\w+|criticiz\w+|praised|condemn\w+|believes?|described"
    r"|important|serious|good|bad)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Role:
    """The label of a sentence, how sure it is (0 to 1), and whether it is somebody's speech."""

    label: str
    score: float
    speech: bool


def roles(
    texts: Sequence[str],
    *,
    times: Sequence[Sequence[TimeExpression]],
    speech: Sequence[bool],
    anchor: dt.date | None,
    headline: str = "",
) -> list[Role]:
    """The role of each sentence of one document, in order."""
    return [Role(*_label(place, text, times[place], anchor, speech[place]), speech[place]) for place, text in enumerate(texts)]


def _label(place: int, text: str, times: Sequence[TimeExpression], anchor: dt.date | None, speech: bool) -> tuple[str, float]:
    ages = [(anchor - t.last).days for t in times if anchor and t.last]
    if place == 0:
        return "main", 0.9
    if ages and max(ages) > 31:
        return "history", 0.7
    if _EXPECT.search(text):
        return "expectation", 0.6
    if speech and _EVALUATE.search(text):
        return "evaluation", 0.6
    if ages and max(ages) > 1:
        return "previous", 0.6
    if _CONSEQUENCE.search(text):
        return "consequence", 0.4
    return ("main", 0.5) if place < 3 else ("context", 0.5)
