"""The fingerprint of an item is that of the list in JSON which it has been since the first store."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from copytaster.model import UTC, Credit, Item, Media, Place, PubStatus, Relation, Subject
from copytaster.wire.reading import digest

TEXTS = st.text(st.sampled_from('aé"\\\n\t\r\x07\x1f\x7f\x85\u2028東😀 /'), max_size=12)


def as_it_was_first_made(item: Item) -> str:
    values = [getattr(item, f.name) for f in fields(Item) if f.name not in {"notes", "position"}]
    told = [value if isinstance(value, str | int | None) else str(value) for value in values]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:32]


@given(headline=TEXTS, summary=TEXTS, body=TEXTS, url=TEXTS)
def test_a_fingerprint_never_comes_out_otherwise(headline: str, summary: str, body: str, url: str) -> None:
    item = Item(
        headline,
        urgency=4,
        pub_status=PubStatus.WITHHELD,
        version_created=dt.datetime(2026, 3, 4, 9, 0, tzinfo=UTC),
        subjects=(Subject(headline, "medtop:01"), Subject(summary, scheme=url)),
        credits=(Credit(headline, url),),
        places=(Place(headline, latitude=1.5), Place("", "", 3, -0.1)),
        related=(Relation("via", headline, url),),
        entities=(headline, summary),
        day=dt.date(2026, 3, 4),
        signals=(url, "sig:update"),
        summary=summary,
        body=body,
        url=url,
        media=(Media(url),),
    )
    assert digest(item) == as_it_was_first_made(item)


def test_notes_and_the_place_on_a_page_are_no_part_of_it() -> None:
    assert digest(Item("Ferry back", notes=("undated",), position=3)) == digest(Item("Ferry back"))
    assert digest(Item("Ferry back", body="It sails.")) != digest(Item("Ferry back", summary="It sails."))
