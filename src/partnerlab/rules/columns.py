"""What is told of cells that were not taken literally: what their column as a whole says of them."""

from __future__ import annotations

from collections.abc import Mapping

from partnerlab.rules.rule import Rule
from partnerlab.wording import message

_SETTLED = message("Which amounts were settled by the other amounts of their column?")
_LOOK = message("look at these amounts; if they mean something else, write them out in full or say so in the mapping")

RULES: Mapping[str, Rule] = {
    "settled_amount": Rule(
        "warning",
        _SETTLED,
        message(
            "amounts such as «{found}» are read as {read} {currency}, not {other} {currency}, as «{evidence}» in row "
            "{evidence_row} shows what the sign stands for (cells: {count})"
        ),
        mend=_LOOK,
        summed=True,
    ),
    "settled_amount_by_size": Rule(
        "warning",
        _SETTLED,
        message(
            "amounts such as «{found}» are read as {read} {currency}, not {other} {currency}: so they are of the size "
            "of the {amounts} other amounts of the column, most of them from {least} to {most}, such as in row "
            "{evidence_row} (cells: {count})"
        ),
        mend=_LOOK,
        summed=True,
    ),
    "settled_amount_by_digits": Rule(
        "warning",
        _SETTLED,
        message(
            "amounts such as «{found}» are read as {read} {currency}, not {other} {currency}: money has no "
            "thousandths, and {amounts} different amounts of the column would have them (cells: {count})"
        ),
        mend=_LOOK,
        summed=True,
    ),
    "settled_date": Rule(
        "warning",
        message("Which dates were settled by the other dates of their column?"),
        message(
            "dates such as «{found}» are read as {read}, not {other}, as «{evidence}» in row {evidence_row} shows "
            "which comes first, day or month (cells: {count})"
        ),
        mend=message("look at these dates; if they mean something else, write them as 31.10.2003"),
        summed=True,
        days=("read", "other"),
    ),
    "settled_date_by_many": Rule(
        "note",
        message("Do enough dates of a column show which comes first, day or month?"),
        message(
            "dates such as «{found}» are read as {read}, not {other}: the clear dates of the column, {clear} of them, "
            "such as «{evidence}» in row {evidence_row}, all have this order (cells: {count})"
        ),
        summed=True,
        days=("read", "other"),
    ),
    "date_without_day": Rule(
        "warning",
        message("Has every date its day?"),
        message("«{found}» has no day; it is not used"),
        message("a date with its day, such as 31.10.2003"),
        message("write the day too"),
    ),
    "date_from_period": Rule(
        "warning",
        message("Does one date stand in each cell of dates?"),
        message(
            "a period such as «{found}» stands in place of a date; its day for this column is taken (cells: {count})"
        ),
        mend=message("write the first day and the last day into columns of their own"),
        summed=True,
    ),
    "first_of_two_years": Rule(
        "warning",
        message("Is every year one year?"),
        message("of two years such as «{found}» the first is taken, here {read} (cells: {count})"),
        mend=message("if the contest belongs to the second year, write that year"),
        summed=True,
    ),
    "two_digit_year": Rule(
        "note",
        message("Have all years four digits?"),
        message("years of two digits are written out: «{found}» is read as {day} (cells: {count})"),
        summed=True,
        days=("day",),
    ),
    "time_left_out": Rule(
        "note",
        message("Are all dates days alone?"),
        message("the time of the day in dates such as «{found}» is left out (cells: {count})"),
        summed=True,
    ),
    "labelled_value": Rule(
        "note",
        message("Does a label stand before the values?"),
        message("«{label}:» stands in every cell of the column, as in «{found}», and is left out (cells: {count})"),
        summed=True,
    ),
    "yes_no_status": Rule(
        "note",
        message("Does yes or no say who has won?"),
        message("the answers under this heading are read as «won» for yes and «lost» for no (cells: {count})"),
        summed=True,
    ),
    "names_of_winners": Rule(
        "warning",
        message("Does yes or no say who has won?"),
        message("yes or no should stand under this heading, not «{found}»; the column is no status (cells: {count})"),
        mend=message("if these are names, rename the column; else write yes or no"),
        summed=True,
    ),
    "tidied_number": Rule(
        "note",
        message("Do tax numbers stand alone in their cells?"),
        message("of cells such as «{found}» the number alone is taken (cells: {count})"),
        summed=True,
    ),
    "two_numbers": Rule(
        "note",
        message("Does one tax number stand in each cell?"),
        message("of several numbers, as in «{found}», one is taken, here {read} (cells: {count})"),
        summed=True,
    ),
    "lost_zero": Rule(
        "warning",
        message("Have all tax numbers the zero in front?"),
        message(
            "tax numbers such as «{found}» have probably lost a zero in front: «{whole}» would be one (cells: {count})"
        ),
        mend=message("give the column the format «Text», and write the zero again"),
        summed=True,
        kept=True,
    ),
}
