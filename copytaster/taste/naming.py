"""What a situation is called whose wires file it under no heading: a name that its stories share and the thing that they tell of,
"Hong Kong, extradition bill", both as they stand in the copy.

It knows no parts of speech. A word or a few words tell of a thing where the copy puts them behind an article, a preposition or an
adjective and ends there: "the measles outbreak in", but never "torrential rain" cut after "torrential", nor "wins".
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from copytaster.model import Line
from copytaster.text.background import naming, telling
from copytaster.text.capitals import is_title_case
from copytaster.text.words import STOPWORDS, fold, stem

# A word that is capitalised this often inside sentences is a name.
_NAME, _HALF_NAME, _RARE = 0.7, 0.5, 5.0
# Words that any news has ("people", "killed", "death": 4.5 and below) say nothing of what it is about.
_SAYING = 4.6
_NAMED = 4.0
# A longer run says the same where it stands in so many of the stories.
_NEARLY = 0.7
# Characters: a headline that is longer makes a poor name.
_LONG = 70
_MOST_LINES, _MOST_TEXT, _MOST_WORDS = 40, 700, 3
_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_](?:[\w’'.&-]*\w)?|\d[\w.,-]*|[^\s\w]")
_FIGURED = re.compile(r"[A-Z][\w-]*-\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
# What joins a thing to that which it is of.
_JOINS = frozenset("of in on over about against from to with".split())
_BEFORE = frozenset(
    "a an the this that these those its his her their our of in on over about against after before during for from to by with at"
    " amid new first second last latest former".split()
)
_BEHIND = frozenset(
    "of in on over about against after before during following for from to by with at as amid and or but that which who has have"
    " had is are was were will would could can may might said says between into since until while near across".split()
)


@dataclass(slots=True)
class _Piece:
    """A run of words: the stories that have it, how it is printed, and how often it stood as a thing of its own."""

    stories: set[int] = field(default_factory=set)
    headed: set[int] = field(default_factory=set)
    printed: Counter[str] = field(default_factory=Counter)
    things: int = 0
    capitals: int = 0
    count: int = 0


def shared(lines: Sequence[Line]) -> str:
    """The name and the thing that most stories of a situation share; empty where they do not share both."""
    found = _pieces(lines[:_MOST_LINES])
    stories = len({line.story for line in lines[:_MOST_LINES]})
    fits = {key: piece for key, piece in found.items() if len(piece.stories) > 1 and 2 * len(piece.stories) >= stories}
    names = {
        k: p
        for k, p in fits.items()
        if _is_name(k, p) and (p.things or _heads_all(p, stories)) and max(telling(w) for w in k.split()) > _NAMED
    }
    things = {k: p for k, p in fits.items() if p.things and p.headed and _printed(p)[0].islower() and _tells(k)}
    name = max(names, key=lambda k: (_worth(k, names[k]), k), default=None)
    thing = max(things, key=lambda k: (_worth(k, things[k]), k), default=None)
    name, thing = _longest(name, names), _longest(thing, things)
    if name is None or thing is None:
        return ""
    if set(name.split()) & set(thing.split()):
        return max(_printed(things[thing]), _printed(names[name]), key=len)
    # Both side by side, where the copy puts them so, read best: "Hong Kong protests".
    one = [k for k, p in found.items() if len(p.stories) > 1 and k.startswith(name) and k.endswith(f" {thing}")]
    if one:
        return _printed(found[min(one, key=lambda k: (-len(found[k].stories), len(k), k))])
    named, told = _printed(names[name]), _printed(things[thing])
    return _told(lines[:_MOST_LINES], name, thing, named) or f"{named}, {told}"


def _heads_all(piece: _Piece, stories: int) -> bool:
    """Whether a name with a figure in it, before which no article stands, is in the headlines of all stories: "SARS-CoV-2"."""
    return len(piece.headed) == stories and _FIGURED.fullmatch(_printed(piece)) is not None


def _told(lines: Sequence[Line], name: str, thing: str, named: str) -> str:
    """A name and a thing as the copy puts them into one phrase: "2020 Coast Rugby Union season", "Withdrawal from Syria"; else the
    name with what most stories that say the thing say it of: "GitHub, public access to youtube-dl". Empty where neither is."""
    whole: dict[str, set[int]] = {}
    joined: dict[str, set[int]] = {}
    further: dict[str, set[int]] = {}
    said: set[int] = set()
    for number, line in enumerate(lines):
        item, story = line.head.item, line.story or -number
        for text, is_headline in ((line.headline, True), ((item.body or item.summary)[:_MOST_TEXT], False)):
            tokens, stems = _stemmed(_TOKEN.findall(text))
            for start in _places(stems, thing):
                said.add(story)
                end = start + len(thing.split())
                if is_headline and not is_title_case(text) and start - (first := _opens(tokens, start)) > 1:
                    whole.setdefault(" ".join(tokens[first:end]), set()).add(story)
                if end + 1 < len(tokens) and tokens[end].lower() in _JOINS:
                    behind = end + 1 + (tokens[end + 1].lower() == "the")
                    if behind == len(tokens) or not tokens[behind][0].isalpha() or (ends := _ends(tokens, behind)) == behind:
                        continue
                    to = joined if is_headline and behind in _places(stems, name) else further
                    to.setdefault(" ".join(tokens[start:ends]), set()).add(story)
    if found := _most(whole, len({line.story for line in lines})):
        return found
    if found := _most(joined, 0):
        return found[0].upper() + found[1:]
    found = _most(further, len(said)) if len(said) > 1 else ""
    return f"{named}, {found}" if found else ""


def _places(stems: Sequence[str], key: str) -> list[int]:
    """Where a run stands among the stems of a text."""
    run = key.split()
    return [at for at in range(len(stems) - len(run) + 1) if list(stems[at : at + len(run)]) == run]


def _ends(tokens: Sequence[str], at: int) -> int:
    """Where a phrase of a few words ends that begins with a word; there, where it does not end so soon."""
    for end in range(at + 1, min(at + _MOST_WORDS, len(tokens)) + 1):
        if end == len(tokens) or tokens[end].lower() in _BEHIND or not tokens[end][0].isalnum():
            return end
    return at


def _opens(tokens: Sequence[str], thing: int) -> int:
    """Where a phrase begins that ends in a thing: with the capitals in front of it, and their year."""
    at = thing
    while at and (tokens[at - 1][0].isupper() or _YEAR.fullmatch(tokens[at - 1])):
        at -= 1
    return at


def _most(told: dict[str, set[int]], of: int) -> str:
    """The phrase of most stories, if more than half of so many have it."""
    best = max(told, key=lambda phrase: (len(told[phrase]), len(phrase), phrase), default="")
    return best if best and 2 * len(told[best]) > of else ""


def _holds(key: str, part: str) -> bool:
    return f" {part} " in f" {key} "


def central(headlines: Sequence[str]) -> str:
    """The headline that says most of what the others say too, for its length."""
    words = [{stem(fold(w)) for w in _TOKEN.findall(h) if w[0].isalpha() and fold(w) not in STOPWORDS} for h in headlines]
    held = Counter(w for found in words for w in found)
    size = [len(found or "-") ** 0.5 * max(1.0, len(h) / _LONG) for found, h in zip(words, headlines, strict=True)]
    worth = [sum((held[w] - 1) * min(8.0, telling(w)) for w in found) / by for found, by in zip(words, size, strict=True)]
    best = max(zip(worth, (-len(h) for h in headlines), headlines, strict=True))[2]
    return best.lstrip(" +*-–—•>") or best


def _pieces(lines: Sequence[Line]) -> dict[str, _Piece]:
    found: dict[str, _Piece] = {}
    for number, line in enumerate(lines):
        item = line.head.item
        story = line.story or -number
        if not is_title_case(line.headline):
            _read(line.headline, story, found, is_headline=True)
        _read((item.body or item.summary)[:_MOST_TEXT], story, found)
    return found


def _read(text: str, story: int, found: dict[str, _Piece], *, is_headline: bool = False) -> None:
    tokens = _TOKEN.findall(text)
    # A token stands in up to six runs, and is looked at once.
    bare, stems = _stemmed(tokens)
    lower = [token.lower() for token in tokens]
    for start, end in _runs(tokens, lower):
        words = bare[start:end]
        key = " ".join(stems[start:end])
        piece = found.get(key)
        if piece is None:
            piece = found[key] = _Piece()
        piece.stories.add(story)
        if is_headline:
            piece.headed.add(story)
        piece.printed[" ".join(words)] += 1
        piece.count += 1
        opens = start == 0 or tokens[start - 1] in ".!?:"
        piece.capitals += not opens and all(word[0].isupper() for word in words)
        before, behind = lower[start - 1] if start else ".", lower[end] if end < len(tokens) else "."
        is_led = before in _BEFORE or (start > 0 and not before[0].isalpha() and len(words) > 1) or (start == 0 and len(words) > 1)
        piece.things += is_led and (behind in _BEHIND or not behind[0].isalnum()) and not tokens[end - 1].endswith(("'s", "’s"))


def _stemmed(tokens: Sequence[str]) -> tuple[list[str], list[str]]:
    """Tokens without what makes them possessive, and their stems."""
    bare = [token.removesuffix("'s").removesuffix("’s") for token in tokens]
    return bare, [stem(fold(word)) for word in bare]


def _runs(tokens: Sequence[str], lower: Sequence[str]) -> Iterator[tuple[int, int]]:
    is_stop = [fold(token) in STOPWORDS for token in tokens]
    is_end = [not token[0].isalpha() or small in _BEHIND for token, small in zip(tokens, lower, strict=True)]
    for start, first in enumerate(tokens):
        if is_stop[start] and first != "New":
            continue
        for end in range(start + 1, min(start + _MOST_WORDS, len(tokens)) + 1):
            if is_end[end - 1]:
                break
            if not is_stop[end - 1]:
                yield start, end


def _is_name(key: str, piece: _Piece) -> bool:
    printed = _printed(piece)
    if not printed[0].isupper():
        return False
    words = key.split()
    names = max(naming(w) for w in words)
    if names >= _NAME:
        return any(len(w) > 2 and "." not in w for w in words)
    # Of two common words both with capitals: "United States", and not "Prime Minister".
    return piece.capitals * 2 > piece.count and len(words) > 1 and names >= _HALF_NAME and max(map(telling, words)) > _RARE


def _longest(key: str | None, among: dict[str, _Piece]) -> str | None:
    """The longest run that nearly all stories have that have the run chosen: "New Hampshire" for "Hampshire"."""
    if key is None:
        return None
    inside = [k for k in among if _holds(k, key) and len(among[k].stories) >= _NEARLY * len(among[key].stories)]
    return max(inside, key=lambda k: (len(k.split()), k))


def _tells(key: str) -> bool:
    words = key.split()
    return max(telling(w) for w in words) > _SAYING and telling(words[-1]) > 3.0


def _worth(key: str, piece: _Piece) -> float:
    says = sum(min(8.0, telling(w)) for w in key.split())
    return (len(piece.stories) - 0.5) * math.sqrt(says) * (0.5 + len(piece.headed))


def _printed(piece: _Piece) -> str:
    return piece.printed.most_common(1)[0][0]
