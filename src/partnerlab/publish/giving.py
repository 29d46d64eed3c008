"""Records as open data by the 360Giving standard 1.4.3: a grant for each winner, the rest in a documented extension.

The standard has no place for applications that got nothing, for money that performers attracted, or for what became
of a project: those stand in the extension that `sources.giving_extension` describes, with which the file opens as the
records that it was made from. Personal data in texts are masked.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from partnerlab.dataset import Dataset
from partnerlab.errors import AwardDayNeeded, FunderNeeded, WrongValue
from partnerlab.model import THEME_SEPARATOR, WINNING
from partnerlab.publish.export import write_whole
from partnerlab.publish.records_out import marked, tables_beside, titled, workbook
from partnerlab.sources.cells.dates import read_date
from partnerlab.sources.cells.personal import is_person, personal_parts, without_personal_parts
from partnerlab.sources.forms.giving_extension import KEY, SHEET, VERSION, type_of
from partnerlab.sources.headings import bare
from partnerlab.wording import Phrase, message, phrase, words

FORMS = (".json", ".xlsx")
PROVISIONAL = "360G-provisional"
_DAY = re.compile(r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")
_ORGANISATION_ID = re.compile(r"[A-Z]{2}-[A-Z_]{2,}-\S+")
_AWARD_DATES = frozenset(
    ("awarddate", "dateofaward", "датаприсуждения", "датавыделения", "датарешения", "датарешениякомиссии")
)
"""Own columns that hold the day of the award."""
_DESCRIPTIONS = frozenset(("description", "описание", "описаниепроекта", "краткоеописание", "краткоеописаниепроекта"))
_LISTED = {"line": "Project line", "nomination": "Nomination", "direction": "Direction"}
_NOTE = message(
    "All applications of the contest, also those that got no grant, with what 360Giving has no place for. Written by "
    "partnerlab; its documentation describes each key."
)

Grant = dict[str, Any]


@dataclass(frozen=True)
class Publisher:
    """Who gives the grants, under which prefix they are published, and which day stands for a year's awards."""

    funder: str
    funder_id: str
    prefix: str = ""
    award_day: str = ""


def write_grants(records: Dataset, path: Path, publisher: Publisher) -> tuple[Path, list[Phrase]]:
    """Write the records as 360Giving: the file that was written, and what its reader should know of it.

    Raises:
        FunderNeeded, AwardDayNeeded, WrongValue: if the standard needs more than the records and the publisher say.
    """
    if not (publisher.funder and publisher.funder_id):
        raise FunderNeeded(path.name)
    if publisher.award_day and not _DAY.fullmatch(publisher.award_day):
        raise WrongValue("--award-day", publisher.award_day, phrase("a month and a day, such as 12-25"))
    frame, masked_cells, people = _public(records.frame)
    grants = _Grants(frame, records, publisher, path.name)
    made = list(grants.made())
    target = marked(path, records.source.synthetic) or path
    public = Dataset(
        records.name, records.kind, frame, records.source, records.currency, (), records.calendar, records.beside
    )
    if path.suffix.lower() == ".json":
        document = {"grants": made, KEY: _extension(public, grants)}
        write_whole(target, json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False))
    else:
        sheets = {"grants": _flat(made), SHEET: titled(public), **tables_beside(public)}
        write_whole(target, workbook(sheets, path.name))
    return target, list(_said(grants, masked_cells, people))


def _said(grants: _Grants, masked_cells: int, people: int) -> Iterator[Phrase]:
    if not grants.publisher.prefix:
        yield phrase(
            "The grants have the provisional prefix «{prefix}»: 360Giving gives publishers one of their own; write it "
            "with --prefix.",
            prefix=PROVISIONAL,
        )
    if grants.assumed:
        yield phrase(
            "The day of award is assumed, {day} of the year, for grants of which only the year is known ({count}); the "
            "extension lists them.",
            day=grants.publisher.award_day,
            count=len(grants.assumed),
        )
    if grants.without_money:
        yield phrase("Winners without a known amount are no grants in the file ({count}).", count=grants.without_money)
    if masked_cells:
        yield phrase("Personal data in texts are masked in the file (cells: {count}).", count=masked_cells)
    if people:
        yield phrase("Applicants who are persons stand there without their names ({count}).", count=people)


