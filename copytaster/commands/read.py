"""`wire`, `front`, `story`, `situations`, `dossier`, `search`, `export`, `health`: what the desk holds."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from copytaster.commands.common import common, put, reading, say, table
from copytaster.errors import Misconfigured

if TYPE_CHECKING:
    from copytaster.desk.desk import Desk
    from copytaster.model import Line
    from copytaster.store.base import Reader, Wanted


def _line(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "time": line.time.isoformat(),
        "dated": line.head.dated.value,
        "dated_ahead": _ahead(line),
        "source": line.source,
        "origins": list(line.origins),
        "headline": line.headline,
        "versions": line.versions,
        "story": line.story,
        "url": line.head.item.url,
        "killed": line.killed,
        "spiked": line.spiked,
        "correction": line.correction,
    }


def _ahead(line: Line) -> str | None:
    """The time that a line gives itself where that was still to come when it arrived."""
    from copytaster.model import CLOCK_ERROR

    claimed = line.head.item.version_created
    return claimed.isoformat() if claimed is not None and claimed - line.head.arrived > CLOCK_ERROR else None


def _words(line: Line) -> str:
    """A line's headline for a table, with what a person must know before using it."""
    ahead = _ahead(line)
    marked = f" (dated in the future: {ahead[:10]})" if ahead else ""
    return f"{'KILLED, do not use: ' if line.killed else ''}{line.headline}{marked}{' (spiked)' if line.spiked else ''}"


def _time(line: Line) -> str:
    return {"day": f"{line.time:%Y-%m-%d}", "arrival": "undated"}.get(line.head.dated.value, f"{line.time:%Y-%m-%d %H:%M}")


def _day(text: str | None) -> dt.datetime | None:
    try:
        when = dt.datetime.fromisoformat(text) if text else None
    except ValueError:
        raise Misconfigured(f"{text!r} is no time; write it like 2025-10-08 or 2025-10-08T18:00") from None
    return when.replace(tzinfo=dt.UTC) if when and when.tzinfo is None else when


def _wire_of(desk: Desk, name: str) -> str:
    """The key of the wire that goes by a name; empty where none is asked for. Raises `Unknown`."""
    from copytaster.desk.adding import named

    return named(desk.store.sources(), [name], are="wire")[0].key if name else ""


@click.command()
@common
@click.option("--source", default="", help="Only this wire, by its key, name or address.")
@click.option("--text", default="", help="Only lines with these words.")
@click.option("--since", help="Only from this time on.")
@click.option("--until", help="Only up to this time.")
@click.option("-n", "--limit", type=click.IntRange(1, 10_000), default=40, show_default=True)
@click.option("--versions", is_flag=True, help="Unfold the versions of each line.")
@click.option("--follow", is_flag=True, help="Go on printing lines as they come in.")
def wire(
    data: Path | None,
    as_json: bool,
    source: str,
    text: str,
    since: str | None,
    until: str | None,
    limit: int,
    versions: bool,
    follow: bool,
) -> None:
    """The wire: lines newest first, versions folded."""
    import dataclasses

    from copytaster.store.base import Wanted

    with reading(data) as desk:
        wanted = Wanted(limit=limit, source=_wire_of(desk, source), text=text, since=_day(since), until=_day(until) or desk.now())
        lines = desk.store.lines(wanted)
        if as_json:
            put([{**_line(line), **({"chain": _chain(desk, line)} if versions else {})} for line in lines], as_json=True)
        else:
            rows: list[list[Any]] = []
            for line in lines:
                rows.append([line.id, _time(line), line.source, line.versions if line.versions > 1 else "", _words(line)])
                if versions and line.versions > 1:
                    rows += [["", "", v["kind"], "", f"  {v['headline']}"] for v in _chain(desk, line)]
            table(["line", "time", "wire", "vers.", "headline"], rows, right=(0, 3))
        if follow:
            _follow(desk, dataclasses.replace(wanted, until=_day(until)), as_json)


def _chain(desk: Desk, line: Line) -> list[dict[str, Any]]:
    versions = desk.store.versions_of_line(line.id)
    calls = desk.store.line_calls([v.id for v in versions])
    changes = desk.store.changes([v.id for v in versions])
    return [
        {
            "version": v.id,
            "time": v.time.isoformat(),
            "headline": v.item.headline,
            "kind": calls[v.id].kind.value if v.id in calls else "",
            "why": calls[v.id].why if v.id in calls else "",
            "advisory": changes[v.id].advisory if v.id in changes else "",
        }
        for v in versions
    ]


