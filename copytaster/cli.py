"""The command line: `copytaster`. It reads what was typed, hands it to a command, and turns errors into sentences and exit codes.

Exit codes: 0 done; 1 something is wrong with the world; 2 wrong use or a wrong setting; 3 the database cannot be used; 4 there is
no such thing; 5 a decision that makes no sense; 6 not allowed; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from copytaster import __version__
from copytaster.commands import decide, house, intake, judge, read, run
from copytaster.errors import CopytasterError


class _Program(click.Group):
    """The commands. Whoever reads our output may stop reading: that is no error, whatever click makes of it."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        return done


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="copytaster")
def cli() -> None:
    """The desk that tastes incoming copy: folds the versions of one dispatch, builds stories and situations, and tells them
    with every sentence cited.

    Begin with `copytaster demo`, or with `copytaster add https://example.org/feed.xml` and `copytaster serve`.
    """


for command in (
    run.demo,
    run.serve,
    intake.add,
    intake.fetch,
    read.wire,
    read.front,
    read.story,
    read.situations,
    read.dossier,
    read.search,
    read.export,
    read.health,
    judge.taste,
    judge.check,
    judge.eval_,
    decide.decide,
    decide.undo,
    decide.publish,
    decide.decisions,
    intake.retire,
    intake.retaste,
    intake.quarantine,
    intake.held,
    house.settings,
    house.token,
    house.completion,
):
    cli.add_command(command)


def main() -> None:
    """The entry of the program."""
    try:
        code = cli.main(standalone_mode=False)
    except CopytasterError as error:
        click.echo(f"copytaster: {error}", err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo("copytaster: interrupted", err=True)
        sys.exit(130)
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
