"""The heads of ANPA 1312 copy: what holds it, what kills it, what is a headline and what is none."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.model import UTC, Delivery, Genre, Item, PubStatus
from copytaster.wire import sniff

RECEIVED = dt.datetime(2026, 3, 4, 18, 0, tzinfo=UTC)


def read(text: str) -> tuple[Item, ...]:
    return sniff.read(Delivery("wire", RECEIVED, text.encode("latin-1"))).items


def copy(
    *head: str,
    slug: str = "BC-Harbour",
    text: str = "\tOSLO (AP) _ The harbour stays closed.\n\tNobody was hurt.\n",
    level: str = "r",
) -> Item:
    """A message with these lines at its head."""
    lines = "".join(f"^{line}<\n" for line in (f"{slug},0120", *head))
    (found,) = read(f"\x01a0456\x1f\n{level} a\x12\x11 {slug}     03-04 0120\n\x02{lines}{text}\x03AP-NY-03-04-26 1015EST<\n\x04")
    return found


def utc(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 3, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "end"),
    [
        ("For Release Saturday, March 7, and Thereafter", utc(8, 8)),
        ("FOR RELEASE MARCH 7", utc(8, 8)),
        ("For Release Saturday AMs, March 7", utc(8, 8)),
        ("FOR RELEASE SATURDAY AND THEREAFTER", utc(8, 8)),
        ("(FOR RELEASE SATURDAY, MARCH 7)", utc(8, 8)),
        ("For Release at 6 p.m. EST Saturday, March 7", utc(7, 23)),
        ("ADVANCE FOR SATURDAY, MARCH 7", utc(8, 8)),
        ("For use Saturday, March 7, or thereafter", utc(8, 8)),
        ("$adv07", utc(8, 8)),
        ("$adv 07-08", utc(9, 8)),
        ("ADV 07", utc(8, 8)),
        ("Eds: ADVANCE FOR MARCH 7. With AP Photos. Photos move tonight.", utc(8, 8)),
        ("Eds: Not for release before 6 p.m. EST March 5", utc(5, 23)),
        ("HOLD FOR RELEASE until 12:01 a.m. EST Monday, March 9", utc(9, 5, 1)),
        ("EMBARGOED UNTIL 12:01 A.M. EST MARCH 9", utc(9, 5, 1)),
    ],
)
def test_an_advance_is_held_until_its_end_and_keeps_its_headline(line: str, end: dt.datetime) -> None:
    found = copy(line, "Harbour stays closed", "By ANN REPORTER=\n^Associated Press Writer=")
    assert (found.headline, found.embargoed_until) == ("Harbour stays closed", end)
    assert found.ed_note == line
    assert "embargo" in found.marks


@pytest.mark.parametrize(
    "line",
    [
        "Hold for release, expected at 10 a.m. EST",
        "HOLD FOR RELEASE until delivery, expected about 10 a.m. EST March 7",
        "HOLD FOR RELEASE",
        "For Release Easter Sunday and Thereafter, unless told otherwise",
        "FOR RELEASE LABOR DAY",
        "WITHHOLD",
        "Eds: Please withhold BC-Mayor, moved at 1402. We are checking the facts.",
        "$advweekend",
    ],
)
def test_an_order_without_an_end_that_is_certain_withholds(line: str) -> None:
    found = copy(line, "Harbour stays closed")
    assert found.pub_status is PubStatus.WITHHELD
    assert found.headline == "Harbour stays closed"


def test_an_order_that_runs_over_two_lines_or_two_fields_is_one() -> None:
    assert copy("For Release Saturday,\nMarch 7, and Thereafter", "Harbour stays closed").embargoed_until == utc(8, 8)
    assert copy("FOR RELEASE", "SATURDAY, MARCH 7", "Harbour stays closed").embargoed_until == utc(8, 8)


def test_the_day_in_words_counts_before_that_of_the_code() -> None:
    assert copy("$adv03", "For Release Tuesday, March 10", "Harbour stays closed").embargoed_until == utc(11, 8)


def test_a_slug_alone_tells_of_an_advance() -> None:
    assert copy("Harbour stays closed", slug="BC-Harbour, ADV07").embargoed_until == utc(8, 8)
    assert copy("Harbour stays closed", slug="BC-Harbour, Adv").pub_status is PubStatus.WITHHELD
    assert copy("Harbour stays closed", slug="BC-FBC--Top 25-Advance").pub_status is PubStatus.USABLE


@pytest.mark.parametrize(
    "line",
    [
        "For release of hostages, Hamas demands prisoners",
        "Hold the line, says Fed chief",
        "Advance for women on council",
        "Release of hostages delayed until Monday",
        "Releases on Monday: new albums",
        "Withhold aid, senators urge",
        "Embargo on Cuba extended",
        "For Sunday papers, a lean year",
        "Elimination",
        "Kill Bill returns",
    ],
)
def test_news_that_sounds_like_an_order_is_a_headline(line: str) -> None:
    found = copy(line)
    assert (found.headline, found.pub_status, found.embargoed_until) == (line, PubStatus.USABLE, None)


@pytest.mark.parametrize(
    "line",
    [
        "FOR IMMEDIATE RELEASE",
        "For release at will",
        "Eds: UPDATES with the police. Film is due for release in March. Calls to the desk are not for publication, please.",
        "Eds: KILLS 3rd graf, outdated",
        "Eds: With AP Photos, photos on hold.",
        "(For use by New York Times News Service clients)",
        "c. 2026 The New York Times Company",
    ],
)
def test_what_is_said_to_editors_is_no_headline_and_holds_nothing(line: str) -> None:
    found = copy(line, "Harbour stays closed")
    assert (found.headline, found.pub_status, found.embargoed_until) == ("Harbour stays closed", PubStatus.USABLE, None)
    assert line in found.ed_note


@pytest.mark.parametrize(
    ("slug", "line"),
    [
        ("BC-Harbour, ELIMINATION", "STORY ELIMINATION"),
        ("BC-Harbour, ELIMINATION", "Eds: See above."),
        ("BC-Harbour", "BULLETIN ELIMINATION"),
        ("BC-Harbour", "STORY KILL"),
        ("BC-Harbour", "Eds: Kill/eliminate BC-Harbour, a0703. The harbour is open."),
        ("BC-Harbour", "Eds: Please eliminate a0703, BC-Harbour."),
        ("BC-Harbour", "Eds: Members are asked to kill the AP story BC-Harbour."),
        ("BC-Harbour", "Eds: A kill is mandatory."),
    ],
)
def test_an_elimination_is_a_kill_under_its_slug(slug: str, line: str) -> None:
    found = copy(line, slug=slug, text="\tThe AP\n")
    assert found.pub_status is PubStatus.CANCELED
    assert found.headline == slug


@pytest.mark.parametrize("slug", ["BC-ARMS-ELIMINATION", "BC-STORM-KILLS", "BC-Road Kill"])
def test_slugs_of_news_kill_nothing(slug: str) -> None:
    assert copy("Harbour stays closed", slug=slug).pub_status is PubStatus.USABLE


@pytest.mark.parametrize("line", ["BULLETIN", "FLASH", "BULLETIN MATTER"])
def test_a_bulletin_is_an_alert_whose_text_stands_in_for_the_headline(line: str) -> None:
    found = copy(line, level="b")
    assert found.headline == "The harbour stays closed."
    assert ("alert" in found.marks, found.urgency) == (True, 2)


def test_fields_that_run_over_lines_are_whole() -> None:
    found = copy(
        "Harbour stays closed for the second week as crews\nsearch the quays",
        "Eds: LEADS with 3 grafs to make it quays sted piers;\npicks up 4th graf pvs, bgng: ``Crews of...''",
        "By ANN REPORTER and\nBEN SAMPLE=\n^Associated Press Writers=",
    )
    assert found.headline == "Harbour stays closed for the second week as crews search the quays"
    assert found.ed_note.endswith("picks up 4th graf pvs, bgng: ``Crews of...''")
    assert found.byline == "By ANN REPORTER and BEN SAMPLE, Associated Press Writers"
    assert found.body.startswith("OSLO (AP)")


def test_a_field_that_nothing_closes_takes_no_text() -> None:
    found = copy(text="^Harbour stays closed\nOSLO (AP) _ The harbour stays closed.\nNobody was hurt, police said.\n^END<\n")
    assert found.headline == "Harbour stays closed"
    assert found.body.startswith("OSLO (AP)")
    assert "Nobody was hurt" in found.body


def test_a_note_that_substitutes_to_correct_is_a_correction() -> None:
    assert "correction" in copy("Eds: SUBS 3rd graf to CORRECT the name.", "Harbour stays closed").marks
    assert "correction" not in copy("Eds: ADDS that the minister wants to correct course.", "Harbour stays closed").marks


@pytest.mark.parametrize("slug", ["BC-AP News Digest 6 pm", "BC-NYT-BUDGET", "BC-US--AP Sports Digest", "PM-News Digest"])
def test_a_list_of_what_is_to_come_is_a_budget_under_its_slug(slug: str) -> None:
    found = copy("Here are the AP's latest coverage plans. All times EST.", slug=slug)
    assert "budget" in found.marks
    assert (found.headline, found.genre) == (slug, Genre.ADVISORY)


@pytest.mark.parametrize("slug", ["BC-Illinois-Budget", "BC-NYT-BUDGET-DEFICIT", "BC-School Sports Budget", "BC-AP-Budget-Deal"])
def test_news_of_budgets_is_no_budget(slug: str) -> None:
    assert copy("Harbour stays closed", slug=slug).genre is Genre.CURRENT


def test_what_is_addressed_to_editors_alone_is_an_advisory() -> None:
    assert copy("Eds: Editors and News Directors:", text="\tAll copy will carry the slug ELN.\n").genre is Genre.ADVISORY


def test_codes_of_tables_are_no_text() -> None:
    found = copy("Harbour League", "All Times EST", text="%08<\nOslo;94;68;.580;_<\n%10.2<\nBergen;92;70;.568;2<\n")
    assert "%08" not in found.body
    assert found.body.startswith("Oslo;94;68")


def test_carets_in_mailed_copy_hold_and_kill_too() -> None:
    text = (
        "   OSLO (AP) _ The harbour of the island stays closed, and it will be closed for\n"
        "as long as the quays and the piers are searched, police said on Wednesday, and\n"
        "no ferry will come in before that.\n"
    )
    (held,) = read(f"^BC-Harbour,0120<\n^For Release Saturday, March 7, and Thereafter<\n^Harbour stays closed<\n{text}")
    assert (held.headline, "embargo" in held.marks) == ("Harbour stays closed", True)
    assert held.pub_status is PubStatus.WITHHELD or held.embargoed_until == utc(8, 8)
    (killed,) = read(f"^BC-Harbour,0120<\n^STORY ELIMINATION<\n^Harbour stays closed<\n{text}")
    assert killed.pub_status is PubStatus.CANCELED
