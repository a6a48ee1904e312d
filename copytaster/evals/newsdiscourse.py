"""NewsDiscourse in its own layout: a text file with sentences marked S1, S2, ... and a brat file with a label for each mark."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from copytaster.dossier.rolefeatures import Features, Seen, features
from copytaster.dossier.rolemodel import LABELS
from copytaster.evals.corpora import files
from copytaster.text.dates import TimeExpression, find
from copytaster.text.names import mentions
from copytaster.text.words import words

_OWN = {
    "Main": "main",
    "Main_Consequence": "consequence",
    "Cause_Specific": "previous",
    "Cause_General": "context",
    "Distant_Historical": "history",
    "Distant_Anecdotal": "anecdote",
    "Distant_Evaluation": "evaluation",
    "Distant_Expectations_Consequences": "expectation",
    "NA": "none",
}
assert set(_OWN.values()) == set(LABELS)
_SENTENCE = re.compile(r"^(S\d+)[ \t]+(.*)$")
_HEADLINE = re.compile(r"^H[ \t]+(.*)$")
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)|(\d\d)/(\d\d)/(\d{4})|(?:_|ENG_)(\d{4})_?(\d\d)_?(\d\d)")
_LABEL = re.compile(r"^T\d+\t(\S+) (\d+) (\d+)\t(S\d+)")


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its headline, its sentences with a label each, which of them are speech, and paragraph starts."""

    name: str
    headline: str
    sentences: tuple[str, ...]
    labels: tuple[str, ...]
    speech: tuple[bool, ...]
    opens: tuple[bool, ...]
    day: dt.date | None


def documents(data: Path) -> Iterator[Document]:
    """Every document below `data` that has both files; sentences without a label are left out."""
    texts: dict[str, str] = {}
    notes: dict[str, str] = {}
    for place, content in files(data, ".txt", ".ann"):
        kept = texts if place.suffix == ".txt" else notes
        kept[str(place.with_suffix(""))] = content.decode("utf-8", "replace")
    for name in sorted(texts.keys() & notes.keys()):
        document = _document(name, texts[name], notes[name])
        if document.sentences:
            yield document


def _document(name: str, text: str, notes: str) -> Document:
    labels: dict[str, str] = {}
    speech: set[str] = set()
    for line in notes.splitlines():
        if m := _LABEL.match(line):
            if m.group(1) == "Speech":
                speech.add(m.group(4))
            elif m.group(1) in _OWN:
                labels[m.group(4)] = _OWN[m.group(1)]
    headline, opens = "", True
    found: list[tuple[str, str, bool]] = []
    for line in text.splitlines():
        if m := _SENTENCE.match(line):
            if m.group(1) in labels:
                found.append((m.group(1), m.group(2).strip(), opens))
            opens = False
        elif m := _HEADLINE.match(line):
            headline = m.group(1).strip()
        elif not line.strip():
            opens = True
    return Document(
        name,
        headline,
        tuple(t for _, t, _ in found),
        tuple(labels[s] for s, _, _ in found),
        tuple(s in speech for s, _, _ in found),
        tuple(o for _, _, o in found),
        _day(name, text[:600]),
    )


def _day(name: str, head: str) -> dt.date | None:
    for m in [*_DATE.finditer(head), *_DATE.finditer(name)]:
        parts = [int(g) for g in m.groups() if g]
        year, month, day = parts if parts[0] > 31 else (parts[2], parts[0], parts[1])
        try:
            return dt.date(year, month, day)
        except ValueError:
            continue
    return None


def seen(document: Document) -> list[Features]:
    """The features of a document's sentences, read as the desk reads copy: as one running text."""
    text = "\n".join(document.sentences)
    starts = [0]
    for sentence in document.sentences:
        starts.append(starts[-1] + len(sentence) + 1)
    times: list[list[TimeExpression]] = [[] for _ in document.sentences]
    names: list[set[str]] = [set() for _ in document.sentences]
    for time in find(text, anchor=document.day):
        times[bisect_right(starts, time.start) - 1].append(time)
    for mention in mentions(text):
        names[bisect_right(starts, mention.start) - 1].add(mention.key)
    read = [
        Seen(sentence, document.opens[i], times[i], frozenset(names[i]), frozenset(words(sentence)))
        for i, sentence in enumerate(document.sentences)
    ]
    titled = frozenset(m.key for m in mentions(document.headline))
    return features(read, day=document.day, headline=frozenset(words(document.headline)), titled=titled)
