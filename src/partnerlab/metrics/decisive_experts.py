"""Which winners hang on one expert?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from partnerlab.errors import WrongValue
from partnerlab.metrics.applications import Data, flag
from partnerlab.metrics.beside import with_applications
from partnerlab.metrics.grouping import each_group, finished, totals
from partnerlab.metrics.scores import NEEDS, expert_sums, score_rows

DIGITS = 9
"""Means that differ by less are the same: the order in which scores were added decides nothing."""

Numbers: TypeAlias = NDArray[np.float64]
Choice: TypeAlias = Callable[[Numbers], NDArray[np.bool_]]
"""From the mean scores in the order of the applications' numbers to the winners; a missing mean never wins."""


def decisive_experts(
    data: Data,
    *,
    applications: Data | None = None,
    by: Sequence[str] = (),
    cutoff: float | None = None,
    places: int | None = None,
    fund: float | None = None,
) -> pd.DataFrame:
    """The applications that would win, or would not, if one expert's scores were left out.

    Applications are ranked by the mean of their experts' scores, criteria added up first; equal means by the
    application's number, which is no merit: such a change hangs on a tie. One rule decides who wins: a mean of
    at least `cutoff`; the first so many `places`; or a `fund`, given by rank while the sums `requested` fit in
    it, up to the first that does not. Without a rule a group has as many places as its ranked applications
    have winners by their `status`. The winners compared are those that the rule picks, with all experts and
    with all but one; a commission may have decided otherwise.

    `gained` would win without the expert, `dropped` would not. `mean_score` is the application's mean with all,
    `mean_without` without the expert. An application that only this expert scored cannot be ranked without
    them: it is dropped, and its mean_without is missing. `applications` is how many were ranked. Where nothing
    hangs on anybody the table is empty.

    An expert who did not score all criteria of an application, or scored one twice, has no sum there; with a
    `fund`, an application whose request is not known cannot be ranked. Such rows of scores are `rows_left_out`.
    Columns of `by`, `requested` and `status` that the scores do not have are taken from the `applications`;
    of several with one number it is the one with the greatest values.

    Shape: one row a change: expert, application_id, change, mean_score, mean_without, applications; rows_used,
    rows_left_out, the same in each row of a group, last. Unit: points; applications.
    Definition: leaving out one expert at a time (jackknife), Miller, Biometrika 61 (1974), 1-15.

    Raises:
        MissingColumn: if `application_id`, `expert`, `score`, what the rule needs (`requested`, `status`) or a
            column of `by` is not there.
        NotNumbers: if `score` or `requested` holds no numbers.
        WrongValue: if there is more than one rule, or one that is not possible.

    >>> scores = pd.DataFrame({"application_id": list("AABB"), "expert": list("PQPQ"), "score": [9, 2, 3, 6]})
    >>> decisive_experts(scores, places=1)[["expert", "application_id", "change"]].to_numpy().tolist()
    [['P', 'A', 'dropped'], ['P', 'B', 'gained']]
    """
    _one_rule(cutoff=cutoff, places=places, fund=fund)
    needs = ("requested",) if fund is not None else ("status",) if cutoff is None and places is None else ()
    asked = with_applications(data, applications, question="decisive_experts", by=by, needs=NEEDS, borrows=needs)
    rows = score_rows(asked, _requested=asked.amount("requested"), _won=flag(asked.won()))
    groups = totals(asked, rows, add=("_row",))
    ranked = expert_sums(asked, rows, kept=("_requested", "_won"))
    if fund is not None:
        ranked = ranked[ranked["_requested"].notna()]
    changes: list[_Change] = []
    for place, part in enumerate(each_group(groups, ranked, asked.keys)):
        scored = _scored(part)
        rule = _rule(scored, cutoff=cutoff, places=places, fund=fund)
        rows_used = float(part["_rows"].sum())
        changes += [_Change(place, *change, len(scored.names), rows_used) for change in _changes(scored, rule)]
    table = pd.DataFrame(changes, columns=_Change._fields)
    repeated = groups.iloc[table["place"].to_numpy(dtype="int64")].reset_index(drop=True)
    columns: dict[str, object] = {name: table[name].astype("str") for name in ("expert", "application_id", "change")}
    columns |= {name: table[name].astype("float64") for name in ("mean_score", "mean_without", "applications")}
    used = table["rows_used"].astype("float64")
    columns |= {"rows_used": used, "rows_left_out": repeated["_row"] - used}
    return finished(asked, repeated, columns, counts=("applications",))


