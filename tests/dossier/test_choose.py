"""What says the same, and what is chosen."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys

from copytaster.dossier.compose import compose
from copytaster.dossier.order import understood
from copytaster.dossier.support import tolls
from copytaster.dossier.values import SectionKey, Sentence
from tests.dossier.copy import version


def sentences(*copy: tuple[str, str, str]) -> list[Sentence]:
    told = compose("Latvia and Estonia", [version(n, day, body, outlet=out) for n, (day, body, out) in enumerate(copy, start=1)])
    return [s for section in told.sections for s in section.sentences]


BRIDGE = "Eight people were killed when the border bridge of Latvia and Estonia at Valga collapsed on Monday."


def test_two_reports_of_one_event_are_one_sentence_with_two_origins() -> None:
    same = "Eight people were killed on Monday when the border bridge at Valga between Latvia and Estonia collapsed."
    found = sentences(("2025-03-04", BRIDGE, "AFP"), ("2025-03-04", same, "Reuters"))
    told = [s for s in found if "bridge" in s.text]
    assert len(told) == 1
    assert set(told[0].origins) == {"AFP", "Reuters"}
    assert not told[0].has_one_origin


def test_another_number_does_not_say_the_same() -> None:
    other = BRIDGE.replace("Eight", "Nine")
    found = sentences(("2025-03-04", BRIDGE, "AFP"), ("2025-03-04", other, "Reuters"))
    assert all(s.has_one_origin for s in found if "bridge" in s.text)


def test_the_same_words_of_another_week_do_not_say_the_same() -> None:
    found = sentences(("2025-03-04", BRIDGE, "AFP"), ("2025-03-18", BRIDGE, "Reuters"))
    assert all(s.has_one_origin for s in found if "bridge" in s.text)


def test_a_short_sentence_is_no_source_for_a_long_one() -> None:
    found = sentences(("2025-03-04", BRIDGE, "AFP"), ("2025-03-04", "The border bridge at Valga collapsed on Monday.", "Reuters"))
    long = next(s for s in found if "Eight people" in s.text)
    assert long.origins == ("AFP",)


def test_no_sentence_is_told_twice() -> None:
    found = sentences(*[(f"2025-03-{d:02}", BRIDGE.replace("Eight", str(d)), "AFP") for d in range(4, 12)])
    assert len({s.text for s in found}) == len(found)


def test_the_trigger_section_tells_the_day_of_the_trigger_first() -> None:
    copy = [version(1, "2025-03-03", BRIDGE.replace("on Monday", "on 3 March 2025"))]
    copy += [
        version(n, f"2025-03-{n + 5:02}", f"Estonia and Latvia mourned again {n} days after the collapse of 3 March.")
        for n in range(5, 9)
    ]
    told = compose("Latvia and Estonia", copy)
    assert str(told.trigger) == "2025-03-03"
    shown = [*told.section(SectionKey.TRIGGER).sentences, *told.section(SectionKey.STANDFIRST).sentences]
    assert any("Eight people" in s.text for s in shown)


def test_tolls_are_read_with_their_fate_and_their_bound() -> None:
    found = [
        (t.fate, t.value, t.is_bound)
        for t in tolls("At least 38 people were killed and 29 injured; a strike wounding two in 2024.")
    ]
    assert found == [("killed", 38, True), ("hurt", 29, False), ("hurt", 2, False)]


def test_what_words_weigh_is_the_same_in_each_process() -> None:
    # Sets of words have another order under each hash seed, and a sum of floats hangs on its order: of two sentences that weigh
    # nearly the same now one was chosen, now the other.
    code = (
        "from copytaster.dossier.choose import overlap\n"
        "words = [f'word{n}' for n in range(400)]\n"
        "rarity = {w: 1.0 / (n + 3) ** 1.7 for n, w in enumerate(words)}\n"
        "print(repr(overlap(frozenset(words[::3]), frozenset(words[::2]), rarity)))"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3", "4")
    }
    assert len(seen) == 1


def test_of_one_day_what_names_a_thing_as_known_is_told_behind_what_tells_of_it_first() -> None:
    refuses, issues, later = (
        "The parliament refuses to comply with Ozola's decree.",
        "President Anna Ozola issues a decree that dissolves parliament.",
        "A court of Riga suspends the decree.",
    )
    first, second = dt.date(2024, 3, 5), dt.date(2024, 3, 6)
    days = {refuses: first, issues: first, later: second}
    assert understood([refuses, issues, later], lambda one: one, days.__getitem__) == [issues, refuses, later]
    apart = {**days, issues: second}
    assert understood([refuses, issues], lambda one: one, apart.__getitem__) == [refuses, issues]
    assert understood(["A decree ends the decree.", issues], lambda one: one, lambda _: first) == [
        "A decree ends the decree.",
        issues,
    ]
