"""The language of an item, scored on sentences of known languages: whole, and cut to their first eight words as headlines are.

`data` is a folder or archive of texts, one sentence a line, each file named by its language (`de.txt`); or JSON lines with
`text` and `language`. Chinese and Japanese, which have no blanks, are cut to sixteen signs. Sentences are scored in the same run:
five lines of a file joined by blanks are parted again (`sentence_f1`). It must not tell the reader which file it is reading.
"""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from pathlib import Path

from copytaster.errors import Misconfigured
from copytaster.evals import Score
from copytaster.evals.corpus import files, share
from copytaster.evals.scoring import f1
from copytaster.text.language import detect
from copytaster.text.sentences import sentences

_PLACE = "language/pud-sentences.tar.gz"
_WORDS, _SIGNS, _JOINED, _MOST_ERRORS = 8, 16, 5, 20


def run(data: Path) -> Score:
    """Score the telling of languages. Raises `Misconfigured` where there are no sentences of a known language."""
    texts = known(data)
    if not texts:
        raise Misconfigured(f"no sentences in files named by their language stand in {data}")
    detect("The languages are loaded before the clock runs.")
    errors: list[str] = []
    count: Counter[str] = Counter()
    seconds = 0.0
    rows: list[dict[str, float | int | str]] = []
    for code, lines in texts.items():
        short = [" ".join(line.split()[:_WORDS]) if " " in line.strip() else line[:_SIGNS] for line in lines]
        began = time.process_time()
        whole, cut = [detect(line).code for line in lines], [detect(line).code for line in short]
        seconds += time.process_time() - began
        held, held_short = sum(c == code for c in whole), sum(c == code for c in cut)
        count.update({"sentences": len(lines), "held": held, "short": held_short})
        errors += [f"{code} taken for {c or 'nothing'}: {line[:90]}" for c, line in zip(cut, short, strict=True) if c != code][:3]
        rows.append({"language": code, "accuracy": share(held, len(lines)), "accuracy_eight_words": share(held_short, len(lines))})
    figures: dict[str, float | int | str] = {
        "languages": len(texts),
        "sentences": count["sentences"],
        "accuracy": share(count["held"], count["sentences"]),
        "accuracy_eight_words": share(count["short"], count["sentences"]),
        "worst_accuracy": min(float(row["accuracy"]) for row in rows),
        "per_second": round(2 * count["sentences"] / seconds),
    }
    return Score("language", figures | _parting(texts), errors=tuple(errors[:_MOST_ERRORS]), rows=tuple(rows))


def known(data: Path) -> dict[str, list[str]]:
    """Sentences by their language, from a corpus or from its place below a folder of corpora."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, body in files(data / _PLACE if (data / _PLACE).exists() else data):
        bare = name.rpartition("/")[2]
        text = body.decode("utf-8", errors="replace")
        if bare.endswith(".txt") and 2 <= len(bare.removesuffix(".txt")) <= 3:
            found[bare.removesuffix(".txt")] += [line for line in text.splitlines() if line.strip()]
        elif bare.endswith(".jsonl"):
            for value in map(json.loads, filter(str.strip, text.splitlines())):
                if value.get("text") and value.get("language"):
                    found[value["language"]].append(value["text"])
    return {code: lines for code, lines in found.items() if lines}


def _parting(texts: dict[str, list[str]]) -> dict[str, float | int | str]:
    """Sentences, five of them joined, parted again: the ends that are found, and how many signs a second."""
    right = told = expected = signs = 0
    seconds = 0.0
    for lines in texts.values():
        blank = " " if sum(" " in line for line in lines) > len(lines) / 2 else ""
        for start in range(0, len(lines) - _JOINED + 1, _JOINED):
            part = [" ".join(line.split()) for line in lines[start : start + _JOINED]]
            text, ends, place = blank.join(part), set(), 0
            for line in part:
                ends.add(place + len(line))
                place += len(line) + len(blank)
            began = time.process_time()
            parted = sentences(text, detect(text).code)
            seconds += time.process_time() - began
            found = {sentence.end for sentence in parted}
            right, told, expected, signs = right + len(ends & found), told + len(found), expected + len(ends), signs + len(text)
    precision, recall = right / max(told, 1), right / max(expected, 1)
    return {"sentence_f1": round(f1(precision, recall), 4), "signs_per_second": round(signs / max(seconds, 1e-9))}
