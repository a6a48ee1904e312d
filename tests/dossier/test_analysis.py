"""The seed's own analysis, asked what every text of the desk is asked."""

from __future__ import annotations

import datetime as dt

from copytaster.dossier.analysis import check_analysis, outline
from copytaster.dossier.values import SectionKey, Severity
from copytaster.dossier.written import of_item, read_markdown
from copytaster.model import Item
from tests.dossier.copy import seed_analysis, version


def test_the_seed_has_a_standfirst_and_six_sections() -> None:
    written = of_item(seed_analysis())
    assert written.title == "Azerbaijan defies Russia"
    assert [key for _, key in written.headings] == list(SectionKey)[1:]
    assert len(written.of(SectionKey.STANDFIRST)) == 4


def test_the_crash_told_after_its_trigger_is_flagged() -> None:
    found = [f for f in check_analysis(of_item(seed_analysis())) if f.code == "before-trigger"]
    assert [f.place for f in found] == ["Escalating events, sentence 2"]
    assert "December 2024" in found[0].reason
    assert "June 2025" in found[0].reason
    assert found[0].severity == Severity.ERROR


def test_it_is_said_that_no_sentence_has_a_source_and_no_side_is_quoted() -> None:
    found = {f.code: f for f in check_analysis(of_item(seed_analysis()))}
    assert "29 sentences" in found["no-sources"].reason
    assert found["no-voice"].reason == "no side is quoted: neither Azerbaijan nor Russia"


def test_its_timeline_is_2023_december_2024_and_june_2025() -> None:
    seen = outline(of_item(seed_analysis()))
    assert [str(e.when) for e in seen.timeline] == ["2023", "December 2024", "June 2025"]


def test_its_timeline_is_the_same_on_the_day_of_its_page() -> None:
    seen = outline(of_item(seed_analysis()), day=dt.date(2025, 10, 8))
    assert [str(e.when) for e in seen.timeline] == ["2023", "December 2024", "June 2025"]


def test_its_two_contested_claims_stand_side_by_side() -> None:
    seen = outline(of_item(seed_analysis()))
    told = [{(c.side, c.words.split(",")[0]) for c in contest.claims} for contest in seen.contests]
    assert {("RU", "the deaths were natural"), ("AZ", "serious injuries")} in told
    assert {("RU", "the crash to a bird strike"), ("AZ", "a Russian missile was responsible")} in told
    assert len(told) == 2


def test_its_actors_stand_on_their_sides() -> None:
    actors = {a.name: a for a in outline(of_item(seed_analysis())).actors}
    assert actors["Ilham Aliyev"].side == actors["Azerbaijan"].side == "AZ"
    assert actors["Russia"].side == "RU"
    assert "Moscow" in actors["Russia"].aliases
    assert actors["Turkey"].side == ""


def test_a_footnote_that_is_not_defined_is_no_source_and_is_named() -> None:
    text = "---\ntitle: A row\n---\n## Background\nThey met in May.[^1] They parted in June.[^9]\n\n[^1]: AP, 3 May\n"
    found = [(f.code, f.severity, f.place) for f in check_analysis(text) if f.severity == Severity.ERROR]
    assert found == [("lost-source", Severity.ERROR, "Background, sentence 2")]
    assert "[^9]" in check_analysis(text)[0].reason
    assert read_markdown(text).sentences[1].sources == ()


def test_a_footnote_in_the_standfirst_of_an_item_is_found_in_its_body() -> None:
    item = Item("A row", summary="They met.[^1] They parted.[^2]", body="## Background\nIt began.[^1]\n\n[^1]: AP, 3 May\n")
    assert [(s.sources, s.lost) for s in of_item(item).sentences] == [(("AP, 3 May",), ()), ((), ("[^2]",)), (("AP, 3 May",), ())]


def test_without_a_desk_it_is_said_once_that_marks_of_versions_cannot_be_followed() -> None:
    text = "---\ntitle: A row\n---\n## Background\nThey met {v:1414}. They parted {v:12}.\n"
    found = [f for f in check_analysis(text, has_desk=False) if f.severity == Severity.ERROR]
    assert [f.code for f in found] == ["no-desk"]
    assert "{v:12}, {v:1414}" in found[0].reason
    assert [f.code for f in check_analysis(text) if f.severity == Severity.ERROR] == ["lost-source", "lost-source"]


def test_an_outlook_that_has_passed_on_the_day_of_reading_is_stale() -> None:
    text = "---\ntitle: A row\n---\n## Outlook\nThe ruling is expected in May 2026.[^1] It was expected in 2025.[^1]\n\n[^1]: AP\n"

    def stale(today: dt.date) -> list[str]:
        return [f.place for f in check_analysis(text, day=dt.date(2026, 1, 5), today=today) if f.code == "stale"]

    assert stale(dt.date(2026, 11, 22)) == ["Outlook, sentence 1"]
    assert stale(dt.date(2026, 5, 22)) == []


def test_a_person_called_like_a_place_is_one_actor_where_the_full_name_stands_too() -> None:
    def named(text: str) -> dict[str, tuple[str, ...]]:
        return {a.name: a.aliases for a in outline(f"# A row\n\n{text}\n").actors}

    assert named("Minister Ana Lund accused Estonia. Estonia rejected what Lund said.") == {"Ana Lund": ("Lund",), "Estonia": ()}
    assert set(named("Minister Ana Lund flew to Estonia. The talks in Lund went on.")) == {"Ana Lund", "Estonia", "Lund"}
    assert set(named("Estonia sent help. Lund waited for Estonia.")) == {"Estonia", "Lund"}


def test_marks_links_and_footnotes_are_sources() -> None:
    written = read_markdown(
        "---\ntitle: A row\nstandfirst: It began in May.[^1]\n---\n## Background\nThey met [at last](https://example.org/a). "
        "Then nothing. Then a deal {v:12}.\n\n[^1]: AP, 3 May\n"
    )
    assert written.title == "A row"
    assert [(s.text, s.sources) for s in written.sentences] == [
        ("It began in May.", ("AP, 3 May",)),
        ("They met at last.", ("https://example.org/a",)),
        ("Then nothing.", ()),
        ("Then a deal.", ("v:12",)),
    ]


def test_a_cited_version_that_does_not_say_so_is_named() -> None:
    copy = [version(7, "2025-06-28", "Two brothers died in Yekaterinburg, police said.")]
    text = "# Row\n## Trigger\nThree brothers died in Yekaterinburg {v:7}. Putin spoke {v:7}. Two brothers died {v:8}.\n"
    found = {(f.code, f.place) for f in check_analysis(text, copy=copy, day=dt.date(2025, 7, 1))}
    assert ("unsourced-number", "Trigger, sentence 1") in found
    assert ("unsourced-name", "Trigger, sentence 2") in found
    assert ("lost-source", "Trigger, sentence 3") in found
    assert not any(code == "unsourced-name" and place == "Trigger, sentence 1" for code, place in found)
