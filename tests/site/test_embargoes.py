"""Copy under embargo, from the bytes of each format that can say so to every face of the desk: it shows nowhere before its time."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from copytaster.desk.desk import Desk
from copytaster.model import Delivery, Source
from tests.conftest import START, Clock, Served, headlines, serving, until
from tests.site.test_live import Stream

UNTIL = START + dt.timedelta(hours=14)
BEFORE = UNTIL - dt.timedelta(seconds=1)
# A word that stands in headline, summary, text, slug and note of the copy, and nowhere else.
SECRET = "Quarzvogel"
TEXT = f"The {SECRET} figures rose by a third, the ministry said in its yearly report on Wednesday. Nobody had expected that."

NINJS = f"""{{"uri": "urn:ninjs:1", "version": "1", "type": "text", "pubstatus": "usable", "urgency": 3,
"versioncreated": "{START:%Y-%m-%dT%H:%M:%SZ}", "embargoed": "{UNTIL:%Y-%m-%dT%H:%M:%SZ}",
"headline": "{SECRET} report: figures rise", "slugline": "{SECRET}-report", "description_text": "{TEXT}", "body_text": "{TEXT}"}}"""
NEWSML_G2 = f"""<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:g2:1" version="1"
standard="NewsML-G2" standardversion="2.33" conformance="power"><itemMeta><itemClass qcode="ninat:text"/><provider literal="X"/>
<versionCreated>{START:%Y-%m-%dT%H:%M:%SZ}</versionCreated><embargoed>{UNTIL:%Y-%m-%dT%H:%M:%S+00:00}</embargoed>
<pubStatus qcode="stat:usable"/><edNote>{SECRET}: embargoed</edNote></itemMeta><contentMeta><slugline>{SECRET}</slugline>
<headline>{SECRET} report: figures rise</headline></contentMeta><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml">
<body><p>{TEXT}</p></body></html></inlineXML></contentSet></newsItem>"""
NITF = f"""<?xml version="1.0"?><nitf><head><title>{SECRET}</title><docdata management-status="embargoed">
<doc-id id-string="nitf1"/><date.issue norm="{START:%Y%m%dT%H%M%SZ}"/><date.release norm="{UNTIL:%Y%m%dT%H%M%SZ}"/></docdata></head>
<body><body.head><hedline><hl1>{SECRET} report: figures rise</hl1></hedline></body.head><body.content><p>{TEXT}</p></body.content>
</body></nitf>"""
MAIL = f"""From: Press office <press@ministry.example>
To: desk@desk.example
Subject: {SECRET} report: figures rise
Date: {START:%a, %d %b %Y %H:%M:%S} +0000
Message-ID: <mail-1@ministry.example>
Content-Type: text/plain; charset=utf-8

Sperrfrist: {UNTIL:%d}. Oktober 2025, {UNTIL:%H.%M} Uhr GMT

