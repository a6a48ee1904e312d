"""What an agency document says of itself to a simple eye."""

from __future__ import annotations

import json
from typing import Any

from copytaster.evals import evidence


def told(value: Any) -> evidence.Evidence:
    body = value if isinstance(value, str) else json.dumps(value)
    found = evidence.gathered("x", body.encode())
    assert found is not None
    return found


def test_kills_and_embargoes_of_json_count_under_any_usual_name() -> None:
    news = {"guid": "urn:7", "headline": "Ferry aground", "versioncreated": "2026-03-04T10:00:00Z"}
    assert told(news | {"state": "killed"}).kill
    assert told(news | {"pubStatus": "stat:canceled"}).kill
    assert told(news | {"embargo": "2026-03-06T12:00:00Z"}).embargo
    assert told(news | {"status": "Embargoed"}).embargo
    assert (told(news).kill, told(news).embargo) == (False, False)


def test_the_end_of_an_embargo_is_no_date_and_an_agency_no_id() -> None:
    head = '<docdata management-status="embargoed"><doc-id regsrc="AP"/><date.release norm="20260306T120000Z"/></docdata>'
    found = told(f"<nitf><head>{head}</head><body><body.head><hedline><hl1>Ferry</hl1></hedline></body.head></body></nitf>")
    assert (found.dates, found.ids, found.embargo) == (set(), set(), True)


def test_a_lead_and_a_body_in_components_are_one_text() -> None:
    lead, rest = (
        "A ferry ran aground off Vik this morning as the tide went out. ",
        "No one on board was hurt in it, police say today.",
    )
    parts = "".join(
        f'<NewsComponent><Role FormalName="{role}"/><ContentItem><DataContent>{text}</DataContent></ContentItem></NewsComponent>'
        for role, text in (("Lead", lead), ("Body", rest))
    )
    found = told(f"<NewsML><NewsItem><NewsComponent>{parts}</NewsComponent></NewsItem></NewsML>")
    assert len(found.body) == len((lead + rest).split())
