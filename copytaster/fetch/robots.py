"""Whether a site lets robots read its pages (RFC 9309). Feeds are made for robots, and are fetched without asking.

A site without the file lets everybody in, one whose file cannot be had lets nobody in for a while. It must not read the pages.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import re
from collections import OrderedDict
from dataclasses import dataclass
from typing import Protocol

from protego import Protego
from yarl import URL

from copytaster.fetch.outcome import Answer
from copytaster.fetch.troubles import NETWORK

PRODUCT = "copytaster"
# The standard asks for at least 500 KiB; what stands below that is not read.
_LONGEST = 512 * 1024
_KEPT = dt.timedelta(hours=24)
_KEPT_AFTER_TROUBLE = dt.timedelta(hours=1)
_SITES = 2000
_LONGEST_DELAY = 60.0
_AGENT = re.compile(r"^([ \t]*user-?agent[ \t]*:[ \t]*)([a-z_-]+|\*)[^\n]*", re.IGNORECASE | re.MULTILINE)


class Asker(Protocol):
    """Whoever can get an answer from an address."""

    async def ask(self, address: str) -> Answer:
        """The answer after redirects; raises one of `NETWORK`."""

    async def wait_for_turn(self, address: str) -> None:
        """Keep the gap between two requests to a host."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a site says of an address. `why` tells who keeps the desk out; `delay` is how many seconds it wants between requests."""

    is_allowed: bool
    why: str = ""
    delay: float = 0.0


class Robots:
    """The rules of sites, asked for once a day each."""

    def __init__(self, asker: Asker, *, product: str = PRODUCT) -> None:
        self._asker = asker
        self._product = product
        self._turns: dict[str, asyncio.Lock] = {}
        self._known: OrderedDict[str, tuple[dt.datetime, Rules | None, str]] = OrderedDict()

    async def rule(self, address: str, *, now: dt.datetime) -> Rule:
        """What the site of an address says of it."""
        try:
            site = str(URL(address).origin())
        except ValueError:
            return Rule(False, f"{address[:100]!r} is not an address on the web")
        async with self._turns.setdefault(site, asyncio.Lock()):
            until, rules, why = self._known.get(site, (now, None, ""))
            if until <= now:
                until, rules, why = await self._ask(site, now)
                self._keep(site, (until, rules, why))
        if rules is None:
            return Rule(not why, why)
        if not rules.may(address):
            return Rule(False, f"{site}/robots.txt asks robots to leave this page alone")
        return Rule(True, delay=rules.delay)

    def _keep(self, site: str, found: tuple[dt.datetime, Rules | None, str]) -> None:
        self._known[site] = found
        while len(self._known) > _SITES:
            oldest, _ = self._known.popitem(last=False)
            self._turns.pop(oldest, None)

    async def _ask(self, site: str, now: dt.datetime) -> tuple[dt.datetime, Rules | None, str]:
        try:
            await self._asker.wait_for_turn(site)
            answer = await self._asker.ask(f"{site}/robots.txt")
        except NETWORK as error:
            return now + _KEPT_AFTER_TROUBLE, None, f"{site}/robots.txt cannot be had ({error})"
        if answer.status == 429 or answer.status >= 500:
            return now + _KEPT_AFTER_TROUBLE, None, f"{site}/robots.txt cannot be had (HTTP {answer.status})"
        if not 200 <= answer.status < 300:
            return now + _KEPT, None, ""
        return now + _KEPT, Rules(answer.body, self._product), ""


class Rules:
    """What one file says to one robot. Groups are found by the product's name alone (RFC 9309, 2.2.1): `copytaster/1.0` in the file
    means us, `copy` and `copytaster-news` do not."""

    def __init__(self, body: bytes, product: str) -> None:
        # The mark at the beginning that some editors leave would hide the first group.
        text = body[:_LONGEST].decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
        text = _AGENT.sub(lambda found: found[1] + found[2], text)
        names = {found[2].lower() for found in _AGENT.finditer(text)}
        self._name = product if product.lower() in names else "*"
        self._inner = Protego.parse(text)

    def may(self, address: str) -> bool:
        """Whether the robot may read an address."""
        return bool(self._inner.can_fetch(address, self._name))

    @property
    def delay(self) -> float:
        """The seconds between requests, as far as they are heeded."""
        return min(self._inner.crawl_delay(self._name) or 0.0, _LONGEST_DELAY)
