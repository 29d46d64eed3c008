"""`partnerlab check`: a file's findings beside those of the last check, and what a user accepts of them."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from partnerlab.dataset import Dataset
from partnerlab.errors import WrongValue
from partnerlab.findings import Finding, findings_by_check
from partnerlab.sources.acceptance import accepted, remembered
from partnerlab.sources.findings_file import MEMORY, Remembered, memory_csv, read_memory
from partnerlab.sources.forms.opening import is_address
from partnerlab.sources.records import open_records
from partnerlab.wording import Language, message, phrase

SHOWN_PLACES = 5
ALL = "all"
_REASON = phrase(message("in a few words, why the findings are right as they stand"))
_FOUND = message("a check that found something and one of its places, such as {places}")
_UNCLEAR = message("one place; «{place}» is a row and an application's number, so name the cell: {places}")
_NO_MEMORY = phrase(message("a findings.csv that may be written: leave out --no-memory"))
_NO_FOLDER = phrase(message("a file or a folder: what is accepted is kept beside it"))


@dataclass(frozen=True)
class Checked:
    """A file, folder or table of a database that was checked.

    `name` is what it is called, `path` where it lies (None for a database), `table` which of its tables. `mended` is
    what the last check found and this one did not; `first` says that there was no check before.
    """

    name: str
    records: Dataset
    path: Path | None = None
    table: str = ""
    mended: tuple[Remembered, ...] = ()
    first: bool = True

    @property
    def typed(self) -> str:
        """What was typed to name it."""
        return self.name if self.path is None else str(self.path)

    @property
    def findings(self) -> Sequence[Finding]:
        """All that was found, gravest first."""
        return self.records.findings

    @property
    def folder(self) -> Path | None:
        """Where `findings.csv` lies; None for a database."""
        return self.path if self.path is None or self.path.is_dir() else self.path.parent

    @property
    def files(self) -> frozenset[str]:
        """The files of a folder in which something was found."""
        inside = self.path is not None and self.path.is_dir()
        return frozenset(finding.file for finding in self.findings) if inside else frozenset()


def checked(
    sources: Sequence[str],
    *,
    language: Language,
    mapping: str | None = None,
    table: str | None = None,
    accept: Sequence[str] = (),
    reason: str = "",
    today: str | None = None,
) -> list[Checked]:
    """Check files, folders or tables of a database, and accept what is asked for.

    Raises:
        WrongValue: if what is to be accepted was not found.
        PartnerlabError: if the records cannot be read at all.
    """
    found = [_opened(source, mapping=mapping, table=table) for source in sources]
    if accept:
        found = _with_accepted(found, accept, reason=reason, today=today or _today())
    return [_compared(one, language=language, today=today or _today()) for one in found]


def _opened(source: str, *, mapping: str | None, table: str | None) -> Checked:
    records = open_records(source, mapping=mapping, table=table)
    if is_address(source):
        return Checked(records.name, records)
    path = Path(source)
    return Checked(path.resolve().name, records, path, table or "")


def _with_accepted(found: Sequence[Checked], accept: Sequence[str], *, reason: str, today: str) -> list[Checked]:
    if any(one.folder is None for one in found):
        raise WrongValue("--accept", ", ".join(accept), _NO_FOLDER)
    places = accepted_places([finding for one in found for finding in one.findings], accept)
    done, taken = [], 0
    for one in found:
        own = [place - taken for place in places if taken <= place < taken + len(one.findings)]
        taken += len(one.findings)
        said = accepted(one.findings, own, reason=reason, today=today)
        done.append(replace(one, records=replace(one.records, findings=tuple(said))))
    return done


def _compared(one: Checked, *, language: Language, today: str) -> Checked:
    if one.folder is None:
        return one
    memory = read_memory(one.folder)
    _, mended = remembered(one.findings, memory, checked=one.name, covered=one.files, today=today, language=language)
    first = not any(row.checked in {one.name, *one.files} for row in memory.rows)
    return replace(one, mended=tuple(mended), first=first)


def _today() -> str:
    return datetime.date.today().isoformat()


def checked_reason(accept: Sequence[str], reason: str | None, *, memory: bool = True) -> str:
    """The reason for which findings are accepted.

    Raises:
        WrongValue: if there is none, or there is one and nothing to accept, or it may not be kept.
    """
    if accept and not memory:
        raise WrongValue("--accept", ", ".join(accept), _NO_MEMORY)
    if bool(accept) != bool(reason and reason.strip()):
        raise WrongValue("--reason" if accept else "--accept", (reason or "").strip(), _REASON if accept else _ANY)
    return (reason or "").strip()


def findings_json(found: Sequence[Checked], *, language: Language) -> str:
    """The findings of all that was checked, grouped by check, as JSON."""
    every = [finding for one in found for finding in one.findings]
    return json.dumps(findings_by_check(every, language=language), ensure_ascii=False, indent=1)


def remember(one: Checked, *, language: Language, today: str | None = None) -> Path | None:
    """Write `findings.csv` beside what was checked; None where it says that already, or is something else.

    Raises:
        UnwritableFile: if it cannot be written there.
    """
    if one.folder is None:
        return None
    from partnerlab.publish.folder.whole import write_whole

    memory = read_memory(one.folder)
    rows, _ = remembered(
        one.findings, memory, checked=one.name, covered=one.files, today=today or _today(), language=language
    )
    if memory.strange or tuple(rows) == memory.rows:
        return None
    file = one.folder / MEMORY
    write_whole(file, memory_csv(rows, language=language))
    return file


def accepted_places(findings: Sequence[Finding], asked: Sequence[str]) -> set[int]:
    """The places in `findings` of those that are asked for: CHECK, CHECK:PLACE or all.

    PLACE is a cell (`F41`, `2003!F41`), a row or an application's own number. `all` takes errors and warnings.

    Raises:
        WrongValue: if nothing was found there, or a number is one application's row and another's number.
    """
    places: set[int] = set()
    for text in asked:
        rule, _, place = text.partition(":")
        if text == ALL:
            places |= {number for number, one in enumerate(findings) if one.severity != "note"}
            continue
        of_check = [number for number, one in enumerate(findings) if one.rule == rule]
        chosen = set(of_check) if not place else _at(findings, of_check, place, text)
        if not chosen:
            shown = of_check or [number for number, one in enumerate(findings) if one.severity != "note"]
            raise WrongValue("--accept", text, phrase(_FOUND, places=_named(findings, shown)))
        places |= chosen
    return places


def _at(findings: Sequence[Finding], of_check: Sequence[int], place: str, text: str) -> set[int]:
    sheet, _, cell = place.rpartition("!")
    sheet = sheet.strip("'")
    here = [number for number in of_check if not sheet or findings[number].sheet == sheet]
    by_cell = {number for number in here if findings[number].cell == cell.upper().replace("$", "")}
    if by_cell:
        return by_cell
    by_row = {number for number in here if str(findings[number].row) == cell}
    by_number = {number for number in here if findings[number].record == cell}
    if by_row and by_number and by_row != by_number:
        raise WrongValue(
            "--accept", text, phrase(_UNCLEAR, place=cell, places=_named(findings, sorted(by_row | by_number)))
        )
    return by_number or by_row


def _named(findings: Sequence[Finding], places: Sequence[int]) -> str:
    """Findings as `--accept` takes them, of different checks if there are such."""
    of_checks = {findings[number].rule: number for number in reversed(places)}
    shown = sorted(of_checks.values()) if len(of_checks) > 1 else places
    return ", ".join(dict.fromkeys(accepted_as(findings[number]) for number in shown[:SHOWN_PLACES]))


def accepted_as(one: Finding) -> str:
    """A finding as `--accept` takes it.

    >>> accepted_as(Finding("not_an_amount", "contest.xlsx", "2003", 41, "Amount", "about 30", letter="F"))
    'not_an_amount:2003!F41'
    """
    cell = one.cell or ("" if one.row is None else str(one.row))
    return one.rule + (":" if cell else "") + (f"{one.sheet}!" if cell and one.sheet else "") + cell


_ANY = phrase(_FOUND, places="not_an_amount:F41")
