"""Documents of five megabytes that are made to cost as much as they can, by format, and what reading one costs.

python -m tests.wire.hostile          all, each in a process of its own: CPU-seconds, peak memory, what came of it
python -m tests.wire.hostile mail     those whose name holds the word
"""

from __future__ import annotations

import bz2
import datetime as dt
import gzip
import io
import json
import lzma
import plistlib
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable

import brotli

from copytaster.wire.packed import zstd

SIZE = 5_000_000
_CHILD = """
import datetime as dt, json, sys, time
from copytaster.errors import CopytasterError
from copytaster.model import UTC, Delivery
from copytaster.wire import sniff
def read(body):
    return sniff.read(Delivery("hostile", dt.datetime(2025, 10, 9, tzinfo=UTC), body, "https://h.example/"))
warm = b"<rss version='2.0'><channel><item><title>The harbour is closed</title></item></channel></rss>"
read(warm)
body = sys.stdin.buffer.read()
began = time.process_time()
try:
    reading = read(body)
    told = f"{len(reading.items):,} items ({reading.format})"
except CopytasterError as error:
    told = f"refused: {error}"
seconds = time.process_time() - began
peak = next((int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")), 0) // 1024
print(json.dumps({"seconds": round(seconds, 2), "megabytes": peak, "told": told[:90]}))
"""


