"""Options that all commands take, the way to the desk, and printing: a table for people, one JSON value for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from copytaster.desk.desk import Desk
    from copytaster.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])

data_option = click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="The desk's folder; the usual user folder if not given."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")


def common(function: F) -> F:
    """The options `--data` and `--json`."""
    return json_option(data_option(function))


def settings_for(data: Path | None, **given: Any) -> Settings:
    """The settings that hold for a command."""
    from copytaster.settings import load

    return load({"data": data, **given})


@contextmanager
def reading(data: Path | None) -> Iterator[Desk]:
    """The desk, to read only: works beside a desk that is served."""
    from copytaster.desk.desk import open_desk

    with open_desk(settings=settings_for(data), writable=False) as desk:
        yield desk


@contextmanager
def writing(data: Path | None, *, make: bool = False) -> Iterator[Desk]:
    """The desk, to write; made where there is none, if that is what the command is for. Raises `StoreBusy` where it is served by
    another process, `StoreTrouble` where no desk is."""
    from copytaster.desk.desk import open_desk
    from copytaster.errors import StoreTrouble

    settings = settings_for(data)
    if not make and not settings.database.exists():
        raise StoreTrouble(f"{settings.data}: there is no desk here yet. Begin one with: copytaster add URL, or copytaster demo.")
    with open_desk(settings=settings) as desk:
        yield desk


def say(text: str) -> None:
    """A sentence for people, where it does not disturb what a program reads."""
    click.echo(text, err=True)


def put(value: Any, *, as_json: bool, lines: Callable[[], Sequence[str]] | None = None) -> None:
    """One JSON value, or lines for people."""
    if as_json or lines is None:
        click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))
    else:
        click.echo("\n".join(lines()))


# Columns up to this width are not broken; what is not shown at a terminal has so many signs a line.
_SHORT, _PIPED = 24, 160


def table(headings: Sequence[str], rows: Sequence[Sequence[Any]], *, right: Sequence[int] = ()) -> None:
    """A table for people. Columns named in `right` hold numbers. What is piped on is wide: a name that is broken in two cannot be
    looked for."""
    from rich.console import Console
    from rich.table import Table

    made = Table(box=None, pad_edge=False, header_style="bold")
    for i, heading in enumerate(headings):
        is_short = i < len(headings) - 1 and max((len(str(row[i] or "")) for row in rows), default=0) <= _SHORT
        made.add_column(heading, justify="right" if i in right else "left", overflow="fold", no_wrap=is_short)
    for row in rows:
        made.add_row(*("" if cell is None else str(cell).replace("[", "\\[") for cell in row))
    Console(highlight=False, width=None if sys.stdout.isatty() else _PIPED).print(made)


@contextmanager
def progress(said: str, total: int | None, *, quiet: bool) -> Iterator[Callable[[int], None]]:
    """A progress bar on the error stream, for people at a terminal; the function it gives takes how much was done."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        disable=quiet,
        transient=False,
    ) as bar:
        task = bar.add_task(said, total=total)
        yield lambda done: bar.advance(task, done)
        # The total is an estimate until all was read: a file may hold fewer items than lines.
        bar.update(task, total=bar.tasks[task].completed)
