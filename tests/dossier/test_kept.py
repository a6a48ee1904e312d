"""Keeping what has not changed gives what working it out again gives."""

from __future__ import annotations

import pytest

from copytaster.dossier.actors import cast
from copytaster.dossier.analyse import analyse
from copytaster.dossier.compose import compose
from copytaster.dossier.kept import Kept
from copytaster.model import Version
from tests.dossier.copy import version
from tests.dossier.test_compose import AZERBAIJAN
from tests.dossier.test_contests import CRASH


@pytest.mark.parametrize(("name", "copy"), [("Azerbaijan and Russia", CRASH), ("Azerbaijan–Russia relations", AZERBAIJAN)])
def test_one_article_more_gives_the_dossier_that_all_at_once_give(name: str, copy: list[Version]) -> None:
    kept = Kept()
    ordered = sorted(copy, key=lambda v: (v.time, v.id))
    read = {v.id: analyse(v) for v in ordered}
    for count in range(max(1, len(ordered) - 5), len(ordered) + 1):
        some = ordered[:count]
        assert compose(name, some, analyses=read, kept=kept) == compose(name, some)


def test_other_sides_are_worked_out_anew() -> None:
    kept = Kept()
    read = {v.id: analyse(v) for v in CRASH}
    compose("Azerbaijan and Russia", CRASH, analyses=read, kept=kept)
    assert compose("Kazakhstan and Russia", CRASH, analyses=read, kept=kept) == compose("Kazakhstan and Russia", CRASH)


def test_what_has_not_changed_is_not_made_again() -> None:
    kept = Kept()
    made = [kept.get("told", 1, depends, lambda: object()) for depends in ("a", "a", "b")]
    assert made[0] is made[1]
    assert made[1] is not made[2]


def test_a_version_that_is_read_anew_is_worked_out_anew() -> None:
    kept = Kept()
    one = analyse(version(1, "2025-05-01", "Latvia and Estonia signed a treaty."))
    nobody = cast([one], kept=kept)
    before = kept.signature(one, nobody, (), None)
    assert kept.signature(one, nobody, (), None) == before
    again = analyse(version(1, "2025-05-01", "Latvia and Estonia signed a treaty."))
    assert kept.signature(again, nobody, (), None) != before
