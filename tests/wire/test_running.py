"""A story in short paragraphs is one item, and a list of headlines is a list, in whatever script and however it was pasted."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.model import UTC, Delivery
from copytaster.wire import running, sniff
from copytaster.wire.reading import Reading

AGENCY = """Ferries stay in port as storm hits Vik
By Ann Reporter
VIK, Oct 28 (Reuters) - Ferries stayed in port on Wednesday.
The harbour is closed.
"We wait," a captain said.
(Reporting by Ann Reporter)
"""
RELEASE = """FOR IMMEDIATE RELEASE
Vik Ferries buys a tug
The tug comes in May.
It is the first of three tugs.
Contact: Ann Reporter, 555 0100
"""
GERMAN = """Fähren bleiben im Hafen

Vik (dpa) - Die Fähren sind am Mittwoch im Hafen geblieben.

Der Hafen bleibt zu. Das teilte die Stadt mit.

# Notizblock

## Kontakte
- Autor: Ann Reporter, 0100
"""
CHINESE = "大学宣布新的研究计划\n\n这所大学周三宣布一项新的研究计划。研究将持续三年。\n\n研究人员来自十个国家。\n"
JAPANESE = "港が閉鎖された\n【ビク共同】港は水曜日に閉鎖された。\n再開の見通しは立っていない。\n"
HINDI = "तूफान के कारण बंदरगाह बंद\n\nबंदरगाह बुधवार को बंद कर दिया गया। मौसम विभाग ने यह जानकारी दी।\n\nस्कूल भी बंद हैं।\n"
WRAPPED = """DJ Vik Ferries Raises Outlook After Strong Quarter

   By Ann Reporter

   Vik Ferries raised its outlook for the year on Thursday after reporting
growth of 4.3%, ahead of expectations.

   Shares rose 4.2%.

   (END) Dow Jones Newswires
"""
ALONE_ON_ITS_LINE = (
    "Ferries stay in port\nVIK, Oct 28, 2026 (AFP) -\n\nFerries stayed in port on Wednesday.\n\nThe harbour is closed.\n"
)
SENTENCES = (
    "Ferries stay in port\n\nFerries stayed in the harbour today.\n\nThe harbour reopens on Monday.\n\nFerries are full then.\n"
)
STORIES = [AGENCY, RELEASE, GERMAN, CHINESE, JAPANESE, HINDI, WRAPPED, ALONE_ON_ITS_LINE, SENTENCES]

HEADLINES = """U.S. Senate votes to open the harbour of Vik after a week of talks
Gas prices in Pa. rise again
Will the union strike again?
Neil Young's new player is out
iOS update adds maps for sailors
Shares of Vik Ferries fall 3%
Comet seen over Oda
Jos. A. Bank agrees to a deal worth $1.8 billion
"""
BRIEFS = """A ferry ran aground off Vik.
Two climbers were found alive in the mountains.
The central bank of Oda left its rate where it was.
Ann Reporter won the marathon.
"""
DATELINES = """LONDON (Reuters) - Shares rose for a third day as oil fell.
PARIS (Reuters) - Trains stand still across the country.
ROME (Reuters) - A minister resigns over a villa.
"""
CREDITED = "TOP NEWS\nShares rise on hopes of a deal! (Reuters)\nTrains stand still (AFP)\nMinister resigns (Reuters)\n"
LISTS = [HEADLINES, BRIEFS, DATELINES, CREDITED]


def read(text: str) -> Reading:
    return sniff.read(Delivery("paste", dt.datetime(2026, 10, 29, tzinfo=UTC), text.encode()))


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_story_in_short_paragraphs_is_one_item(story: str, ends: str) -> None:
    text = story.replace("\n", ends)
    assert running.is_story(text)
    (item,) = read(text).items
    title = next(line for line in story.splitlines() if line != "FOR IMMEDIATE RELEASE")
    assert item.headline == title
    assert item.body
    assert title not in item.body


PARAGRAPHS = """A ferry ran aground off Vik on Monday with sixty people. Tugs brought all of them to the port of Oda by noon.

The central bank of Oda left its rate unchanged. Economists had expected a cut, after prices fell for a third month.

Ann Reporter won the marathon of Lund in two hours and ten minutes. The race was stopped twice because of a dog on the track.

Two climbers were found alive below the summit of the Snaefell. Helicopters could not land before the wind died down.
"""


@pytest.mark.parametrize("times", [1, 3])
def test_briefs_in_paragraphs_without_headlines_are_an_item_each(times: int) -> None:
    long = "\n\n".join(" ".join([one] * times) for one in PARAGRAPHS.strip().split("\n\n"))
    assert not running.is_story(long)
    assert len(read(long).items) == 4


def test_sentences_without_a_headline_that_take_up_each_other_are_one_story() -> None:
    lines = [
        "The mayor of Vik wants a new harbour.",
        "But he has no money for it.",
        "“We will find some,” he says.",
        "His rivals laugh.",
    ]
    assert running.is_story("\n".join(lines))


def test_paragraphs_broken_to_a_width_are_told_where_lines_begin_with_names() -> None:
    text = """VIK FERRIES BUYS A TUG

VIK, Iceland, Feb. 1, 2026 /Example-Wire/ --

Key facts
* A tug from Oda
* Ready in May

Vik Ferries said today that its board had agreed to buy a tug from the yard of
Oda Shipbuilders. Ann Reporter, who leads the company, said that the tug would
link Vik and Oda in winter, too, when ferries have to stay in port.

Contact:
Ann Reporter
Phone 0100
"""
    assert len(read(text).items) == 1


@pytest.mark.parametrize("printed", LISTS)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_headlines_are_a_list_whatever_signs_stand_in_them(printed: str, between: str) -> None:
    lines = printed.splitlines()
    text = between.join(lines)
    assert not running.is_story(text)
    assert len(read(text).items) == len(lines)


def test_a_long_line_in_a_list_has_its_first_sentence_for_a_headline_and_swallows_no_other() -> None:
    long = "A court ruled that the harbour may open. " + "The ruling, which came after two years, names no day for it. " * 4
    reading = read(f"{HEADLINES}{long.strip()}\nTram stops at night\n")
    assert len(reading.items) == len(HEADLINES.splitlines()) + 2
    (item,) = (one for one in reading.items if one.body)
    assert item.headline == "A court ruled that the harbour may open."
    assert item.body == long.strip()
