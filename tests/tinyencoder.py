"""A text encoder small enough to be made in a test: random weights in the published form, and words for tokens."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace

from copytaster.dossier.rolemodel import FOLDS, LABELS

WIDTH, INNER, LAYERS, HEADS, POSITIONS = 8, 16, 6, 2, 90
WORDS = "a the storm killed people government is expected to announce aid next week in said it will be".split()
STEPS = 8
MARKS = {"bert": ("[CLS]", "[SEP]", ""), "roberta": ("<s>", "</s>", "roberta."), "mpnet": ("<s>", "</s>", "mpnet.")}


def made(folder: Path, *, family: str = "bert", seed: int = 0, kind: str = "F32") -> Path:
    """The folder of an encoder."""
    folder.mkdir(parents=True, exist_ok=True)
    opens, closes, prefix = MARKS[family]
    names = [opens, closes, "[UNK]", *WORDS]
    tokenizer = Tokenizer(WordLevel({name: row for row, name in enumerate(names)}, unk_token="[UNK]"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = Lowercase(), Whitespace()  # type: ignore[assignment]
    tokenizer.save(str(folder / "tokenizer.json"))
    config = {"model_type": family, "num_hidden_layers": LAYERS, "num_attention_heads": HEADS, "max_position_embeddings": POSITIONS}
    (folder / "config.json").write_text(json.dumps(config))
    arrays = weights(len(names), seed) if family != "mpnet" else of_mpnet(weights(len(names), seed))
    write_weights(folder / "model.safetensors", {f"{prefix}{k}": v for k, v in arrays.items()}, kind=kind)
    return folder


def of_mpnet(arrays: dict[str, Any]) -> dict[str, Any]:
    """The same weights as MPNet calls them: no kinds of token, and a table of distances."""
    called = {"self.query": "attn.q", "self.key": "attn.k", "self.value": "attn.v", "attention.output.dense": "attention.attn.o"}
    called["attention.output.LayerNorm"] = "attention.LayerNorm"
    found = {}
    for name, array in arrays.items():
        for usual, own in called.items():
            name = name.replace(usual, own)
        found[name] = array
    del found["embeddings.token_type_embeddings.weight"]
    dice = np.random.default_rng(5)
    return found | {"encoder.relative_attention_bias.weight": dice.normal(0, 0.5, (STEPS, HEADS)).astype(np.float32)}


def weights(tokens: int, seed: int) -> dict[str, Any]:
    """Random weights under their published names."""
    dice = np.random.default_rng(seed)
    shapes = {
        "embeddings.word_embeddings.weight": (tokens, WIDTH),
        "embeddings.position_embeddings.weight": (POSITIONS, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
        **_pair("embeddings.LayerNorm", (WIDTH,)),
    }
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}."
        for part in ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"):
            shapes |= _pair(name + part, (WIDTH, WIDTH))
        shapes |= _pair(name + "intermediate.dense", (INNER, WIDTH)) | _pair(name + "output.dense", (WIDTH, INNER))
        shapes |= _pair(name + "attention.output.LayerNorm", (WIDTH,)) | _pair(name + "output.LayerNorm", (WIDTH,))
    return {name: dice.normal(0, 0.5, shape).astype(np.float32) for name, shape in shapes.items()}


def _pair(name: str, shape: tuple[int, ...]) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": shape, f"{name}.bias": shape[:1]}


def write_weights(file: Path, arrays: dict[str, Any], *, kind: str = "F32") -> None:
    """Arrays in the safetensors form."""
    header, body = {"__metadata__": {"format": "pt"}}, b""
    for name, array in arrays.items():
        if kind == "BF16":
            raw = (array.astype(np.float32).view(np.uint32) >> 16).astype("<u2").tobytes()
        else:
            raw = array.astype({"F32": "<f4", "F16": "<f2"}[kind]).tobytes()
        header[name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": [len(body), len(body) + len(raw)]}
        body += raw
    head = json.dumps(header).encode()
    file.write_bytes(len(head).to_bytes(8, "little") + head + body)


def learned(digest: str, *, seed: int = 0, layers: tuple[int, ...] = (3, 4, 5)) -> dict[str, Any]:
    """Random weights of the larger role model for the encoder with that digest, as train/largerroles.py writes them."""
    dice = np.random.default_rng(seed)
    nets, embedded, hidden, dense = FOLDS + 1, 4, 3, len(layers) * (WIDTH + 5)
    shapes = {
        "embedding": (nets, 2, embedded),
        "in_w": (nets, 2 * hidden, embedded + dense),
        "in_b": (nets, 2 * hidden),
        "gru_wi": (nets, 2, 3 * hidden, 2 * hidden),
        "gru_wh": (nets, 2, 3 * hidden, hidden),
        "gru_bi": (nets, 2, 3 * hidden),
        "gru_bh": (nets, 2, 3 * hidden),
        "out_w": (nets, len(LABELS) + 1, 4 * hidden),
        "out_b": (nets, len(LABELS) + 1),
    }
    return {
        **{f"net_{name}": dice.normal(0, 1, shape).astype(np.float16) for name, shape in shapes.items()},
        "encoder": np.array(digest),
        "layers": np.array(layers),
        "mean": np.zeros(len(layers) * WIDTH, np.float16),
        "spread": np.ones(len(layers) * WIDTH, np.float16),
        "seen": np.array("fut0\nfut1"),
        "offsets": np.zeros((FOLDS + 1, len(LABELS)), np.float32),
        "documents": np.array([7], np.int64),
        "folds": np.array([2], np.int8),
    }
