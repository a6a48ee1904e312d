"""Claims against each other, and claims that later copy took the place of. The copy is made up in the manner of agencies."""

from __future__ import annotations

import datetime as dt

import pytest

from copytaster.dossier.compose import compose
from copytaster.dossier.contests import _phrases
from copytaster.dossier.values import Claim, Dossier, SectionKey
from tests.dossier.copy import version

CRASH = [
    version(
        1,
        "2024-12-25",
        "An Azerbaijan Airlines plane flying to Grozny crashed near Aktau in Kazakhstan on Wednesday, killing 38 people. "
        "Russia's aviation watchdog said the plane had struck a flock of birds.",
        outlet="Reuters",
    ),
    version(
        2,
        "2024-12-29",
        "Azerbaijan's President Ilham Aliyev said the airliner that crashed on 25 December was hit by fire from the ground. "
        "He accused Russia of trying to cover up the cause of the crash.",
        outlet="AFP",
    ),
    version(
        3,
        "2025-07-05",
        "While Russia attributed the crash of December 2024 to a bird strike, Azerbaijan said that a Russian missile was "
        "responsible. "
        "Two brothers from Azerbaijan died in Yekaterinburg on 27 June. Russia said they died of heart failure, but "
        "Azerbaijan said that they had been beaten.",
        outlet="AP",
    ),
    version(
        4,
        "2025-10-09",
        "Russian President Vladimir Putin admitted on Thursday that Russian air defences were responsible for the downing of the "
        "Azerbaijan Airlines plane in December 2024. Azerbaijan's President Ilham Aliyev thanked Putin when they met.",
        outlet="Reuters",
    ),
]


@pytest.fixture(scope="module")
def told() -> Dossier:
    return compose("Azerbaijan and Russia", CRASH)


def _claim(dossier: Dossier, words: str) -> Claim:
    return next(c for c in dossier.claims if words in c.words)


def test_a_claim_is_overtaken_once_its_side_admits_the_opposite(told: Dossier) -> None:
    for words in ("a bird strike", "struck a flock of birds"):
        claim = _claim(told, words)
        assert claim.side == "RU"
        assert "air defences were responsible" in claim.why
        assert claim.overtaken_by == _claim(told, "air defences").key


def test_nothing_is_overtaken_before_the_admission() -> None:
    before = compose("Azerbaijan and Russia", CRASH[:3])
    assert [c.words for c in before.claims if c.overtaken_by] == []


def test_what_the_other_side_said_stands(told: Dossier) -> None:
    assert _claim(told, "a Russian missile was responsible").overtaken_by == ""
    assert _claim(told, "air defences").overtaken_by == ""


def test_a_sentence_that_holds_an_overtaken_claim_is_marked(told: Dossier) -> None:
    marked = [s for section in told.sections for s in section.sentences if s.overtaken]
    assert all(any(w in s.text for w in ("bird", "birds")) for s in marked)
    assert all("Putin" in s.overtaken for s in marked)


def test_both_causes_stand_side_by_side_with_the_overtaken_one_marked(told: Dossier) -> None:
    contest = next(c for c in told.contests if any("bird strike" in x.words for x in c.claims))
    sides = {c.side: c for c in contest.claims if c.citation.version == 3}
    assert sides["RU"].overtaken_by
    assert not sides["AZ"].overtaken_by


def test_a_denial_stands_against_what_it_denies() -> None:
    copy = [
        version(1, "2025-03-01", "Estonia said on Saturday that Latvia had closed the border bridge at Valga without notice."),
        version(2, "2025-03-03", "Latvia denied that it had closed the border bridge at Valga without notice. Estonia wrote."),
    ]
    contests = compose("Latvia and Estonia", copy).contests
    assert [{c.side for c in k.claims} for k in contests] == [{"EE", "LV"}]


def test_two_statements_on_two_matters_are_not_contested() -> None:
    copy = [
        version(1, "2025-03-01", "Estonia said on Saturday that its harvest of rye was the best in ten years."),
        version(2, "2025-03-03", "Latvia said that it would not raise the tax on fuel this year."),
    ]
    assert compose("Latvia and Estonia", copy).contests == ()