{TEXT}
"""
DOT_COPY = f""".HEADLINE {SECRET} report: figures rise
.SLUG {SECRET}
.DATE {START:%Y-%m-%dT%H:%M:%SZ}
.EMBARGO {UNTIL:%d %B %Y %H:%M} GMT
.TEXT
{TEXT}
"""
FORMATS = {"ninjs": NINJS, "NewsML-G2": NEWSML_G2, "NITF": NITF, "mail": MAIL, "dot copy": DOT_COPY}
FACES = """/ /front.json /wire /wire.json /wire?q=ministry /wire.json?q=ministry /situations /situations.json /tasted /tasted.json
/search?q=ministry /search.json?q=ministry /search.json?q=figures /health /health.json /about /about.json /decisions /decisions.json
/feed.rss /feed.atom /feed.json /wire.rss /wire.atom /wire.feed.json""".split()


def showing(served: Served) -> list[str]:
    """The addresses on which something of the copy shows: every page, and every line, story and version that there could be."""
    numbered = [
        f"/{what}/{n}{ending}"
        for what, endings in (("line", ("", ".json")), ("story", ("", ".json", ".rss", ".atom", ".feed.json")), ("version", ("",)))
        for n in range(1, 5)
        for ending in endings
    ]
    found = []
    for path in (*FACES, *numbered):
        _, headers, body = served.ask(path)
        if SECRET.lower() in (body.decode() + headers.get("location", "")).lower():
            found.append(path)
    return found


@pytest.mark.parametrize("name", FORMATS)
def test_copy_under_embargo_shows_on_no_face_before_its_time(desk: Desk, clock: Clock, name: str) -> None:
    with serving(desk) as served:
        stream = Stream(served, 0)
        stream.open()
        try:
            desk.receive([headlines("Volcano erupts in Iceland")])
            done = desk.receive([Delivery("wire", START, FORMATS[name].encode(), "https://wire.example/1")])
            assert (done.items, done.held, done.quarantined) == (1, 1, 0)
            clock.now = BEFORE
            assert desk.release() == 0
            assert showing(served) == []
            until(lambda: "Volcano erupts in Iceland" in stream.headlines)
            assert not any(SECRET in headline for headline in stream.headlines)
            clock.now = UNTIL
            assert desk.release() == 1
            until(lambda: any(SECRET in headline for headline in stream.headlines))
            assert {"/wire", "/wire.json", "/search.json?q=ministry", "/wire.rss", "/line/2.json"} <= set(showing(served))
        finally:
            stream.cut()


def test_an_embargo_is_kept_over_a_restart_and_over_judging_everything_again(desk: Desk, clock: Clock) -> None:
    clock.now = BEFORE
    desk.receive([headlines("Volcano erupts in Iceland"), Delivery("wire", START, NINJS.encode())])
    desk.judge_again()
    with serving(desk) as served:
        assert showing(served) == []


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_copy_killed_or_withheld_before_its_time_does_not_come_out_at_it(desk: Desk, clock: Clock, status: str) -> None:
    clock.now = BEFORE
    desk.receive([Delivery("wire", START, NINJS.encode())])
    later = NINJS.replace("usable", status).replace('"version": "1"', '"version": "2"').replace('"embargoed"', '"x_was"')
    desk.receive([Delivery("wire", START + dt.timedelta(minutes=5), later.encode())])
    with serving(desk) as served:
        assert showing(served) == []
        clock.now = UNTIL + dt.timedelta(hours=1)
        desk.release()
        texts = [
            served.ask(path)[2].decode() for path in ("/", "/wire", "/wire.rss", "/line/1.json", "/story/1", "/search?q=ministry")
        ]
    assert not any("rose by a third" in text for text in texts)


def test_an_embargo_that_is_put_off_holds_the_earlier_version_too(desk: Desk, clock: Clock) -> None:
    clock.now = BEFORE
    desk.receive([Delivery("wire", START, NINJS.encode())])
    put_off = NINJS.replace(f"{UNTIL:%Y-%m-%dT%H:%M:%SZ}", f"{UNTIL + dt.timedelta(hours=6):%Y-%m-%dT%H:%M:%SZ}")
    desk.receive([Delivery("wire", START + dt.timedelta(minutes=5), put_off.replace('"version": "1"', '"version": "2"').encode())])
    clock.now = UNTIL + dt.timedelta(hours=1)
    assert desk.release() == 0
    clock.now = UNTIL + dt.timedelta(hours=7)
    assert desk.release() == 2


def test_copy_that_is_withheld_without_an_end_stays_hidden(desk: Desk, clock: Clock) -> None:
    desk.add_source(Source("press", "Press office", kind="folder"))
    text = re.sub(r"Sperrfrist: .*", "Sperrfrist: bis zum Ende der Rede", MAIL)
    done = desk.receive([Delivery("press", START, text.encode())])
    assert done.held == 1
    clock.now = UNTIL + dt.timedelta(days=400)
    desk.release()
    with serving(desk) as served:
        assert showing(served) == []
