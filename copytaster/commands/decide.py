"""`decide`, `undo`, `publish`, `decisions`: what editors decide. A desk that is served takes the order over its address."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from copytaster.commands.common import common, put, reading, say, settings_for, table, writing
from copytaster.commands.served import order
from copytaster.errors import StoreBusy

_KINDS = ("taste", "spike", "pin", "merge", "split", "same", "not-same", "correct", "kill")


@click.command()
@common
@click.argument("kind", type=click.Choice(_KINDS))
@click.argument("on", nargs=-1, type=int, required=True)
@click.option(
    "--level", type=click.Choice(["line", "story", "situation"]), help="What the numbers name, where it is not the usual."
)
@click.option("--by", default="desk", show_default=True, help="Who decides.")
@click.option("--note", default="", help="Why.")
@click.option("--headline", default="", help="With correct: the right headline, or a situation's right name.")
def decide(
    data: Path | None, as_json: bool, kind: str, on: tuple[int, ...], level: str | None, by: str, note: str, headline: str
) -> None:
    """Decide on lines, stories or situations by their numbers. The decision binds the machine until it is undone.

    \b
    taste LINE...         pick            spike LINE...        take out
    pin LINE...           keep on top     correct LINE         put the headline right, or say what was wrong
    same V V              two versions stand in one line       not-same V V   they do not
    merge STORY STORY     one story       split LINE...        these lines leave their story
    merge --level situation STORY STORY   one situation
    correct --level situation N --headline NAME   its right name
    kill LINE             must not be used; every sentence that rests on it is marked
    """
    where = level or ""
    value = {
        "kind": kind.replace("not-same", "not the same"),
        "on": list(on),
        "level": where,
        "by": by,
        "note": note,
        "headline": headline,
    }
    try:
        with writing(data) as desk:
            made = desk.decide(value["kind"], on, level=where, by=by, note=note, headline=headline)  # type: ignore[arg-type]
        said = {"decision": made.decision.id, "said": made.said, "change": made.change}
    except StoreBusy as busy:
        said = order(settings_for(data).data, "/decide", value, busy=busy)
    put(said, as_json=as_json, lines=lambda: [str(said["said"])])


@click.command()
@common
@click.argument("decision", type=int)
@click.option("--by", default="desk", show_default=True, help="Who decides.")
@click.option("--note", default="", help="Why.")
def undo(data: Path | None, as_json: bool, decision: int, by: str, note: str) -> None:
    """Take a DECISION back. Both stay in the book; undoing the undo brings it into effect again."""
    said: dict[str, Any]
    try:
        with writing(data) as desk:
            made = desk.undo(decision, by=by, note=note)
        said = {"decision": made.decision.id, "said": made.said, "change": made.change}
    except StoreBusy as busy:
        order_ = {"kind": "undo", "undoes": decision, "by": by, "note": note}
        said = order(settings_for(data).data, "/decide", order_, busy=busy)
    put(said, as_json=as_json, lines=lambda: [str(said["said"])])


@click.command()
@common
@click.argument("what", type=click.Choice(["dossier", "analysis"]))
@click.argument("id", type=int)
@click.option("--note", default="", help="What is new in this edition.")
@click.option("--over-findings", is_flag=True, help="Print an analysis although its check found grave faults.")
@click.option("--smooth", is_flag=True, help="Let the language model of the settings smooth a dossier first.")
def publish(data: Path | None, as_json: bool, what: str, id: int, note: str, over_findings: bool, smooth: bool) -> None:
    """Freeze a dossier (by the number of its situation) or an analysis (by that of its line) as its next edition."""
    try:
        with writing(data) as desk:
            if what == "dossier":
                made = desk.publish_dossier(id, note=note, smooth=smooth)
            else:
                made = desk.publish_analysis(id, note=note, over_findings=over_findings)
        said = {"edition": made.number, "url": f"/edition/{made.id}", "decision": made.decision}
    except StoreBusy as busy:
        value = {"what": what, "id": id, "note": note, "over": over_findings, "smooth": smooth}
        said = order(settings_for(data).data, "/publish", value, busy=busy)
    put(said, as_json=as_json, lines=lambda: [f"Edition {said['edition']} is published. Undo: decision {said['decision']}."])


@click.command()
@common
def decisions(data: Path | None, as_json: bool) -> None:
    """The desk's book: every decision, newest first."""
    from copytaster.desk.rulings import undone

    with reading(data) as desk:
        found = desk.store.decisions()
    gone = undone(found)
    rows = [
        {
            "decision": d.id,
            "at": d.at.isoformat(timespec="seconds"),
            "kind": d.kind.value,
            "level": d.detail.get("level", "line"),
            "on": list(d.on),
            "by": d.by,
            "note": d.note or d.detail.get("headline", ""),
            "undoes": d.undoes,
            "taken_back": d.id in gone,
        }
        for d in found
    ]
    if as_json:
        put(rows, as_json=True)
    elif rows:
        table(
            ["", "at", "kind", "on", "by", "note", ""],
            [
                [
                    r["decision"],
                    r["at"],
                    r["kind"],
                    f"{r['level']} {r['on']}",
                    r["by"],
                    r["note"],
                    "taken back" if r["taken_back"] else "",
                ]
                for r in rows
            ],
            right=(0,),
        )
    else:
        say("Nothing was decided yet.")
