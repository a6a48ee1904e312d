"""Items packed into columns and back: nothing that a wire said is lost on the way."""

from __future__ import annotations

import dataclasses
import datetime as dt

from copytaster.model import UTC, Credit, Genre, Item, Media, Place, PubStatus, Relation, Subject
from copytaster.store import codec

WHEN = dt.datetime(2025, 10, 8, 9, 30, 0, 250_000, tzinfo=UTC)
FULL = Item(
    headline="Harbour stays closed",
    uri="urn:x:1",
    version="2",
    slugline="HARBOUR",
    dateline="LONDON (AP)",
    byline="Ann",
    ed_note="Eds: adds quote",
    urgency=3,
    signals=("sig:update",),
    pub_status=PubStatus.WITHHELD,
    embargoed_until=WHEN,
    first_created=WHEN,
    version_created=WHEN,
    day=WHEN.date(),
    info_source="AP",
    credit_line="AP",
    origin="AP",
    credits=(Credit("AP", "https://ap.example/"),),
    subjects=(Subject("transport", "medtop:20000523", "medtop"),),
    situation=("Strikes",),
    entities=("London",),
    language="en",
    summary="It may last.",
    body="The harbour stays closed.",
    url="https://a.example/1",
    image="https://a.example/1.jpg",
    genre=Genre.FEATURE,
    position=4,
    marks=("update 2",),
    notes=("a note",),
    type="picture",
    places=(Place("London", "geo:1", 51.5, -0.1), Place("Kent")),
    media=(Media("https://a.example/1.jpg", "image/jpeg", "A crane", "Bo"),),
    related=(Relation("member", "urn:x:2", "https://a.example/2", "Other"),),
    usage="No archive",
)


def packed(item: Item) -> Item:
    until = None if item.embargoed_until is None else codec.micros(item.embargoed_until)
    return codec.unpack_item(
        codec.pack_item(item), headline=item.headline, summary=item.summary, body=item.body, uri=item.uri, embargoed_until=until
    )


def test_an_item_with_every_field_comes_back_as_it_was() -> None:
    assert all(getattr(FULL, f.name) != f.default for f in dataclasses.fields(Item)), "a new field is not tried here"
    assert packed(FULL) == FULL


def test_an_item_with_nothing_but_a_headline_comes_back_as_it_was() -> None:
    assert packed(Item("Bare")) == Item("Bare")
