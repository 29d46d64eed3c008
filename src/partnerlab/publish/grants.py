"""The grants of a contest by the 360Giving standard: one for each winner of whom the amount is known."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from partnerlab.errors import AwardDayNeeded
from partnerlab.model import THEME_SEPARATOR, WINNING
from partnerlab.sources.cells.check_digits import judged
from partnerlab.sources.cells.dates import read_date
from partnerlab.sources.cells.spelling import bare
from partnerlab.sources.forms.giving import title
from partnerlab.wording import is_missing

PROVISIONAL = "360G-provisional"
_ORGANISATION_ID = re.compile(r"[A-Z]{2}-[A-Z_]{2,}-\S+")
_AWARD_DATES = frozenset(
    ("awarddate", "dateofaward", "датаприсуждения", "датавыделения", "датарешения", "датарешениякомиссии")
)
"""Own columns that hold the day of the award."""
_DESCRIPTIONS = frozenset(("description", "описание", "описаниепроекта", "краткоеописание", "краткоеописаниепроекта"))
_LISTED = {"line": "Project line", "nomination": "Nomination", "direction": "Direction"}

Grant = dict[str, Any]


@dataclass(frozen=True)
class Publisher:
    """Who gives the grants, under which prefix they are published, and which day stands for a year's awards."""

    funder: str
    funder_id: str
    prefix: str = ""
    award_day: str = ""


class Grants:
    """The grants of a contest, made one by one; what had to be assumed is noted on the way."""

    def __init__(self, frame: pd.DataFrame, publisher: Publisher, *, currency: str, file: str) -> None:
        """Take the records without what is personal in their texts; the file is named in errors."""
        self.currency, self.publisher, self.file = currency, publisher, file
        self.prefix = publisher.prefix or PROVISIONAL
        self.identifiers: dict[str, str] = {}
        self.assumed: list[str] = []
        won = frame["status"].isin(WINNING) if "status" in frame.columns else pd.Series(True, index=frame.index)
        known = frame["awarded"].notna() if "awarded" in frame.columns else pd.Series(False, index=frame.index)
        self.without_money = int((won & ~known).sum())
        self.winners = frame[won & known]
        self.persons = {text for text in frame.get("organisation", pd.Series(dtype="str")).dropna() if _unnamed(text)}

    def made(self) -> Iterator[Grant]:
        """The grants, in the order of the records.

        Raises:
            AwardDayNeeded: if the records do not say a day of award, and the publisher no day that stands for it.
        """
        rows = [{str(name): cell for name, cell in row.items()} for row in self.winners.to_dict("records")]
        days = [self._award_day(row) for row in rows]
        unknown = [row for row, day in zip(rows, days, strict=True) if day is None]
        if unknown and (not self.publisher.award_day or any(is_missing(row.get("year")) for row in unknown)):
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
            if not is_missing(value) and isinstance(value, datetime.date):
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
            "amountAwarded": plain_number(row["awarded"]),
            "awardDate": day,
            **self._recipient(row),
            "fundingOrganization": [{"id": self.publisher.funder_id, "name": self.publisher.funder}],
        }
        return grant | dict(_further(row))

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


def _further(row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What a grant may have beside what the standard asks for."""
    if not is_missing(row.get("requested")):
        yield "amountAppliedFor", plain_number(row["requested"])
    days = {"startDate": row.get("start"), "endDate": row.get("end")}
    if known := {key: day.strftime("%Y-%m-%d") for key, day in days.items() if day is not None and not is_missing(day)}:
        yield "plannedDates", [known]
    if contest := _text(row, "contest"):
        yield "grantProgramme", [{"title": contest}]
    if district := _text(row, "district"):
        yield "beneficiaryLocation", [{"name": district}]
    listed = [{"vocabulary": said, "title": _text(row, name)} for name, said in _LISTED.items() if _text(row, name)]
    themes = [theme for theme in _text(row, "themes").split(THEME_SEPARATOR) if theme]
    if classes := [*listed, *({"vocabulary": "Themes", "title": theme} for theme in themes)]:
        yield "classifications", classes


def _unnamed(text: str) -> bool:
    return re.fullmatch(r"Individual [0-9]+", text) is not None


def _mark(text: str) -> str:
    return hashlib.sha256(bare(text).encode()).hexdigest()[:10]


def organisation_identifier(number: str) -> str:
    """The identifier of an organisation by org-id.guide, from its tax or registration number; empty if it is none.

    >>> organisation_identifier("5900000002"), organisation_identifier("5902000001")
    ('RU-INN-5900000002', '')
    """
    if _ORGANISATION_ID.fullmatch(number):
        return number
    kinds = ((10, "inn"), (13, "ogrn"))  # longer numbers are those of persons
    right = [f"RU-{one.kind.upper()}-{one.digits}" for one in judged(number) if (len(one.digits), one.kind) in kinds]
    return right[0] if right else ""


def _text(row: Mapping[str, Any], name: object) -> str:
    value = row.get(str(name))
    return "" if is_missing(value) else str(value)


def plain_number(value: float) -> float | int:
    """A number without a fraction that says nothing.

    >>> plain_number(30000.0), plain_number(0.5)
    (30000, 0.5)
    """
    return int(value) if float(value).is_integer() else float(value)


def flat(grants: list[Grant]) -> pd.DataFrame:
    """The grants under the titles of the standard's spreadsheet; lists of classifications are numbered."""

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
