"""Makes copytaster/dossier/data/attribution.npz: the weights of the attribution model (copytaster/dossier/attributionmodel.py).

    python -m train.attribution --data DATA      (needs torch, which only the training scripts use)

Trained on PolNeAR (attribution/), the train part: first on nine texts in ten to choose the threshold for cues on the tenth, then on
all of it. Nothing is read from the dev part. Traits of fewer than four texts are dropped. The dice are fixed.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import tarfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from copytaster.dossier.attributionmodel import DILATIONS, DISTANCES, LINK_DILATIONS, TRAIT_SHARE, VECTOR_SHARE, distances
from copytaster.dossier.attributiontokens import STATES, Tokens, folded, tokens, traits
from copytaster.evals.polnear import Document, documents
from copytaster.text.sentences import sentences
from copytaster.text.vectors import DIMENSIONS, table

TARGET = Path(__file__).parent.parent / "copytaster" / "dossier" / "data" / "attribution.npz"
CORPUS = "attribution/polnear-train-dev.tar.gz"
EMBEDDED, STATE_SIZE, HIDDEN, LINKED, DROPPED = 48, 12, 64, 48, 0.3
EPOCHS, BATCH, RATE, LONGEST, FEWEST = 6, 64, 3e-3, 90, 4
# Words are forgotten this often, so that the network learns to read words it never met.
FORGOTTEN = 0.02
CUE_SHARE, CUE_WEIGHTS = 3.0, (1.0, 1.5, 1.5)
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
_NONE, _SOURCE, _CONTENT, _FIRST = 0, 1, 2, 3
IGNORED = -100


@dataclass(frozen=True)
class Example:
    """A sentence with its gold: the label of each token as cue, and for each cue its tokens and the labels that it gives."""

    tokens: Tokens
    cue: Any
    links: list[tuple[tuple[int, int], Any]]


def examples(document: Document) -> list[Example]:
    """The sentences of a text with what stands in each; parts of an attribution in other sentences are left out."""
    found = []
    for sentence in tokens(document.text, sentences(document.text)):
        size = len(sentence.words)
        if not size:
            continue
        cue = np.zeros(size, np.int64)
        links = []
        for gold in document.gold:
            places = _places(sentence, gold.cue)
            if not places:
                continue
            cue[[p for p in places if not cue[p]]] = 2
            cue[places[0]] = 1
            labels = np.zeros(size, np.int64)
            labels[_places(sentence, gold.content)] = _CONTENT
            source = _places(sentence, gold.source)
            labels[source] = _SOURCE
            labels[source[:1]] = _FIRST
            links.append(((places[0], places[-1] + 1), labels))
        found.append(Example(sentence, cue, links))
    return found


def _places(sentence: Tokens, spans: Sequence[tuple[int, int]]) -> list[int]:
    return [i for i, (a, b) in enumerate(sentence.spans) if any(a < end and b > start for start, end in spans)]


def main() -> None:
    """Choose the threshold, train on everything, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    with TemporaryDirectory() as folder, tarfile.open(parser.parse_args().data / CORPUS) as archive:
        archive.extractall(folder, filter="data")
        train = next(p for p in Path(folder).rglob("train") if p.is_dir())
        by_text = {d.text: d for d in reversed(list(documents(train)))}  # one annotator for each text: the first
    texts = [examples(d) for d in by_text.values()]
    held_out = [int(hashlib.sha256(text.encode()).hexdigest(), 16) % 10 == 0 for text in by_text]
    index = _index(texts)
    network = _trained([t for t, out in zip(texts, held_out, strict=True) if not out], index)
    threshold = _threshold(network, [t for t, out in zip(texts, held_out, strict=True) if out], index)
    network = _trained(texts, index)
    TARGET.parent.mkdir(exist_ok=True)
    np.savez_compressed(TARGET, names=np.array("\n".join(index)), threshold=np.array(threshold), **_layers(network))
    print(f"{len(texts)} texts, {len(index)} traits, threshold {threshold}, {TARGET.stat().st_size} bytes")


def _index(texts: list[list[Example]]) -> dict[str, int]:
    seen_in: Counter[str] = Counter()
    for text in texts:
        seen_in.update({t for example in text for word in set(example.tokens.words) for t in traits(word)})
    return {t: i for i, t in enumerate(sorted(t for t, n in seen_in.items() if n >= FEWEST))}


