"""Words as the judges compare them: folded, unaccented, lightly stemmed; text written without spaces as pairs of characters.

It must not know what a headline is. Two texts that differ only in case, accents, typographic quotes or a possessive have the
same words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Scripts of South and South-East Asia write vowels as marks that Python does not count as letters; inside a word they belong to it.
_MARKED = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0966-\u0dff\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ecd"
_MARKED += "\u1000-\u109f\u1780-\u17d3"
# A run of letters and digits, with inner apostrophes (don't), inner points and commas between digits (4,000; 7.1), and
# abbreviations with points (U.S.) taken as one word. Runs without spaces are cut into pairs afterwards.
_TOKEN = re.compile(rf"(?:[A-Za-z]\.){{2,}}|\d+(?:[.,]\d+)*|[^\W\d_][^\W\d_{_MARKED}]*(?:[{_MARKED}]+[^\W\d_]*)*(?:['’][^\W\d_]+)*")
# The same in plain ASCII, folded, which most copy is: half the time.
_PLAIN = re.compile(r"(?:[a-z]\.){2,}|\d+(?:[.,]\d+)*|[a-z]+(?:'[a-z]+)*")
# What a typewriter lacks and a newsroom sets: with these written plainly, most English copy is ASCII.
_TYPOGRAPHIC = "‘“”–—\xa0…"
# Kana, Han, Hangul, Thai, Lao, Khmer, Burmese. Korean has spaces, but its particles cling to the word: pairs see through them.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3\u0e00-\u0eff\u1000-\u109f\u1780-\u17d3]+")
_ASCII = bytes(range(128))
# Accents and vowel points that a wire may leave out. Vowel signs of Indic scripts and voicing marks of Kana are letters and stay.
_ACCENTS = re.compile(r"[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u065f\u0670]")
_GROUPED = re.compile(r",(?=\d{3}\b)")

# Function words of English headlines and running text. They carry no topic; background frequencies do the rest.
STOPWORDS = frozenset(
    """a an the and or but nor if than then so as at by for from in into of off on onto out over to up with within without about
    after against amid among around before behind between beyond despite down during per since through toward towards under until
    upon via is are was were be been being am do does did done has have had having will would shall should can could may might must
    it its it's he his him she her hers they their them we our you your i my me who whom whose which that this these those there
    here what when where why how not no yes all any both each few more most other some such only own same too very just also still
    yet s t re ve ll d m say says said new""".split()
)


def fold(text: str) -> str:
    """Case folded, compatibility forms unified, accents removed; for comparison only, never for printing."""
    if text.isascii():
        return text.lower()
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", text).casefold().replace("’", "'")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A light English stem: possessives and regular plurals only, so that distinct words stay distinct."""
    word = word.replace("’", "'")
    word = word.removesuffix("'s").replace("'", "")
    if "." in word and not word[0].isdigit():
        return word.replace(".", "")
    if len(word) > 4 and word.isascii():
        if word.endswith("ies"):
            return word[:-3] + "y"
        if word.endswith(("sses", "shes", "ches", "xes", "zes")):
            return word[:-2]
        if word.endswith("s") and not word.endswith(("ss", "us", "is")):
            return word[:-1]
    elif len(word) == 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


_ENDINGS = ("ingly", "edly", "ing", "ed", "ly", "ers", "er", "ment", "ion", "or", "ive")


@lru_cache(maxsize=131072)
def root(word: str) -> str:
    """What a word has in common with its kin ("taper", "tapers", "tapering"): for stories, where a lost ending costs nothing."""
    if len(word) < 6 or not word.isascii() or word[0].isdigit():
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            bare = word[: -len(ending)]
            return bare[:-1] if bare[-1] == bare[-2] and bare[-1] not in "sl" else bare
    return word.removesuffix("e")


def tokens(text: str) -> list[str]:
    """The raw tokens of a text in order, folded but not stemmed; runs of unspaced scripts as overlapping pairs."""
    if not text.isascii():
        # One sign after another: a table of signs is asked for every letter, at ten times the price.
        text = text.replace("’", "'")
        if not text.isascii():
            for sign in _TYPOGRAPHIC:
                text = text.replace(sign, " ")
    if text.isascii():
        return _PLAIN.findall(text.lower())
    folded = fold(text)
    found = _TOKEN.findall(folded)
    if not is_unspaced(folded):
        return found
    result: list[str] = []
    for token in found:
        result.extend(pairs(token))
    return result


def is_unspaced(text: str) -> bool:
    """Whether a text has a run of a script that is written without spaces between words."""
    return not text.isascii() and _UNSPACED.search(_beyond_ascii(text)) is not None


def _beyond_ascii(text: str) -> str:
    """The characters of a text that are not ASCII: of copy in Latin letters one in fifty, left over in a fifth of the time that
    looking at each takes."""
    return text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")


def pairs(token: str) -> list[str]:
    """A token with each run of an unspaced script cut into overlapping pairs of characters."""
    parts: list[str] = []
    last = 0
    for run in _UNSPACED.finditer(token):
        if run.start() > last:
            parts.append(token[last : run.start()])
        chars = run.group()
        parts.extend([chars] if len(chars) == 1 else [chars[i : i + 2] for i in range(len(chars) - 1)])
        last = run.end()
    if last < len(token):
        parts.append(token[last:])
    return parts


def words(text: str) -> list[str]:
    """The content words of a text in order: stemmed, function words left out, digit groups joined ("4,000" is "4000")."""
    return [w for w in map(word_of, tokens(text)) if w]


@lru_cache(maxsize=131072)
def word_of(token: str) -> str:
    """The word that a token is: its stem, digits without commas; nothing for a function word."""
    if token[0].isdigit():
        return _GROUPED.sub("", token)
    if token in STOPWORDS:
        return ""
    return stem(token)


def spans(text: str) -> list[tuple[str, int, int]]:
    """The words of a text as printed, each with its start and end in characters; for diffs and for marking words on a page."""
    return [(m.group(), m.start(), m.end()) for m in re.finditer(r"\S+", text)]


def shingles(items: list[str], size: int = 4) -> set[tuple[str, ...]]:
    """The set of overlapping runs of `size` words; the whole list as one when it is shorter."""
    if len(items) <= size:
        return {tuple(items)} if items else set()
    return {tuple(items[i : i + size]) for i in range(len(items) - size + 1)}