def _public(frame: pd.DataFrame) -> tuple[pd.DataFrame, int, int]:
    """The records without what is personal in their texts: how many cells were masked, how many persons unnamed."""
    public = frame.copy(deep=False)
    cells = people = 0
    for name in map(str, frame.columns):
        column = frame[name]
        if not isinstance(column.dtype, pd.StringDtype) or name in ("application_id", "organisation_id"):
            continue
        texts = [text for text in column.dropna().unique().tolist() if isinstance(text, str)]
        changed = {text: without_personal_parts(text) for text in texts if personal_parts(text)}
        cells += int(column.isin(list(changed)).sum())
        if name == "organisation":
            persons = [text for text in texts if is_person(text)]
            people = len(persons)
            changed |= {text: words("en").say("Individual {number}", number=at) for at, text in enumerate(persons, 1)}
        if changed:
            public[name] = column.map(lambda text, to=changed: to.get(text, text)).astype("str")
    return public, cells, people


class _Grants:
    """The grants of a contest, made one by one; what had to be assumed is noted on the way."""

    def __init__(self, frame: pd.DataFrame, records: Dataset, publisher: Publisher, file: str) -> None:
        self.frame, self.currency, self.publisher, self.file = frame, records.currency, publisher, file
        self.prefix = publisher.prefix or PROVISIONAL
        self.identifiers: dict[str, str] = {}
        self.assumed: list[str] = []
        won = frame["status"].isin(WINNING) if "status" in frame.columns else pd.Series(True, index=frame.index)
        known = frame["awarded"].notna() if "awarded" in frame.columns else pd.Series(False, index=frame.index)
        self.without_money = int((won & ~known).sum())
        self.winners = frame[won & known]
        self.persons = {text for text in frame.get("organisation", pd.Series(dtype="str")).dropna() if _unnamed(text)}

    def made(self) -> Iterator[Grant]:
        rows = [{str(name): cell for name, cell in row.items()} for row in self.winners.to_dict("records")]
        days = [self._award_day(row) for row in rows]
        unknown = [row for row, day in zip(rows, days, strict=True) if day is None]
        if unknown and (not self.publisher.award_day or any(_missing(row.get("year")) for row in unknown)):
            raise AwardDayNeeded(self.file, len(unknown))
        for row, day in zip(rows, days, strict=True):
            grant = self._grant(row, day or f"{int(row['year'])}-{self.publisher.award_day}")
            if day is None:
                self.assumed.append(grant["id"])
            yield grant

    def _award_day(self, row: Mapping[str, Any]) -> str | None:
        names = [name for name in row if bare(str(name)) in _AWARD_DATES]
        for name in [*names, "year_as_typed"]:
            value = row.get(name)
            if not _missing(value) and isinstance(value, datetime.date):
                return value.strftime("%Y-%m-%d")
            if isinstance(value, str) and (day := read_date(value).value):
                return day.isoformat()
        return None

    def _grant(self, row: Mapping[str, Any], day: str) -> Grant:
        number = str(row["application_id"])
        title = _text(row, "title") or _text(row, "contest") or number
        described = next((str(row[name]) for name in row if bare(str(name)) in _DESCRIPTIONS and _text(row, name)), "")
        grant: Grant = {
            "id": self._identifier(number),
            "title": title,
            "description": described or title,
            "currency": self.currency,
            "amountAwarded": _number(row["awarded"]),
            "awardDate": day,
            **self._recipient(row),
            "fundingOrganization": [{"id": self.publisher.funder_id, "name": self.publisher.funder}],
        }
        if not _missing(row.get("requested")):
            grant["amountAppliedFor"] = _number(row["requested"])
        dates = {"startDate": row.get("start"), "endDate": row.get("end")}
        planned = {
            key: value.strftime("%Y-%m-%d") for key, value in dates.items() if value is not None and value is not pd.NaT
        }
        if planned:
            grant["plannedDates"] = [planned]
        if contest := _text(row, "contest"):
            grant["grantProgramme"] = [{"title": contest}]
        if district := _text(row, "district"):
            grant["beneficiaryLocation"] = [{"name": district}]
        classes = [
            {"vocabulary": said, "title": _text(row, name)} for name, said in _LISTED.items() if _text(row, name)
        ]
        themes = [theme for theme in _text(row, "themes").split(THEME_SEPARATOR) if theme]
        if classes := [*classes, *({"vocabulary": "Themes", "title": theme} for theme in themes)]:
            grant["classifications"] = classes
        return grant

    def _identifier(self, number: str) -> str:
        base = f"{self.prefix}-" + re.sub(r"[^\w.-]+", "-", number)
        identifier, place = base, 1
        while identifier in self.identifiers.values():
            place += 1
            identifier = f"{base}-{place}"
        self.identifiers[number] = identifier
        return identifier

    def _recipient(self, row: Mapping[str, Any]) -> Grant:
        name, number = _text(row, "organisation"), _text(row, "organisation_id")
        if name in self.persons:
            own = f"{self.prefix}-individual-{name.rpartition(' ')[2]}"
            return {"recipientIndividual": {"id": own, "name": "Individual Recipient"}}
        identifier = organisation_identifier(number) or f"{self.prefix}-org-{_mark(number or name)}"
        return {"recipientOrganization": [{"id": identifier, "name": name or number or identifier}]}


