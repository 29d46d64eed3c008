"""What is asked of the dates in each record."""

from __future__ import annotations

from collections.abc import Mapping

from partnerlab.rules.rule import Rule
from partnerlab.wording import message

RULES: Mapping[str, Rule] = {
    "end_before_start": Rule(
        "error",
        message("Does every project end after it begins?"),
        message("the project ends on {found}, before it begins on {earlier}"),
        expected=message("an end that is not before the beginning"),
        mend=message("see whether the two dates are swapped, or day, month or year is wrong"),
        days=("found", "earlier"),
    ),
    "funding_end_before_start": Rule(
        "warning",
        message("Does all funding end after the project begins?"),
        message("the funding ends on {found}, before the project begins on {earlier}"),
        mend=message("see which of the two dates is wrong"),
        days=("found", "earlier"),
    ),
    "ended_before_start": Rule(
        "warning",
        message("Did no project end before it began?"),
        message("the project is said to have ended on {found}, before it began on {earlier}"),
        mend=message("see which of the two dates is wrong"),
        days=("found", "earlier"),
    ),
    "seen_before_funding_end": Rule(
        "warning",
        message("Was every project looked at after its funding?"),
        message("what became of the project was looked at on {found}, before its funding ended on {earlier}"),
        mend=message("see which of the two dates is wrong"),
        days=("found", "earlier"),
    ),
    "long_project": Rule(
        "warning",
        message("Is every project as long as a project may be?"),
        message("from {start} to {found} the project would last {years} years"),
        expected=message("no more than {longest} years"),
        mend=message("see whether the year of one of the dates is wrong"),
        days=("start", "found"),
    ),
    "date_beside_year": Rule(
        "warning",
        message("Do the dates fit the year of the contest?"),
        message("{found} is far from the contest of {year}"),
        expected=message("a date in the years {first} to {last}"),
        mend=message("see whether the date or the year of the contest is wrong"),
        days=("found",),
    ),
    "seen_in_future": Rule(
        "warning",
        message("Is no date of a survey still to come?"),
        message("{found} is still to come (today is {today}); nobody can have looked at the project then"),
        mend=message("correct the date"),
        days=("found", "today"),
    ),
    "ended_in_future": Rule(
        "warning",
        message("Has every project that ended done so already?"),
        message("the project is said to have ended on {found}, which is still to come (today is {today})"),
        mend=message("correct the date, or leave it empty until the project ends"),
        days=("found", "today"),
    ),
    "reported_before_start": Rule(
        "warning",
        message("Has every project begun that has been reported on?"),
        message("the project has been reported on, though it begins only on {start}"),
        mend=message("correct the status or the date"),
        days=("start",),
    ),
    "followup_without_funding_end": Rule(
        "warning",
        message("Is it known when the funding ended?"),
        message(
            "it is known what became of the project after its funding, but not when the funding ended; the "
            "project is left out of survival"
        ),
        mend=message("write the date on which the funding ended"),
    ),
    "ended_and_continues": Rule(
        "warning",
        message("Has no project both ended and gone on?"),
        message("the project goes on, yet it has an end: {found}"),
        mend=message("delete the date, or correct what became of the project"),
        days=("found",),
    ),
    "year_far_off": Rule(
        "warning",
        message("Do all years stand near each other?"),
        message("the year {found} is decades away from the others (mostly {usual})"),
        mend=message("correct the year"),
    ),
    "year_to_come": Rule(
        "warning",
        message("Is no year of a contest still to come?"),
        message("the contest of {found} is still to come"),
        mend=message("correct the year"),
    ),
}
