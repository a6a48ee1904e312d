from dataclasses import replace

import pytest

from copytaster.evals.lived import live
from copytaster.model import Line
from copytaster.taste import secondlook
from copytaster.taste.judge import Taster
from copytaster.taste.secondlook import PLACES
from copytaster.taste.situations import name_of, path_of
from tests.taste import NOON, line, version


def _filed(number: int, headline: str, *path: str) -> Line:
    one = line(number, headline)
    return replace(one, head=replace(one.head, item=replace(one.head.item, situation=path)))


def test_a_situation_bears_the_heading_that_its_wire_files_it_under() -> None:
    lines = [
        _filed(1, "Israel and Hamas agree", "Gaza war", "Gaza war peace plan"),
        _filed(2, "Aid enters", "Gaza war", "Gaza war peace plan"),
    ]
    assert name_of(lines) == "Gaza war peace plan"
    assert path_of(lines) == ("Gaza war", "Gaza war peace plan")


def test_a_situation_without_a_heading_is_named_from_its_own_words() -> None:
    lines = [
        line(1, "Protests in Madagascar demand that Rajoelina resign"),
        line(2, "Army of Madagascar ousts Rajoelina after protests"),
    ]
    assert "Madagascar" in name_of(lines)
    assert "Rajoelina" in name_of(lines)


def test_words_that_name_nothing_are_no_name() -> None:
    lines = [line(1, "Three people killed when roof collapses"), line(2, "Five people killed as bridge collapses in storm")]
    assert name_of(lines) == "Three people killed when roof collapses"


def test_an_outer_heading_that_comes_later_still_becomes_the_parent() -> None:
    taster = Taster()
    live(
        [
            version(1, "Hamas and Israel meet mediators in Sharm el-Sheikh", situation=("Gaza war", "Gaza peace talks")),
            version(2, "Bakery reopens in Deir al-Balah after months without flour", minutes=60, situation=("Gaza war",)),
        ],
        taster,
        second_look=False,
    )
    assert taster.consolidate(NOON).parents == {1: 2}


def test_headings_that_a_wire_nests_either_way_make_no_circle() -> None:
    taster = Taster()
    live(
        [
            version(1, "Yerevan and Baku exchange prisoners at the border", situation=("Relations", "Conflict")),
            version(2, "Vineyards of Tavush open to tourists again", minutes=60, situation=("Conflict", "Relations")),
        ],
        taster,
        second_look=False,
    )
    assert taster.consolidate(NOON).parents == {1: 2}


def test_what_joins_a_story_under_another_heading_takes_no_situation_along() -> None:
    taster = Taster()
    live(
        [
            version(1, "Knife attack in Southport leaves three children dead", situation=("Southport stabbing",)),
            version(2, "Southport knife attack: three children dead", source="b", minutes=5, situation=("English knife crisis",)),
            version(3, "Burglar gang sentenced in Leeds", minutes=90, situation=("English knife crisis",)),
        ],
        taster,
        second_look=False,
    )
    call = taster.attach(version(4, "Warehouse robbed at gunpoint in Hull", minutes=200, situation=("English knife crisis",)))
    assert call.situation == 3


def test_a_name_of_two_words_is_not_torn_apart_in_headlines_in_title_case() -> None:
    lines = [
        line(1, "Governor Of Puerto Rico Resigns After Two Weeks Of Protest"),
        line(2, "Puerto Rico Swears In Third Governor Within One Week"),
    ]
    assert "Puerto Rico" in name_of(lines)


@pytest.mark.parametrize(("weight", "together"), [(PLACES, True), (0.0, False)])
def test_states_gather_a_situation_whose_words_have_little_in_common(
    weight: float, together: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secondlook, "PLACES", weight)
    lived = live(
        [
            version(1, "Russian drones strike a power plant in Kharkiv overnight"),
            version(
                2, "A Russian missile strike on an apartment block in Zaporizhzhia, Ukraine, kills three people", minutes=60 * 30
            ),
            version(3, "Flood defences fail along the Mekong in Laos", minutes=60 * 40),
        ],
    )
    assert (lived.situation_of(1) == lived.situation_of(2)) is together
    assert lived.situation_of(1) != lived.situation_of(3)


