import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from partnerlab.errors import WrongValue
from partnerlab.metrics.uncertainty import bootstrap_ratio, koopman, normal_quantile, wilson

ATTRACTED = [751900, 12000, 88500, 430000, 9100, 61000, 240000, 33300, 5000, 118000]
BUDGET = [262000, 15000, 30000, 90000, 15000, 30000, 60000, 15000, 30000, 45000]


@pytest.mark.parametrize(
    ("winners", "applications", "low", "high"),
    [
        (128, 429, 0.257, 0.343),
        (128, 420, 0.263, 0.350),
        (81, 184, 0.370, 0.512),
        (80, 512, 0.127, 0.190),
        (6, 11, 0.280, 0.787),
    ],
)
def test_the_contests_of_perm_have_the_wilson_intervals_worked_out_by_hand(winners, applications, low, high):
    assert wilson(winners, applications) == (pytest.approx(low, abs=5e-4), pytest.approx(high, abs=5e-4))


@given(st.data(), st.integers(5, 2000), st.sampled_from([0.8, 0.95, 0.99]))
@settings(max_examples=30, deadline=None)
def test_wilson_is_what_scipy_gives_for_a_binomial_test(data, cases, confidence):
    successes = data.draw(st.integers(0, cases))
    expected = stats.binomtest(successes, cases).proportion_ci(confidence, method="wilson")
    assert wilson(successes, cases, confidence=confidence) == pytest.approx(tuple(expected), abs=1e-9)


def test_four_cases_say_too_little_for_an_interval():
    assert all(map(math.isnan, wilson(2, 4)))
    assert not any(map(math.isnan, wilson(2, 5)))


def test_koopman_printed_2_94_to_7_15_for_36_of_40_against_16_of_80():
    assert koopman(36, 40, 16, 80) == (pytest.approx(2.94, abs=0.005), pytest.approx(7.15, abs=0.005))


# confint_proportions_2indep(..., compare="ratio", method="score", correction=False) of statsmodels 0.15.
@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((36, 40, 16, 80), (2.9395692, 7.1522234)),
        ((7, 12, 61, 140), (0.7158155, 1.9932427)),
        ((3, 24, 78, 269), (0.1478152, 1.0943834)),
        ((1, 40, 30, 31), (0.0045710, 0.1332992)),
        ((12, 90, 1, 7), (0.2213877, 5.4560277)),
    ],
)
def test_koopman_is_the_score_interval_that_statsmodels_gives(counts, expected):
    assert koopman(*counts) == pytest.approx(expected, rel=2e-5)


@given(st.integers(1, 40), st.integers(1, 40), st.data())
@settings(max_examples=30, deadline=None)
def test_a_ratio_lies_inside_its_koopman_interval_and_the_bounds_are_on_the_edge_of_the_test(m, n, data):
    x, y = data.draw(st.integers(0, m)), data.draw(st.integers(1, n))
    low, high = koopman(x, m, y, n)
    assert low <= (x / m) / (y / n) <= high < math.inf
    for bound in (low, high):
        if bound > 0:
            assert _chi_square_by_search(bound, x, m, y, n) == pytest.approx(normal_quantile(0.95) ** 2, rel=1e-4)


def _chi_square_by_search(ratio, x, m, y, n):
    """The score statistic at the likeliest shares with this ratio, found by trying: no formula of the program's."""
    from scipy.optimize import minimize_scalar

    def unlikelihood(q):
        p = ratio * q
        return -(stats.binom.logpmf(x, m, p) + stats.binom.logpmf(y, n, q))

    top = min(1.0, 1 / ratio)
    q = minimize_scalar(unlikelihood, bounds=(0, top), method="bounded", options={"xatol": 1e-13}).x
    q = min((q, top), key=unlikelihood)
    p = min(1.0, ratio * q)
    sides = [(x, m, p), (y, n, q)]
    return sum((k - size * s) ** 2 / (size * s * (1 - s)) for k, size, s in sides if 0 < s < 1 - 1e-9)


@pytest.mark.parametrize("counts", [(0, 0, 3, 5), (2, 5, 0, 5), (2, 5, 0, 0)])
def test_a_ratio_that_is_not_defined_has_no_interval(counts):
    assert all(map(math.isnan, koopman(*counts)))


def test_a_theme_without_winners_may_still_win_up_to_some_ratio():
    low, high = koopman(0, 6, 20, 40)
    assert low == 0
    assert 0 < high < 2


def test_the_bootstrap_is_scipys_bca_over_the_same_draws():
    expected = stats.bootstrap(
        (ATTRACTED, BUDGET),
        lambda above, below, axis: above.sum(axis=axis) / below.sum(axis=axis),
        paired=True,
        vectorized=True,
        n_resamples=9999,
        method="BCa",
        rng=np.random.default_rng(2004),
    ).confidence_interval
    assert bootstrap_ratio(ATTRACTED, BUDGET) == pytest.approx(tuple(expected), rel=1e-9)


def test_the_size_of_a_batch_changes_nothing_but_the_memory_used():
    assert bootstrap_ratio(ATTRACTED, BUDGET, batch=7) == bootstrap_ratio(ATTRACTED, BUDGET)


@pytest.mark.parametrize("attracted", [[0.0] * 9, [0.1 * money for money in BUDGET[:9]], ATTRACTED[:7]])
def test_equal_organisations_or_seven_of_them_have_no_interval(attracted):
    assert all(map(math.isnan, bootstrap_ratio(attracted, BUDGET[: len(attracted)])))


def test_more_confidence_is_a_wider_interval():
    narrow, wide = (bootstrap_ratio(ATTRACTED, BUDGET, confidence=level) for level in (0.8, 0.99))
    assert wide[0] < narrow[0] < narrow[1] < wide[1]


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_a_confidence_of_95_is_refused_as_no_share(confidence):
    with pytest.raises(WrongValue):
        wilson(1, 10, confidence=confidence)
