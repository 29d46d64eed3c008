"""How a metric's table reads: headings in words, numbers as the language writes them, an interval beside its value."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, SupportsFloat

from partnerlab.wording import Words, is_missing, message

Form = Literal[
    "text", "year", "count", "money", "exact_money", "coins", "ratio", "index", "decimal", "share", "measured"
]  # fmt: skip


DECIMALS: dict[Form, int] = {"ratio": 2, "coins": 2, "index": 3, "decimal": 1}
"""How many decimals a plain number of each form is written with."""


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
    "year": {
        "year": message("Year"),
        "edition": message("Edition of the contest"),
        "cohort": message("First seen in"),
        "population_year": message("Census of"),
    },
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
        "measured_on": message("Fund taken"),
        "funding_end": message("End of the funding"),
        "status_date": message("Date last seen"),
        "end_date": message("Date the project ended"),
        "score": message("Score"),
        "scope": message("Scope"),
        "from_tier": message("From the tier"),
        "to_tier": message("To the tier"),
        "indicator": message("Indicator"),
        "kind": message("Kind"),
        "donor": message("Donor"),
        "theme": message("Theme"),
        "expert": message("Expert"),
        "change": message("Without this expert"),
        "unit": message("Unit"),
        "denominator_kind": message("What is counted"),
        "source": message("Source"),
        "note": message("Note"),
        "name": message("Name"),
        "project_type": message("Project type"),
        "size_kind": message("Cap or size"),
        "size_printed": message("Size as printed"),
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
        "age": message("Years since"),
        "organisations": message("Organisations"),
        "at_risk": message("Still observed"),
        "ended": message("Ended then"),
        "count": message("Count"),
        "applied": message("Went on to apply"),
        "censored": message("Too late to follow"),
        "directly": message("Past the city's contest"),
        "experts": message("Experts"),
        "rank": message("Rank"),
        "population": message("Population"),
        "theme_projects": message("Projects on the theme"),
        "theme_winners": message("Winners on the theme"),
        "nominations": message("Nominations"),
        "step": message("Step"),
        "pages": message("Pages that say so"),
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
        "awarded_per_10000": message("Awarded per 10,000 people, {unit}"),
        "size": message("Size, {unit}"),
    },
    "exact_money": {
        "fund": message("Fund, {unit}"),
        "amount": message("Amount, {unit}"),
        "printed_fund": message("Fund as printed, {unit}"),
        "difference": message("Printed less added up, {unit}"),
    },
    "coins": {
        "budget_each": message("Budget for each, {currency}"),
        "attracted_each": message("Attracted for each, {currency}"),
    },
    "index": {
        "hhi": message("Herfindahl-Hirschman index"),
        "hhi_normalised": message("The same, normalised"),
        "gini": message("Gini coefficient"),
        "icc1": message("Agreement of one expert (ICC 1)"),
        "icc_k": message("Agreement of the mean score (ICC k)"),
    },
    "decimal": {
        "effective_number": message("Effective number of recipients"),
        "months": message("Months after the funding"),
        "median_years": message("Median years between"),
        "participants_each": message("Participations for each"),
        "k0": message("Experts for an application"),
        "median_spread": message("Median spread of scores"),
        "mean_score": message("Mean score"),
        "mean_without": message("Mean without the expert"),
        "applications_per_10000": message("Applications per 10,000 people"),
        "winners_per_10000": message("Winners per 10,000 people"),
    },
    "measured": {"value": message("Value")},
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
        "programme_leverage": message("The whole programme's"),
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
        "share": message("Share"),
        "continues": message("Continues"),
        "bound_low": message("At least"),
        "bound_high": message("At most"),
        "response_rate": message("Answers received"),
        "survival": message("Still continues"),
        "low": message("Interval from"),
        "high": message("Interval to"),
        "top5_share": message("Share of the first five"),
        "applied_share": message("Share that applied"),
        "won_share": message("Share that won"),
        "theme_award_rate": message("Award rate, the theme"),
    },
}
HEADINGS = {name: Heading(text, form) for form, group in _BY_FORM.items() for name, text in group.items()}

VALUES: dict[str, str] = {
    "ngo": message("NGO"),
    "otos": message("self-government body (OTOS)"),
    "municipal": message("municipal"),
    "religious": message("religious"),
    "other": message("other"),
    "ethnic_relations": message("ethnic issues"),
    "budget": message("budget"),
    "business": message("business"),
    "budget_and_business": message("budget and business"),
    "fund": message("fund"),
    "printed_fund": message("fund as printed"),
    "sum_of_donors": message("sum of the donors"),
    "home_district": message("Home District – My House, My Care"),
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
    "continues_funded_otherwise": message("continues with other funding"),
    "continues_own_means": message("continues by its own means"),
    "continues_partly": message("continues in part"),
    "ended": message("ended"),
    "unknown": message("unknown"),
    "gained": message("would win"),
    "dropped": message("would not win"),
    "reach": message("reach"),
    "money": message("money"),
    "product": message("product"),
    "event": message("event"),
    "cap": message("cap"),
    "size": message("size"),
    "applications": message("applications"),
    "winners": message("winners"),
    "grant_fund": message("fund of the contest"),
    "award_rate": message("share of winners"),
    "received": message("applications received"),
    "considered": message("considered by the commission"),
    "took_part": message("took part"),
    "passed_to_commission": message("passed to the commission"),
    "nominations": message("nominations"),
    "projects_realised": message("projects realised"),
    "participations": message("participations"),
    "edition_number": message("edition of the contest"),
    "special_nominations": message("special nominations"),
    "winners_in_special_nominations": message("winners in special nominations"),
    "winner_projects_of_veterans_councils": message("winner projects of veterans’ councils"),
    "training_seminar_participants": message("participants of training seminars"),
    "individual_consultations": message("individual consultations"),
    "own_contribution_minimum": message("own contribution of the requested sum, at least"),
    "new_nominations": message("new nominations"),
    "applications_change_on_previous_year": message("applications more than a year before"),
    "winners_by_highest_score": message("winners by the highest score"),
    "winners_additional_funding": message("winners from additional money"),
    "number": message("number"),
    "people": message("people"),
    "NGO representatives": message("NGO representatives"),
    "RUB": message("RUB"),
    "projects": message("projects"),
    "share": message("share"),
    "yearly": message("yearly"),
    "political_culture": message("political culture"),
    "religious_organisations": message("religious organisations"),
    "self_government": message("self-government"),
    "youth": message("youth"),
    "rolling": message("rolling"),
    "sports_grounds": message("sports-and-play grounds"),
    "improved_territories": message("improved territories"),
    "publications": message("publications"),
    "media_stories": message("stories in the media"),
    "celebrations": message("celebrations"),
    "exhibitions": message("exhibitions"),
    "concerts": message("concerts"),
    "sports_competitions": message("sports competitions"),
    "seminars": message("seminars"),
    "lectures": message("lectures"),
    "improvement_activities": message("improvement activities"),
}
ON_BASE = {"leverage": message("Attracted per rouble"), "leverage_planned": message("Planned per rouble")}
"""Headings of ratios that are not all on the budget: the column `base` says on what each is."""
CODED = (
    "organisation_kind", "base", "tier", "from_tier", "to_tier", "customer_sphere", "status", "followup_status",
    "change", "contest", "kind", "size_kind", "intake", "indicator", "denominator_kind", "unit", "measured_on", "theme",
)  # fmt: skip
"""Columns whose values are codes of the model; all other text is a user's own and is shown as it came."""


