"""Who is met in a dossier for the first time is called by the full name that the same text gives: "Cummings died" names nobody.

Each name that is written out is an `Edit` of its sentence. It must not take a name from another text, nor touch what stands in
quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from copytaster.dossier.actors import Cast
from copytaster.dossier.alone import QUOTED
from copytaster.dossier.analyse import Analysed, Read
from copytaster.dossier.presented import presented
from copytaster.dossier.resolve import apply
from copytaster.dossier.telling import Candidate
from copytaster.dossier.values import Edit, Section, Sentence
from copytaster.text.names import ROLES, TITLES, Mention

# A full name is a given name or two and the surname.
_MOST_WORDS = 4
_WHY = "named in full in the same text"
_A_NAME = re.compile(r"[A-Z][a-z][\w’'-]+")


def introduced(
    sections: Sequence[Section], told: Iterable[Candidate], copy: Mapping[int, Analysed], cast: Cast
) -> tuple[Section, ...]:
    """The sections with everybody called by the full name where they are met first."""
    chosen = {s.citations[0] for section in sections for s in section.sentences}
    reads = {c.citation: c.read for c in told if c.citation in chosen}
    met: set[str] = set()
    said: list[str] = []
    made = []
    for section in sections:
        sentences = []
        for one in section.sentences:
            named = _introducing(one, reads.get(one.citations[0]), copy, cast, met)
            sentences.append(_presenting(named, copy.get(one.citations[0].version), said))
            said.append(sentences[-1].text)
        made.append(replace(section, sentences=tuple(sentences)))
    return tuple(made)


def _introducing(one: Sentence, read: Read | None, copy: Mapping[int, Analysed], cast: Cast, met: set[str]) -> Sentence:
    if read is None:
        return one
    added: list[Edit] = []
    quoted = [m.span() for m in QUOTED.finditer(read.text)]
    for mention in read.names:
        actor = cast.of(read.version, mention)
        if actor is None or actor.kind not in {"person", "name"} or actor.key in met:
            continue
        start, end = mention.start - read.start, mention.end - read.start
        if any(e.start < end and start < e.end for e in one.edits):
            met.add(actor.key)
            continue
        if " " in mention.text or any(a <= start < b for a, b in quoted):
            met |= {actor.key} if " " in mention.text else set()
            continue
        full = _full_name(mention, actor.key, copy.get(read.version), cast)
        if full and full not in one.text and not _is_titled(read, start):
            added.append(Edit(start, end, mention.text, full, _WHY))
        met.add(actor.key)
    if not added:
        return one
    told = apply(one.citations[0].words, [*one.edits, *added])
    return replace(one, text=told.text, edits=told.edits)


def _presenting(one: Sentence, analysed: Analysed | None, said: Sequence[str]) -> Sentence:
    """A sentence with who speaks in it, and is named nowhere above, called what the text presents him as."""
    name = one.speaker.split()[-1] if one.speaker else ""
    if analysed is None or one.speaker != name or not _A_NAME.fullmatch(name):
        return one
    if any(re.search(rf"\b{re.escape(name)}\b", text) for text in said):
        return one
    words = presented(name, analysed)
    edits = _with_presented(one, name, words) if words else None
    if edits is None:
        return one
    told = apply(one.citations[0].words, edits)
    return replace(one, text=told.text, edits=told.edits)


def _with_presented(one: Sentence, name: str, words: str) -> list[Edit] | None:
    """The edits of a sentence with one that presents whoever bears a name, where that stands outside quotation marks."""
    source = one.citations[0].words
    for edit in one.edits:
        if edit.new.split()[-1:] == [name]:
            made = replace(edit, new=_closed(words, source[edit.end :]), why=_WHY)
            return [made if e is edit else e for e in one.edits]
    bare = QUOTED.sub(lambda m: " " * len(m.group()), source)
    at = re.search(rf"(?<![\w’'-]){re.escape(name)}(?![\w’'-])", bare)
    if at is None or any(e.start < at.end() and at.start() < e.end for e in one.edits):
        return None
    return [*one.edits, Edit(at.start(), at.end(), name, _closed(words, source[at.end() :]), _WHY)]


def _closed(words: str, after: str) -> str:
    """Words without the comma at their end where none can follow the name."""
    return words.rstrip(",") if after[:1] != " " else words


def _is_titled(read: Read, start: int) -> bool:
    before = read.text[:start].split()[-1:]
    return bool(before) and before[0].rstrip(".").lower() in TITLES


def _full_name(mention: Mention, key: str, analysed: Analysed | None, cast: Cast) -> str:
    """The longest name of somebody in a text that ends with the bare one and holds no office; nothing where there is none."""
    if analysed is None:
        return ""
    names = {m.text for r in analysed.sentences for m in r.names if (a := cast.of(analysed.version, m)) and a.key == key}
    fitting = [n for n in names if n.endswith(f" {mention.text}") and len(n.split()) <= _MOST_WORDS and _is_plain(n)]
    return max(fitting, key=lambda n: (len(n), n), default="")


def _is_plain(name: str) -> bool:
    return ROLES.isdisjoint(name.lower().split()) and not any(c in name for c in "'’().,")
