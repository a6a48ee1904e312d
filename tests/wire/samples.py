"""A small document of every format, made by hand: what property tests wound, and what hostile shapes are made of."""

from __future__ import annotations

import gzip
import io
import plistlib
import tarfile
import zipfile

TEXT = "The harbour stays closed, the minister said on Wednesday. He did not say for how long, and nobody asked him again. "


def _zip(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(zipfile.ZipInfo(name), body)
    return packed.getvalue()


def _tar(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, body in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
    return packed.getvalue()


RSS = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Wire</title><link>https://a.example/</link>
<language>en</language>
<item><title>Harbour &amp; port closed</title><link>https://a.example/1</link><guid isPermaLink="false">g1</guid>
<dc:creator>Ann</dc:creator>
<pubDate>Wed, 08 Oct 2025 09:30:00 +0200</pubDate><category>Ports</category><description><![CDATA[<p>{TEXT}</p>]]></description>
<media:content url="https://a.example/1.jpg" type="image/jpeg"/></item><item><title>Second headline</title><link>/2</link>
<content:encoded>&lt;p&gt;{TEXT}&lt;/p&gt;</content:encoded></item></channel></rss>""".encode()
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Wire</title><id>urn:f</id>
<updated>2025-10-08T09:30:00Z</updated>
<entry><title type="html">Harbour &lt;b&gt;closed&lt;/b&gt;</title><id>urn:1</id><link href="https://a.example/1"/>
<updated>2025-10-08T09:30:00Z</updated>
<author><name>Ann</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{TEXT}</p></div></content>
</entry></feed>""".encode()
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://a.example/">
<title>Wire</title></channel><item rdf:about="https://a.example/1"><title>Harbour closed</title>
<link>https://a.example/1</link></item></rdf:RDF>"""
JSON_FEED = f"""{{"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "items": [{{"id": "1",
 "url": "https://a.example/1",
"title": "Harbour closed", "content_html": "<p>{TEXT}</p>", "date_published": "2025-10-08T09:30:00Z"}}]}}""".encode()
NINJS = f"""{{"uri": "urn:1", "version": "2", "type": "text", "pubstatus": "usable", "versioncreated": "2025-10-08T09:30:00Z",
"headline": "Harbour closed", "body_html": "<p>{TEXT}</p>", "subject": [{{"code": "medtop:20000523", "name": "ports"}}],
"standard": {{"name": "ninjs", "version": "1.3", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_1.3.json"}}}}""".encode()
NEWSML_G2 = f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:g2" version="3" xml:lang="en"><itemMeta>
<itemClass qcode="ninat:text"/><versionCreated>2025-10-08T09:30:00Z</versionCreated>
<embargoed>2025-10-08T18:00:00+02:00</embargoed>
<pubStatus qcode="stat:usable"/><edNote>CORRECTS name</edNote><signal qcode="sig:correction"/></itemMeta><contentMeta>
<urgency>3</urgency>
<headline>Harbour closed</headline><slugline>HARBOUR</slugline><subject type="cpnat:abstract" qcode="medtop:20000523"/>
</contentMeta><contentSet>
<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{TEXT}</p></body></html>
</inlineXML>
</contentSet></newsItem>""".encode()
NEWSML_1 = f"""<NewsML><NewsEnvelope><DateAndTime>20251008T093000Z</DateAndTime><Priority FormalName="3"/></NewsEnvelope>
<NewsItem><Identification>
<NewsIdentifier><ProviderId>a.example</ProviderId><DateId>20251008</DateId><NewsItemId>1</NewsItemId><RevisionId>2</RevisionId>
<PublicIdentifier>urn:newsml:a.example:20251008:1:2</PublicIdentifier></NewsIdentifier></Identification><NewsManagement>
<FirstCreated>20251008T093000Z</FirstCreated><ThisRevisionCreated>20251008T094000Z</ThisRevisionCreated>
<Status FormalName="Usable"/>
</NewsManagement><NewsComponent xml:lang="en"><NewsLines><HeadLine>Harbour closed</HeadLine><SlugLine>harbour</SlugLine>
</NewsLines>
<ContentItem><DataContent><p>{TEXT}</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>""".encode()
NITF = f"""<nitf><head><title>Harbour</title><docdata><doc-id id-string="n1"/><date.issue norm="20251008T093000Z"/>
<urgency ed-urg="3"/>
</docdata></head><body><body.head><hedline><hl1>Harbour closed</hl1></hedline><byline>By Ann</byline>
<dateline>LONDON</dateline></body.head>
<body.content><p>{TEXT}</p></body.content></body></nitf>""".encode()
OWN_XML = (
    f"<story><headline>Harbour closed</headline><id>77</id><updated>2025-10-08T09:30:00Z</updated><body>{TEXT}</body></story>"
).encode()
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Harbour closed | Courier</title><meta property="og:type" content="article">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Harbour closed",
 "datePublished": "2025-10-08T09:30:00Z"}}</script>
</head><body><nav><a href="/">Home</a></nav><article><h1>Harbour closed</h1><p>{TEXT * 4}</p><p>{TEXT * 3}</p></article></body>
</html>""".encode()
_TEASER = '<article><h2><a href="/news/{0}">Harbour number {0} stays closed for a week</a></h2></article>'
LISTING = (
    "<html><head><title>Courier</title></head><body><main>" + "".join(_TEASER.format(n) for n in range(9)) + "</main></body></html>"
).encode()
IPTC_7901 = (
    b"\x01bdt0123 3 pl 52 dpa 0456\r\n\x02Harbour closed =\r\n\r\n   Hamburg (dpa) - The harbour stays closed.\r\n"
    b"He said so.\r\n\x03080930 okt 25\r\n\x04"
)
ANPA = (
    b"\x16\x16\x01a0456\x1fbx-\r\nr a\x13BC-Harbour \x11 10-08 0042\r\n\x02^BC-Harbour,0042<\r\n^Harbour closed<\r\n"
    b"^By ANN REPORTER=\r\n\tLONDON (AP) _ The harbour stays closed.\r\n\x03AP-NY-10-08-25 0930EDT\r\n\x04"
)
ZCZC = f"ZCZC\nAN#17\nPD#08 October 2025 09:30:00\nTI#Harbour closed\nTX#\n{TEXT}\nNNNN\n".encode()
INTERFACE = b"""{"response": {"status": "ok", "results": [
{"id": "1", "webTitle": "Harbour closed", "fields": {"bodyText": "It is."},
"webPublicationDate": "2025-10-08T09:30:00Z"}, {"id": "2", "webTitle": "Second"}]}}"""
MAIL = f"""From: Wire <wire@a.example>
To: desk@b.example
Subject: =?utf-8?q?Harbour_closed?=
Date: Wed, 08 Oct 2025 09:30:00 +0200
Message-ID: <1@a.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="x"

--x
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Embargo: 10 October 2025 18:00 GMT

{TEXT}=20
--x
Content-Type: application/json; name=a.json
Content-Transfer-Encoding: base64

eyJ1cmkiOiAidXJuOjEiLCAiaGVhZGxpbmUiOiAiSGFyYm91ciJ9
--x--
""".encode()
MBOX = b"From a@b.example Wed Oct  8 09:30:00 2025\n" + MAIL + b"\nFrom a@b.example Wed Oct  8 09:31:00 2025\n" + MAIL
DOT_COPY = f".HEADLINE Harbour closed\n.SLUG harbour\n.BYLINE By Ann\n.DATE 2025-10-08 09:30 GMT\n.TEXT\n{TEXT}\n".encode()
CSV = b'title,date,text,url\nHarbour closed,2025-10-08,"It is, indeed.",https://a.example/1\nSecond,2025-10-09,More.,\n'
JSON_LINES = b'{"title": "Harbour closed", "date": "2025-10-08", "text": "It is."}\n{"headline": "Second", "time": 1759915800}\n'
MARKDOWN = b"---\ntitle: Harbour closed\ndate: 2025-10-08\n---\nIt is.\n\n## Background\n\nMore of it.\n"
HEADLINES = b"Harbour closed for a week\n-\nPort of call reopens\n-\nShips wait outside\n"
WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/1\r\nContent-Type: application/http\r\n"
    + b"Content-Length: %d\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n%s\r\n\r\n" % (len(PAGE) + 44, PAGE)
)
MHTML = (
    b"From: <Saved by Blink>\nSnapshot-Content-Location: https://a.example/1\nMIME-Version: 1.0\n"
    b'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n' + PAGE + b"\n--b--\n"
)
WEBARCHIVE = plistlib.dumps(
    {"WebMainResource": {"WebResourceData": PAGE, "WebResourceURL": "https://a.example/1"}}, fmt=plistlib.FMT_BINARY
)
BULLETIN = b"""WSVK32 KVIK 041200
HWOVIK
HAZARDOUS WEATHER OUTLOOK
NATIONAL WEATHER SERVICE VIK
700 AM EST WED MAR 4 2026

WINDS OF 30 KNOTS ARE EXPECTED ON MONDAY ALONG THE COAST.
"""

# name -> what a reading of it is called, and the document
SAMPLES: dict[str, tuple[str, bytes]] = {
    "RSS": ("rss20", RSS),
    "Atom": ("atom10", ATOM),
    "RDF": ("rss10", RDF),
    "JSON Feed": ("jsonfeed", JSON_FEED),
    "ninjs": ("ninjs", NINJS),
    "NewsML-G2": ("newsml-g2", NEWSML_G2),
    "NewsML 1": ("newsml1", NEWSML_1),
    "NITF": ("nitf", NITF),
    "XML of its own": ("xml", OWN_XML),
    "page": ("page", PAGE),
    "listing": ("listing", LISTING),
    "IPTC 7901": ("iptc7901", IPTC_7901),
    "ANPA 1312": ("anpa1312", ANPA),
    "ZCZC": ("zczc", ZCZC),
    "weather bulletin": ("bulletin", BULLETIN),
    "JSON of an interface": ("jsonlines", INTERFACE),
    "mail": ("mail", MAIL),
    "mbox": ("mail", MBOX),
    "dot copy": ("copy", DOT_COPY),
    "CSV": ("csv", CSV),
    "JSON lines": ("jsonlines", JSON_LINES),
    "Markdown": ("markdown", MARKDOWN),
    "headlines": ("headlines", HEADLINES),
    "WARC": ("page", WARC),
    "MHTML": ("page", MHTML),
    "web archive of Safari": ("page", WEBARCHIVE),
    "zip": ("archive", _zip({"a.xml": RSS, "b.json": NINJS})),
    "tar": ("archive", _tar({"a.xml": ATOM, "b.eml": MAIL})),
    "gzip": ("nitf", gzip.compress(NITF, mtime=0)),
}