class Words:
    """The word forms of the examples as rows of two tables: their traits (padded; 0 is no trait) and their vectors."""

    def __init__(self, texts: list[list[Example]], index: dict[str, int]) -> None:
        import torch

        forms = sorted({w for text in texts for e in text for w in e.tokens.words})
        self.rows = {w: i + 1 for i, w in enumerate(forms)}
        most = max(len(traits(w)) for w in forms)
        found, vectors = np.zeros((len(forms) + 1, most), np.int64), np.zeros((len(forms) + 1, DIMENSIONS), np.float32)
        held = table()
        for word, row in self.rows.items():
            known = [index[t] + 1 for t in traits(word) if t in index]
            found[row, : len(known)] = known
            if (at := held.rows.get(folded(word))) is not None:
                vectors[row] = held.vectors[at]
        self.traits, self.vectors = torch.tensor(found), torch.tensor(vectors)


def _made(size: int) -> Any:
    import torch
    from torch import nn

    class Network(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.embedding = nn.Embedding(size + 1, EMBEDDED, padding_idx=0)
            nn.init.normal_(self.embedding.weight, 0, 0.1)
            self.embedding.weight.data[0] = 0
            self.states = nn.Embedding(STATES, STATE_SIZE)
            self.entry = nn.Linear(EMBEDDED + DIMENSIONS + STATE_SIZE, HIDDEN)
            self.around = nn.ModuleList(nn.Conv1d(HIDDEN, HIDDEN, 3, padding=d, dilation=d) for d in DILATIONS)
            self.cue = nn.Linear(2 * HIDDEN, 3)
            self.token = nn.Linear(2 * HIDDEN, LINKED)
            self.centre = nn.Linear(2 * HIDDEN, LINKED, bias=False)
            self.distance = nn.Embedding(DISTANCES, LINKED)
            self.link = nn.ModuleList(nn.Conv1d(LINKED, LINKED, 5, padding=2 * d, dilation=d) for d in LINK_DILATIONS)
            self.out = nn.Linear(LINKED, 4)
            self.drop = nn.Dropout(DROPPED)

        def encode(self, words: Words, b: Any) -> Any:
            known = self.embedding(words.traits[b["words"]]).sum(2) * TRAIT_SHARE
            entered = torch.cat([known, words.vectors[b["words"]] * VECTOR_SHARE, self.states(b["states"])], -1)
            read = self.drop(torch.relu(self.entry(self.drop(entered))) * b["mask"].unsqueeze(-1))
            return self.drop(torch.cat([read, self._filtered(read, self.around, b["mask"])], -1))

        def links(self, hidden: Any, b: Any) -> Any:
            of = hidden[b["of"]]
            mask = b["mask"][b["of"]]
            centre = torch.bmm(b["centre"].unsqueeze(1), of)
            seen = torch.relu(self.token(of) + self.centre(centre) + self.distance(b["distance"])) * mask.unsqueeze(-1)
            return self.out(self.drop(self._filtered(seen, self.link, mask)))

        def _filtered(self, seen: Any, layers: Any, mask: Any) -> Any:
            seen, mask = seen.transpose(1, 2), mask.unsqueeze(1)
            for layer in layers:
                seen = seen + torch.relu(layer(self.drop(seen))) * mask
            return seen.transpose(1, 2)

    return Network()


def _batch(chosen: list[Example], words: Words, dice: Any = None) -> dict[str, Any]:
    import torch

    widest = min(LONGEST, max(len(e.tokens.words) for e in chosen))
    shape = (len(chosen), widest)
    held: dict[str, Any] = {"words": np.zeros(shape, np.int64), "states": np.zeros(shape, np.int64)}
    held |= {"mask": np.zeros(shape, np.float32), "cue": np.full(shape, IGNORED)}
    links = [(i, places, labels) for i, e in enumerate(chosen) for places, labels in e.links if places[1] <= widest]
    held["of"] = np.array([i for i, *_ in links], dtype=np.int64)
    held["centre"] = np.zeros((len(links), widest), np.float32)
    held["distance"] = np.zeros((len(links), widest), np.int64)
    held["labels"] = np.full((len(links), widest), IGNORED)
    for i, e in enumerate(chosen):
        size = min(widest, len(e.tokens.words))
        held["words"][i, :size] = [words.rows[w] for w in e.tokens.words[:size]]
        held["states"][i, :size] = e.tokens.states[:size]
        held["mask"][i, :size] = 1
        held["cue"][i, :size] = e.cue[:size]
    for at, (_, places, labels) in enumerate(links):
        size = min(widest, len(labels))
        held["centre"][at, slice(*places)] = 1 / (places[1] - places[0])
        held["distance"][at, :size] = distances(len(labels), places)[:size]
        held["labels"][at, :size] = labels[:size]
    if dice is not None:
        held["words"][dice.rand(*shape) < FORGOTTEN] = 0
    return {name: torch.from_numpy(value) for name, value in held.items()}


def _trained(texts: list[list[Example]], index: dict[str, int]) -> Any:
    import torch
    from torch import nn

    torch.set_num_threads(1)
    torch.manual_seed(0)
    dice = np.random.RandomState(0)
    every = [e for text in texts for e in text]
    words, network = Words(texts, index), _made(len(index))
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=1e-4)
    count = math.ceil(len(every) / BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=count * EPOCHS, pct_start=0.15)
    weights = torch.tensor(CUE_WEIGHTS)
    network.train()
    for epoch in range(EPOCHS):
        order = sorted(range(len(every)), key=lambda i: len(every[i].tokens.words) + dice.rand() * 4)
        batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
        dice.shuffle(batches)
        total = 0.0
        for chosen in batches:
            b = _batch([every[i] for i in chosen], words, dice)
            hidden = network.encode(words, b)
            loss = CUE_SHARE * nn.functional.cross_entropy(network.cue(hidden).flatten(0, 1), b["cue"].flatten(), weight=weights)
            if len(b["of"]):
                loss = loss + nn.functional.cross_entropy(network.links(hidden, b).flatten(0, 1), b["labels"].flatten())
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        print("epoch", epoch, round(total / len(batches), 4), flush=True)
    network.eval()
    return network


