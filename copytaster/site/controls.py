"""The controls of the desk: entering with the token, and decisions, from forms and from programs.

A form carries a seal that only a page of this desk could give it; a program sends the token with each request.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from copytaster.desk.decisions import Ruling
from copytaster.desk.desk import Desk
from copytaster.errors import CopytasterError, NotAllowed, StoreTrouble, Undecidable, Unknown
from copytaster.model import DecisionKind
from copytaster.site.auth import COOKIE, Editor, Guard, editor_of
from copytaster.site.faces import Ask, Page

_LARGEST_FORM = 64 * 1024


def door(ask: Ask) -> Page:
    """The page where the token is shown."""
    return Page("enter.html", "Desk", {"wrong": bool(ask.query.get("wrong"))})


async def enter(request: Request) -> Response:
    """POST /desk: a browser shows the token and gets the cookie."""
    form = await request.form(max_fields=8)
    guard: Guard = request.app.state.guard
    if not guard.knows(str(form.get("token", ""))):
        return RedirectResponse("/desk?wrong=1", 303)
    answer = RedirectResponse("/", 303)
    guard.let_in(answer, secure=request.url.scheme == "https")
    return answer


async def leave(request: Request) -> Response:
    """POST /desk/leave: the browser forgets the cookie."""
    await _allowed(request)
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(COOKIE)
    return answer


async def decide(request: Request) -> Response:
    """POST /decide: a decision from a form (fields kind, on, level, note, headline, undoes) or the same as JSON."""
    is_json = request.headers.get("content-type", "").startswith("application/json")
    try:
        values, on = await (_from_json(request) if is_json else _from_form(request))
        ruling = await run_in_threadpool(_carry_out, request.app.state.desk, values, on)
    except CopytasterError as error:
        if is_json:
            return JSONResponse({"error": str(error)}, status_of(error))
        raise
    if is_json:
        return JSONResponse({"decision": ruling.decision.id, "said": ruling.said, "change": ruling.change})
    return RedirectResponse(_back(request), 303)


def _carry_out(desk: Desk, values: Mapping[str, str], on: Sequence[int]) -> Ruling:
    kind = values.get("kind", "")
    if kind == "undo":
        return desk.undo(_whole(values.get("undoes", "")), by=values.get("by") or "desk", note=values.get("note", ""))
    try:
        named = DecisionKind(kind)
    except ValueError:
        raise Undecidable(f"there is no decision named {kind!r}") from None
    level = values.get("level") or "line"
    if level not in ("line", "story", "situation"):
        raise Undecidable(f"there is no level named {level!r}: line, story or situation")
    return desk.decide(
        named,
        on,
        level=level,
        by=values.get("by") or "desk",
        note=values.get("note", ""),
        headline=values.get("headline", ""),
    )


async def _from_form(request: Request) -> tuple[dict[str, str], list[int]]:
    await _allowed(request)
    form = await request.form(max_fields=64)
    values = {name: str(value) for name, value in form.items() if name != "on"}
    return values, [_whole(str(value)) for value in form.getlist("on")]


async def _from_json(request: Request) -> tuple[dict[str, str], list[int]]:
    await _allowed(request)
    body: Any = await request.json()
    if not isinstance(body, dict):
        raise Undecidable("a decision is an object with kind and on")
    on = body.get("on") or []
    if not isinstance(on, list):
        raise Undecidable("`on` is a list of numbers")
    values = {name: str(value) for name, value in body.items() if name != "on" and value is not None}
    return values, [_whole(str(value)) for value in on]


def _whole(text: str) -> int:
    if not text.strip().isdigit() or len(text) > 15:
        raise Undecidable(f"{text[:40]!r} is no number of a line, story, situation or decision")
    return int(text)


async def _allowed(request: Request) -> Editor:
    """The editor who sends a request that changes something. Raises `NotAllowed`."""
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > _LARGEST_FORM:
        raise NotAllowed("the request is too large")
    editor = editor_of(request)
    if editor is None:
        raise NotAllowed("this takes the desk's token")
    if editor.seal:
        form = await request.form(max_fields=64) if "form" in request.headers.get("content-type", "") else {}
        if form.get("seal") != editor.seal:
            raise NotAllowed("the form was not made by this desk, or is too old: load the page again")
    return editor


def _back(request: Request) -> str:
    """Where the form stood, if that is a page of this desk."""
    came_from = urlsplit(request.headers.get("referer", ""))
    if came_from.netloc == request.headers.get("host") and came_from.path.startswith("/"):
        return came_from.path + (f"?{came_from.query}" if came_from.query else "")
    return "/"


def status_of(error: CopytasterError) -> int:
    """The HTTP status of an error."""
    if isinstance(error, Unknown):
        return 404
    if isinstance(error, NotAllowed):
        return 403
    if isinstance(error, Undecidable):
        return 409
    return 503 if isinstance(error, StoreTrouble) else 400
