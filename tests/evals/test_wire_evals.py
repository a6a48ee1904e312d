"""The evals of reading: on small corpora made here their figures are known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from copytaster.errors import Misconfigured
from copytaster.evals import agency, breakage, encodings, feeds, intake, language, pages, pasted
from tests.wire import samples


def written(folder: Path, files: dict[str, bytes]) -> Path:
    for name, body in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body)
    return folder


def test_feeds_are_laid_beside_feedparser_and_broken_in_ten_ways(tmp_path: Path) -> None:
    figures = feeds.run(written(tmp_path, {"a.xml": samples.RSS, "b.xml": samples.ATOM, "c.txt": b"no feed"})).figures
    assert (figures["documents"], figures["entries"], figures["lost"], figures["agreement"]) == (2, 3, 0, 1.0)
    assert (figures["injections"], figures["collateral"]) == (20, 0)


def test_what_a_document_expects_of_its_entries_is_held_against_it(tmp_path: Path) -> None:
    document = (
        b"<!--\nExpect: not bozo and entries[0]['title'] == '%s'\n--><rss><channel><item><title>A</title></item></channel></rss>"
    )
    score = feeds.run(written(tmp_path, {"a.xml": document % b"A", "b.xml": document % b"B"}))
    assert (score.figures["assertions"], score.figures["agreement"]) == (2, 0.5)
    assert score.errors[0].startswith("b.xml: expected")


def test_a_feed_is_broken_in_one_entry_and_nowhere_else() -> None:
    body = b"<rss><channel>" + b"".join(b"<item><title>T%d</title></item>" % n for n in range(5)) + b"</channel></rss>"
    ways = list(breakage.broken(body))
    assert len({way for way, _, _ in ways}) == 10
    assert {number for _, number, _ in ways} == {2}
    for way, _, text in ways:
        assert text.startswith(body[:50])
        assert way == "cut" or text.endswith(body[-50:])


def test_agency_copy_is_held_against_what_it_says(tmp_path: Path) -> None:
    files = {"g2.xml": samples.NEWSML_G2, "one.xml": samples.NEWSML_1, "n.xml": samples.NITF, "j.json": samples.NINJS}
    figures = agency.run(written(tmp_path, files)).figures
    assert [figures[name] for name in ("documents", "read", "headline", "id", "date")] == [4, 1, 1, 1, 1]
    assert (figures["correction"], figures["embargo"], figures["flagged"]) == (1, 1, 1)


def test_a_headline_that_a_reader_misses_is_counted_against_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from copytaster.wire import ninjs

    monkeypatch.setattr(ninjs, "_headline", lambda fields: "Something else")
    score = agency.run(written(tmp_path, {"j.json": samples.NINJS}))
    assert score.figures["headline"] == 0
    assert "headline" in score.errors[0]


def test_ninjs_of_the_test_suite_is_told_valid_or_not(tmp_path: Path) -> None:
    suite = "ninjs/validation/1.3/should_"
    files = {f"{suite}pass/a.json": b'{"uri": "urn:1", "headline": "A"}', f"{suite}fail/b.json": b'{"uri": 7, "headline": "A"}'}
    figures = agency.run(written(tmp_path, files)).figures
    assert (figures["ninjs_should_pass_held"], figures["ninjs_should_fail_held"]) == (1, 1)


def test_the_text_of_a_page_is_scored_by_shingles(tmp_path: Path) -> None:
    text = samples.TEXT * 4 + "\n" + samples.TEXT * 3
    gold = json.dumps({"a": {"articleBody": text}}).encode()
    figures = pages.run(written(tmp_path, {"html/a.html": samples.PAGE, "ground-truth.json": gold})).figures
    assert float(figures["f1"]) > 0.95
    assert pages.matched("one two three four five", "") == (0.0, 0.0, 1.0)
    assert pages.matched("one two three four", "one two three four") == (1.0, 0.0, 0.0)


def test_title_and_date_of_a_page_are_scored(tmp_path: Path) -> None:
    gold = {"V1": {"title": "Harbour closed", "publishing_date": "2025-10-08 09:30:00+00:00"}}
    files = {"de/Courier.json": json.dumps(gold).encode(), "de/Courier_2025_10_08.html": samples.PAGE}
    figures = pages.run(written(tmp_path, files)).figures
    assert (figures["title"], figures["title_exact"], figures["date"]) == (1, 1, 1)


def test_pages_of_both_layouts_in_one_folder_are_scored_together(tmp_path: Path) -> None:
    gold = json.dumps({"a": {"articleBody": "No ship enters."}}).encode()
    said = {"V1": {"title": "Harbour closed", "publishing_date": "2025-10-08 09:30:00+00:00"}}
    files = {"text/html/a.html": samples.PAGE, "text/ground-truth.json": gold, "facts/Port.json": json.dumps(said).encode()}
    figures = pages.run(written(tmp_path, files | {"facts/Port_2025_10_08.html": samples.PAGE})).figures
    assert (figures["pages"], figures["publisher_pages"]) == (1, 1)


def test_languages_are_told_whole_and_cut(tmp_path: Path) -> None:
    english = "The minister said on Wednesday that the harbour would stay closed for another week.\n" * 5
    german = "Der Minister sagte am Mittwoch, dass der Hafen noch eine Woche lang geschlossen bleibt.\n" * 5
    score = language.run(written(tmp_path, {"en.txt": english.encode(), "de.txt": german.encode(), "ja.txt": b""}))
    assert (score.figures["accuracy"], score.figures["languages"], score.figures["sentence_f1"]) == (1, 2, 1)
    assert language.run(written(tmp_path / "wrong", {"fr.txt": english.encode()})).figures["accuracy"] == 0


def test_intake_counts_every_entry(tmp_path: Path) -> None:
    score = intake.run(written(tmp_path, {"a.xml": samples.RSS, "b.json": samples.NINJS, "c.bin": b"\x00\x01"}), runs=1)
    assert (score.figures["deliveries"], score.figures["entries"]) == (2, 3)
    assert score.figures["lines_per_second"] > 0
    assert score.figures["entries_per_second"] > 0


@pytest.mark.parametrize("eval_", [feeds, agency, pages, language, intake], ids=lambda m: m.__name__.rpartition(".")[2])
def test_a_folder_without_anything_to_score_says_so(tmp_path: Path, eval_: object) -> None:
    with pytest.raises(Misconfigured, match=tmp_path.name):
        eval_.run(written(tmp_path, {"readme.bin": b"\x00"}))  # type: ignore[attr-defined]


def test_texts_in_old_encodings_are_scored_by_their_letters(tmp_path: Path) -> None:
    lines = [f"Парламент принял бюджет на {year} год, сообщает агентство; оппозиция против" for year in range(2000, 2030)]
    score = encodings.run(written(tmp_path, {"ru.txt": "\n".join(lines).encode()}))
    assert (score.figures["samples"], score.figures["right"], score.figures["ten"]) == (400, 1.0, 1.0)
    with pytest.raises(Misconfigured, match="old encodings"):
        encodings.run(written(tmp_path / "b", {"xx.txt": b"nothing"}))


def test_pasted_lists_and_stories_are_counted_apart(tmp_path: Path) -> None:
    told = "The harbour of Vik stays closed, the port said. It opens on Monday if the storm is over.\nFerry {0} waits outside."
    articles = [{"title": f"Ferry {number} waits off the harbour of Vik", "text": told.format(number)} for number in range(60)]
    articles.append({"title": "Neither", "text": 7})
    figures = pasted.run(written(tmp_path, {"a.jsonl": "\n".join(map(json.dumps, articles)).encode()})).figures
    assert (figures["lists"], figures["stories"]) == (600, 240)
    assert figures["lists_right"] == 1.0
    assert figures["stories_right"] == 1.0
    with pytest.raises(Misconfigured, match="50 are needed"):
        pasted.run(written(tmp_path / "b", {"a.jsonl": b"{}\nno"}))
