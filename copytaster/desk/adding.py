"""Adding to the desk: an address, a file, a folder, an OPML list, or bytes from a pipe become sources and copy."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copytaster.desk import lists
from copytaster.desk.fetching import LISTED, Asked, are_due, ask_now, askers, follow, take
from copytaster.desk.intake import Intake
from copytaster.desk.previewing import advice, seen, told
from copytaster.errors import Misconfigured, Unknown, Unreachable, Unreadable, ended
from copytaster.fetch.answer import shown
from copytaster.fetch.drops import from_bytes, from_file
from copytaster.fetch.headers import printable
from copytaster.fetch.schedule import host_of
from copytaster.fetch.subscriptions import addresses, bare
from copytaster.model import HANDED_OVER, Delivery, Genre, Pace, Source, SourceState
from copytaster.store import base as store
from copytaster.wire import article, opml
from copytaster.wire.listing import PARTS
from copytaster.wire.pagetree import is_html

if TYPE_CHECKING:
    from copytaster.desk.desk import Desk
    from copytaster.fetch.outcome import Pulled

# What begins with a host's name, as people write addresses without https://, and is no name of a file.
_HOST = re.compile(
    r"(?![^/]*\.(?:txt|csv|tsv|jsonl?|xml|html?|eml|mbox|zip|gz|tgz|bz2|xz|lzma|zst|tar|warc|md|opml|rss|atom)$)"
    r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?::\d+)?(?:/\S*)?$",
    re.IGNORECASE,
)
# What some browsers write for a feed: feed://host/path, feed:https://host/path.
_FEED_SCHEME = re.compile(r"feed:(?://(?!\w+://)|(https?://))", re.IGNORECASE)
_SETTINGS = ("full_text", "user", "password")
_YES_OR_NO = ("yes", "no", "true", "false", "on", "off", "1", "0")
# Kinds of source that an address on the web is.
_ON_THE_WEB = ("feed", "page", "list")


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding: the sources that are on the desk now, and what was taken in from them."""

    sources: tuple[Source, ...]
    intake: Intake
    asked: tuple[Asked, ...] = ()

    def as_values(self, desk: Desk) -> dict[str, Any]:
        """What came of it in plain values, for a command or an answer; `drafts` are analyses that wait to be published."""
        wanted = [store.Wanted(source=s.key, genre=Genre.ANALYSIS, limit=3) for s in self.sources] if self.intake.items else []
        return {
            "sources": [source.key for source in self.sources],
            "items": self.intake.items + sum(asked.items for asked in self.asked if asked.outcome != LISTED),
            "held": self.intake.held,
            "listed": sum(asked.entries for asked in self.asked if asked.outcome == LISTED),
            "problems": [*self.intake.problems, *(asked.problem for asked in self.asked if asked.problem)],
            "notes": self.intake.notes[:20],
            "drafts": [{"id": line.id, "headline": line.headline} for one in wanted for line in desk.store.lines(one)],
        }


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person says of a source: its name (empty where none was given), how often it has news (if said), its settings."""

    name: str
    pace: Pace | None
    settings: Mapping[str, str]


def add(
    desk: Desk,
    what: str,
    *,
    name: str = "",
    pace: Pace | None = None,
    ask: bool = True,
    body: bytes | None = None,
    kind: str = "",
    settings: Mapping[str, str] | None = None,
) -> Added:
    """Add what a person names: `https://...`, `imaps://user@host/FOLDER`, a path, or `-` with `body` from standard input.

    `kind` says what is there where it cannot be told: `page` for a web page that lists headlines, `list` for an OPML list that is
    to be followed, `maildir`, `mbox`, or `file` for a file that goes on growing. `settings` are the source's own: `full_text`,
    `select.item` and so on, `user`, `password`.

    Raises `Unreachable` where nothing is there, `Unreadable` where nothing can be read from it. An address that does not answer as
    it should stays, and is asked again (`retire` takes it off); a file or a page that holds no copy is not added. A web page where
    a feed should be is not either: the error says which feed it names, or what it seems to list.
    """
    if not what.strip():
        raise Misconfigured("nothing is named that could be added; name an address, a file, a folder, or - for standard input")
    what = _FEED_SCHEME.sub(lambda found: found[1] or "https://", what)
    wanted = Wanted(name, pace, checked(settings or {}))
    if re.match(r"(?:https?|imaps?)://", what, re.IGNORECASE):
        if not host_of(what):
            raise Misconfigured(f"{printable(what)} names no host; write it like https://example.org/feed.xml")
        usual = "imap" if what.lower().startswith("imap") else "feed"
        return _add_address(desk, what, wanted, ask=ask, kind=kind or usual)
    if what == "-":
        source = _named(desk, replace(wanted, name=wanted.name or "standard input"), "-")
        return _add_body(desk, from_bytes(source, body or b"", now=desk.real_now()), source)
    path = Path(what).expanduser().resolve()
    if path.is_dir() or kind in ("maildir", "mbox", "folder", "file"):
        return _add_looked_into(desk, path, kind or _kind_of_folder(path), wanted, ask=ask)
    if re.match(r"[a-z][a-z0-9+.-]*://", what, re.IGNORECASE):
        raise Misconfigured(
            f"{printable(what)}: addresses of this kind are not asked; there are http://, https://, imap:// and imaps://"
        )
    if not path.exists() and _HOST.match(what):
        raise Unreachable(f"there is no file or folder {printable(what)}; if it is an address: copytaster add https://{what}")
    where = str(path.resolve())
    source = _named(desk, wanted, where) if wanted.name else _source(desk, wanted, path.name, where, kind=HANDED_OVER)
    return _add_body(desk, from_file(source, path, now=desk.real_now()), source, ask=ask)


def checked(settings: Mapping[str, str]) -> dict[str, str]:
    """A source's settings as they were given. Raises `Misconfigured` for one that there is not, and names those that there are."""
    for name, value in settings.items():
        if name.startswith("header.") and name.removeprefix("header."):
            continue
        if name.startswith("select."):
            if (part := name.removeprefix("select.")) not in PARTS:
                raise Misconfigured(f"a page has no part {part!r} to select; there are {', '.join(PARTS)}")
        elif name not in (*_SETTINGS, lists.AGREED):
            raise Misconfigured(f"a source has no setting {printable(name)!r}; there are {', '.join(_SETTINGS)} and header.NAME")
        elif name == "full_text" and value.strip().lower() not in _YES_OR_NO:
            raise Misconfigured(f"full_text is yes or no, not {printable(value)!r}")
    return dict(settings)


