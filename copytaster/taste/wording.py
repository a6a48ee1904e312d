"""Reasons in words: how a judgment is told to an editor. It must not judge; it only speaks."""

from __future__ import annotations

from collections.abc import Sequence

from copytaster.text.lexicon import printed


def ago(seconds: float) -> str:
    """A time span as people say it: "42 minutes", "3 hours", "2 days"."""
    seconds = abs(seconds)
    for size, name in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            count = round(seconds / size)
            return f"{count} {name}" + ("s" if count != 1 else "")
    return "less than a minute"


def later(seconds: float) -> str:
    """How much later something came: "42 minutes later", "at the same time", "42 minutes earlier"."""
    if abs(seconds) < 60:
        return "at the same time"
    return f"{ago(seconds)} {'later' if seconds > 0 else 'earlier'}"


def listed(words: Sequence[str], most: int = 4) -> str:
    """Some words as a list for a sentence: "US, Qatar and Turkey"."""
    shown = list(words[:most])
    if len(words) > most:
        return ", ".join(shown) + " and more"
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1] if shown else "nothing"


def count(number: int, noun: str) -> str:
    """A number with its noun: "1 line", "3 lines"."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number} {noun if number == 1 else plural}"


def as_printed(stems: Sequence[str], text: str) -> list[str]:
    """Words as a text prints them, for the stems or roots that the judges compare, in the order of `stems`."""
    asked, shown = set(stems), dict[str, str]()
    for told, words in printed(text):
        for word in words:
            for key in (word.stem, word.root):
                if key in asked and key not in shown:
                    shown[key] = bare(told)
    return list(dict.fromkeys([shown.get(stem, stem) for stem in stems]))


def bare(shown: str) -> str:
    """What is printed between two blanks without punctuation around it."""
    return shown if shown.isalpha() else shown.strip(".,;:!?()[]\"'‘’“”")
