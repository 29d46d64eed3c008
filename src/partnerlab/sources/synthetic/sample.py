"""A synthetic contest, shaped by what is printed of the real one, for whatever no document prints.

Only uniform numbers from a seeded generator and exact steps are used, so that every machine makes the same records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from numbers import Integral
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.dataset import Dataset, Source
from partnerlab.errors import WrongValue
from partnerlab.model import APPLICATION, SYNTHETIC, THEME_SEPARATOR
from partnerlab.sources.published import published
from partnerlab.sources.synthetic.climbing import tiers
from partnerlab.sources.synthetic.codes import NOTHING, chosen, numbered, organisation
from partnerlab.sources.synthetic.contest_plan import DEFAULT_SIZE, SMALLEST, contest_plan, contest_years
from partnerlab.sources.synthetic.drawing import CONTRACTED, REPORTED, STATUS, drawn_contests, spheres
from partnerlab.sources.synthetic.followup import followup, outcomes
from partnerlab.sources.synthetic.programmes import cycle, directions
from partnerlab.sources.synthetic.scoring import scores
from partnerlab.wording import phrase, words

YEAR = 365  # days by which two-year projects run longer
BESIDE = ("outcomes", "scores", "tiers")
STREAMS = ("programmes", "followup", *BESIDE)
"""What draws from a generator of its own, chosen by its place here: a new one comes last and changes no other."""


def sample_records(
    applications: int = DEFAULT_SIZE, *, seed: int = 2004, years: Iterable[int] | None = None
) -> Dataset:
    """A synthetic contest for trying things: made-up applications, never real figures.

    Its years, lines, sizes, districts and themes are those that the source prints. At the default size the winners'
    yearly sums, their customers and their number equal the printed ones, and so do the outcomes of 2003; at another
    size they grow or shrink with it. Who applies and who wins, what becomes of the projects, and whatever else is not
    printed, is invented. The same seed gives the same records.

    Shape: one row an application, with columns of the model. Unit: roubles. Beside it are the tables `outcomes` (what
    projects produced), `scores` (of the experts) and `tiers` (applications of all tiers), made when first asked for.

    Raises:
        WrongValue: if there are too few applications for the years, or a year is before the first contest.

    >>> records = sample_records()
    >>> len(records.frame), records.kind, records.source.synthetic
    (2000, 'sample', True)
    >>> records.table("scores").frame.expert[0]
    'Синтетический эксперт 7'
    """
    years_held = contest_years(years)
    _at_least(SMALLEST * len(years_held), "applications", applications)
    _at_least(0, "seed", seed)
    drawn = drawn_contests(contest_plan(years_held, applications), np.random.Generator(np.random.PCG64(seed)))
    frame = _followed_up(_named(drawn, _random(seed, "programmes")), _random(seed, "followup"))
    return Dataset("sample", "sample", frame, _source(applications, seed), beside=_Beside(frame, seed))


class _Beside(Mapping[str, pd.DataFrame]):
    """The tables beside the applications, each made when it is first asked for: some are large, few pages need one."""

    def __init__(self, frame: pd.DataFrame, seed: int) -> None:
        self._frame, self._seed = frame, seed
        self._made: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in BESIDE:
            raise KeyError(name)
        if name not in self._made:
            self._made[name] = _table(name, self._frame, _random(self._seed, name))
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in BESIDE

    def __iter__(self) -> Iterator[str]:
        return iter(BESIDE)

    def __len__(self) -> int:
        return len(BESIDE)


def _table(name: str, frame: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    match name:
        case "outcomes":
            year = published("contest_outcomes").frame.year.iloc[0]
            printed = contest_plan(contest_years(), DEFAULT_SIZE)
            return outcomes(frame, projects=sum(one.winners for one in printed if one.year == year), random=random)
        case "scores":
            return scores(frame, random)
        case _:
            return tiers(frame, random)


def _random(seed: int, stream: str) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64([seed, STREAMS.index(stream)]))


def _at_least(least: int, parameter: str, found: object) -> None:
    if not isinstance(found, Integral) or isinstance(found, bool) or found < least:
        raise WrongValue(parameter, str(found), phrase("a whole number from {number} up", number=least))


def _named(drawn: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """The applications with names in place of codes; every name of an organisation or a project says what it is."""
    printed, says = published("project_lines").frame, words("ru")
    number = pd.Series(np.arange(1, len(drawn) + 1)).astype("str")
    themes = spheres()
    first, second = chosen(themes, drawn.theme), chosen(themes, drawn.second)
    sphere = np.where(drawn.by_business == 1, 1, np.where(drawn.customer.isna(), NOTHING, 0))
    buyers = (says.say("Synthetic budget customer"), says.say("Synthetic business customer"))
    planned = cycle(drawn.year, drawn.line, random)
    longer = pd.to_timedelta(YEAR * (planned["funding_years"] - 1), unit="D").astype("timedelta64[s]")
    running = (drawn.status == REPORTED) & (drawn.year + planned["funding_years"] > drawn.year.max())
    named: dict[str, Any] = {
        "application_id": drawn.year.astype("str") + "-" + number.str.zfill(6),
        "contest": says.say("Synthetic contest"),
        "tier": "city",
        **organisation(drawn.sender),
        "organisation_kind": chosen(["ngo", "otos"], drawn.otos),
        "title": says.say("Synthetic project") + " " + number,
        "line": chosen(printed.name, drawn.line),
        "nomination": numbered([says.say("Synthetic nomination")], 0, drawn.nomination),
        "district": chosen(published("districts").frame.name, drawn.district),
        "direction": directions(drawn.year, first, random),
        "themes": (first + THEME_SEPARATOR + second).fillna(first),
        "status": chosen(STATUS, drawn.status.where(~running, CONTRACTED)),
        "customer": numbered(buyers, sphere, drawn.customer),
        "customer_sphere": chosen(["budget", "business"], sphere),
        "end": drawn.end + longer,
        "funding_end": drawn.funding_end + longer,
        **planned,
    }
    return drawn.assign(**named)


def _followed_up(named: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """The applications in the model's columns, with what became of the projects, and the mark."""
    frame = named.assign(**followup(named, random))
    return frame[[name for name in APPLICATION if name in frame]].assign(**{SYNTHETIC: True})


def _source(applications: int, seed: int) -> Source:
    """The mark that stays with all that is made from the sample."""
    texts = []
    for says in (words("ru"), words("en")):
        place = says.plural(
            "{count} application, seed {seed}", "{count} applications, seed {seed}", applications, seed=seed
        )
        title = says.say("Synthetic contest made by partnerlab, shaped by the printed figures")
        texts.append({"title": title, "place": place})
    return Source(texts[0]["title"], place=texts[0]["place"], kind="sample", english=texts[1])
