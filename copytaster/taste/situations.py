"""Situations told in words: what a long development is called, from its own lines and the headings that wires file it under.

It names; which story belongs to which situation is judged in `judge.Taster.attach`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from copytaster.model import Line
from copytaster.text.background import naming, telling
from copytaster.text.capitals import is_title_case, runs
from copytaster.text.words import STOPWORDS, fold, stem, words

# A word that is capitalised this often inside sentences is a name.
_NAME = 0.7
# Words that any news has ("people", "killed", "least": 4.5 and below) and words for what was done say nothing of what it is about.
_SAYING = 4.6


def name_of(lines: Sequence[Line]) -> str:
    """The name of a situation from its lines: the heading its wires use most, else its own most telling words."""
    headings = Counter(line.head.item.situation[-1] for line in lines if line.head.item.situation)
    if headings and sum(headings.values()) * 2 >= len(lines):
        return max(headings, key=lambda h: (headings[h], -len(h), h))
    if len(lines) == 1:
        return lines[0].headline
    return _own_words([line.headline for line in lines])


def path_of(lines: Sequence[Line]) -> tuple[str, ...]:
    """The developments, outermost first, that wires file these lines under; empty where they file them under none."""
    paths = Counter(line.head.item.situation for line in lines if line.head.item.situation)
    return max(paths, key=lambda p: (paths[p], len(p), p)) if paths else ()


def _own_words(headlines: Sequence[str]) -> str:
    """Names that most headlines share, then common words that they share, in the order that headlines put them."""
    held: Counter[str] = Counter()
    printed: dict[str, Counter[str]] = {}
    place: dict[str, float] = {}
    for headline in headlines:
        for i, (key, name) in enumerate(_pieces(headline).items()):
            held[key] += 1
            printed.setdefault(key, Counter())[name] += 1
            place[key] = place.get(key, 0.0) + i
    worth = {k: (n - 0.5) * min(12.0, sum(telling(w) for w in k.split())) for k, n in held.items() if n > 1}
    chosen: list[str] = []
    for key in sorted(worth, key=lambda k: (-worth[k], -len(k), k)):
        if len(chosen) < 3 and not any(set(key.split()) & set(other.split()) for other in chosen):
            chosen.append(key)
    # One word alone, or words of which none names anything ("killed, injured, collapses"), would be a riddle.
    if len(chosen) < 2 or not any(_names(key) for key in chosen):
        return min(headlines, key=lambda h: (len(h), h))
    chosen.sort(key=lambda k: place[k] / held[k])
    return ", ".join(_side_by_side([printed[k].most_common(1)[0][0] for k in chosen], headlines))


def _side_by_side(names: Sequence[str], headlines: Sequence[str]) -> list[str]:
    """Words that most headlines with both print side by side are one name: "Madhya", "Pradesh" in headlines In Title Case."""
    found = list(names[:1])
    for name in names[1:]:
        one = f"{found[-1]} {name}"
        both = sum(found[-1] in h and name in h for h in headlines)
        if found[-1][0].isupper() and name[0].isupper() and 2 * sum(one in h for h in headlines) > both:
            found[-1] = one
        else:
            found.append(name)
    return found


def _says(printed: str, key: str) -> bool:
    return naming(key) >= _NAME or (telling(key) > _SAYING and not printed.endswith("ed"))


def _names(key: str) -> bool:
    return max(naming(word) for word in key.split()) >= _NAME


def _pieces(headline: str) -> dict[str, str]:
    """Names (runs of capitals) and single words of a headline, by their folded form."""
    found: dict[str, str] = {}
    if not is_title_case(headline):
        for run in runs(headline)[:8]:
            key = " ".join(words(run))
            if key and (run != headline.split(" ", 1)[0] or run.isupper()):
                found[key] = run.removesuffix("'s").removesuffix("’s")
    for run in list(found.values()):
        # "Army of Madagascar" tells of Madagascar too.
        parts = {stem(fold(part)): part for part in run.split() if " " in run and fold(part) not in STOPWORDS}
        found.update({key: part for key, part in parts.items() if naming(key) >= _NAME})
    inside = {w for key in found for w in key.split()}
    for word in headline.split():
        bare = word.strip(".,;:!?()[]\"'‘’“”").removesuffix("'s").removesuffix("’s")
        key = stem(fold(bare))
        if bare and key not in inside and key not in STOPWORDS and bare.isalpha() and _says(bare, key):
            found.setdefault(key, bare)
    return found
