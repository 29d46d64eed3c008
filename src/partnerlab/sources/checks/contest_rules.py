"""The contest's own printed rules: how large a project of a line may be, how much a performer must bring.

Only printed rules are checked, in the years for which they are printed; another city's rules are not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.errors import UnknownTable
from partnerlab.findings import Finding
from partnerlab.sources.checks.origin import Flags, Records, filled
from partnerlab.sources.checks.spelling import plain
from partnerlab.sources.published import published

PRINTED_CURRENCY = "RUB"
CONTRIBUTIONS = ("attracted_planned", "attracted")
"""What a performer brings, as planned, else as it came."""
_CITY_CONTEST = re.compile(r"\bгород\b.*\bэто мы\b|\bcity is us\b")


def caps(records: Records) -> Iterator[Finding]:
    """Asked for, or given, more than the line's printed cap of that year."""
    if records.currency != PRINTED_CURRENCY or not records.has("line", "year"):
        return
    limits = _caps_of_lines()
    places = np.flatnonzero(np.isin(records.years(), [year for year, _ in limits]))
    if not len(places):
        return
    lines = plain(records.frame["line"].iloc[places])
    keys = zip(records.years()[places].tolist(), lines.tolist(), strict=True)
    sizes = np.full(len(records.frame), np.nan)
    sizes[places] = [limits.get(key, np.nan) for key in keys]
    cap = pd.Series(sizes)
    for name in ("requested", "awarded"):
        over = records.counted & (records.money(name) > cap.to_numpy())
        if name == "awarded":  # told once: who was given what was asked for has the finding there
            over &= ~(records.money("requested") > cap.to_numpy())
        if over.any():
            line = records.frame["line"]
            said: dict[str, Any] = {"cap": cap, "line": line, "amount": records.frame[name]}
            yield from records.origin.each(f"{name}_over_cap", over, column=name, values=records.frame[name], **said)


def own_contribution(records: Records) -> Iterator[Finding]:
    """A winner's own contribution is under the printed share of what was asked for."""
    if records.currency != PRINTED_CURRENCY or not records.has("requested", "year", "contest"):
        return
    name = next((one for one in CONTRIBUTIONS if filled(records.frame, one)), None)
    shares = _shares()
    if name is None or not set(records.years().tolist()) & set(shares):
        return
    share = pd.Series(records.years()).map(shares)
    needed = share * records.money("requested")
    short = records.counted & _of_the_city(records) & (records.money(name) < needed.to_numpy() - 1)
    yield from records.origin.each(
        "own_contribution_low",
        short,
        column=name,
        values=records.frame[name],
        amount=records.frame[name],
        needed=needed.round(2),
        percent=(share * 100).round(),
    )


def _caps_of_lines() -> dict[tuple[float, str], float]:
    """The printed caps by year and line, under its name in either language and its key."""
    printed = _printed("project_lines")
    printed = printed[printed["size_kind"] == "cap"] if len(printed) else printed
    return {
        (float(row["year"]), name): float(row["size"])
        for row in printed.to_dict("records")
        for name in plain(pd.Series([row["line"], row["name"], row["name_en"]], dtype="str")).tolist()
    }


def _shares() -> dict[float, float]:
    """The printed smallest shares of own contribution by year, of the city's contest."""
    printed = _printed("contest_history")
    if not len(printed):
        return {}
    said = printed[(printed["indicator"] == "own_contribution_minimum") & (printed["scope"] == "city_contest")]
    return {float(row["year"]): float(row["value"]) / 100 for row in said.to_dict("records")}


def _of_the_city(records: Records) -> Flags:
    contests = plain(records.frame["contest"])
    return contests.map(lambda text: _CITY_CONTEST.search(text) is not None).to_numpy(dtype=bool)


def _printed(name: str) -> pd.DataFrame:
    try:
        table: Any = published(name).frame
    except UnknownTable:  # another city's tables
        return pd.DataFrame()
    return pd.DataFrame(table)
