"""The articles behind a feed's links, for the sources that ask for them: robots first, one page at a time, read by a worker.

A source asks with the setting `full_text = "yes"`. The page is handed on raw, to be kept before anything that was read from it
counts. It must not decide what the text of a page is: the function that reads is given.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial

from copytaster.errors import Unreadable
from copytaster.fetch.answer import sentence, trouble_of
from copytaster.fetch.headers import media_type
from copytaster.fetch.http import Fetcher
from copytaster.fetch.outcome import Outcome, Trouble
from copytaster.fetch.robots import Robots
from copytaster.fetch.troubles import NETWORK, explain
from copytaster.fetch.worker import Plain, Worker
from copytaster.model import Delivery, Source

_PAGES = frozenset({"", "text/html", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True)
class Page:
    """What came of asking for an article: its bytes, what the reader made of them, and what was wrong, in one sentence."""

    outcome: Outcome
    delivery: Delivery | None = None
    read: Plain = None
    problem: str = ""


def asks_for_text(source: Source) -> bool:
    """Whether a source wants the articles behind its links."""
    return source.settings.get("full_text", "").strip().lower() in {"yes", "true", "1", "on"}


class Pages:
    """Gets articles. Shares the fetcher, and so the pacing of hosts, with the feeds."""

    def __init__(self, fetcher: Fetcher, worker: Worker, *, robots: Robots | None = None) -> None:
        self._fetcher = fetcher
        self._worker = worker
        self._robots = robots or Robots(fetcher)

    async def get(self, source: Source, address: str, *, now: dt.datetime) -> Page:
        """The article at an address that an item of a source links to. Never raises for what the site does."""
        try:
            delivery = await self._delivery(source, address, now)
        except NETWORK as error:
            trouble = explain(error, self._fetcher.settings)
            return Page(trouble.outcome, problem=sentence(source, trouble, None, address=address))
        try:
            return Page(Outcome.NEW, delivery, await self._worker.call(delivery.body, address))
        except Unreadable as error:
            trouble = Trouble(Outcome.BROKEN, f"the article cannot be read: {error}")
            return Page(trouble.outcome, delivery, problem=sentence(source, trouble, None, address=address))

    async def leave(self, address: str, now: dt.datetime) -> None:
        """Ask a site whether robots may come to a page, and wait for the turn there. Raises `Trouble` where they may not."""
        rule = await self._robots.rule(address, now=now)
        if not rule.is_allowed:
            raise Trouble(Outcome.DENIED, rule.why, advice="read it in a browser, or ask the site")
        await self._fetcher.wait_for_turn(address, gap=rule.delay)

    async def _delivery(self, source: Source, address: str, now: dt.datetime) -> Delivery:
        # Each site on the way says for itself whether robots may come.
        leave = partial(self.leave, now=now)
        await leave(address)
        answer = await self._fetcher.ask(address, kinds=_PAGES, before_redirect=leave)
        trouble = trouble_of(answer, now)
        if trouble or not answer.body:
            raise trouble or Trouble(Outcome.BROKEN, f"the server sent no page (HTTP {answer.status})")
        return Delivery(source.key, now, answer.body, answer.address, media_type(answer.headers))
