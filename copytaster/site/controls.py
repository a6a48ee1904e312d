"""The controls of the desk: entering with the token, and decisions, from forms and from programs.

A form carries a seal that only a page of this desk could give it; a program sends the token with each request.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from copytaster.desk.decisions import Ruling
from copytaster.desk.desk import Desk
from copytaster.errors import CopytasterError, NotAllowed, StoreTrouble, Uncited, Undecidable, Unknown
from copytaster.fetch.drops import MAX_FILE
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
    form = await _form(request)
    guard: Guard = request.app.state.guard
    if not guard.knows(form.get("token", "")):
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
    values, on = await (_from_json(request) if is_json else _from_form(request))
    ruling = await run_in_threadpool(_carry_out, request.app.state.desk, values, on)
    if is_json:
        return JSONResponse({"decision": ruling.decision.id, "said": ruling.said, "change": ruling.change})
    return RedirectResponse(_back(request), 303)


async def publish(request: Request) -> Response:
    """POST /publish: freeze a dossier or an analysis as its next edition (fields what, id, note, over)."""
    is_json = request.headers.get("content-type", "").startswith("application/json")
    await _allowed(request)
    values: Mapping[str, Any] = await (_json(request) if is_json else _form(request))
    desk: Desk = request.app.state.desk
    number, note = _whole(str(values.get("id", ""))), str(values.get("note") or "")

    def made() -> Edition:
        if values.get("what") == "analysis":
            return desk.publish_analysis(number, note=note, over_findings=bool(values.get("over")))
        if values.get("what") == "dossier":
            return desk.publish_dossier(number, note=note, smooth=bool(values.get("smooth")))
        raise Undecidable("publish what? an analysis or a dossier")

    edition = await run_in_threadpool(made)
    if is_json:
        return JSONResponse({"edition": edition.number, "url": f"/edition/{edition.id}", "decision": edition.decision})
    return RedirectResponse(_back(request), 303)


async def add(request: Request) -> Response:
    """POST /add: what `copytaster add` would add, ordered from the command line while the desk is served."""

    body = None
    if request.headers.get("content-type", "").startswith("application/octet-stream"):
        body = await _handed_over(request)

    def made(desk: Desk, values: Mapping[str, Any]) -> dict[str, Any]:
        pace = Pace(values["pace"]) if values.get("pace") else None
        added = desk.add(
            str(values["what"]),
            name=str(values.get("name") or ""),
            pace=pace,
            ask=bool(values.get("ask", True)),
            body=body,
            kind=str(values.get("kind") or ""),
            settings={str(name): str(value) for name, value in dict(values.get("settings") or {}).items()},
        )
        return added.as_values(desk)

    return await _ordered(request, made, None if body is None else _of_query(request))


async def _handed_over(request: Request) -> bytes:
    """The bytes that a program hands over with its token; a form may not."""
    editor = editor_of(request)
    if editor is None or editor.seal:
        raise NotAllowed("this takes the desk's token")
    return await _body(request, most=MAX_FILE)


def _of_query(request: Request) -> dict[str, Any]:
    values: dict[str, Any] = dict(request.query_params)
    return {**values, "settings": _object(values.get("settings") or "{}")}


async def release(request: Request) -> Response:
    """POST /release: let held versions out, ordered from the command line while the desk is served."""
    return await _ordered(request, lambda desk, values: {"released": desk.let_out([int(n) for n in values["versions"]])})


async def retire(request: Request) -> Response:
    """POST /retire: ask sources no more, ordered from the command line while the desk is served."""
    return await _ordered(
        request, lambda desk, values: {"retired": [s.key for s in desk.retire([str(name) for name in values["sources"]])]}
    )


async def read_again(request: Request) -> Response:
    """POST /quarantine/again: read quarantined deliveries once more, ordered from the command line while the desk is served."""

    def made(desk: Desk, values: Mapping[str, Any]) -> dict[str, Any]:
        delivery = values.get("delivery")
        done = desk.read_again(None if delivery is None else int(delivery))
        return {"items": done.items, "quarantined": done.quarantined, "problems": done.problems}

    return await _ordered(request, made)


async def retaste(request: Request) -> Response:
    """POST /retaste: judge everything again, ordered from the command line while the desk is served."""
    return await _ordered(request, lambda desk, values: {"versions": desk.judge_again()})


async def fetch(request: Request) -> Response:
    """POST /fetch: ask sources now, ordered from the command line while the desk is served."""

    def made(desk: Desk, values: Mapping[str, Any]) -> dict[str, Any]:
        asked = desk.fetch([str(key) for key in values.get("sources") or ()], even_early=bool(values.get("even_early")))
        rows = [
            {"source": a.source.key, "outcome": a.outcome, "entries": a.entries, "items": a.items, "problem": a.problem}
            for a in asked
        ]
        return {"asked": rows}

    return await _ordered(request, made)


async def _ordered(
    request: Request, made: Callable[[Desk, Mapping[str, Any]], dict[str, Any]], given: dict[str, Any] | None = None
) -> Response:
    await _allowed(request)
    values = await _json(request) if given is None else given
    try:
        return JSONResponse(await run_in_threadpool(made, request.app.state.desk, values))
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise Undecidable(f"this order makes no sense: {error}") from None


def _carry_out(desk: Desk, values: Mapping[str, str], on: Sequence[int]) -> Ruling:
    kind = values.get("kind", "")
    if kind == "undo":
        return desk.undo(_whole(values.get("undoes", "")), by=values.get("by") or "desk", note=values.get("note", ""))
    try:
        named = DecisionKind(kind)
    except ValueError:
        raise Undecidable(f"there is no decision named {kind!r}") from None
    level = values.get("level", "")
    if level not in ("", "line", "story", "situation"):
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
    pairs = await _pairs(request)
    values = {name: value for name, value in pairs if name != "on"}
    return values, [_whole(value) for name, value in pairs if name == "on"]


async def _from_json(request: Request) -> tuple[dict[str, str], list[int]]:
    await _allowed(request)
    body = await _json(request)
    on = body.get("on") or []
    if not isinstance(on, list):
        raise Undecidable("`on` is a list of numbers")
    values = {name: str(value) for name, value in body.items() if name != "on" and value is not None}
    return values, [_whole(str(value)) for value in on]


def _whole(text: str) -> int:
    if not text.strip().isascii() or not text.strip().isdigit() or len(text) > 15:
        raise Undecidable(f"{text[:40]!r} is no number of a line, story, situation or decision")
    return int(text)


async def _form(request: Request) -> dict[str, str]:
    return dict(await _pairs(request))


async def _pairs(request: Request) -> list[tuple[str, str]]:
    """The fields of a form in their order."""
    try:
        return parse_qsl((await _body(request)).decode("utf-8"), keep_blank_values=True, max_num_fields=64)
    except ValueError:
        raise NotAllowed("the form makes no sense") from None


async def _body(request: Request, *, most: int = _LARGEST_FORM) -> bytes:
    """The body of a request, which usually may only be small. It is read once and kept with the request."""
    kept: bytes | None = getattr(request.state, "body", None)
    if kept is None:
        kept = b""
        async for part in request.stream():
            kept += part
            if len(kept) > most:
                raise NotAllowed("the request is too large")
        request.state.body = kept
    return kept


async def _json(request: Request) -> dict[str, Any]:
    return _object(await _body(request))


def _object(text: bytes | str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise Undecidable("this is not JSON") from None
    if not isinstance(value, dict):
        raise Undecidable("an order is an object with fields")
    return value


async def _allowed(request: Request) -> Editor:
    """The editor who sends a request that changes something. Raises `NotAllowed`."""
    await _body(request)
    editor = editor_of(request)
    if editor is None:
        raise NotAllowed("this takes the desk's token")
    if editor.seal and (await _form(request)).get("seal") != editor.seal:
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