class _Change(NamedTuple):
    """One application that wins, or does not, without one expert."""

    place: int
    expert: str
    application_id: str
    change: str
    mean_score: float
    mean_without: float
    applications: int
    rows_used: float


def _one_rule(*, cutoff: float | None, places: int | None, fund: float | None) -> None:
    rules = {"cutoff": cutoff, "places": places, "fund": fund}
    given = [name for name, value in rules.items() if value is not None]
    if len(given) > 1:
        raise WrongValue(parameter=given[1], found=str(rules[given[1]]), expected="cutoff | places | fund")
    if cutoff is not None and not np.isfinite(cutoff):
        raise WrongValue(parameter="cutoff", found=str(cutoff), expected="-inf < cutoff < inf")
    for name in ("places", "fund"):
        amount = rules[name]
        if amount is not None and not amount >= 0:
            raise WrongValue(parameter=name, found=str(amount), expected=f"{name} >= 0")


class _Scored(NamedTuple):
    """A group's applications, in the order of their numbers, and what each expert gave to which of them."""

    names: list[str]
    total: Numbers
    experts: Numbers
    requested: Numbers
    won: Numbers
    given: dict[str, tuple[NDArray[np.intp], Numbers]]


def _scored(sums: pd.DataFrame) -> _Scored:
    place, names = pd.factorize(sums["_application"], sort=True)
    by_application = sums.groupby(place)
    scores = sums["_score"].to_numpy(dtype="float64")
    rows_of = sums.reset_index(drop=True).groupby("_expert").indices
    return _Scored(
        names=[str(name) for name in names],
        total=by_application["_score"].sum().to_numpy(dtype="float64"),
        experts=by_application["_score"].count().to_numpy().astype("float64"),
        requested=by_application["_requested"].max().to_numpy(dtype="float64"),
        won=by_application["_won"].max().to_numpy(dtype="float64"),
        given={str(expert): (place[rows], scores[rows]) for expert, rows in sorted(rows_of.items())},
    )


def _rule(scored: _Scored, *, cutoff: float | None, places: int | None, fund: float | None) -> Choice:
    """The rule by which a group's winners are picked."""
    if cutoff is not None:
        return partial(_above, cutoff=cutoff)
    if fund is not None:
        return partial(_funded, fund=fund, requested=scored.requested)
    return partial(_first, places=int(scored.won.sum()) if places is None else int(places))


def _above(means: Numbers, *, cutoff: float) -> NDArray[np.bool_]:
    return np.asarray(means >= round(cutoff, DIGITS))


def _first(means: Numbers, *, places: int) -> NDArray[np.bool_]:
    return _chosen(means, _ranking(means)[:places])


def _funded(means: Numbers, *, fund: float, requested: Numbers) -> NDArray[np.bool_]:
    ranking = _ranking(means)
    return _chosen(means, ranking[np.cumsum(requested[ranking]) <= fund])


def _ranking(means: Numbers) -> NDArray[np.int64]:
    """The places of the ranked, the best first; equal ones in the order of their numbers."""
    order = np.argsort(-means, kind="stable")
    return order[: int(np.isfinite(means).sum())]


def _chosen(means: Numbers, winners: NDArray[np.int64]) -> NDArray[np.bool_]:
    chosen = np.zeros(len(means), dtype=bool)
    chosen[winners] = True
    return chosen


def _changes(scored: _Scored, choose: Choice) -> Iterator[tuple[str, str, str, float, float]]:
    """Expert by expert: who wins with all and not without them, or the other way round."""
    means = scored.total / scored.experts
    winners = choose(np.round(means, DIGITS))
    for expert, (place, scores) in scored.given.items():
        others, rest = scored.experts.copy(), scored.total.copy()
        others[place] -= 1
        rest[place] -= scores
        without = np.divide(rest, others, out=np.full(len(means), np.nan), where=others > 0)
        now = choose(np.round(without, DIGITS))
        for one in np.flatnonzero(winners != now):
            change = "gained" if now[one] else "dropped"
            yield expert, scored.names[one], change, float(means[one]), float(without[one])
