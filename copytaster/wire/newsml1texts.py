"""The words of a component of NewsML 1: headline, news lines, text, summary, caption, in the component's language.

It must not take the caption of a picture, or a line that goes with it, for the words of the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from copytaster.wire import copytext
from copytaster.wire.elements import Element, first, line, prose, said

PICTURES = ("photo", "picture", "image", "graphic", "video", "audio", "animation")
_CAPTIONS = ("caption", "legend")
_SUMMARIES = ("summary", "abstract", "quicklook", "subheadline")
_TITLES = ("title", "headline")
_ASIDE = (*_CAPTIONS, *_TITLES, *_SUMMARIES, "thumbnail", "highdef")


def coded(element: Element | None) -> str:
    """What an element stands for: its formal name, else its text."""
    return (element.get("FormalName") or line(element)).strip() if element is not None else ""


def contents_of(component: Element) -> Iterator[tuple[Element, str]]:
    """Every piece of content below a component, with the role of the component that holds it."""
    roles: dict[Element | None, str] = {}
    for content in component.iter("ContentItem"):
        above = content.getparent()
        if above not in roles:
            roles[above] = coded(first(above, "Role")).lower()
        yield content, roles[above]


def language_of(component: Element | None) -> str | None:
    if component is None:
        return None
    tag = component.find(".//DescriptiveMetadata/Language")
    inner = component.find(".//NewsComponent[@lang]")
    found = coded(tag) or component.get("lang") or (inner.get("lang") if inner is not None else "")
    return found.lower() if found and len(found) == 2 else found or None


def headline_of(element: Element, component: Element | None) -> str:
    """The headline in the language of the component, where it stands in several; else the first."""
    language = (language_of(component) or "").lower()[:2]
    told = [one for one in (component.iter("HeadLine", "Headline") if component is not None else ()) if line(one)]
    if language and told and told[0].get("lang", language).lower()[:2] != language:
        own = next((one for one in told if one.get("lang", "").lower()[:2] == language), None)
        if own is not None:
            return line(own)
    given = said(component, ".//HeadLine", ".//Headline", ".//hedline/hl1", ".//hl1") or said(element, ".//HeadLine")
    titles = (content for content, role in contents_of(component) if role in _TITLES) if component is not None and not given else ()
    return given or next((text for one in titles if (text := said(one, "DataContent"))), "")


def news_line(component: Element | None, name: str) -> str:
    """A news line of the text; those of the pictures that go with it are theirs."""
    for found in component.iter("NewsLines") if component is not None else ():
        above = found.getparent()
        pictures = above is not None and any(
            coded(kind).lower().startswith(PICTURES) for kind in above.iterfind(".//ContentItem/MediaType")
        )
        if (found.getparent() is component or not pictures) and (text := said(found, name)):
            return text
    return ""


def body_of(component: Element | None) -> str:
    """The longest text among the components, captions and titles aside; lead and body together where both are given."""
    if component is None:
        return ""
    texts: list[tuple[str, str]] = []
    for content, role in contents_of(component):
        kind = coded(first(content, "MediaType")).lower()
        if kind.startswith(PICTURES) or role in _ASIDE:
            continue
        text = copytext.of_element(first(content, "DataContent")) or _bare_text(content)
        if text:
            texts.append((role, text))
    parts = dict(reversed(texts))
    if "body" in parts:
        return "\n\n".join(filter(None, (parts.get("lead"), parts["body"])))
    return max((text for _, text in texts), key=len, default="")


def _bare_text(content: Element) -> str:
    """The text of content in which paragraphs stand where the text's own element should."""
    return copytext.of_element(content) if content.find("DataContent") is None and content.find("p") is not None else ""


def summary_of(component: Element | None, headline: str) -> str:
    """What sums a text up and is not its headline."""
    told = _summaries(component) if component is not None else ()
    return next((text for text in told if text and text != headline), "")


def _summaries(component: Element) -> Iterator[str]:
    """Texts of that role, news lines, the lead that NITF keeps apart, the line below the headline."""
    for content, role in contents_of(component):
        if role in _SUMMARIES:
            yield copytext.of_element(first(content, "DataContent"))
    for told in component.iter("NewsLine"):
        if coded(first(told, "NewsLineType")).lower() in _SUMMARIES:
            yield said(told, "NewsLineText")
    yield prose(first(component, ".//body.head/abstract"))
    yield news_line(component, "SubHeadLine")
    yield said(component, ".//body.head/hedline/hl2")


def caption_of(component: Element | None) -> str:
    """The caption of a picture that comes without a text."""
    contents = contents_of(component) if component is not None else ()
    told = (copytext.of_element(first(content, "DataContent")) for content, role in contents if role in _CAPTIONS)
    return next(filter(None, told), "")