def label(column: str, value: object, words: Words) -> str:
    """A value of a text column as it is read: a code of the model in words, a day as a date, else as it came.

    >>> from partnerlab.wording import words
    >>> label("organisation_kind", "ngo", words("ru")), label("district", "ngo", words("ru"))
    ('НКО', 'ngo')
    """
    if is_missing(value):
        return words.say("no data")
    if isinstance(value, datetime.date):
        return words.short_day(value)
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
    return words.say(HEADINGS[column].text, unit=words.thousand_unit(currency), currency=words.currency(currency))


def column_name(column: str, words: Words) -> str:
    """What a column is called in a sentence: its heading without a unit.

    >>> from partnerlab.wording import words
    >>> column_name("awarded", words("en"))
    'Awarded'
    """
    return heading(column, words).removesuffix(", " + words.thousand_unit())


def written(column: str, value: Any, words: Words, unit: str = "") -> str:
    """One value of a table as it is read; `unit` is what a measured value is in, where its row says so.

    >>> from partnerlab.wording import words
    >>> written("leverage", 8.4336, words("ru")), written("year", 2001, words("ru"))
    ('8,43', '2001')
    """
    known = HEADINGS.get(column) or HEADINGS.get(column.removesuffix("_low").removesuffix("_high"))
    form = known.form if known else ("count" if isinstance(value, SupportsFloat) else "text")
    if form == "text" or is_missing(value):
        return label(column, value, words)
    if form == "year":
        return str(int(value))
    if form == "measured":
        return _measured(value, unit, words)
    if form in ("money", "exact_money"):
        return words.thousands(value, 3 if form == "exact_money" else 1)
    if form == "share":
        return words.share(value)
    return words.number(value, DECIMALS.get(form, 0 if known or float(value).is_integer() else 2))