def test_a_story_that_no_wire_filed_at_first_goes_where_a_later_line_of_it_is_filed() -> None:
    taster = Taster()
    live(
        [
            version(1, "Vineyards of Tavush open to tourists again", situation=("English knife crisis",)),
            version(2, "Knife attack in Southport leaves three children dead", minutes=60),
            version(3, "Southport knife attack: three children dead", source="b", minutes=65, situation=("English knife crisis",)),
        ],
        taster,
        second_look=False,
    )
    moved = taster.consolidate(NOON).situations
    assert [(call.story, call.situation) for call in moved] == [(2, 1)]
    assert moved[0].why == "the wire files a line of it under “English knife crisis”"
    taster.relabel(situations={2: 1})
    assert taster.consolidate(NOON).situations == ()


def test_words_of_any_news_are_no_name() -> None:
    lines = [
        line(1, "At least ten people feared drowned in Nigeria"),
        line(2, "Gunmen in Nigeria kill at least six people, more feared dead"),
    ]
    assert name_of(lines) == "At least ten people feared drowned in Nigeria"


def test_no_small_word_is_torn_out_of_a_name() -> None:
    lines = [
        line(1, "Telephone conversation with President of Turkmenistan Serdar Berdimuhamedov"),
        line(2, "Telephone conversation with Prime Minister of Armenia Nikol Pashinyan"),
    ]
    assert {"of", "and"}.isdisjoint(name_of(lines).split(", "))


def _told(number: int, headline: str, text: str) -> Line:
    one = line(number, headline)
    return replace(one, story=number, head=replace(one.head, item=replace(one.head.item, body=text)))


def test_a_situation_is_named_by_a_name_and_a_thing_and_by_no_verb_or_stray_word() -> None:
    lines = [
        _told(
            1,
            "Tuvan government ends state of emergency over measles outbreak",
            "Schools in Tuva open. The measles outbreak is over.",
        ),
        _told(2, "Tuvan clinics closed by measles outbreak", "Clinics in Tuva were closed on Monday, the ministry said."),
        _told(3, "Measles outbreak continues to spread", "The island of Tuva counts more cases."),
    ]
    assert name_of(lines) == "Tuva, measles outbreak"


def test_where_no_name_is_shared_a_headline_names_a_situation() -> None:
    lines = [
        _told(1, "+ Torrential rains kill 47 people", "It rained."),
        _told(2, "At least 28 people die in torrential rains and in floods in the centre and the south-east", "It rained."),
    ]
    assert name_of(lines) == "Torrential rains kill 47 people"


def test_a_name_and_a_thing_that_stand_side_by_side_are_one_name() -> None:
    lines = [
        _told(1, "Tuva dockers in third week", "The Tuva harbour strike went on. Ships wait in Tuva."),
        _told(2, "Ships wait as harbour strike in Tuva goes on", "The Tuva harbour strike, in its third week, idles ships."),
        _told(3, "Mayor visits pickets after harbour strike", "She spoke at the gates of Tuva."),
    ]
    assert name_of(lines) == "Tuva harbour strike"


@pytest.mark.parametrize(
    ("one", "other", "text", "name"),
    [
        (
            "Army general announces coup in Ruritania after disputed vote",
            "Crowds march against the coup in Ruritania for a third day",
            "",
            "Coup in Ruritania",
        ),
        (
            "Caloundra defeat Maroochydore in third round of 2031 Sunshine Coast Rugby Union season",
            "University defeat Maroochydore in round five of 2031 Sunshine Coast Rugby Union season",
            "They met in Maroochydore, in the third week of the season.",
            "2031 Sunshine Coast Rugby Union season",
        ),
        (
            "GitHub blocks public access to youtube-dl after RIAA issues DMCA notice",
            "Wikinews discusses DRM and DMCA with Richard Stallman after GitHub re-enables public access to youtube-dl",
            "It was told of the public access on GitHub.",
            "GitHub, public access to youtube-dl",
        ),
    ],
)
def test_a_name_and_a_thing_are_told_as_the_copy_tells_them(one: str, other: str, text: str, name: str) -> None:
    assert name_of([_told(1, one, text), _told(2, other, text)]) == name


def test_a_name_has_both_states_that_the_rubric_names() -> None:
    lines = [
        _filed(1, "Fijian cabinet approves a defense treaty with Australia", "Australia–Fiji relations"),
        _filed(2, "Leaders of Australia and Fiji sign a defense treaty in Suva", "Australia–Fiji relations"),
    ]
    assert name_of(lines) == "Australia–Fiji defense treaty"
