"""What is asked of the tables beside the records: scores, outcomes, gifts, years."""

from __future__ import annotations

from collections.abc import Mapping

from partnerlab.rules.rule import Rule
from partnerlab.wording import message

_LISTED = message("write one of these words, or leave the cell empty")

RULES: Mapping[str, Rule] = {
    "unknown_held": Rule(
        "error",
        message("Is it known of every year whether its contest was held?"),
        message("«{found}» does not say whether the contest of the year was held"),
        message("yes, no, open or missing"),
        _LISTED,
    ),
    "unknown_application": Rule(
        "error",
        message("Has every row beside the records its application?"),
        message("no application has the number «{found}»; such rows belong to no application (rows: {count})"),
        message("a number of an application in the records"),
        message("correct the number, or add the application"),
        summed=True,
    ),
    "no_application_beside": Rule(
        "warning",
        message("Has every row beside the records its application?"),
        message("the number of the application is missing; such rows belong to no application (rows: {count})"),
        mend=message("write the number of the application into each row"),
        summed=True,
    ),
    "expert_names": Rule(
        "warning",
        message("Are experts called by codes, not by their names?"),
        message("experts are called by their names, {experts} in all, such as «{found}» (rows: {count})"),
        message("codes, such as E1, E2"),
        message("give each expert a code, keep the list of names apart, and write the codes here"),
        summed=True,
    ),
    "total_row_beside": Rule(
        "note",
        message("Is every row beside the records a row of its own?"),
        message("«{found}»: the row is a total and is not counted"),
    ),
}
