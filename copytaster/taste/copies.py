"""Whether two outlets carry the same dispatch: copy of one origin, printed in several places.

Outlets that write of one event use the same names and not the same sentences; outlets that print an agency's copy keep its
sentences or at least its headline. So only what was plainly copied counts here, and everything else is left to stories. It must not
look at time or place: `Taster.match` does.
"""

from __future__ import annotations

from copytaster.taste.traits import Traits

# Of a text's first words (taste/traits.py), this share of overlapping runs of four must stand in the other's, this many words be
# there at all, and the headlines share this part of their weight: of 7 pairs of graded articles (similarity/semeval) that hold more
# than half of each other and are other news, every one shares a banner or a form above its text, and none its headline. Of the
# articles cited by Wikinews, 7 pairs of different outlets hold a fifth of each other, all told of one event.
_COPIED = 0.5
_ENOUGH = 40
_HEADLINES = 0.3
# Where agencies are named and are the same, less will do: outlets cut and mend what they print.
_COPIED_OF_ONE = 0.3
# A headline alone must have so many words, together so telling, that nobody writes it twice: "Weather forecast for today" is no
# copy. UCI has 161 pairs of outlets under one such headline; every one of them tells the same news.
_WORDS = 5
_TELLING = 30.0
# A short headline over the very same short text is one dispatch in two places, if the text is a sentence and no "Read more".
_BRIEF = 5


def copied(one: Traits, other: Traits, *, origins: tuple[str, str] = ("", "")) -> str:
    """Why two items of two outlets are the same dispatch, in words; nothing where not. `origins` are the agencies named."""
    if all(origins) and origins[0] != origins[1]:
        return ""
    same_origin = bool(origins[0]) and origins[0] == origins[1]
    if min(len(one.text), len(other.text)) >= _ENOUGH:
        least = _COPIED_OF_ONE if same_origin else _COPIED
        if _shared(one, other) < _HEADLINES or (share := contained(one, other)) < least:
            return ""
        told = f"{round(100 * share)} % of its text stands there word for word"
    elif is_same_headline(one, other):
        told = "the same headline, word for word"
    elif one.head == other.head and one.text == other.text and len(one.text) >= _BRIEF:
        told = "the same headline and text, word for word"
    else:
        return ""
    return f"{told}, both by {origins[0]}" if same_origin else told


def contained(one: Traits, other: Traits) -> float:
    """The part of the shorter text's runs of four words that stand in the longer one."""
    a, b = one.runs, other.runs
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def is_same_headline(one: Traits, other: Traits) -> bool:
    """Whether two headlines have the very same words, enough of them, in the same order."""
    return one.head == other.head and len(one.worth) >= _WORDS and sum([weight for weight, _ in one.worth.values()]) >= _TELLING


def _shared(one: Traits, other: Traits) -> float:
    """The weight that two headlines share, as a part of the lighter one's."""
    a, b = one.worth, other.worth
    least = min(sum([w for w, _ in a.values()]), sum([w for w, _ in b.values()]))
    return sum([w for stem, (w, _) in a.items() if stem in b]) / least if least else 0.0
