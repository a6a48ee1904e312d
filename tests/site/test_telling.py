"""The dossier's pages: from the intake of a kill to the mark on the published page, drafts, files, the graph, the explorer."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest

from copytaster.desk.desk import Desk
from copytaster.desk.telling import examine_text
from copytaster.dossier.values import Actor, Relation, Side
from copytaster.dossier.written import read_markdown
from copytaster.errors import Undecidable
from copytaster.model import Delivery
from copytaster.site import charts, graphs
from tests.conftest import START, Clock, Served, serving
from tests.dossier.test_draft_and_printed import text_of

ROW = ["Latvia–Estonia bridge row"]
FIRST = (
    "Eight people were killed when the border bridge at Valga between Latvia and Estonia collapsed on 3 October 2025, police said."
)
COPY = [
    (1, "Bridge falls", FIRST, 0),
    (
        2,
        "Estonia accuses",
        "Estonia accused Latvia of hiding a report on the border bridge.",
        60,
    ),
    (3, "Latvia denies", "Latvia denied that it had hidden a report on the border bridge, and rejected the claim of Estonia.", 120),
    (4, "Trains stop", "Trains between Latvia and Estonia were suspended after the collapse of 3 October 2025.", 180),
]


def wire(number: int, title: str, text: str, minutes: int, **more: object) -> Delivery:
    """One item as a line of JSON, filed under the situation."""
    when = START + dt.timedelta(minutes=minutes)
    value = {"uri": f"urn:row:{number}", "title": title, "text": text, "time": when.isoformat(), "situation": ROW, **more}
    return Delivery("wire", when, json.dumps(value).encode(), "test")


def kill(number: int, minutes: int) -> Delivery:
    """The wire's own kill of an item, in ninjs."""
    when = START + dt.timedelta(minutes=minutes)
    value = {
        "uri": f"urn:row:{number}",
        "type": "text",
        "versioncreated": when.isoformat(),
        "version": "9",
        "pubstatus": "canceled",
    }
    return Delivery("wire", when, json.dumps({**value, "headline": "KILL: do not use"}).encode(), "test")


@pytest.fixture
def row(desk: Desk) -> Desk:
    for number, title, text, minutes in COPY:
        desk.receive([wire(number, title, text, minutes)])
    return desk


def situation_of(desk: Desk) -> int:
    return next(s.id for s in desk.store.situations(at_least=1) if s.name == ROW[0])


def test_a_kill_from_the_wire_reaches_every_sentence_claim_and_event_of_the_published_page(row: Desk) -> None:
    number = situation_of(row)
    edition = row.publish_dossier(number)
    with serving(row) as served:
        before = served.values(f"/edition/{edition.id}.json")["dossier"]
        assert marked(before) == set()
        row.receive([kill(1, 240)])
        after = served.values(f"/edition/{edition.id}.json")["dossier"]
        resting = {s["text"] for s in told(before) if any(FIRST[:40] in c["words"] for c in s["citations"])}
        assert resting
        assert marked(after) == resting
        page = served.page(f"/edition/{edition.id}")
        assert page.count("its source was killed: do not use") >= len(resting)
        assert "Since it was printed, 1 of its sources was killed. What rests on them is marked." in page
        now = served.values(f"/situation/{number}.json")
        assert not any(FIRST[:40] in s["text"] for section in now["dossier"]["sections"] for s in section["sentences"])
        assert any(r["kind"] == "dropped" and "was killed" in r["why"] for r in now["draft"])


def told(dossier: dict[str, list[dict[str, object]]]) -> list[dict[str, object]]:
    """All that is told in a dossier's values: sentences, events, claims."""
    found = [s for section in dossier["sections"] for s in section["sentences"]]  # type: ignore[attr-defined]
    found += dossier["events"]
    claims = [*dossier["claims"], *(c for contest in dossier["contests"] for c in contest["claims"])]  # type: ignore[attr-defined]
    return found + [{**c, "text": c["words"], "citations": [c["citation"]]} for c in claims]


def marked(dossier: dict[str, list[dict[str, object]]]) -> set[object]:
    return {s["text"] for s in told(dossier) if s["fallen"]}


