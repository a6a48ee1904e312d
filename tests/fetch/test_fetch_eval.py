"""The evaluation of fetching notices what it is there to notice."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest
from asking import run

from copytaster.errors import Misconfigured
from copytaster.evals import fetch, load
from copytaster.evals.fetching.probes import probe
from copytaster.evals.fetching.recorder import Notebook, record
from copytaster.evals.fetching.sites import HABITS
from copytaster.evals.loopback import Request


def book(path: str) -> Notebook:
    """The empty notebook of a site."""
    return Notebook(next(habit for habit in HABITS if habit.path == path))


def asked(**headers: str) -> Request:
    """A request with headers; underscores stand for dashes."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request("GET", "/", {"user-agent": "t", **named})


def test_no_private_probe_gets_through_and_most_would_without_the_guard() -> None:
    guarded, unguarded = run(probe()), run(probe(("0.0.0.0/0", "::/0")))
    assert guarded.control
    assert guarded.tried >= 30
    assert guarded.reached == []
    assert len(unguarded.reached) >= 60
    assert any("then inside" in way for way in unguarded.reached)


def test_three_days_give_no_owner_a_complaint() -> None:
    books = run(record())
    assert sum(b.requests for b in books) > 1000
    for b in books:
        assert (b.wrong, b.early, b.rude) == (0, 0, 0), b.habit.path
        assert b.unconditional <= 1 or not b.habit.has_validators, b.habit.path
        assert b.requests, b.habit.path


def test_an_owner_complains_of_every_fault() -> None:
    steady = book("/steady")
    steady.watch(asked(), 0)
    steady.watch(asked(), 3600)
    assert steady.unconditional == 2
    steady.watch(asked(if_none_match='"e0"'), 3601)
    assert steady.early == 1
    steady.watch(asked(if_none_match='"invented"', cookie="a"), 9999)
    assert (steady.wrong, steady.rude) == (1, 1)
    plea = book("/fresh")
    plea.watch(asked(), 0)
    plea.watch(asked(if_none_match='"e0"'), 43199)
    assert plea.early == 1
    gone = book("/moved")
    gone.watch(asked(), 0)
    gone.watch(asked(), 9999)
    assert gone.rude == 1


def test_the_evaluation_prints_all_its_figures_for_an_archive_whatever_its_names(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b"<rss/>" * 999)
    with tarfile.open(tmp_path / "feeds.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "a.xml", "../../a.xml")
    figures = fetch.run(tmp_path / "feeds.tar.gz", feeds=30, bomb_mib=32).figures
    assert figures["bombs_refused"] == figures["bombs"]
    assert float(figures["bomb_peak_mb"]) < 100
    assert float(figures["feeds_per_cpu_second"]) > 0
    assert figures["private_probes_reached"] == 0
    assert load("fetch") is fetch.run


def test_a_folder_without_a_feed_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "empty.xml").write_bytes(b"")
    with pytest.raises(Misconfigured, match="no feed to serve lies in"):
        fetch.run(tmp_path)
    with pytest.raises(Misconfigured, match="there is no"):
        fetch.run(tmp_path / "none")