def _follow(desk: Desk, wanted: Wanted, as_json: bool) -> None:
    """Print the lines that are wanted as they come in, until interrupted."""
    import time

    seen = desk.store.change_number()
    while True:
        time.sleep(1.0)
        number = desk.store.change_number()
        if number == seen:
            continue
        for line in changed(desk.store, seen, wanted):
            number = max(number, line.changed)
            if as_json:
                click.echo(json.dumps(_line(line), ensure_ascii=False))
            else:
                click.echo(f"{line.id:>7}  {_time(line)}  {line.source}  {line.headline}")
        seen = number


def changed(store: Reader, after: int, wanted: Wanted, *, at_once: int = 500) -> Iterator[Line]:
    """All lines that are wanted and changed after a change number, those that were killed left out: any number under one change."""
    last: int | None = None
    while True:
        part = store.lines_changed(after, at_once, line=last, wanted=wanted)
        yield from (line for line in part if not line.killed)
        if len(part) < at_once:
            return
        after, last = part[-1].changed, part[-1].id


@click.command()
@common
@click.option("--at", help="The front page as of a past moment.")
@click.option("-n", "--limit", type=click.IntRange(1, 1000), default=15, show_default=True)
def front(data: Path | None, as_json: bool, at: str | None, limit: int) -> None:
    """The front page: ranked stories and why each stands where it stands."""
    with reading(data) as desk:
        made = desk.front(_day(at))
    rows: list[dict[str, Any]] = [
        {
            "place": place,
            "story": r.story.id,
            "title": r.story.title,
            "weight": r.weight.value,
            "reasons": list(r.weight.reasons),
            "lines": r.story.lines,
            "origins": r.story.origins,
        }
        for place, r in enumerate(made.stories[:limit], start=1)
    ]
    if as_json:
        put({"at": made.at.isoformat(), "stories": rows, "weighed": made.weighed}, as_json=True)
    elif rows:
        table(
            ["", "story", "title", "why"],
            [[r["place"], r["story"], r["title"], "; ".join(r["reasons"])] for r in rows],
            right=(0, 1),
        )
    else:
        say("No story has had news lately.")


@click.command()
@common
@click.argument("id", type=int)
def story(data: Path | None, as_json: bool, id: int) -> None:
    """One story: its lines in time, who tells it, and where it belongs."""
    with reading(data) as desk:
        found = desk.find("story", id)
        lines = desk.store.lines_of_story(found.id)
        calls = desk.store.story_calls([line.id for line in lines])
        situation = desk.store.situation(found.situation) if found.situation else None
        value = {
            "id": found.id,
            "title": found.title,
            "first_time": found.first_time.isoformat(),
            "time": found.time.isoformat(),
            "wires": found.wires,
            "origins": found.origins,
            "situation": {"id": situation.id, "name": situation.name} if situation else None,
            "lines": [{**_line(line), "why": calls[line.id].why if line.id in calls else ""} for line in lines],
        }
    if as_json:
        put(value, as_json=True)
        return
    counts = [(found.lines, "line"), (found.wires, "wire"), (found.origins, "origin")]
    said = ", ".join(f"{number} {name}{'' if number == 1 else 's'}" for number, name in counts)
    click.echo(f"{found.title}\n{said}")
    if situation:
        click.echo(f"situation {situation.id}: {situation.name}")
    table(
        ["line", "time", "wire", "headline", "why here"],
        [[line.id, _time(line), line.source, _words(line), calls[line.id].why if line.id in calls else ""] for line in lines],
        right=(0,),
    )


@click.command()
@common
@click.option("--text", default="", help="Only those whose name has these words.")
@click.option("-n", "--limit", type=click.IntRange(1, 10_000), default=40, show_default=True)
def situations(data: Path | None, as_json: bool, text: str, limit: int) -> None:
    """Situations: long developments with their stories."""
    with reading(data) as desk:
        found = desk.store.situations(text=text, limit=limit)
    rows = [
        {
            "id": s.id,
            "name": s.name,
            "stories": s.stories,
            "lines": s.lines,
            "since": f"{s.first_time:%Y-%m-%d}",
            "parent": s.parent,
        }
        for s in found
    ]
    if as_json:
        put(rows, as_json=True)
    elif rows:
        table(["situation", "name", "stories", "lines", "since"], [list(r.values())[:5] for r in rows], right=(0, 2, 3))
    else:
        say("No story has grown into a situation yet. `copytaster dossier STORY` tells a story that stands alone;")
        say("`copytaster decide merge --level situation STORY STORY` puts several together.")


