"""Copy that came before its wire had a heading for it: the first report of a flood, until the flood has a name.

It looks only at what no wire filed, and only at headings that bear a year and tell enough (`headings.tells`). It must not overrule
what a wire files, nor an editor.
"""

from __future__ import annotations

from collections.abc import Mapping

from copytaster.taste import headings
from copytaster.taste.filing import Filing
from copytaster.taste.secondlook import Settled, first_filed
from copytaster.taste.window import Window

# What has no heading yet is given one so long after. In three months of events that nothing was chosen on (March and June 2021, May
# 2022) two stories are found so, both rightly; on the demo one, the first dead of Mexico's floods.
WITHIN = 7 * 86400.0
Told = dict[str, list[tuple[frozenset[str], int]]]


def foretold(window: Window, of: Settled, filed: Mapping[int, int], filing: Filing) -> dict[int, int]:
    """Stories that say all that a heading tells and came in the week before their wire first filed under it, with the story that
    leads it; `filed` has that of each story that is filed."""
    began = first_filed(of, filed)
    told = _told(window, filing, began)
    found: dict[int, int] = {}
    for story, time in zip(of.names, of.times.tolist(), strict=True):
        row = window.row_of.get(story)
        if not told or story in filed or row is None:
            continue
        said = headings.roots(window.headline[row])
        for words, led in (one for word in said & told.keys() for one in told[word]):
            is_own = window.source[window.row_of[led]] == window.source[row]
            if is_own and 0 <= began[led] - time <= WITHIN and words <= said:
                found[story] = min(led, found.get(story, led))
    return found


def _told(window: Window, filing: Filing, began: Mapping[int, float]) -> Told:
    """What headings tell, by one word of each."""
    found: Told = {}
    for words, led in filing.told():
        if led in began and led in window.row_of:
            found.setdefault(min(words), []).append((words, led))
    return found
