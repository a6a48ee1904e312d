"""What an answer, or the lack of one, means for a source. Pure: an `Answer` or a `Trouble` and the state before give a `Pulled`."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

from copytaster.fetch import headers
from copytaster.fetch.headers import printable
from copytaster.fetch.history import answered
from copytaster.fetch.outcome import Answer, Outcome, Pulled, Trouble
from copytaster.fetch.pace import BOUNDS, learnt, noted
from copytaster.fetch.schedule import LONGEST_PLEA, RATE_LIMITED, next_check
from copytaster.model import Delivery, Source, SourceState

# A new address that fails this often in a row was no good: the old one is asked again.
_MOVE_PATIENCE = 3
# For so many addresses beside the last one that answered it is kept what they gave.
_OTHERS = 4
Validators = tuple[str | None, str | None]


def start(source: Source, state: SourceState) -> str:
    """The address to ask: where permanent redirects led, as long as the source's own address is the one they led from."""
    if state.moved_to and state.notes.get("moved_from", source.address) == source.address:
        return state.moved_to
    return source.address


def validators(state: SourceState, address: str) -> dict[str, str]:
    """The conditional headers for an address: only what this very address gave, since another's mean nothing to it."""
    etag, modified = _given(state, address)
    pairs = (("If-None-Match", etag), ("If-Modified-Since", modified))
    return {name: value for name, value in pairs if value}


def _given(state: SourceState, address: str) -> Validators:
    if state.notes.get("validated", address) == address:
        return state.etag, state.last_modified
    return _others(state).get(address, (None, None))


def _validated(state: SourceState, address: str, given: Validators) -> SourceState:
    """The state with what an address gave now. What others gave is kept, too: redirects lead to one mirror and then to another, or
    to a login page and back."""
    others = _others(state)
    before = state.notes.get("validated", address)
    # What could not be read is asked for in full when it stands there again.
    if before != address and (state.etag or state.last_modified) and not noted(state, "unreadable"):
        others[before] = (state.etag, state.last_modified)
    others.pop(address, None)
    notes = {name: value for name, value in state.notes.items() if name != "others"} | {"validated": address}
    if others:
        notes["others"] = json.dumps(dict(list(others.items())[-_OTHERS:]))
    return replace(state, etag=given[0], last_modified=given[1], notes=notes)


def _others(state: SourceState) -> dict[str, Validators]:
    try:
        return {str(address): (etag, modified) for address, (etag, modified) in json.loads(state.notes["others"]).items()}
    except (KeyError, ValueError, TypeError, AttributeError):
        return {}


def decide(source: Source, state: SourceState, answer: Answer, *, now: dt.datetime, seconds: float) -> Pulled:
    """The outcome of an answer that came whole. `now` is when it had arrived, `seconds` what it took."""
    trouble = trouble_of(answer, now)
    if answer.status == 304 and not validators(state, answer.address):
        trouble = Trouble(Outcome.BROKEN, "the server says that nothing has changed without being asked")
    if trouble:
        told = _told(source, answer, now, is_plea=True)
        if trouble.outcome is Outcome.RATE_LIMITED:
            told = told or RATE_LIMITED
        return fail(source, state, trouble, now=now, seconds=seconds, told=told)
    if answer.status == 304:
        return _not_modified(source, state, answer, now, seconds)
    kept = _succeeded(source, state, answer, now, seconds)
    kept = _validated(kept, answer.address, (answer.etag, answer.last_modified))
    kept = _timed(source, kept, now, {"told": _number(_told(source, answer, now))})
    delivery = Delivery(source.key, now, answer.body, shown(answer.address), headers.media_type(answer.headers))
    return Pulled(Outcome.NEW, kept, delivery, headers.links(answer.links, answer.address))


def fail(source: Source, state: SourceState, trouble: Trouble, *, now: dt.datetime, seconds: float, told: float = 0.0) -> Pulled:
    """The outcome of a request that failed: validators are kept, the wait grows, the problem is one sentence."""
    failures = state.failures + 1
    is_gone = trouble.outcome is Outcome.GONE
    was_heard = trouble.outcome is not Outcome.UNREACHABLE
    after = next_check(source, state, after=now, told=told, failures=failures, was_heard=was_heard)
    # Where it is gone it is asked again only by its name, and then from its own address: that may say another way now.
    gives_up_move = failures >= _MOVE_PATIENCE or is_gone
    kept = replace(
        state,
        status=trouble.outcome.value,
        checked=now,
        next_check=None if is_gone else after,
        failures=failures,
        problem=sentence(source, trouble, None if is_gone else after),
        moved_to=None if gives_up_move else state.moved_to,
        seconds=seconds,
        notes=answered(state.notes, trouble.outcome, seconds),
    )
    return Pulled(trouble.outcome, kept)


