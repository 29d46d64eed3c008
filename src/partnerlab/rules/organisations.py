"""What is asked of organisations: their names and their tax numbers."""

from __future__ import annotations

from collections.abc import Mapping

from partnerlab.rules.rule import Rule
from partnerlab.wording import message

_ONE_NAME = message("Does every organisation stand under one name?")
_DECISIONS = message("Do the decisions in organisations.csv agree?")
_RIGHT_NUMBER = message("Is every tax number right?")
_CORRECT_NUMBER = message(
    "compare the number with the application and correct it: a wrong one counts as another organisation"
)
_ONE_GROUP = message("correct the line in organisations.csv; until then the group is not applied")

RULES: Mapping[str, Rule] = {
    "group_with_two_tax_numbers": Rule(
        "error",
        _DECISIONS,
        message("group {group} is accepted as one organisation and has two tax numbers, {other} and {found}"),
        message("one tax number in a group"),
        _ONE_GROUP,
    ),
    "name_in_two_groups": Rule(
        "error",
        _DECISIONS,
        message("«{found}» stands in two accepted groups, of which one is {group}; neither is applied"),
        message("each name in one group"),
        _ONE_GROUP,
    ),
    "group_with_two_names": Rule(
        "error",
        _DECISIONS,
        message("group {group} is to be shown under two names, «{other}» and «{found}»"),
        message("one name to show in a group"),
        _ONE_GROUP,
    ),
    "organisations_unread": Rule(
        "error",
        _DECISIONS,
        message("the file cannot be read as a list of groups; no decision is applied"),
        message("the columns «Group», «Organisation» and «One organisation? (yes/no)»"),
        message("move the file elsewhere and run «partnerlab organisations FILE»: it is made anew"),
    ),
    "unclear_decision": Rule(
        "warning",
        message("Is every decision in organisations.csv a yes or a no?"),
        message("«{found}» is neither «yes» nor «no»; the line counts as undecided"),
        mend=message("write «yes» or «no», or leave the cell empty"),
    ),
    "organisation_without_group": Rule(
        "warning",
        message("Has every line of organisations.csv its group and its name?"),
        message("the line «{found}» has no number of a group, or no name; it is passed over"),
        mend=message("write the number of the group and the name of the organisation"),
    ),
    "similar_organisations": Rule(
        "warning",
        _ONE_NAME,
        message(
            "«{found}» is probably the same organisation as «{other}» in row {first} (spellings: {names}); "
            "they are counted as different ones"
        ),
        mend=message(
            "run «partnerlab organisations FILE», write «yes» or «no» beside the names in organisations.csv, and "
            "check again"
        ),
    ),
    "tax_number_not_in_all_rows": Rule(
        "warning",
        message("Has every organisation its tax number in all its rows?"),
        message(
            "«{found}» stands here without the tax number that it has in row {first} ({number}); the rows are "
            "counted as "
            "different organisations"
        ),
        mend=message(
            "write the number in all rows of the organisation, or run «partnerlab organisations FILE» and accept it "
            "there"
        ),
    ),
    "one_name_many_tax_numbers": Rule(
        "warning",
        message("Has every organisation one tax number?"),
        message(
            "«{common}» stands here with the tax number {found} and in row {first} with {other} (numbers: {all}); "
            "each number counts as an organisation of its own"
        ),
        mend=message(
            "if it is one organisation, write one number in all its rows; else write what tells the names apart"
        ),
    ),
    "tax_number_length": Rule(
        "warning",
        _RIGHT_NUMBER,
        message("the tax number «{found}» has {digits} digits"),
        message("10 digits for the INN of an organisation (12 for a person), 13 for an OGRN (15 for an entrepreneur)"),
        _CORRECT_NUMBER,
        kept=True,
    ),
    "tax_number_letters": Rule(
        "warning",
        _RIGHT_NUMBER,
        message("the tax number «{found}» has letters or other signs in it"),
        message("digits alone: an INN or an OGRN"),
        _CORRECT_NUMBER,
        kept=True,
    ),
    "wrong_tax_number": Rule(
        "warning",
        _RIGHT_NUMBER,
        message("there is no tax number «{found}»: its check digit does not fit, so a digit was mistyped"),
        mend=_CORRECT_NUMBER,
        kept=True,
    ),
    "many_organisations": Rule(
        "note",
        _ONE_NAME,
        message("so many different names were not compared with each other (names: {count})"),
        mend=message("run «partnerlab organisations FILE»: it compares them all"),
    ),
    "persons_tax_number": Rule(
        "note",
        message("Are the tax numbers those of organisations?"),
        message("tax numbers of 12 digits belong to persons (rows: {count}): personal data, if not of an entrepreneur"),
    ),
    "one_tax_number_many_names": Rule(
        "note",
        _ONE_NAME,
        message(
            "«{found}» has the same tax number {common} as «{other}» in row {first} (names: {all}); they are counted "
            "as one "
            "organisation"
        ),
    ),
    "organisations_merged": Rule(
        "note",
        message("Which names were accepted as one organisation?"),
        message(
            "as accepted there, {spellings} spellings in {applications} applications are shown and counted as one "
            "organisation "
            "for each of {groups} groups"
        ),
    ),
    "unused_organisations": Rule(
        "note",
        message("Is every name in organisations.csv still in the records?"),
        message("names that no record has, such as «{found}» (names: {count}); they are kept for other files"),
    ),
}
