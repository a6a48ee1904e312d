"""Archives: zip, tar, gzip and WARC are opened, whatever is hostile in them is refused with a note, and the rest is read."""

from __future__ import annotations

import bz2
import datetime as dt
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib

import brotli
import pytest

from copytaster.errors import Unreadable
from copytaster.model import UTC, Delivery
from copytaster.wire import sniff
from copytaster.wire.packed import zstd
from copytaster.wire.reading import Reading

FEED = b"<rss version='2.0'><channel><title>Wire</title><item><title>%s</title><link>https://a.example/%d</link></item></channel></rss>"
PAGE = (
    b"<!DOCTYPE html><html><head><title>Harbour stays closed</title><meta property='og:type' content='article'>"
    b"<meta property='og:title' content='Harbour stays closed'></head><body><article><h1>Harbour stays closed</h1><p>"
    + b"The minister said on Tuesday that the harbour would stay closed for another week. " * 12
    + b"</p></article></body></html>"
)


def read(body: bytes) -> Reading:
    return sniff.read(Delivery("backfill", dt.datetime(2025, 10, 9, tzinfo=UTC), body, "backfill.zip"))


def feed(title: str, number: int = 1) -> bytes:
    return FEED % (title.encode(), number)


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return packed.getvalue()


def tarred(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for info, body in members:
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
    return packed.getvalue()


def record(body: bytes, kind: str = "response", address: str = "https://a.example/1", declared: int | None = None) -> bytes:
    length = len(body) if declared is None else declared
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nContent-Type: application/http; msgtype=response\r\n"
    return f"{head}Content-Length: {length}\r\n\r\n".encode() + body + b"\r\n\r\n"


def answer(body: bytes, *fields: str, status: str = "200 OK") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", "Content-Type: text/html", *fields, "", ""]).encode() + body


def arc(*records: tuple[str, str, bytes]) -> bytes:
    """An ARC archive, with its opening record, of records of an address, a media type and what they hold."""
    opening = b"filedesc://crawl.arc 0.0.0.0 20251009000000 text/plain 76\n1 0 Archive\n"
    opening += b"URL IP-address Archive-date Content-type Archive-length\n\n"
    heads = (f"{address} 192.0.2.1 20251009101500 {kind} {len(body)}\n".encode() + body + b"\n" for address, kind, body in records)
    return opening + b"".join(heads)


def headlines(reading: Reading) -> list[str]:
    return [item.headline for item in reading.items]


def test_each_member_of_a_zip_archive_is_read_in_its_own_format() -> None:
    text = b'{"headline": "Second headline", "date": "2025-10-08", "text": "More."}\n{"headline": "Third headline"}\n'
    reading = read(zipped({"a/feed.xml": feed("First headline"), "b.jsonl": text, "c.jpg": b"\xff\xd8picture"}))
    assert sorted(headlines(reading)) == ["First headline", "Second headline", "Third headline"]
    assert reading.format == "archive"


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml", "a/../../evil.xml", "C:evil.xml", "..\\evil.xml", "a\nb.xml"])
def test_a_member_whose_name_points_out_of_the_archive_is_refused_and_the_others_are_read(name: str) -> None:
    reading = read(zipped({name: feed("Evil"), "good.xml": feed("Good news")}))
    assert headlines(reading) == ["Good news"]
    assert any("points out of the archive" in note for note in reading.notes)


def test_a_link_in_an_archive_is_refused() -> None:
    link = tarfile.TarInfo("link.xml")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    reading = read(tarred((link, b""), (tarfile.TarInfo("good.xml"), feed("Good news"))))
    assert headlines(reading) == ["Good news"]
    assert reading.notes == ("'link.xml': a link",)


def test_a_member_that_unpacks_to_a_bomb_is_refused_before_it_is_unpacked() -> None:
    reading = read(zipped({"bomb.xml": b"a" * 40_000_000, "good.xml": feed("Good news")}))
    assert headlines(reading) == ["Good news"]
    assert "would unpack to 40,000,000 bytes" in reading.notes[0]


def test_a_member_that_says_less_than_it_unpacks_to_is_refused() -> None:
    body = bytearray(zipped({"bomb.xml": b"a" * 40_000_000, "good.xml": feed("Good news")}))
    real = (40_000_000).to_bytes(4, "little")
    while (place := body.find(real)) >= 0:
        body[place : place + 4] = (1000).to_bytes(4, "little")
    reading = read(bytes(body))
    assert headlines(reading) == ["Good news"]
    assert "bomb.xml" in reading.notes[0]


def test_archives_in_archives_share_one_room() -> None:
    inner = zipped({f"{n}.txt": b"Harbour stays closed\n" * 40_000 for n in range(20)})
    middle = zipped({f"{n}.zip": inner for n in range(20)})
    reading = read(zipped({"middle.zip": middle, "good.xml": feed("Good news")}))
    assert len(reading.items) < 200_000
    assert any("too many members" in note or "would unpack" in note for note in reading.notes)


def test_small_archives_of_many_short_pages_and_rows_are_read_to_their_ends() -> None:
    page = b"<html><article><h1>Pier %d closed</h1><p>It stays closed for a week, the port of Vik said on Monday.</p>%s</article>"
    told = b"".join(b"<p>Ferry %d goes from another pier, it said.</p>" % number for number in range(9))
    pages = zipped({f"{number}.html": page % (number, told) for number in range(400)})
    assert len(pages) < 400_000
    assert len(read(pages).items) == 400
    rows = b"title,date\n" + b"".join(b"Pier %d closed,2026-11-23\n" % number for number in range(3_000))
    tables = zipped({"a.csv": rows, "b.csv": rows.replace(b"Pier", b"Quay")})
    assert len(read(tables).items) == 6_000


def test_archives_are_opened_three_deep_and_no_deeper() -> None:
    two_deep = zipped({"two.zip": zipped({"one.xml": feed("Deep news")})})
    assert headlines(read(two_deep)) == ["Deep news"]
    with pytest.raises(Unreadable, match="not opened any further"):
        read(zipped({"four.zip": zipped({"three.zip": two_deep})}))


def test_gzip_is_unpacked_whole_and_as_far_as_it_goes() -> None:
    assert headlines(read(gzip.compress(feed("First")[:60]) + gzip.compress(feed("First")[60:]))) == ["First"]
    lines = b"".join(b'{"headline": "Headline number %d", "date": "2025-10-08"}\n' % n for n in range(5000))
    assert 100 < len(read(gzip.compress(lines)[:-9000]).items) < 5000


PACKERS = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "lzma": lambda body: lzma.compress(body, format=lzma.FORMAT_ALONE),
    "zstd": zstd.compress,
}


