"""Reading `mapping.toml`: what a user says of the own file, where partnerlab does not know it or reads it otherwise.

All parts may be left out. Headings and words are written in quotation marks, in any case and with any punctuation:

    year = 2003                        # of the whole file, where no column has it
    currency = "EUR"

    [columns]                          # a heading, and its column: by its name, or by any heading that is known
    "Сумма запроса" = "requested"
    "Кому" = "Организация"
    "Примечание" = ""                  # empty: a column of the user's own
    "E" = "awarded"                    # a column without a heading is named by its letter

    [units]                            # in what the money under a heading is counted
    "Сумма запроса" = "тыс. руб."

    [decimals]                         # the sign before the fraction: "," or "."
    "Сумма запроса" = ","

    [words.status]                     # the user's word, and the word of the closed list, or any that is known
    "прошёл" = "победил"

    [sheets]
    skip = ["сводка"]                  # sheets that are not read
    heading_row = 0                    # the row of the headings in every sheet; 0: there is none

    [sheets.heading_rows]              # the same for single sheets
    "2003" = 4
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from partnerlab.errors import MissingFile, WrongMapping
from partnerlab.model import APPLICATION, FIRST_YEAR, LAST_YEAR
from partnerlab.sources.cells import spaced
from partnerlab.sources.cells.choices import read_choice
from partnerlab.sources.headings import recognised, unit_named
from partnerlab.sources.headings.mapping import NO_MAPPING, Unit, UserMapping
from partnerlab.sources.headings.proposals import nearest_heading, nearest_name
from partnerlab.wording import Phrase, message, phrase

ReadLine = Callable[[str, str, Any], Any]
"""What reads one line of a part: its place, its heading or word, its value; a phrase where it cannot be."""

SIGNS = (",", ".")
"""What may stand before the fraction of an amount."""
_PARTS = ("year", "currency", "columns", "units", "decimals", "words", "sheets")
_OF_SHEETS = ("skip", "heading_row", "heading_rows")

_NO_TOML = message(
    'line {line}, «{found}», cannot be read; headings, words and names stand in quotation marks: "Amount" = "awarded"'
)
_NO_TEXT = message("the file is not a text in UTF-8; save it again in that encoding")
_NO_PART = message("there is no part «{found}»; there are: {known}")
_UNKNOWN = message("[{place}] «{found}» is not known; there are: {known}")
_NEAREST = message("[{place}] «{found}» = «{value}»: there is no column «{value}»; do you mean «{nearest}»?")
_NO_COLUMN = message("[{place}] «{found}» = «{value}»: there is no column «{value}»; there are: {known}")
_NO_WORD = message("[{place}] «{found}» = «{value}»: the list has no word «{value}»; it has: {known}")
_NO_UNIT = message("[{place}] «{found}» = «{value}»: this is no unit; write for instance «thousand RUB» or «EUR»")
_NO_SIGN = message('[{place}] «{found}» = «{value}»: write "," or ".", the sign before the fraction')
_NO_ROW = message("[{place}] «{found}» = «{value}»: write the number of the row of headings, or 0 where there is none")
_NO_TABLE = message('[{place}] must be a table of lines such as «"Amount" = "awarded"»')
_NO_NAMES = message('[{place}] «{found}»: write the names of sheets in brackets: ["summary"]')
_NO_YEAR = message("«year» = «{value}»: write a year between {first} and {last}")
_NO_CURRENCY = message("«currency» = «{value}»: write an ISO code of three letters, such as RUB")


def mapping_from(mapping: str | os.PathLike[str] | UserMapping | None) -> UserMapping:
    """A user's mapping that was given as it is, as a file, or not at all.

    Raises:
        MissingFile, WrongMapping: as `read_mapping` does.
    """
    if mapping is None:
        return NO_MAPPING
    return mapping if isinstance(mapping, UserMapping) else read_mapping(mapping)


def read_mapping(file: str | os.PathLike[str]) -> UserMapping:
    """What a user's `mapping.toml` says; all that is wrong in it is told at once.

    Raises:
        MissingFile: if there is no such file.
        WrongMapping: if it is no TOML, or says what cannot be.
    """
    path = Path(file)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        raise MissingFile(str(file)) from None
    except UnicodeDecodeError:
        raise WrongMapping(path.name, (phrase(_NO_TEXT),)) from None
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongMapping(path.name, (_where(text, error),)) from None
    return _checked(said, path.name)


def _where(text: str, error: tomllib.TOMLDecodeError) -> Phrase:
    """In which line the file ceases to be TOML, and what stands there."""
    lines = text.splitlines() or [""]
    told = re.search(r"line ([0-9]+)", str(error))
    line = min(int(told[1]), len(lines)) if told else len(lines)
    return phrase(_NO_TOML, line=line, found=spaced(lines[line - 1]))


class _Said:
    """What a file says, part by part, with all that is wrong in it."""

    def __init__(self, said: Mapping[str, Any]) -> None:
        self.said = said
        self.wrong = [phrase(_NO_PART, found=part, known=", ".join(_PARTS)) for part in said if part not in _PARTS]

    def part(self, place: str, inside: Any, read: ReadLine) -> dict[str, Any]:
        """The lines of a part that are as they should be; the others are among what is wrong."""
        if not isinstance(inside, dict):
            self.wrong.append(phrase(_NO_TABLE, place=place))
            return {}
        meant = {found: read(place, found, value) for found, value in inside.items()}
        self.wrong += [one for one in meant.values() if isinstance(one, Phrase)]
        return {found: one for found, one in meant.items() if not isinstance(one, Phrase)}

    def among(self, place: str, known: Sequence[str]) -> dict[str, Any]:
        """The sub-parts of a part, of those that there are."""
        inside = self.part(place, self.said.get(place, {}), lambda _place, _found, value: value)
        self.wrong += [
            phrase(_UNKNOWN, place=place, found=one, known=", ".join(known)) for one in inside if one not in known
        ]
        return {one: value for one, value in inside.items() if one in known}


def _checked(said: Mapping[str, Any], name: str) -> UserMapping:
    file = _Said(said)
    columns = file.part("columns", said.get("columns", {}), _column)
    units = file.part("units", said.get("units", {}), _unit)
    decimals = file.part("decimals", said.get("decimals", {}), _sign)
    lists = file.among("words", [column.name for column in APPLICATION.values() if column.choices])
    words = {column: file.part(f"words.{column}", inside, _word) for column, inside in lists.items()}
    sheets = file.among("sheets", _OF_SHEETS)
    rows = file.part("sheets.heading_rows", sheets.get("heading_rows", {}), _row)
    for row in file.part("sheets", {one: sheets[one] for one in ("heading_row",) if one in sheets}, _row).values():
        rows[""] = row
    skipped = sheets.get("skip", [])
    if not (isinstance(skipped, list) and all(isinstance(one, str) for one in skipped)):
        file.wrong.append(phrase(_NO_NAMES, place="sheets", found="skip"))
    year, currency = said.get("year"), said.get("currency", "")
    file.wrong += _wrong_values(year, currency)
    if file.wrong:
        raise WrongMapping(name, tuple(file.wrong))
    return UserMapping(name, columns, units, decimals, words, rows, tuple(skipped), year, currency)


def _wrong_values(year: Any, currency: Any) -> Iterator[Phrase]:
    if year is not None and not (_is_number(year) and FIRST_YEAR <= year <= LAST_YEAR):
        yield phrase(_NO_YEAR, value=year, first=FIRST_YEAR, last=LAST_YEAR)
    if currency != "" and not (isinstance(currency, str) and re.fullmatch("[A-Z]{3}", currency)):
        yield phrase(_NO_CURRENCY, value=currency)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _column(place: str, found: str, value: Any) -> str | Phrase:
    if value == "":
        return ""
    meant = recognised(value) if isinstance(value, str) else None
    if meant and not meant.lookalike:
        return meant.column
    near = nearest_heading(str(value))
    nearest = nearest_name(str(value), APPLICATION) or (near.heading if near else "")
    if nearest:
        return phrase(_NEAREST, place=place, found=found, value=value, nearest=nearest)
    return phrase(_NO_COLUMN, place=place, found=found, value=value, known=", ".join(APPLICATION))


def _unit(place: str, found: str, value: Any) -> Unit | Phrase:
    unit = unit_named(value) if isinstance(value, str) else None
    return unit or phrase(_NO_UNIT, place=place, found=found, value=value)


def _sign(place: str, found: str, value: Any) -> str | Phrase:
    return (
        value if isinstance(value, str) and value in SIGNS else phrase(_NO_SIGN, place=place, found=found, value=value)
    )


def _word(place: str, found: str, value: Any) -> str | Phrase:
    column = place.removeprefix("words.")
    word = read_choice(value, column=column).value if isinstance(value, str) else None
    known = ", ".join(APPLICATION[column].choices)
    return word or phrase(_NO_WORD, place=place, found=found, value=value, known=known)


def _row(place: str, found: str, value: Any) -> int | Phrase:
    return value if _is_number(value) and value >= 0 else phrase(_NO_ROW, place=place, found=found, value=value)
