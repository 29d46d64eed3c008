"""What is asked of sheets, rows and headings."""

from __future__ import annotations

from collections.abc import Mapping

from partnerlab.rules.rule import Rule
from partnerlab.wording import message

_AS_MANY = message("as many cells as there are headings ({headings})")

RULES: Mapping[str, Rule] = {
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
    "duplicate_heading": Rule(
        "warning",
        message("Does every heading stand there once?"),
        message("the heading means the same as «{other}»; the column is kept as «{kept}» and not counted"),
        message("one column for each thing"),
        message("rename or delete the column that is not needed"),
    ),
    "short_row": Rule(
        "warning",
        message("Is no row cut off?"),
        message("the row has too few cells ({cells})"),
        _AS_MANY,
        message("see whether the row was cut off"),
    ),
    "total_row": Rule(
        "note",
        message("Is every row an application?"),
        message("«{found}»: the row is a total and is not counted as an application"),
    ),
    "total_by_sums": Rule(
        "warning",
        message("Is every row an application?"),
        message(
            "{found} is the sum of the rows above, and the row names no organisation; it is taken as a total and "
            "not counted as an application"
        ),
        mend=message("write «Total» into the row; if it is an application, write its organisation"),
    ),
    "named_like_total": Rule(
        "note",
        message("Is every row an application?"),
        message("«{found}» reads like a total, but the row names more of an application; it is counted as one"),
    ),
    "title_rows": Rule(
        "note",
        message("Where do the headings stand?"),
        message("the rows above the headings hold no records: «{found}»"),
    ),
    "merged_amount": Rule(
        "warning",
        message("Has every row its own amount?"),
        message(
            "the amount {found} stands in a cell merged over the rows {first} to {last}; it is counted once, in the "
            "first of them"
        ),
        mend=message("write into each row its own amount"),
    ),
    "wide_table": Rule(
        "warning",
        message("Has every year rows of its own?"),
        message("the years stand beside one another, a column for each; such a sheet is not read (rows: {rows})"),
        message("a column «Year» and a row for each application of each year"),
        message("write the amounts of all years below one another, with the year in a column of its own"),
    ),
    "merged_cells": Rule(
        "note",
        message("Has every row its own cells?"),
        message("what is written once in merged cells, such as «{found}», is given to all their rows (cells: {count})"),
    ),
    "rows_of_one": Rule(
        "note",
        message("Has every application one row?"),
        message(
            "the rows {first} to {last} are one application, since its number «{found}» is merged over them; their "
            "texts are put together"
        ),
    ),
    "section_rows": Rule(
        "note",
        message("Is every row an application?"),
        message(
            "rows of one text, such as «{found}», are no applications; the text is given to the rows below (rows: "
            "{count})"
        ),
    ),
    "repeated_headings": Rule(
        "note",
        message("Is every row an application?"),
        message("the headings are repeated further down; these rows are left out (rows: {count})"),
    ),
    "column_numbers": Rule(
        "note",
        message("Is every row an application?"),
        message("the row below the headings numbers the columns and is left out"),
    ),
    "notes_below": Rule(
        "note",
        message("Is every row an application?"),
        message("notes and signatures below the table, such as «{found}», are no applications (rows: {count})"),
    ),
    "hidden_sheet": Rule(
        "note",
        message("Is everything seen that is counted?"),
        message("the sheet is hidden; it is read like the others"),
        mend=message("if it is not to be counted, delete it"),
    ),
    "hidden_rows": Rule(
        "note",
        message("Is everything seen that is counted?"),
        message("hidden rows are read like the others (rows: {count})"),
        mend=message("show them; delete those that are not to be counted"),
    ),
    "figures_by_year": Rule(
        "note",
        message("Is every sheet read?"),
        message("the sheet holds figures by year, not a list of applications, and is not read (rows: {rows})"),
    ),
    "summary": Rule(
        "warning",
        message("Is every sheet read?"),
        message("the sheet counts applications and names none: it is a summary and is not read (rows: {rows})"),
        message("rows that name an application by its number, organisation or project"),
        message("if every row is an application, name it in the row"),
    ),
    "tables_side_by_side": Rule(
        "note",
        message("Where do the headings stand?"),
        message("from column {found} on, the same headings stand once more: what is below them is read too"),
    ),
    "card": Rule(
        "note",
        message("Is every sheet read?"),
        message("the sheet is a card of one organisation, not a list of applications, and is not read (rows: {rows})"),
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
    "year_from_contest": Rule(
        "note",
        message("Where is the year from?"),
        message("the year is from the name of the contest: «{found}» is of {year} (rows: {count})"),
    ),
    "year_given": Rule(
        "note",
        message("Where is the year from?"),
        message("the year {found} was given when the records were opened"),
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
    "currency_from_file": Rule(
        "note",
        message("Which currency is it?"),
        message("the amounts are in {found}, as the file says"),
    ),
}
