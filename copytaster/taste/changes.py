"""What a new version changed against the one before it: word diffs, the kinds of change, and the advisory line an agency writes.

Everything is computed from the two items; what the wire says of itself (marks, signals, editor's notes) only adds to it. It must
not judge whether the two belong together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache

from copytaster.model import Change, ChangeKind, DiffPart, Item, PubStatus, Version
from copytaster.taste.wording import count, listed
from copytaster.text.capitals import is_title_case, runs
from copytaster.text.numbers import Number, numbers
from copytaster.text.words import STOPWORDS, fold, root, stem, tokens, words

# A text this short is an alert or a first short text; what follows it at twice the length is its expansion.
_ALERT = 240
_GROWN = 1.2
_QUOTE = re.compile(r"[\"“”„«»]([^\"“”„«»]{12,400})[\"“”«»]")
_CORRECTS = re.compile(r"\bcorrect(?:s|ed|ion|ing)\b|\brefile\b", re.IGNORECASE)
# A lead that keeps less than this share of its words was replaced, not edited.
_LEAD_KEPT = 0.4
# Longer texts are compared by their tops: a diff costs the square of its length.
_COMPARED = 4000
# So many changed figures are told, each with so many of the things that it counts.
_FIGURES, _COUNTED = 3, 2
# Words on either side of a number that say what it counts, and the kinds of number that count something at all.
_NEAR = 2
_COUNTING = frozenset({"count", "percent"})
# Several words for one count: "kills 8", "death toll rises to 12".
_DEATHS = frozenset("kill killed killing dead die dying died death toll fatality claim".split())
# Words that may come, go and change places without a change in what is said. "Not", "may", "after" and "reportedly" are none.
_LIGHT = frozenset(
    """a an the and of in on at to for as with by from its it it's his her their this that these those which who whom
    is are was were be been being has have had having s""".split()
)


def compare(old: Version, new: Version) -> Change:
    """What `new` changed against `old`."""
    before, after = old.item, new.item
    return replace(
        called(old, new),
        headline=diff(before.headline, after.headline),
        text=diff(before.text[:_COMPARED], after.text[:_COMPARED]),
    )


def called(old: Version, new: Version) -> Change:
    """What `new` changed against `old`, without the diffs: what is written down as copy comes in, at two thirds of the price."""
    kinds, told = _judged(old.item, new.item)
    seconds = (new.time - old.time).total_seconds()
    return Change(old.id, new.id, tuple(kinds), (), (), _advisory(kinds, told, old.item, new.item), seconds)


def diff(old: str, new: str) -> tuple[DiffPart, ...]:
    """The words of two texts as runs that are the same, added or removed; joined with spaces they give either text again."""
    a, b = old.split(), new.split()
    if a == b:
        return (DiffPart("same", " ".join(a)),) if a else ()
    head, tail = _alike_at_ends(a, b)
    middle = SequenceMatcher(None, a[head : len(a) - tail], b[head : len(b) - tail], autojunk=False)
    parts = [("same", a[:head])]
    for op, i, j, k, m in middle.get_opcodes():
        if op == "equal":
            parts.append(("same", a[head + i : head + j]))
            continue
        parts += [("removed", a[head + i : head + j]), ("added", b[head + k : head + m])]
    parts.append(("same", a[len(a) - tail :]))
    return tuple(DiffPart(op, " ".join(held)) for op, held in _run_together(parts))


def _alike_at_ends(a: Sequence[str], b: Sequence[str]) -> tuple[int, int]:
    """How many words two texts share at their beginning, and of the rest at their end: most rewordings touch the middle."""
    least = min(len(a), len(b))
    head = next((i for i in range(least) if a[i] != b[i]), least)
    tail = next((i for i in range(least - head) if a[-1 - i] != b[-1 - i]), least - head)
    return head, tail


def _run_together(parts: Iterable[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    """Parts without empty ones, neighbours of one kind as one."""
    found: list[tuple[str, list[str]]] = []
    for op, held in parts:
        if held and found and found[-1][0] == op:
            found[-1] = (op, found[-1][1] + held)
        elif held:
            found.append((op, held))
    return found


def _judged(before: Item, after: Item) -> tuple[list[ChangeKind], list[str]]:
    if after.pub_status is PubStatus.CANCELED:
        return [ChangeKind.KILLED], ["Kills the item: it must not be used"]
    if before.headline == after.headline and before.text == after.text:
        corrected = _corrections(before, after)
        return (corrected[0], corrected[1]) if corrected[0] else ([ChangeKind.UNCHANGED], ["Repeats the item unchanged"])
    kinds: list[ChangeKind] = []
    told: list[str] = []
    for judge in (_corrections, _numbers, _actors, _lead, _quotes, _length):
        found, words_for_it = judge(before, after)
        kinds += found
        told += words_for_it
    if not kinds and before.text and before.text == after.text:
        kinds, told = [ChangeKind.HEADLINE_ONLY], ["Changes the headline only"]
    if not kinds:
        kinds, told = [ChangeKind.REWORDED], ["Rewords the headline" if before.headline != after.headline else "Rewords the text"]
    return kinds, told


def _corrections(before: Item, after: Item) -> tuple[list[ChangeKind], list[str]]:
    said = " ".join((after.ed_note, *after.marks, *after.signals))
    if _CORRECTS.search(said) and not _CORRECTS.search(" ".join((before.ed_note, *before.marks, *before.signals))):
        return [ChangeKind.CORRECTION], [f"Correction: {after.ed_note}" if after.ed_note else "Marked as a correction by the wire"]
    return [], []


def _numbers(before: Item, after: Item) -> tuple[list[ChangeKind], list[str]]:
    """Numbers that count the same thing and differ: in the headline, else in the top of the text."""
    changed = changed_numbers(_top(before), _top(after))
    if not changed:
        return [], []
    # One figure that stands in several places changes in all of them: it is told once, with what it counts there.
    labels: dict[tuple[float, float], list[str]] = {}
    printed: dict[tuple[float, float], str] = {}
    for old, new in changed:
        key = (old.value, new.value)
        printed.setdefault(key, f"{old.printed} → {new.printed}")
        label = next((n.noun for n in (new, old) if n.noun not in STOPWORDS), "")
        labels.setdefault(key, []).append(label)
    told = []
    for key, figure in list(printed.items())[:_FIGURES]:
        counted = [label for label in dict.fromkeys(labels[key]) if label][:_COUNTED]
        told.append(f"{', '.join(counted) or 'figure'}: {figure}")
    return [ChangeKind.NUMBER_CHANGED], told


def changed_numbers(old: str, new: str) -> list[tuple[Number, Number]]:
    """Pairs of numbers in two texts that count the same thing with another value.

    The same noun behind them says so; else a word that both have near them on the same side: "47 Palestinians killed", "64 killed".
    """
    before, after = _numbers_of(old), _numbers_of(new)
    kept = {(n.kind, n.value) for n in before} & {(n.kind, n.value) for n in after}
    left = [n for n in before if (n.kind, n.value) not in kept]
    rest = [n for n in after if (n.kind, n.value) not in kept]
    found: list[tuple[Number, Number]] = []
    for number in list(rest):
        match = next((o for o in left if o.kind == number.kind and o.noun == number.noun and number.noun), None)
        if match is not None:
            left.remove(match)
            rest.remove(number)
            found.append((match, number))
    if left and rest:
        found += _by_surroundings(left, rest, old, new)
    return sorted(found, key=lambda pair: pair[1].start)


def _by_surroundings(left: list[Number], rest: list[Number], old: str, new: str) -> list[tuple[Number, Number]]:
    """Numbers that are left over on both sides, paired by the words before or behind them."""
    found: list[tuple[Number, Number]] = []
    for number in rest:
        around = _surroundings(new, number)
        match = next((o for o in left if o.kind == number.kind and _meet(_surroundings(old, o), around)), None)
        if match is not None and number.kind in _COUNTING:
            left.remove(match)
            found.append((match, number))
    return found


def _meet(one: tuple[frozenset[str], frozenset[str]], other: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Whether the words before two numbers have one in common, or those behind."""
    return not (one[0].isdisjoint(other[0]) and one[1].isdisjoint(other[1]))