def test_a_correction_by_the_desk_marks_the_published_page(row: Desk) -> None:
    edition = row.publish_dossier(situation_of(row))
    line = next(line for line in row.store.lines_by_id([1]))
    row.decide("correct", [line.id], note="nine, not eight")
    with serving(row) as served:
        assert "its source was corrected: nine, not eight" in served.page(f"/edition/{edition.id}")


def test_new_copy_makes_a_draft_that_says_what_changed_and_why(row: Desk) -> None:
    number = situation_of(row)
    row.publish_dossier(number)
    with serving(row) as served:
        assert "Nothing has changed since edition 1." in served.page(f"/situation/{number}")
        row.receive([wire(1, "Bridge falls", FIRST.replace("Eight", "Nine"), 300)])
        page = served.page(f"/situation/{number}")
        assert "Draft of edition 2" in page
        assert re.search(r"<del>Eight</del>\s*<ins>Nine</ins>", page)
        assert "no longer says this" in page


@pytest.mark.parametrize("form", ["markdown", "html", "json", "ninjs", "pdf"])
def test_a_dossier_can_be_taken_away(row: Desk, form: str) -> None:
    number = situation_of(row)
    edition = row.publish_dossier(number)
    with serving(row) as served:
        for path in (f"/situation/{number}", f"/edition/{edition.id}"):
            assert f'href="{path}/dossier.{form}"' in served.page(path)
            status, headers, body = served.ask(f"{path}/dossier.{form}")
            assert status == 200
            assert headers["content-disposition"].startswith("attachment")
            assert body
        assert served.ask(f"/situation/{number}/dossier.docx")[0] == 404


def test_the_page_shows_who_acts_on_whom_and_the_same_as_a_list(row: Desk) -> None:
    with serving(row) as served:
        page = served.page(f"/situation/{situation_of(row)}")
    assert 'class="chart graph"' in page
    assert re.search(r"<strong>Estonia</strong> accused <strong>Latvia</strong>", page)


def test_contested_claims_stand_side_by_side_each_with_its_source_and_versions(row: Desk) -> None:
    with serving(row) as served:
        page = served.page(f"/situation/{situation_of(row)}")
        contest = page[page.index('id="h-contests"') : page.index('id="h-timeline"')]
        assert contest.count("<blockquote") == 2
        for link in re.findall(r'href="(/line/\d+)#version-\d+">its versions', contest):
            assert served.ask(link)[0] in {200, 301, 302, 307, 308}
        assert contest.count("its versions") == 2


def test_the_chart_reads_as_a_list_without_script(row: Desk) -> None:
    with serving(row) as served:
        page = served.page(f"/situation/{situation_of(row)}")
    assert "data-explore hidden" in page
    assert page.count("<time datetime=") >= 2


def test_names_are_escaped_in_the_graph() -> None:
    actors = [Actor("a", "<b>A</b>", "state", side="a"), Actor("b", 'B"&', "state", side="b")]
    made = graphs.relations([Relation("a", "b", "accuses", 3, -1)], actors, [Side("a", "A"), Side("b", "B")])
    assert "<b>" not in made
    assert "&lt;b&gt;A" in made


def test_one_actor_makes_no_graph() -> None:
    assert graphs.relations([], [Actor("a", "A", "state")], []) == ""


def test_the_seeds_analysis_is_told_that_the_bird_strike_was_overtaken(served_demo: Served) -> None:
    analysis = served_demo.values("/front.json")["analyses"][0]
    findings = served_demo.values(f"/analysis/{analysis['id']}.json")["findings"]
    found = [f for f in findings if f["code"] == "overtaken"]
    assert [f["place"] for f in found] == ["Escalating events, sentence 4"]
    assert "bird strike" in found[0]["reason"]
    assert "air defense shot down" in found[0]["reason"]


def test_a_dossier_shows_what_copy_of_another_situation_overtook(served_demo: Served) -> None:
    found = [s for s in served_demo.desk.store.situations(at_least=1) if s.name == "Azerbaijan–Russia relations"]
    told = [served_demo.values(f"/situation/{one.id}.json")["dossier"] for one in found]
    value = next(one for one in told if any(c["overtaken_by"] for c in one["claims"]))
    gone = [c for c in value["claims"] if c["overtaken_by"]]
    assert [c["words"][:24] for c in gone] == ["whether Russian forces a"]
    late = next(c for c in value["claims"] if c["key"] == gone[0]["overtaken_by"])
    assert "air defense shot down" in late["citation"]["words"]


