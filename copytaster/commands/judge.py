"""`taste`, `check`, `eval`: the judges without a desk."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from copytaster.commands.common import json_option, put, reading, table
from copytaster.errors import Misconfigured, Unreachable


@click.command()
@json_option
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
def taste(as_json: bool, texts: tuple[str, ...]) -> None:
    """Judge two or more headlines in pairs: one line? one story? and why. A text after the first line break is the body."""
    import dataclasses

    from copytaster.taste.explain import explain

    if len(texts) < 2:
        raise Misconfigured("taste takes two headlines or more; put each in quotes")
    if any(not text.strip() for text in texts):
        raise Misconfigured("one of these headlines is empty; put each in quotes")
    pairs = explain(texts)
    if as_json:
        put([dataclasses.asdict(pair) for pair in pairs], as_json=True)
        return
    for pair in pairs:
        verdict = "one line" if pair.same_line else "one story" if pair.same_story else "two stories"
        click.echo(f"{verdict}\n  1  {pair.first}\n  2  {pair.second}")
        click.echo(f"  line  {pair.line_score:.2f}  {pair.line_why}")
        click.echo(f"  story {pair.story_score:.2f}  {pair.story_why}")
        if pair.advisory:
            click.echo(f"  advisory: {pair.advisory}")


@click.command()
@json_option
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--day", help='The day the text is of, for words like "yesterday": 2025-10-08.')
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the desk whose versions the marks {v:1234} name; without it no mark is followed.",
)
def check(as_json: bool, file: Path, day: str | None, data: Path | None) -> None:
    """Check a Markdown text as a dossier is checked before print. Ends with 1 where something grave was found."""
    import datetime as dt

    from copytaster.desk.telling import examine_text
    from copytaster.dossier.analysis import check_analysis, outline
    from copytaster.dossier.plain import plain
    from copytaster.dossier.values import Severity
    from copytaster.dossier.written import of_item
    from copytaster.model import UTC, Delivery, Genre
    from copytaster.wire import sniff

    try:
        body = file.read_bytes()
    except OSError as error:
        raise Unreachable(f"{file}: {error.strerror}") from error
    held_in = sniff.read(Delivery("file", dt.datetime.now(UTC), body, str(file)))
    texts = [item for item in held_in.items if item.genre is Genre.ANALYSIS]
    if not texts:
        raise Misconfigured(f"{file}: there is no text with a title and headings to check in this file")
    written = of_item(texts[0])
    try:
        when = dt.date.fromisoformat(day) if day else texts[0].day
    except ValueError:
        raise Misconfigured(f"--day {day}: this is no day; write it like 2025-10-08") from None
    today = dt.datetime.now(UTC).date()
    if data is None:
        findings = check_analysis(written, day=when, has_desk=False, today=today)
    else:
        with reading(data) as desk:
            findings = examine_text(desk.store, written, day=when, today=today)
    held = outline(written, day=when)
    if as_json:
        put({"title": written.title, "findings": plain(findings), "outline": plain(held)}, as_json=True)
    else:
        click.echo(written.title)
        # Where no sentence has a source, that is said once.
        at_once = any(f.code == "no-sources" for f in findings)
        shown = [f for f in findings if not (at_once and f.code in {"uncited", "unsourced-section"})]
        table(["", "place", "finding"], [[f.severity.value, f.place, f.reason] for f in shown])
        for event in held.timeline:
            click.echo(f"  {event.when}: {event.text}")
        for contest in held.contests:
            click.echo(f"  contested: {contest.question}")
            for claim in contest.claims:
                click.echo(f"    {claim.speaker}: {claim.words}")
        click.echo("  actors: " + ", ".join(actor.name for actor in held.actors))
    if any(f.severity is Severity.ERROR for f in findings):
        sys.exit(1)


@click.command("eval")
@json_option
@click.argument("name", required=False)
@click.option(
    "--data", "path", envvar="COPYTASTER_DATA", type=click.Path(path_type=Path), help="A file or folder of the documented form."
)
@click.option("--encoder", envvar="COPYTASTER_ROLES_ENCODER", default="", help="For roles: the larger model on this encoder.")
@click.option("--weights", envvar="COPYTASTER_ROLES_WEIGHTS", default="", help="For roles: what was learned on that encoder.")
def eval_(as_json: bool, name: str | None, path: Path | None, encoder: str, weights: str) -> None:
    """Score a judge on data of yours: NAME is one of those that `copytaster eval` lists."""
    from copytaster.evals import EVALS, load

    if name is None:
        table(["name", "what it scores"], [[key, said] for key, (_, said) in EVALS.items()])
        return
    if name not in EVALS:
        raise Misconfigured(f"there is no eval named {name!r}; there are: {', '.join(sorted(EVALS))}")
    if path is None:
        raise Misconfigured("name the data with --data PATH (or COPYTASTER_DATA)")
    if not path.exists():
        raise Unreachable(f"{path}: there is no such file or folder")
    if name == "roles":
        from copytaster.evals.roles import run as run_roles

        score = run_roles(path, encoder=encoder, weights=weights)
    else:
        score = load(name)(path)
    if as_json:
        put(dict(score.figures), as_json=True)
        return
    table(["figure", score.name], [[key, value] for key, value in score.figures.items()], right=(1,))
    for row in score.rows:
        click.echo("  " + ", ".join(f"{key} {value}" for key, value in row.items()))
    for note in score.notes:
        click.echo(f"note: {note}")
    for error in score.errors:
        click.echo(f"error: {error}")
