"""Evaluation as part of the product: `copytaster eval NAME --data PATH` scores a judge on anybody's data.

Each name stands for one function `run(data: Path) -> Score` in a module of this room. It must not fit anything to the data that
it is given: what it scores is what the desk runs.
"""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from copytaster.errors import Misconfigured

# name -> (module:function, what it scores)
EVALS: Mapping[str, tuple[str, str]] = {
    "feeds": ("feeds:run", "feed reading against feedparser's own suite, or against feedparser on real feeds"),
    "agency": ("agency:run", "agency formats: read, headline, id, date, body, kill, correction, embargo"),
    "pages": ("pages:run", "article text, title and date from pages"),
    "language": ("language:run", "the language of an item"),
    "encodings": ("encodings:run", "texts in old encodings that declare none"),
    "pasted": ("pasted:run", "pasted lists of headlines and pasted stories told apart"),
    "fetch": ("fetch:run", "fetching on loopback: speed, bombs, private addresses, politeness"),
    "intake": ("intake:run", "the whole way from bytes to page, items a second"),
    "versions": ("versions:run", "folding the versions of one dispatch"),
    "stories": ("stories:run", "putting lines into stories"),
    "situations": ("situations:run", "putting stories into situations"),
    "taste": ("taste:run", "pairs of headlines or texts: same news or not"),
    "roles": ("roles:run", "the function of each sentence in its document"),
    "dates": ("dates:run", "time expressions found and resolved"),
    "timeline": ("timeline:run", "the timeline of a topic"),
    "claims": ("claims:run", "who says what"),
    "dossier": ("dossier:run", "dossiers: citations that hold, planted faults found"),
}


@dataclass(frozen=True, slots=True)
class Score:
    """What a run found: figures under plain keys, remarks in words, and the worst errors in words."""

    name: str
    figures: Mapping[str, float | int | str]
    notes: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    rows: tuple[Mapping[str, float | int | str], ...] = field(default=())


def load(name: str) -> Callable[[Path], Score]:
    """The function that scores `name`. Raises `Misconfigured` for a name that is not there."""
    if name not in EVALS:
        raise Misconfigured(f"there is no eval named {name!r}; there are: {', '.join(sorted(EVALS))}")
    module, function = EVALS[name][0].split(":")
    found: Callable[[Path], Score] = getattr(importlib.import_module(f"copytaster.evals.{module}"), function)
    return found


def corpus_digest(path: Path) -> str:
    """A fingerprint of a file, or of all files below a folder with their names: which data a figure belongs to."""
    whole = hashlib.sha256()
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    for file in files:
        whole.update(str(file.relative_to(path if path.is_dir() else path.parent)).encode())
        whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()[:16]
