"""Makes the reference pages that are made from the code: docs/settings.md, docs/commands.md, docs/routes.md.

python -m scripts.docs            write them
python -m scripts.docs --check    end with 1 where one of them is out of date (a test does the same)
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click

from copytaster import cli, open_desk
from copytaster.settings import FILE, meanings
from copytaster.site.app import create_app

DOCS = Path(__file__).parent.parent / "docs"
_MADE = "<!-- Made by `make docs` from the code: change it there. -->"


def settings() -> str:
    """The page on settings."""
    rows = [f"| `{name}` | {f'`{default}`' if default else ''} | {meaning} |" for name, default, meaning in meanings()]
    return "\n".join(
        [
            _MADE,
            "# Settings",
            "",
            f"They stand in `{FILE}` in the desk's folder, or in the file that `COPYTASTER_SETTINGS` names. In the",
            "environment each is `COPYTASTER_<NAME>` (`COPYTASTER_PORT=9000`) and wins over the file; the folder itself is",
            "`COPYTASTER_DESK`. A list is parted by commas there (`COPYTASTER_ALLOW_ADDRESSES=10.0.0.0/8,192.168.0.0/16`).",
            "Options on the command line win over both. `copytaster settings` prints what holds. A setting that is not there, or",
            "that cannot be used, is an error that names the file.",
            "",
            "```toml",
            'title = "The Village Desk"',
            "port = 9000",
            'allow_addresses = ["10.0.0.0/8"]',
            "```",
            "",
            "| setting | default | meaning |",
            "|---|---|---|",
            *rows,
            "",
            "Two variables are not settings: `COPYTASTER_DATA` names the data for `copytaster eval`, and `CHROMIUM` the browser",
            "that the browser tests drive.",
            "",
        ]
    )


def commands() -> str:
    """The page on the command line."""
    parts = [_MADE, "# The command line", "", (cli.__doc__ or "").strip().split("\n\n", 1)[1], ""]
    parent = click.Context(cli.cli, info_name="copytaster", **cli.cli.context_settings)
    for name, command in sorted(cli.cli.commands.items()):
        context = click.Context(command, info_name=name, parent=parent, terminal_width=100, max_content_width=100)
        parts += [f"## copytaster {name}", "", "```", command.get_help(context), "```", ""]
    return "\n".join(parts)


_KINDS = {".rss": "RSS 2.0", ".atom": "Atom", ".feed.json": "JSON Feed 1.1", "/feed.json": "JSON Feed 1.1"}


def routes() -> str:
    """The page on addresses."""
    with tempfile.TemporaryDirectory() as folder, open_desk(folder) as desk:
        found = create_app(desk).routes
    rows = []
    for route in found:
        path = getattr(route, "path", "")
        methods = ", ".join(sorted(set(getattr(route, "methods", None) or {"GET"}) - {"HEAD"}))
        doc = _said(route)
        rows.append(f"| `{methods} {path}` | {doc} |")
    head = [
        _MADE,
        "# Addresses",
        "",
        "Every page has a twin that ends in `.json` with the same values. What changes something takes the desk's token: as a",
        "cookie with the form's seal, or as `Authorization: Bearer TOKEN` with a JSON body.",
        "",
        "| address | what it is |",
        "|---|---|",
    ]
    return "\n".join([*head, *rows, ""])


def _said(route: object) -> str:
    path = getattr(route, "path", "")
    if path == "/static":
        return "style sheet, script, icon"
    if path == "/websub":
        return "where WebSub hubs knock: GET verifies a subscription, POST delivers; one address under it for each"
    if path == "/live":
        return "the live ticker: server-sent events; `after` or `Last-Event-ID` is the last change that the reader saw"
    kind = next((k for k in _KINDS if path.endswith(k)), "")
    if kind:
        shown = "/" if path.startswith("/feed.") else path.removesuffix(kind)
        return f"{_KINDS[kind]} of `{shown}`"
    said = (route.endpoint.__doc__ or "").strip().splitlines()[0]  # type: ignore[attr-defined]
    return f"values: {said}" if path.endswith(".json") else said


PAGES = {"settings.md": settings, "commands.md": commands, "routes.md": routes}


def main() -> None:
    """Write the pages, or check that they are up to date."""
    stale = []
    for name, make in PAGES.items():
        text, file = make(), DOCS / name
        if "--check" in sys.argv:
            if not file.exists() or file.read_text(encoding="utf-8") != text:
                stale.append(name)
        else:
            file.write_text(text, encoding="utf-8")
    if stale:
        sys.exit(f"out of date: {', '.join(stale)}; run `make docs`")


if __name__ == "__main__":
    main()