def _measured(value: Any, unit: str, words: Words) -> str:
    if unit == "share":
        return words.share(value)
    if unit == "RUB":
        return words.thousands(value, 1)
    return words.number(value, 0 if float(value).is_integer() else 2)


def readable(table: Table, words: Words, *, currency: str = "RUB") -> tuple[list[str], list[list[str]], list[bool]]:
    """A metric's table as its readers see it: headings, rows of text, and which columns hold numbers.

    An interval stands in brackets behind its value; columns in which nothing is known are left out, except the first.
    Of a text that the source prints and its translation beside it (`name`, `name_en`), each reader sees one; of a
    project line's code and its name, the name. A ratio on another base than the budget is not called one on it.
    """
    columns: Sequence[str] = [str(column) for column in table.columns]
    rows = [dict(zip(columns, row, strict=True)) for row in table.itertuples(index=False, name=None)]
    bounds = {column + end for column in columns for end in ("_low", "_high")} & set(columns)
    translated = {column: f"{column}_en" for column in columns if f"{column}_en" in columns}
    shown = [
        column
        for place, column in enumerate(columns)
        if column not in bounds
        and column not in translated.values()
        and not (column == "line" and "name" in columns)
        and (place == 0 or any(not is_missing(row[column]) for row in rows))
    ]

    def cell(row: dict[str, Any], column: str) -> str:
        read = translated.get(column, column) if words.language == "en" else column
        if column == "unit" and "value" in columns and row[column] == "RUB":
            return words.thousand_unit(currency)
        value = written(column, row[column if is_missing(row[read]) else read], words, str(row.get("unit", "")))
        low, high = row.get(column + "_low"), row.get(column + "_high")
        if is_missing(low) or is_missing(high):
            return value
        unit = str(row.get("unit", ""))
        return f"{value} ({words.between(written(column, low, words, unit), written(column, high, words, unit))})"

    def headed(column: str) -> str:
        on_budget = all(row.get("base", "budget") == "budget" for row in rows)
        return heading(column, words, currency) if on_budget or column not in ON_BASE else words.say(ON_BASE[column])

    numeric = [HEADINGS[column].form != "text" if column in HEADINGS else False for column in shown]
    return (
        [headed(column) for column in shown],
        [[cell(row, column) for column in shown] for row in rows],
        numeric,
    )
