import datetime as dt

import pytest

from copytaster.model import Credit, LineKind, PubStatus, Version
from copytaster.taste.judge import Taster
from tests.taste import FEATURE, judge_all, version

TRAPS = [
    ("EU adopts 12th sanctions package against Russia", "EU adopts 13th sanctions package against Russia"),
    ("Arsenal beat Chelsea 2-0 to go top of the league", "Arsenal beat Everton 3-0 to go top of the league"),
    ("Markets round-up: Monday's closing prices in Asia", "Markets round-up: Tuesday's closing prices in Asia"),
    ("Iran update special report, June 20, 2025, evening edition", "Iran update special report, June 21, 2025, evening edition"),
    ("What to watch on 3 March: five things in the markets", "What to watch on 4 March: five things in the markets"),
    ("Alcaraz through to third round of Wimbledon", "Sinner through to third round of Wimbledon"),
    ("Magnitude 6.1 quake hits northern Japan", "Magnitude 5.8 quake hits southern Mexico"),
    ("Six killed as bus overturns in Odisha, India", "Eight killed as bus overturns in Egypt"),
    ("Flood kills five in Jakarta", "Flood kills five in Nairobi"),
    ("At least 66 Palestinians are killed in Israeli attacks", "At least 33 Palestinians are killed in Israeli attacks"),
    ("Bernie Sanders endorses Joe Biden in 2020 election", "Elizabeth Warren endorses Joe Biden in 2020 election"),
    (
        "Wikinews interviews Jo Jorgensen, U.S. Libertarian Party presidential nominee",
        "Wikinews interviews Brian Carroll, American Solidarity Party presidential nominee",
    ),
    (
        "Wikinews interviews Phil Collins, U.S. Prohibition Party presidential nominee",
        "Wikinews interviews Bill Hammons, Unity Party of America presidential nominee",
    ),
    (
        "Three people are killed and eight others are injured in a mass shooting in Southport, North Carolina, United States",
        "Two people are killed and five others are injured in a mass shooting at a casino near Eagle Pass, Texas, United States",
    ),
    ("Indonesia lifts its suspension of TikTok's licence", "Indonesia suspends TikTok's licence"),
    ("Court upholds ban on headscarves", "Court overturns ban on headscarves"),
    ("Fed raises rates by a quarter point", "Fed cuts rates by a quarter point"),
    (
        "Physics Nobel awarded to three scientists for work on quantum tunnelling",
        "Chemistry Nobel awarded to three scientists for work on metal-organic frameworks",
    ),
]
REWRITES = [
    (
        "Qatar, Turkey to join third day of Gaza peace talks in Egypt",
        "US, Qatar, Turkey to join third day of Gaza peace talks in Egypt",
    ),
    ("Gold tops $4,000 for first time as traders pile into safe haven", "Gold tops $4,000 for first time as safe haven shines"),
    ("De Minaur, Rinderknech through to Shanghai quarter-finals", "De Minaur, Auger-Aliassime through to Shanghai quarter-finals"),
    (
        "Vladimir Leontyev, the Russia-installed mayor of Nova Kakhovka, is killed in a Ukrainian drone strike",
        "Volodymyr Leontiev, the former Russia-installed mayor of Nova Kakhovka, is killed in a Ukrainian drone strike",
    ),
    (
        "At least 17 people are killed in a fire in Hyderabad, India",
        "At least 17 people are killed in a building fire in Secunderabad, Telangana, India",
    ),
    ("Eight killed in Vietnam floods", "Twelve killed in Vietnam floods"),
]


@pytest.mark.parametrize(("old", "new"), TRAPS)
def test_look_alikes_stay_apart(old: str, new: str) -> None:
    lines, _, _ = judge_all([version(1, old), version(2, new, minutes=60)])
    assert lines[1] != lines[2]


@pytest.mark.parametrize(("old", "new"), REWRITES)
def test_rewrites_fold(old: str, new: str) -> None:
    lines, _, _ = judge_all([version(1, old), version(2, new, minutes=60)])
    assert lines[1] == lines[2]


def test_a_rewrite_says_what_it_kept_and_added() -> None:
    _, _, calls = judge_all([version(1, REWRITES[0][0]), version(2, REWRITES[0][1], minutes=42)])
    assert calls[2].why == "same wire, 42 minutes later; 9 of 9 words kept; adds US"


def test_the_wires_own_id_chains_whatever_the_words() -> None:
    _, _, calls = judge_all([version(1, "Quake hits Chile", uri="u1"), version(2, "Dozens feared dead", uri="u1", minutes=30)])
    assert (calls[2].kind, calls[2].of) == (LineKind.VERSION, 1)


