"""What the sheets of a workbook are called: one for each question."""

from __future__ import annotations

from partnerlab.catalogue import Entry
from partnerlab.publish.workbooks.spreadsheets import sheet_name
from partnerlab.wording import Words, message

NAMES = {
    "leverage": message("Per budget rouble"),
    "social_order": message("Social order"),
    "participation": message("Participation"),
    "awards": message("Applications and winners"),
    "funnel": message("From entry to report"),
    "ethnic_issues": message("Ethnic issues"),
    "leverage_by_project": message("Per rouble, by project"),
    "participation_by_kind": message("Participation by kind"),
    "cohorts": message("Who still comes"),
    "issues": message("Themes"),
    "concentration": message("Concentration of money"),
    "continuation": message("After the funding"),
    "survival": message("Life without the funding"),
    "outcomes": message("What was produced"),
    "donors": message("Donors"),
    "fund_leverage": message("Per rouble of the fund"),
    "funded_share": message("District contest"),
    "project_lines": message("Project lines"),
    "tiers": message("From tier to tier"),
    "districts": message("Districts"),
    "reviewers": message("Agreement of the experts"),
    "decisive_experts": message("Decisive experts"),
    "history": message("The contest since 2011"),
}
"""What the sheet of each question is called; a sheet's name has at most 31 letters."""


def name_of(question: Entry, says: Words) -> str:
    """What a question's sheet is called.

    >>> from partnerlab.catalogue import CATALOGUE
    >>> from partnerlab.wording import words
    >>> name_of(CATALOGUE["leverage"], words("ru"))
    'На рубль бюджета'
    """
    return sheet_name(says.say(NAMES.get(question.name, question.name)))
