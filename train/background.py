"""Makes copytaster/text/data/background.txt.gz: how common a word is in news and in some forty languages.

    python -m train.background --data DATA      (needs the package wordfreq, which only this script uses)

English counts are document frequencies over sentences of news (NewsDiscourse, PolNeAR, Timeline17, Wikipedia Current Events
2020-2023, Wikinews 2019-2020), smoothed with wordfreq's frequencies; other languages are wordfreq alone (data under
CC BY-SA 4.0). None of the sets that the judges are scored on is counted. What ships is a word and a class of frequency; words
of fewer than three documents are left out, so no text can be read back.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
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


def english(data: Path) -> dict[str, float]:
    """Logarithm of the share of English news sentences that hold a word."""
    from wordfreq import get_frequency_dict

    in_sentences: Counter[str] = Counter()
    in_documents: Counter[str] = Counter()
    total = 0
    for document in documents(data):
        seen: set[str] = set()
        for sentence in sentences(document):
            held = set(words(sentence.text))
            in_sentences.update(held)
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
    return dict(sorted(((w, math.log(s)) for w, s in mixed.items() if s > 0), key=lambda p: (-p[1], p[0]))[:KEPT_ENGLISH])


def other(language: str) -> dict[str, float]:
    """Logarithm of the share of sentences that hold a word, guessed from wordfreq's shares of all words."""
    from wordfreq import get_frequency_dict

    shares: Counter[str] = Counter()
    for printed, share in get_frequency_dict(language, wordlist="best").items():
        for word in words(printed):
            shares[word] += share
    return {w: math.log(min(1, WORDS_IN_A_SENTENCE * s)) for w, s in shares.most_common(KEPT_OTHERS)}


def write(tables: dict[str, dict[str, float]], target: Path) -> None:
    """One line a language and class: the language, the class, the words of that class."""
    lines = []
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
    write({"en": english(data)} | {language: other(language) for language in LANGUAGES}, TARGET)


if __name__ == "__main__":
    main()
