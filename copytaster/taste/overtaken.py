"""What was expected and has come: a curtain-raiser superseded by its outcome, a scheduled match by its result.

It only reads headlines. Within one story or situation (`find`) two telling words in common are enough; among all lines of a front
page (`find_across`) it takes a name besides and more of them, for the outcome often opens a story of its own. A curtain-raiser is
overtaken only by a later line (or one above it on an undated page) that tells the outcome of the same thing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from copytaster.model import Line
from copytaster.text.background import naming, telling
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
_HAPPENED = re.compile(r"\b(?:wins|won|beats|awarded|through to)\b", re.IGNORECASE)
# Words that both headlines must share: at least two, and together as telling as one rare name.
_SHARED = 9.0
# The same where nothing but their words holds two lines together: three, a name among them. What is expected comes within weeks.
_SHARED_AFAR, _WORDS_AFAR = 20.0, 3
_COMES_WITHIN = dt.timedelta(days=21)
_NAME = 0.7
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


def find_across(lines: Sequence[Line]) -> tuple[Overtaken, ...]:
    """The curtain-raisers among many lines that a line of whatever story has overtaken, each once."""
    holding: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if _TELLS.search(line.headline) and not expects(line.headline):
            for word in set(words(line.headline)) - _GENERIC:
                holding[word].append(line)
    found: list[Overtaken] = []
    for line in lines:
        if not expects(line.headline):
            continue
        shared: dict[int, list[str]] = defaultdict(list)
        at: dict[int, Line] = {}
        for word in set(words(line.headline)) - _GENERIC:
            for other in holding.get(word, ()):
                if (line.time, line.id) < (other.time, other.id) and other.time - line.time <= _COMES_WITHIN:
                    shared[other.id].append(word)
                    at[other.id] = other
        later = [at[other] for other, held in shared.items() if _is_one_thing(held)]
        if later:
            first = min(later, key=lambda other: (other.time, other.id))
            found.append(Overtaken(line.id, first.id, f"overtaken by “{first.headline}”"))
    return tuple(found)


def _is_one_thing(shared: Sequence[str]) -> bool:
    enough = len(shared) >= _WORDS_AFAR and sum(telling(word) for word in shared) >= _SHARED_AFAR
    return enough and any(naming(word) >= _NAME for word in shared)


def expects(headline: str) -> bool:
    """Whether a headline tells what is expected rather than what happened: "troops arrive ahead of..." tells what happened."""
    sign = _EXPECTS.search(headline)
    if sign is None or _HAPPENED.search(headline):
        return False
    told = _TELLS.search(headline)
    return told is None or sign.start() <= told.start()


def overtakes(expected: str, outcome: str) -> bool:
    """Whether one headline tells the outcome of what another expected."""
    if not _TELLS.search(outcome) or expects(outcome):
        return False
    shared = set(words(expected)) & set(words(outcome)) - _GENERIC
    return len(shared) >= 2 and sum(telling(word) for word in shared) >= _SHARED
