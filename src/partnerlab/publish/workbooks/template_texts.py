"""What the template's sheet of instructions says of each column, and an example of what to write there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from partnerlab.wording import message

ORDER = (
    "application_id", "year", "contest", "edition", "tier", "organisation", "organisation_id", "organisation_kind",
    "title", "line", "nomination", "district", "direction", "themes", "status", "requested", "awarded", "attracted",
    "attracted_cash", "attracted_in_kind", "attracted_planned", "business", "customer", "customer_sphere", "start",
    "end", "spent", "returned", "funding_end", "funding_years", "followup_status", "status_date", "end_date", "intake",
)  # fmt: skip
"""The columns of the applications in the order in which a secretary comes to know them."""
REQUIRED = ("application_id", "year", "organisation", "title", "status", "requested", "awarded", "attracted")


@dataclass(frozen=True)
class Told:
    """What a column holds, in a sentence, and an example."""

    meaning: str
    example: str = ""


TOLD: Mapping[str, Told] = {
    "application_id": Told(
        message("The number under which the application was registered; no two have the same."), "2026-014"
    ),
    "year": Told(message("The year of the contest, not of the project's end."), "2026"),
    "contest": Told(message("The name of the contest, if the city holds several."), message("Town Palette")),
    "edition": Told(message("Which one in the row of contests this is."), "28"),
    "tier": Told(message("Whether the contest is of a district, of the city or of the region.")),
    "organisation": Told(
        message("Who applies: the name as in the charter, always spelled in the same way."), message("NGO “Hope”")
    ),
    "organisation_id": Told(
        message("The tax number (INN) or the registration number (OGRN); by it one organisation is known for one."),
        "5900000002",
    ),
    "organisation_kind": Told(message("Which kind of organisation it is: one of the list.")),
    "title": Told(message("The name of the project."), message("A yard for all")),
    "line": Told(message("The line of the contest under which the project was submitted.")),
    "nomination": Told(message("The nomination of the contest.")),
    "district": Told(message("The district in which the project takes place, always spelled in the same way.")),
    "direction": Told(message("The direction of the programme that the project serves.")),
    "themes": Told(message("What the project is about; between several themes stands a semicolon.")),
    "status": Told(message("How far the application came: one of the list.")),
    "requested": Told(message("The money asked of the contest, in roubles, as a number alone."), "150000"),
    "awarded": Told(message("The money given from the budget; for those who got none, leave it empty."), "120000"),
    "attracted": Told(
        message("The money that the performers raised beside the budget's, in all; 0 if there was none."), "45000"
    ),
    "attracted_cash": Told(message("Of it in money."), "25000"),
    "attracted_in_kind": Told(message("Of it in goods, work and services, at their price."), "20000"),
    "attracted_planned": Told(message("How much the application promised to raise."), "50000"),
    "business": Told(message("The money that businesses gave as customers of the project."), "30000"),
    "customer": Told(message("Who ordered the project, if anybody did.")),
    "customer_sphere": Told(message("Whether the customer is of the budget or a business.")),
    "start": Told(message("The first day of the project."), "01.04.2026"),
    "end": Told(message("The last day of the project."), "30.11.2026"),
    "spent": Told(message("How much of the money given was spent."), "118500"),
    "returned": Told(message("How much of it was given back."), "1500"),
    "funding_end": Told(message("The day on which the contest's money ended."), "30.11.2026"),
    "funding_years": Told(message("For how many years the project was funded."), "1"),
    "followup_status": Told(message("What became of the project after the funding: one of the list.")),
    "status_date": Told(message("The day on which this was last known."), "15.05.2028"),
    "end_date": Told(message("The day on which the project ended, if it did."), "31.12.2027"),
    "intake": Told(message("Whether the contest takes applications once a year or all the year round.")),
}

SHEETS: Mapping[str, tuple[str, str]] = {
    "outcomes": (
        message("Outcomes"),
        message(
            "What each project brought: one row a project and indicator, such as the number of people taking part."
        ),
    ),
    "scores": (
        message("Scores"),
        message("The experts' scores: one row an application, expert and criterion. Experts have codes, not names."),
    ),
    "calendar": (
        message("Calendar"),
        message("The years of the contest, also those in which it was not held."),
    ),
    "donors": (message("Gifts"), message("What donors gave to the prize fund of a district's contest.")),
    "funds": (message("Funds"), message("The prize funds of districts' contests, where they are known as a whole.")),
}
"""The sheets beside the applications: what they are called, and what they hold."""

PLAINER: Mapping[str, str] = {"printed_fund": message("Prize fund")}
"""Headings that say to a secretary what the model's own say to a reader of printed tables."""

HELD_WORDS: Mapping[str, str] = {
    "yes": message("held"),
    "no": message("not held"),
    "open": message("in progress"),
    "missing": message("no file"),
}
"""What the calendar says of a year."""

RULES = (
    message("One row is one application. Headings stay as they are; your own columns may stand behind them."),
    message("The columns with an asterisk are needed by most questions; leave the others empty if nothing is known."),
    message("A cell of which nothing is known stays empty: no dash, no “unknown”. Zero is written as 0."),
    message("Money is in roubles, a number alone: 150000, not 150 thousand. Dates are dates: 30.11.2026."),
    message("No row of totals, no empty rows between applications, no merged cells."),
    message(
        "Do not write personal data: no telephones, no e-mail addresses, no passports, no names of persons. What "
        "looks like them is left out of reports."
    ),
    message("Check the file: partnerlab check FILE. Make the reports: partnerlab report --data FILE."),
)
