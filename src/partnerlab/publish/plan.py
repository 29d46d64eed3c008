"""Which reports there must be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from partnerlab.catalogue import TOPICS
from partnerlab.dataset import Dataset
from partnerlab.errors import RecordsWithErrors
from partnerlab.page import PUBLISHED, SAMPLE
from partnerlab.parameters import checked_names
from partnerlab.resources import notebooks_folder
from partnerlab.sources.published import published
from partnerlab.sources.records import open_records
from partnerlab.sources.sample import sample_records
from partnerlab.wording import LANGUAGES, Language


@dataclass(frozen=True)
class Report:
    """One page to be made: a notebook, for a year, in a language, with any parameters of its own besides."""

    notebook: str
    year: int
    language: Language
    data: str
    parameters: Mapping[str, object] = field(default_factory=dict)

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


def opened(data: str, *, accept_errors: bool = False) -> Dataset:
    """The records that reports are made from; without any, the sample that stands in for them.

    Raises:
        RecordsWithErrors: if the records hold errors that were not accepted.
        PartnerlabError: if the file cannot be read.
    """
    if data in (PUBLISHED, SAMPLE):
        return sample_records()
    records = open_records(data)
    if records.errors and not accept_errors:
        raise RecordsWithErrors(data, records.errors)
    return records


def known_years(records: Dataset, data: str) -> list[int]:
    """The years that the data know: those of the records, and of the printed tables where no records were given."""
    frames = [records.frame]
    if data == PUBLISHED:
        frames.append(published("social_order").frame)
    return sorted({int(year) for frame in frames for year in frame["year"].dropna().unique()})


def plan(
    data: str,
    *,
    years: Iterable[int],
    languages: Iterable[str] = (),
    names: Iterable[str] = (),
    parameters: Mapping[str, object] | None = None,
) -> list[Report]:
    """The reports of these years, in these languages (all), from these notebooks (all).

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
        Report(notebook, year, language, data, parameters or {})
        for year, language, notebook in product(sorted(set(years)), chosen, which)
    ]
