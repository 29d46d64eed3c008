"""What earlier checks found in a folder's files: `findings.csv`, as a person may read and fill it in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from partnerlab.sources.forms.filled_in import filled_in, to_fill_in
from partnerlab.wording import LANGUAGES, Language, message, words

MEMORY = "findings.csv"
State = Literal["new", "known", "accepted", "mended"]
STATES: Mapping[State, str] = {
    "new": message("new"),
    "known": message("known"),
    "accepted": message("accepted"),
    "mended": message("mended"),
}
"""What became of a finding by the last check, with the words for it."""
HEADINGS: Mapping[str, str] = {
    "file": message("File"),
    "sheet": message("Sheet"),
    "row": message("Row"),
    "column": message("Column"),
    "record": message("Application number"),
    "rule": message("Check"),
    "found": message("Found"),
    "state": message("State"),
    "reason": message("Reason to accept it"),
    "seen": message("First seen"),
    "accepted_on": message("Accepted on"),
    "count": message("How many"),
    "text": message("What is wrong"),
    "checked": message("What was checked"),
    "key": message("Mark"),
}
NEEDED = ("file", "rule", "reason", "checked", "key")
"""Columns without which a file is not one of these."""
_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")


@dataclass(frozen=True)
class Remembered:
    """A finding of an earlier check: one row of `findings.csv`.

    `key` tells what was found without its file and row, which may change. `checked` is what was given to the check:
    a file, or a whole folder. Days are written as 2003-12-31.
    """

    file: str
    rule: str
    key: str
    checked: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    record: str = ""
    found: str = ""
    state: State = "new"
    reason: str = ""
    seen: str = ""
    accepted_on: str = ""
    count: int = 1
    text: str = ""


@dataclass(frozen=True)
class Memory:
    """The rows of a folder's `findings.csv`; `strange` if there is a file of that name which is something else."""

    rows: tuple[Remembered, ...] = ()
    strange: bool = False


def read_memory(folder: Path) -> Memory:
    """What earlier checks have left in a folder; nothing where there was none.

    Takes the file as partnerlab writes it and as Excel saves it again: in the code page of Russian Windows, with
    another separator, with days as 31.12.2003.

    >>> read_memory(Path("no such folder")).rows
    ()
    """
    try:
        content = (folder / MEMORY).read_bytes()
    except FileNotFoundError:
        return Memory()
    except OSError:
        return Memory(strange=True)
    table = filled_in(content)
    rows = None if table is None else _rows(table)
    return Memory(strange=True) if rows is None else Memory(tuple(rows))


def memory_csv(rows: Iterable[Remembered], *, language: Language) -> bytes:
    """The rows as the bytes of a file that Excel opens with a double click."""
    say = words(language).say
    table = [[say(heading) for heading in HEADINGS.values()]]
    for one in rows:
        shown = {**vars(one), "state": say(STATES[one.state]), "row": "" if one.row is None else one.row}
        table.append([str(shown[name]) for name in HEADINGS])
    return to_fill_in(table)


def _rows(table: list[list[str]]) -> list[Remembered] | None:
    """The rows of the table; nothing in a blank file, None where the headings are others."""
    if not table:
        return []
    known = _known(HEADINGS)
    names = [known.get(_plain(heading), "") for heading in table[0]]
    if not set(NEEDED) <= set(names):
        return None
    cells = ({name: cell for name, cell in zip(names, line, strict=False) if name} for line in table[1:])
    states = {text: state for state in STATES for text in _known({state: STATES[state]})}
    return [_remembered(row, states) for row in cells if row.get("key") and row.get("rule")]


def _known(said: Mapping[str, str]) -> dict[str, str]:
    """The names that headings or words stand for, in any language of the package."""
    texts = {_plain(words(language).say(text)): name for name, text in said.items() for language in LANGUAGES}
    return {**texts, **{name: name for name in said}}


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _remembered(row: Mapping[str, str], states: Mapping[str, State]) -> Remembered:
    number, count = row.get("row", ""), row.get("count", "")
    return Remembered(
        file=row.get("file", ""),
        rule=row["rule"],
        key=row["key"],
        checked=row.get("checked", ""),
        sheet=row.get("sheet", ""),
        row=int(number) if number.isdecimal() else None,
        column=row.get("column", ""),
        record=row.get("record", ""),
        found=row.get("found", ""),
        state=states.get(_plain(row.get("state", "")), "known"),
        reason=row.get("reason", "").strip(),
        seen=_day(row.get("seen", "")),
        accepted_on=_day(row.get("accepted_on", "")),
        count=int(count) if count.isdecimal() else 1,
        text=row.get("text", ""),
    )


def _day(text: str) -> str:
    russian = _DAY.fullmatch(text.strip())
    return f"{russian[3]}-{int(russian[2]):02}-{int(russian[1]):02}" if russian else text.strip()
