"""A dossier printed: Markdown, HTML that stands alone, ninjs. Each sentence keeps its sources, as numbered notes.

It must not choose or change anything: what is printed is what the dossier holds.
"""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from copytaster.dossier.daymarks import paragraphs
from copytaster.dossier.fallen import Fallen
from copytaster.dossier.plain import plain
from copytaster.dossier.values import Citation, Claim, Contest, Dossier, SectionKey, Sentence

_NINJS = {"name": "ninjs", "version": "3.1", "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"}


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands under a printed dossier: whose desk, which edition (0: a draft), when, and where it is on the web."""

    desk: str = "copytaster"
    edition: int = 0
    at: dt.datetime | None = None
    address: str = ""

    def __str__(self) -> str:
        state = f"Edition {self.edition}" if self.edition else "A draft, not published"
        when = f", {self.at.day} {self.at:%B %Y, %H:%M} UTC" if self.at else ""
        return f"{state}{when}. {self.desk}{f', {self.address}' if self.address else ''}."


class Notes:
    """Citations numbered in the order in which a reader meets them; one span keeps its number."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, str, int, int], int] = {}
        self.cited: list[Citation] = []

    def number(self, one: Citation) -> int:
        """The number of a citation."""
        key = (one.version, one.field.value, one.start, one.end)
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            self.cited.append(one)
        return self._numbers[key]

    def numbers(self, cited: Sequence[Citation]) -> list[int]:
        """The numbers of some citations, each once."""
        return list(dict.fromkeys(self.number(c) for c in cited))


def source_of(one: Citation) -> str:
    """Where a citation stands, for people: outlets or wire, day, version."""
    who = ", ".join(one.outlets) or one.source
    when = f", {one.time.day} {one.time:%B %Y}" if one.time else ""
    return f"{who}{when} (version {one.version})"


STANDS = Fallen()


def marks_of(sentence: Sentence) -> str:
    """What a reader must know of a sentence, in words: one origin only, overtaken."""
    told = [f"known from {sentence.origins[0]} only"] if sentence.has_one_origin else []
    told += [f"overtaken: {sentence.overtaken}"] if sentence.overtaken else []
    return "; ".join(told)


def as_markdown(dossier: Dossier, imprint: Imprint, fallen: Fallen = STANDS) -> str:
    """A dossier as Markdown with footnotes, which `copytaster check` can read again."""
    notes = Notes()
    day = dossier.as_of.date().isoformat() if dossier.as_of else ""
    lines = ["---", f"title: {_yaml(dossier.title)}", *([f"date: {day}"] if day else []), "---", ""]
    lines += [f"# {_md(fallen.notice)}", ""] if fallen.notice else []
    for section in dossier.sections:
        if section.key is not SectionKey.STANDFIRST:
            lines += [f"## {section.title}", ""]
        for marked in paragraphs(section.sentences):
            lines += [" ".join(_md_sentence(day, s, notes, fallen) for day, s in marked), ""]
        if section.note and not section.sentences:
            lines += [f"<!-- {section.note} -->", ""]
    lines += _md_rest(dossier, notes, fallen)
    lines += [f"[^{n}]: {_md_source(c)}{_md_fallen([c], fallen)}" for n, c in enumerate(notes.cited, start=1)]
    return "\n".join([*lines, "", f"<!-- {imprint} -->", ""])


def _md_sentence(day: str, one: Sentence, notes: Notes, fallen: Fallen) -> str:
    """A sentence with its day and its marks in tags that `copytaster check` leaves out: they are no words of a source."""
    said = marks_of(one)
    before = f"<time>{day}:</time> " if day else ""
    after = f" <small>({html.escape(said)})</small>" if said else ""
    return f"{before}{_md(one.text)}{_md_notes(one.citations, notes, fallen)}{after}"


def _md_source(one: Citation) -> str:
    return f"{_md(source_of(one))}: “{_md(' '.join(one.words.split()))}”{f' <{one.url}>' if one.url else ''}"


def _md_fallen(cited: Sequence[Citation], fallen: Fallen) -> str:
    said = fallen.resting(cited)
    return f" **({_md(said)})**" if said else ""


