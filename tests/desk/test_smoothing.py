"""A language model may smooth a dossier, never add to it. The model is a scripted server on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from copytaster.desk.smoothing import smoothed
from copytaster.dossier.check import check
from copytaster.dossier.compose import compose
from copytaster.dossier.rewrite import answers, objection, smooth
from copytaster.dossier.values import Dossier, Sentence
from copytaster.errors import Misconfigured, Unreachable
from copytaster.settings import Settings
from tests.dossier.test_contests import CRASH

NAME = "Azerbaijan and Russia"


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return compose(NAME, CRASH)


@contextmanager
def model(answer: Callable[[dict[str, Any]], tuple[int, bytes]]) -> Iterator[tuple[Settings, list[dict[str, Any]]]]:
    """A server that answers as scripted, and what it was asked."""
    asked: list[dict[str, Any]] = []

    class Scripted(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append({"path": self.path, "key": self.headers.get("Authorization"), **body})
            status, said = answer(body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, format: str, *args: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Scripted)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        address = f"http://127.0.0.1:{server.server_port}/v1"
        yield Settings(model_address=address, model_name="small", model_key="secret", model_timeout=2.0), asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def says(text: str) -> tuple[int, bytes]:
    return 200, json.dumps({"choices": [{"message": {"content": text}}]}).encode()


def rewriting(change: Callable[[str], str]) -> Callable[[dict[str, Any]], tuple[int, bytes]]:
    """A model that changes every sentence in one way."""

    def answer(body: dict[str, Any]) -> tuple[int, bytes]:
        given = json.loads(body["messages"][1]["content"])["sentences"]
        return says("Here it is:\n" + json.dumps({"sentences": [{**g, "text": change(g["text"])} for g in given]}))

    return answer


def told(dossier: Dossier) -> list[Sentence]:
    return [s for section in dossier.sections for s in section.sentences]


def test_without_a_model_in_the_settings_nothing_is_asked(dossier: Dossier) -> None:
    with pytest.raises(Misconfigured, match="model_address"):
        smoothed(dossier, Settings())


def test_a_sentence_that_says_no_more_is_taken_and_still_holds(dossier: Dossier) -> None:
    with model(rewriting(lambda text: text.replace("Azerbaijan Airlines plane", "plane of Azerbaijan Airlines"))) as (
        settings,
        asked,
    ):
        made = smoothed(dossier, settings)
    assert made.offered > 0
    assert made.refused_share == 0.0
    assert any("plane of Azerbaijan Airlines" in s.text and s.smoothed for s in told(made.dossier))
    assert [f.code for f in check(made.dossier, CRASH) if f.severity == "error"] == []
    assert {(a["path"], a["key"], a["model"]) for a in asked} == {("/v1/chat/completions", "Bearer secret", "small")}


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("Azerbaijan", "Gondor").replace("Russia", "Gondor").replace("Putin", "Orlok"),
        lambda text: text.rstrip(".") + ", killing 512 people.",
        lambda text: text.rstrip(".") + " on 3 March 1999.",
        lambda text: "It was a tragedy that shocked everybody who ever boarded anything.",
        lambda text: text + " The world held its breath.",
        lambda text: text.replace(" was ", " was not ").replace(" said ", " never said ").replace(" died ", " never died "),
        lambda text: text[:20],
    ],
)
def test_what_adds_or_turns_round_is_refused_and_the_composed_form_stays(dossier: Dossier, change: Callable[[str], str]) -> None:
    with model(rewriting(change)) as (settings, _):
        made = smoothed(dossier, settings)
    changed = [s for s in told(dossier) if change(s.text) != s.text]
    assert made.offered == len(changed) > 0
    assert made.refused_share == 1.0
    assert told(made.dossier) == told(dossier)
    assert all(r.why for r in made.refused)


def test_refusals_are_one_by_one(dossier: Dossier) -> None:
    with model(rewriting(lambda text: text.rstrip(".") + " in Gondor." if "Aliyev" in text else text)) as (settings, _):
        made = smoothed(dossier, settings)
    assert 0 < len(made.refused) < len(told(dossier))
    assert all("Gondor" in r.why for r in made.refused)


@pytest.mark.parametrize(
    "text", ["", "no JSON", '{"sentences": 3}', '{"sentences": [{"number": "x", "text": "y"}]}', '{"sentences": ["a"]}']
)
def test_an_answer_that_is_no_answer_changes_nothing(dossier: Dossier, text: str) -> None:
    with model(lambda body: says(text)) as (settings, _):
        made = smoothed(dossier, settings)
    assert (made.offered, made.dossier) == (0, dossier)
    assert made.unread == tuple(section.title for section in dossier.sections if section.sentences)


def test_the_command_line_says_that_an_answer_could_not_be_read(own_demo: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from copytaster.cli import cli

    number = max(own_demo.store.situations(text="Azerbaijan"), key=lambda s: s.lines).id
    with model(lambda body: says("I would rather not.")) as (settings, _):
        monkeypatch.setenv("COPYTASTER_MODEL_ADDRESS", settings.model_address)
        monkeypatch.setenv("COPYTASTER_MODEL_NAME", "small")
        done = CliRunner().invoke(cli, ["dossier", str(number), "--smooth", "--data", str(own_demo.settings.data)])
    assert done.exit_code == 0
    assert "The model's answer could not be read for: In short, What happened" in done.stdout
    assert "offered 0" not in done.stdout


def test_it_is_said_where_a_model_must_be_set_when_the_desk_is_served(dossier: Dossier) -> None:
    with pytest.raises(Misconfigured, match="for the process that serves it"):
        smoothed(dossier, Settings())


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (lambda body: (500, b"out of memory"), "answered 500: out of memory"),
        (lambda body: (200, b"<html>"), "no answer of an OpenAI-compatible model"),
        (lambda body: (200, b"{}"), "no answer of an OpenAI-compatible model"),
    ],
)
def test_a_model_that_fails_is_named_with_its_reason(dossier: Dossier, answer: Callable[..., Any], why: str) -> None:
    with model(answer) as (settings, _), pytest.raises(Unreachable, match=why) as raised:
        smoothed(dossier, settings)
    assert settings.model_address in str(raised.value)


def test_a_model_that_is_not_there_is_named(dossier: Dossier) -> None:
    with model(lambda body: says("")) as (settings, _):
        pass
    with pytest.raises(Unreachable, match="did not answer"):
        smoothed(dossier, settings)


def test_a_dropped_figure_is_an_objection(dossier: Dossier) -> None:
    sentence = next(s for s in told(dossier) if "38 people" in s.text)
    assert "dropped the number" in objection(sentence.text.replace("38 people", "people"), sentence)


def test_the_attribution_may_not_be_dropped(dossier: Dossier) -> None:
    sentence = next(s for s in told(dossier) if "flock of birds" in s.text)
    assert objection("The plane had struck a flock of birds.", sentence)


def test_smoothing_takes_sentences_by_their_number(dossier: Dossier) -> None:
    section = next(s for s in dossier.sections if len(s.sentences) > 1)
    text = section.sentences[1].text
    made = smooth(dossier, {section.key: json.dumps({"sentences": [{"number": 2, "text": text.replace(" the ", " that ", 1)}]})})
    assert made.offered == 1
    assert answers("{") is None


def test_a_desk_publishes_what_was_smoothed(own_demo: Any) -> None:
    situation = max(own_demo.store.situations(text="Azerbaijan"), key=lambda s: s.lines)
    with model(rewriting(lambda text: text.replace(" is shot down", " was shot down"))) as (settings, asked):
        own_demo.settings = replace(own_demo.settings, model_address=settings.model_address, model_name="small")
        edition = own_demo.publish_dossier(situation.id, smooth=True)
    assert asked
    assert json.loads(edition.content)["sections"]