def _surroundings(text: str, number: Number) -> tuple[frozenset[str], frozenset[str]]:
    """The last words before a number and the first ones behind it, in its own line."""
    before = text[: number.start].rsplit("\n", 1)[-1]
    behind = text[number.end :].split("\n", 1)[0]
    return _classed(words(before)[-_NEAR:]), _classed(words(behind)[:_NEAR])


def _classed(found: list[str]) -> frozenset[str]:
    return frozenset("dead" if word in _DEATHS else word for word in found)


@lru_cache(maxsize=512)
def _numbers_of(text: str) -> tuple[Number, ...]:
    return tuple(numbers(text))


def _actors(before: Item, after: Item) -> tuple[list[ChangeKind], list[str]]:
    old, new = _named(before.headline), _named(after.headline)
    if is_title_case(before.headline) or is_title_case(after.headline):
        return [], []
    all_before, all_after = fold(before.headline), fold(after.headline)
    added = [name for key, name in new.items() if key not in old and key not in all_before]
    dropped = [name for key, name in old.items() if key not in new and key not in all_after]
    kinds = [ChangeKind.ACTOR_ADDED] * bool(added) + [ChangeKind.ACTOR_DROPPED] * bool(dropped)
    return kinds, [f"adds {listed(added)}"] * bool(added) + [f"drops {listed(dropped)}"] * bool(dropped)


