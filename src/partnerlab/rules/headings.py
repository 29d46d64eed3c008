"""What is asked of headings, of the cells of a file that follows a standard, and of a user's own mapping."""

from __future__ import annotations

from collections.abc import Mapping

from partnerlab.rules.rule import Rule
from partnerlab.wording import message

_STANDARD = message("Is the file as its standard asks?")
_STANDARD_COLUMNS = message("Has the file the columns of its standard?")
_UNDERSTOOD = message("Is every heading understood?")
_MAPPING = message("Does the mapping fit the file?")
_AS_STANDARD = message("correct the cell as the standard asks, or tell those who sent the file")

RULES: Mapping[str, Rule] = {
    "unknown_heading": Rule(
        "warning",
        _UNDERSTOOD,
        message("the heading «{found}» is not known, and its column is not used; it looks like «{near}»"),
        mend=message(
            "if it means that, write «{near}» over the column, or add the line «{line}» to mapping.toml under [columns]"
        ),
    ),
    "own_columns": Rule(
        "note",
        _UNDERSTOOD,
        message("columns that are kept as they are and used in no figure (columns: {count}): {headings}"),
    ),
    "lookalike_letters": Rule(
        "note",
        message("Are the headings typed in one alphabet?"),
        message("in the heading «{found}» letters of two alphabets that look alike are mixed; it is read as if of one"),
    ),
    "standard_recognised": Rule(
        "note",
        message("Which standard does the file follow?"),
        message("the headings are those of the standard «{found}»; the columns are read as it says"),
    ),
    "standard_column_missing": Rule(
        "warning",
        _STANDARD_COLUMNS,
        message("the standard «{standard}» asks for the column «{found}», which is not there"),
        mend=message("add the column, or write its heading as the standard does"),
    ),
    "standard_heading": Rule(
        "warning",
        _STANDARD_COLUMNS,
        message("the standard «{standard}» writes this heading «{expected_heading}», not «{found}»"),
        mend=message("write the heading as the standard does"),
    ),
    "standard_order": Rule(
        "warning",
        _STANDARD_COLUMNS,
        message("the column «{found}» stands behind «{before}»; in the standard «{standard}» it stands before it"),
        mend=message("put the columns in the order of the standard"),
    ),
    "standard_value_missing": Rule(
        "warning",
        _STANDARD,
        message("the cell is empty; the standard «{standard}» asks for a value here"),
        mend=_AS_STANDARD,
    ),
    "standard_none_of": Rule(
        "warning",
        _STANDARD,
        message("both cells, {found}, are empty; the standard «{standard}» asks for one of them"),
        mend=_AS_STANDARD,
    ),
    "standard_form": Rule(
        "warning",
        _STANDARD,
        message("«{found}» is not written as the standard «{standard}» asks"),
        message("as in «{example}»"),
        _AS_STANDARD,
    ),
    "standard_word": Rule(
        "warning",
        _STANDARD,
        message("«{found}» is not in the list of the standard «{standard}»"),
        message("one of: {listed}"),
        _AS_STANDARD,
    ),
    "standard_range": Rule(
        "warning",
        _STANDARD,
        message("{found} is out of the bounds of the standard «{standard}»"),
        message("a number from {least} to {most}"),
        _AS_STANDARD,
    ),
    "standard_length": Rule(
        "warning",
        _STANDARD,
        message("the text is longer than the standard «{standard}» allows (characters: {length}): «{found}»"),
        message("{longest} characters at most"),
        _AS_STANDARD,
    ),
    "standard_check_digit": Rule(
        "warning",
        _STANDARD,
        message("«{found}» cannot be a real SIRET: its check digit is wrong"),
        mend=message("look the number up in the register and correct it"),
    ),
    "mapping_used": Rule(
        "note",
        message("What is read by the user's own mapping?"),
        message("columns read as {mapping} says (columns: {count}): {headings}"),
    ),
    "mapping_heading_absent": Rule(
        "warning",
        _MAPPING,
        message("{mapping} speaks of the heading «{found}», which the file does not have"),
        mend=message("correct the heading in the mapping, or delete its line"),
    ),
    "mapping_sheet_absent": Rule(
        "warning",
        _MAPPING,
        message("{mapping} speaks of the sheet «{found}», which the file does not have"),
        mend=message("correct the name of the sheet in the mapping, or delete its line"),
    ),
    "sheet_skipped": Rule(
        "note",
        message("Is every sheet read?"),
        message("the sheet is not read, as {found} says"),
    ),
}
