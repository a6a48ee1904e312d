"""Which days of a situation matter, and what tells them."""

from __future__ import annotations

import datetime as dt

from copytaster.dossier.analyse import analyse
from copytaster.dossier.days import named_days, tell, weigh, weigh_days
from copytaster.text.dates import find
from tests.dossier.copy import version

CRASH = dt.date(2024, 12, 25)


def test_each_text_counts_once_for_a_day_however_often_it_names_it() -> None:
    once = analyse(version(1, "2025-01-10", "The jet crashed on 25 December 2024."))
    often = analyse(version(2, "2025-01-10", "The jet crashed on 25 December 2024. It was 25 December 2024 when it fell."))
    assert weigh([once])[CRASH] == weigh([often])[CRASH] == 1


def test_the_day_of_the_copy_counts_even_where_no_sentence_names_it() -> None:
    assert weigh_days([(CRASH, set())]) == {CRASH: 1}


def test_a_day_that_copy_only_looks_ahead_to_counts_half() -> None:
    before = CRASH - dt.timedelta(days=3)
    assert weigh_days([(before, {CRASH})]) == {before: 1, CRASH: 0.5}


def test_copy_without_a_day_of_its_own_speaks_of_what_it_names() -> None:
    assert weigh_days([(None, {CRASH})]) == {CRASH: 1}


def test_months_and_years_are_no_days() -> None:
    times = find("It began in May 2024, a year after 2023, and ended on 25 December 2024.", anchor=None)
    assert named_days(times) == {CRASH}


def test_a_day_is_told_by_sentences_that_name_it_and_never_twice() -> None:
    copy = [
        analyse(
            version(
                1, "2025-01-10", "Prosecutors spoke in Baku on Friday. The passenger jet crashed near Aktau on 25 December 2024."
            )
        ),
        analyse(
            version(
                2, "2025-01-12", "The cabinet met in the capital. The passenger jet crashed near Aktau city on 25 December 2024."
            )
        ),
        analyse(version(3, "2025-01-20", "Farmers sold their wheat at the market.")),
    ]
    (told,) = tell(copy, [CRASH], 3)[CRASH]
    assert told.text.startswith("The passenger jet crashed near Aktau")


def test_a_day_that_nothing_tells_has_no_sentences() -> None:
    assert tell([], [CRASH], 2) == {CRASH: []}
