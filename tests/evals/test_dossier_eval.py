"""The dossier eval on what ships, and on tables of releases."""

from __future__ import annotations

import csv
from importlib import resources
from pathlib import Path

import pytest

from copytaster.errors import Misconfigured
from copytaster.evals import load
from copytaster.evals.dossier import respelt

DEMO = Path(str(resources.files("copytaster.demo") / "data"))


@pytest.mark.parametrize("folder", ["azerbaijan-russia", "current-events"])
def test_the_demos_dossiers_hold(folder: str) -> None:
    figures = load("dossier")(DEMO / folder).figures
    assert figures["with_span"] == 1.0
    assert figures["found"] == 1.0
    assert float(figures["false_alarms"]) <= 1.0
    assert int(figures["planted"]) > 200
    assert figures["sides_quoted"] == 1.0


def test_tables_of_two_offices_are_one_situation_with_both_sides(tmp_path: Path) -> None:
    rows = {
        "kremlin": (
            "http://en.kremlin.ru/{n}",
            '"Russia had to answer Ukraine in kind," the President said after {n} talks.',
        ),
        "office": (
            "https://www.president.gov.ua/{n}",
            '"The shelling of Kharkiv, Ukraine, by Russia went on for {n} nights," the President said.',
        ),
    }
    for name, (link, body) in rows.items():
        with (tmp_path / f"{name}-2022.csv").open("w", newline="", encoding="utf-8") as file:
            table = csv.writer(file)
            table.writerow(["link", "headline", "date", "body"])
            for n in range(1, 7):
                table.writerow([link.format(n=n), f"Day {n}", f"2022-03-{n:02}T10:00:00Z", body.format(n=n)])
    score = load("dossier")(tmp_path)
    assert score.figures["situations"] == 1
    assert score.rows[0]["sides_in_text"] == "RU, UA"


def test_a_folder_without_copy_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=tmp_path.name):
        load("dossier")(tmp_path)


def test_small_counts_are_spelt_the_other_way() -> None:
    assert (
        respelt("Four people and 12 dogs left on 5 May 2025 in 4-3 votes.")
        == "4 people and twelve dogs left on 5 May 2025 in 4-3 votes."
    )
