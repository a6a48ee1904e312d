"""The simple past of English verbs: whether one word is another verb form put into the past. It knows forms, not sentences."""

from __future__ import annotations

from functools import lru_cache

# Base form and past of verbs that news uses and that no rule makes. Pasts that mean something else as present forms ("found",
# "left", "felt") are in it as pasts only.
_IRREGULAR = dict(
    pair.split(":")
    for pair in """be:was become:became begin:began break:broke bring:brought build:built buy:bought catch:caught choose:chose
    come:came deal:dealt do:did draw:drew drive:drove fall:fell feel:felt fight:fought find:found flee:fled fly:flew forbid:forbade
    get:got give:gave go:went grow:grew have:had hear:heard hide:hid hold:held keep:kept know:knew lead:led leave:left lend:lent
    lose:lost make:made mean:meant meet:met overthrow:overthrew pay:paid ride:rode ring:rang rise:rose run:ran say:said see:saw
    seek:sought sell:sold send:sent shake:shook shoot:shot sink:sank sit:sat speak:spoke spend:spent stand:stood steal:stole
    strike:struck swear:swore sweep:swept swim:swam take:took tear:tore tell:told think:thought throw:threw understand:understood
    undergo:underwent wake:woke wear:wore win:won withdraw:withdrew write:wrote""".split()
)
# The pasts of irregular verbs.
PASTS = frozenset(_IRREGULAR.values())
_BASES = {past: base for base, past in _IRREGULAR.items()}
_UNCHANGED = frozenset("cut hit hurt let put quit set shut spread cast cost burst split bid shed".split())
_PLURAL = {"are": "were", "have": "had"}
_SINGULAR = {"is": "was", "has": "had", "does": "did", "goes": "went"}


def present_of(word: str) -> str:
    """The base form of an irregular past ("win" of "won"); any other word as it is."""
    return _BASES.get(word, word)


@lru_cache(maxsize=4096)
def is_past_of(past: str, present: str) -> bool:
    """Whether `past` is the simple past of the present form `present` ("accused" of "accuses", "were" of "are")."""
    if present in _PLURAL or present in _SINGULAR:
        return past == {**_PLURAL, **_SINGULAR}[present]
    if present in PASTS:
        return False
    return any(past == _past(base) for base in _bases(present))


def _bases(present: str) -> tuple[str, ...]:
    """The base forms that a present form may have: itself, or what is left without the ending of the third person."""
    if present.endswith("ies") and len(present) > 4:
        return (present, present[:-3] + "y")
    if present.endswith(("sses", "shes", "ches", "xes", "zes", "oes")):
        return (present, present[:-2], present[:-1])
    return (present, present[:-1]) if present.endswith("s") and not present.endswith("ss") else (present,)


_DOUBLED = frozenset(
    "stop ban plan drop rob admit commit permit refer occur defer trap kidnap stab grab nab step ship slam".split()
)


def _past(base: str) -> str:
    if base in _IRREGULAR:
        return _IRREGULAR[base]
    if base in _UNCHANGED:
        return base
    if base in _DOUBLED:
        return f"{base}{base[-1]}ed"
    if base.endswith("e"):
        return f"{base}d"
    if base.endswith("y") and len(base) > 2 and base[-2] not in "aeiou":
        return f"{base[:-1]}ied"
    return f"{base}ed"