def _kind_of_folder(path: Path) -> str:
    return "maildir" if all((path / part).is_dir() for part in ("cur", "new", "tmp")) else "folder"


def _add_looked_into(desk: Desk, path: Path, kind: str, wanted: Wanted, *, ask: bool) -> Added:
    """A folder, a mailbox or a file that is looked into again and again."""
    if not path.exists():
        raise Unreachable(f"there is no file or folder {path}; check the path")
    source = desk.add_source(_source(desk, wanted, path.name, str(path.resolve()), kind=kind))
    return Added((source,), Intake(), tuple(ask_now(desk, [source])) if ask else ())


def _add_address(desk: Desk, address: str, wanted: Wanted, *, ask: bool, kind: str) -> Added:
    source = _source(desk, wanted, address, address, kind=kind)
    if not ask or kind == "imap" or desk.store.source(source.key) is not None:
        known = desk.store.source(source.key)
        is_new = known is None
        desk.add_source(source)
        asked = tuple(ask_now(desk, [source])) if ask and (_asks_otherwise(source, known) or are_due(desk, [source])) else ()
        if source.kind == "list" and lists.is_agreed(source) and (last := lists.last_of(desk, source)):
            asked = (follow(desk, desk.store.source(source.key) or source, last, desk.store.state(source.key)),)
    else:
        is_new = True
        source, asked = asyncio.run(_add_new(desk, source))
    if is_new and asked and asked[0].problem and not asked[0].items:
        if desk.store.state(source.key).status == "gone":
            raise Unreachable(asked[0].problem)
        off = f"`copytaster retire {source.key}` takes it off"
        raise Unreachable(f"{asked[0].problem} The source stays on the desk, and is asked again; {off}.")
    return Added((desk.store.source(source.key) or source,), Intake(), asked)