def test_the_command_line_prints_what_the_page_gives(served_demo: Served) -> None:
    from click.testing import CliRunner

    from copytaster.cli import cli

    desk = served_demo.desk
    number = max(desk.store.situations(), key=lambda s: s.lines).id
    made = CliRunner().invoke(cli, ["dossier", str(number), "--data", str(desk.settings.data), "--format", "ninjs"])
    assert made.exit_code == 0
    _, _, body = served_demo.ask(f"/situation/{number}/dossier.ninjs")
    assert json.loads(made.stdout_bytes)["bodies"] == json.loads(body)["bodies"]
    wrong = CliRunner().invoke(cli, ["dossier", str(number), "--data", str(desk.settings.data), "--edition", "99"])
    assert wrong.exit_code != 0


def test_two_days_of_news_are_two_slim_bars_and_the_chart_ends_with_the_news() -> None:
    days = [dt.datetime(2025, 10, 13, 9, tzinfo=dt.UTC), dt.datetime(2025, 10, 14, 9, tzinfo=dt.UTC)]
    drawn = str(charts.coverage(days))
    assert [float(w) <= 28 for w in re.findall(r'<rect [^>]*width="([\d.]+)"', drawn)] == [True, True]
    assert max(float(x) for x in re.findall(r'<rect x="([\d.]+)"', drawn)) > 600


def test_the_chart_of_coverage_holds_the_days_that_are_told() -> None:
    days = [dt.datetime(2025, 10, 13, 9, tzinfo=dt.UTC), dt.datetime(2025, 10, 14, 9, tzinfo=dt.UTC)]
    drawn = str(charts.coverage(days, days=[dt.date(2025, 7, 1)]))
    assert "Jul 2025" in drawn or "Aug 2025" in drawn or "1 Aug" in drawn


NINE = "Nine people were killed when the border bridge at Valga collapsed on 3 October 2025, police said."
FORMS = ["markdown", "html", "json", "ninjs", "pdf"]


def file_of(served: Served, edition: int, form: str) -> str:
    status, _, body = served.ask(f"/edition/{edition}/dossier.{form}")
    assert status == 200
    return text_of(body, form)


@pytest.mark.parametrize("form", FORMS)
def test_a_kill_reaches_every_file_of_a_published_edition(row: Desk, form: str) -> None:
    edition = row.publish_dossier(situation_of(row))
    with serving(row) as served:
        assert "was killed" not in file_of(served, edition.id, form)
        row.receive([kill(1, 240)])
        text = file_of(served, edition.id, form)
        assert "1 of its sources was killed" in text
        assert text.count("its source was killed: do not use") >= 2
        from click.testing import CliRunner

        from copytaster.cli import cli

        number = str(situation_of(row))
        made = CliRunner().invoke(cli, ["dossier", number, "--data", str(row.settings.data), "--edition", "1", "--format", form])
        assert made.exit_code == 0
        if form != "pdf":
            assert "its source was killed: do not use" in made.stdout
        exported = CliRunner().invoke(cli, ["export", "editions", "--data", str(row.settings.data)])
        assert "its source was killed: do not use" in exported.stdout


def test_an_edition_whose_lead_was_killed_is_canceled_and_one_with_a_corrected_source_says_so(row: Desk) -> None:
    from copytaster.wire import ninjs_check

    edition = row.publish_dossier(situation_of(row))
    with serving(row) as served:
        row.decide("correct", [2], note="it was Tartu")
        value = json.loads(served.ask(f"/edition/{edition.id}/dossier.ninjs")[2])
        assert (value["pubStatus"], value["edNote"][:15]) == ("usable", "sig:correction.")
        assert "1 of its sources was corrected" in value["edNote"]
        for line in (1, 2, 3, 4):
            row.decide("kill", [line])
        value = json.loads(served.ask(f"/edition/{edition.id}/dossier.ninjs")[2])
        assert value["pubStatus"] == "canceled"
        assert ninjs_check.check(value, "3.1") == ()


