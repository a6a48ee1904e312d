"""Documentation is tested: what it names is there, what is there is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import copytaster.errors
import copytaster.model
from copytaster import cli
from copytaster.settings import meanings
from scripts.docs import PAGES

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
TEXTS = [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_made_from_the_code_is_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), "run `make docs`"


def test_every_setting_and_command_is_documented() -> None:
    settings = (DOCS / "settings.md").read_text(encoding="utf-8")
    assert [name for name, _, _ in meanings() if f"`{name}`" not in settings] == []
    commands = (DOCS / "commands.md").read_text(encoding="utf-8")
    assert [name for name in cli.cli.commands if f"## copytaster {name}\n" not in commands] == []


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_links_lead_somewhere(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?://)([^)#\s]+)", text)
    assert [target for target in targets if not (file.parent / target).exists()] == []


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_commands_that_are_named_exist(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    named = set(re.findall(r"`copytaster ([a-z][a-z-]+)", text)) | set(
        re.findall(r"^(?:\.venv/bin/)?copytaster ([a-z-]+)", text, re.MULTILINE)
    )
    assert named - set(cli.cli.commands) == set()
    made = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", text)) - made == set()


def test_the_glossary_names_every_noun_of_the_model() -> None:
    glossary = (DOCS / "glossary.md").read_text(encoding="utf-8")
    code = set(re.findall(r"`([A-Z]\w+)", glossary))
    nouns = ["Source", "Delivery", "Item", "Version", "Line", "Story", "Situation", "Decision", "Change", "Weight", "LineCall"]
    for noun in nouns:
        assert hasattr(copytaster.model, noun)
        assert noun in code


def test_the_tree_of_errors_is_drawn_as_it_is() -> None:
    drawn = re.findall(r"([A-Z]\w+)\s{2,}", copytaster.errors.__doc__ or "")
    real = [name for name, value in vars(copytaster.errors).items() if isinstance(value, type)]
    assert sorted(drawn) == sorted(real)


def test_the_readme_begins_with_its_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"```\n(make \w+)\n```", readme) == ["make demo", "make test"]


def test_every_data_file_that_ships_has_its_attribution() -> None:
    for folder in (ROOT / "copytaster" / "demo" / "data").iterdir():
        assert (folder / "ATTRIBUTION.txt").read_text(encoding="utf-8").strip(), folder


def test_nothing_speaks_of_machines_or_registries() -> None:
    hosts = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian\.org|/work/|/root/")
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for file in [
        *TEXTS,
        *ROOT.glob("*.toml"),
        ROOT / "Makefile",
        *(ROOT / "copytaster").rglob("*.py"),
        *(ROOT / "tests").rglob("*.py"),
    ]:
        if file != Path(__file__):
            assert not hosts.search(file.read_text(encoding="utf-8")), file
    assert not hosts.search(lock)