def _asks_otherwise(source: Source, known: Source | None) -> bool:
    """Whether a source is asked for something else than before, or in another way. A new name is no reason to ask too early."""
    return known is None or replace(source, name=known.name, pace=known.pace) != known


async def _add_new(desk: Desk, source: Source) -> tuple[Source, tuple[Asked, ...]]:
    """Ask for an address before it is a source: a web page is looked at first, and kept as what it is or not at all."""
    async with askers(desk.settings) as by:
        pulled = await by.pull(source, SourceState(source.key), now=desk.real_now())
        if pulled.delivery is not None and source.kind == "feed" and opml.looks_like(pulled.delivery.body[:4096]):
            source = replace(source, kind="list")
        elif pulled.delivery is not None and source.kind in ("feed", "page"):
            source = _as_what_it_is(source, pulled)
        desk.add_source(source)
        return source, (await take(desk, source, pulled, by.pages),)


def _as_what_it_is(source: Source, pulled: Pulled) -> Source:
    """The source with the selectors that its page is read by. Raises `Unreadable` for a page where a feed should be."""
    try:
        found = seen(source, pulled)
    except Unreadable as error:
        if source.kind == "feed" and pulled.delivery is not None and is_html(pulled.delivery.body[:4096]):
            if named := article.feeds_of(pulled.delivery):
                raise Unreadable(f"{source.address} is no feed; {told(named)}") from error
            raise Unreadable(
                f"{source.address} is no feed but a web page, and no list of headlines was found on it ({error})."
                f" Name one: copytaster add {source.address} --preview --select item=CSS --select headline=CSS"
            ) from error
        if source.kind == "feed":
            return source
        raise Unreadable(
            f"{source.address}: {ended(str(error))} Nothing was kept; --preview shows what a selector finds."
        ) from error
    if source.kind == "feed" and found.is_page:
        raise Unreadable(f"{source.address} is no feed: {advice(found)}")
    guessed = {f"select.{part}": css for part, css in (found.selectors or {}).items()} if source.kind == "page" else {}
    return replace(source, settings={**guessed, **source.settings})


def _add_body(desk: Desk, delivery: Delivery, source: Source, *, ask: bool = True) -> Added:
    if opml.looks_like(delivery.body[:4096]):
        sources = add_list(desk, delivery.body)
        return Added(tuple(sources), Intake(), tuple(ask_now(desk, sources)) if ask else ())
    desk.add_source(source)
    done = desk.receive([delivery])
    if done.quarantined:
        problem = done.problems[0].split("): ", 1)[-1]
        hint = " For a page that lists headlines name them: --preview --select item=CSS." if is_html(delivery.body[:4096]) else ""
        raise Unreadable(f"{delivery.address}: {ended(problem)} It lies in quarantine (copytaster quarantine).{hint}")
    return Added((source,), done)


def named(sources: Sequence[Source], names: Sequence[str], *, are: str = "source that can be asked") -> list[Source]:
    """The sources that go by some names: their keys, else what they are called, else their addresses. Raises `Unknown`, which says
    what they `are`.
    """
    found: dict[str, Source] = {}
    missing = []
    for name in names:
        said = name.strip().casefold()
        meant = (
            [s for s in sources if s.key == name]
            or [s for s in sources if s.name.casefold() == said]
            or [s for s in sources if s.address and bare(s.address) == bare(name)]
        )
        found |= {source.key: source for source in meant}
        missing += [] if meant else [name]
    if missing:
        raise Unknown(f"no {are} goes by {', '.join(missing)}; `copytaster health` lists them")
    return list(found.values())


