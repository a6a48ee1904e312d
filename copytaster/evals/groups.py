"""What `stories` and `situations` have in common: a stream is lived and scored, with baselines beside it and errors in words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from copytaster.evals import Score
from copytaster.evals.baselines import BASELINES
from copytaster.evals.forms import Marked, marked
from copytaster.evals.lived import Lived, live, peak_mb
from copytaster.evals.scoring import grouping
from copytaster.model import Version

_WORST = 20


def score(name: str, data: Path, group_of: Callable[[Lived, int], int]) -> Score:
    """The score of one level of grouping over a file or folder."""
    # Whether two rows without a source came over one wire is not known: neither is taken for a rewording by the other's wire.
    found = marked(data, one_wire=False)
    versions = [m.version for m in found]
    lived = live(versions)
    peak = peak_mb()
    judged = [m for m in found if m.gold is not None]
    gold = [str(m.gold) for m in judged]
    groups = [group_of(lived, m.version.id) for m in judged]
    figures = grouping(gold, groups).figures() | {
        "items": len(found),
        "items_per_second": round(len(found) / max(lived.seconds, 1e-9), 1),
        "peak_mb": peak,
    }
    return Score(
        name,
        figures,
        notes=(f"{len(found) - len(judged)} items without gold were judged and not scored",) if len(judged) < len(found) else (),
        errors=tuple(worst(judged, groups)),
        rows=tuple(_baselines(judged, versions, gold)),
    )


def _baselines(judged: Sequence[Marked], versions: Sequence[Version], gold: Sequence[str]) -> list[Mapping[str, float | int | str]]:
    rows: list[Mapping[str, float | int | str]] = []
    for name, judge in BASELINES.items():
        group = dict(zip((v.id for v in versions), judge(versions), strict=True))
        figures = grouping(gold, [group[m.version.id] for m in judged]).figures()
        rows.append({"judge": name} | figures)
    return rows


def worst(judged: Sequence[Marked], groups: Sequence[int]) -> list[str]:
    """The gravest errors in words: gold groups torn apart and gold groups thrown together, by the number of pairs they cost."""
    members: dict[tuple[str, int], list[str]] = defaultdict(list)
    for m, group in zip(judged, groups, strict=True):
        members[str(m.gold), group].append(m.version.item.headline)
    by_gold: dict[str, Counter[int]] = defaultdict(Counter)
    by_group: dict[int, Counter[str]] = defaultdict(Counter)
    for (gold, group), found in members.items():
        by_gold[gold][group] = len(found)
        by_group[group][gold] = len(found)
    told: list[tuple[int, str]] = []
    for gold, parts in by_gold.items():
        (first, n), *rest = parts.most_common(2)
        if rest:
            second, k = rest[0]
            told.append((n * k, f"torn apart ({n} and {k} items): “{members[gold, first][0]}” | “{members[gold, second][0]}”"))
    for group, mixed in by_group.items():
        (one, n), *others = mixed.most_common(2)
        if others:
            other, k = others[0]
            told.append((n * k, f"thrown together ({n} and {k} items): “{members[one, group][0]}” | “{members[other, group][0]}”"))
    told.sort(key=lambda pair: (-pair[0], pair[1]))
    return [text for _, text in told[:_WORST]]
