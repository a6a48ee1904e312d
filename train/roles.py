"""Makes copytaster/dossier/data/roles.npz: the weights of the sentence roles (copytaster/dossier/rolemodel.py).

    python -m train.roles --data DATA      (needs torch and scikit-learn, which only the training scripts use)

Trained on NewsDiscourse (roles/), train and validation parts, in five folds by document: each fold's pair of models sees the other
four fifths. A multinomial logistic regression over the features of a sentence and its neighbours, and a two-way gated recurrent
network over a document's sentences; then an offset for each label, so that the rare ones are found. Features of fewer than four
documents are dropped. The order of documents, the folds and all
dice are fixed, so that the same data gives the same weights on the same libraries.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from copytaster.dossier.rolefeatures import Features, of_word
from copytaster.dossier.rolemodel import CIRCLES, CLUSTERS, FOLDS, LABELS, NOBODY, PAIRS, Index, fingerprint, scores
from copytaster.dossier.rolemodel import dense as dense_of
from copytaster.evals.newsdiscourse import Document, documents, seen

TARGET = Path(__file__).parent.parent / "copytaster" / "dossier" / "data" / "roles.npz"
# Chosen on folds: the linear model's inverse regularisation (0.01-0.1 tried) and the least number of documents of a feature (3-6).
STRENGTH, SPEECH_STRENGTH, FEWEST = 0.02, 0.05, 4
EMBEDDED, HIDDEN, EPOCHS, BATCH, RATE = 32, 64, 12, 16, 2e-3
OFFSETS, OFFSET_ROUNDS, RARITY = np.arange(-0.6, 1.21, 0.1), 3, 0.3
DROPPED, FEATURES_DROPPED, RARE_POWER, SPEECH_SHARE = 0.5, 0.4, 0.35, 0.3


def main() -> None:
    """Train all folds and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    corpus = list(documents(parser.parse_args().data / "roles" / "newsdiscourse-train-validation.tar.gz"))
    found = [seen(document) for document in corpus]
    folds = np.array([fingerprint(document.sentences) % FOLDS for document in corpus])
    held = learned(corpus, found, folds, [folds == fold for fold in range(FOLDS)])
    TARGET.parent.mkdir(exist_ok=True)
    np.savez_compressed(TARGET, **held)
    held["offsets"] = _offsets(corpus, found, folds)
    np.savez_compressed(TARGET, **held)
    features = sum(str(held[f"names_{circle}"]).count("\n") + 1 for circle in ("own", "near", "far"))
    print(f"{len(corpus)} documents, {features} features, {TARGET.stat().st_size} bytes")


def learned(corpus: list[Document], found: list[list[Features]], folds: Any, held_out: list[Any]) -> dict[str, Any]:
    """FOLDS models as arrays, without offsets. `held_out` says for each of them which documents it does not see."""
    named = [_named(document) for document in found]
    index = _index(named)
    rows = [_rows(document, index) for document in named]
    linear, bias = _linear(corpus, rows, held_out, index)
    embedding, net = _networks(corpus, found, rows, held_out, index)
    held: dict[str, Any] = {"bias": bias, "folds": folds.astype(np.int8)}
    held["documents"] = np.array([fingerprint(d.sentences) for d in corpus], dtype=np.int64)
    held["offsets"] = np.zeros((FOLDS + 1, len(LABELS)), np.float32)
    for circle, names in (("own", index.own), ("near", index.near), ("far", index.far)):
        held[f"names_{circle}"] = np.array("\n".join(names))
    held["rows_net"] = np.array(index.net, dtype=np.int32)
    for circle in CIRCLES:
        held[f"linear_{circle}"], held[f"scale_{circle}"] = _rounded(linear[circle])
    held["embedding"], held["embedding_scale"] = _rounded(embedding)
    return held | {f"net_{name}": value.astype(np.float16) for name, value in net.items()}


def _offsets(corpus: list[Document], found: list[list[Features]], folds: Any) -> Any:
    """What is added to the log probability of each label so that the rare ones are found: for each fold learned on what the other
    folds say of documents they did not see, and at last on all of them."""
    labels = np.array([LABELS.index(label) for d in corpus for label in d.labels])
    told = np.concatenate([scores(f, headline=d.headline, fold=int(k))[0] for f, d, k in zip(found, corpus, folds, strict=True)])
    fold_of = np.repeat(folds, [len(d.labels) for d in corpus])
    return np.stack([*(best_offsets(told[fold_of != k], labels[fold_of != k]) for k in range(FOLDS)), best_offsets(told, labels)])


def best_offsets(told: Any, labels: Any) -> Any:
    """The offsets with the best sum of macro and micro F1, found label by label in small steps, then drawn half way to those of the
    labels' rarity: on folds that were not asked, macro / micro F1 52.8 / 59.6 without drawing and 53.2 / 59.6 with; rarity alone
    52.9 / 59.1. Weighing micro F1 less gave 53.1 / 59.1, and a surest fifth of background of 90.9 % instead of 91.6 %."""
    offsets = np.zeros(len(LABELS), np.float32)
    for _ in range(OFFSET_ROUNDS):
        for label in range(len(LABELS)):
            tried = np.tile(offsets, (len(OFFSETS), 1))
            tried[:, label] = OFFSETS
            offsets = max(tried, key=lambda o: _worth(told + o, labels))
    rarity = -np.log(np.bincount(labels, minlength=len(LABELS)) / len(labels))
    return (offsets - offsets.mean() + RARITY * (rarity - rarity.mean())) / 2


