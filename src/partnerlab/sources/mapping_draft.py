"""A draft of `mapping.toml` for a user's file: every heading with what it was taken for, and what is left to decide.

Given back unchanged, it changes no figure: what is left to decide stands behind a `#`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from partnerlab.errors import NoKnownHeading
from partnerlab.findings import Finding, shortened
from partnerlab.model import APPLICATION, COLUMNS
from partnerlab.rules import RULES
from partnerlab.sources.beside import beside_tables
from partnerlab.sources.cells.choices import RULE_OF
from partnerlab.sources.cells.spelling import bare
from partnerlab.sources.forms.opening import opened
from partnerlab.sources.forms.sheets import Sheet, TypedSheet, column_letters, text_of
from partnerlab.sources.headings.mapping import UserMapping
from partnerlab.sources.headings.mapping_file import mapping_from
from partnerlab.sources.layout.file_tables import records_in
from partnerlab.sources.layout.heading_notes import line_of, proposed, quoted, unknown_fields
from partnerlab.sources.layout.tables import Field, Table
from partnerlab.sources.records import open_records
from partnerlab.wording import Language, Words, message, terminal_word, words

_TITLE = message("What the headings of {file} mean. Change what is wrong; what stands behind a # is not used.")
_USE = message("Then: partnerlab check {file} --mapping {mapping}")
_COLUMNS = message("A heading, and what its column is (see the list at the end). Empty: a column of your own.")
_UNKNOWN = message("Not known. It looks like «{near}»; use one of the two lines.")
_TWICE = message("Means the same as another heading, or has an unclear unit; not used. Say what it is.")
_DIFFERS = message("Not the same in all sheets; if you say what it means, it holds for all of them.")
_UNITS = message("In what the money under a heading is counted: «thousand RUB», «EUR».")
_DECIMALS = message("The sign before the fraction, where a number may be read in two ways.")
_TWO_READINGS = message("row {row}: «{found}»")
_WORDS = message("Words that are not in the list; write one of: {known}")
_SHEETS = message("The row of the headings; 0 where there is none, and the columns are named by their letters.")
_NAMES = message("What a column may be:")
_NO_HEADINGS = message("No heading is known. If there is none, say what stands in each column.")

_AMBIGUOUS = ("ambiguous_amount", "settled_amount", "settled_amount_by_size", "settled_amount_by_digits")
_COMMENTED = "# "


def mapping_draft(
    source: str | Path,
    *,
    mapping: str | Path | UserMapping | None = None,
    table: str | None = None,
    name: str = "mapping.toml",
    language: Language = "en",
) -> str:
    """The text of a draft of `mapping.toml` for a file, with comments in the reader's language.

    `mapping` is what the user has said of the file already; the draft says it too. `name` is what the draft will be
    called.

    Raises:
        PartnerlabError: if the file cannot be read at all.
    """
    own = mapping_from(mapping)
    speak = words(language)
    file = opened(str(source), table=table or "", own=own)
    head = [
        f"# {speak.say(_TITLE, file=file.name)}",
        f"# {speak.say(_USE, file=terminal_word(file.name), mapping=terminal_word(name))}",
        "",
    ]
    try:
        tables, _ = records_in(beside_tables(file.sheets).sheets, file.name, own=own)
    except NoKnownHeading:
        return "\n".join([*head, *_without_headings(file.sheets, speak), *_names(speak)])
    findings = open_records(source, mapping=own, table=table).findings
    parts = (
        _said_of_file(own),
        _columns(tables, speak),
        _units(tables, own, speak),
        _decimals(findings, own, speak),
        *(_words(column, rule, findings, own, speak) for column, rule in RULE_OF.items()),
        _sheets(own, speak),
        _names(speak),
    )
    return "\n".join([*head, *(line for part in parts for line in part)])


def _said_of_file(own: UserMapping) -> Iterator[str]:
    if own.year:
        yield f"year = {own.year}"
    if own.currency:
        yield f"currency = {quoted(own.currency)}"
    if own.year or own.currency:
        yield ""


def _columns(tables: Sequence[Table], speak: Words) -> Iterator[str]:
    """A line for each heading, as the file has them."""
    lines: dict[str, dict[str, list[str]]] = {}
    headings: dict[str, str] = {}
    for table in tables:
        unknown = {one.name for one in unknown_fields(table)}
        for field in table.fields:
            if (field.letter or table.heading_row is None) and not _unnamed(table, field):
                spelt = bare(field.heading)
                headings.setdefault(spelt, field.heading)
                outcome, said = _lines(table, field, unknown=field.name in unknown, speak=speak)
                lines.setdefault(spelt, {}).setdefault(outcome, said)
    yield "[columns]"
    yield f"# {speak.say(_COLUMNS)}"
    for spelt, outcomes in lines.items():
        if len(outcomes) == 1:
            yield from next(iter(outcomes.values()))
            continue
        yield f"# {speak.say(_DIFFERS)}"
        yield from (_COMMENTED + _line(headings[spelt], outcome.strip("?"), speak) for outcome in outcomes)
    yield ""


def _unnamed(table: Table, field: Field) -> bool:
    return any(one.rule == "empty_heading" and one.found == field.name for one in table.findings)


def _line(heading: str, column: str, speak: Words) -> str:
    """The line for a heading, its column in the reader's words, by which it is known too."""
    return line_of(heading, speak.say(APPLICATION[column].meaning) if column else "")


