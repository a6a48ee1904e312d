"""What orders of embargo cost where every item of a large delivery has several."""

from __future__ import annotations

import datetime as dt
import time

from copytaster.model import UTC, Delivery
from copytaster.wire import sniff


def test_orders_that_say_the_same_are_read_once() -> None:
    order = "embargoed until 23 November 2026 09:00 or not " * 6
    items = "".join(
        f"<item><title>Mill {n} goes</title><guid>{n}</guid><description>{order}</description></item>" for n in range(3000)
    )
    body = f"<?xml version='1.0'?><rss version='2.0'><channel><title>x</title>{items}</channel></rss>".encode()
    began = time.process_time()
    found = sniff.read(Delivery("wire", dt.datetime(2026, 11, 22, 21, 30, tzinfo=UTC), body, "test")).items
    assert len([item for item in found if item.embargoed_until]) == 3000
    assert time.process_time() - began < 3