def _worth(told: Any, labels: Any) -> float:
    guess = told.argmax(axis=1)
    right = np.bincount(labels[guess == labels], minlength=len(LABELS))
    f1 = 2 * right / (np.bincount(guess, minlength=len(LABELS)) + np.bincount(labels, minlength=len(LABELS)))
    return float(f1.mean() + right.sum() / len(labels))


Named = dict[str, list[list[str]]]


def _named(document: list[Features]) -> Named:
    """The names of the features of each sentence by circle. Pairs of words are left to the linear model: in the networks they cost
    three times the bytes for 0.3 points. Of a neighbour's words the coarse clusters are seen."""
    lexical = [[of_word(w) for w in s.words] for s in document]
    own = [[*(f for fs in lex for f in fs), *s.pairs, *s.seen] for lex, s in zip(lexical, document, strict=True)]
    near = [
        [*(f for fs in lex for f in fs if f.startswith(("w=", CLUSTERS[0]))), *s.heard]
        for lex, s in zip(lexical, document, strict=True)
    ]
    return {"own": own, "near": near, "far": [s.heard for s in document]}


def _index(named: list[Named]) -> Index:
    """The features of enough documents, by circle."""
    own, near, far = _kept(named, "own"), _kept(named, "near", NOBODY), _kept(named, "far")
    embedded = [not name.startswith(PAIRS) for name in own]
    places = np.cumsum(embedded) - 1
    return Index(own, near, far, [int(p) if e else -1 for p, e in zip(places, embedded, strict=True)])


def _kept(named: list[Named], circle: str, *always: str) -> dict[str, int]:
    seen_in: Counter[str] = Counter()
    for document in named:
        seen_in.update({f for sentence in document[circle] for f in sentence})
    return {f: i for i, f in enumerate(sorted({f for f, n in seen_in.items() if n >= FEWEST} | set(always)))}


def _rows(named: Named, index: Index) -> dict[str, list[list[int]]]:
    """For each circle, and for the networks ("net"), the rows of each sentence's features; unknown ones are left out."""
    own, near, far = (
        [[r for f in sentence if (r := rows.get(f)) is not None] for sentence in named[circle]]
        for circle, rows in (("own", index.own), ("near", index.near), ("far", index.far))
    )
    edge = [index.near[NOBODY]]
    return {
        "own": own,
        "before": [edge, *near[:-1]],
        "after": [*near[1:], edge],
        "two_before": [[], [], *far][: len(far)],
        "two_after": [*far, [], []][2:],
        "net": [[n for r in rows if (n := index.net[r]) >= 0] for rows in own],
    }


def _rounded(weights: Any) -> tuple[Any, Any]:
    """Weights as bytes with a scale for each column."""
    scale = np.abs(weights).max(axis=0) / 127 + 1e-12
    return np.round(weights / scale).astype(np.int8), scale.astype(np.float32)


Rows = dict[str, list[list[int]]]


def _linear(corpus: list[Document], weighed: list[Rows], held_out: list[Any], index: Index) -> tuple[Any, Any]:
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    blocks = []
    widths = [len(index.own), *[len(index.near)] * 2, *[len(index.far)] * 2]
    for circle, width in zip(CIRCLES, widths, strict=True):
        rows = [r for document in weighed for r in document[circle]]
        starts = np.cumsum([0, *map(len, rows)])
        flat = np.array([f for r in rows for f in r])
        blocks.append(csr_matrix((np.ones(len(flat), np.float32), flat, starts), shape=(len(rows), width)))
    matrix = hstack(blocks).tocsr()
    matrix.sum_duplicates()
    labels = np.array([LABELS.index(label) for d in corpus for label in d.labels])
    speech = np.array([s for d in corpus for s in d.speech])
    columns, biases = [], []
    for fold in range(FOLDS):
        rows = ~np.repeat(held_out[fold], [len(d.labels) for d in corpus])
        roles = LogisticRegression(C=STRENGTH, max_iter=100, tol=1e-3).fit(matrix[rows], labels[rows])
        said = LogisticRegression(C=SPEECH_STRENGTH, max_iter=100, tol=1e-3).fit(matrix[rows], speech[rows])
        columns += [roles.coef_.T, said.coef_.T]
        biases += [roles.intercept_, said.intercept_]
        print("linear", fold, flush=True)
    weights = np.concatenate(columns, axis=1)
    cuts = np.cumsum(widths)[:-1]
    return dict(zip(CIRCLES, np.split(weights, cuts), strict=True)), np.concatenate(biases)


