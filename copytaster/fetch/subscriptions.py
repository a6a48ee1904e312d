"""Lists of feeds that are subscribed to by address (OPML) and kept in step. Pure: listed and held sources give the differences.

The list itself is pulled like any source and read elsewhere. A source belongs to the list that brought it (`settings["list"]`);
what an editor added by hand is never touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit, urlunsplit

from copytaster.model import Source, SourceState

LIST = "list"
# A list that loses more than half at once, and more than a handful, has rather been broken than edited.
_MOST_GONE = 0.5
_HANDFUL = 5


@dataclass(frozen=True, slots=True)
class Differences:
    """What to do so that the desk holds what a list names. `why_not` says why nothing shall be done though much has gone."""

    added: tuple[Source, ...] = ()
    removed: tuple[Source, ...] = ()
    changed: tuple[Source, ...] = ()
    why_not: str = ""


def step(
    opml: Source,
    listed: Iterable[Source],
    held: Iterable[Source],
    *,
    states: Mapping[str, SourceState] | None = None,
    is_agreed: bool = False,
) -> Differences:
    """The differences between what a list names now and what is held because of it.

    Feeds are the same when their addresses are, whatever their names; one that has moved answers to both its addresses. A listed
    feed that the desk has already, by hand or from another list, stays as it is. A list that has lost most of its feeds is not
    followed, not in what it adds either, unless an editor agreed.
    """
    held = list(held)
    ours = [source for source in held if source.settings.get(LIST) == opml.key]
    known = {address: source for source in held for address in addresses(source, (states or {}).get(source.key))}
    keys = {source.key for source in held}
    named: set[str] = set()
    added: list[Source] = []
    changed: list[Source] = []
    for address, source in {bare(source.address): source for source in listed}.items():
        mine = known.get(address)
        if mine is None:
            added.append(replace(source, key=_free(source.key, keys), settings={**source.settings, LIST: opml.key}))
            keys.add(added[-1].key)
        elif mine in ours:
            named.add(mine.key)
            if (mine.name, mine.folder) != (source.name, source.folder):
                changed.append(replace(mine, name=source.name, folder=source.folder))
    gone = [source for source in ours if source.key not in named]
    if len(gone) > max(_HANDFUL, _MOST_GONE * len(ours)) and not is_agreed:
        name = opml.name or opml.key
        lost = f"{name} no longer names {len(gone)} of its {len(ours)} feeds, and is not followed until an editor agrees"
        return Differences(why_not=f"{lost}: copytaster add {opml.address} --agree")
    return Differences(tuple(added), tuple(gone), tuple(changed))


def bare(address: str) -> str:
    """An address as far as it tells feeds apart: no scheme, www, usual port, fragment or closing slash; the host in lower case."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address.strip()
    host = parts.netloc.lower().removeprefix("www.").removesuffix(":80").removesuffix(":443")
    return urlunsplit(("", host, parts.path.rstrip("/"), parts.query, ""))


def addresses(source: Source, state: SourceState | None) -> set[str]:
    """The addresses that a source answers to, as far as they tell feeds apart: its own, and the one that it moved to."""
    return {bare(source.address), bare(state.moved_to)} if state and state.moved_to else {bare(source.address)}


def _free(key: str, taken: set[str]) -> str:
    number, free = 2, key
    while free in taken:
        free, number = f"{key}-{number}", number + 1
    return free
