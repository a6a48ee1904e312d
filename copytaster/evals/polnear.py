"""PolNeAR in its own layout: a folder of texts and a folder of brat files, one for each annotator of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from copytaster.evals.corpora import files

Span = tuple[int, int]
Spans = tuple[Span, ...]
_MARK = re.compile(r"^(T\d+)\t(\S+) ([\d ;]+)\t")
_EVENT = re.compile(r"^E\d+\t(.*)$")
_ANNOTATOR = re.compile(r"_[0-9a-z]{4}$")


@dataclass(frozen=True, slots=True)
class Gold:
    """One attribution as a person marked it; `source` is empty where nobody is named."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True, slots=True)
class Document:
    """A text as one annotator marked it; `is_training`: from the part that the shipped weights were trained on."""

    name: str
    text: str
    gold: tuple[Gold, ...]
    is_training: bool = False


def documents(data: Path) -> Iterator[Document]:
    """Every annotated text below `data`, in the order of names; a text comes once for each annotator."""
    texts: dict[str, str] = {}
    notes: list[tuple[PurePosixPath, str]] = []
    for place, content in files(data, ".txt", ".ann"):
        read = content.decode("utf-8", "replace")
        if place.suffix == ".txt":
            texts[place.stem] = read
        else:
            notes.append((place, read))
    for place, read in notes:
        name = next((n for n in (place.stem, _ANNOTATOR.sub("", place.stem)) if n in texts), None)
        if name is not None:
            yield Document(place.stem, texts[name], tuple(_gold(read)), "train" in place.parts)


def _gold(notes: str) -> Iterator[Gold]:
    marks: dict[str, Spans] = {}
    lines = notes.splitlines()
    for line in lines:
        if m := _MARK.match(line):
            marks[m.group(1)] = tuple((int(a), int(b)) for a, b in (part.split() for part in m.group(3).split(";")))
    for line in lines:
        if m := _EVENT.match(line):
            parts: dict[str, Spans] = {}
            for argument in m.group(1).split():
                role, _, mark = argument.partition(":")
                parts[role.rstrip("0123456789")] = parts.get(role.rstrip("0123456789"), ()) + marks.get(mark, ())
            if parts.get("Cue"):
                yield Gold(parts.get("Source", ()), parts["Cue"], parts.get("Content", ()))