def retire(desk: Desk, names: Sequence[str]) -> list[Source]:
    """Ask some sources no more. What they brought stays, and adding one again takes it up again. Raises `Unknown`."""
    sources = [s for s in desk.store.sources() if s.is_asked]
    retired: dict[str, Source] = {}
    for name in names:
        if len(meant := named(sources, [name])) > 1:
            raise Misconfigured(f"{len(meant)} sources go by {name}; name the one by its key: {', '.join(s.key for s in meant)}")
        retired |= {source.key: source for source in meant}
    return [desk.add_source(replace(source, kind=HANDED_OVER)) for source in retired.values()]


def add_list(desk: Desk, body: bytes) -> list[Source]:
    """The feeds of an OPML document as sources of the desk; those that it has already keep their key."""
    found = opml.read(body)
    if not found:
        raise Unreadable("this OPML list names no feed")
    added = []
    for source in found:
        known = _source(desk, Wanted("", source.pace, {}), source.name, source.address, kind="feed")
        kept = replace(known, homepage=source.homepage or known.homepage, folder=source.folder or known.folder)
        added.append(desk.add_source(kept))
    return added


def _source(desk: Desk, wanted: Wanted, usual: str, address: str, *, kind: str) -> Source:
    """The source with this address: the one the desk has, with what was said of it now, or a new one under a key that is free.
    An address on the web is known by any of its spellings, and by the one that it moved to, whatever it is read as.
    """
    sources = desk.store.sources()
    known = _known(desk, sources, address, kind)
    if known is not None:
        kind = known.kind if kind == "feed" and known.kind in ("page", "list") else kind
        # What a move led to may be named as the address for good.
        where = known.address if kind not in _ON_THE_WEB or bare(address) == bare(known.address) else address
        settings = {**known.settings, **wanted.settings}
        pace = wanted.pace or known.pace
        return replace(known, name=wanted.name or known.name, kind=kind, address=where, pace=pace, settings=settings)
    return _new(sources, wanted, wanted.name or usual, address, kind=kind)


def _known(desk: Desk, sources: Sequence[Source], address: str, kind: str) -> Source | None:
    if kind not in _ON_THE_WEB:
        # One that was retired lies there handed over.
        here = [source for source in sources if source.address == address and source.kind in (kind, HANDED_OVER)]
        return min(here, key=lambda source: source.kind != kind, default=None)
    states = desk.store.states()
    same = [s for s in sources if _is_web(s.address) and bare(address) in addresses(s, states.get(s.key))]
    return min(same, key=lambda source: source.kind not in _ON_THE_WEB, default=None)


def _named(desk: Desk, wanted: Wanted, address: str) -> Source:
    """The wire of a name that copy is handed over to: the one that the desk has, or a new one."""
    sources = desk.store.sources()
    key = opml.key_of(wanted.name)
    for source in sources:
        if source.kind not in ("page", "list") and key in (source.key, opml.key_of(source.name)):
            return replace(source, settings={**source.settings, **wanted.settings})
    return _new(sources, wanted, wanted.name, address, kind=HANDED_OVER)


def _is_web(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


def _new(sources: Sequence[Source], wanted: Wanted, name: str, address: str, *, kind: str) -> Source:
    taken = {source.key for source in sources}
    base = key = opml.key_of(name)
    number = 2
    while key in taken:
        key = f"{base}-{number}"
        number += 1
    return Source(key=key, name=name, kind=kind, address=address, pace=wanted.pace or Pace.NEWS, settings=wanted.settings)


def as_opml(desk: Desk) -> str:
    """The desk's feeds as an OPML document, to be handed on: where they are now, without those that are gone for good, and
    without the users and passwords of their addresses.
    """
    states = desk.store.states()
    found = []
    for source in desk.store.sources():
        state = states.get(source.key)
        if source.kind == "feed" and (state is None or state.status != "gone"):
            address = state.moved_to if state and state.moved_to else source.address
            found.append(replace(source, address=shown(address)))
    return opml.write(found, desk.settings.title)


def paste(desk: Desk, text: str, *, name: str, now: dt.datetime) -> Added:
    """Headlines that somebody pasted."""
    source = _source(desk, Wanted("", Pace.SLOW, {}), name, "pasted", kind="headlines")
    return _add_body(desk, Delivery(source.key, now, text.encode(), "pasted", "text/plain"), source)
