"""Which reports there must be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from partnerlab.catalogue import TOPICS
from partnerlab.dataset import Dataset
from partnerlab.errors import NoYears, RecordsWithErrors
from partnerlab.metrics import history
from partnerlab.outlines import matched
from partnerlab.page import PUBLISHED, SAMPLE
from partnerlab.parameters import checked_names
from partnerlab.resources import notebooks_folder
from partnerlab.sources.forms.opening import shown
from partnerlab.sources.outlines import open_outlines
from partnerlab.sources.published import published
from partnerlab.sources.records import open_records
from partnerlab.sources.synthetic.sample import sample_records
from partnerlab.wording import LANGUAGES, Language


@dataclass(frozen=True)
class Report:
    """One page to be made: a notebook, for a year, in a language, with any parameters of its own besides.

    `offered` are parameters that only some notebooks take: boundaries are nothing to a page without a map.
    """

    notebook: str
    year: int
    language: Language
    data: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    offered: Mapping[str, object] = field(default_factory=dict)

    @property
    def file(self) -> Path:
        """Where the page stands below the reports folder."""
        return Path(str(self.year), self.language, f"{self.notebook}.html")

    def values(self) -> dict[str, object]:
        """All parameters that the notebook is given."""
        return {"year": self.year, "language": self.language, "data": self.data, **self.parameters}


def notebooks() -> dict[str, Path]:
    """The notebooks that come with the package, in the order of their topics.

    >>> next(iter(notebooks()))
    'year_report'
    """
    found = {path.stem: path for path in sorted(notebooks_folder().glob("*.ipynb"))}
    order = [topic.name for topic in TOPICS if topic.name in found]
    return {name: found[name] for name in [*order, *(name for name in found if name not in order)]}


def opened(data: str, *, mapping: str | None = None, table: str | None = None, accept_errors: bool = False) -> Dataset:
    """The records that reports are made from; without any, the sample that stands in for them.

    Raises:
        RecordsWithErrors: if the records hold errors that were not accepted.
        PartnerlabError: if the file cannot be read.
    """
    if data in (PUBLISHED, SAMPLE):
        return sample_records()
    records = open_records(data, mapping=mapping, table=table)
    if not accept_errors and records.errors:
        raise RecordsWithErrors(shown(data), records.errors)
    return records


def place(data: str | None, table: str | None = None) -> str:
    """Where the data are, in one text: a path, or the address of a database with its table and without its password.

    >>> place(None), place("sqlite:///contest.db", "applications")
    ('published', 'sqlite:///contest.db#applications')
    """
    return PUBLISHED if data is None else shown(data, table)


def known_years(records: Dataset, data: str) -> list[int]:
    """The years that reports are made for: those of the records.

    Where no records were given: those that the presentation speaks of, and the latest year of which anything is
    published. The years between, of which hardly anything is, are made when they are asked for.

    Raises:
        NoYears: if the records know no year.
    """
    years = {int(year) for year in records.frame["year"].dropna().unique()} if "year" in records.frame else set()
    if data == PUBLISHED:
        years |= {int(year) for year in published("social_order").frame["year"]}
        years.add(int(history(published("contest_history")).year.max()))
    if not years:
        raise NoYears(data)
    return sorted(years)


def opened_boundaries(path: str, records: Dataset) -> str:
    """A file of boundaries that fits the records' districts, by its whole path: a notebook runs elsewhere.

    Raises:
        PartnerlabError: if it cannot be read, or districts of the records have no outline in it.
    """
    districts = records.frame["district"].dropna().unique() if "district" in records.frame else ()
    matched(open_outlines(path), districts)
    return str(Path(path).resolve())


def plan(
    data: str,
    *,
    years: Iterable[int],
    languages: Iterable[str] = (),
    names: Iterable[str] = (),
    parameters: Mapping[str, object] | None = None,
    offered: Mapping[str, object] | None = None,
) -> list[Report]:
    """The reports of these years, in these languages (all), from these notebooks (all).

    Every notebook is given `parameters`; `offered` are given to those that take them.

    Raises:
        WrongValue: if there is no such notebook or language.

    >>> [str(report.file) for report in plan("sample", years=[2001], languages=["ru"], names=["year_report"])]
    ['2001/ru/year_report.html']
    """
    chosen: list[Language] = [
        known for name in checked_names(languages, LANGUAGES, "language") for known in LANGUAGES if known == name
    ]
    which = checked_names(names, notebooks(), "notebook")
    return [
        Report(notebook, year, language, data, parameters or {}, offered or {})
        for year, language, notebook in product(sorted(set(years)), chosen, which)
    ]
