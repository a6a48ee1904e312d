import pytest

from copytaster.evals.scoring import grouping, pearson


def test_a_perfect_grouping_scores_one_everywhere() -> None:
    found = grouping(["a", "a", "b"], [7, 7, 9])
    assert (found.bcubed_f1, found.pairwise_f1, found.v_measure, found.ari) == pytest.approx((1, 1, 1, 1))


def test_bcubed_of_a_known_case() -> None:
    # Amigó et al. 2009, in small: three of one group and one of another thrown together.
    found = grouping(["a", "a", "a", "b"], [1, 1, 1, 1])
    assert found.bcubed_precision == pytest.approx((3 * 3 / 4 + 1 / 4) / 4)
    assert found.bcubed_recall == 1
    assert (found.precision, found.recall) == (0.5, 1)


def test_all_alone_has_full_precision_and_the_recall_of_the_first() -> None:
    found = grouping(["a", "a", "b", "b"], [1, 2, 3, 4])
    assert (found.bcubed_precision, found.bcubed_recall) == (1, 0.5)


def test_pearson_knows_direction() -> None:
    assert pearson([1, 2, 3], [2, 4, 6]) == pytest.approx(1)
    assert pearson([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    assert pearson([1, 1, 1], [3, 2, 1]) == 0
