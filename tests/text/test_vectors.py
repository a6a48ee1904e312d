"""What kind of word a word is."""

from __future__ import annotations

import numpy as np

from copytaster.text.vectors import DIMENSIONS, GRAINS, mean, table, tokens


def test_numbers_are_told_apart_by_size_and_years_are_years() -> None:
    assert tokens("In 1999 some 12,000 of 3.5 million left.") == ["in", "#year", "some", "#5", "of", "#1", "million", "left", "."]


def test_typewriter_quotes_are_quotes() -> None:
    assert tokens("``Yes,'' he said.") == ['"', "yes", ",", '"', "he", "said", "."]


def test_words_of_one_kind_lie_nearer_than_others() -> None:
    held = table()

    def nearness(a: str, b: str) -> float:
        return float(held.vectors[held.rows[a]] @ held.vectors[held.rows[b]])

    assert nearness("monday", "tuesday") > nearness("monday", "president")
    assert nearness("minister", "president") > nearness("minister", "rain")


def test_each_word_has_a_unit_vector_and_a_cluster_of_each_grain() -> None:
    held = table()
    assert held.vectors.shape == (len(held.rows), DIMENSIONS)
    np.testing.assert_allclose(np.linalg.norm(held.vectors, axis=1), 1, rtol=1e-4)
    assert [int(held.clusters[:, i].max()) < grain for i, grain in enumerate(GRAINS)] == [True] * 3


def test_words_that_the_table_lacks_say_nothing() -> None:
    assert not mean(["zzzzqqq"]).any()
    assert mean(["monday", "zzzzqqq"]).any()
