"""The states that words speak of, by their names in some forty languages, by peoples, capitals and cities: looked up word by word.

It must not say what a text is about; `text/names.py` finds names in running text for dossiers, at a hundred times the cost. Tables:
data/gazetteer.tsv and data/peoples.tsv (English), data/territories.txt.gz (Unicode CLDR, made by train/places.py).
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from functools import cache
from importlib import resources

from copytaster.text.background import naming
from copytaster.text.words import words

# English words that name places less often than this, or are shorter than this, are no places ("Nice", "Split", "Mali" is listed).
_NAMES = 0.8
_SHORT = 4
_SHORT_NAMES = frozenset(
    "us uk uae usa iran iraq mali chad cuba togo peru oman fiji laos gaza kyiv kiev rome bonn oslo riga lima doha".split()
)
# Endings of other languages hang on names: so many letters less are tried, and so many letters more are let stand.
_LESS, _MORE = 1, 4
# A word that opens a name of several words ("Saudi", "New") is looked up with the word after it.
OPENS = -1
# Spellings that CLDR keeps apart from its standard names.
_ALSO = {
    "US": "сша америка 美国 美國 米国 미국",
    "GB": "британия англия 英国 英國 영국",
    "PS": "غزة 加沙 ガザ 가자",
    "EU": "евросоюз",
}


@cache
def codes() -> tuple[str, ...]:
    """The codes of states, in the order of their numbers; number 0 is none."""
    single, pairs = _tables()
    return ("", *sorted({*single.values(), *pairs.values()}))


@cache
def place_of(word: str, language: str = "en") -> int:
    """The number of the state that a word names, `OPENS` where it takes the next word to say, 0 where it names none."""
    single, _ = _tables()
    code = single.get(word)
    if code is None and (language != "en" or not word.isascii()):
        code = _inflected(word, single)
    if code is not None:
        return _numbers()[code]
    return OPENS if word in _openers() else 0


@cache
def nation_of(word: str) -> int:
    """The number of the state that a word names by its own name or its people's ("Armenian", never "Yerevan"), 0 where none."""
    place = place_of(word)
    return place if place != OPENS and word in _nations() else 0


@cache
def english(place: int) -> str:
    """The first word of a state's English name, as `words.words` gives it."""
    return _english()[codes()[place]]


def name(place: int) -> str:
    """A state's English name; its code where it has none here ("EU")."""
    code = codes()[place]
    return _countries().get(code, code)


@cache
def _english() -> dict[str, str]:
    return {code: (words(_countries().get(code, "")) or [""])[0] for code in codes()}


@cache
def _countries() -> dict[str, str]:
    lines = (resources.files("copytaster.text") / "data" / "gazetteer.tsv").read_text("utf-8").splitlines()
    return {code: name for kind, code, name in (x.split("\t") for x in lines if not x.startswith("#")) if kind == "country"}


def state_names() -> Iterable[str]:
    """The words that name a state or its people alone."""
    return _tables()[0].keys()


def pair_of(first: str, second: str) -> int:
    """The number of the state that two words name together, or 0."""
    code = _tables()[1].get((first, second))
    return _numbers()[code] if code else 0


def _inflected(word: str, single: dict[str, str]) -> str | None:
    for end in range(len(word), max(_SHORT, len(word) - _MORE) - 1, -1):
        code = _stems().get(word[:end])
        if code:
            return code
    return None


@cache
def _stems() -> dict[str, str]:
    """Names of other languages without their last letter, where enough is left."""
    single, _ = _tables()
    return {name[: len(name) - _LESS]: code for name, code in single.items() if len(name) > _SHORT + _LESS}


@cache
def _openers() -> frozenset[str]:
    return frozenset(first for first, _ in _tables()[1])


@cache
def _numbers() -> dict[str, int]:
    return {code: number for number, code in enumerate(codes())}


@cache
def _tables() -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    single: dict[str, str] = {}
    pairs: dict[tuple[str, str], str] = {}
    for code, name in _named():
        held = name if isinstance(name, list) else words(name)
        if len(held) == 1 and (
            not held[0].isascii() or held[0] in _SHORT_NAMES or (len(held[0]) >= _SHORT and naming(held[0]) >= _NAMES)
        ):
            single.setdefault(held[0], code)
        elif len(held) > 1:
            pairs.setdefault((held[0], held[1]), code)
    return single, pairs


@cache
def _nations() -> frozenset[str]:
    """States and peoples that have a name of one word."""
    peoples = [name for _, column, *_ in _peoples() for name in column.split(",")]
    return frozenset(held[0] for name in (*_countries().values(), *peoples) if len(held := words(name)) == 1)


def _peoples() -> Iterable[list[str]]:
    text = (resources.files("copytaster.text") / "data" / "peoples.tsv").read_text("utf-8")
    return (line.split("\t") for line in text.splitlines() if not line.startswith("#"))


def _named() -> Iterable[tuple[str, str | list[str]]]:
    """Codes with names, those that count most first."""
    folder = resources.files("copytaster.text") / "data"
    for code, *columns in _peoples():
        yield from ((code, name) for column in columns for name in column.split(",") if name)
    for line in (folder / "gazetteer.tsv").read_text("utf-8").splitlines():
        if not line.startswith(("#", "body")):
            _, code, name = line.split("\t")
            yield code, name
    for line in gzip.decompress((folder / "territories.txt.gz").read_bytes()).decode().splitlines():
        code, *names = line.split(" ")
        yield from ((code, name.split("+")) for name in names)
    for code, names_too in _ALSO.items():
        yield from ((code, name) for name in names_too.split())