def _networks(
    corpus: list[Document], found: list[list[Features]], weighed: list[Rows], held_out: list[Any], index: Index
) -> tuple[Any, Any]:
    made = [_network(corpus, found, weighed, held_out[fold], index, fold) for fold in range(FOLDS)]
    embedding = np.concatenate([m.pop("embedding") for m in made], axis=1)
    return embedding, {name: np.stack([m[name] for m in made]) for name in made[0]}


def _network(
    corpus: list[Document], found: list[list[Features]], weighed: list[Rows], held_out: Any, index: Index, fold: int
) -> Any:
    import torch
    from torch import nn

    torch.set_num_threads(1)
    torch.manual_seed(fold)
    dice = np.random.RandomState(fold)
    vectors_of = [torch.tensor(dense_of(f, d.headline)) for f, d in zip(found, corpus, strict=True)]
    nets = [document["net"] for document in weighed]
    flat = [(np.array([x for r in rs for x in r]), np.cumsum([0, *map(len, rs)])[:-1]) for rs in nets]
    labels = [np.array([LABELS.index(x) for x in d.labels]) for d in corpus]
    speech = [np.array(d.speech, dtype=np.float32) for d in corpus]

    class Network(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.embedding = nn.EmbeddingBag(max(index.net) + 1, EMBEDDED, mode="sum")
            nn.init.normal_(self.embedding.weight, 0, 0.05)
            self.inner = nn.Linear(EMBEDDED + vectors_of[0].shape[1], 2 * HIDDEN)
            self.gru = nn.GRU(2 * HIDDEN, HIDDEN, bidirectional=True, batch_first=True)
            self.out = nn.Linear(4 * HIDDEN, len(LABELS) + 1)
            self.drop = nn.Dropout(DROPPED)

        def forward(self, ids: Any, starts: Any, weights: Any, vectors: Any, lengths: list[int]) -> Any:
            summed = self.embedding(ids, starts, per_sample_weights=weights) / 4
            hidden = self.drop(torch.relu(self.inner(self.drop(torch.cat([summed, vectors], 1)))))
            padded = nn.utils.rnn.pad_sequence(torch.split(hidden, lengths), batch_first=True)
            packed = nn.utils.rnn.pack_padded_sequence(padded, torch.tensor(lengths), batch_first=True, enforce_sorted=False)
            states, _ = nn.utils.rnn.pad_packed_sequence(self.gru(packed)[0], batch_first=True)
            states = torch.cat([states[i, :n] for i, n in enumerate(lengths)])
            return self.out(torch.cat([hidden, self.drop(states)], 1))

    train = [i for i in range(len(corpus)) if not held_out[i]]
    counts = np.bincount(np.concatenate([labels[i] for i in train]), minlength=len(LABELS))
    weight = torch.tensor((counts.sum() / counts / len(LABELS)) ** RARE_POWER, dtype=torch.float32)
    network = Network()
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=1e-5)
    steps = EPOCHS * math.ceil(len(train) / BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps)
    network.train()
    for _ in range(EPOCHS):
        dice.shuffle(train)
        for at in range(0, len(train), BATCH):
            batch = train[at : at + BATCH]
            ids = np.concatenate([flat[i][0] for i in batch])
            shifts = np.cumsum([0, *(len(flat[i][0]) for i in batch)])
            starts = np.concatenate([flat[i][1] + shift for i, shift in zip(batch, shifts, strict=False)])
            kept = (dice.rand(len(ids)) > FEATURES_DROPPED).astype(np.float32) / (1 - FEATURES_DROPPED)
            scores = network(
                torch.from_numpy(ids),
                torch.from_numpy(starts),
                torch.from_numpy(kept),
                torch.cat([vectors_of[i] for i in batch]),
                [len(labels[i]) for i in batch],
            )
            told = torch.from_numpy(np.concatenate([labels[i] for i in batch]))
            said = torch.from_numpy(np.concatenate([speech[i] for i in batch]))
            loss = nn.functional.cross_entropy(scores[:, :-1], told, weight=weight)
            loss = loss + SPEECH_SHARE * nn.functional.binary_cross_entropy_with_logits(scores[:, -1], said)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    print("network", fold, flush=True)
    gru = network.gru
    return {
        "embedding": network.embedding.weight.detach().numpy(),
        "in_w": network.inner.weight.detach().numpy(),
        "in_b": network.inner.bias.detach().numpy(),
        "gru_wi": np.stack([gru.weight_ih_l0.detach().numpy(), gru.weight_ih_l0_reverse.detach().numpy()]),
        "gru_wh": np.stack([gru.weight_hh_l0.detach().numpy(), gru.weight_hh_l0_reverse.detach().numpy()]),
        "gru_bi": np.stack([gru.bias_ih_l0.detach().numpy(), gru.bias_ih_l0_reverse.detach().numpy()]),
        "gru_bh": np.stack([gru.bias_hh_l0.detach().numpy(), gru.bias_hh_l0_reverse.detach().numpy()]),
        "out_w": network.out.weight.detach().numpy(),
        "out_b": network.out.bias.detach().numpy(),
    }


if __name__ == "__main__":
    main()