def test_a_toll_that_its_speaker_raises_overtakes_the_lower_one() -> None:
    copy = [
        version(1, "2025-03-01", "Latvia said that 8 people were killed when the bridge at Valga collapsed. Estonia sent divers."),
        version(2, "2025-03-02", "Latvia said that 12 people were killed when the bridge at Valga collapsed. Estonia mourned."),
    ]
    first = _claim(compose("Latvia and Estonia", copy), "8 people")
    assert first.why.startswith("8 killed became 12")


def test_the_trigger_is_what_later_copy_comes_back_to(told: Dossier) -> None:
    assert str(told.trigger) == "2024-12-25"
    assert "crashed near Aktau" in told.section(SectionKey.TRIGGER).sentences[0].text


def test_both_sides_speak_in_the_reactions(told: Dossier) -> None:
    assert {s.side for s in told.section(SectionKey.REACTIONS).sentences} == {"AZ", "RU"}


def test_an_accusation_and_the_answer_of_the_other_side_are_contested() -> None:
    copy = [
        version(
            1, "2025-02-20", "Latvia said that provocations by Estonian patrols were the reason for the closure.", outlet="Leta"
        ),
        version(2, "2025-02-21", "Estonia said that its patrols do not respond to any provocations.", outlet="ERR"),
        version(3, "2025-05-21", "Estonia said that it would not give in to provocations.", outlet="ERR"),
    ]
    contests = compose("Latvia and Estonia", copy).contests
    assert [{c.citation.version for c in k.claims} for k in contests] == [{1, 2}]


def test_copy_of_one_day_on_one_war_is_not_yet_one_question() -> None:
    copy = [
        version(1, "2025-05-27", "Latvia said that attempts to blame it for high prices were groundless.", outlet="Leta"),
        version(2, "2025-05-27", "Estonia said that the support of many countries was due to the war.", outlet="ERR"),
    ]
    assert compose("Latvia and Estonia", copy).contests == ()


def test_what_one_office_says_of_the_other_is_not_that_ones_word() -> None:
    said = "Ukraine says that it will not take part in provocations. Russia was told."
    copy = [
        version(
            1, "2022-02-20", "Russia said that provocations from Ukraine were the reason for the escalation.", outlet="Kremlin"
        ),
        version(2, "2022-02-21", said, outlet="Kremlin"),
    ]
    assert compose("Russia and Ukraine", copy).contests == ()
    copy[1] = version(2, "2022-02-21", said, outlet="Reuters")
    assert len(compose("Russia and Ukraine", copy).contests) == 1


LATER = {
    "acknowledged": (
        "Russian President Vladimir Putin acknowledged on Thursday for the first time that Russia's air "
        "defences were to blame for the downing of an Azerbaijan Airlines jet last December that killed 38 "
        "people."
    ),
    "admits": ("Putin admits Russian missiles caused Azerbaijan plane crash."),
    "said": (
        "Russia's Vladimir Putin said on Thursday that Russian air defences had fired the missiles that "
        "damaged an Azerbaijan Airlines passenger plane which crashed in Kazakhstan in December 2024."
    ),
    "accepted": (
        "Moscow has accepted responsibility for shooting down the Azerbaijan Airlines flight in December "
        "2024, the Kremlin said on Friday, promising compensation to the families."
    ),
    "conceded": (
        "Vladimir Putin conceded that a Russian air defence missile had hit the Azerbaijani passenger jet "
        "that crashed near Aktau on 25 December last year."
    ),
    "its own": (
        "Ten months after the crash of the Azerbaijan Airlines plane, Russia said that its own air defence had brought it down."
    ),
}


@pytest.mark.parametrize("text", LATER.values(), ids=LATER)
def test_the_bird_strike_is_overtaken_however_the_admission_is_worded(text: str) -> None:
    early = [version(1, "2025-07-05", CRASH[2].item.body, outlet="AP")]
    gone = [c.words for c in compose("Azerbaijan and Russia", [*early, version(9, "2025-10-10", text)]).claims if c.overtaken_by]
    assert [w for w in gone if "bird strike" in w]
    assert not [w for w in gone if "heart failure" in w or "missile" in w]


