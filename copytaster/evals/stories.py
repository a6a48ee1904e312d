"""`copytaster eval stories`: lines put into stories, over JSON lines {id, title, text?, summary?, time?, source?, gold}.

The stream is judged in the order of its times (of the file, where it has none) and looked over once at its end, exactly as the
desk does; nothing is fitted to the file.
"""

from __future__ import annotations

from pathlib import Path

from copytaster.evals import Score, groups
from copytaster.evals.lived import Lived


def run(data: Path) -> Score:
    """Score the stories of a file or folder."""
    return groups.score("stories", data, Lived.story_of)
