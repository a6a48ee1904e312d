"""`copytaster eval taste`: pairs of items, the same news or not.

The form: JSON lines {title_a?, text_a?, lang_a?, title_b?, text_b?, lang_b?, same or score}. `score` may be on any scale that grows
with likeness; `pearson` is the correlation with it. With `same`, precision, recall and F1 at one half are given too. Baselines:
cosine of words by TF-IDF over the file, and shared words of the headlines (Jaccard).
"""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from copytaster.errors import Unreadable
from copytaster.evals import Score
from copytaster.evals.forms import Pair, pairs
from copytaster.evals.lived import peak_mb
from copytaster.evals.scoring import f1, pearson
from copytaster.model import Item
from copytaster.taste.likeness import likeness
from copytaster.text.words import words

_WORST = 20


def run(data: Path) -> Score:
    """Score the likeness of pairs of a file or folder."""
    found = pairs(data)
    if not found:
        raise Unreadable(f"no pair stands in {data}")
    start = time.process_time()
    scores = [likeness(pair.a, pair.b) for pair in found]
    seconds = time.process_time() - start
    gold = [pair.score for pair in found]
    figures: dict[str, float | int | str] = {"pearson": round(pearson(scores, gold), 4), "pairs": len(found)}
    if not any(pair.graded for pair in found):
        figures |= _decided(scores, gold)
    figures |= {"items_per_second": round(2 * len(found) / max(seconds, 1e-9), 1), "peak_mb": peak_mb()}
    rows: list[Mapping[str, float | int | str]] = [
        {"judge": "tf-idf", "pearson": round(pearson(_tf_idf(found), gold), 4)},
        {"judge": "headline words", "pearson": round(pearson([_jaccard(p) for p in found], gold), 4)},
    ]
    return Score("taste", figures, errors=tuple(_worst(found, scores)), rows=tuple(rows))


def _decided(scores: Sequence[float], gold: Sequence[float]) -> dict[str, float]:
    right = sum(s >= 0.5 and g > 0 for s, g in zip(scores, gold, strict=True))
    precision = right / max(sum(s >= 0.5 for s in scores), 1)
    recall = right / max(sum(g > 0 for g in gold), 1)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1(precision, recall), 4)}


def _tf_idf(found: Sequence[Pair]) -> list[float]:
    texts = [Counter(words(f"{item.headline} {item.text}")) for pair in found for item in (pair.a, pair.b)]
    held = Counter(word for text in texts for word in text)
    return [_cosine(texts[2 * i], texts[2 * i + 1], held, len(texts)) for i in range(len(found))]


def _cosine(a: Counter[str], b: Counter[str], held: Counter[str], count: int) -> float:
    def weigh(text: Counter[str]) -> dict[str, float]:
        return {w: (1 + math.log(n)) * math.log(count / held[w]) for w, n in text.items()}

    one, other = weigh(a), weigh(b)
    along = sum(x * other[w] for w, x in one.items() if w in other)
    return along / (math.sqrt(sum(x * x for x in one.values()) * sum(x * x for x in other.values())) or 1.0)


def _jaccard(pair: Pair) -> float:
    a, b = set(words(pair.a.headline)), set(words(pair.b.headline))
    return len(a & b) / max(len(a | b), 1)


def _worst(found: Sequence[Pair], scores: Sequence[float]) -> list[str]:
    """The pairs whose rank by likeness is farthest from their rank in the gold standard."""
    low, high = min(p.score for p in found), max(p.score for p in found)
    span = (high - low) or 1.0
    told = []
    for pair, score in zip(found, scores, strict=True):
        gold = (pair.score - low) / span
        told.append((abs(score - gold), f"judged {score:.2f}, is {gold:.2f}: {_short(pair.a)} | {_short(pair.b)}"))
    told.sort(key=lambda row: (-row[0], row[1]))
    return [text for _, text in told[:_WORST]]


def _short(item: Item) -> str:
    return f"“{item.headline[:120]}”"
