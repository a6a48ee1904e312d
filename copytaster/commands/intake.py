"""`add`, `retire`, `fetch`, `retaste`, `quarantine`: what comes in."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from copytaster.commands.common import common, progress, put, reading, say, settings_for, table, writing
from copytaster.commands.served import order
from copytaster.errors import StoreBusy

if TYPE_CHECKING:
    from copytaster.model import Item, Version

_KIND = (
    "What is there, where it cannot be told: page is a web page that lists headlines, list an OPML list to be followed, file a file"
    " that goes on growing."
)
_SELECT = (
    "For a page: the CSS selector of a part, as item=article.teaser; parts are item, headline, link, summary, date, byline, image."
)
# Seconds: what judging everything again may take at a desk of ten million versions.
_A_NIGHT = 12 * 3600.0
_SET = "A setting of the source: full_text, user, password, header.NAME (docs/fetching.md)."


@click.command()
@common
@click.argument("what")
@click.option("--name", default="", help="What the wire is called.")
@click.option("--pace", type=click.Choice(["wire", "news", "slow"]), default=None, help="How often it has news; news if not said.")
@click.option(
    "--kind", type=click.Choice(["feed", "page", "list", "folder", "file", "maildir", "mbox", "imap"]), default=None, help=_KIND
)
@click.option("--full-text", is_flag=True, help="Read the articles behind its links too, where robots may.")
@click.option("--select", multiple=True, metavar="PART=CSS", help=_SELECT)
@click.option("--set", "set_", multiple=True, metavar="NAME=VALUE", help=_SET)
@click.option("--preview", is_flag=True, help="Show what stands at an address or in a file, and keep nothing.")
@click.option("--no-fetch", is_flag=True, help="Only note the source; ask it when it is due.")
@click.option("--agree", is_flag=True, help="Follow an OPML list although it has lost most of its feeds.")
def add(
    data: Path | None,
    as_json: bool,
    what: str,
    name: str,
    pace: str | None,
    kind: str | None,
    full_text: bool,
    select: tuple[str, ...],
    set_: tuple[str, ...],
    preview: bool,
    no_fetch: bool,
    agree: bool,
) -> None:
    """Add WHAT: the address of a feed or a page, a mailbox (imaps://user@host/FOLDER), a file, a folder, an OPML list, or - for
    standard input. Adding an address again changes its name, pace and settings; retire takes it off."""
    from copytaster.desk.lists import AGREED
    from copytaster.model import Pace

    selectors = dict(_named(part, "--select") for part in select)
    if preview:
        options = [*(("--name", name) if name else ()), *(("--data", str(data)) if data else ())]
        _preview(data, what, selectors, dict(_named(setting, "--set") for setting in set_), options, as_json=as_json)
        return
    settings = dict(_named(setting, "--set") for setting in set_) | {f"select.{part}": css for part, css in selectors.items()}
    if full_text:
        settings["full_text"] = "yes"
    if agree:
        settings[AGREED] = "yes"
    if selectors and not kind:
        kind = "page"
    body = sys.stdin.buffer.read() if what == "-" else None
    often = Pace(pace) if pace else None
    try:
        with writing(data, make=True) as desk:
            added = desk.add(what, name=name, pace=often, ask=not no_fetch, body=body, kind=kind or "", settings=settings)
            value = added.as_values(desk)
    except StoreBusy as busy:
        wanted = {**_order(what, name, pace, kind, no_fetch), "settings": settings}
        value = _handed_over(settings_for(data).data, wanted, body, busy)
    put(value, as_json=as_json, lines=lambda: _said(value))


def _handed_over(folder: Path, wanted: dict[str, Any], body: bytes | None, busy: StoreBusy) -> Any:
    """The order to add, for a desk that is served: what came by standard input goes along as it is."""
    if body is None:
        return order(folder, "/add", wanted, busy=busy)
    from urllib.parse import urlencode

    said = {"what": "-", "name": wanted["name"], "pace": wanted["pace"], "settings": json.dumps(wanted["settings"])}
    return order(folder, f"/add?{urlencode(said)}", None, busy=busy, body=body)


def _named(given: str, option: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals or not name.strip() or not value.strip():
        raise click.BadParameter(f"{given!r} is not NAME=VALUE", param_hint=option)
    return name.strip(), value.strip()


def _preview(
    data: Path | None, what: str, selectors: dict[str, str], given: dict[str, str], options: list[str], *, as_json: bool
) -> None:
    from copytaster.desk.adding import checked
    from copytaster.desk.previewing import preview

    seen = preview(settings_for(data), what, select=selectors, given=checked(given))
    items = list(reversed(seen.items))
    value = {
        "address": seen.address,
        "format": seen.format,
        "title": seen.title,
        "feeds": dict(seen.feeds),
        "selectors": dict(seen.selectors or {}),
        "given": bool(selectors),
        "items": [{"headline": i.headline, "url": i.url, "time": _when(i), "summary": i.summary[:300]} for i in items],
        "notes": list(seen.notes),
    }
    put(value, as_json=as_json, lines=lambda: _shown(value, options))


def _when(item: Item) -> str:
    if item.version_created:
        return f"{item.version_created:%Y-%m-%d %H:%M}"
    return item.day.isoformat() if item.day else ""


def _shown(value: dict[str, Any], options: Sequence[str] = ()) -> list[str]:
    said = [f"{value['address']}: read as {value['format']}, {len(value['items'])} items. Nothing was kept."]
    if value["title"]:
        said.append(f"  it calls itself {value['title']}")
    said += [f"  it names a feed: {address}" + (f" ({title})" if title else "") for address, title in value["feeds"].items()]
    said += [f"  {part} is found by {css}" for part, css in value["selectors"].items()]
    said += [f"  {item['time'] or 'undated':16}  {item['headline'][:100]}" for item in value["items"][:25]]
    if len(value["items"]) > 25:
        said.append(f"  and {len(value['items']) - 25} more")
    return said + [f"  note: {note}" for note in value["notes"][:5]] + [f"To take it in: {_next(value, options)}"]


def _next(value: dict[str, Any], options: Sequence[str]) -> str:
    """The command that takes in what a preview showed, with the options that were given."""
    if value["feeds"]:
        return f"{shlex.join(['copytaster', 'add', next(iter(value['feeds'])), *options])} (the page's feed)"
    chosen: list[str] = []
    if value["format"] in ("listing", "page"):
        given = [f"{part}={css}" for part, css in value["selectors"].items() if value["given"]]
        chosen = [word for one in given for word in ("--select", one)] or ["--kind", "page"]
    return shlex.join(["copytaster", "add", value["address"], *chosen, *options])


def _order(what: str, name: str, pace: str | None, kind: str | None, no_fetch: bool) -> dict[str, Any]:
    is_path = "://" not in what and what != "-" and bool(what.strip())
    where = str(Path(what).expanduser().resolve()) if is_path else what
    return {"what": where, "name": name, "pace": pace or "", "kind": kind or "", "ask": not no_fetch}


def _said(value: dict[str, Any]) -> list[str]:
    sources, items = value["sources"], value["items"]
    shown = ", ".join(sources[:5]) + (f" and {len(sources) - 5} more" if len(sources) > 5 else "")
    counted = f"{len(sources)} source{'s' * (len(sources) != 1)} ({shown})"
    if listed := value.get("listed"):
        said = [f"{counted}, a list of {listed} feed{'s' * (listed != 1)}; they are asked when they are due (copytaster health)."]
    else:
        held = f", {value['held']} of them held back (copytaster held)" if value.get("held") else ""
        said = [f"{counted}, {items} new item{'s' * (items != 1)}{held}."]
    said += [
        f"  draft {draft['id']}: {draft['headline']}; copytaster publish analysis {draft['id']} prints it"
        for draft in value.get("drafts", ())
    ]
    return said + [f"  {problem}" for problem in value["problems"][:20]] + [f"  note: {note}" for note in value["notes"][:5]]


@click.command()
@common
@click.argument("sources", nargs=-1, required=True)
def retire(data: Path | None, as_json: bool, sources: tuple[str, ...]) -> None:
    """Ask SOURCES no more, named by key, name or address. What they brought stays; add takes one up again."""
    try:
        with writing(data) as desk:
            retired = [source.key for source in desk.retire(sources)]
    except StoreBusy as busy:
        retired = order(settings_for(data).data, "/retire", {"sources": list(sources)}, busy=busy)["retired"]
    put({"retired": retired}, as_json=as_json, lines=lambda: [f"{', '.join(retired)}: not asked any more."])


@click.command()
@common
@click.argument("sources", nargs=-1)
@click.option("--even-early", is_flag=True, help="Also ask those that are not due yet. Their owners will see it.")
def fetch(data: Path | None, as_json: bool, sources: tuple[str, ...], even_early: bool) -> None:
    """Ask those of SOURCES (keys, names or addresses; all, if none is named) that are due, and take in what is new. Ends with 1
    where all failed."""

    try:
        with writing(data) as desk:
            asked = desk.fetch(sources, even_early=even_early)
            has_any = any(source.is_asked for source in desk.store.sources())
        rows = [
            {"source": a.source.key, "outcome": a.outcome, "entries": a.entries, "items": a.items, "problem": a.problem}
            for a in asked
        ]
    except StoreBusy as busy:
        rows = order(settings_for(data).data, "/fetch", {"sources": list(sources), "even_early": even_early}, busy=busy)["asked"]
        has_any = True
    if as_json:
        put(rows, as_json=True)
    elif rows:
        table(
            ["source", "outcome", "entries", "new", "problem"],
            [[r["source"], r["outcome"], r["entries"], r["items"], r["problem"]] for r in rows],
            right=(2, 3),
        )
    else:
        said = (
            "No source is due; --even-early asks all the same." if has_any else "No source can be asked: copytaster add https://…"
        )
        say(said)
    if rows and all(r["problem"] for r in rows):
        sys.exit(1)


@click.command()
@common
def retaste(data: Path | None, as_json: bool) -> None:
    """Judge everything again. Decisions of editors bind as they did."""
    try:
        with writing(data) as desk:
            before = desk.store.figures()
            with progress("Judging again", before.items, quiet=as_json) as advance:
                count = desk.judge_again(progress=advance)
            after = desk.store.figures()
    except StoreBusy as busy:
        folder = settings_for(data).data
        with reading(data) as desk:
            before = desk.store.figures()
        with progress("Judging again at the desk that is served", 1, quiet=as_json):
            count = order(folder, "/retaste", {}, busy=busy, patience=_A_NIGHT)["versions"]
        with reading(data) as desk:
            after = desk.store.figures()
    value = {"versions": count, "lines": after.lines, "stories": after.stories, "situations": after.situations}
    put(
        value,
        as_json=as_json,
        lines=lambda: [
            f"{count:,} versions judged again: {before.lines:,} lines are {after.lines:,} now,"
            f" {before.stories:,} stories {after.stories:,}, {before.situations:,} situations {after.situations:,}."
        ],
    )


@click.command()
@common
@click.option("--again", metavar="DELIVERY|all", help="Read this delivery once more, or all that lie here.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="With --bytes-of: where to write them.")
@click.option("--bytes-of", type=int, metavar="DELIVERY", help="Write the raw bytes of a delivery to --out.")
def quarantine(data: Path | None, as_json: bool, again: str | None, out: Path | None, bytes_of: int | None) -> None:
    """What came in and could not be read: list it, read it again, or take its bytes out. Nothing here is lost."""
    from copytaster.errors import Unknown

    if bytes_of is not None:
        with reading(data) as desk:
            found = desk.store.delivery(bytes_of)
        if found is None:
            raise Unknown(f"there is no delivery {bytes_of}")
        if out:
            out.write_bytes(found.body)
        else:
            sys.stdout.buffer.write(found.body)
        return
    if again is not None:
        if again != "all" and not again.isdecimal():
            raise click.BadParameter(f"{again} is no number of a delivery, nor “all”", param_hint="--again")
        delivery = None if again == "all" else int(again)
        try:
            with writing(data) as desk:
                done = desk.read_again(delivery)
                value: dict[str, Any] = {"items": done.items, "quarantined": done.quarantined, "problems": done.problems}
        except StoreBusy as busy:
            value = order(settings_for(data).data, "/quarantine/again", {"delivery": delivery}, busy=busy)
        left = f" {value['quarantined']} deliveries still cannot be read." if delivery is None and value.get("quarantined") else ""
        put(value, as_json=as_json, lines=lambda: [*value["problems"], f"{value['items']} items.{left}"])
        return
    with reading(data) as desk:
        records = desk.store.deliveries(state="quarantined")
    rows = [
        {"delivery": r.id, "source": r.source, "received": r.received.isoformat(timespec="seconds"), "problem": r.problem}
        for r in records
    ]
    if as_json:
        put(rows, as_json=True)
    elif rows:
        shown = [[r.id, r.source, f"{r.received:%Y-%m-%d %H:%M}", r.problem] for r in records]
        table(["delivery", "source", "received", "problem"], shown, right=(0,))
    else:
        say("Everything that came could be read.")


def _until(version: Version) -> str:
    until = version.item.embargoed_until
    return f"{until:%Y-%m-%d %H:%M} UTC" if until and version.item.pub_status != "withheld" else "withheld"


@click.command()
@common
@click.option("--release", type=int, multiple=True, metavar="VERSION", help="Let this version out now, whatever its wire says.")
def held(data: Path | None, as_json: bool, release: tuple[int, ...]) -> None:
    """What is held back: copy under embargo until its time, and copy that its wire withholds. No page shows it."""
    if release:
        try:
            with writing(data) as desk:
                count = desk.let_out(release)
        except StoreBusy as busy:
            count = order(settings_for(data).data, "/release", {"versions": list(release)}, busy=busy)["released"]
        put({"released": count}, as_json=as_json, lines=lambda: [f"{count} version{'s are' if count != 1 else ' is'} out now."])
        return
    with reading(data) as desk:
        versions = desk.held()
    rows: list[dict[str, Any]] = [
        {
            "version": v.id,
            "source": v.source,
            "until": v.item.embargoed_until.isoformat() if v.item.embargoed_until else None,
            "status": v.item.pub_status.value,
            "headline": v.item.headline,
        }
        for v in versions
    ]
    if as_json:
        put(rows, as_json=True)
    elif rows:
        shown = [[v.id, v.source, _until(v), v.item.headline] for v in versions]
        table(["version", "source", "until", "headline"], shown, right=(0,))
    else:
        say("Nothing is held back.")
