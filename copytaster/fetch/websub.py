"""WebSub: a hub sends the news instead of being asked for them (W3C Recommendation of 23 January 2018, and its older form).

Pure but for `subscribe`, which asks. A hub proves nothing by calling: a callback that nobody can guess and a signature over each
delivery decide what is believed. Polling goes on at the slowest pace as a safeguard, because hubs die silently.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from urllib.parse import urljoin, urlsplit

from copytaster.errors import Unreadable
from copytaster.fetch.http import Fetcher
from copytaster.fetch.inflate import unpacked
from copytaster.fetch.limits import FetchSettings
from copytaster.fetch.troubles import NETWORK, explain
from copytaster.model import Delivery, Source, SourceState

LEASE = dt.timedelta(days=10)
# A hub answers within minutes; it is not asked twice within this time.
_BREATH = dt.timedelta(hours=1)
_LONGEST_LEASE = dt.timedelta(days=60)
# A subscription that nobody confirmed, that failed, or that was denied is tried again after so long.
_PATIENCE = {"asked": dt.timedelta(hours=6), "failed": dt.timedelta(days=1), "denied": dt.timedelta(days=7)}
_LARGEST = FetchSettings().max_bytes
# SHA-1 is no longer collision-proof, which a MAC does not need; the two oldest hubs sign with nothing else.
_DIGESTS = {"sha1", "sha256", "sha384", "sha512"}


@dataclass(frozen=True, slots=True)
class Subscription:
    """What is agreed with a hub about one source. `status` is asked, live, denied, failed or ended, `since` when it became so.

    `asked` is when the hub was last asked.
    """

    source: str
    hub: str
    topic: str
    token: str
    secret: str
    since: dt.datetime
    status: str = "asked"
    until: dt.datetime | None = None
    asked: dt.datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """What a call of the hub means: the answer to give, the subscription after it, and the copy it brought, if it is believed.

    Answer the hub only after the delivery is kept: it sends again what was not acknowledged.
    """

    status: int
    body: str
    subscription: Subscription
    delivery: Delivery | None = None
    why: str = ""


def offered(source: Source, links: Mapping[str, str], about: Mapping[str, str]) -> tuple[str, str] | None:
    """The hub and the topic that a feed offers, in its HTTP headers or in itself; None where it offers none."""
    hub = links.get("hub") or about.get("hub", "")
    topic = urljoin(source.address, links.get("self") or about.get("self") or source.address)
    hub = urljoin(source.address, hub) if hub else ""
    is_usable = urlsplit(hub).scheme in {"http", "https"} and urlsplit(topic).scheme in {"http", "https"}
    return (hub, topic) if is_usable else None


def new(source: Source, hub: str, topic: str, *, now: dt.datetime) -> Subscription:
    """A subscription to ask for, with a callback token and a secret of its own."""
    return Subscription(source.key, hub, topic, secrets.token_urlsafe(24), secrets.token_urlsafe(32), now)


def is_due(subscription: Subscription | None, now: dt.datetime) -> bool:
    """Whether to ask the hub: for the first time, again after a failure, or for a longer lease while nine tenths of it are over."""
    if subscription is None:
        return True
    if not has_rested(subscription, now):
        return False
    if subscription.status == "live" and subscription.until:
        # One that runs longer than any was written under a clock that was wrong.
        is_odd = subscription.until - now > _LONGEST_LEASE
        return is_odd or now >= subscription.until - (subscription.until - subscription.since) / 10
    patience = _PATIENCE.get(subscription.status)
    return patience is not None and now >= subscription.since + patience


def has_rested(subscription: Subscription, now: dt.datetime) -> bool:
    """Whether a hub that was asked to end has had the time to ask back, so that another subscription may take its place."""
    return not subscription.asked or not subscription.asked <= now < subscription.asked + _BREATH


async def subscribe(
    fetcher: Fetcher, subscription: Subscription, callback: str, *, now: dt.datetime, end: bool = False
) -> Subscription:
    """Ask the hub to begin (or to `end`) sending to `callback`, the address under which the site serves the callback's token."""
    form = {
        "hub.callback": f"{callback.rstrip('/')}/{subscription.token}",
        "hub.mode": "unsubscribe" if end else "subscribe",
        "hub.topic": subscription.topic,
    }
    if not end:
        form |= {"hub.lease_seconds": f"{LEASE.total_seconds():.0f}", "hub.secret": subscription.secret}
    asked = replace(subscription, asked=now)
    try:
        await fetcher.wait_for_turn(subscription.hub)
        answer = await fetcher.ask(subscription.hub, form=form)
        reason = "" if 200 <= answer.status < 300 else f"the hub answered with HTTP {answer.status}"
    except NETWORK as error:
        reason = f"{explain(error, fetcher.settings)}"
    if end:
        # Whether the hub heard it or not: nothing of it is believed any more, and its lease runs out.
        return replace(asked, status="ended", since=now, reason=reason)
    if subscription.status == "live" and (not reason or (subscription.until and subscription.until > now)):
        # A live lease stays live while its renewal is on the way, and after one that failed to its end: what the hub sends is good.
        return replace(asked, reason=reason)
    return replace(asked, status="failed" if reason else "asked", since=now, reason=reason)


