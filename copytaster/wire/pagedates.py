"""When the article of a page was published and last changed, by what the page says of itself: linked data, meta elements,
microdata, then what is printed near its headline. It must not take the time of a comment, an embedded post or another story for
the article's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from copytaster.errors import Unreadable
from copytaster.wire import dates, days, pagehead, pagetree
from copytaster.wire.elements import Element
from copytaster.wire.jsontext import load
from copytaster.wire.pagehead import Line
from copytaster.wire.pagethings import Thing
from copytaster.wire.pagetree import Page

_PUBLISHED = """article:published_time article:published datepublished og:published_time publish-date publish_date publishdate
pubdate date dc.date.issued dc.date dcterms.issued dcterms.created dcterms.date dc.created dc:created dc:date sailthru.date
parsely-pub-date cxenseparse:recs:publishtime article.published bt:pubdate og:pubdate publication_date publication-date
rnews:datepublished dcsext.articlefirstpublished shareaholic:article_published_time iso-8601-publish-date
citation_publication_date citation_date og:article:published_time published last-modified-date created vr:published_time
analyticsattributes.articledate displaydate ptime pdate""".split()
_MODIFIED = """article:modified_time og:updated_time datemodified lastmod last-modified dc.date.modified dcterms.modified
article:modified cxenseparse:recs:modifiedtime date.modified revision_date""".split()
_MOST = 60
_TIME_CLASS = re.compile(r"publi|date|time|posted|submitted|datum|fecha|uhrzeit|zeit|created", re.IGNORECASE)
_NO_TIME_CLASS = re.compile(r"related|sidebar|footer|teaser|recommend|copyright|more-|list", re.IGNORECASE)
_CHANGED_CLASS = re.compile(r"updat|modif|aktualis|changed", re.IGNORECASE)
# "entry-date updated" is what blog systems call the day of a post.
_ISSUED_CLASS = re.compile(r"publi|entry-date", re.IGNORECASE)
_CHANGED = (
    r"(?:last )?(?:updated|update|modified|edited|changed|revised)"
    r"|(?:zuletzt |letzte )?(?:aktualisiert|aktualisierung|geändert|änderung)|mise? à jour|modifié|actualizad[oa]|actualización"
    r"|atualizad[oa]|aggiornat[oa]|aggiornamento|bijgewerkt|gewijzigd|oppdatert|opdateret|uppdaterad|päivitetty|zaktualizowano"
    r"|aktualizacja|aktualizováno|обновлен[оа]|изменено|оновлено|güncellen(?:me|di)|更新|수정|업데이트|최종수정|تحديث|آخر تحديث"
)
_ISSUED = (
    r"(?:first |originally )?(?:published|posted|released|issued|created|submitted)|publication date|date|veröffentlicht|erschienen"
    r"|erstellt|datum|stand|publiée?|publicad[oa]|publicación|fecha|pubblicat[oa]|gepubliceerd|geplaatst|publisert|publiceret|publicerad"
    r"|julkaistu|opublikowano|publikováno|опубликовано|yayınlan(?:ma|dı)|giriş|発表|公開|公開日|配信|发布|發布|发表|입력|등록|발행|نشر"
)
_LABEL = re.compile(rf"(?<!\w)(?:(?P<changed>{_CHANGED})|(?P<issued>{_ISSUED}))", re.IGNORECASE)
_PARTS = re.compile(r"\s*[|•·]\s*|\s+/\s+")
_DIGITS = re.compile(r"\d\D*\d\D*\d")
# What may stand before the day in a line that is there to date a piece: nothing, a label, a small word, a place.
_BEFORE = re.compile(
    r"\W*(?:(?:on|of|am|vom|den|the|le|du|el|il|em|op|på|dnia|от)\W+)?(?:\w+[.,]?\W+)?$|.*(?:[(|•·–—,/]|\s-)\s*$",
    re.IGNORECASE,
)
_WEEKDAY_OR_PLACE = re.compile(r"\W*[^\W\d_]+[.,]?\W*$")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?: Uhr)?")
_LONGEST_DATED, _LONGEST_REST = 110, 45
_MOST_LINES = 40
_US = re.compile(r"(\d{1,2})/(\d{1,2})/\d{4},? \d{1,2}:\d{2}(?::\d{2})? ?[AP]M", re.IGNORECASE)
_AMERICAN, _MONTHS_FIRST = "en-US", ("", "en", "en-us", "en-ca")
_ASSUMED = "read as UTC"


class Times(NamedTuple):
    """When an article was published and changed, each as far as the page says."""

    published: dates.When
    modified: dates.When


def times(page: Page, things: list[Thing], pages: list[Thing], language: str, near: list[Line], shown: Element | None) -> Times:
    """The times of a page's article. `things` tell of it in linked data, `pages` of the page; `near` are the lines around the
    heading that shows its headline.
    """
    metas = page.metas
    names = ("datePublished", "dateCreated", "uploadDate")
    told = [str(t.get(name) or "") for name in names for t in things]
    heads = [*_all(metas, _PUBLISHED), *_parsely(metas), *(str(t.get("datePublished") or "") for t in pages)]
    published, printed = _first((*told, *heads), language)
    of_things, of_pages = ([str(t.get("dateModified") or "") for t in told] for told in (things, pages))
    changes = [*of_things, *_all(metas, _MODIFIED), *of_pages]
    modified, _ = _first(changes, language)
    if (
        published.instant
        and published.note.endswith(_ASSUMED)
        and (sure := _same_clock(printed, (*told, *heads, *changes), language))
    ):
        if modified.instant and modified.note.endswith(_ASSUMED):
            modified = dates.When(modified.instant + (sure - published.instant))
        published = dates.When(sure)
    if published.is_read and modified.is_read:
        return Times(published, modified)
    seen = _printed(page, language, near, shown)
    return Times(published if published.is_read else seen.published, modified if modified.is_read else seen.modified)


def _all(metas: Mapping[str, list[str]], names: list[str]) -> Iterator[str]:
    for name in names:
        yield from metas.get(name, ())


def _parsely(metas: Mapping[str, list[str]]) -> Iterator[str]:
    for value in metas.get("parsely-page", ())[:1]:
        try:
            held = load(value)
        except Unreadable:
            return
        if isinstance(held, dict):
            yield str(held.get("pub_date") or "")


def _first(values: Iterable[str], language: str) -> tuple[dates.When, str]:
    """The first of some printed times that can be read, and how it was printed."""
    for value in islice(filter(None, values), _MOST):
        when = dates.read(value, _order_of(value, language))
        if when.is_read:
            return when, value
    return dates.NEVER, ""


def _order_of(value: str, language: str) -> str:
    """The language that a time is printed in: figures without leading zeros, with AM or PM behind, are an American program's."""
    found = _US.fullmatch(value.strip())
    if found and (len(found.group(2)) == 1 or language.lower().replace("_", "-") in _MONTHS_FIRST):
        return _AMERICAN
    return language


