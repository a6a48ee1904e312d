import gzip
import json
from pathlib import Path

import pytest

from copytaster.errors import Unreadable
from copytaster.evals import situations, stories, taste, versions
from copytaster.evals.forms import marked, when

ROWS = [
    {
        "id": 1,
        "title": "Qatar, Turkey to join third day of Gaza peace talks in Egypt",
        "time": "2025-10-08T10:00:00Z",
        "gold": "gaza",
    },
    {
        "id": 2,
        "title": "US, Qatar, Turkey to join third day of Gaza peace talks in Egypt",
        "time": "2025-10-08T10:42:00Z",
        "gold": "gaza",
    },
    {"id": 3, "title": "Gold tops $4,000 for first time as safe haven shines", "time": "2025-10-08T11:00:00Z", "gold": "gold"},
    {"id": 4, "title": "Snakebite surge as Bangladesh hit by record rains", "time": "2025-10-08T12:00:00Z", "gold": "snakes"},
]


def written(folder: Path, rows: list[dict[str, object]], name: str = "rows.jsonl") -> Path:
    path = folder / name
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_stories_and_situations_of_a_clear_stream_are_found(tmp_path: Path) -> None:
    path = written(tmp_path, ROWS)
    assert stories.run(path).figures["bcubed_f1"] == 1
    assert situations.run(path).figures["items"] == 4
    assert {row["judge"] for row in stories.run(path).rows} == {"exact title", "tf-idf", "newsblur", "minhash"}


def test_versions_count_pairs_of_one_source_and_leave_out_the_same_headline_under_two_ids(tmp_path: Path) -> None:
    double = [{**ROWS[2], "id": 9, "gold": "gold again"}]
    figures = versions.run(written(tmp_path, ROWS + double)).figures
    assert (figures["f1"], figures["pairs"]) == (1, 1)


def test_items_without_gold_are_judged_and_not_scored(tmp_path: Path) -> None:
    score = stories.run(written(tmp_path, [*ROWS, {"id": 5, "title": "A thing apart", "gold": None}]))
    assert score.figures["items"] == 5
    assert "1 items without gold" in score.notes[0]


def test_pairs_are_scored_with_both_kinds_of_gold(tmp_path: Path) -> None:
    pairs = [
        {"title_a": ROWS[0]["title"], "title_b": ROWS[1]["title"], "same": True},
        {"title_a": ROWS[0]["title"], "title_b": ROWS[2]["title"], "same": False},
    ]
    figures = taste.run(written(tmp_path, pairs)).figures
    assert figures["pearson"] == 1
    assert "f1" in figures
    graded = [{**pair, "score": 3.0 * pair.pop("same")} for pair in pairs]
    assert "f1" not in taste.run(written(tmp_path, graded)).figures


def test_a_packed_file_reads_like_a_plain_one_and_a_folder_like_its_files(tmp_path: Path) -> None:
    plain = marked(written(tmp_path, ROWS))
    (tmp_path / "deep").mkdir()
    packed = tmp_path / "deep" / "rows.jsonl.gz"
    packed.write_bytes(gzip.compress((tmp_path / "rows.jsonl").read_bytes()))
    assert marked(packed) == plain
    (tmp_path / "rows.jsonl").unlink()
    assert marked(tmp_path) == plain


def test_a_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"title": "a", "gold": "x"}\nnot json\n')
    with pytest.raises(Unreadable, match=r"bad\.jsonl, line 2"):
        marked(path)


@pytest.mark.parametrize("text", ["2025-10-08T12:00:00Z", "Wed, 08 Oct 2025 12:00:00 GMT", 1759924800])
def test_times_are_read_in_the_usual_forms(text: object) -> None:
    assert str(when(text)) == "2025-10-08 12:00:00+00:00"


def test_rows_without_a_source_are_one_wire_for_versions_and_nobody_s_rewordings_for_stories(tmp_path: Path) -> None:
    path = written(tmp_path, ROWS)
    assert len({m.version.source for m in marked(path)}) == 1
    assert len({m.version.source for m in marked(path, one_wire=False)}) == len(ROWS)
    named = written(tmp_path, [{**row, "source": "ap"} for row in ROWS])
    assert {m.version.source for m in marked(named, one_wire=False)} == {"ap"}
