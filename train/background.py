"""Makes copytaster/text/data/background.txt.gz: how common a word is in news and in some forty languages, and how often it names.

    python -m train.background --data DATA      (needs the package wordfreq, which only this script uses)

English counts are document frequencies over sentences of news (NewsDiscourse, PolNeAR, Timeline17, Wikipedia Current Events
2020-2023, Wikinews 2019-2020), smoothed with wordfreq's frequencies; other languages are wordfreq alone (data under
CC BY-SA 4.0). How often a word names is the share of its capitals inside sentences, in tenths, for English. None of the sets that
the judges are scored on is counted. What ships is a word and a class of frequency; words of fewer than three documents are left
out, so no text can be read back.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from copytaster.text.sentences import sentences
from copytaster.text.words import words

TARGET = Path(__file__).parent.parent / "copytaster" / "text" / "data" / "background.txt.gz"
# Frequencies are kept as natural logarithms in steps of a quarter.
STEP = 0.25
WORDS_IN_A_SENTENCE = 20
# wordfreq weighs as much as this many sentences, so that it decides only where the news corpora are silent.
PRIOR_SENTENCES = 40_000
FEWEST_DOCUMENTS = 3
PRINTED = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
KEPT_ENGLISH = 60_000
KEPT_OTHERS = 4_000
LANGUAGES = (
    "ar bg bn ca cs da de el es fa fi fil fr he hi hu id is it ja ko lt lv mk ms nb nl pl pt ro ru sh sk sl sv ta tr uk ur vi zh"
).split()


def documents(data: Path) -> Iterator[str]:
    """The texts that are counted."""
    for name in ("roles/newsdiscourse-train-validation.tar.gz", "attribution/polnear-train-dev.tar.gz"):
        yield from (text for path, text in members(data / name) if path.endswith(".txt"))
    for path, text in members(data / "timelines/timeline17-share.tar.gz"):
        if path.endswith("articles.jsonl"):
            yield from (json.loads(line)["text"] for line in text.splitlines())
    for name in ("stories/current-events-2020_2023.jsonl.gz", "demo/enwikinews_2019_2020.jsonl.gz"):
        with gzip.open(data / name, "rt", encoding="utf-8") as file:
            yield from (json.loads(line)["text"] for line in file)


def members(archive: Path) -> Iterator[tuple[str, str]]:
    """The files of a tar archive as text."""
    with tarfile.open(archive) as tar:
        for member in tar:
            file = tar.extractfile(member) if member.isfile() else None
            if file is not None and "/._" not in member.name:
                yield member.name, file.read().decode("utf-8", errors="replace")


def english(data: Path) -> tuple[dict[str, float], dict[str, int]]:
    """Logarithm of the share of English news sentences that hold a word, and how often a word is capitalised, in tenths."""
    from wordfreq import get_frequency_dict

    upper: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    in_sentences: Counter[str] = Counter()
    in_documents: Counter[str] = Counter()
    total = 0
    for document in documents(data):
        seen: set[str] = set()
        for sentence in sentences(document):
            held = set(words(sentence.text))
            in_sentences.update(held)
            _count_capitals(sentence.text, upper, lower)
            seen |= held
            total += 1
        in_documents.update(seen)
    prior: Counter[str] = Counter()
    for printed, share in get_frequency_dict("en", wordlist="large").items():
        for word in words(printed):
            prior[word] += share
    mixed: dict[str, float] = {}
    for word in {*prior, *(w for w, n in in_documents.items() if n >= FEWEST_DOCUMENTS)}:
        counted = in_sentences[word] if in_documents[word] >= FEWEST_DOCUMENTS else 0
        mixed[word] = (counted + PRIOR_SENTENCES * min(1, WORDS_IN_A_SENTENCE * prior[word])) / (total + PRIOR_SENTENCES)
    print(f"{total} sentences; {len(mixed)} words")
    kept = dict(sorted(((w, math.log(s)) for w, s in mixed.items() if s > 0), key=lambda p: (-p[1], p[0]))[:KEPT_ENGLISH])
    seen_often = [w for w in kept if upper[w] + lower[w] >= FEWEST_DOCUMENTS]
    return kept, {w: round(10 * (upper[w] + 0.5) / (upper[w] + lower[w] + 1)) for w in seen_often}


def _count_capitals(sentence: str, upper: Counter[str], lower: Counter[str]) -> None:
    """Capitals inside a sentence; its first word is capitalised anyway, and a sentence In Title Case tells nothing."""
    found = PRINTED.findall(sentence)
    if len(found) < 6 or sum(word[0].isupper() for word in found) > 0.6 * len(found):
        return
    for word in found[1:]:
        (upper if word[0].isupper() else lower).update(words(word))


def other(language: str) -> dict[str, float]:
    """Logarithm of the share of sentences that hold a word, guessed from wordfreq's shares of all words."""
    from wordfreq import get_frequency_dict

    shares: Counter[str] = Counter()
    for printed, share in get_frequency_dict(language, wordlist="best").items():
        for word in words(printed):
            shares[word] += share
    return {w: math.log(min(1, WORDS_IN_A_SENTENCE * s)) for w, s in shares.most_common(KEPT_OTHERS)}


def write(tables: dict[str, dict[str, float]], naming: dict[str, int], target: Path) -> None:
    """One line a language and class: the language, the class, the words of that class; then `@` and tenths of capitals likewise."""
    tenths: dict[int, list[str]] = {}
    for word, tenth in naming.items():
        tenths.setdefault(tenth, []).append(word)
    lines = [f"@ {tenth} {' '.join(sorted(found))}" for tenth, found in sorted(tenths.items())]
    for language, table in tables.items():
        classes: dict[int, list[str]] = {}
        for word, value in table.items():
            classes.setdefault(round(-value / STEP), []).append(word)
        lines += [f"{language} {c} {' '.join(sorted(found))}" for c, found in sorted(classes.items())]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    print(f"{target}: {target.stat().st_size} bytes")


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    table, naming = english(data)
    write({"en": table} | {language: other(language) for language in LANGUAGES}, naming, TARGET)


if __name__ == "__main__":
    main()