def test_the_marked_markdown_can_still_be_checked_and_has_no_bare_sentence(row: Desk) -> None:
    from copytaster.dossier.analysis import check_analysis

    edition = row.publish_dossier(situation_of(row))
    with serving(row) as served:
        row.receive([kill(1, 240)])
        text = served.ask(f"/edition/{edition.id}/dossier.markdown")[2].decode()
    assert [f.code for f in check_analysis(text) if f.code in {"uncited", "no-sources"}] == []


def test_a_corrected_headline_is_what_the_standing_dossier_rests_on(row: Desk) -> None:
    from click.testing import CliRunner

    from copytaster.cli import cli

    number = situation_of(row)
    row.receive([wire(5, FIRST.rstrip("."), FIRST, 200)])
    before = row.tell(number).dossier
    assert "Eight people" in json.dumps([s.text for section in before.sections for s in section.sentences])
    for line in row.store.lines_by_id([1, 5]):
        row.decide("correct", [line.id], headline=NINE, note="nine, not eight")
    with serving(row) as served:
        now = served.values(f"/situation/{number}.json")["dossier"]
    texts = [str(s["text"]) for s in told(now)]
    assert any("Nine people" in text for text in texts)
    assert [s["text"] for s in told(now) if "Eight people" in str(s["text"]) and not s["fallen"]] == []
    printed = CliRunner().invoke(cli, ["dossier", str(number), "--data", str(row.settings.data)])
    assert "Nine people" in printed.stdout
    assert [line for line in printed.stdout.splitlines() if "Eight people" in line and "was corrected" not in line] == []


def test_a_note_without_a_headline_marks_what_rests_on_the_line_in_the_standing_dossier(row: Desk) -> None:
    number = situation_of(row)
    row.decide("correct", [1], note="nine, not eight")
    with serving(row) as served:
        now = served.values(f"/situation/{number}.json")["dossier"]
        resting = {s["text"] for s in told(now) if any(FIRST[:40] in c["words"] for c in s["citations"])}  # type: ignore[attr-defined]
        assert resting
        assert marked(now) == resting
        assert "1 of its sources was corrected. What rests on them is marked." in served.page(f"/situation/{number}")


def test_a_correction_of_the_wire_is_called_one_on_the_edition(row: Desk) -> None:
    edition = row.publish_dossier(situation_of(row))
    row.receive(
        [wire(1, "Bridge falls (correction)", FIRST.replace("Eight", "Nine"), 300, version="2", signals=["sig:correction"])]
    )
    with serving(row) as served:
        page = served.page(f"/edition/{edition.id}")
    assert "its source was corrected by its wire" in page
    assert "reworded" not in page


def test_publishing_what_has_not_changed_makes_no_second_edition_and_says_so(row: Desk) -> None:
    number = situation_of(row)
    row.publish_dossier(number)
    with pytest.raises(Undecidable, match="nothing has changed since edition 1"):
        row.publish_dossier(number)
    assert [e.number for e in row.editions("dossier", number)] == [1]
    row.receive([wire(1, "Bridge falls", FIRST.replace("Eight", "Nine"), 300)])
    assert row.publish_dossier(number).number == 2


def test_a_dossier_is_read_on_the_day_of_the_desk_not_on_that_of_its_latest_copy(row: Desk, clock: Clock) -> None:
    number = situation_of(row)
    row.receive([wire(4, "Trains stop", "Trains between Latvia and Estonia are now suspended after the collapse.", 300)])
    assert "stale" not in [f.code for f in row.tell(number).findings]
    clock.now = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    assert "“now” was written on 8 October 2025" in [f.reason for f in row.tell(number).findings if f.code == "stale"]


def test_a_text_that_cites_what_the_desk_corrected_is_held_against_the_correction(row: Desk) -> None:
    written = read_markdown(
        "# Row\n\n## Trigger\n\nEight people were killed when the border bridge at Valga collapsed, police said {v:1}.\n"
    )

    def codes() -> set[str]:
        return {f.code for f in examine_text(row.store, written, day=None)} & {"unsourced-number", "unsourced-claim"}

    assert codes() == set()
    row.decide("correct", [1], headline=NINE)
    assert "unsourced-number" in codes()