def _unnamed(text: str) -> bool:
    return re.fullmatch(r"Individual [0-9]+", text) is not None


def _mark(text: str) -> str:
    return hashlib.sha256(bare(text).encode()).hexdigest()[:10]


def organisation_identifier(number: str) -> str:
    """The identifier of an organisation by org-id.guide, from its tax or registration number; empty if it is none.

    >>> organisation_identifier("7830002293"), organisation_identifier("5902000001")
    ('RU-INN-7830002293', '')
    """
    from stdnum.ru import inn, ogrn

    if _ORGANISATION_ID.fullmatch(number):
        return number
    for part in re.split(r"[/;, ]+", number):
        if len(part) == 13 and ogrn.is_valid(part):
            return f"RU-OGRN-{part}"
        if len(part) == 10 and inn.is_valid(part):
            return f"RU-INN-{part}"
    return ""


def _missing(value: object) -> bool:
    return value is None or bool(pd.isna(value))  # type: ignore[call-overload]


def _text(row: Mapping[str, Any], name: object) -> str:
    value = row.get(str(name))
    return "" if _missing(value) else str(value)


def _number(value: float) -> float | int:
    return int(value) if float(value).is_integer() else float(value)


def _extension(records: Dataset, grants: _Grants) -> dict[str, Any]:
    tables = tables_beside(records)
    return {
        "version": VERSION,
        "note": words("en").say(_NOTE),
        "currency": records.currency,
        "columns": _columns(records.frame),
        "applications": _rows(records.frame),
        "grants": grants.identifiers,
        "assumed_days": grants.assumed,
        "beside": {name: {"columns": _columns(table), "rows": _rows(table)} for name, table in tables.items()},
    }


def _columns(frame: pd.DataFrame) -> list[dict[str, str]]:
    return [{"name": str(name), "type": type_of(frame[name])} for name in frame.columns]


def _rows(frame: pd.DataFrame) -> list[list[Any]]:
    return [list(row) for row in zip(*(map(_plain, frame[name].tolist()) for name in frame.columns), strict=True)]


def _plain(cell: Any) -> Any:
    if not isinstance(cell, str) and _missing(cell):
        return None
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return _number(cell) if isinstance(cell, float) else cell


def _flat(grants: list[Grant]) -> pd.DataFrame:
    """The grants under the titles of the standard's spreadsheet; lists of classifications are numbered."""
    from partnerlab.sources.forms.giving import title

    def cells(grant: Grant) -> Iterator[tuple[str, Any]]:
        for name, value in grant.items():
            for place, part in enumerate(value if isinstance(value, list) else [value]):
                if not isinstance(part, dict):
                    yield title([name]), part
                    continue
                numbered = f":{place}" if name == "classifications" else ""
                yield from ((f"{title([name])}{numbered}:{title([name, key])}", one) for key, one in part.items())

    rows = [dict(cells(grant)) for grant in grants]
    names = list(dict.fromkeys(name for row in rows for name in row))
    return pd.DataFrame({name: [row.get(name) for row in rows] for name in names})
