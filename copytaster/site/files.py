"""Dossiers as files to take away: the draft that stands now, and each edition. It must not lay out pages."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from copytaster.desk.desk import Desk
from copytaster.desk.printing import FORMS, Printed
from copytaster.desk.telling import DOSSIER
from copytaster.errors import Unknown
from copytaster.site.pages import _number


async def situation(request: Request) -> Response:
    """The dossier on a situation as it stands now, as a file: markdown, html, json, ninjs or pdf."""
    desk: Desk = request.app.state.desk
    number = _number(request.path_params["id"])
    return await _file(request, lambda form: desk.print_dossier(number, form), f"dossier-{number}")


async def edition(request: Request) -> Response:
    """A published edition of a dossier as a file: markdown, html, json, ninjs or pdf."""
    desk: Desk = request.app.state.desk
    number = _number(request.path_params["id"])

    def made(form: str) -> Printed:
        found = next((e for e in desk.store.editions(kind=DOSSIER) if e.id == number), None)
        if found is None or found not in desk.editions(DOSSIER, found.anchor or 0):
            raise Unknown(f"there is no edition {number} of a dossier, or it was taken back")
        return desk.print_edition(found, form)

    return await _file(request, made, f"edition-{number}")


async def _file(request: Request, made: Callable[[str], Printed], name: str) -> Response:
    form = request.path_params["form"]
    if form not in FORMS:
        raise Unknown(f"a dossier comes as {', '.join(FORMS)}, not as {form[:20]}")
    file = await run_in_threadpool(made, form)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{file.ending}"'}
    return Response(file.body, media_type=file.media_type, headers=headers)
