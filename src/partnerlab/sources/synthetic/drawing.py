"""A synthetic contest in numbers: who applies with what, who wins, how much, for whom and when.

Names come later: an organisation, a line, a theme, a status is a code.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from partnerlab.model import ETHNIC_RELATIONS
from partnerlab.sources.published import published
from partnerlab.sources.synthetic.codes import NOTHING
from partnerlab.sources.synthetic.contest_plan import Contest, contest_senders
from partnerlab.sources.synthetic.portions import ROUND, Floats, Ints, divide, mixed, pick, skew, whole

# Invented for the sample; none of it is from the source.
OTOS, AT_HOME = 0.3, 0.8  # share of self-government bodies; of projects in the organisation's own district
OPEN_SIZE = 30_000  # roubles, the usual size in a line for which none is printed
ETHNIC, TWO_THEMES, NO_THEME = 0.12, 0.15, 0.04  # shares of projects on ethnic issues, with two themes, with none
EXPERIENCE, ETHNIC_LUCK = 0.15, -0.05  # what having taken part, and an ethnic issue, add to the chance of winning
REJECTED, WITHDRAWN = 0.2, 0.05  # of the applications that do not win
DEPTH, UNAIDED, IN_CASH = 0.6, 0.08, 0.4  # least share given of what is asked; projects without attracted money; cash
STARTS, RUNS = (90, 180), (90, 270)  # days: of the year when projects start, and how long they run

REPORTED, CONTRACTED, LOST, GONE, OUT = range(5)
STATUS = ("reported", "contracted", "lost", "withdrawn", "rejected")


def drawn_contests(contests: list[Contest], random: np.random.Generator) -> pd.DataFrame:
    """All applications to the contests, one year after the other, with codes in place of names."""
    senders = contest_senders(contests, random)
    organisations = 1 + max(int(sender.max()) for sender in senders)
    otos = random.random(organisations) < OTOS
    districts = len(published("districts").frame)
    home = whole(random, organisations, districts)
    parts, seen = [], 0
    for contest, sender in zip(contests, senders, strict=True):
        stays = random.random(len(sender)) < AT_HOME
        part = {"year": contest.year, "edition": contest.edition, "sender": sender, "otos": otos[sender]}
        part["district"] = np.where(stays, home[sender], whole(random, len(sender), districts))
        part |= _applications(contest, sender < seen, random)
        parts.append(pd.DataFrame(part))
        seen = max(seen, int(sender.max()) + 1)
    return pd.concat(parts, ignore_index=True)


def _applications(contest: Contest, known: NDArray[np.bool_], random: np.random.Generator) -> dict[str, Any]:
    """One year's applications: what about, who wins, how much, for whom and when."""
    size = contest.applications
    theme, second = _themes(size, random)
    luck = random.random(size) + EXPERIENCE * known + ETHNIC_LUCK * ((theme == 0) | (second == 0))
    order = np.argsort(-luck, kind="stable")
    won, rest = np.split(order, [contest.winners])
    fate = random.random(len(rest))
    status = np.full(size, REPORTED)
    status[rest] = np.where(fate < REJECTED, OUT, np.where(fate < REJECTED + WITHDRAWN, GONE, LOST))
    start = np.datetime64(f"{contest.year}-01-01") + (STARTS[0] + whole(random, size, STARTS[1] - STARTS[0]))
    end = start + (RUNS[0] + whole(random, size, RUNS[1] - RUNS[0]))
    return {
        "theme": theme,
        "second": second,
        "status": status,
        **_money(contest, won, rest, random),
        "start": start.astype("datetime64[s]"),
        "end": end.astype("datetime64[s]"),
        "funding_end": np.where(status == REPORTED, end, np.datetime64("NaT", "D")).astype("datetime64[s]"),
    }


