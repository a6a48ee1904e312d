"""What has become of the copy that a dossier rests on, as the store has it now: killed, corrected by desk or wire, reworded."""

from __future__ import annotations

from copytaster.dossier.analyse import field_text
from copytaster.dossier.fallen import Fall, Fallen, FallKind, citations_of, span
from copytaster.dossier.values import Citation, Dossier, Field
from copytaster.model import Line, LineKind
from copytaster.store.base import Reader

_CORRECTS = frozenset({"sig:correction", "correction"})


def fallen(reader: Reader, dossier: Dossier, *, printed: bool) -> Fallen:
    """What became of each place that a dossier cites; those that stand are left out."""
    cited = citations_of(dossier)
    line_of = {number: line for number in {c.version for c in cited} if (line := reader.line_of(number)) is not None}
    lines = {line.id: line for line in reader.lines_by_id(set(line_of.values()))}
    found = {span(c): fall for c in cited if (fall := _fall(reader, c, lines.get(line_of.get(c.version, 0))))}
    return Fallen(found, printed)


def _fall(reader: Reader, one: Citation, line: Line | None) -> Fall | None:
    if line is None:
        return Fall(FallKind.GONE, "its source is no longer on the wire", f"version {one.version}")
    source = f"line {line.id}"
    if line.killed:
        return Fall(FallKind.KILLED, "its source was killed: do not use", source)
    if line.corrected_headline or line.correction:
        if one.field is Field.HEADLINE and line.corrected_headline and one.words in line.corrected_headline:
            return None
        said = "; ".join(part for part in (line.correction, line.corrected_headline) if part)
        return Fall(FallKind.CORRECTED, f"its source was corrected: {said}", source)
    if line.head.id == one.version or one.words in field_text(line.head, one.field):
        return None
    if _is_corrected_by_wire(reader, line, one.version):
        return Fall(FallKind.CORRECTED, "its source was corrected by its wire and no longer says this", source)
    return Fall(FallKind.REWORDED, "its source has been reworded since", source)


def _is_corrected_by_wire(reader: Reader, line: Line, since: int) -> bool:
    """Whether a version that came after the cited one is a correction, by its call or by what it says of itself."""
    later = [v for v in reader.versions_of_line(line.id) if v.id > since]
    calls = reader.line_calls([v.id for v in later])
    return any(
        ((call := calls.get(v.id)) is not None and call.kind is LineKind.CORRECTION)
        or _CORRECTS & {s.lower() for s in (*v.item.signals, *v.item.marks)}
        for v in later
    )