def test_a_cancelled_item_kills_its_line() -> None:
    killed = version(2, "Quake hits Chile", uri="u1", minutes=30, pub_status=PubStatus.CANCELED)
    _, _, calls = judge_all([version(1, "Quake hits Chile", uri="u1"), killed])
    assert (calls[2].kind, calls[2].of) == (LineKind.KILL, 1)


def test_a_featured_piece_is_not_folded_and_opens_no_story() -> None:
    taster = Taster()
    first = version(1, "Holy souls on display at 2024 Venice Biennale")
    taster.learn(first, line=1, story=1, situation=1)
    piece = version(2, "Holy souls on display at 2024 Venice Biennale", genre=FEATURE)
    assert taster.match(piece).kind is LineKind.NEW
    assert taster.place(piece) is None


def test_the_same_headline_of_another_wire_is_no_rewrite_of_this_one() -> None:
    lines, _, _ = judge_all(
        [version(1, "Weather forecast for today", source="a"), version(2, "Weather forecast for today", source="b")]
    )
    assert lines[1] != lines[2]


def test_like_wordings_of_other_days_do_not_hide_the_one_of_today() -> None:
    today = dt.date(2025, 10, 8)
    versions = [
        version(
            n,
            f"At least {20 + n} killed in strikes across Gaza Strip",
            day=today - dt.timedelta(days=9 - n),
            minutes=-1440 * (9 - n),
        )
        for n in range(1, 8)
    ]
    toll = version(8, "At least 20 killed in strikes across Gaza Strip and in Gaza City, hospitals say", day=today)
    grown = version(9, "At least 21 killed in strikes across Gaza Strip", day=today, minutes=90)
    lines, _, _ = judge_all([*versions, toll, grown])
    assert lines[9] == 8


def _filed(number: int, headline: str, day: int, url: str, minutes: float = 0) -> Version:
    filed = dt.date(2031, 5, day)
    return version(number, headline, minutes=minutes, day=filed, credits=(Credit("Paper", url),))


NEXT_DAY = [
    (
        "At least 33 people are killed in shelling across the Coast Province",
        "At least 41 people are killed in shelling across the Coast Province",
    ),
    ("Ruritanians vote to elect the members of the Lower House", "Second day of voting to elect the members of the Lower House"),
]


@pytest.mark.parametrize(("old", "new"), NEXT_DAY)
def test_what_a_wire_files_under_another_day_from_other_sources_is_another_line(old: str, new: str) -> None:
    taster = Taster()
    judge_all([_filed(1, old, 4, "https://a.example/one")], taster)
    call = taster.match(_filed(2, new, 5, "https://a.example/two", 600))
    assert call.kind is LineKind.NEW
    assert taster.match(_filed(3, new, 5, "https://a.example/one", 600)).of == 1


def test_the_day_s_own_toll_is_found_behind_those_of_other_days() -> None:
    taster = Taster()
    told = "At least {} people are killed in shelling across the Coast Province"
    seen = [_filed(n, told.format(30 + n), n, f"https://a.example/{n}", 600 * n) for n in range(1, 5)]
    lines, _, _ = judge_all(seen, taster)
    assert lines == {1: 1, 2: 2, 3: 3, 4: 4}
    assert taster.match(_filed(5, told.format(47), 4, "https://a.example/4b", 2500)).of == 4


def test_a_toll_that_rises_by_the_next_day_is_a_version() -> None:
    taster = Taster()
    told = "The death toll from the flood in the Coast Province rises to {}"
    judge_all([_filed(1, told.format(27), 4, "https://a.example/one")], taster)
    assert taster.match(_filed(2, told.format(79), 5, "https://a.example/two", 600)).of == 1


def test_copy_from_other_sources_that_keeps_little_is_another_line() -> None:
    taster = Taster()
    raid = "Seven Pakistani Taliban members and a major are killed in a raid and ensuing shootout in Daraban, Khyber Pakhtunkhwa"
    abducted = "Three tribal leaders from Khyber Pakhtunkhwa are abducted and killed by Pakistani Taliban militants"
    judge_all([_filed(1, raid, 9, "https://a.example/one")], taster)
    assert taster.match(_filed(2, abducted, 9, "https://a.example/two", 110)).kind is LineKind.NEW
    assert taster.match(_filed(3, raid.replace("ensuing", "subsequent"), 9, "https://a.example/two", 110)).of == 1


def test_another_subject_from_another_source_is_no_correction_however_long_the_sentence() -> None:
    taster = Taster()
    told = "{} reports its first case of the 501.V2 variant of the virus first detected in South Africa last autumn"
    judge_all([_filed(1, told.format("Tennessee"), 9, "https://a.example/one")], taster)
    assert taster.match(_filed(2, told.format("Wisconsin"), 9, "https://a.example/two", 110)).kind is LineKind.NEW
    assert taster.match(_filed(3, told.format("Wisconsin"), 9, "https://a.example/one", 110)).of == 1
