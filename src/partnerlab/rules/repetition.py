"""What is asked of records, years and files beside each other."""

from __future__ import annotations

from collections.abc import Mapping

from partnerlab.rules.rule import Rule
from partnerlab.wording import message

RULES: Mapping[str, Rule] = {
    "duplicate_row": Rule(
        "error",
        message("Does every application stand there once?"),
        message("the row equals row {first}: «{found}»; its money is counted twice"),
        expected=message("each application once"),
        mend=message("delete one of the two rows; if they are two applications, accept the finding with the reason"),
    ),
    "duplicate_but_number": Rule(
        "warning",
        message("Does no application stand there under two numbers?"),
        message("the row equals row {first} in everything but its number: «{found}»"),
        mend=message("delete one of the two rows; if they are two applications, accept the finding with the reason"),
    ),
    "same_project": Rule(
        "warning",
        message("Does every project stand there once in a year?"),
        message("the same organisation has the project «{found}» in row {first} too, in the same year"),
        mend=message("delete one of the two rows if they are one application; else give the projects different names"),
    ),
    "project_in_two_tiers": Rule(
        "warning",
        message("Does every project stand in one contest only?"),
        message(
            "the project «{found}» of the same organisation stands in another contest or tier of the same year "
            "too, in row {first}"
        ),
        mend=message("see whether it is one request that was made twice; if it may be, accept the finding"),
    ),
    "same_title": Rule(
        "note",
        message("Have different organisations different projects?"),
        message("projects of one name by different organisations, such as «{found}» (rows: {count})"),
    ),
    "repeated_year": Rule(
        "error",
        message("Has every year its own rows?"),
        message(
            "«{found}» repeats «{other}»: the same organisations, projects and amounts (rows: {rows}, the first "
            "of them is row {first})"
        ),
        expected=message("each year's own applications"),
        mend=message("put in the year's own rows, or delete the copy"),
    ),
    "short_year": Rule(
        "warning",
        message("Has every year as many applications as usual?"),
        message("only {rows} applications in {year}, other years have about {usual}; perhaps part of them is missing"),
        mend=message("see whether all applications of the year are there"),
    ),
    "missing_years": Rule(
        "warning",
        message("Is no year missing?"),
        message("there are no applications of {found}, though there are of {before} and {year}"),
        mend=message("add the year, or say in a sheet «Calendar» that the contest was not held"),
    ),
    "empty_in_years": Rule(
        "warning",
        message("Is every column filled in all years?"),
        message(
            "the column is empty in some years ({found}) and filled in others; those years are missing from its figures"
        ),
        mend=message("fill in the column, if anything is known"),
    ),
    "only_winners": Rule(
        "warning",
        message("Are there refused applications in all years?"),
        message(
            "all applications of {year} won (rows: {rows}), while other years have refused ones too; the share "
            "of winners would be 100 %"
        ),
        mend=message("add the applications that were refused, or accept the finding with the reason"),
    ),
}
