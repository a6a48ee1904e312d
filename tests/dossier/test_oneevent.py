"""When two sentences tell one event of a timeline, and when two."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from copytaster.dossier.compose import compose
from tests.dossier.copy import version

NAME = "Riga bridge"


def _entries(*told: Sequence[str]) -> list[tuple[str, int]]:
    copy = [version(n, day, text, uri=str(n)) for n, (day, text) in enumerate(told, 1)]
    dossier = compose(NAME, copy, story_of={v.id: 1 for v in copy})
    return [(e.text, len(e.citations)) for e in dossier.timeline]


DAY = "2025-10-09"


def test_the_same_fact_from_two_texts_is_one_entry() -> None:
    made = _entries(
        (DAY, "At least four people were killed on Wednesday when the old bridge in Riga fell into the river."),
        (DAY, "On Wednesday the old bridge in Riga fell into the river, and four people were killed."),
    )
    assert [sources for _, sources in made] == [2]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Four people are killed when a bus falls into the river in Riga.", "Nineteen people are killed when a bus burns in Riga."),
        ("Latvia hands 20 living hostages over in Riga.", "Latvia hands three dead hostages over in Riga."),
        ("Anna Ozola spoke to the Riga bridge inquiry on Wednesday.", "Janis Berg spoke to the Riga bridge inquiry on Wednesday."),
        ("Kalnins leads the poll in Riga by 49.0 percent.", "Kalnins leads the poll in Riga by 50.4 percent."),
    ],
)
def test_other_counts_and_other_persons_are_two_entries(one: str, other: str) -> None:
    assert [sources for _, sources in _entries((DAY, one), (DAY, other))] == [1, 1]


def test_what_only_common_words_join_is_two_entries() -> None:
    common = [(f"2025-10-{n:02d}", f"The council of Riga in Latvia votes on bridge number {n}.") for n in range(1, 8)]
    one = (DAY, "The council of Riga in Latvia votes against a tram line.")
    other = (DAY, "The council of Riga in Latvia dismisses its gardener.")
    assert [sources for text, sources in _entries(*common, one, other) if "tram" in text or "gardener" in text] == [1, 1]


def test_a_text_tells_two_things_of_one_day_in_two_sentences() -> None:
    text = (
        "On Wednesday Anna Ozola of Latvia won the Riga bridge marathon in the rain."
        " The mayor of Riga had opened the Riga bridge marathon on Wednesday with Anna Ozola."
    )
    assert all(sources == 1 for _, sources in _entries((DAY, text)))


def test_two_wordings_of_one_report_are_told_once_with_the_later_count() -> None:
    copy = [
        version(
            1, "2025-09-28", "Three people are killed and four others are hurt in a shooting at a yacht basin in Liepaja.", uri="a"
        ),
        version(
            2,
            "2025-09-28",
            "Three people are killed and eight others are hurt in a shooting at the yacht basin in Liepaja.",
            uri="b",
        ),
        version(3, "2025-09-28", "Two people are killed and five others are hurt in a shooting at a casino in Narva.", uri="c"),
    ]
    told = [s.text for section in compose("Shootings in the Baltic states", copy).sections for s in section.sentences]
    assert sorted(text.split()[-1] for text in told) == ["Liepaja.", "Narva."]
    assert any("eight others" in text for text in told)


def test_a_toll_that_two_counts_of_another_report_add_up_to_is_of_the_same_event() -> None:
    made = _entries(
        (DAY, "At least 27 people are killed in clashes between police and the Rundale clan in Liepaja City."),
        (DAY, "At least 19 Rundale clansmen and eight police officers are killed in a shootout in Liepaja City."),
    )
    assert [count for _, count in made] == [2]
    apart = _entries(
        (DAY, "At least 29 people are killed in clashes between police and the Rundale clan in Liepaja City."),
        (DAY, "At least 19 Rundale clansmen and eight police officers are killed in a shootout in Liepaja City."),
    )
    assert [count for _, count in apart] == [1, 1]


def test_the_third_day_of_protests_told_on_two_days_is_one() -> None:
    made = _entries(
        ("2025-09-29", "Latvian police detain dozens on the third consecutive day of youth protests against corruption."),
        ("2025-09-30", "Youth protests in Latvia go on for a third day, despite arrests by police."),
        ("2025-10-01", "Youth protests in Latvia go on for a fourth day at the old port."),
    )
    assert [count for _, count in made] == [2, 1]


def test_what_says_again_in_other_words_what_is_told_is_left_out() -> None:
    first = "On 22 August 2020, the opposition leader Jaan Tamm was airlifted from Narva in Estonia to a clinic in Riga, Latvia."
    later = (
        "On Wednesday, doctors in Riga said Jaan Tamm had been poisoned."
        " Tamm was airlifted from Narva to Riga on 22 August when he fell ill."
    )
    copy = [
        version(1, "2020-08-24", first, headline="Opposition leader Jaan Tamm airlifted to Riga", uri="a"),
        version(2, "2020-09-03", later, headline="Doctors say Jaan Tamm was poisoned", uri="b"),
        version(3, "2020-08-22", "On 22 August 2020, police in Estonia searched the airport of Narva for two suspects.", uri="c"),
    ]
    told = [s.text for section in compose("Poisoning of Jaan Tamm", copy).sections for s in section.sentences]
    assert sum("airlifted" in text for text in told) == 1
    assert any("poisoned" in text for text in told)


def test_the_third_day_of_protests_is_told_once() -> None:
    days = [
        ("2025-09-29", "Latvian police detain dozens of people on the third consecutive day of youth protests against corruption."),
        ("2025-09-30", "Large youth protests in Latvia continue for a third day, despite arrests by police."),
        ("2025-10-01", "Three people are killed in Liepaja in Latvia as police open fire during youth protests."),
    ]
    copy = [version(n, day, text, uri=str(n)) for n, (day, text) in enumerate(days, start=1)]
    told = [s.text for section in compose("2025 Latvian protests", copy).sections for s in section.sentences]
    assert sum("third" in text for text in told) == 1
    assert any("detain" in text for text in told)


def test_what_a_month_tells_in_other_words_is_joined_to_its_day() -> None:
    made = _entries(
        ("2020-08-24", "On 22 August 2020, Jaan Tamm was airlifted from the city of Narva in Estonia to Riga, Latvia."),
        ("2020-09-05", "In August 2020 Tamm was airlifted from Narva to Riga when he was suffering from a serious condition."),
    )
    assert [count for _, count in made] == [2]
