"""`settings`, `token`, `completion`: the house itself."""

from __future__ import annotations

from pathlib import Path

import click

from copytaster.commands.common import common, data_option, put, say, settings_for, table


@click.command()
@common
def settings(data: Path | None, as_json: bool) -> None:
    """The settings that hold, what each means, and where they can be set."""
    from copytaster.settings import FILE, meanings

    held = settings_for(data)
    rows = [
        {"name": name, "value": _shown(getattr(held, name)), "default": default, "meaning": meaning}
        for name, default, meaning in meanings()
    ]
    if as_json:
        put(rows, as_json=True)
        return
    table(["setting", "value", "meaning"], [[r["name"], r["value"], r["meaning"]] for r in rows])
    say(f"Set them in {held.data / FILE}, or as COPYTASTER_<NAME> in the environment (the folder itself: COPYTASTER_DESK).")


def _shown(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


@click.command()
@data_option
@click.option("--new", is_flag=True, help="Make a new token; the old one and all cookies are void.")
def token(data: Path | None, new: bool) -> None:
    """Print the desk's token."""
    from copytaster.site.auth import token_of

    folder = settings_for(data).data
    folder.mkdir(parents=True, exist_ok=True)
    if new:
        (folder / "desk.token").unlink(missing_ok=True)
    click.echo(token_of(folder)[0])


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script for a SHELL: eval "$(copytaster completion bash)"."""
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    if made is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(made(ctx.find_root().command, {}, "copytaster", "_COPYTASTER_COMPLETE").source())