def _md_rest(dossier: Dossier, notes: Notes, fallen: Fallen) -> Iterator[str]:
    if dossier.timeline:
        yield from ("## Timeline", "")
        for event in dossier.timeline:
            yield f"- {event.when}: {_md(event.text)}{_md_notes(event.citations, notes, fallen)}"
        yield ""
    if dossier.contests:
        yield from ("## Contested", "")
        for contest in dossier.contests:
            yield from (f"### {_md(contest.question)}", "")
            for claim in contest.claims:
                yield f"- {_md(claim_words(claim))}{_md_notes([claim.citation], notes, fallen)}"
            yield ""


def claim_words(claim: Claim) -> str:
    """A claim on one line: who, how, the words, when, and what overtook it."""
    said = f", {claim.said.day} {claim.said:%B %Y}" if claim.said else ""
    gone = f" (overtaken: {claim.why})" if claim.overtaken_by else ""
    return f"{claim.speaker} {claim.cue}{said}: {claim.words if claim.direct else f'“{claim.words}”'}{gone}"


def _md_notes(cited: Sequence[Citation], notes: Notes, fallen: Fallen) -> str:
    """The notes of some words, and after them what became of their sources; that with the same notes, so that a check does not take
    it for a sentence without a source."""
    numbers = "".join(f"[^{n}]" for n in notes.numbers(cited))
    gone = _md_fallen(cited, fallen)
    return f"{numbers}{gone}{numbers if gone else ''}"


def _md(text: str) -> str:
    for sign in "\\`*_[]<>{}":
        text = text.replace(sign, f"\\{sign}")
    return text


def _yaml(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def as_html(dossier: Dossier, imprint: Imprint, fallen: Fallen = STANDS) -> str:
    """A dossier as one HTML document that needs nothing else."""
    body = f"<h1>{html.escape(dossier.title)}</h1>{_html_body(dossier, fallen)}<footer><p>{html.escape(str(imprint))}</p></footer>"
    style = "body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1.05rem/1.6 Georgia,serif}sup a{text-decoration:none}"
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{html.escape(dossier.title)}</title><style>{style}</style></head><body>{body}</body></html>\n"
    )


def _html_body(dossier: Dossier, fallen: Fallen) -> str:
    notes = Notes()
    parts = [f'<p role="alert"><strong>{html.escape(fallen.notice)}</strong></p>'] if fallen.notice else []
    for section in dossier.sections:
        told = [" ".join(_html_sentence(day, s, notes, fallen) for day, s in marked) for marked in paragraphs(section.sentences)]
        head = "" if section.key is SectionKey.STANDFIRST else f"<h2>{html.escape(section.title)}</h2>"
        body = "".join(f"<p>{one}</p>" for one in told or [f"<em>{html.escape(section.note)}</em>"])
        parts.append(f"<section>{head}{body}</section>")
    if dossier.timeline:
        events = "".join(
            f"<li><time>{e.when}</time> {html.escape(e.text)}{_html_notes(e.citations, notes)}"
            f"{_html_fallen(e.citations, fallen)}</li>"
            for e in dossier.timeline
        )
        parts.append(f"<section><h2>Timeline</h2><ol>{events}</ol></section>")
    if dossier.contests:
        parts.append(
            "<section><h2>Contested</h2>" + "".join(_html_contest(c, notes, fallen) for c in dossier.contests) + "</section>"
        )
    sources = "".join(
        f'<li id="source-{n}">{html.escape(source_of(c))}: <q>{html.escape(c.words)}</q>{_html_link(c.url)}'
        f"{_html_fallen([c], fallen)}</li>"
        for n, c in enumerate(notes.cited, start=1)
    )
    return "".join(parts) + f"<section><h2>Sources</h2><ol>{sources}</ol></section>"


def _html_fallen(cited: Sequence[Citation], fallen: Fallen) -> str:
    said = fallen.resting(cited)
    return f" <strong>({html.escape(said)})</strong>" if said else ""


