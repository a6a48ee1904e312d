import datetime as dt

import pytest

from copytaster.model import LineKind, PubStatus
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
