"""Bytes become text whatever their encoding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copytaster.wire.decode import declared_by, declared_in, decode


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_unicode_is_read_with_and_without_a_mark(encoding: str) -> None:
    text = "<?xml version='1.0'?><rss>Übergröße</rss>"
    assert decode(text.encode(encoding)) == (text, ())


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("windows-1251", "Новости дня"),
        ("koi8-r", "Новости дня"),
        ("gb2312", "新闻联播"),
        ("shift_jis", "ニュース速報"),
        ("euc-kr", "뉴스 속보"),
        ("iso-8859-2", "Wiadomości"),
    ],
)
def test_what_the_document_or_its_header_declares_is_used_when_it_is_not_utf_8(encoding: str, text: str) -> None:
    document = f'<?xml version="1.0" encoding="{encoding}"?><rss>{text}</rss>'
    assert text in decode(document.encode(encoding))[0]
    assert text in decode(text.encode(encoding) * 3, encoding)[0]


def test_text_that_is_utf_8_is_read_so_whatever_is_declared() -> None:
    assert decode('<?xml version="1.0" encoding="iso-8859-1"?><a>Zürich</a>'.encode(), "koi8-r")[0].endswith("<a>Zürich</a>")


def test_latin_1_is_read_as_browsers_do_so_that_typographic_quotes_live() -> None:
    assert decode("“Zürich” – €".encode("cp1252"), "iso-8859-1")[0] == "“Zürich” – €"


def test_one_broken_byte_does_not_turn_a_page_of_utf_8_into_gibberish() -> None:
    text, notes = decode("Grüße aus Köln, schöne Öfen".encode() + b"\xff" + "für Äpfel".encode())
    assert "Köln" in text
    assert "damaged UTF-8" in notes[0]


def test_bytes_of_no_known_encoding_are_windows_1252_with_a_note() -> None:
    assert decode(b"caf\xe9") == ("café", ("not UTF-8 (byte 3); read as windows-1252",))


def test_names_that_are_no_encodings_of_text_are_not_followed() -> None:
    for name in ("zlib", "base64", "rot13", "no-such-thing", "utf-7", "unicode_escape"):
        assert decode(b"caf\xe9", name)[0] == "café"


def test_declarations_are_found_in_xml_html_and_media_types() -> None:
    assert declared_in(b'<?xml version="1.0" encoding="Windows-1251"?>') == "Windows-1251"
    assert declared_in(b'<html><meta http-equiv="Content-Type" content="text/html; charset=euc-jp">') == "euc-jp"
    assert declared_by('text/html; Charset="GBK"') == "GBK"
    assert declared_in(b"plain") == declared_by("text/plain") == ""


@given(st.binary(max_size=300), st.sampled_from(["", "koi8-r", "zlib", "gb2312", "utf-16"]))
def test_any_bytes_become_text(data: bytes, declared: str) -> None:
    decode(data, declared)


@pytest.mark.parametrize(
    "text",
    [
        "Bürger fürchten größere Straßen",
        "À bientôt, élève naïf",
        "Roma è a sud, è bella, è antica, è calda, è grande, è viva, è lì",
        "It’s “over” – he said: don’t, won’t, can’t",
    ],
)
def test_western_text_stays_western(text: str) -> None:
    assert decode(text.encode("cp1252"))[0] == text


def test_a_pair_that_is_two_signs_does_not_stop_the_telling_of_an_encoding() -> None:
    # In Hong Kong's Big5 these are Ê and a macron above it, which has no pair of its own.
    assert decode(b"\x88b" * 20 + "香港新聞報導今日天氣預報".encode("big5hkscs"))[0]
