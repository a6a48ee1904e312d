import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copytaster.taste.gathering import Sums, gather, score, score_alone, weights
from copytaster.taste.kinship import Group


@given(st.floats(0.02, 30), st.integers(1, 300), st.integers(1, 60), st.floats(0, 5), st.floats(0, 5))
def test_the_score_of_one_item_is_the_same_with_and_without_arrays(
    product: float, size: int, length: int, crowd: float, there: float
) -> None:
    by = weights("stories")
    group = Group(float(size), float(size + size * (size - 1) * 0.2), 7.0 * size, there * size)

    def arrays(*values: float) -> Sums:
        return Sums(*(np.array([v], np.float32) for v in values))

    whole = score(
        by, np.array([product], np.float32), arrays(1, 1, length, crowd), arrays(group.size, group.mass, group.words, group.crowd)
    )
    assert score_alone(by, product, length, crowd, group) == pytest.approx(float(whole[0]), abs=1e-3)


def test_items_of_different_marks_never_stand_together() -> None:
    products = np.full((3, 3), 0.9, np.float32)
    np.fill_diagonal(products, 1)
    ones = np.ones(3, np.float32)

    def sums() -> Sums:
        return Sums(ones.copy(), ones.copy(), 7 * ones, ones.copy())

    assert len(set(gather(weights("stories"), products.copy(), sums()))) == 1
    marked = gather(weights("stories"), products.copy(), sums(), bound=np.array([0, 1, -1]))
    assert marked[0] != marked[1]
    apart = gather(weights("stories"), products.copy(), sums(), apart=[(0, 2)])
    assert apart[0] != apart[2]
