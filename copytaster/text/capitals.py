"""A light spotter of what a text names: runs of capitalised words, as the judges compare them. No gazetteer, no learning.

It must not try to say who or what is named; `text/names.py` does that for dossiers, at a hundred times the cost.
"""

from __future__ import annotations

import re

from copytaster.text.words import STOPWORDS, fold, stem

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LINKS = frozenset({"of", "de", "al", "el", "bin", "von", "van", "la", "du", "the", "and"})


def capitals(text: str) -> list[str]:
    """The capitalised words of a text in order, folded and stemmed; in a text set In Title Case, all of its words.

    A word that merely opens a sentence counts only when it is capitalised elsewhere too or is no common word.
    """
    return [stem(part) for word in _capitalised(text) for part in re.split(r"[-]", fold(word)) if part and part not in STOPWORDS]


def is_title_case(text: str) -> bool:
    """Whether a headline capitalises nearly all its longer words, so that capitals name nothing."""
    longer = [w for w in _WORD.findall(text) if len(w) > 3]
    return len(longer) >= 4 and sum(w[0].isupper() for w in longer) >= 0.8 * len(longer)


def _capitalised(text: str) -> list[str]:
    return [m.group() for m in _WORD.finditer(text) if m.group()[0].isupper()]


def runs(text: str) -> list[str]:
    """Runs of capitalised words as printed ("Gaza City", "Bank of England"), in order of appearance."""
    found: list[str] = []
    current: list[str] = []
    pending: list[str] = []
    last_end = 0
    for m in _WORD.finditer(text):
        gap = text[last_end : m.start()]
        if current and gap.strip(" "):
            found.append(" ".join(current))
            current, pending = [], []
        word = m.group()
        if word[0].isupper() and not (not current and fold(word) in STOPWORDS and not word.isupper()):
            current += [*pending, word]
            pending = []
        elif current and word in _LINKS and not pending:
            pending = [word]
        elif current:
            found.append(" ".join(current))
            current, pending = [], []
        last_end = m.end()
    if current:
        found.append(" ".join(current))
    return found