def sentence(source: Source, trouble: Trouble, after: dt.datetime | None, *, address: str = "") -> str:
    """One sentence: which source (and which of its pages), what happened, what to do or what the desk will do."""
    advice = trouble.advice or (f"it is asked again at {after:%Y-%m-%d %H:%M} UTC" if after else "")
    name, where = shown(source.name or source.key), shown(address or source.address)
    told = name if name == where else f"{name} ({where})"
    return printable(f"{told}: {trouble}" + (f"; {advice}." if advice else "."))


def shown(address: str) -> str:
    """An address without the user and password that may stand in it."""
    try:
        parts = urlsplit(address)
        return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    except ValueError:
        return address


def _not_modified(source: Source, state: SourceState, answer: Answer, now: dt.datetime, seconds: float) -> Pulled:
    """A 304 may bring newer validators and freshness; what it leaves out stands as it was (RFC 9111, 4.3.4)."""
    kept = _succeeded(source, state, answer, now, seconds)
    etag, modified = _given(state, answer.address)
    kept = _validated(kept, answer.address, (answer.etag or etag, answer.last_modified or modified))
    if noted(state, "unreadable") and state.notes.get("validated", answer.address) != answer.address:
        # It was another address that sent what could not be read: a login page, say, to which no redirect leads any more.
        kept = replace(kept, notes={name: value for name, value in kept.notes.items() if name != "unreadable"})
    elif noted(state, "unreadable"):
        # What stands there is still what could not be read.
        kept = replace(kept, status=state.status, problem=state.problem, failures=state.failures)
    notes = {"rate": f"{learnt(source.pace, noted(state, 'rate'), fresh=0, span=noted(kept, 'span') or 0):.3f}"}
    told = _told(source, answer, now)
    if told or "Cache-Control" in answer.headers:
        notes["told"] = _number(told)
    return Pulled(Outcome.NOT_MODIFIED, _timed(source, kept, now, notes), links=headers.links(answer.links, answer.address))


def _succeeded(source: Source, state: SourceState, answer: Answer, now: dt.datetime, seconds: float) -> SourceState:
    moved_to = state.moved_to
    outcome = Outcome.NOT_MODIFIED if answer.status == 304 else Outcome.NEW
    notes = {
        **answered(state.notes, outcome, seconds),
        "span": _number((now - state.succeeded).total_seconds() if state.succeeded else 0),
    }
    if answer.permanent and answer.permanent != start(source, state):
        moved_to = answer.permanent if answer.permanent != source.address else None
        notes["moved_from"] = source.address
    return replace(
        state, status="ok", checked=now, succeeded=now, failures=0, problem="", seconds=seconds, moved_to=moved_to, notes=notes
    )


def _timed(source: Source, state: SourceState, now: dt.datetime, notes: dict[str, str]) -> SourceState:
    """The state with some more notes and the time of its next check."""
    kept = replace(state, notes={**state.notes, **notes})
    return replace(kept, next_check=next_check(source, kept, after=now, failures=kept.failures))


def _number(seconds: float) -> str:
    return f"{max(seconds, 0):.0f}"


def _told(source: Source, answer: Answer, now: dt.datetime, *, is_plea: bool = False) -> float:
    """How long the server wants to be left alone, in seconds, within the caps."""
    cap = BOUNDS[source.pace].cap
    fresh = min(headers.freshness(answer.headers, now) or 0.0, cap)
    # Some ask for a pause with an answer that is well: it is kept like freshness.
    return max(fresh, min(headers.retry_after(answer.headers, now) or 0.0, LONGEST_PLEA if is_plea else cap))


def trouble_of(answer: Answer, now: dt.datetime) -> Trouble | None:
    """What is wrong with an answer by its status; None when it brings copy, or says that nothing has changed."""
    status = answer.status
    waits = headers.retry_after(answer.headers, now) is not None
    if status == 429 or (waits and status in {403, 503}):
        return Trouble(Outcome.RATE_LIMITED, f"the server asks for fewer requests (HTTP {status})")
    if status == 410:
        return Trouble(
            Outcome.GONE,
            "the feed is gone for good (HTTP 410)",
            advice="it is not asked again, and `copytaster retire` takes it off",
        )
    if status == 404:
        return Trouble(
            Outcome.MISSING, "there is nothing at this address (HTTP 404)", advice="look for the feed's new address on its site"
        )
    if status == 451:
        return Trouble(
            Outcome.DENIED,
            "the server keeps this back for legal reasons, perhaps only where the desk stands (HTTP 451)",
            advice="ask the site",
        )
    if status in {401, 402, 403, 407}:
        advice = "check the user, password or key (copytaster add ADDRESS --set user=NAME --set password=SECRET), or ask the site"
        return Trouble(Outcome.DENIED, f"the server does not let the desk in (HTTP {status})", advice=advice)
    if status == 304:
        return None
    if status == 206:
        # A part that nobody asked for: taken for the whole, its validators would hide the rest for good.
        return Trouble(Outcome.CUT_SHORT, "the server sent a part only (HTTP 206), which was not asked for")
    if not 200 <= status < 300:
        return Trouble(Outcome.BROKEN, f"the server answered with an error (HTTP {status})")
    return None if answer.body else Trouble(Outcome.BROKEN, "the answer was empty")
