"""`copytaster eval situations`: stories put into long developments, over the same form as `stories`; gold names the situation."""

from __future__ import annotations

from pathlib import Path

from copytaster.evals import Score, groups
from copytaster.evals.lived import Lived


def run(data: Path) -> Score:
    """Score the situations of a file or folder."""
    return groups.score("situations", data, Lived.situation_of)
