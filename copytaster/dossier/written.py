"""Texts that people write at the desk: Markdown with front matter, read into title, standfirst and the six sections.

Headings are mapped to the sections by their words. A sentence's sources are links, footnotes and citation marks of versions
(`[^1]`, `[AP](https://...)`, `{v:1234}`) that stand in or right after it. It must not drop a sentence that it cannot place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import yaml

from copytaster.dossier.values import SectionKey
from copytaster.errors import Unreadable
from copytaster.model import Item
from copytaster.text.language import choose, primary
from copytaster.text.sentences import sentences

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# What a printed dossier sets beside its sentences: their day, and what a reader must know of their sources.
_BESIDE = re.compile(r"<time>[^<]*</time>\s*|\s*<small>[^<]*</small>")
_HEADING = re.compile(r"^#{2,6}\s+(.+?)\s*#*\s*$")
_TITLE = re.compile(r"^#\s+(.+?)\s*#*\s*$")
_FOOTNOTE = re.compile(r"^\[\^([^\]]+)\]:\s*(.+)$")
_MARK = re.compile(r"\[\^([^\]]+)\]|\{v:(\d+)\}")
_LINK = re.compile(r"\[([^\]]*)\]\((https?://[^)\s]+)[^)]*\)|<(https?://[^>\s]+)>")
_KEYS: tuple[tuple[SectionKey, re.Pattern[str]], ...] = tuple(
    (key, re.compile(words, re.IGNORECASE))
    for key, words in (
        (SectionKey.BACKGROUND, r"background|history|context|hintergrund|contexte|antecedentes|vorgeschichte"),
        (SectionKey.TRIGGER, r"trigger|cause|auslöser|anlass|déclencheur|detonante|how it began"),
        (SectionKey.ESCALATION, r"escalat|eskalation|escalade|course of events|what followed|what happened|chronology|verlauf"),
        (SectionKey.REACTIONS, r"reaction|response|reaktion|réaction|reacci|voices|what they say"),
        (SectionKey.CONSEQUENCES, r"consequence|impact|effect|aftermath|folgen|auswirkung|conséquence|consecuencia"),
        (SectionKey.OUTLOOK, r"outlook|future|what next|next steps|ausblick|perspective|perspectiva|prospect"),
    )
)


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence of a written text: its words without marks, its section, and the sources that stand with it. `lost` are the marks
    in it that name nothing: footnotes that the text does not have."""

    text: str
    section: SectionKey | None
    heading: str
    number: int
    sources: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """A text written at the desk. `front` is its front matter, `language` what that says or else what the words tell; `sentences`
    are those of standfirst and sections in order."""

    title: str
    sentences: tuple[Written, ...]
    headings: tuple[tuple[str, SectionKey | None], ...] = ()
    front: Mapping[str, Any] | None = None
    language: str = "en"

    def of(self, key: SectionKey) -> tuple[Written, ...]:
        """The sentences of one section."""
        return tuple(s for s in self.sentences if s.section == key)


def section_key(heading: str) -> SectionKey | None:
    """The section that a heading names, or None."""
    return next((key for key, words in _KEYS if words.search(heading)), None)


def read_markdown(text: str) -> Analysis:
    """An analysis from Markdown. Raises `Unreadable` where the front matter is not YAML."""
    front: Mapping[str, Any] = {}
    if m := _FRONT.match(text):
        front = _front(m.group(1))
        text = text[m.end() :]
    text = _COMMENT.sub("", text)
    notes = _notes(text)
    title = str(front.get("title") or "")
    blocks: list[tuple[str, str]] = [("", str(front.get("standfirst") or ""))]
    for line in text.splitlines():
        if _FOOTNOTE.match(line):
            continue
        if m := _TITLE.match(line):
            title = title or m.group(1)
        elif m := _HEADING.match(line):
            blocks.append((m.group(1), ""))
        else:
            blocks[-1] = (blocks[-1][0], blocks[-1][1] + line + "\n")
    language = _language(front, " ".join(body for _, body in blocks))
    written = tuple(w for heading, body in blocks for w in _sentences(heading, body, notes, language))
    headings = tuple((heading, section_key(heading)) for heading, _ in blocks if heading)
    return Analysis(title, written, headings, front, language)


def of_item(item: Item) -> Analysis:
    """The analysis that an item holds: headline, summary as standfirst, Markdown body."""
    read = read_markdown(item.body)
    standfirst = tuple(_sentences("", item.summary, _notes(item.body), read.language))
    return Analysis(item.headline or read.title, (*standfirst, *read.sentences), read.headings, read.front, read.language)


def _notes(text: str) -> Mapping[str, str]:
    """The footnotes that a text defines, by their marks."""
    return {m.group(1): m.group(2) for line in text.splitlines() if (m := _FOOTNOTE.match(line))}


def _front(text: str) -> Mapping[str, Any]:
    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise Unreadable(f"the front matter is not YAML: {error}") from None
    return found if isinstance(found, dict) else {}


def _language(front: Mapping[str, Any], text: str) -> str:
    """What the front matter says, else what the words tell; English where they tell nothing."""
    return primary(str(front.get("language") or front.get("lang") or "")) or primary(choose(None, text)[0]) or "en"


def _sentences(heading: str, body: str, notes: Mapping[str, str], language: str) -> list[Written]:
    key = section_key(heading) if heading else SectionKey.STANDFIRST
    found: list[Written] = []
    for block in re.split(r"\n\s*\n|\n(?=[-*] )", body):
        flat = re.sub(r"^\s*(?:[-*>]|\d+\.)\s+", "", _BESIDE.sub("", " ".join(block.split())))
        # Marks after the full stop belong to the sentence before them: they go inside it, so that cutting keeps them there.
        flat = re.sub(r"([.!?][”\"’)]?)((?:\s*(?:\[\^[^\]]+\]|\{v:\d+\}))+)", r"\2\1", flat)
        for sentence in sentences(flat, language):
            plain, sources, lost = _unmarked(sentence.text, notes)
            if re.search(r"\w", plain):
                found.append(Written(plain, key, heading, len(found) + 1, sources, lost))
            elif found:
                last = found[-1]
                found[-1] = replace(last, sources=(*last.sources, *sources), lost=(*last.lost, *lost))
    return found


def _unmarked(text: str, notes: Mapping[str, str]) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The words of a sentence, the sources that its links and marks name, and the marks that name none."""
    sources = [m.group(2) or m.group(3) for m in _LINK.finditer(text)]
    marks = list(_MARK.finditer(text))
    sources += [f"v:{m.group(2)}" if m.group(2) else notes[m.group(1)] for m in marks if m.group(2) or m.group(1) in notes]
    lost = tuple(m.group() for m in marks if not m.group(2) and m.group(1) not in notes)
    text = _MARK.sub("", _LINK.sub(lambda m: m.group(1) or "", text))
    text = re.sub(r"(\*\*|__|\*|_|`)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    return re.sub(r"\s+([.,;:!?])", r"\1", " ".join(text.split())), tuple(sources), lost
