"""What is asked of the money in each record, and of all of it together."""

from __future__ import annotations

from collections.abc import Mapping

from partnerlab.rules.rule import Rule
from partnerlab.wording import message

RULES: Mapping[str, Rule] = {
    "awarded_over_requested": Rule(
        "warning",
        message("Is no more awarded than was asked for?"),
        message("awarded {amount}, while {requested} was asked for"),
        mend=message("see which of the two amounts is wrong; if both are right, accept the finding with the reason"),
    ),
    "awarded_in_thousands": Rule(
        "warning",
        message("Are all amounts in one unit?"),
        message(
            "awarded {amount}, exactly a thousandth of the {requested} that was asked for; perhaps it was written "
            "in thousands"
        ),
        mend=message("write the amount in the unit of its column"),
    ),
    "zero_award": Rule(
        "note",
        message("Have all winners money?"),
        message("winners to whom 0 was awarded (rows: {count})"),
    ),
    "attracted_differs": Rule(
        "warning",
        message("Is the money attracted the sum of its parts?"),
        message("attracted {amount}, while money in cash and in kind add up to {parts}"),
        mend=message("correct the amount that is wrong"),
    ),
    "returned_over_awarded": Rule(
        "warning",
        message("Is no more returned than was awarded?"),
        message("returned {amount}, more than the {awarded} that were awarded"),
        mend=message("see which of the two amounts is wrong"),
    ),
    "spent_over_money": Rule(
        "warning",
        message("Is no more spent than there was?"),
        message("spent {amount}, more than the {money} that were awarded and attracted"),
        mend=message("see which of the amounts is wrong, or add the money that is missing"),
    ),
    "spent_and_returned": Rule(
        "warning",
        message("Do the money spent and returned add up to what was awarded?"),
        message("returned {amount} and spent {spent}, together not the {awarded} that were awarded"),
        mend=message("see which of the three amounts is wrong"),
    ),
    "business_of_budget_customer": Rule(
        "warning",
        message("Do customers of the budget sphere bring no business money?"),
        message("business money {amount} stands in a project whose customer is of the budget sphere"),
        mend=message("correct the sphere of the customer, or move the amount to the column where it belongs"),
    ),
    "units_differ": Rule(
        "warning",
        message("Are all amounts in one unit?"),
        message(
            "the amounts of the column are about {usual}, those of «{other}» about {there}; perhaps one of them "
            "is in thousands"
        ),
        mend=message("write the unit into the heading: «, RUB» or «, thousand RUB»"),
    ),
    "requested_over_cap": Rule(
        "warning",
        message("Does no application ask for more than its line allows?"),
        message("asked for {amount}, while projects of the line «{line}» may be up to {cap}"),
        mend=message("see whether amount, line and year are right"),
    ),
    "awarded_over_cap": Rule(
        "warning",
        message("Is no more awarded than the line allows?"),
        message("awarded {amount}, while projects of the line «{line}» may be up to {cap}"),
        mend=message("see whether amount, line and year are right"),
    ),
    "own_contribution_low": Rule(
        "warning",
        message("Is every own contribution as large as the rule asks?"),
        message(
            "own contribution {amount}; the rule of that year asks for {percent} % of the sum requested, that is "
            "{needed}"
        ),
        mend=message("see whether money, property and volunteer work are all counted"),
    ),
    "thousandfold": Rule(
        "warning",
        message("Has no amount three digits too many or too few?"),
        message("{amount}, while the same organisation usually has {usual}; perhaps three digits too many or too few"),
        mend=message("compare the amount with the contract"),
    ),
    "amount_far_above": Rule(
        "warning",
        message("Is no amount far larger than the others?"),
        message("{amount} is many times larger than usual ({usual})"),
        mend=message("compare the amount with the contract; if it is right, accept the finding with the reason"),
    ),
    "amount_far_below": Rule(
        "warning",
        message("Is no amount far smaller than the others?"),
        message("{amount} is many times smaller than usual ({usual}); perhaps it was written in thousands"),
        mend=message("compare the amount with the contract; if it is right, accept the finding with the reason"),
    ),
    "half_of_year": Rule(
        "note",
        message("Does no award decide the year's figures alone?"),
        message("{amount} is {percent} % of all that was awarded in {year}; the year's figures depend on this amount"),
    ),
    "unit_jump": Rule(
        "error",
        message("Are the amounts of all years in one unit?"),
        message(
            "in {year} the amounts are about {here}, in {before} about {there}; perhaps one of the years is in "
            "thousands, or in another currency"
        ),
        expected=message("one unit and one currency in all years"),
        mend=message("write the unit into the heading of each sheet, or put each currency into a file of its own"),
    ),
    "total_differs": Rule(
        "error",
        message("Does every total equal the sum of its rows?"),
        message("the total states {amount}, its rows add up to {sum} (rows: {rows})"),
        expected=message("the sum of the rows"),
        mend=message(
            "see whether a row is missing, stands there twice or has a wrong amount; then correct the total or "
            "delete it"
        ),
    ),
}
