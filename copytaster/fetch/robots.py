"""Whether a site lets robots read its pages (RFC 9309). Feeds are made for robots, and are fetched without asking.

A site without the file lets everybody in, one whose file cannot be had lets nobody in for a while. It must not read the pages.
"""

from __future__ import annotations

import asyncio
import datetime as dt
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


class Asker(Protocol):
    """Whoever can get an answer from an address."""

    async def ask(self, address: str) -> Answer:
        """The answer after redirects; raises one of `NETWORK`."""


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
        self._known: OrderedDict[str, tuple[dt.datetime, Protego | None, str]] = OrderedDict()

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
        if not rules.can_fetch(address, self._product):
            return Rule(False, f"{site}/robots.txt asks robots to leave this page alone")
        return Rule(True, delay=min(rules.crawl_delay(self._product) or 0.0, _LONGEST_DELAY))

    def _keep(self, site: str, found: tuple[dt.datetime, Protego | None, str]) -> None:
        self._known[site] = found
        while len(self._known) > _SITES:
            oldest, _ = self._known.popitem(last=False)
            self._turns.pop(oldest, None)

    async def _ask(self, site: str, now: dt.datetime) -> tuple[dt.datetime, Protego | None, str]:
        try:
            answer = await self._asker.ask(f"{site}/robots.txt")
        except NETWORK as error:
            return now + _KEPT_AFTER_TROUBLE, None, f"{site}/robots.txt cannot be had ({error})"
        if answer.status == 429 or answer.status >= 500:
            return now + _KEPT_AFTER_TROUBLE, None, f"{site}/robots.txt cannot be had (HTTP {answer.status})"
        if not 200 <= answer.status < 300:
            return now + _KEPT, None, ""
        return now + _KEPT, Protego.parse(answer.body[:_LONGEST].decode("utf-8", errors="replace")), ""