@pytest.mark.parametrize(
    "text",
    [
        "Putin said Russia would investigate the crash of the Azerbaijan Airlines plane. Azerbaijan waited.",
        "Russia apologised to Azerbaijan for the arrest of two journalists. The plane with the delegation landed in Moscow.",
        "Russia said on Friday that Russian air defences shot down six Ukrainian drones. Azerbaijan closed a school.",
        "Azerbaijan admitted that its own air traffic control had known of the drones.",
    ],
)
def test_nothing_is_overtaken_by_what_admits_nothing_of_it(text: str) -> None:
    later = version(9, "2025-10-10", text)
    assert [c for c in compose("Azerbaijan and Russia", [*CRASH[:3], later]).claims if c.overtaken_by] == []


@pytest.mark.parametrize(
    "answer",
    ["Estonia denies the loss of the town.", "The Estonian government dismissed the claim from Riga as groundless."],
)
def test_a_denial_in_the_next_sentence_answers_what_was_said(answer: str) -> None:
    copy = [version(1, "2025-03-01", f"The Latvian military says that it has captured the town of Valga. {answer} It rained.")]
    (contest,) = compose("Latvia and Estonia", copy).contests
    assert {c.side for c in contest.claims} == {"LV", "EE"}


def test_a_denial_of_something_else_answers_nothing() -> None:
    copy = [version(1, "2025-03-01", "The Latvian military says that the bridge is open. Estonia denies having sent the drones.")]
    assert compose("Latvia and Estonia", copy).contests == ()


@pytest.mark.parametrize(
    ("one", "other", "heading"),
    [
        ("it has captured the city of Valga", "the loss of the city", "the city of Valga"),
        ("Estonia moved its forces over the border", "blames Latvian forces", "Latvia and Estonia"),
    ],
)
def test_the_heading_of_contested_claims_is_a_noun_phrase_or_whose_they_are(one: str, other: str, heading: str) -> None:
    phrases = [p for words in (one, other) for p in _phrases(words)]
    assert (heading in phrases) == (heading != "Latvia and Estonia")
    assert not any(p.startswith(("blames", "its")) for p in phrases)


def test_where_no_noun_is_shared_the_heading_is_what_one_charges_the_other_with() -> None:
    charge = 'Latvia says that Estonia "is raising the stakes on its soil"'
    answer = "Estonia rejects the accusation and blames Latvian forces for opening fire first near Valga."
    (contest,) = compose("Latvia and Estonia", [version(1, "2025-03-01", f"{charge} while {answer}")]).contests
    assert contest.question == "opening fire first"


def test_words_of_one_text_that_are_cut_twice_stand_once_beside_what_they_answer() -> None:
    whole = 'the agreement on the islands "legitimate and fully compatible with international law"'
    copy = [
        version(1, "2025-03-01", 'Latvia denies that the agreement on the islands is "compatible with international law".'),
        version(2, "2025-03-02", f"The Estonian government denounced the summit, calling {whole}."),
    ]
    told = compose("Latvia–Estonia relations", copy)
    (contest,) = told.contests
    assert len([c for c in told.claims if c.side == "EE"]) == 2
    assert [c.words for c in contest.claims if c.side == "EE"] == [whole]


def test_a_claim_is_of_the_day_its_sentence_is_told_under_and_names_who_is_he() -> None:
    copy = [
        version(
            1,
            "2025-07-05",
            "On Wednesday, Estonia said Latvia deliberately cut the cable in the strait. Latvian president Edgars Kalns denied on"
            ' Wednesday that Latvia had cut the cable. "We did not cut the cable in the strait", he said on Wednesday.',
            uri="a",
        ),
        version(2, "2025-07-04", "Estonia warned Latvia of sanctions over the cable.", uri="b"),
    ]
    (contest,) = compose("Latvia and Estonia", copy).contests
    assert {c.said for c in contest.claims} == {dt.date(2025, 7, 2)}
    assert "Edgars Kalns" in {c.speaker for c in contest.claims}


def test_the_same_words_heard_as_two_voices_are_not_contested() -> None:
    words = "Latvia accepted the plan, but Estonia rejected it, saying the sailors of the harbour had not been asked."
    other = "Latvia said the harbour is open. Estonia denied that the harbour is open."
    told = compose("Latvia and Estonia", [version(1, "2025-01-02", words), version(2, "2025-01-03", other)])
    assert not any("had not been asked" in claim.words for contest in told.contests for claim in contest.claims)
