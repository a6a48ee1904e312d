"""The evals of sentence roles and of attributions count what they say they count."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from copytaster.cli import cli
from copytaster.desk.encoders import load
from copytaster.errors import Misconfigured
from copytaster.evals import claims, roles
from copytaster.evals.newsdiscourse import documents as read_roles
from copytaster.evals.polnear import documents as read_attributions
from tests import tinyencoder

TEXT = """URL http://example.org/a
DATE/2019-01-05
H Storm kills 12 in Vietnam
S1 A powerful storm killed at least 12 people in northern Vietnam on Saturday, officials said.
S2 Forecasters said the storm would move into Laos on Monday.

S3 In 1997, a typhoon killed more than 3,000 people in the south.
S4 No label stands beside this one.
"""
NOTES = (
    "T1\tMain 10 20\tS1\nT2\tDistant_Expectations_Consequences 30 40\tS2\nT3\tSpeech 30 40\tS2\nT4\tDistant_Historical 50 60\tS3\n"
)
SAID = "Ana Ruiz said the talks failed. It rained."
MARKS = (
    "T1\tSource 0 8\tAna Ruiz\nT2\tCue 9 13\tsaid\nT3\tContent 14 30\tthe talks failed\nT4\tAttribution 9 13\tsaid\n"
    "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n"
)


def _attributions(folder: Path, part: str, marks: str = MARKS) -> None:
    for kind, name, content in (("text", "a.txt", SAID), ("attributions", "a_1f2e.ann", marks)):
        (folder / part / kind).mkdir(parents=True)
        (folder / part / kind / name).write_text(content)


def test_a_document_has_its_labelled_sentences_with_speech_day_headline_and_paragraphs(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.ann").write_text(NOTES)
    (document,) = read_roles(tmp_path)
    assert document.labels == ("main", "expectation", "history")
    assert document.speech == (False, True, False)
    assert document.opens == (True, False, True)
    assert str(document.day) == "2019-01-05"
    assert document.headline == "Storm kills 12 in Vietnam"


def test_right_roles_score_a_hundred_and_a_document_never_trained_on_is_said_to_be_held_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.ann").write_text(NOTES)
    score = roles.run(tmp_path)
    assert score.figures["micro_f1"] == 100
    assert score.figures["macro_f1"] == pytest.approx(100 * 3 / 9, abs=0.01)  # six of the nine labels are not in this document
    assert score.figures["sentences"] == 3
    assert score.figures["documents_seen_in_training"] == 0
    assert "held out" in score.notes[0]
    (tmp_path / "a.ann").write_text(NOTES.replace("Distant_Historical", "Main"))
    assert roles.run(tmp_path).figures["micro_f1"] == pytest.approx(200 / 3, abs=0.01)


def test_the_eval_of_roles_says_which_model_was_scored_and_takes_a_larger_one(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text(TEXT)
    (corpus / "a.ann").write_text(NOTES)
    folder = tinyencoder.made(tmp_path / "tiny")
    np.savez(tmp_path / "weights.npz", **tinyencoder.learned(load(str(folder)).digest))
    asked = ["eval", "roles", "--data", str(corpus), "--json"]
    plain = json.loads(CliRunner().invoke(cli, asked).output)
    wider = json.loads(
        CliRunner().invoke(cli, [*asked, "--encoder", str(folder), "--weights", str(tmp_path / "weights.npz")]).output
    )
    assert plain["model"] == "core"
    assert wider["model"] == f"larger, on {folder}"
    assert wider["sentences"] == plain["sentences"] == 3
    assert wider["micro_f1"] != plain["micro_f1"]  # the tiny one has learned nothing
    with pytest.raises(Misconfigured, match="no such folder"):
        roles.run(corpus, encoder=str(tmp_path / "nothing"))


def test_what_is_put_into_the_outlook_is_counted_apart_from_what_has_the_label(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.ann").write_text(NOTES)
    figures = roles.run(tmp_path).figures
    assert figures["put_outlook"] == figures["labelled_expectation"] == 1
    assert figures["fifth_outlook"] == figures["fifth_expectation"] == figures["right_outlook"] == 100
    (tmp_path / "a.ann").write_text(NOTES.replace("Distant_Expectations_Consequences", "Distant_Evaluation"))
    assert roles.run(tmp_path).figures["right_outlook"] == 0


def test_a_right_attribution_scores_a_hundred_and_each_part_is_counted_apart(tmp_path: Path) -> None:
    _attributions(tmp_path, "dev")
    figures = claims.run(tmp_path).figures
    assert [figures[k] for k in ("sentence_f1", "content_f1", "source_exact")] == [100, 100, 100]
    (tmp_path / "dev" / "attributions" / "a_1f2e.ann").write_text(
        MARKS.replace("Source 0 8", "Source 0 3").replace("14 30", "18 30")
    )
    figures = claims.run(tmp_path).figures
    assert [figures[k] for k in ("sentence_f1", "content_f1", "source_exact")] == [100, 80, 0]


def test_texts_that_the_weights_were_trained_on_are_left_out_where_there_are_others(tmp_path: Path) -> None:
    _attributions(tmp_path, "train", "")
    assert "no held-out figure" in claims.run(tmp_path).notes[0]
    _attributions(tmp_path, "dev")
    score = claims.run(tmp_path)
    assert score.figures["documents"] == 1
    assert score.figures["sentence_f1"] == 100
    assert score.notes[0].startswith("1 texts in folders named train are left out")


def test_an_attribution_without_a_source_or_in_pieces_is_read(tmp_path: Path) -> None:
    _attributions(
        tmp_path, "dev", "T1\tCue 9 13\tsaid\nT2\tContent 14 17;24 30\tthe failed\nE1\tAttribution:T1 Cue:T1 Content:T2\n"
    )
    (document,) = read_attributions(tmp_path)
    assert document.gold[0].source == ()
    assert document.gold[0].content == ((14, 17), (24, 30))


@pytest.mark.parametrize("run", [roles.run, claims.run])
def test_data_that_is_not_there_or_holds_no_such_file_is_named(run: object, tmp_path: Path) -> None:
    assert callable(run)
    with pytest.raises(Misconfigured, match="no such file"):
        run(tmp_path / "nothing")
    with pytest.raises(Misconfigured, match="no file ending in"):
        run(tmp_path)