@click.command()
@common
@click.argument("id", type=int)
@click.option(
    "--format", "form", type=click.Choice(["markdown", "html", "json", "ninjs", "pdf"]), help="Print it as a file of this form."
)
@click.option("--edition", type=int, help="The edition of that number instead of what stands now.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file; standard output if not given.")
@click.option("--smooth", is_flag=True, help="Let the settings' language model smooth it, as far as the sources bear that out.")
def dossier(
    data: Path | None, as_json: bool, id: int, form: str | None, edition: int | None, output: Path | None, smooth: bool
) -> None:
    """The dossier on a situation, or on a story that stands alone: six sections, every sentence with its source."""
    from copytaster.dossier.daymarks import day_marks
    from copytaster.dossier.plain import plain
    from copytaster.dossier.printed import Imprint, as_values, marks_of

    with reading(data) as desk:
        if form or edition:
            file = desk.print_dossier(id, form or "markdown", edition=edition)
            if output is None:
                sys.stdout.buffer.write(file.body)
                return
            output.write_bytes(file.body)
            put({"file": str(output), "bytes": len(file.body)}, as_json=as_json, lines=lambda: [f"Written to {output}."])
            return
        told, asked = desk.smooth(id) if smooth else (desk.tell(id), None)
        fallen = desk.fallen(told.dossier, printed=False)
    if as_json:
        smoothing = (
            {
                "smoothing": {
                    "offered": asked.offered,
                    "refused_share": asked.refused_share,
                    "refused": plain(asked.refused),
                    "unread": list(asked.unread),
                }
            }
            if asked
            else {}
        )
        put({**as_values(told.dossier, Imprint(), fallen), "findings": plain(told.findings), **smoothing}, as_json=True)
        return
    numbers: dict[tuple[int, int, int], int] = {}
    click.echo(f"{told.dossier.title}\n")
    if fallen.notice:
        click.echo(f"{fallen.notice}\n")
    for section in told.dossier.sections:
        click.echo(section.title.upper())
        if not section.sentences:
            click.echo(f"  ({section.note})")
        for day, sentence in zip(day_marks(section.sentences), section.sentences, strict=True):
            marks = "".join(f"[{numbers.setdefault((c.version, c.start, c.end), len(numbers) + 1)}]" for c in sentence.citations)
            gone = fallen.resting(sentence.citations)
            known = f" ({said})" if (said := marks_of(sentence)) else ""
            click.echo(f"  {f'{day}: ' if day else ''}{sentence.text} {marks}{known}{f' ({gone})' if gone else ''}")
        click.echo("")
    click.echo("SOURCES")
    for (version, _, _), number in numbers.items():
        item = told.versions[version].item
        outlets = ", ".join(c.outlet for c in item.credits)
        click.echo(f"  [{number}] version {version}, {told.versions[version].source}{f', citing {outlets}' if outlets else ''}")
    for finding in told.findings:
        click.echo(f"{finding.severity.value}: {finding.place}: {finding.reason}")
    if asked and asked.unread:
        click.echo(f"The model's answer could not be read for: {', '.join(asked.unread)}. These stay as they were composed.")
    if asked and (asked.offered or not asked.unread):
        click.echo(f"The model offered {asked.offered} sentences; {len(asked.refused)} were refused ({asked.refused_share:.0%}).")
        for one in asked.refused:
            click.echo(f"  {one.place}: {one.why}: {one.text}")


