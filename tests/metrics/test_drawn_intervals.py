"""Intervals by drawing anew are scipy's, of the same draws; and working them out once is enough."""

from importlib import import_module

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from partnerlab import metrics
from partnerlab.metrics import uncertainty


def scores(experts_of_each: list[int], seed: int) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    worth = random.normal(20, 4, len(experts_of_each))
    return pd.DataFrame(
        [
            (f"A{number:03}", f"E{expert}", worth[number] + random.normal(0, 3))
            for number, experts in enumerate(experts_of_each)
            for expert in range(experts)
        ],
        columns=["application_id", "expert", "score"],
    )


def icc1(given: list[np.ndarray]) -> float:
    """Donner's ICC(1) from the scores of each application, as the book has it."""
    experts = np.array([len(each) for each in given])
    every = np.concatenate(given)
    between = sum(len(each) * (each.mean() - every.mean()) ** 2 for each in given) / (len(given) - 1)
    inside = sum(((each - each.mean()) ** 2).sum() for each in given) / (len(every) - len(given))
    k0 = (len(every) - (experts**2).sum() / len(every)) / (len(given) - 1)
    return (between - inside) / (between + (k0 - 1) * inside)


@pytest.mark.parametrize("experts", [[3] * 12, [2, 3, 1, 4, 2, 2, 3, 5, 2, 1, 2, 3, 4]])
def test_the_interval_of_agreement_is_scipys_over_whole_applications(experts, monkeypatch):
    monkeypatch.setattr(uncertainty, "RESAMPLES", 499)
    monkeypatch.setattr(uncertainty, "FEWEST_RESAMPLES", 499)
    table = scores(experts, seed=3)
    given = [part.to_numpy() for _, part in table.groupby("application_id")["score"]]
    expected = stats.bootstrap(
        (np.arange(len(given)),),
        lambda places: icc1([given[place] for place in places]),
        vectorized=False,
        n_resamples=499,
        method="BCa",
        rng=np.random.default_rng(2004),
    ).confidence_interval
    row = metrics.reviewers(table).iloc[0]
    assert row.icc1 == pytest.approx(icc1(given), rel=1e-12)
    assert [row.icc1_low, row.icc1_high] == pytest.approx([expected.low, expected.high], rel=1e-9)


def test_the_same_draws_are_made_whatever_number_of_them_is_held_at_once():
    one, other = (np.concatenate(list(uncertainty.draws(30, batch=batch))) for batch in (31, 1_000_000))
    assert (one == other).all()
    assert len(one) == uncertainty.RESAMPLES


def test_of_many_organisations_fewer_resamples_are_drawn_but_never_fewer_than_999():
    assert sum(map(len, uncertainty.draws(4_000, batch=4_000_000))) == 5_000
    assert sum(map(len, uncertainty.draws(50_000, batch=4_000_000))) == 999


def test_an_interval_is_drawn_once_for_the_same_organisations(monkeypatch):
    made = []
    real = uncertainty.draws
    monkeypatch.setattr(uncertainty, "draws", lambda *args, **told: made.append(args) or real(*args, **told))
    above, below = [3.25, 1, 4, 1, 5, 9, 2, 6, 5], [2, 7, 1, 8, 2, 8, 1, 8, 2]
    first, again = (uncertainty.bootstrap_ratio(above, below) for _ in range(2))
    assert first == again
    assert len(made) == 1
    assert uncertainty.bootstrap_ratio(above, below, confidence=0.8) != first
    assert len(made) == 2


def test_agreement_is_drawn_once_for_the_same_scores(monkeypatch):
    made = []
    real = uncertainty.draws
    monkeypatch.setattr(
        import_module("partnerlab.metrics.reviewers"), "draws", lambda *args: made.append(args) or real(*args)
    )
    table = scores([3] * 10, seed=8)
    first, again = metrics.reviewers(table), metrics.reviewers(table)
    pd.testing.assert_frame_equal(first, again)
    assert len(made) == 1
