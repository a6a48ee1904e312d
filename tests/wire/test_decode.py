"""Bytes become text whatever their encoding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copytaster.wire.decode import declared_by, declared_in, decode, is_text


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
        "À bientôt, élève naïf, et à l’année prochaine",
        "Roma è a sud, è bella, è antica, è calda, è grande, è viva, è lì",
        "It’s “over” – he said: don’t, won’t, can’t",
    ],
)
def test_western_text_stays_western(text: str) -> None:
    assert decode(text.encode("cp1252"))[0] == text


def test_a_pair_that_is_two_signs_does_not_stop_the_telling_of_an_encoding() -> None:
    # In Hong Kong's Big5 these are Ê and a macron above it, which has no pair of its own.
    assert decode(b"\x88b" * 20 + "香港新聞報導今日天氣預報".encode("big5hkscs"))[0]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("koi8-r", "Новости дня: парламент принял бюджет на будущий год"),
        ("mac-cyrillic", "Новости дня: парламент принял бюджет на будущий год"),
        ("cp852", "Sejm przyjął w środę budżet na przyszły rok; opozycja głosowała przeciw"),
        ("iso8859-2", "Sejm przyjął w środę budżet na przyszły rok; opozycja głosowała przeciw"),
        ("cp1257", "Seimas priėmė kitų metų biudžetą, opozicija balsavo prieš šį įstatymą"),
        ("iso8859-7", "Η Βουλή ψήφισε τον προϋπολογισμό του επόμενου έτους"),
        ("mac-roman", "Le Sénat a adopté le budget de l'année prochaine, à une très courte majorité"),
        ("cp850", "Der Bundestag hat über den Haushalt für das nächste Jahr abgestimmt und größere Kürzungen beschlossen"),
        ("big5", "香港新聞報導今日天氣預報"),
        ("iso2022_jp", "国会は来年度予算案を可決した"),
        ("iso2022_kr", "국회는 내년 예산안을 통과시켰다"),
        ("utf-16-le", "国会は来年度予算案を可決した。野党は反対した。\n次の記事"),
        ("utf-16-be", "Новости дня\nПарламент принял бюджет"),
    ],
)
def test_what_declares_nothing_is_told_by_its_letters(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding))[0] == text


def test_letters_that_hide_behind_escapes_are_read_as_a_mail_declares_them_though_all_is_ascii() -> None:
    body = "速報：東京で地震".encode("iso2022_jp")
    assert decode(body, "ISO-2022-JP") == ("速報：東京で地震", ())
    assert decode(b"a dollar \x1b$ and a tilde ~{ are no letters")[0] == "a dollar \x1b$ and a tilde ~{ are no letters"


def test_a_letter_a_megabyte_into_a_table_is_still_told() -> None:
    rows = b"1;2025-11-23;https://news.example/a;politics\r\n" * 25_000
    told, notes = decode(rows + "Новости дня: парламент принял бюджет на будущий год".encode("koi8-r"))
    assert told.endswith("Новости дня: парламент принял бюджет на будущий год")
    assert "koi8-r" in notes[0]


def test_one_broken_byte_costs_a_letter_and_not_the_encoding() -> None:
    text, notes = decode("国会は来年度予算案を可決した。野党は反対した。".encode("euc_jp") * 5_000 + b"\xff.")
    assert text.startswith("国会は来年度予算案を可決した。")
    assert "euc" in notes[0]


@pytest.mark.parametrize("text", ["Città più bella", "Größe", "Ministre à l'école", "© 2025 Agency", "É lá"])
def test_too_little_to_tell_is_western(text: str) -> None:
    assert decode(text.encode("cp1252"))[0] == text


def test_a_program_is_no_text_in_letters_of_two_bytes() -> None:
    assert not is_text(b"\x48\x8d\x05\x89\xf0\x01\x00\xff\xa0\x70\x08\x00\x00\x0f\x1f\x00" * 200)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1250", "Premier zapowiedział, że deficyt będzie niższy od planu, a wzrost większy."),
        ("koi8-r", "С космодрома запущен спутник связи, сообщили в пресс-службе."),
    ],
)
def test_the_letters_of_a_short_telex_are_told_beside_its_control_characters(encoding: str, text: str) -> None:
    telex = f"\x01vik012 4 pl 20\r\nVik/\r\n\x02Vik=\r\n{text}\r\n\x03"
    assert decode(telex.encode(encoding))[0] == telex


def test_letters_that_would_be_controls_in_iso_8859_are_those_of_dos_or_a_macintosh() -> None:
    text = (
        "Vandstanden stiger natten til søndag, oplyser DMI. Beredskabet har lukket veje, og færger sejler ikke på grund af blæst."
    )
    assert decode(text.encode("cp850"))[0] == text
