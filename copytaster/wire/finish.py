"""What is done to every item alike, whatever format it was read from: marks, status, embargo, origin, language, limits.

So the same copy comes out with the same fields from a telex, a feed and a mail. It must not change what was printed: headline and
slugline keep their marks as they stand, and `marks` names them (text/marks.py takes them off for comparison).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from copytaster.errors import Unreadable
from copytaster.model import CLOCK_ERROR, Delivery, Genre, Item, PubStatus, changed
from copytaster.text import language as languages
from copytaster.text import marks
from copytaster.wire import bounds, corrected, ednote, embargo, notices
from copytaster.wire.origin import origin
from copytaster.wire.reading import Reading

_LINES = ("headline", "slugline", "byline", "dateline", "credit_line", "info_source")
_LINES_OF = attrgetter(*_LINES)
# A headline, slugline or byline longer than this is none: some body that lost its line ends.
_LONGEST_LINE = 1000
# An embargo is ordered in the first lines of a text, within so many characters.
_TOP = 300
# The items of which it is asked in one go whether any of their texts may order one: hardly any does.
_TOGETHER = 40
_SIGNALS = (
    ("kill", ("kill", "withdraw", "retract", "annul", "recall", "takedown", "delete", ":remove")),
    ("correction", ("correct", "corrig", "rectif", "berichtig")),
    ("update", ("sig:update", "update", "new version", "nyversion")),
    ("alert", ("alert", "flash", "eilmeldung")),
    ("advisory", ("advisory", "advisories")),
    ("hold", ("hold",)),
    ("embargo", ("embargo",)),
)
_LIFTED = ("lift", "no embargo", "noembargo", "expired", "ended")
# What a feed files copy under may be "EMBARGOED until ...": of so many subjects, and so many characters of each, it is asked. Three
# hundred characters of times cost a millisecond.
_SUBJECTS, _LABEL = 20, 100
_UPDATING = ("update", "lead", "writethru", "insert", "sub", "add")
# Of a delivery with more items than this only a sample is asked for its language, if the sample is of one mind.
_SAMPLE, _ONE_MIND = 60, 0.98
# A sample of so many tells headlines of four words in one language from those in two, if one in twenty is in the other; so many of
# the sample must be long enough to be told for sure.
_LARGE, _LARGE_SAMPLE, _TOLD = 2_000, 200, 0.25


def finished(reading: Reading, delivery: Delivery) -> Reading:
    """The same reading with its items brought to the form that the house expects of all. What has no headline, as control
    characters alone have none, is lost. Raises `Unreadable` where that was all.
    """
    said = [one for one in reading.items if one.headline.strip()]
    lost = len(reading.items) - len(said)
    if lost and not said:
        raise Unreadable("nothing in it can be printed")
    broken = next((note for note in reading.notes if note.startswith("malformed")), "")
    if not said and (reading.lost or broken):
        raise Unreadable(f"it is broken, and nothing can be read from it ({broken or '; '.join(reading.notes[:2])})")
    common = _common_language(said, reading.about.get("language"))
    above = _above(reading, delivery)
    items: list[Item] = []
    orders = bounds.most(len(delivery.body), bounds.ORDER)
    for start in range(0, len(said), _TOGETHER):
        some = said[start : start + _TOGETHER]
        may_order = embargo.is_hinted("\n".join([top for one in some for top in (*_tops(one), *_labels(one))]))
        made = [item(one, delivery, common, may_order=may_order, above=above, is_full=orders <= 0) for one in some]
        if may_order:
            orders -= sum("embargo" in now.marks and "embargo" not in one.marks for one, now in zip(some, made, strict=True))
        items += made
    return Reading(reading.format, tuple(items), reading.about, reading.notes, reading.lost + lost)


def item(
    one: Item,
    delivery: Delivery,
    common: str = "",
    *,
    may_order: bool = True,
    above: Sequence[dt.datetime] = (),
    is_full: bool = False,
) -> Item:
    """One item in the form that the house expects of all. `common` is the language of all the delivery's items, if that is
    known; `may_order` says whether its texts may order an embargo; `above` are the ends of those that stand above all items.
    Where a delivery `is_full` of orders, no more of their ends are read.
    """
    change: dict[str, Any] = {}
    notes = list(one.notes)
    if max(map(len, _LINES_OF(one))) > _LONGEST_LINE:
        for name, value in zip(_LINES, _LINES_OF(one), strict=True):
            if len(value) > _LONGEST_LINE:
                change[name] = value[:_LONGEST_LINE].rsplit(" ", 1)[0] + " …"
                notes.append(f"{name} of {len(value):,} characters was cut")
    found = _marks(one)
    is_corrected = bool(found) and any(mark.startswith("correction") for mark in found)
    if not is_corrected and (text := one.body or one.summary) and (told := corrected.told(text)):
        found = (*found, "correction")
        change |= {} if one.ed_note else {"ed_note": told}
    if found != one.marks:
        change["marks"] = found
    if found or one.ed_note:
        change |= _status(one, found)
    ends = _unread(one, may_order=may_order) if is_full else _ends(one, delivery.received, may_order=may_order)
    change |= _embargo(one, change.get("marks", one.marks), notes, [*ends, *above])
    if not one.origin and (agency := _origin(one)):
        change["origin"] = agency
    language, trouble = _language(one, common)
    if language != one.language:
        change["language"] = language
    if trouble:
        notes.append(trouble)
    if one.version_created and one.version_created > delivery.received + CLOCK_ERROR:
        notes.append(f"dated in the future: {one.version_created:%Y-%m-%d %H:%M} UTC")
    if len(notes) != len(one.notes):
        change["notes"] = tuple(notes)
    return changed(one, change) if change else one


def _marks(one: Item) -> tuple[str, ...]:
    """Every mark that an item bears: those its reader found, then those of headline, slugline, note and signals."""
    found = [*one.marks, *marks.of_headline(one.headline[:_LONGEST_LINE]).marks]
    if one.slugline:
        found += marks.of_slugline(one.slugline[:_LONGEST_LINE]).marks
    if one.ed_note:
        plain = {mark.partition(" ")[0] for mark in found}
        found += [mark for mark in ednote.marks(one.ed_note[:4000]) if mark not in plain]
    for signal in one.signals:
        said = signal.lower()
        told = [mark for mark, words in _SIGNALS if any(word in said for word in words) and mark not in found][:1]
        found += [mark for mark in told if mark != "embargo" or not any(word in said for word in _LIFTED)]
    if one.pub_status is PubStatus.CANCELED or notices.heads(one.headline):
        found.append("kill")
    return tuple(dict.fromkeys(found)) if found else ()


def _status(one: Item, found: tuple[str, ...]) -> dict[str, Any]:
    """Status, signals and genre as the marks and notes have them."""
    change: dict[str, Any] = {}
    plain = {mark.partition(" ")[0] for mark in found}
    signals = list(one.signals)
    if "correction" in plain and "sig:correction" not in signals:
        signals.append("sig:correction")
    if plain & set(_UPDATING) and "sig:update" not in signals:
        signals.append("sig:update")
    if len(signals) != len(one.signals):
        change["signals"] = tuple(signals)
    if "kill" in plain and one.pub_status is not PubStatus.CANCELED:
        change["pub_status"] = PubStatus.CANCELED
    elif "hold" in plain and one.pub_status is PubStatus.USABLE:
        change["pub_status"] = PubStatus.WITHHELD
    if plain & {"advisory", "budget"} and one.genre is Genre.CURRENT:
        change["genre"] = Genre.ADVISORY
    return change


def _embargo(one: Item, found: tuple[str, ...], notes: list[str], ends: Sequence[dt.datetime | None]) -> dict[str, Any]:
    """The embargo that a field of the item sets, else the latest that its note, its headline or the top of its text orders."""
    is_marked = bool(found) and any(mark.partition(" ")[0] == "embargo" for mark in found)
    if one.embargoed_until is not None:
        return {} if is_marked else {"marks": (*found, "embargo")}
    if not ends and not is_marked:
        return {}
    change: dict[str, Any] = {} if is_marked else {"marks": (*found, "embargo")}
    is_killed = "kill" in found
    until = max((end for end in ends if end is not None), default=None)
    if until is not None:
        notes.append("the end of the embargo was read from the words of the copy")
        return {**change, "embargoed_until": until}
    if one.pub_status is PubStatus.USABLE and not is_killed:
        notes.append("under an embargo whose end cannot be read: withheld")
        return {**change, "pub_status": PubStatus.WITHHELD}
    return change


def _ends(one: Item, received: dt.datetime, *, may_order: bool) -> list[dt.datetime | None]:
    """The end of each embargo that the words of an item order; None for one that cannot be read."""
    ends: list[dt.datetime | None] = []
    issued = one.version_created or received
    if one.ed_note and embargo.is_embargoed(one.ed_note):
        ends.append(embargo.of_note(one.ed_note, issued, one.language))
    if may_order:
        for top in _tops(one):
            ends += embargo.of_top(top, issued, one.language)
        for label in _labels(one):
            told = list(embargo.of_top(label, issued, one.language)) if embargo.is_hinted(label) else []
            # In capitals alone a word is a subject, as "EMBARGO" beside "CUBA".
            if any(told) or (told and list(embargo.of_top(label.lower(), issued, one.language))):
                ends += told
    return ends


def _unread(one: Item, *, may_order: bool) -> list[dt.datetime | None]:
    """An embargo without an end where the words of an item may order one."""
    return [None] if may_order and any(map(embargo.is_hinted, _tops(one))) else []


def _labels(one: Item) -> list[str]:
    """What stands on an item beside its words, and may be an order: its terms of use, what it is filed under."""
    filed = [subject.name for subject in one.subjects[:_SUBJECTS] if len(subject.name) <= _LABEL]
    return [one.usage[:_TOP], *filed] if one.usage else filed


def _above(reading: Reading, delivery: Delivery) -> list[dt.datetime]:
    """The ends of the embargoes that a feed orders for all its items, where it says what it is. Without an end that can be read
    such words may be a name.
    """
    told = reading.about.get("description", "")[:_TOP]
    ends = embargo.of_top(told, delivery.received, reading.about.get("language")) if embargo.is_hinted(told) else ()
    return [end for end in ends if end is not None]


def _tops(one: Item) -> list[str]:
    return [text[:_TOP] for text in (one.headline, one.slugline, one.ed_note, one.summary, one.body) if text]


def _origin(one: Item) -> str:
    return origin(
        credit=one.credit_line, source=one.info_source, byline=one.byline, dateline=one.dateline, text=one.body or one.summary
    )


def _language(one: Item, common: str) -> tuple[str | None, str]:
    """The language of an item: asked of its text, unless all of its delivery are of one mind."""
    if common:
        return common, ""
    return languages.choose(one.language, _words(one))


def _words(one: Item) -> str:
    return f"{one.headline}. {(one.summary or one.body)[:160]}"


def _common_language(items: Sequence[Item], declared: str | None) -> str:
    """The one language of a large delivery, told from a sample of its items; empty where there are few, or no one language. Those
    too short to tell are of the language of the others."""
    if len(items) <= 2 * _SAMPLE:
        return ""
    step = len(items) // (_LARGE_SAMPLE if len(items) >= _LARGE else _SAMPLE)
    sample = items[::step]
    sure = Counter(filter(None, (languages.choose(one.language or declared, _words(one), languages.SURE)[0] for one in sample)))
    language, count = sure.most_common(1)[0] if sure else ("", 0)
    is_one = sure.total() >= _TOLD * len(sample) and count >= _ONE_MIND * sure.total()
    return language if is_one else ""
