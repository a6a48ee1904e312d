"""What has become of the sources of a dossier: killed, corrected, reworded, gone. Every form that it is printed in asks here.

A sentence rests on its citations, a dossier on all of them; how many sources fell is counted in sources, not in places that cite
them.
It must not read the store: `desk/falling.py` finds out.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from copytaster.dossier.values import Citation, Dossier

Span = tuple[int, str, int, int]


class FallKind(enum.StrEnum):
    """What became of a source, the gravest first."""

    KILLED = "killed"
    CORRECTED = "corrected"
    REWORDED = "reworded"
    GONE = "gone"


_COUNTED = {
    FallKind.KILLED: ("was killed", "were killed"),
    FallKind.CORRECTED: ("was corrected", "were corrected"),
    FallKind.REWORDED: ("was reworded", "were reworded"),
    FallKind.GONE: ("is no longer on the wire", "are no longer on the wire"),
}


@dataclass(frozen=True, slots=True)
class Fall:
    """What became of one cited place: the kind, the words for a reader, and the source (a line, else the version)."""

    kind: FallKind
    said: str
    source: str


@dataclass(frozen=True, slots=True)
class Fallen:
    """The falls of a dossier's citations by their span; empty where all of them stand. `printed` tells an edition from a draft."""

    falls: Mapping[Span, Fall] = field(default_factory=dict)
    printed: bool = False

    def of(self, one: Citation) -> str:
        """What became of a citation, in words; nothing where it stands."""
        fall = self.falls.get(span(one))
        return fall.said if fall else ""

    def resting(self, cited: Sequence[Citation]) -> str:
        """What is to be said of words that rest on some citations; nothing where all of those stand."""
        gone = [fall for c in cited if (fall := self.falls.get(span(c)))]
        if not gone:
            return ""
        first = min(gone, key=lambda fall: list(FallKind).index(fall.kind))
        return first.said if len(gone) == len(cited) else f"{first.said} ({len(gone)} of {len(cited)} sources)"

    def is_killed(self, cited: Sequence[Citation]) -> bool:
        """Whether words rest on killed copy alone."""
        return bool(cited) and all((f := self.falls.get(span(c))) is not None and f.kind is FallKind.KILLED for c in cited)

    def has(self, kind: FallKind) -> bool:
        """Whether a source fell in this way."""
        return any(fall.kind is kind for fall in self.falls.values())

    @property
    def notice(self) -> str:
        """What stands on top of a dossier: how many of its sources fell, and how; nothing where all stand."""
        if not self.falls:
            return ""
        said = []
        for kind, (one, many) in _COUNTED.items():
            count = len({fall.source for fall in self.falls.values() if fall.kind is kind})
            if count:
                said.append(f"{count} of its sources {one if count == 1 else many}")
        told = ", ".join(said)
        return f"{f'Since it was printed, {told}' if self.printed else told}. What rests on them is marked."


def span(one: Citation) -> Span:
    """The place that a citation points at."""
    return (one.version, one.field.value, one.start, one.end)


def citations_of(dossier: Dossier) -> list[Citation]:
    """Every citation of a dossier, each place once."""
    found = [c for section in dossier.sections for s in section.sentences for c in s.citations]
    found += [c for event in dossier.timeline for c in event.citations]
    found += [c for deed in dossier.relations for c in deed.citations]
    found += [c.citation for c in (*dossier.claims, *(x for contest in dossier.contests for x in contest.claims))]
    return list({span(c): c for c in found}.values())
