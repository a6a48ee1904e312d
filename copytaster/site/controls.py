"""The controls of the desk: entering with the token, and decisions, from forms and from programs.

A form carries a seal that only a page of this desk could give it; a program sends the token with each request.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from copytaster.desk.decisions import Ruling
from copytaster.desk.desk import Desk
from copytaster.errors import CopytasterError, NotAllowed, StoreTrouble, Uncited, Undecidable, Unknown
from copytaster.model import DecisionKind, Pace
from copytaster.site.auth import COOKIE, Editor, Guard, editor_of
from copytaster.site.faces import Ask, Page
from copytaster.store.base import Edition

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


async def publish(request: Request) -> Response:
    """POST /publish: freeze a dossier or an analysis as its next edition (fields what, id, note, over)."""
    is_json = request.headers.get("content-type", "").startswith("application/json")
    await _allowed(request)
    values: Mapping[str, Any] = await request.json() if is_json else await request.form(max_fields=16)
    desk: Desk = request.app.state.desk
    number, note = _whole(str(values.get("id", ""))), str(values.get("note") or "")

    def made() -> Edition:
        if values.get("what") == "analysis":
            return desk.publish_analysis(number, note=note, over_findings=bool(values.get("over")))
        if values.get("what") == "dossier":
            return desk.publish_dossier(number, note=note)
        raise Undecidable("publish what? an analysis or a dossier")

    try:
        edition = await run_in_threadpool(made)
    except CopytasterError as error:
        if is_json:
            return JSONResponse({"error": str(error)}, status_of(error))
        raise
    if is_json:
        return JSONResponse({"edition": edition.number, "url": f"/edition/{edition.id}", "decision": edition.decision})
    return RedirectResponse(_back(request), 303)


async def add(request: Request) -> Response:
    """POST /add: what `copytaster add` would add, ordered from the command line while the desk is served."""

    def made(desk: Desk, values: Mapping[str, Any]) -> dict[str, Any]:
        pace = Pace(values.get("pace") or Pace.NEWS)
        added = desk.add(str(values["what"]), name=str(values.get("name") or ""), pace=pace, ask=bool(values.get("ask", True)))
        return {
            "sources": [s.key for s in added.sources],
            "items": added.intake.items + sum(a.items for a in added.asked),
            "problems": [*added.intake.problems, *(a.problem for a in added.asked if a.problem)],
            "notes": added.intake.notes[:20],
        }

    return await _ordered(request, made)


async def fetch(request: Request) -> Response:
    """POST /fetch: ask sources now, ordered from the command line while the desk is served."""

    def made(desk: Desk, values: Mapping[str, Any]) -> dict[str, Any]:
        asked = desk.fetch([str(key) for key in values.get("sources") or ()])
        rows = [
            {"source": a.source.key, "outcome": a.outcome, "entries": a.entries, "items": a.items, "problem": a.problem}
            for a in asked
        ]
        return {"asked": rows}

    return await _ordered(request, made)


async def _ordered(request: Request, made: Callable[[Desk, Mapping[str, Any]], dict[str, Any]]) -> Response:
    try:
        await _allowed(request)
        values = await request.json()
        if not isinstance(values, dict):
            raise Undecidable("an order is an object")
        return JSONResponse(await run_in_threadpool(made, request.app.state.desk, values))
    except CopytasterError as error:
        return JSONResponse({"error": str(error)}, status_of(error))
    except (KeyError, ValueError) as error:
        return JSONResponse({"error": f"this order makes no sense: {error}"}, 400)


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
    if isinstance(error, Undecidable | Uncited):
        return 409
    return 503 if isinstance(error, StoreTrouble) else 400
