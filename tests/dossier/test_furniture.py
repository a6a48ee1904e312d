"""What stands around the sentences of a page is no part of them."""

from __future__ import annotations

import pytest

from copytaster.dossier.analyse import analyse
from copytaster.dossier.furniture import comments_from, is_furniture, without_furniture
from copytaster.text.sentences import sentences
from tests.dossier.copy import version


def cut(text: str) -> str:
    (one,) = without_furniture(sentences(text))
    return one.text


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        (
            "Wednesday 17 June 2009 15.39 BST Officials warned today that the harbour may have to close for a week.",
            "Officials warned today that the harbour may have to close for a week.",
        ),
        (
            "Page last updated at 11:24 GMT, Tuesday, 27 September 2011 12:24 UK The band announced its concerts in March 2009.",
            "The band announced its concerts in March 2009.",
        ),
        (
            "Ferry sinks off Crete, dozens missing ATHENS | Sat Apr 25, 2009 7:32 pm EDT ATHENS (Reuters) - Divers found the wreck"
            " of the ferry at dawn.",
            "ATHENS (Reuters) - Divers found the wreck of the ferry at dawn.",
        ),
        (
            "By the Staff NEW: The governor calls for calm Mayor says bridge is safe (CNN) -- Thousands left the town by boat"
            " after the flood reached the bridge.",
            "Thousands left the town by boat after the flood reached the bridge.",
        ),
        (
            "Photograph: Ann Lee/AFP/Getty Images Residents of the valley were told to boil their water on Friday.",
            "Residents of the valley were told to boil their water on Friday.",
        ),
        (
            "Children found alive under hotel An 11-year-old girl has been pulled from the ruins of the hotel.",
            "An 11-year-old girl has been pulled from the ruins of the hotel.",
        ),
        (
            "Aid workers have reached Port-au-Prince British aid workers have begun to clear the roads of the town.",
            "British aid workers have begun to clear the roads of the town.",
        ),
        (
            "On the ferry with US sailors in Haiti US sailors are among the thousands who bring water to the island.",
            "US sailors are among the thousands who bring water to the island.",
        ),
        (
            "Nine thousand people live in tents in Riga Latvia is planning to build them houses of wood before winter.",
            "Latvia is planning to build them houses of wood before winter.",
        ),
        (
            "The tents have come too late for many survivors A Navy ship that carries tents is to sail for the island.",
            "A Navy ship that carries tents is to sail for the island.",
        ),
        (
            "Coach faces four years in prison Jurors have heard that the coach knew of the broken brakes.",
            "Jurors have heard that the coach knew of the broken brakes.",
        ),
    ],
)
def test_a_sentence_begins_behind_what_the_page_puts_in_front_of_it(page: str, sentence: str) -> None:
    assert cut(page) == sentence


@pytest.mark.parametrize(
    "text",
    [
        "Five Justices in the court did say that the law was written in haste and must go.",
        "The club won its fourth Serie A title after it beat its rival on the last day.",
        "Police seized the sailing yacht A at the port of Trieste after its owner was sanctioned.",
        "The number of influenza A cases rose after two years in which there had been few.",
        "The governor told The Associated Press that the bridge would be closed for a month.",
        "In Haiti French nurses have begun to give the children of two villages clean water.",
        "As she has said before, Soviet Ukraine is the country that her mother grew up in.",
        "A year after the end of the long Iran Iraq war is still the day that they remember.",
        "Some of the best runners of Kenya Ethiopia has ever met were at the start of the race in Riga.",
        "The first Indigenous woman in the parliament spoke against the bill for an hour.",
        "The quake struck on 12 January 2010 at 16:53 local time and was felt in the whole island.",
        "The agency of the United Nations (WHO) - a body of experts - warned of the disease.",
    ],
)
def test_a_sentence_that_is_whole_is_left_as_it_is(text: str) -> None:
    assert cut(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "An armed man stands guard at a barricade near the town hall in Dover, May 7, 2014.",
        "A worker carries a fan into the school in Dallas, Texas April 29, 2009.",
        "Ann Lee in Paris contributed to this report.",
        "This post has been updated to reflect the new count.",
    ],
)
def test_captions_and_notes_on_the_page_are_furniture(text: str) -> None:
    assert is_furniture(text)


def test_a_day_at_the_end_of_a_sentence_makes_no_caption() -> None:
    assert not is_furniture("Sixteen people were killed when the ferry sank off Crete on Wednesday, April 1, 2009.")


def test_what_readers_wrote_below_a_text_is_not_told() -> None:
    text = (
        "The council closed the bridge to all traffic on Monday.\n"
        "January 28, 2011 07:15 pm at 7:15 pm | They should have closed the bridge years ago!\n"
        "The mayor is to blame for the whole of it."
    )
    assert comments_from(sentences(text)) == 1
    assert [r.alone for r in analyse(version(1, "2011-01-28", text, headline="Bridge")).sentences][1:] == [True, False, False]


def test_what_is_cited_is_what_is_told() -> None:
    text = "Children found alive under hotel An 11-year-old girl has been pulled from the ruins of the hotel."
    (read,) = (r for r in analyse(version(1, "2010-01-21", text)).sentences if r.field == "body")
    assert text[read.start : read.end] == read.text == cut(text)


@pytest.mark.parametrize(
    "byline",
    ["January 25, 2011 | By Ann Lee, CNN", "By Ann Lee BBC News, Los Angeles", "By the CNN Wire Staff", "By Ann Lee for CNN"],
)
def test_who_wrote_a_text_for_whom_and_where_is_no_part_of_its_first_sentence(byline: str) -> None:
    assert (
        cut(f"{byline} Marchers met the police on the bridge in the old town.")
        == "Marchers met the police on the bridge in the old town."
    )
