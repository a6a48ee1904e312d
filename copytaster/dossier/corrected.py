"""Copy as the desk corrected it: its headline in place of the wire's, without the sentences that said the same as the old one.

Nothing that was received is changed: this makes the value that a dossier is composed from. What else the copy says stays, at its
place, and is marked where it is printed (dossier/fallen).
"""

from __future__ import annotations

from dataclasses import replace

from copytaster.model import Version
from copytaster.text.sentences import sentences
from copytaster.text.words import words

NOTE = "headline corrected by the desk"
# A sentence that has this share of the old headline's words says what the headline said.
_SAYS_SO = 0.5


def corrected(version: Version, headline: str) -> Version:
    """A version with the desk's headline. Sentences that say what its old one said are blanked, so that the others keep their
    place."""
    item = version.item
    old = item.headline.removesuffix("…").strip(" .")
    made = replace(
        item,
        headline=headline,
        summary=_without(item.summary, old),
        body=_without(item.body, old),
        notes=(*item.notes, NOTE),
    )
    return replace(version, item=made)


def is_corrected(version: Version) -> bool:
    """Whether the headline of a version is the desk's."""
    return NOTE in version.item.notes


def _without(text: str, old: str) -> str:
    had = frozenset(words(old))
    for s in sentences(text):
        if had and len(had & frozenset(words(s.text))) >= _SAYS_SO * len(had):
            text = text[: s.start] + " " * (s.end - s.start) + text[s.end :]
    return text if text.strip() else ""
