"""Mails that hand out headlines, each with its link: alerts of Google, and new entries of feeds. It must not part a text in which
links stand for other reasons: an alert says how many results it has, and an entry of a feed has its link and its time below it.
"""

from __future__ import annotations

import re
import urllib.parse

from copytaster.model import Item
from copytaster.text.markup import one_line
from copytaster.wire import dates, embargo

_RESULTS = re.compile(r"^=== [^\n]{1,60} - (?P<count>\d{1,3}) [^\n]{1,80}\[[^\n]{1,200}\] ===[ \t]*$", re.MULTILINE)
_WRAPPED = re.compile(r"^<(https://www\.google\.[a-z.]{2,6}/url\?[^\s>]+)>$")
_LINK = re.compile(r"https?://\S+$")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
_LONGEST_HEADLINE, _FEWEST, _MOST, _LONGEST_LINE = 240, 2, 500, 200
# Above the entries of a feed stands its name, below them who sent them.
_LONGEST_OTHER = 160


def items(text: str) -> tuple[Item, ...]:
    """The headlines of such a mail; none where a text is none."""
    return _results(text) or _entries(text)


def _results(text: str) -> tuple[Item, ...]:
    """The results of an alert, if they are as many as it says."""
    heads = list(_RESULTS.finditer(text))
    if not heads or embargo.is_embargoed(text[: heads[0].start()]):
        return ()
    blocks = [_lines(block) for block in _PARAGRAPHS.split(text[heads[0].end() :], _MOST)]
    found = tuple(filter(None, map(_result, blocks)))
    return found if len(found) == sum(int(head["count"]) for head in heads) else ()


def _result(lines: list[str]) -> Item | None:
    """A result: a headline, its outlet, some words of the text, and a link through Google."""
    links = [(place, link) for place, line in enumerate(lines) if (link := _WRAPPED.match(line))]
    if len(links) != 1 or links[0][0] < 2 or len(lines[0]) > _LONGEST_HEADLINE:
        return None
    place, link = links[0]
    asked = urllib.parse.parse_qs(urllib.parse.urlsplit(link.group(1)).query)
    url = next(iter(asked.get("url") or asked.get("q") or []), "")
    if not url.startswith(("http://", "https://")):
        return None
    return Item(
        headline=one_line(lines[0]), uri=url, url=url, info_source=one_line(lines[1]), summary=one_line(" ".join(lines[2:place]))
    )


def _entries(text: str) -> tuple[Item, ...]:
    """The new entries of a feed: all that stands between a line above them and a line below them."""
    if "://" not in text:
        return ()
    blocks = [lines for block in _PARAGRAPHS.split(text, _MOST) if (lines := _lines(block))]
    found = [_entry(lines) for lines in blocks]
    places = [place for place, one in enumerate(found) if one]
    if len(places) < _FEWEST or places[0] > 1 or len(blocks) - 1 - places[-1] > 1 or len(blocks) > _MOST:
        return ()
    others = [lines for lines, one in zip(blocks, found, strict=True) if not one]
    if len(places) != places[-1] - places[0] + 1 or any(len(" ".join(lines)) > _LONGEST_OTHER for lines in others):
        return ()
    if any(embargo.is_embargoed("\n".join(lines)) for lines in others):
        return ()
    return tuple(filter(None, found))


def _entry(lines: list[str]) -> Item | None:
    """An entry: a headline, a link, a time, and a text."""
    if len(lines) < 3 or len(lines[0]) > _LONGEST_HEADLINE or not _LINK.match(lines[1]) or len(lines[2]) > _LONGEST_LINE:
        return None
    when = dates.read(lines[2])
    if when.instant is None or "://" in lines[0]:
        return None
    body = "\n".join(lines[3:])
    return Item(headline=one_line(lines[0]), uri=lines[1], url=lines[1], version_created=when.instant, summary=one_line(body))


def _lines(block: str) -> list[str]:
    return [line.strip() for line in block.split("\n") if line.strip()]
