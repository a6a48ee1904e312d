"""A dossier smoothed by a language model: what it is asked, and which of its sentences are taken. It may smooth, never add.

Each sentence is judged alone: it must be one sentence, all of its names, numbers, dates and claims must stand in the words that
the sentence is cited from, and word for word it must say what the composed one says (dossier/faithful). A sentence that is refused
keeps the form in which it was composed. Nothing here reaches a network.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from copytaster.dossier.faithful import departure
from copytaster.dossier.support import unclaimed, unsupported
from copytaster.dossier.values import Dossier, Section, SectionKey, Sentence
from copytaster.text.sentences import sentences

TASK = (
    "You smooth sentences of a news backgrounder. Each is given with the words of its sources. Rewrite each as one sentence that"
    " reads well after the one before it. Keep every word, in its order. You may only put a present tense into the past, add or"
    " drop articles and the word that after said, drop also, meanwhile, moreover, furthermore and additionally, turn a semicolon"
    " into a comma and the word and, and say the plane of the airline for the airline plane."
    " What changes anything else is not taken. If a sentence reads well already, give it back unchanged."
    ' Answer with JSON only: {"sentences": [{"number": 1, "text": "..."}, ...]}.'
)
# A rewrite longer than this much of the composed sentence has added something.
_LONGEST = 1.25


@dataclass(frozen=True, slots=True)
class Refused:
    """A sentence of a model that was not taken: its place, its words, and why."""

    place: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Smoothed:
    """A dossier with the sentences that were taken, how many the model gave that differ, and those refused. `unread` are the
    sections for which its answer could not be read."""

    dossier: Dossier
    offered: int
    refused: tuple[Refused, ...]
    unread: tuple[str, ...] = ()

    @property
    def refused_share(self) -> float:
        """The share of the offered sentences that was refused; 0 where none was offered."""
        return len(self.refused) / self.offered if self.offered else 0.0


def question(section: Section) -> str:
    """What a model is asked for one section, as JSON: each sentence with the words of its sources."""
    told = [
        {"number": n, "text": s.text, "sources": [" ".join(c.words.split()) for c in s.citations]}
        for n, s in enumerate(section.sentences, start=1)
    ]
    return json.dumps({"section": section.title, "sentences": told}, ensure_ascii=False)


def answers(text: str) -> dict[int, str] | None:
    """The sentences of a model's answer by number; None where the answer cannot be read: nothing is taken from it."""
    body = re.search(r"\{.*\}", text, re.DOTALL)
    try:
        rows = json.loads(body.group())["sentences"] if body else None
        if not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows):
            return None
        return {int(r["number"]): " ".join(str(r["text"]).split()) for r in rows if r.get("text")}
    except (ValueError, TypeError, KeyError):
        return None


def smooth(dossier: Dossier, given: Mapping[SectionKey, str]) -> Smoothed:
    """A dossier with those of a model's sentences that its sources bear out. `given` holds its answer for each section."""
    offered, refused, unread = 0, [], []
    sections = []
    for section in dossier.sections:
        said = answers(given[section.key]) if section.key in given else {}
        if said is None:
            unread.append(section.title)
            said = {}
        kept = []
        for number, sentence in enumerate(section.sentences, start=1):
            text = said.get(number, sentence.text)
            if text == sentence.text:
                kept.append(sentence)
                continue
            offered += 1
            why = objection(text, sentence)
            if why:
                refused.append(Refused(f"{section.title}, sentence {number}", text, why))
            kept.append(sentence if why else replace(sentence, text=text, smoothed=True))
        sections.append(replace(section, sentences=tuple(kept)))
    return Smoothed(replace(dossier, sections=tuple(sections)), offered, tuple(refused), tuple(unread))


def objection(text: str, sentence: Sentence) -> str:
    """Why a rewrite is not taken; nothing where it is."""
    if len(sentences(text)) != 1 or text[-1:] not in '.!?”"’)':
        return "it is not one whole sentence"
    if len(text) > _LONGEST * len(sentence.text) + 20:
        return "it is longer than what it came from"
    # The composed form counts as a source: "on Tuesday" was resolved there, with its reason.
    sources = [*(c.words for c in sentence.citations), sentence.text]
    missing = [*unsupported(text, sources, day=_day(sentence)), *unclaimed(text, sources)]
    if missing:
        return f"no cited source has the {missing[0].kind} “{missing[0].words}”"
    # What is left when a figure or a date is dropped would say something else.
    lost = [one for one in unsupported(sentence.text, [text]) if one.kind in {"number", "date"}]
    if lost:
        return f"it dropped the {lost[0].kind} “{lost[0].words}”"
    return departure(text, sentence.text, day=_day(sentence))


def _day(sentence: Sentence) -> dt.date | None:
    times = [c.time for c in sentence.citations if c.time]
    return times[0].date() if times else None
