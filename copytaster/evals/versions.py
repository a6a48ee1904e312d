"""`copytaster eval versions`: the versions of one dispatch folded into one line, over the same form; gold names the dispatch.

Counted are pairs of one source within 24 hours. Pairs with the same headline under different ids are left out: one article often
has several addresses. `recall_at_97` is the recall of the strictest cut of the calls' own scores that is right 97 times in 100.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from copytaster.evals import Score
from copytaster.evals.baselines import BASELINES
from copytaster.evals.forms import Marked, marked
from copytaster.evals.lived import live, peak_mb
from copytaster.evals.scoring import f1
from copytaster.model import LineCall

_DAY = 86400.0
_PRECISE = 0.97
_WORST = 20


def run(data: Path) -> Score:
    """Score the folding of a file or folder."""
    found = marked(data)
    versions = [m.version for m in found]
    lived = live(versions, second_look=False)
    peak = peak_mb()
    pairs = _pairs(found)
    line = lived.lines
    precision, recall = _counted(pairs, lambda a, b: line[a] == line[b])
    # A stricter cut only tears lines apart: pairs that neither belong nor stand together need not be asked again.
    asked = [pair for pair in pairs if pair[2] or line[pair[0]] == line[pair[1]]]
    at, strict_precision, strict_recall = _precise(asked, lived.matches)
    figures: dict[str, float | int | str] = {
        "f1": round(f1(precision, recall), 4),
        "pairwise_f1": round(f1(precision, recall), 4),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "recall_at_97": round(strict_recall, 4),
        "precision_at_97": round(strict_precision, 4),
        "score_at_97": round(at, 3),
        "pairs": sum(same for _, _, same in pairs),
        "items": len(found),
        "items_per_second": round(len(found) / max(lived.seconds, 1e-9), 1),
        "peak_mb": peak,
    }
    rows: list[Mapping[str, float | int | str]] = []
    for name, judge in BASELINES.items():
        by_source: dict[str, list[Marked]] = defaultdict(list)
        for m in found:
            by_source[m.version.source].append(m)
        group: dict[int, int] = {}
        for part in by_source.values():
            group |= dict(zip((m.version.id for m in part), judge([m.version for m in part]), strict=True))
        p, r = _counted(pairs, lambda a, b, group=group: group[a] == group[b])  # type: ignore[misc]
        rows.append({"judge": name, "precision": round(p, 4), "recall": round(r, 4), "f1": round(f1(p, r), 4)})
    return Score("versions", figures, errors=tuple(_worst(found, pairs, lived.matches, line)), rows=tuple(rows))


def _pairs(found: Sequence[Marked]) -> list[tuple[int, int, bool]]:
    """Pairs that are counted, with whether they are one dispatch: same dispatch, or another that the judges might mistake."""
    by_source: dict[str, list[Marked]] = defaultdict(list)
    for m in found:
        if m.gold is not None:
            by_source[m.version.source].append(m)
    result = []
    for part in by_source.values():
        for place, a in enumerate(part):
            for b in part[place + 1 :]:
                if (b.version.time - a.version.time).total_seconds() > _DAY:
                    break
                same = a.gold == b.gold
                if same or a.version.item.headline != b.version.item.headline:
                    result.append((a.version.id, b.version.id, same))
    return result


def _counted(pairs: Sequence[tuple[int, int, bool]], together: Callable[[int, int], bool]) -> tuple[float, float]:
    right = wrong = total = 0
    for a, b, same in pairs:
        total += same
        if together(a, b):
            right += same
            wrong += not same
    return right / max(right + wrong, 1), right / max(total, 1)


def _precise(pairs: Sequence[tuple[int, int, bool]], calls: Mapping[int, LineCall]) -> tuple[float, float, float]:
    """The lowest cut of the calls' scores that reaches the precision asked for: cut, precision, recall."""
    for cut in (x / 200 for x in range(200)):
        group: dict[int, int] = {}
        for version in sorted(calls):
            call = calls[version]
            group[version] = group[call.of] if call.of is not None and call.score >= cut else version
        precision, recall = _counted(pairs, lambda a, b, group=group: group[a] == group[b])  # type: ignore[misc]
        if precision >= _PRECISE:
            return cut, precision, recall
    return 1.0, 0.0, 0.0


def _worst(
    found: Sequence[Marked], pairs: Sequence[tuple[int, int, bool]], calls: Mapping[int, LineCall], line: Mapping[int, int]
) -> list[str]:
    headline = {m.version.id: f"{m.version.source}: “{m.version.item.headline}”" for m in found}
    told = []
    for a, b, same in pairs:
        if (line[a] == line[b]) != same:
            call = calls[b]
            sure = call.score if not same else 1 - call.score
            told.append((sure, f"{'missed' if same else 'folded wrongly'}: {headline[a]} | {headline[b]} ({call.why})"))
    told.sort(key=lambda pair: (-pair[0], pair[1]))
    return [text for _, text in told[:_WORST]]
