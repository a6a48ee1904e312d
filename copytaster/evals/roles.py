"""`copytaster eval roles`: the function of each sentence in its document, scored on NewsDiscourse or any folder in its layout.

Each text file (sentences marked S1, S2, ...) stands beside a brat file with a label for each mark. Documents that the weights were
trained on are scored by the one fold of the model that never saw them, so that figures on the training corpus are
cross-validated by document; other documents are scored by all folds, as the desk does. `fifth_*` is the precision of the most
confident fifth of what is put into a group, as a dossier uses them: into background, event and reaction by the label, into the
outlook by the second look that a dossier takes (dossier/outlook), which puts fewer there than have the label (`put_outlook` of
`labelled_expectation`; `fifth_expectation` is that of all that have it).
"""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt

from copytaster.desk.encoders import larger
from copytaster.dossier import largerroles
from copytaster.dossier.outlook import AHEAD, bar, chances
from copytaster.dossier.rolemodel import LABELS, fingerprint, model, scores, settled
from copytaster.evals import Score
from copytaster.evals.newsdiscourse import Document, documents, seen

# What a dossier makes of the labels. A reaction is an evaluation, or anything that somebody says.
GROUPS = {
    "background": ("previous", "context", "history"),
    "event": ("main", "consequence"),
    "reaction": ("evaluation",),
}
_SAID = 0.5
Floats = npt.NDArray[np.float32]


def run(data: Path, *, encoder: str = "", weights: str = "") -> Score:
    """Score the roles of every document below `data`: by the core model, or by the larger one on the `encoder` that is named."""
    held = larger(encoder, weights)
    found: list[Floats] = []
    speech: list[Floats] = []
    ahead: list[Floats] = []
    bars: list[float] = []
    corpus: list[Document] = []
    folds = held.documents if held else model().documents
    began, held_out = time.process_time(), 0
    for document in documents(data):
        fold = folds.get(fingerprint(document.sentences))
        held_out += fold is not None
        if held:
            told, said = largerroles.scores(held, document.sentences, seen(document), headline=document.headline, fold=fold)
            found.append(largerroles.settled(held, told, fold))
        else:
            told, said = scores(seen(document), headline=document.headline, fold=fold)
            found.append(settled(told, fold))
        speech.append(said)
        ahead.append(chances(document.sentences, told, said, fold=fold))
        bars += [bar(fold)] * len(document.sentences)
        corpus.append(document)
    seconds = time.process_time() - began
    likely, said, future = np.concatenate(found), np.concatenate(speech), np.concatenate(ahead)
    gold = np.array([LABELS.index(label) for d in corpus for label in d.labels])
    spoken = np.array([s for d in corpus for s in d.speech])
    guess, put = likely.argmax(axis=1), future > np.array(bars)
    counts = [_row(guess == i, gold == i) for i in range(len(LABELS))]
    rows: tuple[dict[str, float | int | str], ...] = tuple(
        {"label": label, **row} for label, row in zip(LABELS, counts, strict=True)
    )
    figures: dict[str, float | int | str] = {
        "model": f"larger, on {encoder}" if held else "core",
        "macro_f1": round(float(np.mean([row["f1"] for row in counts])), 2),
        "micro_f1": round(100 * float((guess == gold).mean()), 2),
        "speech_f1": _row(said > _SAID, spoken)["f1"],
        **{f"fifth_{name}": _of_group(name, likely, said, gold, spoken) for name in GROUPS},
        "fifth_outlook": _fifth(put, future, gold == AHEAD),
        "put_outlook": int(put.sum()),
        "right_outlook": round(100 * float((gold == AHEAD)[put].mean()), 2) if put.any() else 0.0,
        "labelled_expectation": int((guess == AHEAD).sum()),
        "fifth_expectation": _fifth(guess == AHEAD, future, gold == AHEAD),
        "documents": len(corpus),
        "sentences": len(gold),
        "documents_seen_in_training": held_out,
        "ms_per_sentence": round(1000 * seconds / len(gold), 3),
    }
    how = "cross-validated by document" if held_out else "held out: none of these documents was trained on"
    notes = (f"{held_out} of {len(corpus)} documents were trained on; {how}",)
    return Score("roles", figures, notes, tuple(_errors(corpus, guess, likely)), rows)


def _row(guess: npt.NDArray[np.bool_], gold: npt.NDArray[np.bool_]) -> dict[str, float | int]:
    right = int((guess & gold).sum())
    precision, recall = right / max(1, int(guess.sum())), right / max(1, int(gold.sum()))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {
        "precision": round(100 * precision, 2),
        "recall": round(100 * recall, 2),
        "f1": round(100 * f1, 2),
        "gold": int(gold.sum()),
    }


def _of_group(name: str, likely: Floats, said: Floats, gold: npt.NDArray[np.int_], spoken: npt.NDArray[np.bool_]) -> float:
    members = [LABELS.index(label) for label in GROUPS[name]]
    sure = likely[:, members].sum(axis=1)
    put = np.isin(likely.argmax(axis=1), members)
    right = np.isin(gold, members)
    if name == "reaction":
        put, right, sure = put & (said > _SAID), right | spoken, sure * said
    return _fifth(put, sure, right)


def _fifth(put: npt.NDArray[np.bool_], sure: Floats, right: npt.NDArray[np.bool_]) -> float:
    """How many of the surest fifth of what was put are right, in percent."""
    size = max(1, int(put.sum()) // 5)
    surest = np.argsort(-np.where(put, sure, -1.0), kind="stable")[:size]
    return round(100 * float(right[surest].mean()), 2)


def _errors(corpus: list[Document], guess: npt.NDArray[np.int_], likely: Floats) -> list[str]:
    """The surest mistakes, at most twenty, and the commonest confusions."""
    told = [(d.name, label, s) for d in corpus for label, s in zip(d.labels, d.sentences, strict=True)]
    wrong = [(float(likely[i].max()), i) for i in range(len(told)) if told[i][1] != LABELS[guess[i]]]
    confused = Counter((told[i][1], LABELS[guess[i]]) for _, i in wrong)
    lines = [f"{n} times {gold} taken for {said}" for (gold, said), n in confused.most_common(8)]
    for sure, i in sorted(wrong, reverse=True)[:20]:
        name, gold, text = told[i]
        lines.append(f"{name}: {gold} taken for {LABELS[guess[i]]} ({sure:.2f}): {text[:120]}")
    return lines
