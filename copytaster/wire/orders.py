"""What rows of tables and objects of JSON say to editors: embargo, status, urgency, signals, a note. ninjs has its own (ninjs.py).

Whoever sets up such a file names the fields himself, so they are known in several spellings and languages. It must not take
what it cannot read for permission: an embargo that gives no end withholds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from copytaster.model import PubStatus
from copytaster.text.markup import plain
from copytaster.wire import dates, embargo
from copytaster.wire.jsontext import string

_NAMES = {
    name: field
    for field, names in {
        "embargo": "embargo embargoed embargoeduntil embargountil embargodate embargotime embargodatetime embargoend embargoends"
        " underembargountil holduntil notbefore sperrfrist sperrfristbis sperrvermerk gesperrtbis freiab sousembargo"
        " embargojusquau embargado embargohasta embargoate embargofino embargotot embargodo эмбарго",
        "status": "pubstatus publishingstatus publicationstatus status",
        "note": "ednote editornote editorsnote editorialnote advisory notetoeditors notestoeditors redaktionshinweis",
        "urgency": "urgency priority urgence dringlichkeit",
        "signal": "signal signals",
    }.items()
    for name in names.split()
}
_STATUS = {
    word: status
    for status, words in {
        PubStatus.WITHHELD: "withheld hold held onhold embargoed gesperrt",
        PubStatus.CANCELED: "canceled cancelled killed kill withdrawn retracted recalled deleted zurückgezogen annulé",
    }.items()
    for word in words.split()
}
_NO = frozenset(("", "0", "no", "none", "null", "nein", "non", "false", "n", "-", "–", "n/a", "keine", "aucun", "ninguno"))
_YES = frozenset(("1", "yes", "ja", "oui", "sí", "si", "true", "x", "y"))


def of(value: Mapping[str, Any], issued: dt.datetime | None, language: str | None, notes: list[str]) -> dict[str, Any]:
    """The fields of an item that some named values order, as keywords; only those that they speak of."""
    found: dict[str, list[Any]] = {}
    for name, held in value.items():
        if (field := _field(name)) and held is not None:
            found.setdefault(field, []).append(held)
    if not found:
        return {}
    ordered: dict[str, Any] = {}
    if "embargo" in found:
        until, marks = _embargo(found["embargo"], issued, language, notes)
        ordered |= {"embargoed_until": until, "marks": marks}
    if status := next((_STATUS[key] for held in found.get("status", ()) if (key := _plain(str(held))) in _STATUS), None):
        ordered["pub_status"] = status
    if note := "\n".join(text for held in found.get("note", ()) if isinstance(held, str) and (text := plain(held))):
        ordered["ed_note"] = note
    if level := next((int(text) for held in found.get("urgency", ()) if (text := str(held).strip()) in set("123456789")), None):
        ordered["urgency"] = level
    if signals := tuple(filter(None, (_signal(one) for held in found.get("signal", ()) for one in _listed(held)))):
        ordered["signals"] = tuple(dict.fromkeys(signals))
    return ordered


def _embargo(
    printed: list[Any], issued: dt.datetime | None, language: str | None, notes: list[str]
) -> tuple[dt.datetime | None, tuple[str, ...]]:
    """The end that one or two fields give together (a day, a time of day); without one only the mark, which withholds."""
    if any(isinstance(one, int | float) and not isinstance(one, bool) and one > 1e8 for one in printed):
        ends = [dates.of_number(float(one)).instant for one in printed if isinstance(one, int | float)]
        return max((end for end in ends if end is not None), default=None), ("embargo",)
    said = [str(one).strip() for one in printed if str(one).strip().casefold() not in _NO]
    if not said:
        return None, ()
    told = [one for one in said if one.casefold() not in _YES]
    return embargo.of_field(" ".join(told), issued, language, notes) if told else (None, ("embargo",))


def _signal(one: Any) -> str:
    return one.strip() if isinstance(one, str) else string(one, "code", "qcode", "name")


def _listed(held: Any) -> list[Any]:
    return held if isinstance(held, list) else [held]


def _plain(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())


@lru_cache(maxsize=1024)
def _field(name: str) -> str:
    return _NAMES.get(_plain(name), "")
