"""Reasons in words: how a judgment is told to an editor. It must not judge; it only speaks."""

from __future__ import annotations

from collections.abc import Sequence

from copytaster.text.words import root, words


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
    printed: dict[str, str] = {}
    for word, keys in keyed(text):
        for key in keys:
            printed.setdefault(key, word)
    return list(dict.fromkeys([printed.get(stem, stem) for stem in stems]))


def keyed(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The words of a text as printed, without punctuation, each with the stems and roots that it is compared by."""
    return [_KEYS[word] for word in text.split()]


class _Keys(dict[str, tuple[str, tuple[str, ...]]]):
    """A word as printed -> the word without its punctuation, with the stems and roots that it is compared by."""

    def __missing__(self, word: str) -> tuple[str, tuple[str, ...]]:
        if len(self) >= _AT_HAND:
            self.clear()
        stems = words(word)
        found = self[word] = word.strip(".,;:!?()[]\"'‘’“”"), tuple(dict.fromkeys([*stems, *map(root, stems)]))
        return found


_AT_HAND = 65536
_KEYS = _Keys()
