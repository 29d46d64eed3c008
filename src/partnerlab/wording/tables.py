"""How a metric's table reads: headings in words, numbers as the language writes them, an interval beside its value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from partnerlab.wording import Words, is_missing, message

Form = Literal["text", "year", "count", "money", "ratio", "share"]


class Table(Protocol):
    """What is needed of a frame here: pandas' own, without importing it."""

    columns: Any

    def itertuples(self, index: bool = ..., name: Any = ...) -> Iterable[Any]:
        """The rows."""


@dataclass(frozen=True)
class Heading:
    """The heading of a column, and how its values are written."""

    text: str
    form: Form


_BY_FORM: dict[Form, dict[str, str]] = {
    "year": {"year": message("Year"), "edition": message("Edition of the contest")},
    "text": {
        "application_id": message("Application number"),
        "organisation_id": message("Tax number of the organisation"),
        "organisation": message("Organisation"),
        "title": message("Project"),
        "themes": message("Themes"),
        "customer": message("Customer"),
        "followup_status": message("After the funding"),
        "district": message("District"),
        "line": message("Project line"),
        "organisation_kind": message("Kind of organisation"),
        "direction": message("Direction"),
        "nomination": message("Nomination"),
        "tier": message("Tier of the contest"),
        "contest": message("Contest"),
        "customer_sphere": message("Sphere of the customer"),
        "status": message("Status"),
        "base": message("Measured on"),
    },
    "count": {
        "projects": message("Projects"),
        "applications": message("Applications"),
        "admitted": message("Admitted"),
        "winners": message("Winners"),
        "submitted": message("Submitted"),
        "won": message("Won"),
        "contracted": message("Contracted"),
        "reported": message("Reported"),
        "ethnic_projects": message("Projects on ethnic issues"),
        "ethnic_winners": message("Winners on ethnic issues"),
        "active": message("Active organisations"),
        "first_time": message("First time"),
        "retained": message("Came again"),
        "reactivated": message("Back after a break"),
        "lapsed": message("Stayed away"),
        "budget_customers": message("Budget customers"),
        "business_customers": message("Business customers"),
        "rows_used": message("Rows used"),
        "rows_left_out": message("Rows left out"),
    },
    "money": {
        "budget": message("Budget, {unit}"),
        "business": message("Business, {unit}"),
        "attracted": message("Attracted, {unit}"),
        "attracted_cash": message("Attracted in cash, {unit}"),
        "attracted_in_kind": message("Attracted in kind, {unit}"),
        "attracted_planned": message("Attracted, planned, {unit}"),
        "requested": message("Requested, {unit}"),
        "awarded": message("Awarded, {unit}"),
        "spent": message("Spent, {unit}"),
        "returned": message("Returned, {unit}"),
        "budget_per_customer": message("Budget per customer, {unit}"),
    },
    "ratio": {
        "leverage": message("Attracted per budget rouble"),
        "leverage_cash": message("Of it in cash"),
        "leverage_in_kind": message("Of it in kind"),
        "leverage_planned": message("Planned per budget rouble"),
        "median_ratio": message("Typical project (median)"),
        "mean_ratio": message("Mean of the projects' ratios"),
        "representation": message("Representation"),
        "relative_award_rate": message("Award rate against the others"),
        "oversubscription": message("Requested per rouble awarded"),
    },
    "share": {
        "cofunding_share": message("Share of attracted money"),
        "business_share": message("Share of business"),
        "retention": message("Retention"),
        "first_time_share": message("Share of first-timers"),
        "award_rate": message("Winners of all decided"),
        "success_rate": message("Winners of the admitted"),
        "depth": message("Awarded of requested"),
        "share_of_projects": message("Share of projects"),
        "share_of_winners": message("Share of winners"),
        "ethnic_award_rate": message("Award rate, ethnic issues"),
        "other_award_rate": message("Award rate, the others"),
        "spent_share": message("Spent of awarded"),
    },
}
HEADINGS = {name: Heading(text, form) for form, group in _BY_FORM.items() for name, text in group.items()}