def _html_sentence(day: str, sentence: Sentence, notes: Notes, fallen: Fallen) -> str:
    marks = marks_of(sentence)
    when = f"<small><time>{day}:</time></small> " if day else ""
    said = f" <small>({html.escape(marks)})</small>" if marks else ""
    text = f"{when}{html.escape(sentence.text)}"
    return f"{text}{_html_notes(sentence.citations, notes)}{said}{_html_fallen(sentence.citations, fallen)}"


def _html_notes(cited: Sequence[Citation], notes: Notes) -> str:
    return "".join(f'<sup><a href="#source-{n}">{n}</a></sup>' for n in notes.numbers(cited))


def _html_contest(contest: Contest, notes: Notes, fallen: Fallen) -> str:
    claims = "".join(
        f"<li>{html.escape(claim_words(c))}{_html_notes([c.citation], notes)}{_html_fallen([c.citation], fallen)}</li>"
        for c in contest.claims
    )
    return f"<h3>{html.escape(contest.question)}</h3><ul>{claims}</ul>"


def _html_link(url: str) -> str:
    return f' <a href="{html.escape(url)}">report</a>' if url.startswith(("https://", "http://")) else ""


def as_ninjs(dossier: Dossier, imprint: Imprint, uri: str, fallen: Fallen = STANDS) -> Mapping[str, Any]:
    """A dossier as a ninjs 3.1 object. An edition whose lead rests on killed copy is canceled; where other sources fell, the edNote
    says so, in words and as a signal of NewsML-G2, for which ninjs has no field of its own."""
    first = " ".join(s.text for s in dossier.section(SectionKey.STANDFIRST).sentences)
    value: dict[str, Any] = {
        "uri": uri,
        "standard": _NINJS,
        "type": "text",
        "profile": "dossier",
        "version": str(imprint.edition or "draft"),
        "language": "en",
        "pubStatus": _pub_status(dossier, imprint, fallen),
        "headlines": [{"role": "main", "value": dossier.title}],
        "bodies": [{"role": "main", "contentType": "text/html", "value": _html_body(dossier, fallen)}],
        "people": [{"name": a.name} for a in dossier.actors if a.kind == "person"],
        "organisations": [{"name": a.name} for a in dossier.actors if a.kind == "body"],
        "infoSources": [{"name": o} for o in sorted({o for s in dossier.sections for x in s.sentences for o in x.origins})],
    }
    if fallen.notice:
        value["edNote"] = f"sig:correction. {fallen.notice}"
    if first:
        value["descriptions"] = [{"role": "summary", "value": first}]
    if imprint.at:
        value["versionCreated"] = imprint.at.isoformat()
    return value


def _pub_status(dossier: Dossier, imprint: Imprint, fallen: Fallen) -> str:
    if not imprint.edition:
        return "withheld"
    lead = next((section.sentences for section in dossier.sections if section.sentences), ())
    return "canceled" if any(fallen.is_killed(s.citations) for s in lead) else "usable"


def as_values(dossier: Dossier, imprint: Imprint, fallen: Fallen = STANDS) -> Mapping[str, Any]:
    """A dossier as plain values; what rests on a source that fell has `fallen`, and `notice` sums it up."""
    value: dict[str, Any] = {**plain(dossier), "imprint": str(imprint), "notice": fallen.notice}
    for section, made in zip(dossier.sections, value["sections"], strict=True):
        _fell(made["sentences"], [s.citations for s in section.sentences], fallen)
    _fell(value["timeline"], [e.citations for e in dossier.timeline], fallen)
    _fell(value["relations"], [r.citations for r in dossier.relations], fallen)
    _fell(value["claims"], [(c.citation,) for c in dossier.claims], fallen)
    for contest, made in zip(dossier.contests, value["contests"], strict=True):
        _fell(made["claims"], [(c.citation,) for c in contest.claims], fallen)
    return value


def _fell(made: Sequence[dict[str, Any]], cited: Sequence[Sequence[Citation]], fallen: Fallen) -> None:
    for value, citations in zip(made, cited, strict=True):
        if said := fallen.resting(citations):
            value["fallen"] = said
