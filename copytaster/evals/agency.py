"""Agency formats, scored against what each document says to a simple eye: its headline, identity, date, text and warnings.

`data` is a folder or archive of documents as agencies send them: NewsML-G2, NewsML 1, NITF, ninjs and other JSON, telex, mail and
XML of an agency's own. What is expected is gathered by `evidence.py`, which shares no code with the readers. ninjs below a folder
named `should_pass` or `should_fail` is checked against its schemas, too. What holds no copy (schemas, vocabularies, catalogs, lists
of people) is left out of all figures.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from copytaster.errors import CopytasterError, Misconfigured
from copytaster.evals import Score, evidence
from copytaster.evals.corpus import files, share
from copytaster.evals.evidence import Evidence
from copytaster.model import UTC, Delivery, Item, PubStatus
from copytaster.wire import ninjs_check, sniff

_PLACE = "agency/agency-samples.tar.gz"
_RECEIVED = dt.datetime(2100, 1, 1, tzinfo=UTC)
_FIELDS = ("headline", "id", "date", "body", "kill", "correction", "embargo")
_VERSION = re.compile(r"/(\d\.[\dx])(?:_dev)?/should_(pass|fail)/")
_MOST_ERRORS = 40


def run(data: Path) -> Score:
    """Score the reading of every agency document in some data. Raises `Misconfigured` where there is none."""
    count: Counter[str] = Counter()
    errors: list[str] = []
    where = data / _PLACE if (data / _PLACE).exists() else data
    for name, body in files(where):
        _valid(name, body, count, errors)
        expected = evidence.gathered(name, body)
        if expected is None:
            count["left out"] += 1
            continue
        count["documents"] += 1
        try:
            reading = sniff.read(Delivery("eval", _RECEIVED, body, name))
        except CopytasterError as error:
            errors.append(f"{name}: not read: {error}")
            continue
        except Exception as error:  # that a reader fails is what is looked for here
            errors.append(f"{name}: the reader fails: {error!r}")
            continue
        if not reading.items:
            errors.append(f"{name}: no item: {'; '.join(reading.notes)[:120]}")
            continue
        count["read"] += 1
        count[reading.format] += 1
        for what, held, said in _held(expected, reading.items):
            count[what] += 1
            count[f"{what} held"] += held
            if not held:
                errors.append(f"{name}: {what}: {said}")
    if not count["documents"]:
        raise Misconfigured(f"no agency document stands in {data}")
    return Score("agency", _figures(count), errors=tuple(errors[:_MOST_ERRORS]))


def _figures(count: Counter[str]) -> dict[str, float | int | str]:
    found: dict[str, float | int | str] = {"documents": count["documents"], "read": share(count["read"], count["documents"])}
    for name in _FIELDS:
        if count[name]:
            found |= {name: share(count[f"{name} held"], count[name]), f"{name}_count": count[name]}
    flags = ("kill", "correction", "embargo")
    if flagged := sum(count[flag] for flag in flags):
        found["flagged"] = share(sum(count[f"{flag} held"] for flag in flags), flagged)
    for way in ("pass", "fail"):
        if count[f"should {way}"]:
            found |= {
                f"ninjs_should_{way}": count[f"should {way}"],
                f"ninjs_should_{way}_held": count[f"should {way} held"],
            }
    return found


def _valid(name: str, body: bytes, count: Counter[str], errors: list[str]) -> None:
    """A document of the ninjs test-suite: is it told valid or invalid, as its folder says?"""
    found = _VERSION.search(name)
    if not found or ("ninjs" not in name and "newsinjson" not in name) or PurePosixPath(name).suffix != ".json":
        return
    version, way = found.groups()
    if "x" in version:
        version = max(known for known in ninjs_check.schemas() if known.startswith(version[0]) and known.endswith("-dev"))
    try:
        faults = ninjs_check.check(json.loads(body), version)
    except ValueError as error:
        faults = (f"not JSON: {error}",)
    held = (not faults) == (way == "pass")
    count[f"should {way}"] += 1
    count[f"should {way} held"] += held
    if not held:
        errors.append(f"{name}: should {way}: {faults[:1]}")


def _held(expected: Evidence, items: tuple[Item, ...]) -> Iterator[tuple[str, bool, str]]:
    """Which of the things that a document says are found in one of its items."""
    if expected.headlines:
        found = [evidence.plain(item.headline) for item in items]
        yield "headline", any(h in expected.headlines for h in found), f"{found[:2]} is none of {sorted(expected.headlines)[:2]}"
    elif expected.texts:
        found = [evidence.plain(item.headline.removesuffix(" …")) for item in items]
        yield "headline", any(h in expected.texts for h in found), f"{found[:2]} does not stand in the text"
    if expected.ids:
        told = [item.uri or "" for item in items]
        yield "id", any(_is_one(uri, expected.ids) for uri in told), f"{told[:2]} is none of {sorted(expected.ids)[:2]}"
    if expected.dates:
        days = [item.version_created for item in items] + [item.first_created for item in items]
        held = any(d in expected.dates for d in days if d) or any(item.day in {d.date() for d in expected.dates} for item in items)
        yield "date", held, f"{days[:2]} is none of {sorted(expected.dates)[:2]}"
    if expected.body:
        best = max(evidence.likeness(expected.body, item.body or item.summary) for item in items)
        yield "body", best >= evidence.SAME_TEXT, f"likeness {best:.2f} of {len(expected.body):,} words"
    if expected.kill:
        yield "kill", any(i.pub_status is not PubStatus.USABLE or _marked(i, "kill", "hold") for i in items), "not flagged"
    if expected.correction:
        yield "correction", any(_marked(i, "correction", "refile") or "sig:correction" in i.signals for i in items), "not flagged"
    if expected.embargo:
        yield "embargo", any(i.embargoed_until or i.pub_status is PubStatus.WITHHELD for i in items), "not flagged"


def _is_one(uri: str, ids: set[str]) -> bool:
    """Whether an identity is one that the document gives, with the version that hangs on it or without."""
    return (
        uri in ids
        or uri.rpartition(":")[2] in ids
        or (len(uri) > 3 and any(len(i) > 3 and (i in uri or i.startswith(uri)) for i in ids))
    )


def _marked(item: Item, *marks: str) -> bool:
    return any(mark.partition(" ")[0] in marks for mark in item.marks)
