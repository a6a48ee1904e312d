"""Text encoders read from the disk, and the larger role model that stands on them. The encoders are made here and tiny."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from copytaster import open_desk
from copytaster.desk.encoders import larger, load, read_weights
from copytaster.desk.telling import Teller
from copytaster.dossier import largerroles
from copytaster.dossier.analyse import analyse
from copytaster.dossier.encoder import Encoder, states, vectors, windows
from copytaster.dossier.largerroles import Larger
from copytaster.dossier.rolefeatures import Features
from copytaster.dossier.rolemodel import FOLDS, LABELS
from copytaster.dossier.rolemodel import scores as core_scores
from copytaster.errors import Misconfigured
from copytaster.settings import Settings
from tests import tinyencoder
from tests.dossier.copy import version

SENTENCES = (
    "The storm killed people.",
    "The government is expected to announce aid next week.",
    "It will be week in week.",
)
HEADLINE = "Storm killed people"


def _naive(held: Encoder, ids: list[int]) -> list[Any]:
    """The published arithmetic, token by token in double precision."""
    w = {name: array.astype(float) for name, array in held.weights.items()}

    def linear(x: Any, name: str) -> Any:
        return w[f"{name}.weight"] @ x + w[f"{name}.bias"]

    def even(x: Any, name: str) -> Any:
        return (x - x.mean()) / math.sqrt(x.var() + held.epsilon) * w[f"{name}.weight"] + w[f"{name}.bias"]

    def curved(x: Any) -> Any:
        return np.array([v * 0.5 * (1 + math.erf(v / math.sqrt(2))) for v in x])

    emb = "embeddings."
    x = [
        even(
            w[emb + "word_embeddings.weight"][i]
            + w[emb + "position_embeddings.weight"][p + held.first]
            + w.get(emb + "token_type_embeddings.weight", [0])[0],
            emb + "LayerNorm",
        )
        for p, i in enumerate(ids)
    ]
    every = [x]
    for layer in range(held.layers):
        name = f"encoder.layer.{layer}."
        q, k, v = ([linear(t, f"{name}attention.self.{part}") for t in x] for part in ("query", "key", "value"))
        size = len(x[0]) // held.heads
        heard = []
        for at in range(len(x)):
            parts = []
            for head in range(held.heads):
                cut = slice(head * size, (head + 1) * size)
                bend = [_bend(w, place - at, head) for place in range(len(k))]
                weights = np.exp([q[at][cut] @ other[cut] / math.sqrt(size) + b for other, b in zip(k, bend, strict=True)])
                parts.append(sum(s * other[cut] for s, other in zip(weights / weights.sum(), v, strict=True)))
            heard.append(np.concatenate(parts))
        x = [
            even(t + linear(h, f"{name}attention.output.dense"), f"{name}attention.output.LayerNorm")
            for t, h in zip(x, heard, strict=True)
        ]
        x = [
            even(t + linear(curved(linear(t, f"{name}intermediate.dense")), f"{name}output.dense"), f"{name}output.LayerNorm")
            for t in x
        ]
        every.append(x)
    return every


def _bend(w: dict[str, Any], away: int, head: int) -> float:
    """What the distance of two tokens adds: of eight steps four for each side, two of them for nought and one, two up to 128."""
    table = w.get("encoder.relative_attention_bias.weight")
    if table is None:
        return 0.0
    far = abs(away)
    step = far if far < 2 else min(3, 2 + int(math.log(far / 2) / math.log(128 / 2) * 2))
    return float(table[step + (4 if away > 0 else 0)][head])


@pytest.mark.parametrize(
    ("family", "kind", "near"),
    [("bert", "F32", 5e-3), ("roberta", "F32", 5e-3), ("mpnet", "F32", 5e-3), ("bert", "F16", 5e-3)],
)
def test_the_arithmetic_is_the_published_one_for_each_family_and_kind_of_number(
    tmp_path: Path, family: str, kind: str, near: float
) -> None:
    held = load(str(tinyencoder.made(tmp_path, family=family, kind=kind)))
    ids = [held.opens, 4, 5, 9, 6, 7, 4, 8, 9, 10, 11, 12, 13, 5, 4, 9, 6, 7, 8, held.closes]
    every = _naive(held, ids)
    found = states(held, ids, (0, 3, 6))
    np.testing.assert_allclose(found, np.concatenate([every[0], every[3], every[6]], axis=1), atol=near)
    assert held.first == (0 if family == "bert" else 2)


def test_numbers_cut_to_sixteen_bits_are_read_as_what_they_stand_for(tmp_path: Path) -> None:
    arrays = {"embeddings.LayerNorm.weight": np.array([1.5, -2.0, 0.0078125], np.float32)}
    tinyencoder.write_weights(tmp_path / "a", arrays, kind="BF16")
    found, digest = read_weights(tmp_path / "a")
    assert found["embeddings.LayerNorm.weight"].tolist() == [1.5, -2.0, 0.0078125]
    assert len(digest) == 16


def test_a_document_is_read_in_windows_of_about_one_length_each_sentence_once_and_with_its_neighbours(tmp_path: Path) -> None:
    held = load(str(tinyencoder.made(tmp_path)))
    many = [" ".join(["storm"] * 20)] * 9
    cut = windows(held, many, HEADLINE)
    assert len(cut) == 3  # 180 tokens; a window holds 90 with its headline, its marks and its neighbours
    assert all(len(w.ids) <= tinyencoder.POSITIONS and len(w.ids) == len(w.places) for w in cut)
    assert {p for w in cut for p in w.places} == {-1, *range(9)}
    assert all(sum(p in w.places for w in cut) == 1 for p in range(9))
    assert windows(held, SENTENCES, "")[0].ids[0] == held.opens


def test_a_sentence_stands_for_its_own_tokens_read_among_the_others(tmp_path: Path) -> None:
    held = load(str(tinyencoder.made(tmp_path)))
    found = vectors(held, SENTENCES, HEADLINE, (3, 5))
    (window,) = windows(held, SENTENCES, HEADLINE)
    told = states(held, window.ids, (3, 5))
    for place in range(3):
        np.testing.assert_allclose(found[place], told[np.array(window.places) == place].mean(axis=0), rtol=1e-4, atol=1e-5)
    assert np.abs(vectors(held, SENTENCES[:1], HEADLINE, (3, 5))[0] - found[0]).max() > 1e-3


def _seen(count: int) -> list[Features]:
    return [Features(["storm"], [], ["fut1"], [], ["storm"])] * count


def _larger(folder: Path) -> Larger:
    held = load(str(tinyencoder.made(folder)))
    return largerroles.read(held, tinyencoder.learned(held.digest))


def test_each_fold_of_the_larger_model_is_another_and_all_give_probabilities(tmp_path: Path) -> None:
    held = _larger(tmp_path)
    found = [largerroles.scores(held, SENTENCES, _seen(3), headline=HEADLINE, fold=fold) for fold in (*range(FOLDS), None)]
    for at, (told, said) in enumerate(found):
        np.testing.assert_allclose(largerroles.settled(held, told, at if at < FOLDS else None).sum(axis=1), 1, rtol=1e-5)
        assert ((said >= 0) & (said <= 1)).all()
        assert told.shape == (3, len(LABELS))
    assert all(np.abs(a[0] - b[0]).max() > 1e-3 for at, a in enumerate(found) for b in found[:at])
    core = core_scores(_seen(3), headline=HEADLINE)[0]
    assert np.abs(found[-1][0] - core).max() > 1e-3


def test_weights_for_one_encoder_are_refused_for_another_and_the_remedy_is_named(tmp_path: Path) -> None:
    one, other = tinyencoder.made(tmp_path / "one"), tinyencoder.made(tmp_path / "other", seed=1)
    np.savez(tmp_path / "weights.npz", **tinyencoder.learned(load(str(one)).digest))
    assert larger(str(one), str(tmp_path / "weights.npz"))
    with pytest.raises(Misconfigured, match=r"does not fit .*other: made for an encoder with the digest .* train.largerroles"):
        larger(str(other), str(tmp_path / "weights.npz"))
    with pytest.raises(Misconfigured, match="does not fit"):
        larger(str(one))  # what ships was learned on another
    assert larger("") is None


def test_the_desk_reads_with_the_larger_model_where_one_is_set(tmp_path: Path) -> None:
    held = _larger(tmp_path)
    one = version(1, "2025-10-08", " ".join(SENTENCES), headline=HEADLINE)
    plain, read = analyse(one), analyse(one, held)
    assert [r.text for r in plain.sentences] == [r.text for r in read.sentences]
    assert [r.role.score for r in plain.sentences] != [r.role.score for r in read.sentences]
    assert Teller(held)._analysed(one) == read
    assert Teller()._analysed(one) == plain


def test_a_desk_with_an_encoder_that_cannot_be_read_says_so_when_it_is_opened(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "desk", roles_encoder=str(tmp_path / "nothing"))
    with pytest.raises(Misconfigured, match="nothing: there is no such folder"):
        open_desk(settings=settings)
    folder = tinyencoder.made(tmp_path / "tiny")
    np.savez(tmp_path / "weights.npz", **tinyencoder.learned(load(str(folder)).digest))
    with open_desk(
        settings=Settings(tmp_path / "desk", roles_encoder=str(folder), roles_weights=str(tmp_path / "weights.npz"))
    ) as desk:
        assert desk._teller._larger is not None
        assert desk._teller._larger.encoder.width == tinyencoder.WIDTH


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("config.json", "{", "not JSON"),
        ("config.json", "[]", "not an object"),
        ("config.json", '{"model_type": "t5"}', "'t5' cannot be run; one of these can: bert"),
        ("config.json", '{"model_type": "bert"}', "does not say the encoder's shape"),
        ("config.json", None, "cannot be read"),
        ("model.safetensors", "\x10\0\0\0\0\0\0\0{", "not in the safetensors form"),
        ("model.safetensors", "\x02\0\0\0\0\0\0\0{}", "there is no embeddings.LayerNorm.weight"),
        ("model.safetensors", None, "cannot be read"),
        ("tokenizer.json", "{}", "not a tokenizer"),
        ("tokenizer.json", None, "there is no such file"),
    ],
)
def test_what_is_wrong_with_an_encoders_folder_is_said_with_the_file(
    tmp_path: Path, name: str, content: str | None, said: str
) -> None:
    folder = tinyencoder.made(tmp_path)
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_text(content)
    with pytest.raises(Misconfigured, match=said) as caught:
        load(str(folder))
    assert name in str(caught.value) or name == "config.json"


def test_weights_that_are_cut_off_or_of_fewer_layers_than_said_are_refused(tmp_path: Path) -> None:
    folder = tinyencoder.made(tmp_path)
    whole = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(whole[:-40])
    with pytest.raises(Misconfigured, match="an array is cut off"):
        load(str(folder))
    (folder / "model.safetensors").write_bytes(whole)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "num_hidden_layers": 7}))
    with pytest.raises(Misconfigured, match="it holds no encoder of 7 layers"):
        load(str(folder))


def test_a_folder_or_package_that_is_not_there_is_named_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Misconfigured, match="there is no such folder"):
        load(str(tmp_path / "nothing"))
    with pytest.raises(Misconfigured, match="pip install --no-deps no-such-encoder"):
        load("no-such-encoder")
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    with pytest.raises(Misconfigured, match=r"pip install 'copytaster\[roles\]'"):
        load("somebody/something")


def test_an_installed_package_gives_its_folder_and_a_hub_is_asked_for_three_files_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tinyencoder.made(tmp_path / "tiny_words" / "model")
    (tmp_path / "tiny_words" / "__init__.py").write_text("raise RuntimeError('it must not be run')")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert load("tiny-words").layers == tinyencoder.LAYERS
    asked: list[Any] = []

    class Hub:
        @staticmethod
        def snapshot_download(name: str, allow_patterns: list[str]) -> str:
            asked.append((name, allow_patterns))
            return str(tmp_path / "tiny_words" / "model")

    monkeypatch.setitem(sys.modules, "huggingface_hub", Hub())
    assert load("somebody/something").layers == tinyencoder.LAYERS
    assert asked == [("somebody/something", ["config.json", "model.safetensors", "tokenizer.json"])]


def test_a_file_that_holds_no_weights_of_roles_is_refused(tmp_path: Path) -> None:
    folder = tinyencoder.made(tmp_path)
    with pytest.raises(Misconfigured, match="cannot be read"):
        larger(str(folder), str(tmp_path / "nothing.npz"))
    np.savez(tmp_path / "other.npz", cues=np.array("a"))
    with pytest.raises(Misconfigured, match="it holds no weights of roles"):
        larger(str(folder), str(tmp_path / "other.npz"))
    (tmp_path / "text.npz").write_text("hello")
    with pytest.raises(Misconfigured, match=r"text\.npz: it holds no weights"):
        larger(str(folder), str(tmp_path / "text.npz"))


@pytest.mark.parametrize(("name", "most"), [("largerroles.npz", 5_000_000), ("largerroles-mpnet.npz", 8_000_000)])
def test_what_ships_was_learned_on_every_training_document_that_the_core_knows(name: str, most: int) -> None:
    from copytaster.dossier.rolemodel import model

    shipped = Path(largerroles.__file__).parent / "data" / name
    with np.load(shipped) as held:
        assert dict(zip(held["documents"].tolist(), held["folds"].tolist(), strict=True)) == model().documents
    assert shipped.stat().st_size < most


def test_of_what_ships_the_weights_are_taken_that_were_learned_on_the_encoder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = (str(tinyencoder.made(tmp_path / name, seed=seed)) for name, seed in (("one", 0), ("other", 1)))
    for at, folder in enumerate((one, other)):
        np.savez(tmp_path / f"largerroles-{at}.npz", **tinyencoder.learned(load(folder).digest, seed=at))
    monkeypatch.setattr("copytaster.desk.encoders._LEARNED", tmp_path)
    for folder in (one, other):
        found = larger(folder)
        assert found is not None
        assert found.encoder.digest == load(folder).digest


def test_the_digest_names_the_weights_and_not_the_file_that_holds_them(tmp_path: Path) -> None:
    folder = tinyencoder.made(tmp_path / "one")
    before = load(str(folder)).digest
    arrays, _ = read_weights(folder / "model.safetensors")
    turned = {name: arrays[name] for name in reversed(list(arrays))} | {"pooler.dense.bias": np.zeros(3, np.float32)}
    tinyencoder.write_weights(folder / "model.safetensors", turned)
    assert load(str(folder)).digest == before
    turned["encoder.layer.0.output.dense.bias"] = turned["encoder.layer.0.output.dense.bias"] + 1
    tinyencoder.write_weights(folder / "model.safetensors", turned)
    assert load(str(folder)).digest != before
