"""Pages, scored on their article's text, title and date.

`data` is a folder or archive in one of two layouts or both, or the collection of corpora. Text: `ground-truth.json` with
the `articleBody` of each `html/NAME.html` (the layout of scrapinghub's article-extraction-benchmark). Title and date: for each
publisher `NAME.json` with the `title` and `publishing_date` of one or several pages, beside `NAME_YYYY_MM_DD.html` in order of
their days (the layout of fundus). Pages may be gzipped.

The text's figure is the benchmark's: four-word shingles, counted with repeats, each page weighing the same. `title` counts
headlines that share most of their words with the one noted, `title_exact` those that are the same, `date` the same minute. It
must not give the reader anything but the bytes.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from copytaster.errors import CopytasterError, Misconfigured
from copytaster.evals import Score
from copytaster.evals.corpus import files, share
from copytaster.evals.scoring import f1
from copytaster.model import UTC, Delivery, Item
from copytaster.wire import sniff

_PLACES = ("pages/article-extraction-scrapinghub.tar.gz", "pages/publisher-pages.tar.gz")
_PAGE = re.compile(r"(.+)_(\d{4}_\d\d_\d\d)$")
_RECEIVED = dt.datetime(2100, 1, 1, tzinfo=UTC)
_WIDE, _MOST_ERRORS = 4, 20
# Publishers give a page up to three headlines, and people noted one of them: two that share so many of their words are one.
_SAME_HEADLINE = 0.6
Figures = dict[str, float | int | str]


def run(data: Path) -> Score:
    """Score the reading of pages. Raises `Misconfigured` where there are none with an expectation."""
    places = [data / place for place in _PLACES if (data / place).exists()] or [data]
    figures: Figures = {}
    errors: list[str] = []
    for place in places:
        pages, gold = _held(place)
        figures |= _texts(pages, gold.pop("ground-truth", {}), errors) | _facts(pages, gold, errors)
    if not figures:
        raise Misconfigured(f"no page with an expectation stands in {data}")
    return Score("pages", figures, errors=tuple(errors[:_MOST_ERRORS]))


def _held(place: Path) -> tuple[dict[str, bytes], dict[str, Any]]:
    """The pages and the expectations of some data, by the bare names of their files."""
    pages: dict[str, bytes] = {}
    gold: dict[str, Any] = {}
    for name, body in files(place):
        bare = name.removesuffix(".html").removesuffix(".json")
        if name.endswith(".html"):
            pages[bare] = body
        elif name.endswith(".json"):
            gold[bare.rpartition("/")[2] if bare.endswith("ground-truth") else bare] = json.loads(body)
    return pages, gold


def _read(body: bytes) -> Item | None:
    """The article that the desk would take a page for; None where it is told to be none."""
    try:
        reading = sniff.read(Delivery("eval", _RECEIVED, body))
    except CopytasterError:
        return None
    return reading.items[0] if reading.format == "page" else None


def _texts(pages: dict[str, bytes], gold: dict[str, Any], errors: list[str]) -> Figures:
    by_name = {name.rpartition("/")[2]: body for name, body in pages.items()}
    wanted = [(name, said["articleBody"]) for name, said in gold.items() if name in by_name]
    if not wanted:
        return {}
    _read(by_name[wanted[0][0]])  # libraries are loaded before the clock runs
    sums = [0.0, 0.0, 0.0]
    scored: list[tuple[float, str]] = []
    began = time.process_time()
    found = [(name, text, _read(by_name[name])) for name, text in wanted]
    seconds = time.process_time() - began
    for name, text, item in found:
        told = matched(text, item.body if item else "")
        sums = [a + b for a, b in zip(sums, told, strict=True)]
        scored.append((told[0], f"{name[:12]}: {told[0]:.2f} agree, {told[1]:.2f} too much, {told[2]:.2f} missing"))
    right, wrong, missing = sums
    precision, recall = right / max(right + wrong, 1e-9), right / max(right + missing, 1e-9)
    errors += [said for _, said in sorted(scored)[: _MOST_ERRORS // 2]]
    return {
        "pages": len(found),
        "f1": round(f1(precision, recall), 4),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "pages_per_second": round(len(found) / seconds, 1),
    }


def matched(expected: str, found: str) -> tuple[float, float, float]:
    """The shares of shingles that agree, that are too many, and that are missing; they add up to 1, or are all 0."""
    a, b = _shingles(expected), _shingles(found)
    right = sum((a & b).values())
    counts = (right, sum(b.values()) - right, sum(a.values()) - right)
    whole = sum(counts)
    return (counts[0] / whole, counts[1] / whole, counts[2] / whole) if whole else (0.0, 0.0, 0.0)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + _WIDE]) for i in range(max(1, len(words) - _WIDE + 1))) if words else Counter()


def _facts(pages: dict[str, bytes], gold: dict[str, Any], errors: list[str]) -> Figures:
    count: Counter[str] = Counter()
    of_publisher: dict[str, list[str]] = defaultdict(list)
    for name in sorted(pages):
        if shaped := _PAGE.match(name):
            of_publisher[shaped.group(1)].append(name)
    began = time.process_time()
    for publisher, names in of_publisher.items():
        versions = list(gold.get(publisher, {}).values())
        if len(versions) == len(names):
            for name, said in zip(names, versions, strict=True):
                _fact(name, said, _read(pages[name]), count, errors)
    seconds = time.process_time() - began
    figures: Figures = {"publisher_pages": count["pages"]}
    for what in ("title", "title_exact", "date", "day"):
        figures |= {what: share(count[f"{what} held"], count[what]), f"{what}_count": count[what]}
    return figures | {"publisher_pages_per_second": round(count["pages"] / max(seconds, 1e-9), 1)} if count["pages"] else {}


def _fact(name: str, said: dict[str, Any], item: Item | None, count: Counter[str], errors: list[str]) -> None:
    count["pages"] += 1
    if said.get("title"):
        found = item.headline if item else ""
        held = _words_shared(found, said["title"]) >= _SAME_HEADLINE
        _tell("title", held, f"{name}: {found!r} is not {said['title']!r}", count, errors)
        _tell("title_exact", _same(found, said["title"]), "", count, [])
    if said.get("publishing_date"):
        at = dt.datetime.fromisoformat(said["publishing_date"])
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
        own = item.first_created if item else None
        day = own.date() if own else item.day if item else None
        held = own is not None and abs((own - at).total_seconds()) < 60
        _tell("date", held, f"{name}: {own or day} is not {at}", count, errors)
        _tell("day", day is not None and abs((day - at.date()).days) <= (0 if own else 1), "", count, [])


def _tell(what: str, held: bool, error: str, count: Counter[str], errors: list[str]) -> None:
    count[what] += 1
    count[f"{what} held"] += held
    if not held:
        errors.append(error)


def _words_shared(a: str, b: str) -> float:
    """The words that two headlines share, as F1; of those without blanks between words, the signs."""
    one, other = (Counter(re.findall(r"[一-鿿가-힣ぁ-ヿ]|\w+", text.casefold().replace("\xad", ""))) for text in (a, b))
    return 2 * sum((one & other).values()) / max(sum(one.values()) + sum(other.values()), 1)


def _same(a: str, b: str) -> bool:
    return "".join(re.findall(r"\w", a)).casefold() == "".join(re.findall(r"\w", b)).casefold()
