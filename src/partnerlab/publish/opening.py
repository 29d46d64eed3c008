"""The data that reports are made from, opened and found fit for them."""

from __future__ import annotations

from pathlib import Path

from partnerlab.dataset import Dataset
from partnerlab.errors import NoYears, RecordsWithErrors
from partnerlab.metrics import history
from partnerlab.outlines import matched
from partnerlab.resources import PUBLISHED, SAMPLE
from partnerlab.sources.forms.opening import shown
from partnerlab.sources.outlines import open_outlines
from partnerlab.sources.published import published
from partnerlab.sources.records import open_records
from partnerlab.sources.synthetic.sample import sample_records


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
