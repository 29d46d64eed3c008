"""The contest as tables: the columns of applications, their types, and their closed lists.

One row is one application to one contest. Only the columns that a metric needs must be there; every other column is
kept as it came and may be used to group by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from partnerlab.wording import message

ColumnType = Literal["text", "year", "count", "number", "money", "date", "choice"]


@dataclass(frozen=True)
class Column:
    """One column of the table of applications.

    >>> APPLICATION["awarded"].type
    'money'
    """

    name: str
    type: ColumnType
    meaning: str
    choices: tuple[str, ...] = ()


STATUSES = ("submitted", "admitted", "rejected", "won", "lost", "withdrawn", "contracted", "reported")
WINNING = ("won", "contracted", "reported")
"""Statuses of a winner: a contract or a report follows from having won."""
REFUSED = ("rejected", "lost")
"""Statuses of an application that was decided against: before admission, or by the commission."""
PAST_ADMISSION = (*WINNING, "lost", "admitted")
"""Statuses of an application that passed the formal admission."""

TIERS = ("district", "city", "regional")
ORGANISATION_KINDS = ("ngo", "otos", "municipal", "business", "religious", "other")
CUSTOMER_SPHERES = ("budget", "business")
FOLLOWUP_STATUSES = (
    "continues_funded_otherwise",
    "continues_own_means",
    "continues_partly",
    "ended",
    "unknown",
)
INTAKES = ("yearly", "rolling")
"""A contest takes applications once a year or all the year round: the deck plans the second for its public actions."""
ETHNIC_RELATIONS = "ethnic_relations"
THEME_SEPARATOR = ";"
SYNTHETIC = "synthetic"
"""The column that a sample carries: records that have it are made up, wherever they come back from."""
FIRST_YEAR, LAST_YEAR = 1990, 2100
"""A contest's year outside these bounds is a slip of the hand."""

COLUMNS = (
    Column("application_id", "text", message("Application number")),
    Column("year", "year", message("Year")),
    Column("contest", "text", message("Contest")),
    Column("edition", "count", message("Edition of the contest")),
    Column("tier", "choice", message("Tier of the contest"), TIERS),
    Column("organisation_id", "text", message("Tax number of the organisation")),
    Column("organisation", "text", message("Organisation")),
    Column("organisation_kind", "choice", message("Kind of organisation"), ORGANISATION_KINDS),
    Column("title", "text", message("Project")),
    Column("line", "text", message("Project line")),
    Column("nomination", "text", message("Nomination")),
    Column("district", "text", message("District")),
    Column("direction", "text", message("Direction")),
    Column("themes", "text", message("Themes")),
    Column("status", "choice", message("Status"), STATUSES),
    Column("requested", "money", message("Requested")),
    Column("awarded", "money", message("Awarded")),
    Column("business", "money", message("Business money")),
    Column("attracted", "money", message("Attracted")),
    Column("attracted_cash", "money", message("Attracted in cash")),
    Column("attracted_in_kind", "money", message("Attracted in kind")),
    Column("attracted_planned", "money", message("Attracted, planned")),
    Column("customer", "text", message("Customer")),
    Column("customer_sphere", "choice", message("Sphere of the customer"), CUSTOMER_SPHERES),
    Column("spent", "money", message("Spent")),
    Column("returned", "money", message("Returned")),
    Column("start", "date", message("Start of the project")),
    Column("end", "date", message("End of the project")),
    Column("funding_end", "date", message("End of the funding")),
    Column("followup_status", "choice", message("After the funding"), FOLLOWUP_STATUSES),
    Column("status_date", "date", message("Date last seen")),
    Column("end_date", "date", message("Date the project ended")),
    Column("funding_years", "count", message("Years of funding")),
    Column("intake", "choice", message("Intake of the contest"), INTAKES),
)
APPLICATION = {column.name: column for column in COLUMNS}
MONEY = tuple(column.name for column in COLUMNS if column.type == "money")

_ID, _YEAR, _CONTEST, _DISTRICT = (APPLICATION[name] for name in ("application_id", "year", "contest", "district"))
HELD = ("yes", "no", "open", "missing")
"""Whether a year's contest was held, is still open, or was held but its file is missing."""
BESIDE: Mapping[str, tuple[Column, ...]] = {
    "scores": (
        _ID,
        _YEAR,
        Column("expert", "text", message("Expert")),
        Column("criterion", "text", message("Criterion")),
        Column("score", "number", message("Score")),
    ),
    "outcomes": (
        _ID,
        _YEAR,
        Column("indicator", "text", message("Indicator")),
        Column("value", "number", message("Value")),
        Column("kind", "text", message("Kind")),
        Column("unit", "text", message("Unit")),
        Column("name", "text", message("Name of the indicator")),
        Column("name_en", "text", message("Name of the indicator in English")),
    ),
    "donors": (
        _CONTEST,
        _YEAR,
        Column("donor", "text", message("Donor")),
        Column("donor_en", "text", message("Donor in English")),
        Column("amount", "money", message("Amount given")),
        Column("printed_fund", "money", message("Fund as printed")),
    ),
    "funds": (
        _CONTEST,
        _YEAR,
        _DISTRICT,
        Column("printed_fund", "money", message("Fund as printed")),
        APPLICATION["attracted"],
        Column("applications", "count", message("Number of applications")),
        Column("winners", "count", message("Number of winners")),
    ),
    "calendar": (
        _YEAR,
        Column("edition", "count", message("Edition of the contest")),
        Column("held", "choice", message("Contest held"), HELD),
    ),
}
"""The tables that stand beside the applications, in sheets or files of their own, and their columns."""
