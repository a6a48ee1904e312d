"""Dossiers as files to hand on: Markdown, HTML, JSON, ninjs and PDF, of an edition or of the draft that stands now.

PDF is made by ReportLab, which comes with `pip install 'copytaster[pdf]'`. It must not choose what is printed.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from anyascii import anyascii

from copytaster.dossier.daymarks import paragraphs
from copytaster.dossier.fallen import Fallen
from copytaster.dossier.printed import (
    STANDS,
    Imprint,
    Notes,
    as_html,
    as_markdown,
    as_ninjs,
    as_values,
    claim_words,
    marks_of,
    source_of,
)
from copytaster.dossier.values import Citation, Dossier, SectionKey
from copytaster.errors import Misconfigured

FORMS: Mapping[str, tuple[str, str]] = {
    "markdown": ("md", "text/markdown; charset=utf-8"),
    "html": ("html", "text/html; charset=utf-8"),
    "json": ("json", "application/json"),
    "ninjs": ("ninjs.json", "application/json"),
    "pdf": ("pdf", "application/pdf"),
}
# Fonts that write more than Latin, where systems keep them; without one, other letters are spelt in Latin ones.
_FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "/usr/share/fonts/TTF/DejaVuSerif.ttf",
    "/usr/share/fonts/dejavu-serif-fonts/DejaVuSerif.ttf",
    "/Library/Fonts/Arial Unicode.ttf",
    "/System/Library/Fonts/Supplemental/Times New Roman.ttf",
    "C:/Windows/Fonts/times.ttf",
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A file: its bytes, its media type, the ending of its name."""

    body: bytes
    media_type: str
    ending: str


def print_dossier(dossier: Dossier, form: str, imprint: Imprint, *, uri: str, fallen: Fallen = STANDS) -> Printed:
    """A dossier in one of `FORMS`, marked where it rests on sources that fell. Raises `Misconfigured` for another, and for PDF
    where ReportLab is not there."""
    if form not in FORMS:
        raise Misconfigured(f"a dossier cannot be printed as {form!r}; it can as: {', '.join(FORMS)}")
    made: Mapping[str, Callable[[], str | bytes]] = {
        "markdown": lambda: as_markdown(dossier, imprint, fallen),
        "html": lambda: as_html(dossier, imprint, fallen),
        "json": lambda: json.dumps(as_values(dossier, imprint, fallen), ensure_ascii=False, indent=1),
        "ninjs": lambda: json.dumps(as_ninjs(dossier, imprint, uri, fallen), ensure_ascii=False, indent=1),
        "pdf": lambda: as_pdf(dossier, imprint, fallen),
    }
    body = made[form]()
    ending, media_type = FORMS[form]
    return Printed(body if isinstance(body, bytes) else body.encode("utf-8"), media_type, ending)


def as_pdf(dossier: Dossier, imprint: Imprint, fallen: Fallen = STANDS) -> bytes:
    """A dossier as PDF, its notes as links to the sources at its end."""
    try:
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.platypus import Paragraph, SimpleDocTemplate
    except ImportError:
        raise Misconfigured("PDF needs ReportLab: pip install 'copytaster[pdf]'; the other forms need nothing") from None
    font, spell = _font()
    sizes = {"title": (20, 24), "h2": (13, 18), "p": (10, 14), "small": (8, 11)}
    styles = {
        name: ParagraphStyle(name, fontName=font, fontSize=size, leading=lead, spaceBefore=8 if name == "h2" else 0, spaceAfter=6)
        for name, (size, lead) in sizes.items()
    }
    paper = io.BytesIO()
    document = SimpleDocTemplate(paper, title=dossier.title, author=imprint.desk, creator="copytaster", invariant=1)
    document.build([Paragraph(spell(text), styles[name]) for name, text in _paragraphs(dossier, imprint, fallen)])
    return paper.getvalue()


def _font() -> tuple[str, Callable[[str], str]]:
    """The name of a registered font, and how a text must be spelt in it."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    place = next((place for place in _FONTS if Path(place).is_file()), None)
    if place is None:
        return "Times-Roman", lambda text: "".join(c if ord(c) < 256 or c in "–—‘’“”•…" else anyascii(c) for c in text)
    if "Told" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Told", place))
    known = pdfmetrics.getFont("Told").face.charToGlyph
    return "Told", lambda text: "".join(c if ord(c) in known or c.isspace() else anyascii(c) for c in text)


def _paragraphs(dossier: Dossier, imprint: Imprint, fallen: Fallen) -> Iterator[tuple[str, str]]:
    notes = Notes()
    yield "title", escape(dossier.title)
    if fallen.notice:
        yield "p", f"<b>{escape(fallen.notice)}</b>"
    for section in dossier.sections:
        if section.key is not SectionKey.STANDFIRST:
            yield "h2", escape(section.title)
        for marked in paragraphs(section.sentences):
            yield (
                "p",
                " ".join(
                    f"{escape(f'{day}: ' if day else '')}{escape(s.text)}{_links(s.citations, notes)}{_small(marks_of(s))}"
                    f"{_fell(s.citations, fallen)}"
                    for day, s in marked
                ),
            )
        if not section.sentences:
            yield "p", f"<i>{escape(section.note)}</i>"
    if dossier.timeline:
        yield "h2", "Timeline"
        for event in dossier.timeline:
            yield (
                "p",
                f"{escape(str(event.when))}: {escape(event.text)}{_links(event.citations, notes)}{_fell(event.citations, fallen)}",
            )
    for place, contest in enumerate(dossier.contests):
        if place == 0:
            yield "h2", "Contested"
        for claim in contest.claims:
            yield "p", f"{escape(claim_words(claim))}{_links([claim.citation], notes)}{_fell([claim.citation], fallen)}"
    yield "h2", "Sources"
    for number, one in enumerate(notes.cited, start=1):
        words = f"{escape(source_of(one))}: “{escape(' '.join(one.words.split()))}”"
        yield "small", f'<a name="source-{number}"/>{number}. {words} {escape(one.url)}{_fell([one], fallen)}'
    yield "small", escape(str(imprint))


def _links(cited: Sequence[Citation], notes: Notes) -> str:
    return "".join(f'<super><a href="#source-{n}">{n}</a></super> ' for n in notes.numbers(cited))


def _fell(cited: Sequence[Citation], fallen: Fallen) -> str:
    said = fallen.resting(cited)
    return f" <b>({escape(said)})</b>" if said else ""


def _small(text: str) -> str:
    return f' <font size="7">({escape(text)})</font>' if text else ""


def uri_of(address: str, anchor: Any) -> str:
    """The identifier of a dossier, the same for all its editions."""
    return f"{address.rstrip('/')}/situation/{anchor}" if address else f"urn:copytaster:dossier:{anchor}"
