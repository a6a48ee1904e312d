"""What was expected and has come: a curtain-raiser superseded by its outcome, a scheduled match by its result.

It only reads headlines. That two lines stand in one story, or in one situation, is for the caller to see to; a curtain-raiser is
overtaken only by a later line (or one above it on an undated page) that tells the outcome of the same thing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from copytaster.model import Line
from copytaster.text.background import telling
from copytaster.text.words import words

_EXPECTS = re.compile(
    r"\b(?:eyed|tipped|favou?rites?|contenders?|expected|set to|due to|poised|ahead of|braces?|prepares?|awaits?|loom(?:s|ing)?|"
    r"preview|on eve|eve of|upcoming|(?:hope|aim|seek|bid|vow|plan)s? to|could|may|might|will|who will|what to watch|"
    r"what to expect|things to know|how to watch|to (?:join|meet|face|vote|announce|decide|hold|sign|visit|discuss|open|"
    r"begin|start|unveil|award|host|play|rule|launch|attend|resume)|decision time|countdown|unlikely|likely|chances?|race for|"
    r"closing in)\b",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:wins?|won|winner|awarded|takes?|beats?|beat|defeats?|defeated|loses?|lost|edges?|through to|crowned|elected|re-elected|"
    r"named|signs?|signed|agree[ds]?|approve[ds]?|passe[ds]|rejects?|rejected|launche[ds]|opens?|opened|begins?|began|ends?|ended|"
    r"announce[ds]|sentenced|acquitted|convicted|found guilty|resigns?|resigned|arrives?|arrived|lands?|landed|votes?|voted|"
    r"clinche?[ds]?|claims?|reache?[ds]|struck|secures?|secured|fails?|failed|cancels?|cancelled|postponed|shares?|shared)\b",
    re.IGNORECASE,
)
# Words that both headlines must share: at least two, and together as telling as one rare name.
_SHARED = 9.0
_GENERIC = frozenset(words("wins win won award awarded prize talks meeting match game vote election trial first second day third"))


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A line that told what was expected, and the line that tells what came."""

    line: int
    by: int
    why: str


def find(lines: Sequence[Line]) -> tuple[Overtaken, ...]:
    """The curtain-raisers among some lines of one story or situation that another of them has overtaken, each once."""
    found: list[Overtaken] = []
    for line in lines:
        if not expects(line.headline):
            continue
        later = [
            other for other in lines if (other.time, other.id) > (line.time, line.id) and overtakes(line.headline, other.headline)
        ]
        if later:
            first = min(later, key=lambda other: (other.time, other.id))
            found.append(Overtaken(line.id, first.id, f"overtaken by “{first.headline}”"))
    return tuple(found)


def expects(headline: str) -> bool:
    """Whether a headline tells what is expected rather than what happened."""
    return bool(_EXPECTS.search(headline)) and not re.search(r"\b(?:wins|won|beats|awarded|through to)\b", headline, re.IGNORECASE)


def overtakes(expected: str, outcome: str) -> bool:
    """Whether one headline tells the outcome of what another expected."""
    if not _TELLS.search(outcome) or expects(outcome):
        return False
    shared = set(words(expected)) & set(words(outcome)) - _GENERIC
    return len(shared) >= 2 and sum(telling(word) for word in shared) >= _SHARED
