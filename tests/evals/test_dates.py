"""The eval of dates counts as TempEval-3 does."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from copytaster.errors import Misconfigured
from copytaster.evals.dates import run

TML = """<?xml version="1.0" ?><TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2025-10-08">10/08/25</TIMEX3></DCT>
<TEXT>It fell on <TIMEX3 tid="t1" type="DATE" value="2025-10-03">Friday</TIMEX3>, <EVENT eid="e1">said</EVENT> men who came
<TIMEX3 tid="t2" type="DATE" value="2020">five years ago</TIMEX3> in
<TIMEX3 tid="t3" type="DATE" value="2024-06">June 2025</TIMEX3>
after <TIMEX3 tid="t4" type="DURATION" value="PXX">a fairly long while</TIMEX3>.</TEXT></TimeML>"""
CAT = """<?xml version="1.0" ?><Document><token t_id="1" number="0" sentence="0">Sales</token>
<token t_id="2" number="1" sentence="0">fell</token>
<token t_id="3" number="2" sentence="0">yesterday</token><token t_id="4" number="3" sentence="0">.</token><Markables>
<TIMEX3 m_id="1" type="DATE" value="2025-10-08" functionInDocument="CREATION_TIME"/>
<TIMEX3 m_id="2" type="DATE" value="2025-10-07" functionInDocument="NONE"><token_anchor t_id="3"/></TIMEX3>
</Markables></Document>"""


def test_right_values_wrong_values_and_misses_are_counted(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.tml").write_text(TML)
    score = run(tmp_path)
    # Four in the gold, three said, two of them right: F1 = 2 * 2 / 7.
    assert score.figures["gold"] == 4
    assert score.figures["value_f1"] == round(400 / 7, 2)
    assert any("missed 'a fairly long while'" in e for e in score.errors)
    assert any("2025-06, gold DATE 2024-06" in e for e in score.errors)


def test_the_other_layout_and_an_archive_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(CAT)
    with tarfile.open(tmp_path / "all.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "a.xml", "corpus/a.xml")
    assert run(tmp_path / "all.tar.gz").figures["value_f1"] == 100.0


def test_machine_made_folders_do_not_count_beside_gold(tmp_path: Path) -> None:
    for name in ("gold", "Silver-1"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.tml").write_text(TML)
    score = run(tmp_path)
    assert score.figures["documents"] == 1
    assert [row["folder"] for row in score.rows] == ["Silver-1", "gold"]


def test_a_folder_without_documents_is_named(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="no file ending in"):
        run(tmp_path)
