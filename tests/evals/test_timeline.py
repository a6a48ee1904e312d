"""The eval of timelines counts days and words as published work does."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from copytaster.errors import Misconfigured
from copytaster.evals.timeline import align, run

MONDAY, TUESDAY = dt.date(2025, 6, 2), dt.date(2025, 6, 3)


def _topic(folder: Path, gold: list[object]) -> None:
    folder.mkdir()
    articles = [
        {"id": "1", "time": "2025-06-02", "text": "The bridge over the river collapsed in heavy rain."},
        {"id": "2", "time": "2025-06-04", "text": "Engineers found rust in the pillars of the bridge. It fell on Monday."},
    ]
    (folder / "articles.jsonl").write_text("\n".join(json.dumps(a) for a in articles))
    (folder / "timelines.jsonl").write_text(json.dumps(gold))


def test_a_timeline_that_says_the_same_on_the_same_days_scores_one() -> None:
    gold = {MONDAY: ["The bridge collapsed."], TUESDAY: ["Divers searched the river."]}
    assert align(gold, gold) == 1
    assert align({MONDAY: ["Farmers sold wheat."]}, gold) == 0


def test_what_is_told_a_day_too_late_counts_half() -> None:
    assert align({TUESDAY: ["The bridge collapsed."]}, {MONDAY: ["The bridge collapsed."]}) == 0.5


def test_days_are_scored_beside_the_count_of_mentions_and_a_topic_without_copy_is_noted(tmp_path: Path) -> None:
    _topic(tmp_path / "bridge", [["2025-06-02", ["The bridge collapsed in the rain."]], ["2025-06-04", ["Rust was found."]]])
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "timelines.jsonl").write_text("[]")
    score = run(tmp_path)
    assert score.figures["timelines"] == 1
    assert score.figures["date_f1"] == 1
    assert score.figures["baseline_date_f1"] == 0.5  # nobody names the fourth: the third is as good to the count
    assert score.figures["date_f1_gain"] == 0.5
    assert score.notes == ("empty: left out, for it has no articles.jsonl",)


def test_data_of_another_form_is_named(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"no file ending in articles\.jsonl"):
        run(tmp_path)