def _threshold(network: Any, texts: list[list[Example]], index: dict[str, int]) -> float:
    """The threshold with the best F1 of sentences that hold an attribution."""
    import torch

    words = Words(texts, index)
    said, gold = [], []
    with torch.no_grad():
        for text in texts:
            for at in range(0, len(text), BATCH):
                b = _batch(text[at : at + BATCH], words)
                chances = network.cue(network.encode(words, b)).softmax(-1)
                said += ((1 - chances[:, :, 0]) * b["mask"]).max(1).values.tolist()
                gold += [bool(e.links) for e in text[at : at + BATCH]]
    chance, truth = np.array(said), np.array(gold)
    f1 = {t: 2 * float(((chance > t) & truth).sum()) / float((chance > t).sum() + truth.sum()) for t in THRESHOLDS}
    print({t: round(100 * v, 2) for t, v in f1.items()})
    return max(f1, key=lambda t: f1[t])


def _layers(network: Any) -> dict[str, Any]:
    held = {name: value.detach().numpy() for name, value in network.state_dict().items()}
    embedding = held["embedding.weight"][1:]
    scale = np.abs(embedding).max(axis=0) / 127 + 1e-12
    cut = EMBEDDED + DIMENSIONS
    layers = {
        "words_w": held["entry.weight"][:, :cut].T,
        "words_b": held["entry.bias"],
        "states": held["states.weight"] @ held["entry.weight"][:, cut:].T,
        "distance": held["distance.weight"],
        "centre_w": held["centre.weight"].T,
    }
    for ours, theirs in (("cue", "cue"), ("token", "token"), ("link", "out")):
        layers |= {f"{ours}_w": held[f"{theirs}.weight"].T, f"{ours}_b": held[f"{theirs}.bias"]}
    for name, dilations in (("around", DILATIONS), ("link", LINK_DILATIONS)):
        for i in range(len(dilations)):
            layers[f"{name}{i}_w"] = held[f"{name}.{i}.weight"].transpose(2, 1, 0)
            layers[f"{name}{i}_b"] = held[f"{name}.{i}.bias"]
    rounded = {f"layer_{name}": value.astype(np.float16) for name, value in layers.items()}
    return {"embedding": np.round(embedding / scale).astype(np.int8), "embedding_scale": scale.astype(np.float32), **rounded}


if __name__ == "__main__":
    main()
