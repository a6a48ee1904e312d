"""What is not for readers stands on no page of theirs, in no twin, no feed and no ticker frame; the desk sees it."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from copytaster.model import DecisionKind, Delivery, Source
from tests.conftest import START, Served

WORDS = "marzipan"
PAGES = ("/", "/front.json", "/wire", "/wire.json", "/wire.rss", "/wire.atom", "/wire.feed.json", "/feed.rss", "/feed.json")
PAGES += (
    "/search?q=ferry",
    "/search.json?q=ferry",
    "/search.json?q=carried",
    "/line/1",
    "/line/1.json",
    "/story/1",
    "/story/1.json",
)
PAGES += ("/story/1.rss", "/story/1.atom", "/story/1.feed.json", "/version/1", "/situations.json", "/tasted.json")


def say(served: Served, headline: str, minutes: int = 0, **fields: Any) -> None:
    when = START + dt.timedelta(minutes=minutes)
    value = {"uri": "urn:ferry", "type": "text", "versioncreated": when.isoformat(), "headline": headline, **fields}
    served.desk.receive([Delivery("wire", when, json.dumps(value).encode())])


def asked(served: Served, path: str, *, by_desk: bool = False) -> str:
    """What comes back, wherever the page moved to."""
    headers = {"Authorization": f"Bearer {served.token}"} if by_desk else {}
    status, answer, body = served.ask(path, headers=headers)
    if status in (301, 302, 303, 307, 308):
        return asked(served, answer["location"].partition("#")[0].removeprefix(served.base), by_desk=by_desk)
    assert status in (200, 404), (path, status)
    return body.decode()


def where(served: Served, word: str) -> list[str]:
    """The pages on which a reader finds a word."""
    return [path for path in PAGES if word in asked(served, path)]


@pytest.mark.parametrize(
    "fields", [{"pubstatus": "withheld"}, {"embargoed": "2031-01-01T00:00:00Z"}, {"ednote": "EMBARGOED until the palace speaks"}]
)
def test_copy_that_is_held_back_stands_nowhere(served: Served, fields: dict[str, str]) -> None:
    say(served, f"Ferry aground with {WORDS}", body_text=f"The ferry carried {WORDS} to the islands.", **fields)
    assert where(served, WORDS) == []


def test_of_killed_copy_no_word_but_its_headline_stands(served: Served) -> None:
    say(served, "Ferry aground off Norway", body_text=f"The ferry carried {WORDS} to the islands, police said.")
    say(
        served, "Ferry aground off Norway, nobody hurt", 5, body_text=f"The ferry carried much {WORDS} to the islands, police said."
    )
    assert "/line/1" in where(served, WORDS)
    served.desk.decide(DecisionKind.KILL, [1], note="false")
    assert where(served, WORDS) == []
    assert "The desk killed this copy" in asked(served, "/line/1")


def test_of_killed_copy_stands_neither_who_wrote_it_nor_what_it_was_filed_under(served: Served) -> None:
    filed = {"byline": f"By {WORDS}", "slugline": WORDS, "subject": [{"name": WORDS}], "located": WORDS}
    say(served, "Ferry aground off Norway", body_text="The ferry lies on a rock, police said.", **filed)
    assert "/line/1" in where(served, WORDS)
    served.desk.decide(DecisionKind.KILL, [1])
    assert where(served, WORDS) == []
    assert WORDS in asked(served, "/line/1", by_desk=True)


def test_copy_that_its_wire_withholds_after_it_was_out_says_so_and_nothing_of_the_order_shows(served: Served) -> None:
    say(served, "Ferry aground off Norway", body_text=f"The ferry carried {WORDS} to the islands, police said.")
    say(served, f"Ferry aground with {WORDS}", 5, body_text=f"The ferry carried {WORDS}.", pubstatus="withheld")
    assert where(served, WORDS) == []
    assert "The wire holds this copy back: it must not be used." in asked(served, "/line/1")
    assert json.loads(asked(served, "/front.json"))["stories"] == []


def test_a_killed_line_leads_no_story(served: Served) -> None:
    say(served, "Ferry aground off Norway")
    served.desk.decide(DecisionKind.KILL, [1])
    assert json.loads(asked(served, "/front.json"))["stories"] == []


def test_a_spiked_line_is_for_the_desk_only(served: Served) -> None:
    say(served, f"Ferry aground with {WORDS}")
    served.desk.decide(DecisionKind.SPIKE, [1])
    assert where(served, WORDS) == []
    assert WORDS in asked(served, "/line/1", by_desk=True)


def test_a_draft_is_for_the_desk_only(served: Served) -> None:
    text = f"---\ntitle: The ferry and its {WORDS}\n---\n\nThe standfirst of it.\n\n## Background\n\nThe ferry carried {WORDS}.\n"
    served.desk.add_source(Source("notes", "Notes", kind="desk"))
    served.desk.receive([Delivery("notes", START, text.encode(), "ferry.md")])
    assert where(served, WORDS) == []
    assert WORDS in asked(served, "/line/1", by_desk=True)
    served.desk.publish_analysis(1, over_findings=True)
    assert WORDS in asked(served, "/line/1")


def test_what_a_wire_says_to_editors_is_not_printed(served: Served) -> None:
    say(served, "Ferry aground off Norway", ednote=f"Editors: the captain's {WORDS} is not confirmed")
    say(served, "Ferry aground off Norway, nobody hurt", 5, ednote=f"Adds the captain's {WORDS}")
    assert where(served, WORDS) == []
    assert WORDS in asked(served, "/line/1", by_desk=True)


def test_addresses_of_sources_are_for_the_desk_only(served: Served) -> None:
    secret = f"https://me:{WORDS}@127.0.0.1/feed?token={WORDS}"
    served.desk.add_source(Source("secret", "A wire with a password", address=secret))
    served.desk.receive([Delivery("secret", START, bytes(range(256)), secret)])
    for path in ("/health", "/health.json"):
        assert WORDS not in asked(served, path)
        assert WORDS in asked(served, path, by_desk=True)
    assert "not a format" in asked(served, "/health.json", by_desk=True)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/line/²", 404),
        ("/story/²", 404),
        ("/edition/²", 404),
        ("/version/²", 404),
        ("/line/99999999999999999999", 404),
        ("/wire?before=99999999999999999999,1", 200),
        ("/wire?before=²,²", 200),
        ("/?at=0001-01-01", 400),
        ("/wire?until=9999-12-31", 400),
    ],
)
def test_numbers_and_times_that_are_none_are_told(served: Served, path: str, status: int) -> None:
    from urllib.parse import quote

    assert served.ask(quote(path, safe="/?=&,"))[0] == status
