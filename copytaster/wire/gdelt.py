"""GDELT's Global Knowledge Graph 2.1: a table without names, one article of the world's press in a row, of which what its page says
of itself (title, time, authors) stands as markup in the last column. It must not take GDELT's own coding for copy.

The codebook: data.gdeltproject.org/documentation/GDELT-Global_Knowledge_Graph_Codebook-V2.1.pdf
"""

from __future__ import annotations

import datetime as dt
import re

from copytaster.errors import Unreadable
from copytaster.model import UTC, Delivery, Item
from copytaster.text.markup import one_line
from copytaster.wire import bounds
from copytaster.wire.addresses import web_address
from copytaster.wire.decode import declared_by, decode
from copytaster.wire.reading import Reading

# The number of the record, the quarter of an hour in which GDELT saw it, the kind of collection, the outlet, the address, and
# behind them the columns of coding.
_FIRST = re.compile(rb"\d{14}-T?\d{1,9}\t\d{14}\t[1-9]\t[^\t\n]{0,200}\t[^\t\n]{1,2000}\t")
_OUTLET, _ADDRESS, _PICTURE, _COLUMNS = 3, 4, 18, 27
_SAID = re.compile(r"<PAGE_(TITLE|PRECISEPUBTIMESTAMP|AUTHORS)>([^<]{1,2000})</PAGE_\1>")


def looks_like(head: bytes) -> bool:
    """Whether bytes open with a row of the graph."""
    return _FIRST.match(head) is not None


def read(delivery: Delivery) -> Reading:
    """The articles of a table. Raises `Unreadable` where no row gives the title of its page."""
    text, notes = decode(delivery.body, declared_by(delivery.media_type))
    rows = text.split("\n")
    most = bounds.most(len(delivery.body), bounds.ENTRY)
    items = [item for row in rows[:most] if (item := _item(row.rstrip("\r").split("\t"))) is not None]
    if not items:
        raise Unreadable("a table of GDELT's graph in which no page gives its title")
    lost = sum(map(bool, map(str.strip, rows[:most]))) - len(items)
    if lost:
        notes = (*notes, f"rows without the title of their page: {lost:,}")
    return Reading("gdelt", tuple(items), {}, (*notes, bounds.rest(most)) if len(rows) > most else notes, lost)


def _item(cells: list[str]) -> Item | None:
    said = dict(_SAID.findall(cells[-1])) if len(cells) > _ADDRESS else {}
    headline = one_line(said.get("TITLE", ""))
    if not headline:
        return None
    address = web_address(cells[_ADDRESS])
    when = _time(said.get("PRECISEPUBTIMESTAMP", ""))
    return Item(
        headline=headline,
        uri=address or cells[0],
        byline=", ".join(filter(None, map(one_line, said.get("AUTHORS", "").split(";")))),
        version_created=when,
        info_source=cells[_OUTLET].strip(),
        url=address,
        image=web_address(cells[_PICTURE]) if len(cells) == _COLUMNS else "",
        notes=() if when else ("undated: the page gives no time",),
    )


def _time(printed: str) -> dt.datetime | None:
    try:
        return dt.datetime.strptime(printed.strip(), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
