"""DJNML, the XML of Dow Jones' newswires."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.errors import Unreadable
from copytaster.model import UTC, Delivery, Item
from copytaster.wire import sniff

DOCUMENT = """<djnml publisher="DJN" docdate="20260304" seq="7" xml:lang="en-us"><head><docdata><djn><djn-newswires>
<djn-urgency>0</djn-urgency><djn-mdata hot="N" accession-number="{0}" display-date="20260304T101500.123Z"/>
<djn-coding><djn-company><c>VIKF</c></djn-company></djn-coding></djn-newswires></djn></docdata></head>
<body><headline brand-display="DJ"> Vik Ferries 4Q Profit Rises </headline>
<text><p>Vik Ferries said profit rose.</p><pre>Fares  12</pre></text></body></djnml>"""


def items(body: str) -> tuple[Item, ...]:
    return sniff.read(Delivery("wire", dt.datetime(2026, 3, 4, 11, tzinfo=UTC), body.encode())).items


def test_a_document_is_read_with_its_number_and_time() -> None:
    head = '<?xml version="1.0" encoding="ISO-8859-1" ?><!DOCTYPE doc SYSTEM "djnml-1.0b.dtd">'
    (found,) = items(f'{head}<doc msize="1">{DOCUMENT.format(20260304000007)}</doc>')
    assert (found.headline, found.uri) == ("Vik Ferries 4Q Profit Rises", "20260304000007")
    assert found.version_created == dt.datetime(2026, 3, 4, 10, 15, tzinfo=UTC)
    assert found.body.split("\n")[0] == "Vik Ferries said profit rose."
    assert [subject.code for subject in found.subjects] == ["VIKF"]


def test_each_of_several_is_an_item() -> None:
    assert [one.uri for one in items(f"<docs>{DOCUMENT.format(1)}{DOCUMENT.format(2)}</docs>")] == ["1", "2"]


def test_a_correction_is_one() -> None:
    (found,) = items(DOCUMENT.format(1).replace("Vik Ferries 4Q", "CORRECT: Vik Ferries 4Q"))
    assert "correction" in found.marks


def test_a_document_that_says_nothing_is_refused() -> None:
    with pytest.raises(Unreadable, match="without headline"):
        items("<djnml><head/></djnml>")
