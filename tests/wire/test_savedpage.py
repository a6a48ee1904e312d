"""Pages as browsers save them in one file are read as pages, under their own addresses."""

from __future__ import annotations

import datetime as dt
import plistlib
import quopri

import pytest

from copytaster.errors import Unreadable
from copytaster.model import UTC, Delivery, Item
from copytaster.wire import sniff

ADDRESS = "https://news.example/2026/11/20/salt"
PAGE = (
    '<!DOCTYPE html><html lang="en"><head><title>Salt keeps heat - The News</title><meta property="og:type" content="article">'
    '<meta property="article:published_time" content="2026-11-20T08:00:00Z"></head><body><nav>Home World Sport</nav>'
    "<article><h1>Salt keeps heat</h1><p>Engineers in Malmö have found a cheaper way of keeping heat in salt, a study says.</p>"
    "<p>Nobody thought it would work, said Ann Reporter, who led it. The trial ran for three years.</p></article></body></html>"
)
CHROME = f"From: <Saved by Blink>\nSnapshot-Content-Location: {ADDRESS}\n"
EXPLORER = 'From: "Saved by Windows Internet Explorer 11"\n'
NOBODY = ""


def mhtml(top: str, page: str = PAGE, encoding: str = "utf-8") -> bytes:
    packed = quopri.encodestring(page.encode(encoding)).decode()
    return (
        f"{top}Subject: Salt keeps heat - The News\nDate: Sun, 22 Nov 2026 10:00:00 +0100\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html";\n\tboundary="----=_b"\n\n'
        f'------=_b\nContent-Type: text/html; charset="{encoding}"\nContent-Transfer-Encoding: quoted-printable\n'
        f"Content-Location: {ADDRESS}\n\n{packed}\n"
        "------=_b\nContent-Type: text/css\nContent-Location: https://news.example/a.css\n\np {{ color: red }}\n"
        "------=_b\nContent-Type: text/html\nContent-Location: https://ads.example/frame\n\n<p>Buy a boat today, they said.</p>\n"
        "------=_b--\n"
    ).encode()


def archive(page: object = PAGE.encode(), **more: object) -> bytes:
    main = {"WebResourceData": page, "WebResourceURL": ADDRESS, "WebResourceTextEncodingName": "UTF-8", **more}
    return plistlib.dumps({"WebMainResource": main, "WebSubresources": []}, fmt=plistlib.FMT_BINARY)


def items(body: bytes) -> tuple[Item, ...]:
    return sniff.read(Delivery("pages", dt.datetime(2026, 11, 23, tzinfo=UTC), body, "file.mht")).items


def read(body: bytes) -> Item:
    (item,) = items(body)
    return item


@pytest.mark.parametrize(
    "body",
    [mhtml(CHROME), mhtml(EXPLORER), mhtml(NOBODY), mhtml(CHROME, encoding="iso-8859-1"), archive()],
    ids=["Chrome", "Explorer", "without a sender", "Latin-1", "Safari"],
)
def test_a_saved_page_is_read_as_the_page_and_not_as_a_mail(body: bytes) -> None:
    item = read(body)
    assert (item.headline, item.url) == ("Salt keeps heat", ADDRESS)
    assert item.version_created == dt.datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert item.body.startswith("Engineers in Malmö have")
    assert item.body.endswith("three years.")
    assert "Blink" not in item.info_source


def test_a_mail_that_carries_its_pictures_is_still_a_mail() -> None:
    item = items(mhtml("From: Ann <ann@x.example>\nTo: desk@news.example\n"))[0]
    assert item.version_created == dt.datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (archive()[:60] + archive()[-32:], "broken web archive"),
        (archive(page="text"), "without a page"),
        (archive()[:-24] + (10**9).to_bytes(8, "big") + archive()[-16:], "too many values"),
        (mhtml(CHROME).replace(b"text/html;", b"text/rtf;", 2).replace(b"text/html\n", b"text/rtf\n"), "without a page"),
    ],
)
def test_what_is_no_page_is_refused_in_words(body: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read(body)
