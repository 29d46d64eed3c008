"""What is asked of the records, once all cells are read."""

from __future__ import annotations

from collections.abc import Mapping

from partnerlab.rules.rule import Rule
from partnerlab.wording import message

RULES: Mapping[str, Rule] = {
    "duplicate_id": Rule(
        "error",
        message("Does every application stand there once?"),
        message("the application number «{found}» stands already in row {first}"),
        message("a number that no other application has"),
        message("delete the row if it is there twice, or correct its number"),
    ),
    "missing_year": Rule(
        "warning",
        message("Has every application its year?"),
        message("the year is missing; the application is in no year's figures"),
        mend=message("write the year of the contest"),
    ),
    "missing_organisation": Rule(
        "warning",
        message("Has every application its organisation?"),
        message("the organisation is missing; the application is left out where organisations are counted"),
        mend=message("write the name of the organisation"),
    ),
    "missing_status": Rule(
        "warning",
        message("Has every application its status?"),
        message("the status is missing; such applications are not taken as winners (rows: {count})"),
        mend=message("write what became of each application"),
    ),
    "missing_money": Rule(
        "warning",
        message("Have all winners their money?"),
        message("winners without an amount; it is taken as not known (rows: {count})"),
        mend=message("write the amounts, and 0 where there was no money"),
    ),
    "money_not_won": Rule(
        "warning",
        message("Has money been awarded to winners only?"),
        message("money is awarded to applications that did not win, such as «{found}»; not counted (rows: {count})"),
        mend=message("correct the status or the amount"),
    ),
    "money_without_status": Rule(
        "warning",
        message("Has every application its status?"),
        message(
            "awarded {awarded}, but no status; the application is not taken as a winner and its money is not counted"
        ),
        mend=message("write what became of the application"),
    ),
    "money_undecided": Rule(
        "warning",
        message("Has money been awarded to winners only?"),
        message(
            "money is awarded to applications that are withdrawn or not yet decided, such as «{found}»; not "
            "counted (rows: {count})"
        ),
        mend=message("correct the status or the amount"),
    ),
    "missing_district": Rule(
        "warning",
        message("Has every application its district?"),
        message("the district is missing; the application is in no district's figures (rows: {count})"),
        mend=message("write the district"),
    ),
    "missing_title": Rule(
        "warning",
        message("Has every application its project?"),
        message("the name of the project is missing (rows: {count})"),
        mend=message("write the name of the project"),
    ),
    "similar_values": Rule(
        "warning",
        message("Is everything always spelled in one way?"),
        message(
            "«{found}» is perhaps «{other}», which stands there {there} times; they are counted apart (rows: {count})"
        ),
        mend=message("write it in the same way everywhere; if they are two different things, accept the finding"),
    ),
    "no_year_column": Rule(
        "warning",
        message("Are there years?"),
        message("the year of the contest is not known; figures by year cannot be given"),
        mend=message("add a column «Year», or write the year into the name of the sheet or of the file"),
    ),
    "no_organisation_column": Rule(
        "warning",
        message("Are there organisations?"),
        message("no column of organisations; who takes part, who is new and who comes back cannot be told"),
        mend=message("add a column «Organisation»"),
    ),
    "no_awarded_column": Rule(
        "warning",
        message("Is there the money awarded?"),
        message("no column of money awarded; the budget and the money beside each rouble of it cannot be given"),
        mend=message("add a column «Awarded»"),
    ),
    "no_attracted_column": Rule(
        "warning",
        message("Is there the money attracted?"),
        message("no column of money attracted; how much stands beside each budget rouble cannot be given"),
        mend=message("add a column «Attracted»"),
    ),
    "no_status_column": Rule(
        "note",
        message("Is there a status?"),
        message("no column of statuses; every row is taken as a winner"),
    ),
    "no_themes_column": Rule(
        "note",
        message("Are there themes?"),
        message("no column of themes; how projects on ethnic relations fare cannot be told"),
    ),
    "made_ids": Rule(
        "note",
        message("Have the applications numbers?"),
        message("applications without a number are named by file and row (rows: {count})"),
    ),
    "ids_by_year": Rule(
        "note",
        message("Is a number used once only over the years?"),
        message("numbers begin anew each year or sheet; each is kept with its year or sheet, such as «{found}»"),
    ),
}
