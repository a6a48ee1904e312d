"""The command line: what each command prints for people and programs, and how it ends."""

from __future__ import annotations

import io
import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from copytaster import cli, open_desk
from copytaster.commands.read import changed
from copytaster.errors import Misconfigured
from copytaster.model import Source, SourceState
from copytaster.store.base import Wanted
from tests.conftest import START, Served, headlines, serving
from tests.site.test_live import event

Run = Callable[..., tuple[int, str, str]]

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Village News</title><link>https://example.org/</link>
<description>x</description><item><title>Cow wins prize</title><guid>1</guid><pubDate>Wed, 08 Oct 2025 10:00:00 GMT</pubDate></item>
<item><title>Mill reopens after fire</title><guid>2</guid><pubDate>Wed, 08 Oct 2025 09:00:00 GMT</pubDate></item></channel></rss>"""
OPML = """<opml version="2.0"><body><outline text="Papers"><outline text="One" xmlUrl="https://one.example/feed"/>
<outline text="Two" xmlUrl="https://two.example/feed" htmlUrl="https://two.example/"/></outline></body></opml>"""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this process: exit code, standard output, standard error."""

    def made(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["copytaster", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out = capsys.readouterr()
        return int(ended.value.code or 0), out.out, out.err

    return made


@pytest.fixture
def folder(demo_folder: Path, tmp_path: Path) -> Path:
    """A desk with the demo in a folder of its own."""
    return Path(shutil.copytree(demo_folder, tmp_path / "desk"))


def values(run: Run, *arguments: object) -> Any:
    code, out, err = run(*arguments, "--json")
    assert code == 0, err
    return json.loads(out)


def test_help_names_every_command_and_answers_fast_because_it_loads_little() -> None:
    heavy = ("numpy", "aiohttp", "lxml", "starlette", "feedparser", "rich")
    program = f"import sys, copytaster.cli; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    shown = subprocess.run([sys.executable, "-m", "copytaster.cli", "--help"], capture_output=True, text=True, check=True).stdout
    for command in "demo serve add fetch wire story dossier search export health taste decide undo check eval".split():
        assert f"\n  {command} " in shown


@pytest.mark.parametrize("command", sorted(cli.cli.commands))
def test_every_command_explains_itself(run: Run, command: str) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0
    assert len(out.splitlines()) > 4


def test_a_demo_is_not_taken_from_under_one_that_is_served(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYTASTER_DESK", str(tmp_path))
    with open_desk(tmp_path / "demo") as desk:
        desk.announce("http://127.0.0.1:8123")
        desk.add_source(Source("wire", "A wire"))
        code, out, err = run("demo", "--once")
        assert code == 3
        assert out == ""
        assert "is served already at http://127.0.0.1:8123" in err
        assert err.count("\n") == 1
        assert [source.key for source in desk.store.sources()] == ["wire"]
        assert desk.store.path.exists()  # type: ignore[attr-defined]


def test_a_demo_is_made_anew_each_time(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYTASTER_DESK", str(tmp_path))
    (tmp_path / "demo" / "folder").mkdir(parents=True)
    (tmp_path / "demo" / "desk.sqlite").write_bytes(b"of another time, and no database" * 100)
    assert values(run, "demo", "--once")["items"] > 1000
    assert not (tmp_path / "demo" / "folder").exists()


def test_following_the_wire_keeps_its_filter_and_loses_no_line(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        for key in ("a", "b"):
            desk.add_source(Source(key, key.upper(), kind="jsonl"))
        seen = desk.store.change_number()
        desk.receive([headlines(*(event(n) for n in range(50)), source="a")])
        desk.receive([headlines(*(event(n) for n in range(50, 56)), source="b")])
        desk.decide("spike", [52])
        desk.decide("kill", [53])
        everything = [line.id for line in changed(desk.store, seen, Wanted(), at_once=7)]
        assert sorted(everything) == [n for n in range(1, 57) if n not in (52, 53)]
        assert [line.id for line in changed(desk.store, seen, Wanted(source="b"))] == [51, 54, 55, 56]
        assert [line.id for line in changed(desk.store, seen, Wanted(text=event(9)))] == [10]
        assert list(changed(desk.store, desk.store.change_number(), Wanted())) == []


def test_demo_once_prints_the_figures_and_ends(run: Run, tmp_path: Path) -> None:
    figures = values(run, "demo", "--once", "--data", tmp_path / "d")
    assert set(figures) >= {"items", "lines", "folds", "stories", "situations", "dossiers", "items_per_second"}
    assert figures["items"] == 1498
    assert figures["lines"] + figures["folds"] == figures["items"]
    assert figures["dossiers"] > 50


def test_a_file_is_added_and_stands_on_the_wire(run: Run, tmp_path: Path) -> None:
    (tmp_path / "village.xml").write_text(FEED)
    desk = tmp_path / "desk"
    added = values(run, "add", tmp_path / "village.xml", "--data", desk)
    assert (added["sources"], added["items"]) == (["village-xml"], 2)
    wire = values(run, "wire", "--data", desk)
    assert [line["headline"] for line in wire] == ["Cow wins prize", "Mill reopens after fire"]
    assert values(run, "search", "mill", "--data", desk)[0]["headline"] == "Mill reopens after fire"
    code, out, _ = run("wire", "--data", desk)
    assert code == 0
    assert "Cow wins prize" in out
    assert values(run, "story", wire[0]["story"], "--data", desk)["title"] == "Cow wins prize"


def test_headlines_come_in_from_a_pipe(run: Run, tmp_path: Path) -> None:
    program = [sys.executable, "-m", "copytaster.cli", "add", "-", "--name", "Pasted", "--json", "--data", str(tmp_path)]
    done = subprocess.run(program, input=b"Cow wins prize\nMill reopens\n", capture_output=True, check=True)
    assert json.loads(done.stdout)["items"] == 2


def test_a_wire_is_asked_for_by_the_name_that_it_goes_by(run: Run, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("Cow wins prize at fair\nMill reopens after fire\n")
    run("add", tmp_path / "list.txt", "--name", "The Village Wire", "--data", tmp_path / "desk")
    assert len(values(run, "wire", "--source", "The Village Wire", "--data", tmp_path / "desk")) == 2


def test_one_of_anything_is_counted_in_the_singular(run: Run, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("Cow wins prize at the fair in town\n")
    run("add", tmp_path / "list.txt", "--data", tmp_path / "desk")
    _, out, _ = run("health", "--data", tmp_path / "desk")
    assert out.startswith("1 source, 1 delivery, 1 item, 1 line, 1 story, 35 bytes\n")


def test_wires_in_trouble_stand_first_in_the_table_of_health(run: Run, tmp_path: Path) -> None:
    with open_desk(tmp_path / "desk") as desk:
        for key in ("well", "ill"):
            desk.add_source(Source(key, key, address=f"https://{key}.example/"))
        desk.keep_state(SourceState("ill", status="failing", checked=START, failures=9, problem="It does not answer."))
    code, out, _ = run("health", "--json", "--data", tmp_path / "desk")
    assert (code, [row["source"] for row in json.loads(out)["sources"]]) == (1, ["ill", "well"])


def test_an_empty_argument_does_not_add_the_folder_one_stands_in(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = run("add", "", "--data", tmp_path / "desk")
    assert (code, "nothing is named" in err) == (2, True)


def test_opml_goes_in_and_comes_out(run: Run, tmp_path: Path) -> None:
    (tmp_path / "list.opml").write_text(OPML)
    desk = tmp_path / "desk"
    added = values(run, "add", tmp_path / "list.opml", "--no-fetch", "--data", desk)
    assert added["sources"] == ["one", "two"]
    again = values(run, "add", tmp_path / "list.opml", "--no-fetch", "--data", desk)
    assert again["sources"] == ["one", "two"]
    code, out, _ = run("export", "opml", "--data", desk)
    assert code == 0
    (tmp_path / "out.opml").write_text(out)
    assert values(run, "add", tmp_path / "out.opml", "--no-fetch", "--data", tmp_path / "other")["sources"] == ["one", "two"]
    assert 'text="Papers"' in out


@pytest.mark.parametrize("what", ["lines", "stories", "decisions", "editions"])
def test_export_gives_json_lines(run: Run, folder: Path, what: str, tmp_path: Path) -> None:
    code, out, _ = run("export", what, "--data", folder)
    assert code == 0
    for line in out.splitlines():
        json.loads(line)
    assert len(out.splitlines()) >= 1
    assert values(run, "export", what, "-o", tmp_path / "x.jsonl", "--data", folder)["bytes"] == len(out.encode())


def test_the_front_page_the_situations_and_a_dossier_are_printed(run: Run, folder: Path) -> None:
    front = values(run, "front", "--data", folder)
    assert front["stories"][0]["reasons"]
    situations = values(run, "situations", "--text", "azerbaijan", "--data", folder)
    assert situations
    dossier = values(run, "dossier", situations[0]["id"], "--data", folder)
    assert len(dossier["sections"]) == 7
    code, out, _ = run("dossier", situations[0]["id"], "--data", folder)
    assert code == 0
    assert "BACKGROUND" in out
    assert "[1] version" in out
    assert run("front", "--data", folder)[0] == 0
    assert run("situations", "--data", folder)[0] == 0


def test_taste_judges_headlines_and_says_why(run: Run) -> None:
    pairs = values(
        run,
        "taste",
        "Qatar, Turkey to join third day of Gaza peace talks in Egypt",
        "US, Qatar, Turkey to join third day of Gaza peace talks in Egypt",
        "Study finds women have higher genetic risk of depression",
    )
    assert [pair["same_line"] for pair in pairs] == [True, False, False]
    code, out, _ = run("taste", "Cow wins prize", "Mill reopens")
    assert code == 0
    assert "two stories" in out
    assert run("taste", "Only one")[0] == 2


def test_decisions_are_taken_listed_and_taken_back(run: Run, folder: Path) -> None:
    front = values(run, "front", "--data", folder)["stories"]
    first, second = front[0]["story"], front[1]["story"]
    made = values(run, "decide", "merge", first, second, "--data", folder, "--note", "one thing")
    assert values(run, "story", second, "--data", folder)["id"] == min(first, second)
    assert "decision" in made["said"]
    values(run, "undo", made["decision"], "--data", folder)
    assert values(run, "story", second, "--data", folder)["id"] == second
    book = values(run, "decisions", "--data", folder)
    assert [entry["kind"] for entry in book][:2] == ["undo", "merge"]
    assert book[1]["taken_back"]
    assert run("decisions", "--data", folder)[0] == 0


def test_headlines_that_are_empty_are_no_stories(run: Run) -> None:
    code, out, err = run("taste", "", "")
    assert (code, out) == (Misconfigured.exit_code, "")
    assert "empty" in err


def test_everything_can_be_judged_again(run: Run, folder: Path) -> None:
    assert values(run, "retaste", "--data", folder)["versions"] == 1498


def test_orders_reach_a_desk_that_is_served(run: Run, own_demo: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(own_demo) as served:
        own_demo.announce(served.base)
        folder = own_demo.settings.data
        story = values(run, "front", "--data", folder)["stories"][3]["story"]
        made = values(run, "decide", "pin", story, "--level", "story", "--data", folder)
        assert own_demo.store.story(story).pinned
        values(run, "undo", made["decision"], "--data", folder)
        assert not own_demo.store.story(story).pinned
        (tmp_path / "village.xml").write_text(FEED)
        assert values(run, "add", tmp_path / "village.xml", "--data", folder)["items"] == 2
        assert own_demo.store.search("mill reopens")
        _check_copy_by_hand(run, own_demo, monkeypatch)
        assert values(run, "retaste", "--data", folder)["versions"] == own_demo.store.figures().items
        assert run("decide", "pin", 999999, "--data", folder)[0] == 4
        _check_refusal(run, folder, served)


def _check_copy_by_hand(run: Run, desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes by a pipe, what is held and what lies in quarantine is in hand while the desk is served, too."""
    folder = desk.settings.data
    held = json.dumps({"uri": "urn:h", "type": "text", "pubstatus": "withheld", "headline": "Quarry to close", "body_text": "So."})
    # More than a form may hold.
    handed = [json.dumps({**json.loads(held), "body_text": "The quarry closes. " * 8000}).encode(), b"\x00\x01\x02\x03" * 50]
    for body, code in zip(handed, (0, 1), strict=True):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(body)))
        assert run("add", "-", "--name", "Pipe", "--data", folder)[0] == code
    (version,) = desk.held()
    assert values(run, "held", "--release", version.id, "--data", folder) == {"released": 1}
    assert [line.headline for line in desk.store.lines(Wanted(source="pipe"))] == ["Quarry to close"]
    (bad,) = desk.store.deliveries(state="quarantined")
    assert values(run, "quarantine", "--again", bad.id, "--data", folder)["items"] == 0
    assert values(run, "quarantine", "--again", "all", "--data", folder)["quarantined"] == 1


def _check_refusal(run: Run, folder: Path, served: Served) -> None:
    code, _, err = run("serve", "--data", folder)
    assert code == 3
    assert served.base in err


def test_settings_are_listed_and_come_from_file_and_environment(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "copytaster.toml").write_text('title = "The Village Desk"\nport = 9001\n')
    monkeypatch.setenv("COPYTASTER_PORT", "9002")
    held = {row["name"]: row["value"] for row in values(run, "settings", "--data", tmp_path)}
    assert (held["title"], held["port"]) == ("The Village Desk", "9002")


def test_the_token_is_printed_and_can_be_made_anew(run: Run, tmp_path: Path) -> None:
    first = run("token", "--data", tmp_path)[1]
    assert run("token", "--data", tmp_path)[1] == first
    assert run("token", "--new", "--data", tmp_path)[1] != first


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_are_printed(run: Run, shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, _ = run("completion", shell)
    assert code == 0
    assert "copytaster" in out


def test_check_finds_the_faults_of_the_seed_analysis(run: Run) -> None:
    from importlib import resources

    page = resources.files("copytaster.demo").joinpath("data/seed-page/page.txt")
    code, out, _ = run("check", str(page), "--day", "2025-10-08", "--json")
    assert code == 1
    found = json.loads(out)
    assert {"before-trigger", "no-sources", "no-voice"} <= {f["code"] for f in found["findings"]}
    assert len(found["outline"]["contests"]) == 2


# What goes wrong: one clear sentence, the right exit code, nothing lost.


def test_check_follows_the_marks_of_versions_into_a_desk(run: Run, tmp_path: Path) -> None:
    wire = tmp_path / "copy.jsonl"
    item = {"id": "a", "title": "Two brothers die", "text": "Two brothers died in Yekaterinburg.", "time": "2025-06-28T10:00:00Z"}
    wire.write_text(json.dumps(item) + "\n")
    desk = str(tmp_path / "desk")
    assert run("add", str(wire), "--data", desk)[0] == 0
    text = tmp_path / "row.md"
    text.write_text("# Row\n\n## Trigger\n\nThree brothers died in Yekaterinburg {v:1}. Two brothers died {v:99}.\n")
    found = {(f["code"], f["place"]) for f in json.loads(run("check", str(text), "--data", desk, "--json")[1])["findings"]}
    assert ("unsourced-number", "Trigger, sentence 1") in found
    assert ("lost-source", "Trigger, sentence 2") in found
    assert ("unsourced-name", "Trigger, sentence 1") not in found


def test_check_says_what_is_no_day_and_that_it_knows_no_desk(run: Run, tmp_path: Path) -> None:
    text = tmp_path / "row.md"
    text.write_text("# Row\n\n## Trigger\n\nThree brothers died in Yekaterinburg {v:1414}.\n")
    code, _, err = run("check", str(text), "--day", "yesterday")
    assert (code, "Traceback" in err) == (2, False)
    assert "--day yesterday: this is no day; write it like 2025-10-08" in err
    code, out, _ = run("check", str(text))
    assert code == 1
    assert "{v:1414}" in out
    assert "--data" in out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["wire"], 3, "no desk here yet"),
        (["story", "1"], 3, "no desk here yet"),
        (["add", "/nowhere/at/all.xml"], 1, "no file or folder /nowhere/at/all.xml"),
        (["add", "http://127.0.0.1:9/feed"], 1, "127.0.0.1"),
        (["fetch", "nobody"], 3, "no desk here yet"),
        (["decide", "pin", "7"], 3, "no desk here yet"),
        (["eval", "beauty", "--data", "."], 2, "no eval named 'beauty'"),
        (["eval", "stories", "--data", "/nowhere"], 1, "/nowhere"),
        (["demo", "--once", "--replay", "fast"], 2, "600x"),
        (["check", "/nowhere.md"], 1, "/nowhere.md"),
    ],
)
def test_trouble_is_one_sentence_and_an_exit_code(run: Run, tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    takes_data = arguments[0] not in ("eval", "check")
    got, _, err = run(*arguments, *(["--data", tmp_path / "desk"] if takes_data else []))
    assert (got, said in err) == (code, True), err
    assert "Traceback" not in err
    assert err.strip().count("\n") == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["fetch", "nobody"], "nobody"),
        (["decide", "pin", "7"], "no line 7"),
        (["undo", "3"], "no decision 3"),
        (["wire", "--source", "nobody"], "no wire goes by nobody"),
        (["search", "--source", "nobody", "flood"], "no wire goes by nobody"),
        (["quarantine", "--again", "9"], "no delivery 9 lies in quarantine"),
    ],
)
def test_what_is_not_on_the_desk_is_named(run: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    with open_desk(tmp_path / "desk"):
        pass
    got, _, err = run(*arguments, "--data", tmp_path / "desk")
    assert (got, said in err) == (4, True), err


def test_a_bad_setting_is_named_with_its_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "copytaster.toml"
    for text, said in (("prot = 1", "prot"), ('port = "many"', "port"), ("port = 99999", "port"), ("title = ", "not TOML")):
        file.write_text(text)
        code, _, err = run("settings", "--data", tmp_path)
        assert code == 2
        assert str(file) in err
        assert said in err


def test_a_port_that_is_taken_is_told_with_what_to_do(run: Run, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, _, err = run("serve", "--port", port, "--data", tmp_path)
    assert code == 2
    assert f"127.0.0.1:{port}" in err
    assert "--port" in err


def test_an_unreadable_file_is_named_and_lies_in_quarantine(run: Run, tmp_path: Path) -> None:
    (tmp_path / "noise.xml").write_bytes(bytes(range(256)) * 20)
    code, _, err = run("add", tmp_path / "noise.xml", "--data", tmp_path / "desk")
    assert code == 1
    assert "noise.xml" in err
    ((_, kept),) = [(row["delivery"], row["source"]) for row in values(run, "quarantine", "--data", tmp_path / "desk")]
    assert kept == "noise-xml"


def test_output_that_nobody_reads_to_its_end_is_no_error(folder: Path) -> None:
    program = f"{sys.executable} -m copytaster.cli export lines --data {folder} | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_stories_are_put_together_by_hand_and_told_in_one_dossier(run: Run, tmp_path: Path) -> None:
    folder, lines = tmp_path / "desk", tmp_path / "lines.jsonl"
    told = ("Dockers in Riga walked out on Tuesday over their pay.", "A glacier above Lima lost a third of its ice in ten years.")
    lines.write_text("".join(json.dumps({"text": text, "date": f"2024-05-0{n}"}) + "\n" for n, text in enumerate(told, start=1)))
    run("add", lines, "--data", folder)
    assert "decide merge --level situation" in "".join(run("situations", "--data", folder)[1:])
    assert "walked out" in run("dossier", 1, "--data", folder)[1]
    run("decide", "merge", "--level", "situation", 1, 2, "--data", folder)
    text = run("dossier", 1, "--data", folder)[1]
    assert "walked out" in text
    assert "glacier" in text