@lru_cache(maxsize=512)
def _named(headline: str) -> dict[str, str]:
    """Names in a headline, by their folded form. The first word of a headline is capitalised whether it names or not."""
    found = {fold(run): run for run in runs(headline)}
    first = headline.split(" ", 1)[0].strip("'\"‘’“”.,:;")
    return {k: v for k, v in found.items() if v != first or v.isupper() or not v.isalpha()} | (
        {fold(first): first} if first.isupper() and len(first) > 1 else {}
    )


def _lead(before: Item, after: Item) -> tuple[list[ChangeKind], list[str]]:
    old, new = before.text, after.text
    if len(new) >= 2 * max(len(old), 1) and len(old) <= _ALERT and len(new) > len(before.headline) + 40:
        return [ChangeKind.ALERT_EXPANDED], ["Expands the alert" if not old else "Expands the first text"]
    if not old or not new:
        return [], []
    first, then = set(words(_paragraph(old))), set(words(_paragraph(new)))
    if first and then and len(first & then) < _LEAD_KEPT * min(len(first), len(then)):
        return [ChangeKind.LEAD_REPLACED], ["New lead"]
    return [], []


def _quotes(before: Item, after: Item) -> tuple[list[ChangeKind], list[str]]:
    old = {fold(q) for q in _QUOTE.findall(before.text)}
    added = [q for q in _QUOTE.findall(after.text) if fold(q) not in old]
    return ([ChangeKind.QUOTE_ADDED], [f"adds {count(len(added), 'quote')}"]) if added and before.text else ([], [])


def _length(before: Item, after: Item) -> tuple[list[ChangeKind], list[str]]:
    old, new = len(before.text), len(after.text)
    if old > _ALERT and new > _GROWN * old:
        return [ChangeKind.EXTENDED], [f"adds {count(len(after.text.split()) - len(before.text.split()), 'word')}"]
    if new and new < old / _GROWN:
        return [ChangeKind.SHORTENED], [f"cuts {count(len(before.text.split()) - len(after.text.split()), 'word')}"]
    return [], []


def _advisory(kinds: list[ChangeKind], told: list[str], before: Item, after: Item) -> str:
    line = "; ".join(told)
    if set(kinds) <= {ChangeKind.ACTOR_ADDED, ChangeKind.REWORDED} and _says_the_same(before, after):
        line += "; no change in substance"
    return line[:1].upper() + line[1:]


def _says_the_same(before: Item, after: Item) -> bool:
    """Whether all that was said is said still, in the same order, and nothing came but names: what an editor may call no change
    in substance. One verb or one "not" is a change."""
    names = {word for name in _named(after.headline) for word in _said(name)} - set(_said(before.headline))
    for old, new in ((before.headline, after.headline), (before.text, after.text)):
        was, now = _said(old[:_COMPARED]), _said(new[:_COMPARED])
        if was not in (now, [word for word in now if word not in names]):
            return False
    return True


def _said(text: str) -> list[str]:
    return [root(stem(word)) for word in tokens(text) if word not in _LIGHT]


def _paragraph(text: str) -> str:
    return text.split("\n", 1)[0][:400]


def _top(item: Item) -> str:
    return f"{item.headline}\n{item.text[:600]}"