def _themes(size: int, random: np.random.Generator) -> tuple[Ints, Ints]:
    """A first and a second theme of each project, ethnic relations being 0."""
    others = len(spheres()) - 1
    theme = np.where(random.random(size) < ETHNIC, 0, 1 + whole(random, size, others))
    second = (theme + 1 + whole(random, size, others)) % (others + 1)
    recorded = random.random(size) >= NO_THEME
    two = recorded & (random.random(size) < TWO_THEMES)
    return np.where(recorded, theme, NOTHING), np.where(two, second, NOTHING)


def _money(contest: Contest, won: Ints, rest: Ints, random: np.random.Generator) -> dict[str, Any]:
    """Lines, nominations and money of one year's applications."""
    printed = published("project_lines").frame
    usual = (printed["size"].fillna(OPEN_SIZE) * 100).to_numpy(np.int64)
    most = (printed["size"] * 100).fillna(contest.budget).to_numpy(np.int64)
    nominations = printed.nominations.fillna(0).to_numpy(np.int64)
    size = contest.applications
    line = np.zeros(size, np.int64)
    for group in (won, rest):
        line[group] = mixed(len(group), 1 / usual, random)
    asked = np.ceil(usual[line] * skew(random, size) / ROUND).astype(np.int64) * ROUND
    customers = _customers(contest, random)
    given = _given(contest, asked[won], most[line[won]], customers["by_business"], random)
    depth = DEPTH + (1 - DEPTH) * random.random(len(won))
    asked[won] = np.ceil(given["awarded"] / depth / ROUND).astype(np.int64) * ROUND
    asked = np.minimum(asked, most[line])
    asked[won] = np.maximum(asked[won], given["awarded"])
    nomination = np.floor(random.random(size) * nominations[line])
    return {
        "line": line,
        "nomination": np.where(nominations[line] > 0, nomination, NOTHING),
        "requested": asked / 100,
        **{name: _spread(kopecks / 100, won, size) for name, kopecks in given.items()},
        **{name: _spread(codes, won, size) for name, codes in customers.items()},
    }


def _given(
    contest: Contest, asked: Ints, most: Ints, by_business: NDArray[np.bool_], random: np.random.Generator
) -> dict[str, Ints]:
    """What each winner gets from whom, in kopecks: together the plan's sums."""
    uncapped = np.full(len(asked), max(contest.budget, contest.attracted, contest.business))
    awarded = divide(contest.budget, asked, most)
    luck = random.random(len(asked))
    raised = np.where(luck < UNAIDED, 0, awarded * luck / (1.05 - luck)).astype(np.int64)
    raised[0] = max(raised[0], 1)
    attracted = divide(contest.attracted, raised, uncapped)
    cash = np.floor(attracted * np.minimum(2 * IN_CASH * random.random(len(asked)), 1) / ROUND).astype(np.int64) * ROUND
    return {
        "awarded": awarded,
        "business": divide(contest.business, np.where(by_business, awarded + 1, 0), uncapped),
        "attracted": attracted,
        "attracted_cash": cash,
        "attracted_in_kind": attracted - cash,
    }


def _spread(values: NDArray[Any], places: Ints, size: int) -> Floats:
    """Values of some rows among all; the others have none."""
    column = np.full(size, np.nan)
    column[places] = values
    return column


def _customers(contest: Contest, random: np.random.Generator) -> dict[str, NDArray[Any]]:
    """Who orders each winner's project: every customer has one, those of the budget sphere have the rest."""
    budget, business = contest.budget_customers, contest.business_customers
    rest = whole(random, contest.winners - budget - business, budget)
    places = pick(np.arange(contest.winners), contest.winners, random)
    customer = np.concatenate([np.arange(business), np.arange(budget), rest])[places]
    return {"customer": customer, "by_business": places < business}


def spheres() -> list[str]:
    """The themes: the printed spheres, with ethnic relations first."""
    items = published("programme_items").frame
    spheres = items.item[items.kind == "sphere"]
    return [ETHNIC_RELATIONS, *spheres[spheres != ETHNIC_RELATIONS]]
