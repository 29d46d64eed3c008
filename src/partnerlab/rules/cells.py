"""What is asked of each cell."""

from __future__ import annotations

from collections.abc import Mapping

from partnerlab.rules.rule import Rule
from partnerlab.wording import message

_LISTED = message(
    "write one of these words, leave the cell empty, or say in a mapping what your own word means (--draft "
    "mapping.toml)"
)

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
        days=("low", "high"),
    ),
    "not_a_number": Rule(
        "error",
        message("Is every number a number?"),
        message("«{found}» is not a number"),
        message("a number, such as 12 or 4,5"),
        message("write the number alone, or leave the cell empty"),
    ),
    "ambiguous_number": Rule(
        "warning",
        message("Can every number be read in one way only?"),
        message("«{found}» may be {low} or {high}; the number is not used"),
        message("a number that can be read in one way only"),
        message("write it without a separator of thousands"),
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
}