@click.command()
@common
@click.argument("words", nargs=-1, required=True)
@click.option("--source", default="", help="Only this wire, by its key, name or address.")
@click.option("-n", "--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
def search(data: Path | None, as_json: bool, words: tuple[str, ...], source: str, limit: int) -> None:
    """Search everything, older wordings too. Ends with 1 where nothing was found."""
    with reading(data) as desk:
        hits = desk.store.search(" ".join(words), limit=limit, source=_wire_of(desk, source))
    if as_json:
        put([{**_line(h.line), "snippet": h.snippet.replace("\x02", "").replace("\x03", "")} for h in hits], as_json=True)
    elif hits:
        table(
            ["line", "time", "wire", "headline"],
            [[h.line.id, _time(h.line), h.line.source, _words(h.line)] for h in hits],
            right=(0,),
        )
    else:
        say("Nothing has these words.")
    if not hits:
        sys.exit(1)


@click.command()
@common
@click.argument("what", type=click.Choice(["opml", "lines", "stories", "decisions", "editions"]))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file; standard output if not given.")
def export(data: Path | None, as_json: bool, what: str, output: Path | None) -> None:
    """Take out WHAT: the sources as OPML; lines, stories, decisions or editions as JSON lines."""
    with reading(data) as desk:
        text = "".join(_exported(desk, what))
    if output:
        output.write_text(text, encoding="utf-8")
        put({"file": str(output), "bytes": len(text.encode())}, as_json=as_json, lines=lambda: [f"Written to {output}."])
    else:
        click.echo(text, nl=False)


def _exported(desk: Desk, what: str) -> list[str]:
    from copytaster.desk.adding import as_opml
    from copytaster.store.base import Wanted

    if what == "opml":
        return [as_opml(desk)]
    if what == "lines":
        lines = desk.store.lines(Wanted(limit=-1, genre=None, spiked=True))
        values = [{**_line(line), "chain": _chain(desk, line)} for line in lines]
    elif what == "stories":
        values = [
            {"id": s.id, "title": s.title, "time": s.time.isoformat(), "situation": s.situation, "lines": s.lines}
            for s in desk.store.stories()
        ]
    elif what == "decisions":
        values = [
            {
                "id": d.id,
                "kind": d.kind.value,
                "on": d.on,
                "at": d.at.isoformat(),
                "by": d.by,
                "note": d.note,
                **d.detail,
                "undoes": d.undoes,
            }
            for d in desk.store.decisions()
        ]
    else:
        values = [
            {
                "id": e.id,
                "kind": e.kind,
                "number": e.number,
                "title": e.title,
                "at": e.at.isoformat(),
                "content": desk.content_of(e),
            }
            for e in desk.store.editions()
        ]
    return [json.dumps(value, ensure_ascii=False, default=str) + "\n" for value in values]


def _short(when: object) -> str:
    """A time as far as a table of the day needs it: "11-23 06:22"."""
    return str(when)[5:16].replace("T", " ") if when else ""


def _one(name: str) -> str:
    """What one of a figure's things is called: "1 delivery", "1 story"; a state has one form only."""
    return f"{name[:-3]}y" if name.endswith("ies") else name.removesuffix("s")


@click.command()
@common
def health(data: Path | None, as_json: bool) -> None:
    """How the wires fare, those in trouble first, and what lies in the store. Ends with 1 where one is silent, broken or gone."""
    from copytaster.desk.wellbeing import health_of
    from copytaster.model import HANDED_OVER

    with reading(data) as desk:
        figures = desk.store.figures()
        rows = []
        for source in desk.store.sources():
            state = desk.store.state(source.key)
            held = health_of(desk, source, state)
            rows.append(
                {
                    "source": source.key,
                    "name": source.name,
                    "status": held.status.value if held else HANDED_OVER,
                    "why": held.why if held else "",
                    "checked": state.checked.isoformat(timespec="seconds") if state.checked else None,
                    "next_check": state.next_check.isoformat(timespec="seconds") if state.next_check else None,
                    "failures": state.failures,
                    "is_trouble": bool(held and held.status.is_trouble),
                }
            )
    rows.sort(key=lambda row: not row["is_trouble"])
    counted = {name: getattr(figures, name) for name in figures.__dataclass_fields__}
    if as_json:
        put({"figures": counted, "sources": rows}, as_json=True)
    else:
        click.echo(", ".join(f"{value:,} {_one(name) if value == 1 else name}" for name, value in counted.items() if value))
        if rows:
            table(
                ["source", "status", "asked", "next", "why"],
                [[r["source"], r["status"], _short(r["checked"]), _short(r["next_check"]), r["why"]] for r in rows],
            )
        else:
            say("No wire yet. Add one: copytaster add https://…")
    if any(r["is_trouble"] for r in rows):
        sys.exit(1)