def _same_clock(printed: str, others: Iterable[str], language: str) -> dt.datetime | None:
    """The instant that the same clock means where the page gives it with its zone."""
    for other in islice(others, _MOST):
        if _minute(other) == _minute(printed) and other != printed and len(printed) >= 16:
            when = dates.read(other, language)
            if when.instant and not when.note:
                return when.instant
    return None


def _minute(printed: str) -> str:
    return printed[:16].replace("T", " ")


def _printed(page: Page, language: str, near: list[Line], shown: Element | None) -> Times:
    """The times that a page shows: in its microdata, around its heading, in its time elements, in boxes that are named after it."""
    published = modified = dates.NEVER
    beside = (e for line in near for e in _times_in(line.element) if not pagehead.is_elsewhere(e, shown))
    elsewhere = (e for e in islice(page.root.iter("time"), 200) if not pagehead.is_elsewhere(e, shown))
    looks: tuple[Callable[[], Times], ...] = (
        lambda: _marked(page, language, shown),
        lambda: _of_times(beside, language),
        lambda: _of_lines(near, language, shown),
        lambda: _of_times(elsewhere, language),
        lambda: _of_boxes(page.root, language, shown),
    )
    for look in looks:
        found = look()
        published = published if published.is_read else found.published
        modified = modified if modified.is_read else found.modified
        if published.is_read:
            break
    return Times(published, modified)


def _times_in(element: Element) -> Iterator[Element]:
    return islice(element.iter("time"), 3)


def _marked(page: Page, language: str, shown: Element | None) -> Times:
    named = "@itemprop='datePublished' or @property='datePublished' or @pubdate"
    path = f"//*[{named} or @itemprop='dateModified' or @property='dateModified']"
    held: dict[bool, list[str]] = {True: [], False: []}
    for e in page.found(path, "datePublished", "dateModified", "pubdate"):
        if not pagetree.is_of(e, page.others) and not pagehead.is_elsewhere(e, shown):
            is_change = "dateModified" in (e.get("itemprop"), e.get("property"))
            held[is_change] += [value for value in (e.get("datetime"), e.get("content"), pagetree.texts(e)) if value]
    return Times(_first(held[False], language)[0], _first(held[True], language)[0])


def _of_times(elements: Iterable[Element], language: str) -> Times:
    published = modified = dates.NEVER
    for e in islice(elements, _MOST):
        when = _first((e.get("datetime") or "", e.get("content") or "", pagetree.texts(e)), language)[0]
        if when.is_read and _is_change(e):
            modified = modified if modified.is_read else when
        elif when.is_read:
            return Times(when, modified)
    return Times(published, modified)