VALUES: dict[str, str] = {
    "ngo": message("NGO"),
    "otos": message("self-government body (OTOS)"),
    "municipal": message("municipal"),
    "religious": message("religious"),
    "other": message("other"),
    "budget": message("budget"),
    "business": message("business"),
    "budget_and_business": message("budget and business"),
    "fund": message("fund"),
    "district": message("district (tier)"),
    "city": message("city (tier)"),
    "regional": message("regional (tier)"),
    "submitted": message("submitted"),
    "admitted": message("admitted"),
    "rejected": message("rejected"),
    "won": message("won"),
    "lost": message("lost"),
    "withdrawn": message("withdrawn"),
    "contracted": message("contracted"),
    "reported": message("reported"),
}
CODED = ("organisation_kind", "base", "tier", "customer_sphere", "status")
"""Columns whose values are codes of the model; all other text is a user's own and is shown as it came."""


def label(column: str, value: object, words: Words) -> str:
    """A value of a text column as it is read: a code of the model in words, anything else as it came.

    >>> from partnerlab.wording import words
    >>> label("organisation_kind", "ngo", words("ru")), label("district", "ngo", words("ru"))
    ('НКО', 'ngo')
    """
    if is_missing(value):
        return words.say("no data")
    if column in CODED and value in VALUES:
        return words.say(VALUES[str(value)])
    return str(value)


def heading(column: str, words: Words, currency: str = "RUB") -> str:
    """The heading of a column, with its unit; a column that the package does not know keeps its own name.

    >>> from partnerlab.wording import words
    >>> heading("budget", words("en"))
    'Budget, thousand\\xa0RUB'
    """
    if column not in HEADINGS:
        return column
    return words.say(HEADINGS[column].text, unit=words.thousand_unit(currency))


def column_name(column: str, words: Words) -> str:
    """What a column is called in a sentence: its heading without a unit.

    >>> from partnerlab.wording import words
    >>> column_name("awarded", words("en"))
    'Awarded'
    """
    return heading(column, words).removesuffix(", " + words.thousand_unit())


def written(column: str, value: Any, words: Words) -> str:
    """One value of a table as it is read.

    >>> from partnerlab.wording import words
    >>> written("leverage", 8.4336, words("ru")), written("year", 2001, words("ru"))
    ('8,43', '2001')
    """
    known = HEADINGS.get(column.removesuffix("_low").removesuffix("_high"))
    form = known.form if known else ("text" if isinstance(value, str) else "count")
    if form == "text" or is_missing(value):
        return label(column, value, words)
    match form:
        case "year":
            return str(int(value))
        case "money":
            return words.thousands(value)
        case "ratio":
            return words.number(value, 2)
        case "share":
            return words.share(value)
        case _:
            return words.number(value, 0 if known or float(value).is_integer() else 2)


def readable(table: Table, words: Words, *, currency: str = "RUB") -> tuple[list[str], list[list[str]], list[bool]]:
    """A metric's table as its readers see it: headings, rows of text, and which columns hold numbers.

    An interval stands in brackets behind its value; columns in which nothing is known are left out, except the first.
    """
    columns: Sequence[str] = [str(column) for column in table.columns]
    rows = [dict(zip(columns, row, strict=True)) for row in table.itertuples(index=False, name=None)]
    bounds = {column + end for column in columns for end in ("_low", "_high")} & set(columns)
    shown = [
        column
        for place, column in enumerate(columns)
        if column not in bounds and (place == 0 or any(not is_missing(row[column]) for row in rows))
    ]

    def cell(row: dict[str, Any], column: str) -> str:
        value = written(column, row[column], words)
        low, high = row.get(column + "_low"), row.get(column + "_high")
        if is_missing(low) or is_missing(high):
            return value
        return f"{value} ({words.between(written(column, low, words), written(column, high, words))})"

    numeric = [HEADINGS[column].form != "text" if column in HEADINGS else False for column in shown]
    return (
        [heading(column, words, currency) for column in shown],
        [[cell(row, column) for column in shown] for row in rows],
        numeric,
    )
