"""What is asked of a user's records, and how it reads when the answer is no: the closed list of checks.

An error must be mended before reports are made; a warning leaves a number out or a question unanswered; a note
tells how something was read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from partnerlab.wording import message

Severity = Literal["error", "warning", "note"]
SEVERITIES: Mapping[Severity, str] = {
    "error": message("error"),
    "warning": message("warning"),
    "note": message("note"),
}
"""The severities, gravest first, with their words."""


@dataclass(frozen=True)
class Rule:
    """What a check asks of the records, and how a finding of it reads.

    `found` is the sentence about the one place. `expected` and `mend` are empty where nothing is to be mended, or
    where one of them says it all. `summed`: one finding stands for all such cells of a column. `kept`: the value
    is kept as it was found.

    >>> RULES["not_an_amount"].severity
    'error'
    """

    severity: Severity
    question: str
    found: str
    expected: str = ""
    mend: str = ""
    summed: bool = False
    kept: bool = False


_LISTED = message("write one of these words, or leave the cell empty")
_AS_MANY = message("as many cells as there are headings ({headings})")

RULES: Mapping[str, Rule] = {
    "not_an_amount": Rule(
        "error",
        message("Is every amount a number?"),
        message("«{found}» is not an amount"),
        message("an amount of money, such as 30000 or 1 234,50"),
        message("write the number alone, or leave the cell empty"),
    ),
    "negative_amount": Rule(
        "error",
        message("Is no amount below zero?"),
        message("«{found}» is below zero"),
        message("an amount of zero or more"),
        message("write the amount without the minus; money given back has a column of its own, «Returned»"),
        kept=True,
    ),
    "other_currency": Rule(
        "error",
        message("Are all amounts in one currency?"),
        message("«{found}» is not in the currency of the records"),
        message("amounts in one currency ({currency})"),
        message("convert the amount, or open the records in their own currency"),
    ),
    "not_a_year": Rule(
        "error",
        message("Is every year a year?"),
        message("«{found}» is not a year of a contest"),
        message("a year between {first} and {last}"),
        message("write the year with four digits, such as 2003"),
    ),
    "not_a_date": Rule(
        "error",
        message("Is every date a date?"),
        message("«{found}» is not a date of this calendar"),
        message("a date between {first} and {last}, such as 31.10.2003"),
        message("correct the date, or leave the cell empty"),
    ),
    "not_a_count": Rule(
        "error",
        message("Is every edition a number?"),
        message("«{found}» is not a whole number"),
        message("a whole number, such as 6, or VI"),
        message("write the number alone, or leave the cell empty"),
    ),
    "unknown_status": Rule(
        "error",
        message("Is every status one of the known ones?"),
        message("the status «{found}» is not known"),
        message("submitted, admitted, rejected, won, lost, withdrawn, contracted or reported"),
        _LISTED,
    ),
    "unknown_kind": Rule(
        "error",
        message("Is every kind of organisation one of the known ones?"),
        message("the kind of organisation «{found}» is not known"),
        message("ngo, otos, municipal, business, religious or other"),
        _LISTED,
    ),
    "unknown_tier": Rule(
        "error",
        message("Is every tier of the contest one of the known ones?"),
        message("the tier «{found}» is not known"),
        message("district, city or regional"),
        _LISTED,
    ),
    "unknown_sphere": Rule(
        "error",
        message("Is every customer's sphere one of the known ones?"),
        message("the sphere «{found}» is not known"),
        message("budget or business"),
        _LISTED,
    ),
    "unknown_followup": Rule(
        "error",
        message("Is it known of every project what became of it?"),
        message("«{found}» does not say what became of the project"),
        message("continues with other funding, continues by own means, continues in part, ended or unknown"),
        _LISTED,
    ),
    "unknown_intake": Rule(
        "error",
        message("Is it known of every contest when it takes applications?"),
        message("«{found}» does not say when the contest takes applications"),
        message("yearly or rolling"),
        _LISTED,
    ),
    "duplicate_id": Rule(
        "error",
        message("Does every application stand there once?"),
        message("the application number «{found}» stands already in row {first}"),
        message("a number that no other application has"),
        message("delete the row if it is there twice, or correct its number"),
    ),
    "total_row": Rule(
        "error",
        message("Is every row an application?"),
        message("«{found}»: the row is a total and is counted as an application"),
        message("one application in each row"),
        message("delete the row of totals"),
    ),
    "long_row": Rule(
        "error",
        message("Has every row as many cells as there are headings?"),
        message("the row has too many cells ({cells}); they may stand under the wrong headings"),
        _AS_MANY,
        message("put cells with a comma inside them into quotation marks, or save the file as .xlsx"),
    ),
    "unclosed_quote": Rule(
        "error",
        message("Is every quotation mark closed?"),
        message("a quotation mark is not closed in its cell, which has taken in the rows that follow"),
        message("a closing quotation mark at the end of the cell"),
        message("put it there, or save the file as .xlsx"),
    ),
    "broken_quotes": Rule(
        "error",
        message("Do quotation marks stand as a CSV file needs them?"),
        message("a quotation mark stands where none should; cells and rows may have run together"),
        message("quotation marks around whole cells, doubled inside them"),
        message("look at this row, or save the file as .xlsx"),
    ),
    "unclear_unit": Rule(
        "error",
        message("Is the unit of all money clear?"),
        message("«{found}» leaves it unclear in which unit the money is; such columns are kept as typed, not counted"),
        message("one unit for each column of money"),
        message("write the unit into each heading: «, RUB» or «, thousand RUB»"),
    ),
    "ruined_number": Rule(
        "error",
        message("Are all numbers of applications and organisations whole?"),
        message("«{found}» is what a spreadsheet leaves of a long number: its digits are lost"),
        message("the number with all its digits"),
        message("give the column the format «Text», and type the number again"),
    ),
    "formula_error": Rule(
        "error",
        message("Do all formulas have a result?"),
        message("the formula has no result ({found})"),
        message("a value"),
        message("mend the formula, or open the file in a spreadsheet program and save it again"),
    ),
    "ambiguous_amount": Rule(
        "warning",
        message("Can every amount be read in one way only?"),
        message("«{found}» may be {low} {currency} or {high} {currency}; it is not counted"),
        message("an amount that can be read in one way only"),
        message("write it without a separator of thousands and with all its units"),
    ),
    "ambiguous_date": Rule(
        "warning",
        message("Can every date be read in one way only?"),
        message("«{found}» may be {low} or {high}; it is not used"),
        message("a date that can be read in one way only"),
        message("write the date as 31.10.2003"),
    ),
    "duplicate_heading": Rule(
        "warning",
        message("Does every heading stand there once?"),
        message("the heading means the same as «{other}»; the column is kept as «{kept}» and not counted"),
        message("one column for each thing"),
        message("rename or delete the column that is not needed"),
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
    "tiny_amount": Rule(
        "warning",
        message("Are all amounts in whole units of money?"),
        message("amounts such as «{found}» are less than one unit of money: shares, perhaps (cells: {count})"),
        message("amounts of money, not shares of them"),
        message("write the amounts, or rename the column"),
        summed=True,
        kept=True,
    ),
    "short_row": Rule(
        "warning",
        message("Is no row cut off?"),
        message("the row has too few cells ({cells})"),
        _AS_MANY,
        message("see whether the row was cut off"),
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
    "title_rows": Rule(
        "note",
        message("Where do the headings stand?"),
        message("the rows above the headings hold no records: «{found}»"),
    ),
    "sheet_not_read": Rule(
        "note",
        message("Is every sheet read?"),
        message("the sheet has no row of known headings and is not read (rows: {rows})"),
    ),
    "sheet_without_rows": Rule(
        "note",
        message("Has every sheet rows?"),
        message("the sheet has headings and no row below them"),
    ),
    "empty_heading": Rule(
        "note",
        message("Has every column its heading?"),
        message("a column without a heading is kept as «{found}»"),
    ),
    "year_from_sheet": Rule(
        "note",
        message("Where is the year from?"),
        message("the year {found} is from the name of the sheet"),
    ),
    "year_from_file": Rule(
        "note",
        message("Where is the year from?"),
        message("the year {found} is from the name of the file"),
    ),
    "year_given": Rule(
        "note",
        message("Where is the year from?"),
        message("the year {found} was given when the records were opened"),
    ),
    "year_from_date": Rule(
        "note",
        message("Were all years written as years?"),
        message("the year is taken from a date such as «{found}» (cells: {count})"),
        summed=True,
    ),
    "none_as_zero": Rule(
        "note",
        message("Where is no money?"),
        message("«{found}» is read as zero (cells: {count})"),
        summed=True,
    ),
    "said_missing": Rule(
        "note",
        message("Where is no information?"),
        message("«{found}» is read as a missing value (cells: {count})"),
        summed=True,
    ),
    "written_multiple": Rule(
        "note",
        message("Which amounts are written in thousands or millions?"),
        message("amounts such as «{found}» are written out in full (cells: {count})"),
        summed=True,
    ),
    "unit_above": Rule(
        "note",
        message("Which columns are in thousands or millions?"),
        message("amounts under headings without a unit are multiplied by {factor}, as «{found}» above them says"),
    ),
    "heading_in_thousands": Rule(
        "note",
        message("Which columns are in thousands or millions?"),
        message("the amounts of the column are multiplied by {factor}, as its heading says"),
    ),
    "serial_date": Rule(
        "note",
        message("Were all dates written as dates?"),
        message("numbers such as «{found}» are read as a spreadsheet's dates (cells: {count})"),
        summed=True,
    ),
    "roman_number": Rule(
        "note",
        message("Were all numbers written in figures?"),
        message("Roman numbers such as «{found}» are read as numbers (cells: {count})"),
        summed=True,
    ),
    "errors_unseen": Rule(
        "note",
        message("Do all formulas have a result?"),
        message("in a file of this kind a formula without a result cannot be told from an empty cell"),
        mend=message("save the file as .xlsx to have the formulas checked"),
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
    "currency_from_file": Rule(
        "note",
        message("Which currency is it?"),
        message("the amounts are in {found}, as the file says"),
    ),
}