def _is_change(element: Element) -> bool:
    """Whether a time is that of a change: by its class, or the label that stands before it."""
    parent = element.getparent()
    named = f"{element.get('class') or ''} {parent.get('class') or '' if parent is not None else ''}"
    before = element.getprevious()
    label = (before.tail or pagetree.texts(before)) if before is not None else (parent.text or "" if parent is not None else "")
    label = f"{label.strip()[-40:]} {pagetree.texts(element)[:40]}"
    found = _LABEL.search(label)
    if found:
        return found["changed"] is not None
    return bool(_CHANGED_CLASS.search(named)) and not _ISSUED_CLASS.search(element.get("class") or "")


def _of_lines(near: list[Line], language: str, shown: Element | None) -> Times:
    published = modified = dates.NEVER
    for line in near[:_MOST_LINES]:
        if len(line.text) <= _LONGEST_DATED and _DIGITS.search(line.text):
            if pagehead.has_link_away(line.element) or pagehead.is_elsewhere(line.element, shown):
                continue
            # A subtitle may name the day of what the article tells of.
            found = stamps(line.text, language, alone=line.element.tag in ("h2", "h3", "h4", "h5"))
            published = published if published.is_read else found.published
            modified = modified if modified.is_read else found.modified
        if published.is_read:
            break
    return Times(published, modified)


def stamps(line: str, language: str, *, alone: bool = False) -> Times:
    """The times that a line above an article prints: "Published 3 Nov 2026, 14:05 CET | Updated 3 Nov 2026, 16:30 CET". Neither
    where it is running text with a day in it; `alone` says that without a label nothing may stand before the day.
    """
    published = modified = dates.NEVER
    for part in _PARTS.split(line):
        places = [m.start() for m in _LABEL.finditer(part)]
        for start, end in zip((0, *places), (*places, len(part)), strict=True):
            said = part[start:end].strip(" ,;-–—")
            label = _LABEL.match(said)
            when = _dated(said[label.end() :].lstrip(" :") if label else said, language, labelled=label is not None, alone=alone)
            if label and label["changed"]:
                modified = modified if modified.is_read else when
            else:
                published = published if published.is_read else when
    return Times(published, modified)


def _dated(text: str, language: str, *, labelled: bool, alone: bool) -> dates.When:
    """The time that a stretch of a line gives, where it is there for nothing else."""
    if not _DIGITS.search(text):
        return dates.NEVER
    flat = days.in_our_figures(text)
    try:
        found = days.find(flat, language, text)
    except ValueError:
        return dates.NEVER
    if found is None:
        when = dates.read(text, language)
        return when if len(text) <= 30 and when.instant else dates.NEVER
    start, end = found[1]
    before, behind = _CLOCK.sub("", flat[:start]), flat[end:]
    is_free = (
        not before.strip()
        or (labelled and len(before) < 20)
        or bool(_BEFORE.match(before))
        or bool(_WEEKDAY_OR_PLACE.match(before))
    )
    if alone and not labelled and before.strip():
        return dates.NEVER
    if not is_free or len(before) > _LONGEST_REST or len(behind) > _LONGEST_REST or (not labelled and _runs_on(before, behind)):
        return dates.NEVER
    when = dates.read(text, language)
    return when if "only a year" not in when.note else dates.NEVER


def _runs_on(before: str, behind: str) -> bool:
    """Whether a day stands within a sentence, and not beside signs, a clock or a name."""
    words = [word for word in re.findall(r"[^\W\d_]{3,}", behind) if not word.isupper() and word.lower() not in ("uhr", "min")]
    is_set_off = behind.lstrip()[:1] in tuple("|,;–—-/•·()[]:")
    return not is_set_off and len(words) > 1 and before.strip() != ""


def _of_boxes(root: Element, language: str, shown: Element | None) -> Times:
    boxes = (
        e for e in islice(root.iter("span", "div", "p", "li"), 8_000) if _is_date_box(e) and not pagehead.is_elsewhere(e, shown)
    )
    published = modified = dates.NEVER
    for e in islice((e for e in boxes if _near_date(e)), _MOST):
        text = pagetree.texts(e)
        found = stamps(text, language)
        when = found.published if found.published.is_read or found.modified.is_read else dates.read(text, _order_of(text, language))
        modified = modified if modified.is_read else found.modified
        if when.is_read:
            published = when
            break
    return Times(published, modified)


def _is_date_box(element: Element) -> bool:
    named = pagetree.named(element)
    if not _TIME_CLASS.search(named) or len(element) >= 6:
        return False
    around = (element, *islice(element.iterancestors(), 3))
    return not any(_NO_TIME_CLASS.search(pagetree.named(e)) for e in around)


def _near_date(element: Element) -> str:
    text = pagetree.texts(element)
    return text if 6 <= len(text) <= 90 and any(c.isdigit() for c in text) else ""
