"""Headline, summary and text of an item of NewsML-G2: in the language of the item, where it holds them in several. It must not look
at what the item says of itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from copytaster.text.markup import plain
from copytaster.wire import copytext, xmltext
from copytaster.wire.elements import Element, first, line, lines, prose, said

# A title of fewer words is a slug.
_FEWEST_WORDS = 3
_MARKUP = "p br div span pre table li block html body nitf body.content hedline".split()


def each(element: Element | None, path: str) -> Iterator[Element]:
    """The elements at a path; none where there is no element."""
    if element is not None:
        yield from element.iterfind(path)


def headline(element: Element, meta: Element | None, content: Element | None, language: str | None) -> str:
    """The headline in the language of the item, one without a role first; else the title; else the name of a concept."""
    headlines = [h for h in each(content, "headline") if line(h)]
    sub = ("subheadline", "sub", "kicker", "short", "mediumlength")
    main = [h for h in headlines if not h.get("role") or not h.get("role", "").lower().rpartition(":")[2].endswith(sub)]
    for candidate in sorted(main or headlines, key=lambda h: (_is_foreign(h, language), bool(h.get("role")))):
        return line(candidate)
    concept = first(element, "concept")
    return (
        said(element, "contentSet//hedline/hl1", "contentSet//headline/hl1")
        or said(meta, "title")
        or _titled(element)
        or said(concept, "name")
        or said(element, "newsCoverageSet//headline", "groupSet//headline")
    )


def _titled(element: Element) -> str:
    """The title of the text inside, unless it is a slug."""
    return next((t for t in lines(element, "contentSet//nitf/head/title") if len(t.split()) >= _FEWEST_WORDS), "")


def summary(element: Element, content: Element | None) -> str:
    """The description that is no caption; else the lead that NITF keeps apart from the text; else the caption."""
    told = [(prose(e), (e.get("role") or "").lower()) for e in each(content, "description")]
    described = next((text for text, role in told if text and "caption" not in role), "")
    abstract = prose(first(element, "contentSet//body.head/abstract")) if not described else ""
    return described or abstract or next((text for text, _ in told if text), "")


def _is_foreign(element: Element, language: str | None) -> bool:
    """Whether an element says that it is in another language than the item."""
    own = element.get("lang") or next((inner.get("lang") for inner in element if inner.get("lang")), "") or ""
    return bool(own and language) and own.lower()[:2] != (language or "").lower()[:2]


def body(element: Element, language: str | None) -> str:
    """The longest of the texts that stand in the item itself, of those in its language where there are any."""
    given = [(e, _text(e)) for e in element.iterfind("contentSet/inlineXML")]
    given += [(e, plain(e.text or "")) for e in element.iterfind("contentSet/inlineData") if not e.get("encoding")]
    own = [text for e, text in given if text and not _is_foreign(e, language)]
    texts = own or [text for _, text in given]
    if element.tag == "contentSet":
        texts += [_text(e) for e in element.iterfind("inlineXML")]
    if element.tag == "conceptItem":
        texts += [prose(e) for e in element.iterfind("concept/definition")]
    return max(texts, key=len, default="")


def _text(inline: Element) -> str:
    """The text of an inlineXML; of a vocabulary that is neither HTML nor NITF by what stands in what."""
    if len(inline) and next(inline.iter(*_MARKUP), None) is None:
        return xmltext.prose(inline)
    return copytext.of_element(inline)
