import pytest

from copytaster.model import LineKind
from tests.taste import judge_all, version

BODY = """The ferry Aurelia ran aground off the island of Kythnos on Tuesday evening with 314 passengers on board, the Greek
coast guard said. Three patrol boats and a navy helicopter brought everybody ashore within four hours. Nobody was hurt. The captain
told investigators that the steering had failed shortly before nine, a spokeswoman for the port authority in Piraeus said. The
company cancelled all sailings of the ship until engineers have looked at the hull."""
OWN = """Passengers of the ferry Aurelia told of anxious hours after their ship hit rocks near Kythnos on Tuesday. "We heard a bang
and then it was silent," said Eleni Markou, who was on her way home from Athens with two children. Fishermen were the first to reach
them, long before any patrol boat came. The mayor opened the school gymnasium for the night, and bakeries brought bread."""
HEADLINE = "Ferry with 314 aboard runs aground off Greek island of Kythnos"


def test_an_agencys_copy_in_two_outlets_is_one_line_in_two_places() -> None:
    lines, _, calls = judge_all(
        [
            version(1, HEADLINE, source="Athens Daily", body=BODY, origin="AFP"),
            version(2, "Greek ferry runs aground with 314 aboard", source="Courier", minutes=25, body=BODY, origin="AFP"),
        ]
    )
    assert lines == {1: 1, 2: 1}
    assert calls[2].kind is LineKind.REPEAT
    assert calls[2].why == "printed elsewhere 25 minutes later: 100 % of its text stands there word for word, both by AFP"


def test_a_long_headline_word_for_word_in_another_outlet_is_the_same_dispatch() -> None:
    lines, _, _ = judge_all([version(1, HEADLINE, source="a"), version(2, HEADLINE, source="b", minutes=90)])
    assert lines[2] == 1


def test_the_same_words_in_another_order_are_another_headline() -> None:
    turned = "Off Greek island of Kythnos ferry runs aground with 314 aboard"
    lines, _, _ = judge_all([version(1, HEADLINE, source="a"), version(2, turned, source="b", minutes=90)])
    assert lines[2] == 2


def test_two_outlets_own_reports_of_one_event_are_two_lines_of_one_story() -> None:
    lines, stories, _ = judge_all(
        [
            version(1, HEADLINE, source="a", body=BODY),
            version(2, "Ferry passengers off Greek island of Kythnos tell of anxious hours", source="b", minutes=90, body=OWN),
        ]
    )
    assert lines[1] != lines[2]
    assert stories[1] == stories[2]


def test_copy_of_two_agencies_is_never_one_dispatch() -> None:
    lines, _, _ = judge_all(
        [version(1, HEADLINE, source="a", origin="AFP"), version(2, HEADLINE, source="b", minutes=5, origin="Reuters")]
    )
    assert lines[1] != lines[2]


def test_a_banner_that_two_outlets_put_above_their_texts_is_no_copied_text() -> None:
    banner = BODY + " " + BODY
    lines, _, _ = judge_all(
        [
            version(1, "Oil prices slip on weak demand from Asia", source="a", body=banner),
            version(2, "Midfielder signs for Ajax until 2028", source="b", minutes=5, body=banner),
        ]
    )
    assert lines[1] != lines[2]


def test_what_was_printed_days_before_is_not_the_same_dispatch() -> None:
    lines, _, _ = judge_all([version(1, HEADLINE, source="a"), version(2, HEADLINE, source="b", minutes=60 * 50)])
    assert lines[1] != lines[2]


SLUG = "GREECE-FERRY"


def test_alert_urgent_lead_and_writethru_under_one_slugline_are_one_line() -> None:
    lines, _, calls = judge_all(
        [
            version(1, "Ferry runs aground off Kythnos", slugline=SLUG, marks=("alert",)),
            version(2, "Greek coast guard rescues 314 from stranded ferry", slugline=SLUG, marks=("urgent",), minutes=9),
            version(
                3, "Passengers brought ashore from ferry off Kythnos", slugline=f"{SLUG}, 1st Ld", marks=("lead 1",), minutes=40
            ),
            version(
                4,
                "All 314 safe after Greek ferry hits rocks",
                slugline=f"{SLUG}, 2nd Ld-Writethru",
                marks=("writethru 2",),
                minutes=90,
            ),
        ]
    )
    assert set(lines.values()) == {1}
    assert calls[4].why == "the wire's slugline “GREECE-FERRY, 2nd Ld-Writethru”, marked writethru 2, 50 minutes later"


@pytest.mark.parametrize(
    ("slugline", "marks"),
    [("ALERT", ("alert",)), ("TENNIS-ATP", ("urgent",)), ("TENNIS-ATP", ())],
    ids=["a mark", "a rubric", "no mark"],
)
def test_a_slugline_that_many_dispatches_share_chains_nothing(slugline: str, marks: tuple[str, ...]) -> None:
    lines, _, _ = judge_all(
        [
            version(1, "Alcaraz through to third round of Wimbledon", slugline=slugline, marks=marks),
            version(2, "Sinner through to third round of Wimbledon", slugline=slugline, marks=marks, minutes=9),
        ]
    )
    assert lines[1] != lines[2]


def test_a_marked_correction_under_the_slugline_is_one() -> None:
    _, _, calls = judge_all(
        [
            version(1, "Ferry with 341 aboard runs aground off Kythnos", slugline=SLUG),
            version(2, "Ferry with 314 aboard runs aground off Kythnos", slugline=SLUG, marks=("correction",), minutes=30),
        ]
    )
    assert (calls[2].kind, calls[2].of) == (LineKind.CORRECTION, 1)


def test_a_mark_in_the_headline_is_no_part_of_what_it_says() -> None:
    lines, _, _ = judge_all(
        [
            version(1, "Ferry runs aground off Greek island of Kythnos"),
            version(2, "UPDATE 2-Ferry runs aground off Greek island of Kythnos", marks=("update 2",), minutes=30),
        ]
    )
    assert lines[2] == 1


def test_a_short_headline_over_the_same_short_text_in_two_places_is_one_dispatch() -> None:
    head, body = "Schneefall legt Verkehr lahm", "Starker Schneefall hat am Sonntag den Verkehr im Sauerland lahmgelegt."
    lines, _, calls = judge_all([version(n, head, source=s, body=body, language="de") for n, s in ((1, "a"), (2, "b"))])
    assert lines == {1: 1, 2: 1}
    assert "the same headline and text" in calls[2].why


@pytest.mark.parametrize("body", ["", "Read more."])
def test_a_short_headline_alone_is_no_sign_of_a_copy(body: str) -> None:
    lines, _, _ = judge_all([version(n, "Weather forecast for today", source=s, body=body) for n, s in ((1, "a"), (2, "b"))])
    assert lines[1] != lines[2]