@pytest.mark.parametrize("form", PACKERS)
def test_what_is_packed_as_a_whole_is_read_alone_in_pieces_and_around_an_archive(form: str) -> None:
    pack = PACKERS[form]
    assert headlines(read(pack(feed("First")))) == ["First"]
    if form != "lzma":
        assert headlines(read(pack(feed("First")[:60]) + pack(feed("First")[60:]))) == ["First"]
    link, device = tarfile.TarInfo("link.xml"), tarfile.TarInfo("device.xml")
    link.type, link.linkname, device.type = tarfile.SYMTYPE, "/etc/passwd", tarfile.CHRTYPE
    held = tarred(
        (link, b""),
        (device, b""),
        (tarfile.TarInfo("../evil.xml"), feed("Evil")),
        (tarfile.TarInfo("a.xml.gz"), gzip.compress(feed("In it"))),
    )
    reading = read(pack(held))
    assert headlines(reading) == ["In it"]
    assert reading.notes == ("'link.xml': a link", "'device.xml': a device", "'../evil.xml': a name that points out of the archive")
    assert headlines(read(zipped({"a.csv." + form: pack(b"title,date\nHarbour closed,2025-10-08\n")}))) == ["Harbour closed"]


@pytest.mark.parametrize("form", PACKERS)
def test_what_is_packed_and_cut_off_is_read_as_far_as_it_goes_or_refused(form: str) -> None:
    lines = b"".join(
        b'{"headline": "Headline number %d of %d", "date": "2025-10-08"}\n' % (n, n * n * 7919 % 999_983) for n in range(60_000)
    )
    packed = PACKERS[form](lines)
    assert 100 < len(read(packed[: len(packed) * 2 // 3]).items) < 60_000
    with pytest.raises(Unreadable):
        read(packed[:20])
    with pytest.raises(Unreadable):
        read(packed[:20] + b"\xff" * 200)


@pytest.mark.parametrize("form", PACKERS)
def test_a_bomb_is_refused_however_it_is_packed(form: str) -> None:
    with pytest.raises(Unreadable, match="bomb"):
        read(PACKERS[form](b"a" * 200_000_000))


def test_xz_that_wants_too_much_memory_is_refused() -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 512 * 1024 * 1024, "preset": 0, "mf": lzma.MF_HC3, "mode": lzma.MODE_FAST}]
    body = bytearray(lzma.compress(feed("First"), filters=[{**filters[0], "dict_size": 1 << 20}], check=lzma.CHECK_NONE))
    place = body.index(b"\x21\x01", 12) + 2
    body[place] = 34  # a dictionary of 512 MiB, which the header's sum below makes true
    size = (body[12] + 1) * 4
    body[12 + size - 4 : 12 + size] = zlib.crc32(body[12 : 12 + size - 4]).to_bytes(4, "little")
    with pytest.raises(Unreadable, match=r"xz that cannot be unpacked: .*emory"):
        read(bytes(body))


def test_zip_members_in_newer_packings_are_read_or_refused_alone() -> None:
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        body = bytearray(zipped({"bad.xml": feed("Bad") * 40}, method) + b"")
        good = zipped({"bad.xml": feed("Bad") * 40, "good.xml": feed("Good news")}, method)
        assert "Good news" in headlines(read(good))
        body = bytearray(good)
        body[60:90] = bytes(30)
        assert headlines(read(bytes(body))) == ["Good news"]


def test_a_gzip_bomb_is_refused() -> None:
    with pytest.raises(Unreadable, match="bomb"):
        read(gzip.compress(b"a" * 200_000_000))


def test_an_encrypted_or_broken_archive_says_so() -> None:
    body = bytearray(zipped({"a.xml": feed("x")}))
    body[6] |= 1
    body[body.find(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Unreadable, match="encrypted"):
        read(bytes(body))
    with pytest.raises(Unreadable, match="cannot be opened"):
        read(b"PK\x03\x04 and nothing more")


def test_the_answers_of_a_web_archive_become_items_with_their_addresses() -> None:
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
    records = [
        record(b"GET / HTTP/1.1\r\n\r\n", "request"),
        record(answer(PAGE), address="https://a.example/one"),
        record(answer(chunked, "Transfer-Encoding: chunked"), address="https://a.example/two"),
        record(answer(gzip.compress(PAGE), "Content-Encoding: gzip"), address="https://a.example/three"),
        record(answer(b"gone", status="404 Not Found"), address="https://a.example/four"),
    ]
    for body in (b"".join(records), gzip.compress(b"".join(records)), b"".join(map(gzip.compress, records))):
        reading = read(body)
        assert [item.url for item in reading.items] == [f"https://a.example/{n}" for n in ("one", "two", "three")]
        assert {item.headline for item in reading.items} == {"Harbour stays closed"}


def test_a_broken_record_costs_itself() -> None:
    broken = b"WARC/1.0\r\nWARC-Type: response\r\n\r\nno length\r\n\r\n"
    cut = record(answer(PAGE)[:400], declared=50_000, address="https://a.example/cut")
    reading = read(broken + record(answer(PAGE)) + cut)
    assert headlines(reading)[0] == "Harbour stays closed"
    assert any("gives no length" in note for note in reading.notes)
    assert any("cut off" in note for note in reading.notes)


def test_an_answer_in_brotli_is_unpacked_alone_and_around_another_packing() -> None:
    records = [
        record(answer(brotli.compress(PAGE), "Content-Encoding: br"), address="https://a.example/one"),
        record(answer(brotli.compress(gzip.compress(PAGE)), "Content-Encoding: gzip, br"), address="https://a.example/two"),
        record(answer(PAGE, "Content-Encoding: br"), address="https://a.example/three"),
    ]
    reading = read(b"".join(records))
    assert [item.url for item in reading.items] == [f"https://a.example/{n}" for n in ("one", "two", "three")]


def test_a_bomb_in_brotli_is_not_unpacked_beyond_the_bound() -> None:
    bomb = brotli.compress(b"<p>" + b"a" * 200_000_000, quality=1)
    reading = read(record(answer(bomb, "Content-Encoding: br")) * 5 + record(answer(PAGE), address="https://a.example/good"))
    assert [item.url for item in reading.items] == ["https://a.example/good"]
    assert any("unpack to far too much" in note for note in reading.notes)


@pytest.mark.parametrize(
    ("status", "fields"), [("203 Non-Authoritative Information", ()), ("200 OK", ("Via: 1.1 cache",))], ids=["by a proxy", "plain"]
)
def test_an_answer_is_read_however_its_server_calls_it(status: str, fields: tuple[str, ...]) -> None:
    assert headlines(read(record(answer(PAGE, *fields, status=status)))) == ["Harbour stays closed"]


def test_an_answer_whose_media_type_says_nothing_is_told_by_its_first_sign() -> None:
    said = b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n"
    reading = read(record(said + feed("First")) + record(said + b"\x89PNG picture") + record(answer(PAGE)))
    assert headlines(reading) == ["First", "Harbour stays closed"]
    assert reading.notes == ()


def test_the_text_taken_out_of_a_page_has_its_title_and_address_and_not_its_menu_in_the_headline() -> None:
    text = "Harbour stays closed\nHome\nPolitics\n" + "The minister said that the harbour would stay closed. " * 8
    head = "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://a.example/one\r\nContent-Type: text/plain\r\n"
    head += f"WARC-Identified-Content-Language: eng,deu\r\nContent-Length: {len(text)}\r\n\r\n"
    (item,) = read(f"{head}{text}\r\n\r\n".encode()).items
    assert (item.headline, item.url, item.language) == ("Harbour stays closed", "https://a.example/one", "en")
    assert item.body.startswith("Home\nPolitics")
    assert item.body.endswith("would stay closed.")


def test_the_older_form_of_web_archives_is_read_packed_and_not() -> None:
    body = arc(
        ("dns:a.example", "text/dns", b"20251009101500\na.example. 300 IN A 192.0.2.1"),
        ("https://a.example/one", "text/html", answer(PAGE)),
        ("https://a.example/gone", "text/html", answer(PAGE, status="404 Not Found")),
        ("https://a.example/i.png", "image/png", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
        ("https://a.example/two", "text/html", answer(gzip.compress(PAGE), "Content-Encoding: gzip")),
    )
    for packed in (body, gzip.compress(body)):
        assert [item.url for item in read(packed).items] == ["https://a.example/one", "https://a.example/two"]
    cut = read(body[:-200])
    assert cut.items[0].url == "https://a.example/one"
    assert any("cut off" in note for note in cut.notes)


def test_what_lies_beside_copy_in_an_archive_is_none() -> None:
    beside = {
        "style.css": b"body {color: red}\n.a {b: c}\n",
        "lib/app.js": b"function a() {return 1}\nvar b = 2;\n",
        "README.txt": b"This folder holds the export of our wire.\nPlease do not pass it on.\n",
        "LICENSE": b"Permission is hereby granted, free of charge\n",
        "robots.txt": b"User-agent: *\nDisallow: /x\n",
        "Thumbs.db": b"\xd0\xcf\x11\xe0abc",
        "index.cdx": b" CDX N b a m s\nexample,a)/one 20251009101500 https://a.example/one text/html 200\n",
    }
    reading = read(zipped({**beside, "licence-fee-rises.txt": b"Licence fee rises\n", "a.xml": feed("First")}))
    assert sorted(headlines(reading)) == ["First", "Licence fee rises"]


def test_of_a_web_archive_with_its_index_the_pages_are_read_and_once() -> None:
    pages = b'{"format": "json-pages-1.0", "title": "All Pages"}\n{"url": "https://a.example/one", "title": "Harbour | A"}\n'
    held = {
        "archive/data.warc.gz": gzip.compress(record(answer(PAGE), address="https://a.example/one")),
        "indexes/index.idx": b'!meta 0 {"format": "cdxj-gzip-1.0"}\n',
        "pages/pages.jsonl": pages,
        "datapackage.json": b'{"profile": "data-package", "title": "News crawl of October"}',
        "logs/crawl.log": b'{"message": "Crawling done for all pages"}\n',
    }
    assert [item.url for item in read(zipped(held)).items] == ["https://a.example/one"]
    del held["archive/data.warc.gz"]
    assert len(read(zipped(held)).items) > 1