def verify(subscription: Subscription, query: Mapping[str, str], *, now: dt.datetime) -> Received:
    """The hub asks whether we meant it (or says that it will not). Only what we asked for is confirmed."""
    mode, topic, challenge = query.get("hub.mode", ""), query.get("hub.topic", ""), query.get("hub.challenge", "")
    if topic != subscription.topic:
        return Received(404, "no such topic", subscription, why="the hub named another topic")
    if mode == "denied":
        reason = query.get("hub.reason", "")[:200] or "no reason given"
        return Received(200, "", replace(subscription, status="denied", since=now, reason=reason), why=reason)
    if mode == "subscribe" and challenge and subscription.status in {"asked", "live"}:
        seconds = query.get("hub.lease_seconds", "")
        lease = dt.timedelta(seconds=int(seconds[:9])) if seconds.isascii() and seconds.isdigit() else LEASE
        live = replace(subscription, status="live", since=now, until=now + min(lease, _LONGEST_LEASE), reason="")
        return Received(200, challenge, live)
    if mode == "unsubscribe" and challenge and subscription.status == "ended":
        return Received(200, challenge, subscription)
    return Received(
        404, "not asked for", subscription, why=f"the hub asked to {mode[:40] or 'do nothing'}, which we did not ask for"
    )


def accept(
    source: Source,
    subscription: Subscription,
    headers: Mapping[str, str],
    body: bytes,
    *,
    now: dt.datetime,
    max_bytes: int = _LARGEST,
) -> Received:
    """The hub sends copy. It is believed only under a right signature; otherwise the hub hears thanks and nothing is kept.

    What is packed is unpacked, up to `max_bytes`; the signature is over the bytes as they travelled.
    """
    if subscription.status != "live":
        return Received(410, "not subscribed", subscription, why=f"the subscription is {subscription.status}")
    method, _, signature = headers.get("x-hub-signature", "").partition("=")
    if method.lower() not in _DIGESTS:
        return Received(202, "", subscription, why="the delivery was not signed")
    right = hmac.new(subscription.secret.encode(), body, getattr(hashlib, method.lower())).hexdigest()
    if not hmac.compare_digest(right.encode(), signature.strip().lower().encode()):
        return Received(202, "", subscription, why="the signature of the delivery was wrong")
    if not body:
        return Received(202, "", subscription, why="the delivery was empty")
    try:
        whole = unpacked(headers.get("content-encoding", ""), body, most=max_bytes)
    except Unreadable as error:
        return Received(202, "", subscription, why=f"the delivery could not be unpacked: {error}")
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    return Received(202, "", subscription, Delivery(source.key, now, whole, subscription.topic, media_type))


def kept(state: SourceState, subscription: Subscription) -> SourceState:
    """The state of the source with the subscription in its notes; a live one slows the polling."""
    note = json.dumps(asdict(subscription), default=dt.datetime.isoformat)
    until = subscription.until.timestamp() if subscription.until and subscription.status == "live" else 0.0
    return replace(state, notes={**state.notes, "websub": note, "pushed_until": f"{until:.0f}"})


def carried(state: SourceState, stands: SourceState) -> SourceState:
    """A state with what another one keeps of hubs: a poll that took a minute must not undo what a hub told meanwhile."""
    was_pushed = stands.changed is not None and (state.changed is None or stands.changed > state.changed)
    own = ("websub", "pushed_until", *(("arrivals",) if was_pushed else ()))
    notes = {name: value for name, value in state.notes.items() if name not in own}
    notes |= {name: stands.notes[name] for name in own if name in stands.notes}
    return replace(state, notes=notes, changed=stands.changed if was_pushed else state.changed)


def of(state: SourceState) -> Subscription | None:
    """The subscription that a state's notes keep."""
    try:
        note = json.loads(state.notes.get("websub", ""))
        times = {name: dt.datetime.fromisoformat(note[name]) if note[name] else None for name in ("since", "until", "asked")}
        return Subscription(**{**note, **times})
    except (ValueError, KeyError, TypeError):
        return None