def filled(piece: bytes, head: bytes = b"", tail: bytes = b"") -> bytes:
    """A document of the size that is nothing but a piece, again and again, between a head and a tail."""
    return head + piece * ((SIZE - len(head) - len(tail)) // len(piece)) + tail


def _plist(values: list[list[object]]) -> bytes:
    return plistlib.dumps({"WebMainResource": {"WebResourceData": b"<p>a"}, "more": values}, fmt=plistlib.FMT_BINARY)


def _zip(count: int, body: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for number in range(count):
            archive.writestr(f"{number}.xml", body)
    return packed.getvalue()


def _table(words: int, form: str) -> bytes:
    """Rows of headlines of so many words, no two alike, each of another minute."""
    chance = random.Random(1)
    day = dt.datetime(1996, 1, 1, tzinfo=dt.UTC)
    rows, size = ["headline,date"], 0
    while size < SIZE:
        day += dt.timedelta(minutes=chance.randrange(1, 300))
        headline = " ".join(chance.choice(_SAID) for _ in range(words)).capitalize()
        rows.append(f"{headline},{day.strftime(form)}")
        size += len(rows[-1]) + 1
    return "\n".join(rows).encode()[:SIZE]


_SAID = "harbour ferry strike island council storm minister closes opens after before talks third new says power port fire".split()
_RSS, _END = b"<rss version='2.0'><channel><title>t</title>", b"</channel></rss>"
_ITEM, _ITEM_END = b"<rss version='2.0'><channel><item><title>x</title><description>", b"</description></item></channel></rss>"
_G2 = b'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="a"><contentMeta><headline>b</headline></contentMeta>'
_MAIL = b"From: a@b.example\nSubject: b\n"
_ENTITY = b"<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)
_LD = b'<html><script type="application/ld+json">['
_TELEX = b"\x01abc123 4 pl 20 dpa 0001\r\n\x02"
_MHTML = b'From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n'
_CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
_ARC = b"filedesc://a 0.0.0.0 20251009 text/plain 2\n1\n"
_WARC = b"WARC/1.0\r\nWARC-Type: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"


def _packed_answer(body: bytes) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n" + body
    return _WARC % (b"response", b"application/http", len(block)) + block + b"\r\n\r\n"


def _embargoed(number: int) -> bytes:
    clock = f"{number % 24:02}:{number % 60:02}"
    return (
        f"<item><title>EMBARGOED until {clock} on Friday: ferry {number}</title><category>Embargo bis Freitag, {number % 28 + 1}."
        f" November 2026, {clock} Uhr</category><description>Sperrfrist: {number % 28 + 1}.11.2026, {clock} Uhr. Hold for release"
        f" until {number % 28 + 1} November 2026.</description></item>"
    ).encode()


SHAPES: dict[str, Callable[[], bytes]] = {
    "feed: entries of thirty bytes": lambda: filled(b"<item><title>a</title></item>", _RSS, _END),
    "feed: every entry broken": lambda: filled(b"<item><title>a&b</titl></item>", _RSS, _END),
    "feed: nested tags": lambda: filled(b"<b>", _ITEM),
    "feed: nested escaped tags": lambda: filled(b"&lt;b&gt;", _ITEM, _ITEM_END),
    "feed: nested tags in CDATA": lambda: filled(b"<b>", _ITEM + b"<![CDATA[", b"]]>" + _ITEM_END),
    "feed: broken tags in CDATA": lambda: filled(b"<a href='", _ITEM + b"<![CDATA[", b"]]>" + _ITEM_END),
    "feed: unclosed comments": lambda: filled(b"&lt;!-- ", _ITEM, _ITEM_END),
    "feed: unknown entities": lambda: filled(b"&nosuch; ", _ITEM, _ITEM_END),
    "feed: entities that grow": lambda: _ENTITY + b"]><rss><channel><item><title>&j;&j;&j;</title></item></channel></rss>",
    "feed: one line": lambda: b"<rss><channel><item><title>" + b"a" * SIZE + b"</title></item></channel></rss>",
    "feed: one attribute": lambda: b"<rss><channel><item a='" + b"a" * SIZE + b"'/></channel></rss>",
    "feed: categories": lambda: filled(b"<category>a</category>", _RSS + b"<item><title>x</title>", b"</item>" + _END),
    "feed: unlike categories": lambda: b"".join(
        [_RSS, b"<item><title>x</title>", *(b"<category>c%d</category>" % n for n in range(180_000)), b"</item>", _END]
    ),
    "feed: keywords": lambda: b"".join(
        [_RSS, b"<item><title>x</title><keywords>", *(b"c%d," % n for n in range(600_000)), b"</keywords></item>", _END]
    ),
    "feed: keywords for feedparser": lambda: b"".join(
        [
            b"<rss xmlns:media='http://search.yahoo.com/mrss/'><channel><item>&<media:keywords>",
            *(b"c%d," % n for n in range(600_000)),
        ]
    ),
    "feed: a name": lambda: _RSS + b"<item><title>x</title><author>" + b"a" * (SIZE - 200) + b"</author></item>" + _END,
    "feed: a name for feedparser": lambda: b"<!-- -->" + _RSS + b"<item>&<author>" + b"a" * (SIZE - 200) + b"</author>",
    "feed: open sections": lambda: filled(b"<![CDATA[", _RSS + b"<item><title>x</title>"),
    "feed: open sections in an entry": lambda: filled(b"<item>&<title>x</title>" + b"<![CDATA[" * 20_000 + b"</item>", _RSS),
    "feed: sections that swallow entries": lambda: filled(b"<![CDATA[", _RSS + b"<item>", b"</item><item>]]>"),
    "feed: open comments": lambda: filled(b"<!--", _RSS + b"<item><title>x</title>"),
    "feed: comments that swallow entries": lambda: filled(b"<!--", _RSS + b"<item>", b"</item><item>-->"),
    "feed: tags without an end": lambda: filled(b"<item ", _RSS),
    "feed: roots without an end": lambda: filled(b"<rss ", _RSS),
    "feed: entities without an end": lambda: filled(b"<!ENTITY &a ", _RSS + b"<item><title>x</title>"),
    "feed: long broken entries": lambda: filled(b"<item>&<title>x</title>" + b"<a>" * 11_000 + b"</item>", _RSS),
    "feed: broken entries behind a long head": lambda: (
        _RSS + b"<a>said</a>" * 230_000 + filled(b"<item><title>a&b</titl></item>")[: SIZE // 2] + _END
    ),
    "feed: orders of embargoes": lambda: _RSS + b"".join(map(_embargoed, range(SIZE // 300))) + _END,
    "feed: prefixes": lambda: _RSS + b"<item>&" + b"".join(b"<a%d:b/>" % n for n in range(380_000)) + b"</item>" + _END,
    "feed: doctypes without an end": lambda: filled(b"<!DOCTYPE[", _RSS),
    "feed: Atom entries": lambda: filled(
        b"<entry><title>a</title></entry>", b"<feed xmlns='http://www.w3.org/2005/Atom'>", b"</feed>"
    ),
    "JSON Feed: entries": lambda: filled(b'{"title":"a"},', b'{"version":"https://jsonfeed.org/version/1","items":[', b"{}]}"),
    "JSON Feed: cut off": lambda: filled(b'{"title":"a"},', b'{"version":"https://jsonfeed.org/version/1","items":['),
    "JSON: nested": lambda: b'{"a":' + b"[" * SIZE,
    "JSON: broken everywhere": lambda: filled(b'{"uri":"a",', b"["),
    "JSON lines": lambda: filled(b'{"title":"a"}\n'),
    "JSON lines: other names each": lambda: b"\n".join(b'{"title":"a","x%d":"b"}' % n for n in range(210_000))[:SIZE],
    "JSON lines: nested": lambda: filled(b'{"title":"a","x":' + b"[" * 970 + b"]" * 970 + b"}\n"),
    "JSON lines: other days each": lambda: b"\n".join(
        b'{"title":"Harbour closed","date":"%d/%d/%d","time":"%d:%d"}' % (n % 28 + 1, n % 12 + 1, 1990 + n % 40, n % 24, n % 60)
        for n in range(80_000)
    )[:SIZE],
    "ninjs: objects": lambda: filled(b'{"uri":"a","headline":"b"},', b"[", b"{}]"),
    "JSON: answers in answers": lambda: b'{"response":' * (SIZE // 24) + b"1" + b"}" * (SIZE // 24),
    "JSON: hits": lambda: filled(b'{"_source":{"title":{"rendered":"a"}}},', b'{"hits":{"hits":[', b"{}]}}"),
    "JSON: blocks": lambda: filled(b'{"type":"text","content":"a"},', b'{"title":"a","content_elements":[', b"{}]}"),
    "JSON: blocks in blocks": lambda: filled(
        b'{"children":[{"text":"a"},{"x":{}}]},', b'[{"title":"a","body":[' * 10, b"{}" + b"]}]" * 10
    ),
    "JSON: lists in answers": lambda: filled(b'"a":{"items":[{"x":{}}]},', b'{"a":{"b":{', b'"c":1}}}'),
    "JSON: orders": lambda: filled(b'{"title":"a","embargo":{"until":"x"}},', b"[", b"{}]"),
    "CSV: rows": lambda: filled(b"a,b\n", b"title,text\n"),
    "CSV: headlines and times": lambda: _table(5, "%d.%m.%Y %H:%M"),
    "CSV: headlines and times in words": lambda: _table(4, "%A, %B %d %Y, %I:%M %p"),
    "CSV: a headline and a time a row, in quotes": lambda: _table(5, '"%Y-%m-%d %H:%M:%S"'),
    "CSV: open lists": lambda: filled(b"2026-01-01,Ferry sank today,['" + b"\\'" * 1980 + b" ]\n", b"date,headline,tags\n"),
    "CSV: many columns": lambda: filled(
        b"http://x,F," + b"," * 300 + b"\n", b"url,body," + b",".join(b"z%03d" % n for n in range(300)) + b"\n"
    ),
    "CSV: many columns of days": lambda: filled(b"F,1,2,3,4,5,6,7,8\n", b"title,date,d-ate,da-te,dat-e,d ate,da te,dat e,d a te\n"),
    "CSV: open quotes": lambda: filled(b'a,"b\n', b"title,text\n"),
    "CSV: quotes that swallow each other": lambda: filled(b'x","y,"z\n', b"title,text\n"),
    "CSV: rows torn by quotes": lambda: filled(b'"a"b,"c"d,"e\n', b"title,text,id,url\n"),
    "NewsML-G2: items": lambda: filled(_G2 + b"</newsItem>", b"<newsMessage><itemSet>", b"</itemSet></newsMessage>"),
    "NewsML-G2: paragraphs": lambda: filled(b"<p>b</p>", _G2 + b"<contentSet><inlineXML>", b"</inlineXML></contentSet></newsItem>"),
    "NewsML-G2: attributes": lambda: b"<newsItem " + b" ".join(b"a%d='1'" % n for n in range(400_000)) + b"/>",
    "NewsML 1: items": lambda: filled(b"<NewsItem><NewsComponent/></NewsItem>", b"<NewsML>", b"</NewsML>"),
    "NewsML 1: components": lambda: b"<NewsML><NewsItem>" + b"<NewsComponent>" * 250 + filled(b"<HeadLine>a</HeadLine>"),
    "NewsML 1: contents": lambda: filled(
        b"<ContentItem><MediaType FormalName='Text'/></ContentItem>", b"<NewsML><NewsItem><NewsComponent>"
    ),
    "NewsML 1: news lines": lambda: filled(b"<NewsLines/>", b"<NewsML><NewsItem><NewsComponent>"),
    "NewsML 1: topics": lambda: filled(
        b"<Topic><FormalName>a</FormalName><Description>b</Description></Topic>", b"<NewsML><NewsItem><NewsComponent><TopicSet>"
    ),
    "NITF: paragraphs": lambda: filled(b"<p>b</p>", b"<nitf><body><body.content>", b"</body.content></body></nitf>"),
    "XML: attributes with prefixes": lambda: (
        b"<x " + b" ".join(b"xmlns:a%d='u%d' a%d:b='1'" % (n, n, n) for n in range(150_000)) + b"><title>a</title></x>"
    ),
    "XML of its own: one row of elements": lambda: filled(b"<a/>", b"<x>"),
    "XML of its own": lambda: filled(b"<a><title>b</title><id>c</id><text>d</text></a>", b"<x>", b"</x>"),
    "XML of its own: lists in lists": lambda: filled(b"<b><title>a</title></b><c><title>d</title></c>", b"<x><y>" * 10),
    "IPTC 7901: messages": lambda: filled(_TELEX + b"head\n\nbody text.\n\x03081430 okt 25\x04"),
    "IPTC 7901: one line": lambda: _TELEX + b"a" * SIZE + b"\n\x03081430 okt 25\x04",
    "IPTC 7901: no control characters": lambda: filled(b"head =\n", b"abc0001 4 pl 20 dpa 0001\na/\n", b"\n081430 okt 25\n"),
    "ZCZC: messages": lambda: filled(b"ZCZC\nbody text of it.\nNNNN\n"),
    "ZCZC: names": lambda: filled(b"TI#a\n", b"ZCZC\n"),
    "ZCZC: one line": lambda: filled(b"A1 ", b"ZCZC "),
    "ANPA 1312: messages": lambda: filled(
        b"\x16\x01a0456\x1fbx-\r\nr a\x13BC-H \x11 10-08 0042\r\n\x02^Head<\r\n\tText.\r\n\x03\x04"
    ),
    "ANPA 1312: no control characters": lambda: filled(b"Text.\n", b"a0456\nr a BC-H 10-08 0042\nBC-H,0042<\nHead<\n"),
    "ANPA 1312: headers": lambda: filled(b"a0456\nr a BC-H 10-08 0042\n"),
    "ANPA 1312: blanks": lambda: b"\x01a0456\x1f\nr a " + b" " * SIZE,
    "ANPA 1312: notes": lambda: filled(
        b"^Eds: Hold for release. Kill. For release\n", b"\x01a0456\x1f\nr a BC-H 10-08 0042\n\x02^BC-H<\n"
    ),
    "ANPA 1312: one note": lambda: filled(
        b"hold for release. adv 07-08 ", b"\x01a0456\x1f\nr a BC-H 10-08 0042\n\x02^BC-H<\n^Eds: "
    ),
    "ANPA 1312: carets": lambda: filled(b"^a", b"\x01a0456\x1fbx-\r\nr a\x13BC-H \x11 10-08 0042\r\n\x02"),
    "page: paragraphs": lambda: filled(b"<p>hello there</p>", b"<html><body>", b"</body></html>"),
    "page: links": lambda: filled(b'<a href="/x">a headline that is long enough to be one</a>', b"<html><body>"),
    "page: list of days": lambda: filled(
        b'<li><i>12 May 2025</i> <a href="/x">a headline that is long enough to be one</a></li>', b"<html><body><ul>"
    ),
    "page: days around entries": lambda: filled(
        b'<p>12 May 2025</p><h3><a href="/x">a headline that is long enough</a></h3>', b"<html><body><div>"
    ),
    "page: list in a script": lambda: filled(
        b'{"title":"A headline long enough","url":"/x"},', b'<html><body><script type="application/json">[', b"{}]</script></html>"
    ),
    "page: values with names": lambda: filled(b'window.a = {"a":["b",{"c":undefined},', b"<html><body><p>hello</p><script>"),
    "page: long links": lambda: b"".join(
        [
            b"<html><body><div>",
            *([b"<a href='/x'>" + b"x " * 9_000 + b"</a>"] * 30),
            *(b"<a href='/%d'>a headline that is long enough</a>" % n for n in range(4_000)),
        ]
    ),
    "page: headings": lambda: filled(b"<h2>a headline that is long enough to be one</h2>", b"<html><body><div><div>"),
    "page: boxes of all makes": lambda: b"".join(
        [
            b"<html><body><div>",
            *(
                b'<div class="k%s"><h3>a headline of number %d here</h3><p>12 May 2025</p><a href="/%d">More</a></div>'
                % (bytes(97 + ord(sign) - 48 for sign in str(n)), n, n)
                for n in range(30_000)
            ),
        ]
    ),
    "page: nested": lambda: filled(b"<div>", b"<html><body>"),
    "page: tags": lambda: filled(b"<p>", b"<html><body>"),
    "page: attributes": lambda: b"<html><body><p " + b"a=1 " * (SIZE // 4) + b">x</p>",
    "page: linked data": lambda: filled(b'{"@type":"NewsArticle","headline":"a"},', _LD, b"{}]</script><p>hello</p></html>"),
    "page: open scripts": lambda: filled(b"<script><style><!--", b"<html><body><p>hello</p>"),
    "page: open tags of scripts": lambda: filled(b"<script ", b"<html><body><p>hello</p>"),
    "page: broken linked data": lambda: filled(
        b'{"@type":"NewsArticle","headline":"a \\"b\\" "c" d",},', _LD, b"{}]</script><p>hello</p></html>"
    ),
    "page: scripts of broken linked data": lambda: filled(
        b'<script type="application/ld+json">{"a":"' + b'"x" \\"' * 30_000 + b"}</script>", b"<html><body><h1>hello there</h1>"
    ),
    "page: articles in microdata": lambda: filled(
        b'<div itemscope itemtype="http://schema.org/Article"><meta itemprop="datePublished" content="x">',
        b"<html><body><h1>a b c</h1>",
    ),
    "page: lines below a heading": lambda: filled(
        b"<div class=date><span>updated: 1 published: 2 on 3 x</span></div>",
        b"<html><head><title>hello over there</title></head><body><h1>hello over there</h1>",
    ),
    "page: times in rows of links": lambda: filled(
        b"<li class=date><time datetime=x>1 2 3 x</time>" + b"<a href=x>a headline that is long enough</a>" * 20 + b"</li>",
        b"<html><head><title>hello over there</title></head><body><h1>hello over there</h1><ul>",
    ),
    "page: boxes of embargoes": lambda: filled(
        b"<p class=embargo>Embargo until 1.1.1.1.1 until until until</p>",
        b"<html><head><title>hello over there</title></head><body><h1>hello over there</h1>",
    ),
    "page: open comments": lambda: filled(b"<!-- ", b"<html><body><p>hello</p>"),
    "headlines": lambda: filled(b"Harbour stays closed today\n"),
    "headlines of one letter": lambda: filled(b"a\n"),
    "headlines behind clocks": lambda: filled(b"10:32 Harbour closed again\n"),
    "headlines before days and outlets": lambda: filled(
        b"1. Harbour closed - The Times - 7 Oct 2025\n2. Ferry - The Sun - 8 Oct 2025\n"
    ),
    "fields: blocks": lambda: filled(b"Title: a\nDate: 2026-11-23\n\n"),
    "fields: lines of a text": lambda: filled(b"b\n", b"Title: a\nText: b\nTitle: a\nText: b\n"),
    "headlines of links": lambda: filled(b"[Harbour closed](https://h.example/a)\nhttps://h.example/b\n"),
    "mail: letters far apart": lambda: filled(b"A" + b" " * 1_000, _MAIL + b"\n"),
    "headlines of blanks": lambda: filled(b"a" + b" " * 190 + b"z\n"),
    "headlines of open links": lambda: filled(b"[abc](http://" + b"x" * 185 + b"\n"),
    "headlines of far links": lambda: filled(b"a://" + b" a" * 90 + b"z\n"),
    "headlines that are links and blanks": lambda: b"-\na http://x" + b" " * SIZE + b"z\n",
    "headlines before days": lambda: (
        filled(b"Ferry - 2026-11-23\n")[: SIZE // 2] + filled(b"a - 1 a - 2 a - 3 a - 4 a - 5 a - 6 a\n")[: SIZE // 2]
    ),
    "headlines of days": lambda: filled(b"7 Oct 2025\nTuesday, 7 Oct\n", b"Harbour closed\n"),
    "headlines of a ticker": lambda: filled(b"FERRY BACK ** "),
    "copy: one line of sentences": lambda: filled(b"The harbour stays closed, he said. "),
    "telex: lines of two letters": lambda: filled(b"ab\n", _TELEX),
    "bulletin: lines": lambda: filled(
        b"AB\n", b"WSVK32 KVIK 041200\nA\nNATIONAL WEATHER SERVICE VIK\n700 AM EST WED MAR 4 2026\n\n"
    ),
    "copy: full stops": lambda: b". " * (SIZE // 2),
    "copy: a field of many lines": lambda: filled(b" c\n", b".HEADLINE a\n.SLUG b\n"),
    "copy: field names": lambda: filled(b".HEADLINE a\n.SLUG b\n"),
    "Markdown: headings": lambda: filled(b"## a\n\nb\n", b"# Title\n\n"),
    "Markdown: front matter": lambda: b"---\ntitle: a\nx: " + b"[" * SIZE,
    "mail: messages": lambda: filled(b"From a@b Wed Oct 08 2025\nFrom: a\nSubject: b\n\nc\n\n"),
    "mail: parts": lambda: filled(b"--x\n\nc\n", _MAIL + b"Content-Type: multipart/mixed; boundary=x\n\n"),
    "mail: header lines": lambda: filled(b"X-A: b\n", _MAIL),
    "mail: encoded words": lambda: b"From: a@b.example\nSubject: " + b"=?utf-8?q?a?= " * (SIZE // 14) + b"\n\nx",
    "mail: one header line": lambda: _MAIL + b"X-A: " + b"a" * SIZE + b"\n\nx",
    "mail: receivers": lambda: filled(b"a@b.example, ", _MAIL + b"To: ", b"\n\nx"),
    "mail: brackets in brackets": lambda: b"Subject: b\nFrom: " + b"(" * SIZE + b"\n\nx",
    "mail: parameters": lambda: filled(
        b"--x\nContent-Type: text/plain" + b';"' * 24_000 + b"\n\nc\n", _MAIL + b"Content-Type: multipart/mixed; boundary=x\n\n"
    ),
    "mail: parameters in pieces": lambda: filled(
        b"--x\nContent-Type: text/plain" + b"".join(b"; a*%d=b" % n for n in range(4_500)) + b"\n\nc\n",
        _MAIL + b"Content-Type: multipart/mixed; boundary=x\n\n",
    ),
    "mail: nested parts": lambda: (
        _MAIL + b"".join(b"Content-Type: multipart/mixed; boundary=x%d\n\n--x%d\n" % (n, n) for n in range(90_000))
    ),
    "mail: a page": lambda: filled(b"<p>a</p>", _MAIL + b"Content-Type: text/html\n\n"),
    "mail: a page of tags": lambda: filled(b"<b>", _MAIL + b"Content-Type: text/html\n\n"),
    "mail: flowed": lambda: filled(b"The harbour stays closed for \n", _MAIL + b"Content-Type: text/plain; format=flowed\n\n"),
    "mail: a head of carets": lambda: filled(b"^a<\n", _MAIL + b"\n^x\n"),
    "mail: short lines": lambda: filled(
        b"ab\n" * 20 + b"The harbour stays closed for another week, said the mayor\n", _MAIL + b"\n"
    ),
    "mail: lines of two letters": lambda: filled(b"ab\n", _MAIL + b"\n"),
    "mail: short lines of no ASCII": lambda: filled("😀a\n".encode(), _MAIL + b"Content-Type: text/plain; charset=utf-8\n\n"),
    "mail: lines that open no message": lambda: filled(
        b"From " + b"a " * 490 + b"\n", b"From a@b Wed Oct 08 2025\n" + _MAIL + b"\n"
    ),
    "mail: base64 of blanks": lambda: _MAIL + b"Content-Transfer-Encoding: base64\n\nA" + b" " * SIZE,
    "mail: base64 in short lines": lambda: filled(b"TE9O\n", _MAIL + b"Content-Transfer-Encoding: base64\n\n", b"!"),
    "mail: a digest of messages": lambda: filled(b"-" * 30 + b"\nFrom: a@b.c\nSubject: x\n\ny\n", _MAIL + b"\nToday's Topics:\n\n"),
    "mail: passed on and on": lambda: filled(b"From: a@b.c\nDate: x\nTo: y\nSubject: Fwd: z\n\n", _MAIL + b"\nFYI\n\n"),
    "mail: signatures": lambda: filled(b"\n-- \na", _MAIL + b"\n"),
    "mail: footers": lambda: filled(b"\n\nSent from my iPhone", _MAIL + b"\nabc"),
    "mail: blocks of dot copy": lambda: filled(b".TEXT\n.HEADLINE a\n", _MAIL + b"\n"),
    "mail: hidden parts of a page": lambda: filled(b"<div style='display:none'>", _MAIL + b"Content-Type: text/html\n\n"),
    "mail: texts and pages": lambda: (
        _MAIL
        + b"Content-Type: multipart/mixed; boundary=x\n\n"
        + b"".join(
            b"--x\nContent-Type: text/%s\n\n" % kind + b" ".join(b"w%d" % n for n in range(8_000)) + b"\n"
            for kind in (b"plain", b"html") * 50
        )
    ),
    "mail: signed in pieces": lambda: filled(
        b"\x04\0" * 30,
        _MAIL
        + b"Content-Type: application/pkcs7-mime\n\n\x30\x80"
        + bytes.fromhex("06092a864886f70d010702a080308002010131003080" + "06092a864886f70d010701a0802480"),
    ),
    "mail: an encoding that nothing declares": lambda: filled("Новости дня\n".encode("koi8-r"), _MAIL + b"\n"),
    "GDELT: rows": lambda: filled(
        b"20251009101500-1\t20251009101500\t1\ta\thttp://a/1\t<PAGE_TITLE>The harbour is closed</PAGE_TITLE>\n"
    ),
    "GDELT: open titles": lambda: filled(b"<PAGE_TITLE>a", b"20251009101500-1\t20251009101500\t1\ta\thttp://a/1\t"),
    "WARC: records": lambda: filled(
        _WARC % (b"resource", b"text/html", 40) + b"<html><p>hello there this is it</p></html>\r\n\r\n"
    ),
    "WARC: chunks": lambda: _WARC % (b"response", b"application/http", 4_900_000) + _CHUNKED + b"1\r\na\r\n" * 810_000,
    "WARC: bombs in brotli": lambda: filled(_packed_answer(brotli.compress(b"a" * 300_000_000, quality=3))),
    "WARC: texts of pages": lambda: filled(_WARC % (b"conversion", b"text/plain", 400) + b"title\n" + b"ab " * 132 + b"\r\n"),
    "ARC: records": lambda: filled(b"http://a/ 1.2.3.4 20251009 text/html 40\n<html><p>hello there this is it</p></html>\n", _ARC),
    "ARC: lines that are no records": lambda: filled(b"http://a/ 1.2.3.4 20251009 a b c d e f g\n", _ARC),
    "ARC: one line": lambda: filled(b"http://a/ 1.2.3.4 20251009 ", _ARC),
    "gzip: empty members": lambda: gzip.compress(b"", mtime=0) * (SIZE // 20),
    "gzip: bomb": lambda: gzip.compress(b"a" * 300_000_000, mtime=0),
    "bzip2: empty streams": lambda: bz2.compress(b"") * (SIZE // 14),
    "bzip2: bomb": lambda: bz2.compress(b"a" * 300_000_000),
    "bzip2: noise": lambda: bz2.compress(random.Random(1).randbytes(SIZE - 50_000)),
    "xz: empty streams": lambda: lzma.compress(b"") * (SIZE // 32),
    "xz: bomb": lambda: lzma.compress(b"a" * 300_000_000, preset=0),
    "zstd: empty frames": lambda: zstd.compress(b"") * (SIZE // 9),
    "zstd: bomb": lambda: zstd.compress(b"a" * 300_000_000, options={zstd.CompressionParameter.window_log: 27}),
    "saved page: values": lambda: _plist([["WebMainResource"] * 1_200_000] * 2 + [[n] for n in range(40_000)]),
    "saved page: pictures": lambda: filled(
        b"\n--b\nContent-Type: image/png\nContent-Location: http://a/b\n\nabc",
        _MHTML,
        b"\n--b\nContent-Type: text/html\n\n<p>a b c",
    ),
    "zip: members": lambda: _zip(19_000, _RSS + b"<item><title>a</title></item>" + _END, 0),
    "zip: pages": lambda: _zip(
        5_000, b"<html><h1>Harbour of Vik closed</h1><p>It stays closed for a week, the port of Vik said on Monday.</p>"
    ),
    "zip: articles": lambda: _zip(
        5_000, b"<html><article><h1>Harbour of Vik closed</h1>" + b"<p>It stays closed for a week, he said.</p>" * 25
    ),
    "zip: tables": lambda: _zip(50, b"title,date\n" + b"Vik harbour closes,2026-11-23\n" * 30_000),
    "zip: bombs": lambda: _zip(5, b"a" * 60_000_000),
    "zip: bombs in archives": lambda: _zip(200, _zip(20, b"a b c\n" * 500_000)),
}


def cost(name: str) -> dict[str, float | str]:
    """What reading one of the shapes costs in a process of its own: `seconds` of CPU, peak `megabytes`, and what is `told`."""
    try:
        done = subprocess.run([sys.executable, "-c", _CHILD], input=SHAPES[name](), capture_output=True, timeout=60, check=False)
    except subprocess.TimeoutExpired:
        return {"seconds": float("inf"), "megabytes": float("inf"), "told": "no end in a minute"}
    if done.returncode:
        return {"seconds": float("inf"), "megabytes": float("inf"), "told": done.stderr.decode()[-300:]}
    found: dict[str, float | str] = json.loads(done.stdout)
    return found


def main() -> None:
    """Print what each shape costs."""
    for name in SHAPES:
        if not sys.argv[1:] or any(word in name for word in sys.argv[1:]):
            found = cost(name)
            print(f"| {name} | {found['seconds']:.2f} | {found['megabytes']:.0f} | {found['told']} |", flush=True)


if __name__ == "__main__":
    main()
