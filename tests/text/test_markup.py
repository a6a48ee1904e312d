"""Markup becomes text, at a price linear in its length."""

from __future__ import annotations

import html
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copytaster.text import markup
from copytaster.text.markup import one_line, plain, tidy


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Fish &amp; chips", "Fish & chips"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br/>Two<br>Three", "One\nTwo\nThree"),
        ("<P CLASS=x>One</P>\n<DIV>Two</DIV>", "One\n\nTwo"),
        ("<p>One line\nand the\n  next</p>\n<p>Two</p>", "One line and the next\n\nTwo"),
        ("One line\nand <b>the</b> next\n\nTwo", "One line\nand the next\n\nTwo"),
        ("<pre>One line\nand the next</pre>", "One line\nand the next"),
        ("<pre>if a <b\nthen c\nelse d</pre>", "if a then c\nelse d"),
        ("un<b>believ</b>able", "unbelievable"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1 2"),
        ("a < b and 5 <6 and c>d", "a < b and 5 <6 and c>d"),
        ('<a title="x > y">link</a>', "link"),
        ('<a title="x < y">link</a>', "link"),
        ("<a title='he said \"<b>\"'>link</a>", "link"),
        ("<a onclick='alert(1)' href=\"javascript:alert('>')\">link</a>", "link"),
        ("before<script>if (a < b) { alert('<p>') }</script>after", "beforeafter"),
        ("before<style>p > a {}</style >after", "beforeafter"),
        ("before<script>never closed <p>x", "before"),
        ("before<svg>never closed <p>x", "beforenever closed\n\nx"),
        ("a<!-- <p>hidden</p> -->b", "ab"),
        ("a<!-- never closed <p>x", "a"),
        ("a<!DOCTYPE html>b<?php echo 1 ?>c", "abc"),
        ("<![CDATA[x]]>y", "y"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ("truncated <a href=", "truncated"),
        ('<q "unclosed quote>text', "text"),
        ("<my-widget x=1>kept</my-widget>", "kept"),
        ("<img src=x onerror=alert(1)>", ""),
        ("<img src=x alt='>'>kept", "kept"),
        ("line one\r\nline two\rline three", "line one\nline two\nline three"),
        ("soft\u00adhyphen \u202eevil\u202c zero\u200bwidth\x00", "softhyphen evil zerowidth"),
        ("non\u00a0breaking   spaces", "non breaking spaces"),
        ("e\u0301", "é"),
    ],
)
def test_markup_becomes_the_text_a_reader_sees(markup: str, text: str) -> None:
    assert plain(markup) == text


def test_joiners_that_persian_and_emoji_need_are_kept() -> None:
    assert plain("می‌خواهم 👨‍👩‍👧") == "می‌خواهم 👨‍👩‍👧"


def test_a_headline_stands_on_one_line() -> None:
    assert one_line("<h1>Two\n <br> lines</h1>") == "Two lines"


def test_an_unpaired_surrogate_does_not_pass() -> None:
    assert plain("a\ud800b").encode() == b"ab"


# Each of these made a parser or a pattern quadratic somewhere.
@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<ul><li>",
        "<b><i></b>",
        "<",
        "<!--",
        "<!-- -->",
        "<script>",
        "<svg>",
        "<object>",
        "&",
        "&#",
        '<a "',
        "<a '",
        "<p a='<' ",
        "<a b='>' ",
        "</",
        "\n",
        " ",
        "\u200b",
        "<p ",
        "e\u0301",
        "\u0301\u0316",
        "<p>\u0316\u0301\u0316",
        "<script x",
        "\r",
        '<a x=">',
        "&amp;",
        "&notit;",
    ],
)
def test_no_repetition_costs_more_than_linear_time(piece: str) -> None:
    size = 200_000
    cost = {}
    for _ in range(3):
        for times in (1, 8):
            bomb = piece * (times * size // len(piece))
            started = time.process_time()
            plain(bomb)
            cost[times] = min(cost.get(times, 60.0), time.process_time() - started)
        # Eight times the text at 64 times the cost would be quadratic; caches and collections take their part of the rest.
        if cost[8] < 24 * max(cost[1], 0.002):
            return
    raise AssertionError(f"{cost[1]:.3f} s for {size:,} characters, {cost[8]:.3f} s for eight times as many")


@given(st.text(alphabet=st.sampled_from("<>/!-?\"'= \nabpscriptsvg&;#x\u00a0\u202e"), max_size=200))
def test_any_text_is_read_without_error_and_tidy_text_stays_as_it_is(markup: str) -> None:
    text = plain(markup)
    assert tidy(text) == text
    text.encode()


@given(st.text(max_size=100))
def test_what_is_escaped_comes_back(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert plain(escaped) == tidy(text)


ODD = st.text(st.sampled_from("ab É\u0301\xa0\t\n\x07\x92\u200b\ud800\x1d\x1e  "), max_size=30)


@given(ODD)
def test_a_text_laid_out_by_its_breaks_is_what_tidying_makes_of_it(text: str) -> None:
    text = text.replace("\n", " ")
    assert markup._laid_out(text) == tidy(text.replace(markup._PART, "\n\n").replace(markup._LINE, "\n"))


PIECES = st.sampled_from(["&", "amp", "#", "8217", "x1F600", "nbsp", "notit", "eacute", ";", "<", " ", "é", "0"])


@given(st.lists(PIECES, max_size=12).map("".join))
def test_references_are_read_as_the_standard_library_reads_them(text: str) -> None:
    assert markup._unescaped(text) == html.unescape(text)


JOINING = st.text(
    st.sampled_from(
        "aeq \u0301\u0308\u0327\u212b\u1100\u1161\u11a8\u0915\u093c\u3099\u30ab\u2019\u00e9\u0915\u09be\uf900\U0001d15e"
    ),
    max_size=40,
)


@given(JOINING)
def test_a_text_is_found_to_be_composed_as_the_standard_library_finds_it(text: str) -> None:
    text = "plain words before and after " * (len(text) + 1) + text
    assert markup._is_composed(text, markup._rare(text)) == unicodedata.is_normalized("NFC", text)


def test_no_sign_that_joins_another_is_taken_to_stand_alone() -> None:
    letters = [*"aeiouAnyk", *map(chr, (0x915, 0x9C7, 0x1025, 0x30AB, 0x1100, 0xAC00, 0x3B1, 0x438, 0x627))]
    for sign in map(chr, (*range(0xD800), *range(0xE000, 0x20000))):
        if markup._STANDING_ALONE[sign]:
            assert all(unicodedata.is_normalized("NFC", letter + sign) for letter in letters), hex(ord(sign))
