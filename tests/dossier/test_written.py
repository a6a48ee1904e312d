"""Texts that people write, in the language that they are written in."""

from __future__ import annotations

import pytest

from copytaster.dossier.analysis import outline
from copytaster.dossier.written import read_markdown


@pytest.mark.parametrize("front", ["---\nlanguage: de\n---\n", ""])
def test_a_german_text_is_cut_and_dated_as_german(front: str) -> None:
    text = front + (
        "## Hintergrund\n\nAm 22. November 2026 kamen bei einem Unglück in Österreich acht Menschen ums Leben. [^1] "
        "Im März 2025 hatte es einen ähnlichen Unfall gegeben. [^1]\n\n[^1]: APA\n"
    )
    read = read_markdown(text)
    assert read.language == "de"
    assert [len(s.sources) for s in read.sentences] == [1, 1]
    assert [str(event.when) for event in outline(read).timeline] == ["March 2025", "22 November 2026"]
