"""What others do, in a few lines each, scored beside the judges in the same run.

- `exact title`: the same words make one group.
- `tf-idf`: single pass over headlines and texts; joins the nearest earlier item's group when the cosine reaches 0.3 (the usual
  choice; inverse document frequencies grow with the stream).
- `newsblur`: the rule that NewsBlur publishes for its story clusters: two titles of which one holds at least 60 % of the other's
  significant words (four letters and more) within two weeks are one cluster.
- `minhash`: 64 hashes over pairs of words; joins at an estimated Jaccard similarity of 0.5.

None of them is fitted to the file at hand.
"""

from __future__ import annotations

import math
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from copytaster.model import Item, Version
from copytaster.text.words import words

_COSINE = 0.3
_TITLE_SHARE = 0.6
_TITLE_DAYS = 14
_HASHES = 64
_JACCARD = 0.5
_PRIME = (1 << 31) - 1


def exact_title(versions: Sequence[Version]) -> list[int]:
    """Groups of items whose headlines have the same words."""
    seen: dict[tuple[str, ...], int] = {}
    return [seen.setdefault(tuple(words(v.item.headline)) or (str(v.id),), v.id) for v in versions]


def tf_idf(versions: Sequence[Version]) -> list[int]:
    """Single pass by the nearest earlier item."""
    held: dict[str, list[tuple[int, float]]] = defaultdict(list)
    groups: list[int] = []
    for place, version in enumerate(versions):
        weights = _tf_idf(version.item, held, place)
        close: dict[int, float] = defaultdict(float)
        for word, weight in weights.items():
            for other, share in held[word][-500:]:
                close[other] += weight * share
        best = max(close, key=lambda o: (close[o], -o), default=None)
        groups.append(groups[best] if best is not None and close[best] >= _COSINE else version.id)
        for word, weight in weights.items():
            held[word].append((place, weight))
    return groups


def _tf_idf(item: Item, held: Mapping[str, list[tuple[int, float]]], seen: int) -> dict[str, float]:
    counts = Counter(words(f"{item.headline} {item.text[:4000]}"))
    weights = {w: (1 + math.log(n)) * math.log((seen + 2) / (len(held.get(w, ())) + 1)) for w, n in counts.items()}
    length = math.sqrt(sum(x * x for x in weights.values())) or 1.0
    return {w: x / length for w, x in weights.items()}


def newsblur(versions: Sequence[Version]) -> list[int]:
    """Titles that hold most of each other's significant words."""
    held: dict[str, list[int]] = defaultdict(list)
    titles: list[set[str]] = []
    groups: list[int] = []
    for place, version in enumerate(versions):
        title = {w for w in words(version.item.headline) if len(w) >= 4}
        shared: Counter[int] = Counter()
        for word in title:
            shared.update(held[word][-300:])
        group = version.id
        for other, count in shared.most_common(20):
            near = abs((version.time - versions[other].time).days) <= _TITLE_DAYS
            if near and len(title) >= 2 and count >= _TITLE_SHARE * min(len(title), len(titles[other])):
                group = groups[other]
                break
        groups.append(group)
        titles.append(title)
        for word in title:
            held[word].append(place)
    return groups


def minhash(versions: Sequence[Version]) -> list[int]:
    """Near duplicates by a sketch of pairs of words."""
    bands: dict[tuple[int, ...], list[int]] = defaultdict(list)
    sketches: list[tuple[int, ...]] = []
    groups: list[int] = []
    for place, version in enumerate(versions):
        sketch = _sketch(words(f"{version.item.headline} {version.item.text[:4000]}"))
        keys = [(b, *sketch[4 * b : 4 * b + 4]) for b in range(_HASHES // 4)]
        candidates = {other for key in keys for other in bands[key][-50:]}
        alike = {o: sum(a == b for a, b in zip(sketch, sketches[o], strict=True)) / _HASHES for o in candidates}
        best = max(alike, key=lambda o: (alike[o], -o), default=None)
        groups.append(groups[best] if best is not None and alike[best] >= _JACCARD else version.id)
        sketches.append(sketch)
        for key in keys:
            bands[key].append(place)
    return groups


def _sketch(found: list[str]) -> tuple[int, ...]:
    pairs = {zlib.crc32(f"{a} {b}".encode()) for a, b in pairwise(found)} or {zlib.crc32(" ".join(found).encode())}
    return tuple(min((h * (2 * i + 1) * 2654435761 + i * 40503) % _PRIME for h in pairs) for i in range(_HASHES))


BASELINES: Mapping[str, Callable[[Sequence[Version]], list[int]]] = {
    "exact title": exact_title,
    "tf-idf": tf_idf,
    "newsblur": newsblur,
    "minhash": minhash,
}
