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

    `found` is the sentence about the one place; `expected` and `mend` are empty where nothing is to be mended.

    >>> RULES["not_an_amount"].severity
    'error'
    """

    severity: Severity
    question: str
    found: str
    expected: str = ""
    mend: str = ""


_LISTED = message("write one of the words expected, or leave the cell empty")

RULES: Mapping[str, Rule] = {
    "not_an_amount": Rule(
        "error",
        message("Is every amount a number?"),
        message("«{found}» is not an amount"),
        message("an amount of money, such as 30000 or 1 234,50"),
        message("write it as 30000, or leave the cell empty"),
    ),
    "negative_amount": Rule(
        "error",
        message("Is no amount below zero?"),
        message("«{found}» is below zero"),
        message("an amount of zero or more"),
        message("write the amount without the minus; money given back has a column of its own, «Returned»"),
    ),
    "other_currency": Rule(
        "error",
        message("Are all amounts in one currency?"),
        message("«{found}» is not in the currency of the records, {currency}"),
        message("amounts in one currency"),
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
        message("write the date as 31.10.2003, or leave the cell empty"),
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
    "duplicate_id": Rule(
        "error",
        message("Does every application stand there once?"),
        message("the application number «{found}» stands already in row {first}"),
        message("a number that no other application has"),
        message("delete the row that is there twice, or give it a number of its own"),
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
        message("the row has more cells than there are headings ({cells}, headings: {headings})"),
        message("as many cells as headings"),
        message("put cells with a comma inside them into quotation marks, or save the file as .xlsx"),
    ),
    "unclosed_quote": Rule(
        "error",
        message("Is every quotation mark closed?"),
        message("a quotation mark is opened and never closed: all that follows is one cell"),
        message("a closing quotation mark"),
        message("close the quotation mark, or save the file as .xlsx"),
    ),
    "formula_error": Rule(
        "error",
        message("Do all formulas have a result?"),
        message("the formula has no result ({found})"),
        message("a value"),
        message("mend the formula, or write the value itself"),
    ),
    "ambiguous_amount": Rule(
        "warning",
        message("Can every amount be read in one way only?"),
        message("«{found}» may be {low} or {high}; it is not counted"),
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
        message("the year of the contest"),
        message("write the year"),
    ),
    "missing_organisation": Rule(
        "warning",
        message("Has every application its organisation?"),
        message("the organisation is missing; the application is left out where organisations are counted"),
        message("the name of the organisation"),
        message("write the name"),
    ),
    "short_row": Rule(
        "warning",
        message("Is no row cut off?"),
        message("the row has fewer cells than there are headings ({cells}, headings: {headings})"),
        message("as many cells as headings"),
        message("see whether the row was cut off"),
    ),
    "broken_quotes": Rule(
        "warning",
        message("Do quotation marks stand as a CSV file needs them?"),
        message("a quotation mark stands where none should; the cells of this row may be divided wrongly"),
        message("quotation marks around whole cells, doubled inside them"),
        message("look at this row, or save the file as .xlsx"),
    ),
    "no_year_column": Rule(
        "warning",
        message("Are there years?"),
        message("the year of the contest is not known; figures by year cannot be given"),
        message("a column «Year», or a year in the name of the sheet or of the file"),
        message("add the column, or write the year into the name of the file"),
    ),
    "no_organisation_column": Rule(
        "warning",
        message("Are there organisations?"),
        message("no column of organisations; who takes part, who is new and who comes back cannot be told"),
        message("a column «Organisation»"),
        message("add the column"),
    ),
    "no_awarded_column": Rule(
        "warning",
        message("Is there the money awarded?"),
        message("no column of money awarded; the budget and the money beside each rouble of it cannot be given"),
        message("a column «Awarded»"),
        message("add the column"),
    ),
    "no_attracted_column": Rule(
        "warning",
        message("Is there the money attracted?"),
        message("no column of money attracted; how much stands beside each budget rouble cannot be given"),
        message("a column «Attracted»"),
        message("add the column"),
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
        message("the rows above the headings are not read: «{found}»"),
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
    ),
    "none_as_zero": Rule(
        "note",
        message("Where is no money?"),
        message("«{found}» is read as zero (cells: {count})"),
    ),
    "said_missing": Rule(
        "note",
        message("Where is no information?"),
        message("«{found}» is read as a missing value (cells: {count})"),
    ),
    "written_multiple": Rule(
        "note",
        message("Which amounts are written in thousands or millions?"),
        message("amounts such as «{found}» are written out in full (cells: {count})"),
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
    ),
    "roman_number": Rule(
        "note",
        message("Were all numbers written in figures?"),
        message("Roman numbers such as «{found}» are read as numbers (cells: {count})"),
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