def _lines(table: Table, field: Field, *, unknown: bool, speak: Words) -> tuple[str, list[str]]:
    """What a heading was taken for (`?` where that is to be decided), and its lines of the draft."""
    if field.meaning is not None:
        return field.meaning.column, [_line(field.heading, field.meaning.column, speak)]
    if not unknown and field.heading not in table.own.columns:
        return "?", [f"# {speak.say(_TWICE)}", _COMMENTED + line_of(field.heading, "")]
    near = proposed(table, field) if unknown else None
    if near is None:
        return "", [line_of(field.heading, "")]
    choice = [_COMMENTED + _line(field.heading, column, speak) for column in (near.column, "")]
    return "?", [f"# {speak.say(_UNKNOWN, near=near.heading)}", *choice]


def _units(tables: Sequence[Table], own: UserMapping, speak: Words) -> Iterator[str]:
    unclear = [one for table in tables for one in table.findings if one.rule == "unclear_unit"]
    said = {heading: f"{quoted(heading)} = {quoted(_unit(*unit))}" for heading, unit in own.units.items()}
    open_ones = dict.fromkeys(one.column for one in unclear if one.column and one.column not in own.units)
    yield from _part("units", speak.say(_UNITS), said.values(), [f'{quoted(one)} = ""' for one in open_ones])


def _unit(factor: float, currency: str) -> str:
    counted = {1.0: "", 1e3: "thousand ", 1e6: "million ", 1e9: "billion "}.get(factor, "")
    return f"{counted}{currency}".strip()


def _decimals(findings: Iterable[Finding], own: UserMapping, speak: Words) -> Iterator[str]:
    said = [f"{quoted(heading)} = {quoted(sign)}" for heading, sign in own.decimals.items()]
    of_heading: dict[str, Finding] = {}
    for one in findings:
        if one.rule in _AMBIGUOUS and one.column and one.column not in own.decimals:
            of_heading.setdefault(one.column, one)
    todo = [
        f'{quoted(heading)} = ""  # {speak.say(_TWO_READINGS, row=str(one.row), found=shortened(one.found))}'
        for heading, one in of_heading.items()
    ]
    yield from _part("decimals", speak.say(_DECIMALS), said, todo)


def _words(column: str, rule: str, findings: Iterable[Finding], own: UserMapping, speak: Words) -> Iterator[str]:
    listed = own.words.get(column, {})
    said = [line_of(word, meant) for word, meant in listed.items()]
    todo = dict.fromkeys(one.found for one in findings if one.rule == rule and one.found not in listed)
    known = speak.say(_WORDS, known=speak.say(RULES[rule].expected))
    yield from _part(f"words.{column}", known, said, [line_of(word, "") for word in todo])


def _sheets(own: UserMapping, speak: Words) -> Iterator[str]:
    said = [f"skip = [{', '.join(map(quoted, own.skipped))}]"] if own.skipped else []
    said += [f"heading_row = {row}" for sheet, row in own.heading_rows.items() if not sheet]
    yield from _part("sheets", speak.say(_SHEETS), said, [])
    of_sheets = [f"{quoted(sheet)} = {row}" for sheet, row in own.heading_rows.items() if sheet]
    yield from _part("sheets.heading_rows", speak.say(_SHEETS), of_sheets, [])


def _part(name: str, explained: str, said: Iterable[str], todo: Sequence[str]) -> Iterator[str]:
    """A part of the draft, with what is left to decide behind a `#`; nothing where it says nothing."""
    lines = [*said, *(_COMMENTED + one for one in todo)]
    if lines:
        yield from (f"[{name}]", f"# {explained}", *lines, "")


def _without_headings(sheets: Iterable[Sheet | TypedSheet], speak: Words) -> Iterator[str]:
    """A draft for a file in which no heading is known: its columns by their letters, with what stands on top."""
    yield from (
        f"# {speak.say(_NO_HEADINGS)}",
        "[sheets]",
        f"# {speak.say(_SHEETS)}",
        "heading_row = 0",
        "",
        "[columns]",
    )
    first = next((sheet for sheet in sheets if isinstance(sheet, Sheet) and sheet.rows), None)
    if first is not None:
        for place in range(max(map(len, first.rows))):
            top = next((text for row in first.rows if place < len(row) and (text := text_of(row[place]))), "")
            letter = column_letters(first.first_column + place)
            yield f'{quoted(letter)} = ""  # {shortened(top)}'
    yield ""


def _names(speak: Words) -> Iterator[str]:
    yield f"# {speak.say(_NAMES)}"
    for column in COLUMNS:
        yield f"#   {speak.say(column.meaning)} ({column.name})"
    yield ""
