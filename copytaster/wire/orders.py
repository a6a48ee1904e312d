"""What rows of tables and objects of JSON say to editors: embargo, status, urgency, signals, a note.

Whoever sets up such a file names the fields himself, so they are known in several spellings and languages. It must not take
what it cannot read for permission: an embargo that gives no end withholds, however it is written down.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import islice
from typing import Any

from copytaster.model import PubStatus
from copytaster.text.markup import plain
from copytaster.wire import dates, embargo, jsonshapes
from copytaster.wire.jsontext import string

_KILLED_AT = "killedat deletedat deleteddate datedeleted withdrawnat retractedat recalledat takendownat canceledat cancelledat"
_NAMES = {
    name: field
    for field, names in {
        "embargo": "publishschedule scheduledpublishdate scheduledpublicationdate scheduledpublishat"
        " holduntil notbefore publishafter donotpublishbefore underembargountil sperrfrist sperrfristbis sperrfristende"
        " sperrvermerk gesperrtbis freiab sousembargo embargojusquau embargado embargohasta embargoate embargofino embargotot"
        " embargodo эмбарго ембарго ambargo levéeembargo klausul sulkuaika karens freigabe releaseat"
        " 禁发 禁发时间 解禁 解禁时间 解禁日時 解禁時間 发布限制 エンバーゴ 엠바고 حظرالنشر أمبارغو",
        "status": "publishingstatus publicationstatus publishstatus status poststatus articlestatus storystatus itemstatus"
        " contentstatus editorialstatus workflowstatus state statut estado",
        "pubstatus": "pubstatus",
        "action": "action command operation instruction itemaction updatetype event eventtype",
        "killed": "kill iskill killed iskilled mandatorykill deleted isdeleted canceled iscanceled cancelled iscancelled withdrawn"
        " iswithdrawn retracted isretracted recalled isrecalled takedown istakedown removed isremoved revoked isrevoked rescinded"
        f" isunpublished {_KILLED_AT}",
        "held": "draft isdraft withheld iswithheld hold onhold isonhold notforpublication donotpublish",
        "free": "published ispublished publishable ispublishable usable isusable",
        "note": "ednote editornote editorsnote editorialnote advisory notetoeditors notestoeditors redaktionshinweis",
        "urgency": "urgency priority urgence dringlichkeit",
        "signal": "signal signals",
        "inner": "schedulesettings scheduling schedule publishing publication rights usage restrictions management meta metadata",
    }.items()
    for name in names.split()
}
# What an answer may order for all that it holds.
_OF_ALL = frozenset(("embargo", "pubstatus", "action", "killed"))
# Any name that speaks of an embargo and of its end: "embargo_until", "isEmbargoed", "utc_embargo", "embargoLiftDate".
_OF_EMBARGO = re.compile(
    r"(?:is|has|under|utc|news|press|media|content|article|story|item|publication)?embargo(?:ed|es|s)?(?:until|till?|to|dates?|time"
    r"|at|ends?|expires|expiry|expiration|lifts?|release|utc|gmt|info|details?|settings?|status|state|flag|period|stamp|active|enabled|note|notice|message|text|reason)*"
)
_KILLS = (
    "canceled cancelled killed kill withdrawn withdraw retracted retract deleted delete del takedown unpublished unpublish removed"
)
_STATUS = {
    word: status
    for status, words in {
        PubStatus.WITHHELD: "withheld hold held onhold embargoed gesperrt draft autodraft entwurf brouillon borrador bozza"
        " pendingreview notforpublication",
        PubStatus.CANCELED: f"{_KILLS} recalled revoked rescinded cancel annulled spiked trash trashed zurückgezogen annulé annulée"
        " anulado anulada annullato",
    }.items()
    for word in words.split()
}
_EMBARGOED = frozenset(("embargoed", "gesperrt"))
# Feeds of changes have letters: I, U, D. "Recall" and "revoke" are what tables of goods and licences say under "action".
_ACTIONS = frozenset(f"{_KILLS} remove cancel annul deletion retraction withdrawal d".split())
# IPTC's own name has three values; what else it is given for copy that may be printed.
_USABLE = frozenset(
    "usable published publish live final released ready approved active current ok online new updated corrected".split()
)
_NO = frozenset(
    (
        "0 no none null nein non false n - – n/a nan nil keine aucun ninguno lifted expired over off inactive released aufgehoben"
    ).split()
) | {""}
_YES = frozenset(("1", "yes", "ja", "oui", "sí", "si", "true", "x", "y"))
# Tables of attacks count those killed, of firms those removed, under these names: figures there are no order.
_COUNTS = frozenset("kill killed removed recalled canceled cancelled".split())
# In an object that tells an embargo: whether it stands, what ended it, when and by whom it was set, and for whom.
_STANDS = frozenset("active isactive enabled isenabled embargoed isembargoed embargo on".split())
_ENDED = frozenset("lifted islifted expired isexpired liftedat over ended".split())
_NO_END = frozenset(
    """start starts startdate starttime startat from since begin begins created createdat set setat setby by user id type kind name
    audience channel medium reason note comment timezone tz zone updated updatedat modified""".split()
)
_ENDS = (
    "until till end ends enddate endtime endat enddatetime to expires expiry lift lifts liftat liftdate release releaseat".split()
)
# So many parts of an object or a list, on so many levels, are looked at; a larger one withholds.
_MOST, _DEEPEST = 20, 3
_CLOCK = re.compile(r"\s*\d{1,2}[:h]\d\d")
# No time is a number as large as this.
_NO_TIME = 10**18
_BEFORE, _LONGEST_WORD = re.compile(r"[/:#.]"), 200
_WHEN_KILLED = frozenset(_KILLED_AT.split())


def of(value: Mapping[str, Any], issued: dt.datetime | None, language: str | None, notes: list[str]) -> dict[str, Any]:
    """The fields of an item that some named values order, as keywords; only those that they speak of."""
    found: dict[str, list[Any]] = {}
    for name, held in value.items():
        if held is None or not (field := _field(name) or _typed(held)):
            continue
        if field == "inner":
            for inner, one in held.items() if isinstance(held, dict) else ():
                if one is not None and (field := _field(inner)) in ("embargo", "pubstatus", "killed"):
                    found.setdefault(field, []).append((inner, one))
        else:
            found.setdefault(field, []).append((name, held))
    if not found:
        return {}
    ordered: dict[str, Any] = {}
    if "embargo" in found:
        until, marks = _embargo(found["embargo"], issued, language, notes)
        ordered |= {"embargoed_until": until, "marks": marks}
    if status := _status(found, notes, is_ending=ordered.get("embargoed_until") is not None):
        ordered["pub_status"] = status
    if note := "\n".join(text for _, held in found.get("note", ()) if isinstance(held, str) and (text := plain(held))):
        ordered["ed_note"] = note
    if level := next((int(text) for _, held in found.get("urgency", ()) if (text := str(held).strip()) in set("123456789")), None):
        ordered["urgency"] = level
    if signals := tuple(filter(None, (_signal(one) for _, held in found.get("signal", ()) for one in _listed(held)))):
        ordered["signals"] = tuple(dict.fromkeys(signals))
    return ordered


def _typed(held: Any) -> str:
    """What an object orders that says so itself and not by its name: {"type": "embargo", "at": ...}."""
    if not isinstance(held, dict) or not ("type" in held or "kind" in held):
        return ""
    is_ended = any(_plain(name) in (*_ENDS, "at", "date", "datetime") for name in islice(held, _MOST))
    kind = held.get("type") or held.get("kind")
    return "embargo" if is_ended and isinstance(kind, str) and _OF_EMBARGO.fullmatch(_plain(kind[:_LONGEST_WORD])) else ""


def told_by(name: str) -> str:
    """What a name orders: "embargo", "status", "killed" and so on; empty where it orders nothing."""
    return _field(name)


def of_answer(value: Mapping[str, Any], notes: list[str]) -> dict[str, Any]:
    """What an answer orders for all that it holds ({"action": "kill", "articles": [...]}), as `of` has it. Under
    "status" it says how the asking went."""
    return of({name: held for name, held in value.items() if _field(name) in _OF_ALL}, None, None, notes)


def _embargo(
    given: list[tuple[str, Any]], issued: dt.datetime | None, language: str | None, notes: list[str]
) -> tuple[dt.datetime | None, tuple[str, ...]]:
    """The latest end that some fields give; without one that can be read only the mark, which withholds."""
    # The reason for an embargo says that there is one, and its end only where nothing else does.
    given = [one for one in given if not _plain(one[0]).endswith("reason")] or given
    shallow = [(name, held) for name, held in given if not isinstance(held, dict | list)]
    together = [_in_utc(held) if "utc" in name.casefold() else held for name, held in shallow]
    before = len(notes)
    told = [_end(together, issued, language, notes)]
    told += [_of_object(held, issued, language, notes) for _, held in given if isinstance(held, dict | list)]
    return _latest(told, has_unread=len(notes) > before)


def _latest(
    told: list[tuple[dt.datetime | None, tuple[str, ...]]], *, has_unread: bool
) -> tuple[dt.datetime | None, tuple[str, ...]]:
    end = max((end for end, _ in told if end is not None), default=None)
    if has_unread or end is None:
        return None, ("embargo",) if has_unread or any(marks for _, marks in told) else ()
    return end, ()


def _end(
    printed: list[Any], issued: dt.datetime | None, language: str | None, notes: list[str]
) -> tuple[dt.datetime | None, tuple[str, ...]]:
    """The end that one or two fields give together (a day, a time of day); without one only the mark."""
    numbers = [one for one in printed if isinstance(one, int | float) and not isinstance(one, bool) and one > 1e8]
    if numbers:
        ends = [dates.of_number(float(min(one, _NO_TIME))).instant for one in numbers]
        return max((end for end in ends if end is not None), default=None), ("embargo",)
    said = [text for one in printed if not _is_no(text := str(one).strip())]
    if not said:
        return None, ()
    told = dict.fromkeys(one for one in said if one.casefold() not in _YES)
    return embargo.of_field(" ".join(told), issued, language, notes) if told else (None, ("embargo",))


def _of_object(
    held: Any, issued: dt.datetime | None, language: str | None, notes: list[str], depth: int = 0
) -> tuple[dt.datetime | None, tuple[str, ...]]:
    """The end of an embargo that an object or a list tells: {"until": ...}, {"active": true, "end": {"date": ..., "time": ...}}."""
    held = jsonshapes.stands_for(held)
    if not isinstance(held, dict | list):
        return _end([held], issued, language, notes)
    if depth > _DEEPEST or len(held) > _MOST:
        return None, ("embargo",)
    before = len(notes)
    if isinstance(held, list):
        told = [_of_object(one, issued, language, notes, depth + 1) for one in held]
        return _latest(told, has_unread=len(notes) > before)
    said = {_plain(name): one for name, one in held.items() if one is not None and one not in ("", [], {})}
    if any(_is_no(one) for name, one in said.items() if name in _STANDS) or any(
        not _is_no(said[name]) for name in _ENDED & said.keys()
    ):
        return None, ()
    ends = [said[name] for name in _ENDS if name in said] or [one for name, one in said.items() if name not in _NO_END]
    if not ends:
        # Of one that tells only when and by whom it was set, no end is known.
        return None, ("embargo",) if any(not _is_no(one) for one in said.values()) else ()
    shallow = [one for one in ends if not isinstance(one, dict | list)]
    is_parted = any(isinstance(one, str) and _CLOCK.match(one) for one in shallow)
    told = [_end(some, issued, language, notes) for some in ([shallow] if is_parted else [[one] for one in shallow])]
    told += [_of_object(one, issued, language, notes, depth + 1) for one in ends if isinstance(one, dict | list)]
    return _latest(told, has_unread=len(notes) > before)


def _in_utc(held: Any) -> Any:
    """What a field holds whose name says that its clock is that of UTC."""
    at = dates.read(held).instant if isinstance(held, str) else None
    return held if at is None else at.isoformat()


def _status(found: Mapping[str, list[tuple[str, Any]]], notes: list[str], *, is_ending: bool) -> PubStatus | None:
    """The strictest status that some fields give. That of an embargo withholds only where no end is known: with one it ends."""
    words = [word for field in ("status", "pubstatus") for _, held in found.get(field, ()) for word in _words(held)]
    words = [word for word in words if not (is_ending and word in _EMBARGOED)]
    actions = {word for _, held in found.get("action", ()) for word in _words(held)}
    told = {_STATUS[word] for word in words if word in _STATUS}
    if actions & _ACTIONS or any(_is_killed(name, held) for name, held in found.get("killed", ())):
        told.add(PubStatus.CANCELED)
    if any(_is_yes(held) for _, held in found.get("held", ())) or any(_is_never(held) for _, held in found.get("free", ())):
        told.add(PubStatus.WITHHELD)
        notes.append("a draft, or not for publication: withheld")
    for word in [word for _, held in found.get("pubstatus", ()) for word in _words(held)]:
        if word not in _STATUS and word not in _USABLE and not word.isdigit():
            told.add(PubStatus.WITHHELD)
            notes.append(f"status not known, withheld: {word[:40]!r}")
    return next((status for status in (PubStatus.CANCELED, PubStatus.WITHHELD) if status in told), None)


def _words(held: Any) -> list[str]:
    """The words of a status, however it is wrapped, without what stands before them in a code or an address ("stat:usable")."""
    several = held[:_MOST] if isinstance(held, list) else [held]
    said = [one if isinstance(one, str) else string(one, "qcode", "code", "name", "value", "literal", "uri") for one in several]
    return [word for one in said if (word := _plain(_BEFORE.split(one.strip().rstrip("/#.")[-_LONGEST_WORD:])[-1]))]


def _is_killed(name: str, held: Any) -> bool:
    """Whether a field says that copy was killed: by yes, by the day on which it was, or by the reason for it."""
    bare = _plain(name)
    if isinstance(held, dict):
        return bool(held) and not any(_is_no(one) for key, one in held.items() if _plain(key) in _STANDS)
    if bare in _COUNTS:
        return held is True or (isinstance(held, str) and held.strip().casefold() in _YES - {"1"})
    return _is_yes(held) or (bare in _WHEN_KILLED and not isinstance(held, bool | list) and not _is_no(held))


def _is_yes(held: Any) -> bool:
    return held is True or (isinstance(held, str | int) and str(held).strip().casefold() in _YES)


def _is_never(held: Any) -> bool:
    """Whether what may be a day (`published`) is a plain no."""
    return held is False or (isinstance(held, str) and held.strip().casefold() in ("false", "no"))


def _is_no(held: Any) -> bool:
    """Whether a value says no, or nothing."""
    return held in (None, [], {}) or (not isinstance(held, dict | list) and str(held).strip().casefold() in _NO)


def _signal(one: Any) -> str:
    return one.strip() if isinstance(one, str) else string(one, "code", "qcode", "name")


def _listed(held: Any) -> list[Any]:
    return held if isinstance(held, list) else [held]


def _plain(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())


@lru_cache(maxsize=1024)
def _field(name: str) -> str:
    bare = _plain(name)
    return _NAMES.get(bare) or ("embargo" if _OF_EMBARGO.fullmatch(bare) else "")
